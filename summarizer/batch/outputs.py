"""The file of results: whole lines, appended, each at a place that the journal records.

Compressed files are made of one gzip member (or zstd frame) a line: every prefix of them that ends with a member is a
valid file, so that a killed run leaves nothing that ordinary tools can't read.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from summarizer.batch.rows import import_parquet, zstd_reader
from summarizer.errors import UnwritableOutput, UsageError

_CHUNK = 1 << 20


class Place(NamedTuple):
    """Where a line stands in the file, in bytes."""

    start: int
    size: int

    @property
    def end(self) -> int:
        """Offset of the first byte after it."""
        return self.start + self.size


class Codec(Protocol):
    """How a line becomes bytes of the file."""

    def encode(self, line: bytes) -> bytes:
        """The bytes of a line (which ends with a newline)."""
        ...

    def decode(self, data: bytes) -> bytes:
        """The line of some bytes."""
        ...

    def next_size(self, data: bytes) -> int:
        """The size of the first whole line in some bytes of a file; 0 without a whole line."""
        ...


class Plain:
    """Lines as they are."""

    def encode(self, line: bytes) -> bytes:
        """The line."""
        return line

    def decode(self, data: bytes) -> bytes:
        """The line."""
        return data

    def next_size(self, data: bytes) -> int:
        """The length up to the first newline."""
        return data.find(b"\n") + 1


class Gzip:
    """A gzip member a line."""

    def encode(self, line: bytes) -> bytes:
        """The member of a line; the same line gives the same bytes."""
        return gzip.compress(line, compresslevel=6, mtime=0)

    def decode(self, data: bytes) -> bytes:
        """The line of a member."""
        return gzip.decompress(data)

    def next_size(self, data: bytes) -> int:
        """The size of the first member, if it is whole."""
        member = zlib.decompressobj(wbits=31)
        try:
            member.decompress(data)
        except zlib.error:
            return 0
        return len(data) - len(member.unused_data) if member.eof else 0


class Zstd:
    """A zstd frame a line, by pyarrow. Where the last frame ends can't be told without the journal."""

    def __init__(self) -> None:
        import_parquet()
        import pyarrow

        self._arrow: Any = pyarrow

    def encode(self, line: bytes) -> bytes:
        """The frame of a line."""
        return bytes(self._arrow.compress(line, codec="zstd", asbytes=True))

    def decode(self, data: bytes) -> bytes:
        """The line of a frame."""
        return bytes(self._arrow.CompressedInputStream(io.BytesIO(data), "zstd").read())

    def next_size(self, data: bytes) -> int:
        """0: the journal alone knows."""
        del data
        return 0


def codec_for(path: Path) -> Codec:
    """The codec that a file's name asks for.

    Raises:
        UsageError: it asks for one that isn't there.
    """
    suffix = path.suffix.lower()
    if suffix == ".zst":
        return Zstd()
    if suffix not in (".jsonl", ".ndjson", ".gz", ""):
        raise UsageError(f"can't write results to {str(path)!r}: name it .jsonl, .jsonl.gz, .jsonl.zst or .parquet")
    return Gzip() if suffix == ".gz" else Plain()


class LineFile:
    """A file that lines are appended to, one system call a line.

    Args:
        path: the file; made if it is not there.

    Raises:
        UnwritableOutput: it can't be written to.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._codec = codec_for(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
            self._file = path.open("r+b", buffering=0)
        except OSError as error:
            raise _unwritable(path, error) from error
        self.end = self._file.seek(0, os.SEEK_END)

    def append(self, line: bytes) -> Place:
        """Writes a line at the end and returns its place; what can't be written whole is taken back.

        Args:
            line: the line without its newline.

        Raises:
            UnwritableOutput: the disk is full, or the file is gone.
        """
        data = self._codec.encode(line + b"\n")
        written = 0
        try:
            self._file.seek(self.end)
            while written < len(data):
                written += self._file.write(data[written:])
        except OSError as error:
            self.truncate(self.end)
            raise _unwritable(self.path, error) from error
        place = Place(self.end, len(data))
        self.end = place.end
        return place

    def read(self, place: Place) -> bytes:
        """The line at a place, with its newline."""
        return self._codec.decode(self._read(place.start, place.size))

    def lines_from(self, start: int) -> Iterator[tuple[Place, bytes]]:
        """Yields the whole lines from an offset on, with their places."""
        held = b""
        while True:
            chunk = self._read(start + len(held), _CHUNK)
            held += chunk
            while size := self._codec.next_size(held):
                yield Place(start, size), self._codec.decode(held[:size])
                held, start = held[size:], start + size
            if not chunk:
                return

    def truncate(self, end: int) -> None:
        """Cuts the file off at an offset."""
        self._file.truncate(end)
        self.end = end

    def sync(self) -> None:
        """Has what was written reach the disk, and makes sure that the file is still where it was.

        Raises:
            UnwritableOutput: the disk is full, or the file or its folder is gone.
        """
        try:
            os.fsync(self._file.fileno())
            if not os.path.samestat(os.stat(self.path), os.fstat(self._file.fileno())):
                raise FileNotFoundError
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _read(self, start: int, size: int) -> bytes:
        self._file.seek(start)
        return self._file.read(size)


def _unwritable(path: Path, error: OSError) -> UnwritableOutput:
    if isinstance(error, FileNotFoundError):
        return UnwritableOutput(
            f"{str(path)!r} was removed or replaced during the run: restore it and run the same command again"
        )
    reason = error.strerror or type(error).__name__
    return UnwritableOutput(
        f"can't write {str(path)!r} ({reason}): free disk space or repair it, then run the same command to resume"
    )


def read_lines(path: Path) -> Iterator[bytes]:
    """Yields the whole lines of a file of results, compressed or not; one that is being written at its end is left out.

    Raises:
        OSError: it can't be read.
    """
    suffix = path.suffix.lower()
    with path.open("rb") as raw:
        file: Any = raw
        if suffix == ".gz":
            file = gzip.open(raw)  # noqa: SIM115 - nothing to close but `raw`
        elif suffix == ".zst":
            file = zstd_reader(raw)
        try:
            for line in file:
                if line.endswith(b"\n"):
                    yield line
        except EOFError:
            return  # the last member is being written
