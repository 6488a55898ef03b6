"""The partitions of an input: row groups of Parquet, stretches of JSONL, whole CSV files, on any filesystem."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.errors import UnreadableInput, UsageError

STRETCH = 8_000_000
"""Bytes of JSON lines in one partition."""

ROWS = 2_000
"""Rows of Parquet in one partition, or one row group where that has more."""

KINDS = (".parquet", ".jsonl", ".csv")


@dataclass(frozen=True, slots=True)
class Partition:
    """A part of an input that is briefed, and written, as a whole.

    Attributes:
        path: the file; an address keeps its scheme and its query, which say how its filesystem is reached.
        start: first row group (Parquet) or byte (JSONL); 0 for CSV.
        stop: the one after the last; -1 for all that follow.
        size: of the file when it was looked at.
    """

    path: str
    start: int
    stop: int
    size: int

    @property
    def name(self) -> str:
        """The name of its output file: the same for the same part of the same file."""
        told = json.dumps([self.path, self.start, self.stop, self.size])
        return f"part-{hashlib.sha256(told.encode()).hexdigest()[:20]}.parquet"

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        if self.file.endswith(".csv"):
            return self.file
        what = "row groups" if self.file.endswith(".parquet") else "bytes"
        return f"{self.file} ({what} {self.start} to {self.stop})"

    @property
    def file(self) -> str:
        """The file without a query."""
        return self.path.partition("?")[0] if "://" in self.path else self.path


def filesystem_of(path: str) -> tuple[Any, str]:
    """The `pyarrow` filesystem of a path or address (`s3://…`, `gs://…`, any of fsspec's), and the path on it.

    Raises:
        UsageError: no filesystem is known for it.
    """
    from pyarrow import fs

    if "://" not in path:
        from pathlib import Path

        return fs.LocalFileSystem(), str(Path(path).absolute())
    try:
        return fs.FileSystem.from_uri(path)  # type: ignore[no-any-return]
    except (ValueError, OSError) as error:
        return _by_fsspec(path, error)


def _by_fsspec(path: str, reason: Exception) -> tuple[Any, str]:
    from pyarrow import fs

    try:
        import fsspec
    except ImportError:
        raise UsageError(f"pyarrow knows no filesystem for {path!r} ({reason}): install fsspec") from None
    try:
        found, rest = fsspec.core.url_to_fs(path)
    except (ValueError, ImportError) as error:
        raise UsageError(f"unknown filesystem of {path!r}: {error}") from error
    return fs.PyFileSystem(fs.FSSpecHandler(found)), rest


def partitions_of(inputs: Sequence[str]) -> Iterator[Partition]:
    """Yields the partitions of files and folders.

    Raises:
        UnreadableInput: a path is not there, or is of no kind that can be partitioned.
    """
    for given in inputs:
        filesystem, path = filesystem_of(given)
        scheme, query = (f"{given.partition('://')[0]}://", "".join(given.partition("?")[1:]))
        for info in _files(filesystem, path, given):
            whole = f"{scheme}{info.path}{query}" if "://" in given else str(info.path)
            yield from _parts(filesystem, info, whole)


def _files(filesystem: Any, path: str, given: str) -> list[Any]:
    from pyarrow import fs

    info = filesystem.get_file_info(path)
    if info.type == fs.FileType.NotFound:
        raise UnreadableInput(f"{given!r} does not exist: give folders or files ({', '.join(KINDS)})")
    if info.type == fs.FileType.File:
        if not path.endswith(KINDS):
            raise UnreadableInput(f"{given!r} can't be partitioned: give a file of {', '.join(KINDS)}")
        return [info]
    found = filesystem.get_file_info(fs.FileSelector(path, recursive=True))
    files = [one for one in found if one.type == fs.FileType.File and one.path.endswith(KINDS)]
    if not files:
        raise UnreadableInput(f"no files of {', '.join(KINDS)} in {given!r}")
    return sorted(files, key=lambda one: str(one.path))


def _parts(filesystem: Any, info: Any, path: str) -> Iterator[Partition]:
    size = int(info.size)
    if info.path.endswith(".csv"):
        yield Partition(path, 0, -1, size)
    elif info.path.endswith(".jsonl"):
        for start in range(0, size, STRETCH):
            yield Partition(path, start, min(start + STRETCH, size), size)
    else:
        yield from _row_groups(filesystem, info.path, Partition(path, 0, -1, size))


def _row_groups(filesystem: Any, path: str, whole: Partition) -> Iterator[Partition]:
    """Yields stretches of row groups; the whole file where it can't be read, so that it gets named."""
    from pyarrow import ArrowException, parquet

    try:
        with filesystem.open_input_file(path) as file:
            metadata = parquet.ParquetFile(file).metadata
            counts = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
    except (ArrowException, OSError):
        yield whole
        return
    start = rows = 0
    for group, count in enumerate(counts, start=1):
        rows += count
        if rows >= ROWS or group == len(counts):
            yield Partition(whole.path, start, group, whole.size)
            start, rows = group, 0


def read_partition(partition: Partition) -> list[dict[str, Any]]:
    """The rows of a partition, each with where it stands as `origin`.

    Raises:
        UnreadableInput: it can't be read, or the file is another than when the run began.
    """
    from pyarrow import ArrowException

    filesystem, path = filesystem_of(partition.path)
    try:
        if int(filesystem.get_file_info(path).size or 0) != partition.size:
            raise UnreadableInput(f"{partition.file!r} changed during the run: start the command again")
        with filesystem.open_input_file(path) as file:
            if path.endswith(".parquet"):
                return list(_parquet(file, partition))
            with io.BufferedReader(file) as lines:  # pyarrow's own files have no lines
                return list(_csv(lines, partition) if path.endswith(".csv") else _jsonl(lines, partition))
    except (ArrowException, OSError, UnicodeError, csv.Error) as error:
        words = " ".join(str(error).split())
        raise UnreadableInput(f"{partition.place} can't be read: {words[:300]}") from error


def _parquet(file: Any, partition: Partition) -> Iterator[dict[str, Any]]:
    from pyarrow import parquet

    opened = parquet.ParquetFile(file)
    stop = partition.stop if partition.stop >= 0 else opened.metadata.num_row_groups
    first = 1 + sum(opened.metadata.row_group(group).num_rows for group in range(partition.start))
    rows = opened.read_row_groups(list(range(partition.start, stop))).to_pylist()
    for number, row in enumerate(rows, start=first):
        yield {**row, "origin": f"{partition.file}:{number}"}


def _csv(file: Any, partition: Partition) -> Iterator[dict[str, Any]]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    for number, row in enumerate(csv.DictReader(text), start=1):
        yield {**{str(key): value for key, value in row.items()}, "origin": f"{partition.file}:{number}"}


def _jsonl(file: Any, partition: Partition) -> Iterator[dict[str, Any]]:
    """Yields the lines that begin in a stretch; the last one is read to its end."""
    at = partition.start
    if at > 0:
        file.seek(at - 1)
        at += len(file.readline()) - 1
    while at < partition.stop and (line := file.readline()):
        origin, at = f"{partition.file}@{at}", at + len(line)
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        yield {**(row if isinstance(row, dict) else {}), "origin": origin}
