"""Tables on standard output: as wide as the terminal, and unbroken where there is none."""

from __future__ import annotations

import sys

from rich.console import Console, RenderableType

WIDE = 1_000
"""Columns where output goes to a file or another program, which breaks its lines itself."""


def print_tables(*tables: RenderableType) -> None:
    """Prints tables with an empty line between them."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)
    for number, table in enumerate(tables):
        if number:
            console.print()
        console.print(table)
