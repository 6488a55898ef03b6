"""Error messages for users of the library: arguments instead of flags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from summarizer.errors import SummarizerError

ARGUMENTS = {
    "--model": "model",
    "--base-url": "base_url",
    "--api-key": "api_key",
    "--api-key-file": "api_key",
    "--topic": "topics",
    "--strategy": "strategy",
    "--summary": "summary",
    "--max-cost": "max_cost",
    "--timeout": "timeout",
    "--record": "record",
    "--replay": "replay",
    "--no-cache": "cache=False",
    "--refresh": "refresh",
    "--allow-private": "allow_private=True",
    "--out": "out",
    "--concurrency": "concurrency",
    "--date": "date",
    "--title": "title",
}
"""The flags of `brief` and `batch` and the arguments that do the same in the library."""

_FLAG = re.compile(r"--[a-z]+(?:-[a-z]+)*(?![\w-])")


def in_arguments(message: str) -> str:
    """A message with flags replaced by the arguments of the library; a flag without one stays."""
    return _FLAG.sub(lambda found: ARGUMENTS.get(found[0], found[0]), message)


def flags(message: str) -> tuple[str, ...]:
    """The flags that a message names, each once."""
    return tuple(dict.fromkeys(_FLAG.findall(message)))


@contextmanager
def speaking_of_arguments() -> Iterator[None]:
    """Has the errors raised within speak of arguments."""
    try:
        yield
    except SummarizerError as error:
        error.args = tuple(in_arguments(part) if isinstance(part, str) else part for part in error.args)
        raise
