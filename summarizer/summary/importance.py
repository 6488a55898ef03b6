"""How important a sentence is in its article: in the headline or near the top, new, many people affected."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from summarizer.article import Article
from summarizer.schemas import Record
from summarizer.topics import telling_of

_FRESH = 14
_STALE = 60
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_SMALL = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "that",
        "this",
        "have",
        "has",
        "was",
        "were",
        "are",
        "its",
        "his",
        "her",
        "their",
        "over",
        "after",
        "into",
        "about",
    ]
)


class Importance:
    """Weighs the records of a sentence; higher comes first. The same records and article weigh the same always.

    Args:
        article: the article, or `None` where it is not at hand: then only the records count.
    """

    def __init__(self, article: Article | None) -> None:
        self._length = max(len(article.text), 1) if article else 0
        self._date = article.date if article else None
        self._title = frozenset(_words(article.title or "")) if article else frozenset()

    def __call__(self, records: Sequence[Record]) -> float:
        """The weight of a sentence that rests on the records."""
        weight = 0.1 * min(len(records), 4) + max(self._kind(r) for r in records)
        if self._length:
            first = min(e.start for r in records for e in r.evidence)
            weight += 1.5 * (1 - min(first / self._length, 1.0))
            if self._title:
                said = {word for r in records for e in r.evidence for word in _words(e.quote)}
                weight += min(0.25 * len(self._title & said), 1.0)
        return weight

    def _kind(self, record: Record) -> float:
        telling = telling_of(record)
        return telling.weight(record, self._age) if telling is not None else 0.0

    def _age(self, date: str | None) -> float:
        """Fresh news count more, what is long past less; a date that is not a whole day counts neither way."""
        if self._date is None or date is None or len(date) != len("2025-05-17"):
            return 0.0
        try:
            days = (self._date - datetime.date.fromisoformat(date)).days
        except ValueError:  # a day that no calendar has
            return 0.0
        return 0.5 if 0 <= days <= _FRESH else -0.7 if days > _STALE else 0.0


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)} - _SMALL
