"""When something happened: the days that a date allows, with its precision."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "month", "year", "reported", "none"]

REPORTED_WITHIN = 3
"""An attack without a date lies at most this many days before its article."""

_LENGTHS: dict[int, Precision] = {10: "day", 7: "month", 4: "year"}


@dataclass(frozen=True, slots=True)
class Window:
    """Days within which something happened.

    Attributes:
        first: the first of them, as `date.toordinal` counts.
        last: the last of them.
        precision: `day`, `month` or `year` where a date says so; `reported` where only the article has a date; `none`.
    """

    first: int
    last: int
    precision: Precision

    @property
    def known(self) -> bool:
        """True if anything is known."""
        return self.precision != "none"

    @property
    def iso(self) -> str | None:
        """The date, reduced to its precision; `None` where no date says so."""
        lengths = {precision: length for length, precision in _LENGTHS.items()}
        if self.precision not in lengths:
            return None
        return datetime.date.fromordinal(self.first).isoformat()[: lengths[self.precision]]

    def meets(self, other: Window) -> bool:
        """True if one day may be in both."""
        return not (self.known and other.known) or (self.first <= other.last and other.first <= self.last)

    def gap(self, other: Window) -> int:
        """Days between the two, 0 where they meet."""
        return 0 if self.meets(other) else max(self.first - other.last, other.first - self.last)


ANY = Window(1, datetime.date.max.toordinal(), "none")


def window(date: str | None, published: datetime.date | None) -> Window:
    """The days of a record's date, none of them after the article where that has one."""
    latest = published.toordinal() if published else ANY.last
    if date is None:
        return Window(latest - REPORTED_WITHIN, latest, "reported") if published else ANY
    try:
        first, last = _span(date)
    except ValueError:
        return ANY  # a day that no calendar has
    return Window(first, max(first, min(last, latest)), _LENGTHS[len(date)])


def _span(date: str) -> tuple[int, int]:
    year, *rest = map(int, date.split("-"))
    if len(rest) == 2:
        day = datetime.date(year, rest[0], rest[1]).toordinal()
        return day, day
    if rest:
        end = calendar.monthrange(year, rest[0])[1]
        return datetime.date(year, rest[0], 1).toordinal(), datetime.date(year, rest[0], end).toordinal()
    return datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal()
