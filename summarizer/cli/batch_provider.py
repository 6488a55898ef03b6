"""`summarizer batch --provider-batch`: a run through a provider's Batch API that can be left and resumed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.batch.provider_run import CONCURRENCY, ProviderReport, ProviderRun
from summarizer.cli.batch_run import DONE, BatchCommand
from summarizer.cli.printing import say
from summarizer.cli.watching import display, interruptible, rare_collections, watched
from summarizer.llm.connect import config_for
from summarizer.llm.provider_batch import Courier
from summarizer.llm.provider_batch_client import BatchingClient, BatchModel, batch_model
from summarizer.llm.provider_batch_ledger import Ledger
from summarizer.llm.provider_batch_limits import CourierConfig
from summarizer.llm.settings import Settings
from summarizer.session import Summarizer
from summarizer.topics import Topic, choose_topics


@dataclass(frozen=True, slots=True)
class ProviderOptions:
    """How a run goes about the provider.

    Attributes:
        wait: whether it waits for the provider; else it hands in, fetches what is there, and leaves.
        cancel: whether it cancels what is with the provider, and leaves.
        poll: seconds between two looks at a batch; by default growing from 5 to 120.
    """

    wait: bool = True
    cancel: bool = False
    poll: float | None = None

    def run(self, command: BatchCommand, shown: str) -> int:
        """Runs the batch and returns the exit code.

        Args:
            command: what to run.
            shown: how progress is shown: `auto`, `json` or `none`.

        Raises:
            UsageError: a setting is wrong, or a file of the output is an input or can't be written.
            ModelUnavailable: the provider can't be asked.
        """
        path = command.out.with_name(command.out.name + ".provider-batches")
        settings = command.checked(path)
        model = batch_model(settings)
        topics = choose_topics(command.topics or settings.topics)
        with self._opened(topics, settings, model, path) as (summarizer, courier):
            config = command.config(CONCURRENCY, summarizer.setup)
            run = ProviderRun(command.out, summarizer.abrief, courier, config, wait=self.wait)
            work = self._cancelled(run, command) if self.cancel else run.run(command.source)
            with display(shown) as at, interruptible(run), rare_collections():
                report = watched(summarizer.submit(work), run, at)
        return self._conclude(command, report)

    @staticmethod
    async def _cancelled(run: ProviderRun, command: BatchCommand) -> ProviderReport:
        cancelled, report = await run.cancel(command.source)
        say(f"{cancelled} batches cancelled; replies that had arrived are written")
        return report

    @contextmanager
    def _opened(
        self, topics: tuple[Topic, ...], settings: Settings, model: BatchModel, path: Path
    ) -> Iterator[tuple[Summarizer, Courier]]:
        """Opens the ledger, and gives what briefs from it and what fills it."""
        behaviour = config_for(settings)
        config = CourierConfig(retry=behaviour.retry, max_cost_usd=behaviour.limits.max_cost_usd)
        if self.poll is not None:
            config = replace(config, first_look=self.poll, longest_wait=self.poll)
        ledger = Ledger(path, model.endpoint.key_identity)
        try:
            client = BatchingClient(model, settings, ledger)
            client.prepare()
            with Summarizer(llm=client, topics=topics, summary=settings.summary) as summarizer:
                courier = Courier(ledger, model.endpoint, model.profile.prices, config, say)
                try:
                    yield summarizer, courier
                finally:
                    summarizer.submit(courier.aclose()).result()
        finally:
            ledger.close()

    @staticmethod
    def _conclude(command: BatchCommand, found: ProviderReport) -> int:
        """Says what is with the provider, and how the run ended; returns the exit code."""
        if found.batches:
            say(
                f"{found.requests:,} requests in {found.batches} batches are with the provider: run "
                "the same command again to fetch replies, or with --cancel to cancel them"
            )
        code = command.conclude(found.report)
        if found.parked and code == DONE:
            say(f"{found.parked:,} articles are waiting for replies")
        return code
