"""Watches a run on the command line: progress on standard error, Ctrl-C once to finish and twice to stop."""

from __future__ import annotations

import gc
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType
from typing import Protocol, TypeVar

from rich.console import Console
from rich.live import Live
from rich.text import Text

from summarizer.batch import Progress
from summarizer.batch.progress import ProviderProgress
from summarizer.cli.printing import counted, say
from summarizer.usage import dollars

T = TypeVar("T")

_EVERY = 0.25
_NEW_OBJECTS = 50_000
"""New objects that start a garbage collection: about what the articles in progress hold at a time."""

_JSON_EVERY = 1.0


class Run(Protocol):
    """A run that can be watched and ended, from any thread."""

    def stop(self) -> None:
        """Has it end soon."""
        ...

    def abort(self) -> None:
        """Has it end at once."""
        ...

    def progress(self) -> Progress:
        """How far it has come."""
        ...


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
        self._live.update(Text(sentence(progress), no_wrap=True, overflow="ellipsis"))


@contextmanager
def display(shown: str) -> Iterator[Display]:
    """Gives what shows progress: `auto`, `json` or `none`."""
    if shown == "json":
        yield _JsonLines()
    elif shown == "auto" and sys.stderr.isatty():
        with Live(console=Console(stderr=True), transient=True, refresh_per_second=4) as live:
            yield _Line(live)
    else:
        yield _Silent()


@contextmanager
def interruptible(run: Run) -> Iterator[None]:
    """Makes the first Ctrl-C finish what is in flight, and the second stop at once; SIGTERM is like the first."""
    asked = 0

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked += 1
        if asked == 1:
            run.stop()
            say("finishing the articles in progress; press Ctrl-C again to stop at once")
        else:
            run.abort()

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Looks seldom for objects that only hold each other: those of an article are let go of without that."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def watched(future: Future[T], run: Run, shown: Display) -> T:
    """Waits for a run, showing how far it has come."""
    while True:
        try:
            result = future.result(timeout=_EVERY)
        except NotYet:
            if future.done():
                raise
            shown.update(run.progress())
        else:
            if isinstance(shown, _JsonLines):
                shown.write(run.progress())
            return result


def sentence(progress: Progress) -> str:
    """How far a run has come, in words."""
    cost = "" if progress.cost_usd is None else f", {dollars(progress.cost_usd)}"
    left = "" if progress.seconds_left is None else f", {timedelta(seconds=round(progress.seconds_left))} left"
    already = f", {progress.skipped:,} already done" if progress.skipped else ""
    provider = ""
    if isinstance(progress, ProviderProgress) and progress.batches:
        plural = "" if progress.batches == 1 else "es"
        provider = (
            f"{progress.batches} batch{plural} with the provider: {progress.requests_served:,} of "
            f"{progress.requests_waiting:,} requests served; "
        )
    return provider + (
        f"{progress.done:,} done, {progress.failed:,} failed{already}, {progress.articles_per_second:.1f} articles/s, "
        f"{counted(progress.calls, 'call')}, {progress.cached_calls:,} cached, "
        f"{progress.prompt_tokens:,} tokens read, {progress.completion_tokens:,} written{cost}{left}"
    )
