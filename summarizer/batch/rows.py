"""Rows of JSONL, CSV and Parquet files, one at a time."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from summarizer.article import printable
from summarizer.errors import UnreadableInput, UsageError
from summarizer.loading import MAX_BYTES
from summarizer.loading.encodings import decode
from summarizer.loading.fields import find_fields, is_field_name
from summarizer.loading.kinds import table_mark

MAX_LINE = 2 * MAX_BYTES
"""The longest line of a JSONL file that is read, in bytes: an article of the largest size with its escapes."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (or key) of a table holds what; the text's must be there, the others may be missing."""

    text: str = "text"
    date: str = "date"
    title: str = "title"
    id: str = "id"
    source: str = "source"
    url: str = "url"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        values: what it holds, by column.
        warnings: what was in doubt in reading it.
        fault: why it can't be read; "" if it can.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    fault: str = ""


def json_rows(file: IO[bytes], path: str, columns: Columns) -> Iterator[Row]:
    """Yields the object of each line, or what is wrong with the line; blank lines are passed over.

    Raises:
        UsageError: the first object has no text.
        EOFError, OSError: the file was cut off, or is damaged.
    """
    number, name = 0, printable(path)
    for line in _lines(file):
        if line is not None and not line.strip():
            continue
        number += 1
        row = _json_row(line, f"row {number} of {name!r}") if line is not None else Row(fault=_too_long(name))
        if number == 1 and not row.fault:
            _need_text(name, row.values, columns)
        yield row


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Yields the lines of a file, in UTF-8 also where it is in UTF-16; `None` for one that is too long."""
    wide = _begins_with(file, _WIDE)
    text = io.TextIOWrapper(file, encoding="utf-16", errors="replace") if wide else None
    first = True
    while line := (text.readline(MAX_LINE + 1).encode() if text else file.readline(MAX_LINE + 1)):
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = text.readline(MAX_LINE).encode() if text else file.readline(MAX_LINE)
            yield None
        else:
            yield line.removeprefix(codecs.BOM_UTF8) if first else line
        first = False
    if text:
        text.detach()  # whoever opened the file closes it


def _json_row(line: bytes, where: str) -> Row:
    warnings: tuple[str, ...] = ()
    try:
        try:
            values = json.loads(line)
        except UnicodeDecodeError:
            text, warnings = decode(line, where)
            values = json.loads(text)
    except ValueError as error:
        return Row(fault=f"{where} is not valid JSON: {error}")
    except UnreadableInput as error:
        return Row(fault=str(error))
    return Row(values, warnings) if isinstance(values, dict) else Row(fault=f"{where} is not a JSON object")


def _too_long(name: str) -> str:
    return f"a line of {name!r} is longer than {MAX_LINE / 1e6:.0f} MB: that is no single article"


def csv_rows(file: IO[bytes], path: str, columns: Columns, *, tabs: bool) -> Iterator[Row]:
    """Yields the rows of a CSV file; cells that are not UTF-8 are decoded as files are.

    Cells are told apart by tabs, or by what stands between the usual names of columns in the first line: a comma, or as
    some spreadsheets write, a semicolon.

    Raises:
        UsageError: no column is the text's.
        EOFError, OSError: the file was cut off, or is damaged.
    """
    csv.field_size_limit(MAX_BYTES)  # 128 kB by default, less than a long article
    name = printable(path)
    encoding = "utf-16" if _begins_with(file, _WIDE) else "utf-8-sig"
    text = io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline="")
    try:
        first = text.readline()
        mark = "\t" if tabs else table_mark(f'{first}\n"') or ","
        reader = csv.DictReader(itertools.chain([first], text), delimiter=mark)
        _need_text(name, reader.fieldnames or (), columns)
        yield from _read_csv(reader, name)
    finally:
        text.detach()  # whoever opened the file closes it


def _read_csv(reader: csv.DictReader[str], name: str) -> Iterator[Row]:
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(fault=f"line {reader.line_num} of {name!r} can't be read as CSV: {error}")
            continue
        yield _decoded(row, f"line {reader.line_num} of {name!r}")


def _decoded(row: Mapping[str, Any], where: str) -> Row:
    """A row with the cells that are not UTF-8 read in the encoding that they look like."""
    if not any(isinstance(cell, str) and _is_undecoded(cell) for cell in row.values()):
        return Row(row)
    values, told = dict(row), list[str]()
    for key, cell in row.items():
        if isinstance(cell, str) and _is_undecoded(cell):
            try:
                values[key], warnings = decode(cell.encode("utf-8", "surrogateescape"), where)
            except UnreadableInput as error:
                return Row(fault=str(error))
            told += warnings
    return Row(values, tuple(dict.fromkeys(told)))


def _is_undecoded(cell: str) -> bool:
    return any("\udc80" <= letter <= "\udcff" for letter in cell)


def _begins_with(file: IO[bytes], marks: tuple[bytes, ...]) -> bool:
    """True if a newly opened file begins with one of the marks; nothing of it is taken."""
    return isinstance(file, (io.BufferedReader, gzip.GzipFile)) and file.peek(2).startswith(marks)


def parquet_rows(path: str, columns: Columns) -> Iterator[Row]:
    """Yields the rows of a Parquet file.

    Raises:
        UsageError: no column is the text's, or pyarrow is not installed.
        UnreadableInput: the file is damaged.
    """
    parquet = import_parquet()
    name = printable(path)
    try:
        with parquet.ParquetFile(path, pre_buffer=False) as file:
            names = list(file.schema_arrow.names)
            _need_text(name, names, columns)
            named = {getattr(columns, column) for column in Columns.__slots__}
            wanted = [name for name in names if name in named or is_field_name(name)]
            for batch in file.iter_batches(batch_size=64, columns=wanted):
                yield from map(Row, batch.to_pylist())
    except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
        raise UnreadableInput(f"can't read {name!r} as Parquet: {error}") from error


def import_parquet() -> Any:
    """The module `pyarrow.parquet`.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        raise UsageError("Parquet and zstd files need pyarrow: run `pip install 'summarizer[parquet]'`") from None
    return pyarrow.parquet


def zstd_reader(raw: IO[bytes]) -> IO[bytes]:
    """The content of a zstd file."""
    import_parquet()
    import pyarrow

    return io.BufferedReader(pyarrow.CompressedInputStream(raw, "zstd"))


def _need_text(name: str, names: Iterable[str], columns: Columns) -> None:
    """Raises where the text's column is not there; the usual names stand in for "text" unless another was named."""
    names = [str(column) for column in names]
    usual = columns.text == Columns().text and find_fields(dict.fromkeys(names, "x"), "text")
    if columns.text not in names and not usual:
        raise UsageError(f"{name!r} has no column {columns.text!r}: set --text-column to one of {', '.join(names)}")
