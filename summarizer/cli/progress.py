"""Progress on standard error, and only on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from summarizer.extraction import Step
from summarizer.visible_text import one_line

READERS = "parser and role classifier"


class ArticleProgress:
    """Shows which article, topic and passage is at work, and a download if there is one.

    Args:
        shown: whether it is shown, where there is a terminal.
    """

    def __init__(self, *, shown: bool = True) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[position]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not (shown and sys.stderr.isatty()),
        )
        self._tasks: dict[tuple[str, str], TaskID] = {}
        self._name = ""
        self._left = ""
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
        done = number - 1
        seconds = (time.monotonic() - self._begin) / done * (total - done) if done else 0.0
        self._left = f", about {timedelta(seconds=round(seconds))} left" if done else ""
        if total > 1:
            self.articles(done, total)

    def step(self, step: Step) -> None:
        """Shows a step of the work on an article."""
        position = f"{step.done} of {step.total}" if step.done or not step.total else "reading"
        name = self._name or step.article_id
        self._show((step.article_id, step.topic), f"{name} {step.topic}", step.done, step.total, position)

    def articles(self, done: int, total: int) -> None:
        """Shows how many articles are done."""
        self._show(("articles", ""), "articles", done, total, f"{done} of {total}{self._left}")

    def download(self, what: str, done: int, total: int) -> None:
        """Shows a download of weights, in bytes."""
        position = f"{done / 1e6:,.0f} of {total / 1e6:,.0f} MB"
        self._show(("download", what), what, done, total, position)

    @contextmanager
    def loading(self, what: str) -> Iterator[None]:
        """Shows that something is loaded, while it is."""
        task = self._bar.add_task(f"loading {what}", total=None, position="")
        yield
        self._bar.remove_task(task)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Takes the display away while something is printed."""
        self._bar.stop()
        for task in self._tasks.values():
            self._bar.remove_task(task)
        self._tasks.clear()
        yield
        self._bar.start()

    def _show(self, key: tuple[str, str], description: str, done: int, total: int, position: str) -> None:
        if key not in self._tasks:
            self._tasks[key] = self._bar.add_task(description, total=max(total, 1), position=position)
        self._bar.update(self._tasks[key], completed=done, total=max(total, 1), position=position)
