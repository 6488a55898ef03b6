"""Standard output of commands: as wide as the terminal, and unwrapped where there is none."""

from __future__ import annotations

import sys
from typing import TextIO

from rich.console import Console, RenderableType

WIDE = 1_000
"""Columns where output goes to a file or another program, which breaks its lines itself."""


class Output(Console):
    """A console whose reader may go away: that is an error like any other, not the end of the process."""

    def on_broken_pipe(self) -> None:
        """Lets the error through; it is handled where a command ends."""
        raise


def output(file: TextIO | None = None, *, soft_wrap: bool = False) -> Output:
    """A console on standard output or another stream."""
    return Output(file=file, highlight=False, soft_wrap=soft_wrap)


def report_output() -> Output:
    """A console for tables that fit themselves to the terminal; wide and unbroken where there is none."""
    terminal = sys.stdout.isatty()
    return Output(highlight=False, soft_wrap=not terminal, width=None if terminal else WIDE)


def print_tables(*tables: RenderableType) -> None:
    """Prints tables with an empty line between them."""
    console = Output(highlight=False, width=None if sys.stdout.isatty() else WIDE)
    for number, table in enumerate(tables):
        if number:
            console.print()
        console.print(table)


def say(message: str) -> None:
    """Prints a sentence on standard error."""
    sys.stderr.write(f"summarizer: {message}\n")


def counted(number: int, noun: str) -> str:
    """A number with its noun, such as "1 article" and "1,200 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class FirstWarnings:
    """Prints the first warnings of a run, each once, and that there are more."""

    def __init__(self, most: int = 10) -> None:
        self._most = most
        self._said: set[str] = set()

    def say(self, warning: str) -> None:
        """Prints a warning unless it was printed before, or enough were."""
        if warning in self._said or len(self._said) > self._most:
            return
        self._said.add(warning)
        say(
            warning
            if len(self._said) <= self._most
            else "more warnings are not shown; `summarizer brief FILE` shows those of one file"
        )
