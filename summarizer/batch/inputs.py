"""Articles out of folders, globs, JSONL, CSV and Parquet, one at a time: nothing here holds all of them.

The listing of a folder goes to a temporary SQLite database (on disk when large), which also sorts it, so that a run
meets the articles in the same order each time. A file or row that can't be read is an `Unreadable`, not an error.
"""

from __future__ import annotations

import csv
import datetime
import glob
import gzip
import io
import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, cast

from summarizer.article import MAX_BYTES, SUFFIXES, Article, content_id
from summarizer.errors import UnreadableInput, UsageError

MAX_LINE = 2 * MAX_BYTES
"""The longest line of a JSONL file that is read, in bytes: an article of the largest size with its escapes."""

_TABLES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:[T ].*)?$", re.DOTALL)


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
class Entry:
    """An article of the input.

    Attributes:
        article: the article.
        origin: where it stands: a path, with a colon and the row's number (from 1) for a table.
        named: whether the input gave it its id; otherwise the id is the hash of its text.
    """

    article: Article
    origin: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or row without a readable article.

    Attributes:
        origin: where it stands.
        message: what is wrong with it.
    """

    origin: str
    message: str


Item = Entry | Unreadable


class Source(Protocol):
    """Anything that articles come from, one at a time."""

    def __iter__(self) -> Iterator[Item]: ...

    @property
    def fraction(self) -> float | None:
        """How much has been read, 0 to 1; `None` where that can't be told."""
        ...


class Given:
    """Articles that the caller has, or makes as they are asked for.

    Args:
        articles: the articles; gone through once.
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = articles
        self._passed = 0

    def __iter__(self) -> Iterator[Item]:
        for number, article in enumerate(self._articles, start=1):
            self._passed = number
            yield Entry(article, f"article {number}", named=article.id != content_id(article.text))

    @property
    def fraction(self) -> float | None:
        """How many of them have been read, where their number is known."""
        whole = len(self._articles) if isinstance(self._articles, Sized) else None
        return self._passed / whole if whole else None


class Inputs:
    """What the named inputs hold, in a fixed order; may be gone through more than once.

    Args:
        paths: folders (searched for articles at any depth), files, globs.
        columns: names of the columns of tables.

    Raises:
        UsageError: a path is not there, a pattern matches nothing, or a folder holds no article.
    """

    def __init__(self, paths: Sequence[str], columns: Columns | None = None) -> None:
        self._columns = columns or Columns()
        self._listing = sqlite3.connect("", check_same_thread=False)  # "" is a temporary file, removed on closing
        self._listing.execute("CREATE TABLE files (input INTEGER, path TEXT, size INTEGER, PRIMARY KEY (input, path))")
        for number, path in enumerate(paths):
            files = ((number, name, size) for name, size in _files(path))
            if not self._listing.executemany("INSERT OR IGNORE INTO files VALUES (?, ?, ?)", files).rowcount:
                raise UsageError(f"there is no article in {path!r}: check the path or the pattern")
        self._bytes = int(self._listing.execute("SELECT SUM(size) FROM files").fetchone()[0] or 0)
        self._passed = 0
        self._current: IO[bytes] | None = None

    def __iter__(self) -> Iterator[Item]:
        self._passed, self._current = 0, None
        for path, size in self._listing.execute("SELECT path, size FROM files ORDER BY input, path"):
            yield from self._items(str(path))
            self._passed += int(size)
            self._current = None

    @property
    def fraction(self) -> float:
        """How much of the input has been read, by bytes, 0 to 1."""
        try:
            inside = self._current.tell() if self._current is not None else 0
        except ValueError:  # closed meanwhile
            inside = 0
        return min(1.0, (self._passed + inside) / self._bytes) if self._bytes else 1.0

    def _items(self, path: str) -> Iterator[Item]:
        kind = _kind(path)
        if kind == ".parquet":
            yield from self._rows(path, _parquet_rows(path, self._columns))
        elif kind in (".csv", ".tsv"):
            with self._opened(path) as file:
                yield from self._rows(path, _csv_rows(file, path, self._columns))
        elif kind in (".jsonl", ".ndjson"):
            with self._opened(path) as file:
                yield from self._rows(path, _json_rows(file, path, self._columns))
        else:
            yield _single(path)

    @contextmanager
    def _opened(self, path: str) -> Iterator[IO[bytes]]:
        try:
            raw = open(path, "rb")  # noqa: SIM115 - closed below
        except OSError as error:
            raise UsageError(f"{path!r} can't be read ({error.strerror}): check its permissions") from error
        with raw:
            self._current = raw
            if path.endswith(".gz"):
                yield cast("IO[bytes]", gzip.open(raw))  # noqa: SIM115 - holds nothing but `raw`
            else:
                yield zstd_reader(raw) if path.endswith(".zst") else raw

    def _rows(self, path: str, rows: Iterable[Mapping[str, Any] | str]) -> Iterator[Item]:
        for number, row in enumerate(rows, start=1):
            origin = f"{path}:{number}"
            yield Unreadable(origin, row) if isinstance(row, str) else _entry(row, origin, self._columns)


def _files(path: str) -> Iterator[tuple[str, int]]:
    """Yields the files that a path stands for, with their sizes in bytes."""
    if os.path.isdir(path):
        for folder, subfolders, names in os.walk(path):
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
            for name in names:
                if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                    file = os.path.join(folder, name)
                    yield file, os.path.getsize(file)
    elif os.path.exists(path):
        yield path, os.path.getsize(path)
    elif glob.has_magic(path):
        for file in glob.iglob(path, recursive=True):
            if os.path.isfile(file):
                yield file, os.path.getsize(file)


def _kind(path: str) -> str:
    """Returns the suffix that tells a table's kind, without that of a compression; "" for a single article."""
    name = path.lower().removesuffix(".gz").removesuffix(".zst")
    suffix = os.path.splitext(name)[1]
    return suffix if suffix in _TABLES else ""


