"""`summarizer batch`: from settings to a run, progress on standard error, Ctrl-C, exit code."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from summarizer.batch import Batch, BatchConfig, Failed, Paths, Report, Source
from summarizer.batch.outputs import codec_for
from summarizer.cli.estimating import estimate
from summarizer.cli.printing import say
from summarizer.cli.progress import READERS, ArticleProgress
from summarizer.cli.settings import checked_settings
from summarizer.cli.watching import display, interruptible, rare_collections, sentence, watched
from summarizer.errors import UnwritableOutput
from summarizer.files import refuse_inputs
from summarizer.llm.connect import client_for
from summarizer.llm.settings import Settings
from summarizer.session import Summarizer
from summarizer.topics import choose_topics

DONE, INTERNAL, PARTLY, INTERRUPTED = 0, 1, 3, 130
NAMED_FAILURES = 5
"""How many failed articles are named on standard error; the file of failures has all."""


@dataclass
class BatchCommand:
    """One run of the command.

    Attributes:
        source: the chosen articles.
        out: the file of results.
        flags: settings given on the command line, `None` where they were not.
        topics: names of topics and topic files; what the settings say if empty.
        ordered: whether results are written in the order of the input.
        retry_failed: whether what failed in earlier runs is tried again.
        with_text: whether results hold the articles' texts.
        inputs: what is read, as the user named it.
        debug: whether the tracebacks of internal errors are shown.
    """

    source: Source
    out: Path
    flags: Mapping[str, object]
    topics: tuple[str, ...]
    ordered: bool
    retry_failed: bool
    with_text: bool
    inputs: tuple[str, ...] = ()
    debug: bool = False

    def run(self, shown: str) -> int:
        """Runs the batch and returns the exit code.

        Args:
            shown: how progress is shown: `auto`, `json` or `none`.

        Raises:
            UsageError: a setting is wrong, or a file of the output is an input or can't be written.
        """
        settings = self.checked()
        topics = choose_topics(self.topics or settings.topics)
        client = client_for(settings)
        with Summarizer(llm=client, topics=topics, summary=settings.summary) as summarizer:
            if summarizer.asks_model:
                client.prepare()
            with ArticleProgress(shown=shown == "auto") as loaded, loaded.loading(READERS):
                summarizer.prepare(loaded.download)
            config = self.config(settings.concurrency or client.profile.concurrency, summarizer.setup)
            batch = Batch(self.out, summarizer.abrief, config)
            with display(shown) as at, interruptible(batch), rare_collections():
                report = watched(summarizer.submit(batch.run(self.source)), batch, at)
        return self.conclude(report)

    def estimate(self, *, by_provider: bool = False) -> int:
        """Says what the run would ask and cost, by a provider's Batch API or not, and returns the exit code."""
        settings = checked_settings(self.flags)
        return estimate(self.source, settings, self.topics or settings.topics, by_provider=by_provider)

    def checked(self, *further: Path) -> Settings:
        """The settings, after a look at the files that will be written.

        Args:
            further: files that will be written beside those of every batch.

        Raises:
            UsageError: a setting is wrong, or a file of the output is an input or can't be written.
        """
        paths = Paths.beside(self.out)
        refuse_inputs((paths.out, paths.lines, paths.journal, paths.lock, paths.failures, *further), self.inputs)
        if self.out.exists() and not self.out.is_file():
            raise UnwritableOutput(
                f"{str(self.out)!r} is not a regular file: a batch resumes from its output, so name a file"
            )
        codec_for(paths.lines)
        return checked_settings(self.flags, inputs=self.inputs)

    def config(self, concurrency: int, setup: Mapping[str, str]) -> BatchConfig:
        """How the batch runs."""
        return BatchConfig(
            concurrency=concurrency,
            ordered=self.ordered,
            retry_failed=self.retry_failed,
            with_text=self.with_text,
            setup=setup,
        )

    def conclude(self, report: Report) -> int:
        """Says how the run ended and returns the exit code."""
        progress, paths = report.progress, Paths.beside(self.out)
        say(sentence(progress))
        failed = progress.failed
        if report.error is not None:
            if failed:
                say(f"{failed:,} without a complete result: run the same command again to resume")
            raise report.error
        if failed:
            say(f"{failed:,} failed, entirely or for some topics: see {str(paths.failures)!r}")
            self._name_failures(report.failures, failed)
        if report.interrupted:
            say("interrupted; finished results are saved: run the same command again to resume")
            return INTERRUPTED
        if failed and failed == sum(report.counts.values()) == sum(bool(one.trace) for one in report.failures):
            return INTERNAL
        return PARTLY if failed else DONE

    def _name_failures(self, failures: tuple[Failed, ...], total: int) -> None:
        """Names the first of the articles that failed, with the traceback where it was asked for."""
        for one in failures if self.debug else failures[:NAMED_FAILURES]:
            say(f"{one.origin or one.id}: {one.message}")
            if self.debug and one.trace:
                sys.stderr.write(one.trace)
        if total > NAMED_FAILURES and not self.debug:
            say(f"and {total - NAMED_FAILURES:,} more")
