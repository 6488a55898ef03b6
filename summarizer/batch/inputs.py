"""Articles out of folders, globs, JSONL, CSV, Parquet, addresses and feeds, one at a time: nothing holds all of them.

The listing of a folder goes to a temporary SQLite database (on disk when large), which also sorts it, so that a run
meets the articles in the same order each time. A file or row that can't be read is an `Unreadable`, not an error.
"""

from __future__ import annotations

import csv
import glob
import gzip
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from typing import IO, Any, Protocol, cast

from summarizer.article import Article, content_id, printable
from summarizer.batch.items import Entry, Item, Unreadable
from summarizer.batch.rows import Columns, Row, csv_rows, json_rows, parquet_rows, zstd_reader
from summarizer.batch.web_inputs import Web
from summarizer.errors import UnreadableInput, UsageError
from summarizer.loading import MAX_BYTES, SUFFIXES, Format
from summarizer.loading.fields import find_fields
from summarizer.loading.kinds import COMPRESSIONS, bare_name, table_ending
from summarizer.loading.web.feeds import is_feed
from summarizer.loading.web.pages import is_web_address, listed_in
from summarizer.loading.web.policy import Fetched
from summarizer.nearest import nearest_file

_PAGE = 50_000
"""About how many bytes a page has, for the share of an input that has been read."""

