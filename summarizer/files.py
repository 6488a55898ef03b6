"""Writes files: never over an input of the same command, and whole or not at all."""

from __future__ import annotations

import fnmatch
import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from summarizer.errors import UnwritableOutput, UsageError

READABLE = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json"}
    | {".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".yaml", ".yml"}
)
"""Endings of files that are read when a folder is given (articles, tables, golden records); `.gz` and `.zst` too."""


def refuse_inputs(outputs: Iterable[Path], inputs: Iterable[str | Path]) -> None:
    """Refuses an output that is an input: the same file, by whatever name or link, or one that a folder or glob brings.

    Args:
        outputs: files that will be written.
        inputs: files, folders, globs, or "-" for standard input, as the user named them.

    Raises:
        UsageError: an output is an input.
    """
    named = [str(one) for one in inputs]
    for output in outputs:
        for one in named:
            if _is_input(output, one):
                raise UsageError(f"the output {str(output)!r} is also the input {one!r}: write to another file")
            if _would_be_input(output, one):
                raise UsageError(
                    f"the output {str(output)!r} would become an input of {one!r} at the next run: write it elsewhere"
                )


def check_writable(path: Path | None) -> None:
    """Refuses an output that can't be written, before any work is done.

    Raises:
        UnwritableOutput: its folder is not there, it is a folder itself, or no file can be made there.
    """
    if path is None:
        return
    if path.is_dir():
        raise UnwritableOutput(f"{str(path)!r} is a folder: name a file in it")
    if _is_special(path):
        return
    real = _target(path)
    if not real.parent.is_dir():
        raise UnwritableOutput(f"the folder {str(path.parent)!r} does not exist: create it first")
    if real.exists() and not os.access(real, os.W_OK):
        raise UnwritableOutput(f"no permission to write {str(path)!r}: change its permissions, or name another file")
    fresh = _beside(real)
    try:
        fresh.touch()
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        _remove(fresh)


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file whole or not at all; what stood there stays until all of the new one is on the disk.

    A link stays a link, and the file that it leads to is replaced.

    Raises:
        UnwritableOutput: the disk is full, or the folder is gone or may not be written.
    """
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    try:
        if _is_special(path):
            path.write_bytes(data)
            return
        real = _target(path)
        fresh = _beside(real)
        try:
            fresh.write_bytes(data)
            if real.exists():
                fresh.chmod(stat.S_IMODE(real.stat().st_mode))
            fresh.replace(real)
        finally:
            _remove(fresh)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> UnwritableOutput:
    reason = error.strerror or type(error).__name__
    return UnwritableOutput(f"can't write {str(path)!r} ({reason}): free disk space, or name another file")


def _target(path: Path) -> Path:
    """The file that a path leads to."""
    return Path(os.path.realpath(path))


def _is_special(path: Path) -> bool:
    """True for a pipe or a device, such as /dev/stdout."""
    return path.exists() and not path.is_file()


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name[:200]}.{os.getpid()}.part")


def _remove(path: Path) -> None:
    """Takes away what an attempt left; where nothing may be written, nothing was left."""
    if os.path.lexists(path):
        path.unlink()


def _is_input(output: Path, given: str) -> bool:
    """True if an output is there already and is one of the files that an input stands for."""
    if not output.exists() or _is_special(output):
        return False
    known = output.stat()
    if given == "-":
        return _is_standard_input(known)
    return any(_same(known, path) for path in _files(given))


def _is_standard_input(known: os.stat_result) -> bool:
    try:
        return os.path.samestat(known, os.fstat(sys.stdin.fileno()))
    except (OSError, ValueError, AttributeError):  # closed, or no file at all
        return False


def _same(known: os.stat_result, path: str) -> bool:
    try:
        return os.path.samestat(known, os.stat(path))
    except OSError:  # a dead link, or gone meanwhile
        return False


def _files(given: str) -> Iterator[str]:
    """The files that an input stands for."""
    if os.path.isdir(given):
        for folder, _, names in os.walk(given):
            yield from (os.path.join(folder, name) for name in names if _is_readable(name))
    elif os.path.exists(given):
        yield given
    elif glob.has_magic(given):
        yield from glob.iglob(given, recursive=True)


def _would_be_input(output: Path, given: str) -> bool:
    """True if a folder or glob would bring an output that is not there yet."""
    if _is_special(output):
        return False
    real = _target(output)
    if os.path.isdir(given):
        return real.is_relative_to(os.path.realpath(given)) and _is_readable(real.name)
    if os.path.exists(given):
        return False
    if not glob.has_magic(given):
        return given != "-" and real == _target(Path(given))
    pattern = os.path.abspath(given).split(os.sep)
    return _matches(os.path.abspath(output).split(os.sep), pattern)


def _matches(parts: list[str], pattern: list[str]) -> bool:
    """True if a path fits a pattern, part by part; `**` stands for any number of folders."""
    if not parts or not pattern:
        return not parts and not pattern
    if pattern[0] == "**":
        return _matches(parts, pattern[1:]) or _matches(parts[1:], pattern)
    return fnmatch.fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _is_readable(name: str) -> bool:
    stem = name.lower().removesuffix(".gz").removesuffix(".zst")
    return os.path.splitext(stem)[1] in READABLE and not name.startswith(".")
