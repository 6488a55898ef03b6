"""Selects articles of an input: by date, as a random sample, or the first N."""

from __future__ import annotations

import calendar
import datetime
import hashlib
import heapq
import operator
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from summarizer.article import Article
from summarizer.batch.inputs import Source
from summarizer.batch.items import Entry, Item, Lead
from summarizer.errors import UsageError

_CONDITION = re.compile(r"\s*date\s*(<=|>=|==|=|<|>|!=)\s*(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\s*", re.IGNORECASE)

Compare = Callable[[datetime.date, datetime.date], bool]


@dataclass(frozen=True, slots=True)
class DateCondition:
    """A condition on an article's date, such as `date >= 2025-05`; an article without a date never holds.

    Attributes:
        sign: `<`, `<=`, `=`, `!=`, `>=` or `>`.
        first: first day of the period that is named.
        last: its last day.
    """

    sign: str
    first: datetime.date
    last: datetime.date

    def holds(self, date: datetime.date | None) -> bool:
        """True if a date is before, in or after the period, as the sign asks."""
        if date is None:
            return False
        inside = self.first <= date <= self.last
        if self.sign in ("=", "!="):
            return inside == (self.sign == "=")
        compare: Compare = operator.lt if "<" in self.sign else operator.gt
        return compare(date, self.first if "<" in self.sign else self.last) or (inside and "=" in self.sign)


def read_conditions(texts: Iterable[str]) -> tuple[DateCondition, ...]:
    """Reads conditions such as `date >= 2025-05 and date < 2025-07-15`; all of them must hold.

    Raises:
        UsageError: a text is no such condition.
    """
    return tuple(_condition(part) for text in texts for part in re.split(r"\s+and\s+|,", text, flags=re.IGNORECASE))


def _condition(text: str) -> DateCondition:
    found = _CONDITION.fullmatch(text)
    if not found:
        raise UsageError(f"invalid condition {text!r}: write it as 'date >= 2025-05' or 'date = 2025-05-18'")
    sign, year, month, day = found[1], int(found[2]), found[3], found[4]
    try:
        first = datetime.date(year, int(month or 1), int(day or 1))
        end_month = int(month or 12)
        last = datetime.date(year, end_month, int(day) if day else calendar.monthrange(year, end_month)[1])
    except ValueError as error:
        raise UsageError(f"invalid date in the condition {text.strip()!r}: {error}") from error
    return DateCondition("=" if sign == "==" else sign, first, last)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are taken: the conditions first, then the sample, then the limit. The same ones each time.

    Attributes:
        where: conditions on the date.
        sample: how many to draw by lot; `None` for all.
        seed: of the draw.
        limit: how many at most, the first ones of the input; `None` for all.
    """

    where: tuple[DateCondition, ...] = ()
    sample: int | None = None
    seed: int = 0
    limit: int | None = None

    def choose(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yields the chosen items; with a sample, the input is gone through twice.

        What can't be read is passed on where nothing is drawn, so that it gets named.
        """
        bound = self._bound(items) if self.sample is not None else None
        taken = 0
        for item in self._read(items):
            if self.limit is not None and taken >= self.limit:
                return
            if not self._fits(item):
                continue
            if bound is not None and not (isinstance(item, Entry) and self._lot(item.article) <= bound):
                continue
            taken += isinstance(item, (Entry, Lead))
            yield item

    def _read(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yields the items, with each lead read that has to be for the choice."""
        for item in items:
            needed = (
                isinstance(item, Lead)
                and (self.where or self.sample is not None or self.limit is not None)
                and (self.sample is not None or not item.single or (bool(self.where) and item.date is None))
            )
            if isinstance(item, Lead) and needed:
                yield from self._read(item.load())
            else:
                yield item

    def _fits(self, item: Item) -> bool:
        if isinstance(item, Lead):
            return all(condition.holds(item.date) for condition in self.where)
        if not isinstance(item, Entry):
            return True
        return all(condition.holds(item.article.date) for condition in self.where)

    def _bound(self, items: Iterable[Item]) -> int:
        """The highest lot that is in the sample. Only the sample's own lots are held in memory."""
        drawn: list[int] = []  # a heap of negated lots, its largest lot first
        members: set[int] = set()
        for item in self._read(items):
            if not isinstance(item, Entry) or not self._fits(item):
                continue
            lot = self._lot(item.article)
            if lot in members:
                continue
            if len(drawn) < (self.sample or 0):
                heapq.heappush(drawn, -lot)
                members.add(lot)
            elif drawn and lot < -drawn[0]:
                members.remove(-heapq.heapreplace(drawn, -lot))
                members.add(lot)
        return -drawn[0] if drawn else -1

    def _lot(self, article: Article) -> int:
        drawn = hashlib.blake2b(f"{self.seed}:{article.id}".encode("utf-8", "surrogatepass"), digest_size=8)
        return int.from_bytes(drawn.digest(), "big")


def ignore_warning(_warning: str) -> None:
    """Takes no notice of a warning."""


class Chosen:
    """The chosen articles of a source.

    Args:
        source: where they come from; gone through twice for a sample.
        selection: which are taken.
        on_warning: told of each doubt in reading an article that is taken.
    """

    def __init__(
        self, source: Source, selection: Selection, on_warning: Callable[[str], None] = ignore_warning
    ) -> None:
        self._source = source
        self._selection = selection
        self._on_warning = on_warning
        self._taken = 0

    def __iter__(self) -> Iterator[Item]:
        self._taken = 0
        for item in self._selection.choose(self._source):
            if isinstance(item, Entry):
                self._taken += 1
                for warning in item.article.warnings:
                    self._on_warning(warning)
            yield item

    @property
    def fraction(self) -> float | None:
        """How much has been read, 0 to 1."""
        known = [n for n in (self._selection.limit, self._selection.sample) if n]
        read = self._source.fraction
        return max([*(self._taken / n for n in known), *([] if read is None else [read])], default=None)
