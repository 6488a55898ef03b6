"""Items of an input: articles, unreadable files and rows, and leads, which are read when their turn comes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from summarizer.article import Article


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the input.

    Attributes:
        article: the article.
        origin: where it stands: a path or an address, with a colon and the row's number (from 1) for a table.
        named: whether the input gave it its id; otherwise the id is the hash of its text.
        may_change: whether its words may differ from one reading to the next, as those of a page on the web.
    """

    article: Article
    origin: str
    named: bool = False
    may_change: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, row or page without a readable article.

    Attributes:
        origin: where it stands.
        message: what is wrong with it.
    """

    origin: str
    message: str


@dataclass(frozen=True, slots=True)
class Lead:
    """An article that is not read yet, as it has to be fetched; one that was done before is never read.

    Attributes:
        id: the id that the article will have.
        origin: where it stands.
        load: reads it; gives one item, or several where a feed stands there.
        date: day of publication, where it is known before.
        single: whether `load` gives one item for sure.
    """

    id: str
    origin: str
    load: Callable[[], Sequence[Item]]
    date: datetime.date | None = None
    single: bool = False


Item = Entry | Unreadable | Lead


def read_leads(items: Iterable[Item]) -> Iterator[Entry | Unreadable]:
    """Yields the items, each lead read."""
    for item in items:
        if isinstance(item, Lead):
            yield from read_leads(item.load())
        else:
            yield item
