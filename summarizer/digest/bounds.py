"""Counts of people as ranges: which may be one count, and which can't."""

from __future__ import annotations

import math
from typing import NamedTuple

from summarizer.schemas import Count

ROUND = 0.2
"""How far a number called rough ("about 50") may be off."""


class Bounds(NamedTuple):
    """A count without its words: the least, the most likely and the greatest number, each perhaps unknown."""

    low: int | None
    best: int | None
    high: int | None

    @classmethod
    def of(cls, count: Count | None) -> Bounds | None:
        """The bounds of a count; `None` where it states no number."""
        return cls(count.low, count.best, count.high) if count is not None and count.key is not None else None

    @property
    def key(self) -> int:
        """The figure that stands for it: best, else low, else high."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), 0)

    @property
    def span(self) -> tuple[float, float]:
        """The numbers that it allows, least and greatest."""
        low, best, high = self
        if low is None:
            low = None if best is None else math.floor(best * (1 - ROUND))
        if high is None and self.low is None and best is not None:
            return low or 0, math.ceil(best * (1 + ROUND))
        return low or 0, math.inf if high is None else high

    def excludes(self, other: Bounds) -> bool:
        """True if the two can't be one number."""
        (a, b), (c, d) = self.span, other.span
        return b < c or d < a

    @property
    def sign(self) -> str:
        """The count in short: "9", "≥ 9", "10–15"."""
        low, best, high = self
        if low is not None and low == high:
            return f"{low:,}"
        if low is not None and high is not None:
            return f"{low:,}–{high:,}"
        if low is not None:
            return f"≥ {low:,}"
        return f"≤ {high:,}" if high is not None else f"~ {best:,}"
