"""Tables for terminals of any width: less important columns go first, then rows are stacked; no cell is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: its heading.
        spare: when it is given up in a narrow terminal: the highest first; 0 for a column that stays.
    """

    name: str
    spare: int = 0


@dataclass(frozen=True)
class FittedTable:
    """A table that fits whatever is printed on.

    Attributes:
        title: what stands above it.
        columns: its columns; the first names the row.
        rows: its cells.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Text]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the fullest form that fits."""
        yield Text(self.title, style="bold")
        for table in self._tables():
            if Measurement.get(console, options.update(max_width=10_000), table).maximum <= options.max_width:
                yield table
                return
        yield from self._stacked()

    def _tables(self) -> Iterator[Table]:
        """The table with all columns, then with one fewer at a time."""
        for spare in sorted({column.spare for column in self.columns} | {0}, reverse=True):
            kept = [i for i, column in enumerate(self.columns) if column.spare <= spare]
            table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
            for i in kept:
                table.add_column(self.columns[i].name, justify="left" if i == 0 else "right", no_wrap=True)
            for row in self.rows:
                table.add_row(*(row[i] for i in kept))
            yield table

    def _stacked(self) -> Iterator[Text]:
        """Each row as a block: its name, then its cells, each with the heading."""
        if len(self.columns) == 2:  # a name and a value need no heading
            yield from (Text.assemble(name, "  ", value) for name, value in self.rows)
            return
        for row in self.rows:
            yield Text.assemble(row[0] if isinstance(row[0], Text) else (row[0], "bold"))
            for column, cell in zip(self.columns[1:], row[1:], strict=True):
                yield Text.assemble((f"  {column.name} ", "dim"), cell)
        yield Text()
