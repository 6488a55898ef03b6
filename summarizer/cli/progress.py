"""Progress on standard error, in one line that fits the terminal, and only on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import TracebackType
from typing import Self

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TimeElapsedColumn
from rich.text import Text

from summarizer.extraction import Step
from summarizer.visible_text import one_line

READERS = "parser and role classifier"

_AROUND = 12
"""Columns beside the words: the spinner, the time, the spaces between."""


class ArticleProgress:
    """Shows which article and topic is at work, how many failed, and a download if there is one.

    Args:
        shown: whether it is shown, where there is a terminal.
    """

    def __init__(self, *, shown: bool = True) -> None:
        console = Console(stderr=True)
        self._width = console.width
        self._bar = Progress(
            SpinnerColumn(),
            _Words(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not (shown and sys.stderr.isatty()),
        )
        self._task = self._bar.add_task("", total=None)
        self._name = self._count = self._left = ""
        self._failed = 0
        self._steps: dict[str, str] = {}
        self._begin = time.monotonic()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def at(self, name: str, number: int, total: int) -> None:
        """Shows which article is at work now, and from the second on about how long the rest will take.

        Args:
            name: the file, as the user named it.
            number: its number among the articles, from 1.
            total: how many articles there are.
        """
        self._name = one_line(name)
        self._steps.clear()
        self._count = f"{number} of {total}" if total > 1 else ""
        done = number - 1
        seconds = (time.monotonic() - self._begin) / done * (total - done) if done else 0.0
        self._left = f"about {timedelta(seconds=round(seconds))} left" if done else ""
        self._show()

    def failed(self) -> None:
        """Counts an article that failed, wholly or for some topics."""
        self._failed += 1
        self._show()

    def step(self, step: Step) -> None:
        """Shows a step of the work on an article; a topic that there is nothing to do for is not named."""
        self._name = self._name or step.article_id
        if step.total and step.done < step.total:
            self._steps[step.topic] = f"{step.topic} {step.done} of {step.total}"
        else:
            self._steps.pop(step.topic, None)
        self._show()

    def articles(self, done: int, total: int) -> None:
        """Shows how many articles are done."""
        self._count = f"{done} of {total} articles"
        self._show()

    def download(self, what: str, done: int, total: int) -> None:
        """Shows a download of weights, in bytes; one that is complete is being loaded."""
        if done >= total:
            self._say(f"loading model {what}")
            return
        self._say(f"downloading {what}: {done / 1e6:,.0f} of {total / 1e6:,.0f} MB")

    @contextmanager
    def loading(self, what: str) -> Iterator[None]:
        """Shows that something is loaded, while it is."""
        self._say(f"loading {one_line(what)}")
        yield
        self._show()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Takes the display away while something is printed."""
        self._bar.stop()
        yield
        self._bar.start()

    def _show(self) -> None:
        failed = f"{self._failed} failed" if self._failed else ""
        parts = [self._count, failed, "", *self._steps.values(), self._left]
        rest = ", ".join(part for part in parts if part)
        room = max(12, self._width - _AROUND - cell_len(rest) - 2)
        self._say(": ".join(part for part in (shortened(self._name, room), rest) if part))

    def _say(self, words: str) -> None:
        self._bar.update(self._task, description=fitting(words, self._width - _AROUND))


class _Words(ProgressColumn):
    """The words of a task as they are: a file's name is no markup."""

    def render(self, task: Task) -> Text:
        """The words, never more than a line."""
        return Text(task.description, no_wrap=True, overflow="ellipsis")


def fitting(words: str, width: int) -> str:
    """Words cut off at a number of columns."""
    return words if cell_len(words) <= width else set_cell_size(words, max(1, width - 1)).rstrip() + "…"


def shortened(name: str, width: int) -> str:
    """A name in a number of columns, without its middle where it is longer: its end tells it apart."""
    if cell_len(name) <= width:
        return name
    end = name[-max(4, width * 2 // 3) :]
    while cell_len(end) > width * 2 // 3:
        end = end[1:]
    return fitting(name, max(2, width - cell_len(end))) + end
