"""A batch through a provider's Batch API, in rounds: each finds more replies than the one before.

In each round every unfinished article is briefed as far as its replies reach; new requests are submitted, and the next
round begins when all of their replies are back. So a re-ask, the rest of a reply that was cut off, or a summary
is one more round, and nothing of an article is held in memory between rounds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.article import Article
from summarizer.batch.inputs import Source
from summarizer.batch.progress import Meter, Progress, ProviderProgress
from summarizer.batch.run import Batch, BatchConfig, Brief, Report
from summarizer.briefing import Briefing
from summarizer.errors import BudgetExceeded, ReplyError
from summarizer.llm.provider_batch import Courier
from summarizer.llm.provider_batch_parking import run_or_park

MOST_ROUNDS = 50
"""Rounds of one run, at most: an article that asks without end would be paid for without end."""

CONCURRENCY = 256
"""Articles worked on at a time, nearly all of which only read what is there."""


@dataclass(frozen=True, slots=True)
class ProviderReport:
    """What a run came to.

    Attributes:
        report: of its last round.
        parked: articles that still wait for answers.
        batches: batches that are with the provider.
        requests: requests in them.
    """

    report: Report
    parked: int
    batches: int
    requests: int


class ProviderRun:
    """One run over many articles by a provider's Batch API.

    `stop`, `abort` and `progress` may be called from any thread.

    Args:
        out: the file of results.
        brief: makes the briefing of one article, asking a `BatchingClient`.
        courier: takes the questions to the provider.
        config: how to run.
        wait: whether the run waits for the provider; else it ends when all is handed in.
    """

    def __init__(
        self, out: Path, brief: Brief, courier: Courier, config: BatchConfig | None = None, *, wait: bool = True
    ) -> None:
        self._out = out
        self._brief = brief
        self._courier = courier
        self._config = replace(config or BatchConfig(), concurrency=CONCURRENCY)
        self._wait = wait
        self._meter = Meter()
        self._batch: Batch | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._interrupted = False

    def stop(self) -> None:
        """Ends the run soon; what is with the provider stays there."""
        self._end(Batch.stop)

    def abort(self) -> None:
        """Ends the run at once; what is with the provider stays there."""
        self._end(Batch.abort)

    def _end(self, order: Callable[[Batch], None]) -> None:
        self._interrupted = True
        if self._batch is not None:
            order(self._batch)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._courier.stop)

    def progress(self) -> Progress:
        """How far the run has come."""
        standing = self._courier.standing
        return ProviderProgress(
            **self._meter.progress().model_dump(),
            batches=standing.batches,
            requests_waiting=standing.requests,
            requests_served=standing.served,
        )

    async def run(self, inputs: Source) -> ProviderReport:
        """Goes through the articles of an input until none of them waits for an answer.

        Raises:
            ModelUnavailable: the provider can't be asked; what was handed in is taken up by the next run.
            UnwritableOutput: results can't be written, or another process writes them.
            UsageError: the input changed since, or the output was begun with another setup.
        """
        self._loop = asyncio.get_running_loop()
        await self._begin()
        await self._courier.look()
        config = self._config
        for _ in range(MOST_ROUNDS):
            report, parked = await self._round(inputs, config)
            if not parked or report.interrupted or report.error is not None:
                break
            config = replace(config, retry_failed=False)
            if not self._wait:
                await self._courier.submit()
                break
            came = await self._courier.deliver()
            if self._interrupted:
                report = replace(report, interrupted=True)
                break
            if not came:
                report = replace(report, error=self._spent())
                break
        else:
            report = replace(
                report,
                error=ReplyError(f"articles still ask after {MOST_ROUNDS} rounds of batches: please report this"),
            )
        return self._concluded(report, parked)

    async def cancel(self, inputs: Source) -> tuple[int, ProviderReport]:
        """Has the batches that are with the provider cancelled; what they served is written. Returns how many.

        Raises:
            ModelUnavailable: the provider can't be asked.
        """
        self._loop = asyncio.get_running_loop()
        await self._begin()
        cancelled = await self._courier.cancel()
        if self._wait:
            await self._courier.await_all()
        report, parked = await self._round(inputs, self._config)
        return cancelled, self._concluded(report, parked)

    async def _begin(self) -> None:
        ledger = self._courier.ledger
        ledger.forget_failed()
        ledger.forget_waiting()
        await self._courier.take_up()

    async def _round(self, inputs: Source, config: BatchConfig) -> tuple[Report, int]:
        async def brief(article: Article) -> Briefing:
            return await run_or_park(lambda: self._brief(article))

        self._meter.begin_again()
        self._batch = Batch(self._out, brief, config, meter=self._meter)
        if self._interrupted:
            self._batch.stop()
        report = await self._batch.run(inputs)
        return report, self._batch.parked

    def _spent(self) -> BudgetExceeded:
        waiting = self._courier.ledger.count("waiting")
        return BudgetExceeded(
            f"stopped before a batch that would exceed --max-cost; {waiting:,} requests were not "
            "sent: raise --max-cost to go on"
        )

    def _concluded(self, report: Report, parked: int) -> ProviderReport:
        if not parked and report.error is None and not report.interrupted:
            self._courier.ledger.forget_answers()
        standing = self._courier.standing
        return ProviderReport(replace(report, progress=self.progress()), parked, standing.batches, standing.requests)
