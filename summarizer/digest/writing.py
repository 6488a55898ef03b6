"""Writes a digest as JSON piece by piece, so that memory does not grow with its articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

from summarizer.digest.contents import Contents
from summarizer.digest.incidents import article_ref
from summarizer.digest.lead import compose
from summarizer.digest.model import SCHEMA_VERSION

if TYPE_CHECKING:
    from pydantic import BaseModel


def json_parts(digest: Contents) -> Iterator[str]:
    """Yields the JSON in pieces: counts, lead, articles, incidents, totals, lines, others, contradictions.

    A key that is absent has its default (`null`, `false`, `0`, an empty list).
    """
    yield f'{{"digest_version": {SCHEMA_VERSION},\n"counts": {_json(digest.counts)},\n"lead": ['
    yield from _joined(compose(digest))
    yield '],\n"articles": ['
    rows = digest.store.rows("SELECT * FROM articles WHERE current ORDER BY id")
    yield from _joined(article_ref(row) for row in rows)
    for key, cumulative in (("incidents", False), ("totals", True)):
        yield f'],\n"{key}": ['
        yield from _joined(digest.incidents(cumulative=cumulative))
    yield '],\n"lines": ['
    for place, (number, line) in enumerate(digest.lines()):
        yield f'{"," if place else ""}\n{_json(line)[:-1]}, "statements": ['
        yield from _joined(digest.statements(number))
        yield "]}"
    if digest.counts.others:
        yield '],\n"others": ['
        yield from _joined(digest.others())
    yield '],\n"contradictions": ['
    yield from _joined(digest.contradictions())
    yield "]}\n"


def write_json(digest: Contents, file: IO[str]) -> None:
    """Writes the JSON of a digest of any size to an open file."""
    for part in json_parts(digest):
        file.write(part)


def _joined(parts: Iterable[BaseModel]) -> Iterator[str]:
    for place, part in enumerate(parts):
        yield f"{',' if place else ''}\n{_json(part)}"


def _json(part: BaseModel) -> str:
    return json.dumps(part.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
