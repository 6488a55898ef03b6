"""`summarizer cache`: shows and clears the cached replies of models."""

from __future__ import annotations

import sys

from rich.table import Column, Table

from summarizer.cli.printing import print_tables
from summarizer.llm.connect import cache_for
from summarizer.llm.settings import read_settings


def print_info() -> None:
    """Prints where the cache is and what it holds."""
    cache = cache_for(read_settings().settings)
    info = cache.info()
    cache.close()
    table = Table("", Column(overflow="fold"), box=None, show_header=False)
    table.add_row("file", str(info.path))
    table.add_row("size", f"{info.bytes:,} bytes")
    table.add_row("replies", f"{info.replies:,}")
    for model, replies in info.models.items():
        table.add_row(f"  {model}", f"{replies:,}")
    print_tables(table)


def clear() -> None:
    """Deletes every reply and says how many there were."""
    cache = cache_for(read_settings().settings)
    forgotten = cache.clear()
    cache.close()
    sys.stdout.write(f"{forgotten:,} cached {'reply' if forgotten == 1 else 'replies'} deleted\n")
