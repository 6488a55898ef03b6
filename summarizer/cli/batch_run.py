"""The work of `summarizer batch`: settings to a run, progress on standard error, Ctrl-C once and twice, exit code."""

from __future__ import annotations

import gc
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Protocol

from rich.console import Console
from rich.live import Live
from rich.text import Text

from summarizer.batch import Batch, BatchConfig, Failed, Paths, Progress, Report, Source
from summarizer.batch.outputs import codec_for
from summarizer.cli.estimating import estimate
from summarizer.cli.printing import say
from summarizer.cli.progress import READERS, ArticleProgress
from summarizer.cli.settings import checked_settings
from summarizer.errors import UnwritableOutput
from summarizer.files import refuse_inputs
from summarizer.llm.connect import client_for
from summarizer.session import Summarizer
from summarizer.topics import choose_topics
from summarizer.usage import dollars

DONE, INTERNAL, PARTLY, INTERRUPTED = 0, 1, 3, 130
NAMED_FAILURES = 5
"""How many failed articles are named on standard error; the file of failures has all."""

_EVERY = 0.25
_NEW_OBJECTS = 50_000
"""So many more objects than at the last collection start one: about what the articles in flight hold at a time."""

_JSON_EVERY = 1.0


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
        paths = Paths.beside(self.out)
        refuse_inputs((paths.out, paths.lines, paths.journal, paths.lock, paths.failures), self.inputs)
        if self.out.exists() and not self.out.is_file():
            raise UnwritableOutput(f"{str(self.out)!r} is no file: a batch goes on from its file, so name one")
        codec_for(paths.lines)
        settings = checked_settings(self.flags, inputs=self.inputs)
        topics = choose_topics(self.topics or settings.topics)
        client = client_for(settings)
        with Summarizer(llm=client, topics=topics, summary=settings.summary) as summarizer:
            if summarizer.asks_model:
                client.prepare()
            with ArticleProgress(shown=shown == "auto") as loaded, loaded.loading(READERS):
                summarizer.prepare(loaded.download)
            config = BatchConfig(
                concurrency=settings.concurrency or client.profile.concurrency,
                ordered=self.ordered,
                retry_failed=self.retry_failed,
                with_text=self.with_text,
                setup=summarizer.setup,
            )
            batch = Batch(self.out, summarizer.abrief, config)
            with _display(shown) as display, _interruptible(batch), _rare_collections():
                report = _watched(summarizer.submit(batch.run(self.source)), batch, display)
        return self._conclude(report)

    def estimate(self) -> int:
        """Says what the run would ask and cost, and returns the exit code."""
        settings = checked_settings(self.flags)
        return estimate(self.source, settings, self.topics or settings.topics)

    def _conclude(self, report: Report) -> int:
        """Says how the run ended and returns the exit code."""
        progress, paths = report.progress, Paths.beside(self.out)
        say(_sentence(progress))
        failed = sum(report.counts.get(state, 0) for state in ("lost", "partial", "failed"))
        if failed:
            say(f"{failed} articles failed, wholly or for some topics: {str(paths.failures)!r} says why")
            self._name_failures(report.failures, failed)
        if report.error is not None:
            raise report.error
        if report.interrupted:
            say("interrupted: what was done is saved; run the same command again to go on")
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
            say(f"and {total - NAMED_FAILURES} more")


class Display(Protocol):
    """Shows progress."""

    def update(self, progress: Progress) -> None:
        """Shows how far a run has come."""
        ...


class _Silent:
    def update(self, progress: Progress) -> None:
        """Shows nothing."""


class _JsonLines:
    """A JSON line a second on standard error."""

    def __init__(self) -> None:
        self._last = 0.0

    def update(self, progress: Progress) -> None:
        """Writes a line when one is due."""
        now = time.monotonic()
        if now - self._last >= _JSON_EVERY:
            self._last = now
            self.write(progress)

    @staticmethod
    def write(progress: Progress) -> None:
        """Writes a line."""
        sys.stderr.write(progress.model_dump_json() + "\n")
        sys.stderr.flush()


class _Line:
    """One line on a terminal, written over."""

    def __init__(self, live: Live) -> None:
        self._live = live

    def update(self, progress: Progress) -> None:
        """Shows how far a run has come."""
        self._live.update(Text(_sentence(progress)))


@contextmanager
def _display(shown: str) -> Iterator[Display]:
    if shown == "json":
        yield _JsonLines()
    elif shown == "auto" and sys.stderr.isatty():
        with Live(console=Console(stderr=True), transient=True, refresh_per_second=4) as live:
            yield _Line(live)
    else:
        yield _Silent()


@contextmanager
def _interruptible(batch: Batch) -> Iterator[None]:
    """Makes the first Ctrl-C finish what is in flight, and the second stop at once; SIGTERM is like the first."""
    asked = 0

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked += 1
        if asked == 1:
            batch.stop()
            say("finishing what is in flight; once more to stop at once")
        else:
            batch.abort()

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Looks seldom for objects that only hold each other: those of an article are let go of without that."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _watched(future: Future[Report], batch: Batch, display: Display) -> Report:
    """Waits for a run, showing how far it has come."""
    while True:
        try:
            report = future.result(timeout=_EVERY)
        except NotYet:
            if future.done():
                raise
            display.update(batch.progress())
        else:
            if isinstance(display, _JsonLines):
                display.write(report.progress)
            return report


def _sentence(progress: Progress) -> str:
    cost = "" if progress.cost_usd is None else f", {dollars(progress.cost_usd)}"
    left = "" if progress.seconds_left is None else f", {timedelta(seconds=round(progress.seconds_left))} left"
    already = f", {progress.skipped:,} already done" if progress.skipped else ""
    return (
        f"{progress.done:,} done, {progress.failed:,} failed{already}, {progress.articles_per_second:.1f} articles/s, "
        f"{progress.calls:,} calls, {progress.cached_calls:,} cached, "
        f"{progress.prompt_tokens:,} tokens read, {progress.completion_tokens:,} written{cost}{left}"
    )