def _single(path: str) -> Item:
    try:
        article = Article.from_file(path)
    except UnreadableInput as error:
        return Unreadable(path, str(error))
    named = article.id != content_id(article.text)
    return Entry(article, path, named)


def _entry(row: Mapping[str, Any], origin: str, columns: Columns) -> Item:
    values = {name: row.get(getattr(columns, name)) for name in ("id", "text", "date", "title", "source", "url")}
    fields = {name: str(_plain(name, value)) for name, value in values.items() if value is not None and value != ""}
    if not isinstance(values["text"], str):
        return Unreadable(origin, f"{origin!r} has no text under {columns.text!r}")
    try:
        article = Article.from_bytes(json.dumps(fields).encode(), name=origin, format="json")
    except UnreadableInput as error:
        return Unreadable(origin, str(error))
    return Entry(article, origin, named="id" in fields)


def _plain(name: str, value: object) -> object:
    """Returns a day without its time, whichever way a table gives it; anything else as it is."""
    if name != "date":
        return value
    if isinstance(value, datetime.datetime):
        return value.date()
    found = _DAY.match(value) if isinstance(value, str) else None
    return found[1] if found else value


def _json_rows(file: IO[bytes], path: str, columns: Columns) -> Iterator[Mapping[str, Any] | str]:
    """Yields the object of each line, or what is wrong with the line; blank lines are passed over."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE)
            yield f"a line of {path!r} is longer than {MAX_LINE / 1e6:.0f} MB: that is no single article"
            continue
        if not line.strip():
            continue
        number += 1
        try:
            row = json.loads(line)
        except ValueError as error:  # not JSON, or not UTF-8
            yield f"row {number} of {path!r} is not valid JSON: {error}"
            continue
        if not isinstance(row, dict):
            yield f"row {number} of {path!r} is not a JSON object"
            continue
        if number == 1:
            _need_text(path, row, columns)
        yield row


def _csv_rows(file: IO[bytes], path: str, columns: Columns) -> Iterator[Mapping[str, Any] | str]:
    csv.field_size_limit(MAX_BYTES)  # 128 kB by default, less than a long article
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        reader = csv.DictReader(text, dialect="excel-tab" if _kind(path) == ".tsv" else "excel")
        _need_text(path, reader.fieldnames or (), columns)
        yield from _read_csv(reader, path, columns)
    finally:
        text.detach()  # whoever opened the file closes it


def _read_csv(reader: csv.DictReader[str], path: str, columns: Columns) -> Iterator[Mapping[str, Any] | str]:
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"line {reader.line_num} of {path!r} can't be read as CSV: {error}"
            continue
        if any("\udc80" <= letter <= "\udcff" for letter in row.get(columns.text) or ""):
            yield f"line {reader.line_num} of {path!r} is not UTF-8: save the table as UTF-8"
            continue
        yield row


def _parquet_rows(path: str, columns: Columns) -> Iterator[Mapping[str, Any]]:
    parquet = import_parquet()
    try:
        with parquet.ParquetFile(path, pre_buffer=False) as file:
            names = set(file.schema_arrow.names)
            _need_text(path, names, columns)
            wanted = [name for name in (getattr(columns, c) for c in Columns.__slots__) if name in names]
            for batch in file.iter_batches(batch_size=64, columns=wanted):
                yield from batch.to_pylist()
    except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
        raise UsageError(f"{path!r} can't be read as Parquet: {error}") from error


def import_parquet() -> Any:
    """Returns `pyarrow.parquet`.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        raise UsageError("Parquet and zstd need pyarrow: pip install 'summarizer[parquet]'") from None
    return pyarrow.parquet


def zstd_reader(raw: IO[bytes]) -> IO[bytes]:
    """Returns what a zstd file holds."""
    import_parquet()
    import pyarrow

    return io.BufferedReader(pyarrow.CompressedInputStream(raw, "zstd"))


def _need_text(path: str, names: Iterable[str], columns: Columns) -> None:
    if columns.text not in names:
        raise UsageError(f"{path!r} has no column {columns.text!r}: name the right one of {', '.join(names)}")
