"""Reads how many people a phrase of an article speaks of: best, low and high, after UCDP's convention.

The phrase is rewritten step by step: `counting_quantities` turns numbers with their qualifiers into quantities and
blanks those that are ages, dates or measures, `counting_people` adds up what the phrase lists ("a man and his two
sons"). Which words there are stands in `counting_phrases`, what a number looks like in `numbers`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.values.counting_people import add_people
from summarizer.values.counting_quantities import NOTHING, CountReading, mark_quantities
from summarizer.values.markup import plain
from summarizer.values.shares import with_shares_computed

__all__ = ["CountReading", "joint_harms", "read_count"]

_LONGEST_PHRASE = 500
"""Code points of a phrase that are read; in anything longer a count stands at the front."""

_HARM = r"(?:kill(?:ed|ing)|dead|died|slain|deaths?|wound(?:ed|ing)|injur(?:ed|ing|ies)|hurt|maimed|missing|captured)"
_JOINT = re.compile(
    rf"\b{_HARM}\s*(?:and/or|or|and|/|&)\s*(?:(?:were|was|been|badly|seriously|left)\s+)*{_HARM}\b", re.I
)
_NOBODY = re.compile(
    r"(?:there (?:were|was|are|have been) |with |caused |left |and )?(?:no[ -]one|nobody|none|not (?:one|a single)"
    r"|no (?!word|news|report|detail|information|immediate|indication|figure)(?:[a-z-]+ ){0,2}"
    r"(?:casualt(?:y|ies)|deaths?|fatalit(?:y|ies)|injur(?:y|ies)|injured|dead|victims?|people|persons?|civilians?"
    r"|soldiers?|wounded|killed|losses|loss of life))\b",
    re.I,
)
_LISTED = re.compile(
    rf"\s*(?:[-*•–]\s|\W*(?:\w+ ){{0,2}}{_HARM}\W{{0,3}}[:=|–—]|\d[\d,.]*\s+(?:people )?{_HARM}\W*$)", re.I
)


@lru_cache(maxsize=4096)
def read_count(text: str, *, language: str = "en") -> CountReading:
    """Reads a count phrase such as "at least nine"; a phrase that can't be read gives three `None`.

    Of several numbers the first is read, except where the phrase lists people ("two soldiers and a guard", 3). A part
    of a total is not added ("11 children, including three infants", 11). A number that two kinds of harm share ("12
    killed or wounded") is no count of either. What says that there was nobody ("no one", "no casualties") is 0.

    Args:
        text: the article's words.
        language: ISO 639-1 code of the text: its number words, its qualifiers, and whether 1.200 is a thousand.
    """
    phrase = _first_line(plain(text[:_LONGEST_PHRASE]).strip())
    if _NOBODY.match(phrase):
        return CountReading(0, 0, 0)
    if _JOINT.search(phrase):
        return NOTHING
    marked, quantities = mark_quantities(with_shares_computed(phrase, language), language)
    return add_people(marked, quantities)


def joint_harms(text: str) -> list[tuple[int, int]]:
    """Where a text joins two kinds of harm that share a number: "killed or wounded", as offsets."""
    return [found.span() for found in _JOINT.finditer(text)]


def _first_line(phrase: str) -> str:
    """The first line that counts, of lines that are a list: nothing is read across the end of one."""
    lines = phrase.splitlines()
    if len(lines) == 1 or not any(_LISTED.match(line) for line in lines):
        return phrase
    return next((line for line in lines if any(c.isdigit() for c in line)), lines[0])