_FEED_HEAD, _LONGEST_FEED = 8_192, 20_000_000
_FEEDS = (".rss", ".atom")
_MADE_HERE = (".failures.jsonl", ".journal", ".lock")
"""Endings of files that a run writes beside its output; in a folder they are no articles."""


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
        paths: folders (searched for articles at any depth), files, globs, addresses of pages and feeds, files that
            list such addresses.
        columns: names of the columns of tables.
        web: fetches what stands at addresses; by default public ones only.

    Raises:
        UsageError: a path is not there, a pattern matches nothing, or a folder holds no article.
    """

    def __init__(self, paths: Sequence[str], columns: Columns | None = None, web: Web | None = None) -> None:
        self._columns = columns or Columns()
        self._web = web or Web()
        self._ids = Ids()
        self._listing = sqlite3.connect("", check_same_thread=False)  # "" is a temporary file, removed on closing
        self._listing.execute("CREATE TABLE files (input INTEGER, path BLOB, size INTEGER, PRIMARY KEY (input, path))")
        for number, path in enumerate(paths):
            files = ((number, os.fsencode(name), size) for name, size in _files(path))
            if not self._listing.executemany("INSERT OR IGNORE INTO files VALUES (?, ?, ?)", files).rowcount:
                near = "" if os.path.exists(path) else nearest_file(path)
                raise UsageError(f"no articles found in {printable(path)!r}: {near}check the path or pattern")
        count, whole = self._listing.execute("SELECT COUNT(*), SUM(size) FROM files").fetchone()
        self._count, self._bytes = int(count), int(whole or 0)
        self._passed = 0
        self._current: IO[bytes] | None = None

    def __iter__(self) -> Iterator[Item]:
        self._passed, self._current = 0, None
        self._ids.clear()
        for path, size in self._listing.execute("SELECT path, size FROM files ORDER BY input, path"):
            yield from self._items(os.fsdecode(path))
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
        """Yields what a file or an address holds; where it can't be read on, that is its last item."""
        if is_web_address(path):
            yield self._web.lead(path)
            return
        kind = table_ending(path)
        if not kind:
            yield from self._of_the_web(path) or [self._single(path)]
            return
        rows = 0
        try:
            for rows, item in enumerate(self._rows(path, self._table(path, kind)), start=1):  # noqa: B007 - counted
                yield item
        except UsageError as error:
            if self._count == 1 and not isinstance(error, UnreadableInput):
                raise
            yield Unreadable(printable(path), str(error))
        except (OSError, EOFError, zlib.error, UnicodeError, csv.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            yield Unreadable(
                printable(path), f"{printable(path)!r} can't be read after row {rows} ({reason}): get the whole file"
            )

    def _of_the_web(self, path: str) -> list[Item]:
        """The articles that a file names: a list of addresses, or a feed; none if it holds an article itself."""
        urls = listed_in(path)
        if urls:
            return [self._web.lead(url) for url in urls]
        if not os.path.isfile(path) or path.lower().endswith(COMPRESSIONS):
            return []
        try:
            with open(path, "rb") as file:
                data = file.read(_FEED_HEAD)
                if not is_feed(data):
                    return []
                data += file.read(_LONGEST_FEED)
        except OSError:  # named when the file is read as an article
            return []
        return list(self._web.feed(Fetched(printable(path), data), printable(path)))

    def _table(self, path: str, kind: str) -> Iterator[Row]:
        if kind == ".parquet":
            yield from parquet_rows(path, self._columns)
            return
        with self._opened(path) as file:
            if kind in (".csv", ".tsv"):
                yield from csv_rows(file, path, self._columns, tabs=kind == ".tsv")
            else:
                yield from json_rows(file, path, self._columns)

    def _single(self, path: str) -> Item:
        """The article of a file that holds one, compressed or not."""
        name = printable(path)
        if os.path.isdir(path):
            return Unreadable(name, f"the folder {name!r} can't be read: check its permissions")
        try:
            if path.lower().endswith(COMPRESSIONS):
                with self._opened(path) as file:
                    article = Article.from_bytes(file.read(MAX_BYTES + 1), name=name, format=_suffix(path))
                article = article.model_copy(update={"path": name})
            else:
                article = Article.from_file(path)
        except UnreadableInput as error:
            return Unreadable(name, str(error))
        except (OSError, EOFError, zlib.error) as error:
            return Unreadable(name, f"{name!r} can't be read ({error}): get the whole file")
        return Entry(article, name, named=article.id != content_id(article.text))

    @contextmanager
    def _opened(self, path: str) -> Iterator[IO[bytes]]:
        try:
            raw = open(path, "rb")  # noqa: SIM115 - closed below
        except OSError as error:
            where = "is a link to a file that is not there" if os.path.islink(path) else "can't be read"
            raise UnreadableInput(
                f"{printable(path)!r} {where} ({error.strerror}): check the file and its permissions"
            ) from error
        with raw:
            self._current = raw
            if path.lower().endswith(".gz"):
                yield cast("IO[bytes]", gzip.open(raw))  # noqa: SIM115 - holds nothing but `raw`
            else:
                yield zstd_reader(raw) if path.lower().endswith(".zst") else raw

    def _rows(self, path: str, rows: Iterable[Row]) -> Iterator[Item]:
        for number, row in enumerate(rows, start=1):
            origin = f"{printable(path)}:{number}"
            item = Unreadable(origin, row.fault) if row.fault else _entry(row, origin, self._columns)
            yield self._ids.checked(item)


class Ids:
    """The ids that the rows of an input have given; on disk when many, so that memory does not grow with the input."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", check_same_thread=False)
        self._db.execute("CREATE TABLE ids (id TEXT PRIMARY KEY, digest BLOB, origin TEXT) WITHOUT ROWID")

    def clear(self) -> None:
        """Forgets them, for another round."""
        self._db.execute("DELETE FROM ids")

    def checked(self, item: Item) -> Item:
        """The item, or what is wrong with it: an id that another row with another text has."""
        if not isinstance(item, Entry) or not item.named:
            return item
        key = item.article.id.encode("utf-8", "surrogatepass")
        digest = _digest(item.article)
        known = self._db.execute("SELECT digest, origin FROM ids WHERE id = ?", (key,)).fetchone()
        if known is None:
            self._db.execute("INSERT INTO ids VALUES (?, ?, ?)", (key, digest, item.origin))
            return item
        if known[0] == digest:
            return item
        return Unreadable(
            item.origin,
            f"{item.origin!r} has the id {item.article.id!r} of {known[1]!r} and another content: give it its own id",
        )


def _digest(article: Article) -> bytes:
    """What must be the same in two rows of one id."""
    said = "\0".join((article.text, str(article.date), article.title or ""))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _files(path: str) -> Iterator[tuple[str, int]]:
    """Yields the files that a path stands for, with their sizes in bytes; an address as it is."""
    if is_web_address(path):
        yield path, _PAGE
    elif os.path.isdir(path):
        closed: list[str] = []
        for folder, subfolders, names in os.walk(path, onerror=lambda error: closed.append(str(error.filename))):
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
            for name in names:
                if not name.startswith(".") and not name.endswith(_MADE_HERE) and _is_readable(name):
                    file = os.path.join(folder, name)
                    yield file, _size(file)
        yield from ((folder, 0) for folder in closed)
    elif os.path.lexists(path):
        yield path, _size(path)
    elif glob.has_magic(path):
        for file in glob.iglob(path, recursive=True):
            if os.path.isfile(file) or os.path.islink(file):
                yield file, _size(file)


def _is_readable(name: str) -> bool:
    """True if a file of a folder is an article, a table or a feed by its name."""
    return bool(table_ending(name) or _suffix(name)) or name.lower().endswith(_FEEDS)


def _size(path: str) -> int:
    """Bytes of a file; 0 for one that can't be looked at, which is named when its turn comes."""
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def _suffix(path: str) -> Format | None:
    """The kind of a single article by its name, without the ending of a compression."""
    return SUFFIXES.get(os.path.splitext(bare_name(path))[1])


def _entry(row: Row, origin: str, columns: Columns) -> Item:
    """The article of a row. The columns that were named come first, and the usual names stand in for those missing."""
    fields = _fields(row.values, columns)
    if not any(isinstance(found.value, str) for found in find_fields(fields, "text")):
        return Unreadable(origin, f"{origin!r} has no article text under {columns.text!r}")
    try:
        article = Article.from_fields(fields, name=origin)
    except UnreadableInput as error:
        return Unreadable(origin, str(error))
    if row.warnings:
        article = article.model_copy(update={"warnings": (*row.warnings, *article.warnings)})
    return Entry(article, origin, named=fields.get("id") is not None)


def read_row(values: Mapping[str, Any], origin: str, columns: Columns) -> Item:
    """The article of a row of a table that somebody else read.

    Args:
        values: the row, by column.
        origin: where it stands.
        columns: which column holds what.
    """
    return _entry(Row(values), origin, columns)


def _fields(values: Mapping[str, Any], columns: Columns) -> dict[str, object]:
    """The cells of a row under our names; a column that was named takes the place of all other names of its field."""
    fields = {str(key): _cell(value) for key, value in values.items()}
    for name in Columns.__slots__:
        column = getattr(columns, name)
        if column != name:
            for found in find_fields(fields, name):
                fields[found.key] = None
            fields[name] = _cell(values.get(column))
    return fields


def _cell(value: object) -> object:
    """The value of a cell; `None` for an empty cell and for a table's sign for a missing value."""
    if value is None or value == "" or (isinstance(value, float) and value != value):
        return None
    return value
