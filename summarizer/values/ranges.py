"""Where the words of a range begin: "between 12 and 15"."""

from __future__ import annotations

import re

from summarizer.values.numbers import find_numbers

_RANGE = re.compile(r"[\w.,-]+(?: and| to)(?: [\w.,-]+)+")
_OPENING = re.compile(r"\b(?:between|from)\s+(?:about\s+|around\s+)?$", re.IGNORECASE)


def range_start(text: str, start: int, end: int) -> int:
    """Where the words of a count begin: before "between" where they are the two numbers of a range.

    Args:
        text: the text.
        start: where the count's words begin ("12 and 15 miners").
        end: where they end.
    """
    opening = _OPENING.search(text[:start])
    if opening is None or not _RANGE.fullmatch(text[start:end]):
        return start
    numbers = find_numbers(text[start:end])
    return opening.start() if len(numbers) == 2 and numbers[0].value < numbers[1].value else start
