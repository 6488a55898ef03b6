"""Shares of a stated number: "half of the 60", "all but two of the 12", "one in five of the 200" become a number.

A share is computed where it comes out whole; one that does not, or whose whole is not stated, is left as it is.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from summarizer.values.numbers import NumberMention, find_numbers

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_SMALL = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_TOP = r"(?:(?P<top>a|an|one|two|three|four|five|six|seven|eight|nine)[ -])?"
_PART = r"(?P<part>half|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?"
_OF_SCALE = re.compile(rf"\b{_TOP}{_PART}(?: of)? (?:a|one) (?P<scale>hundred|thousand|million|billion|dozen)\b", re.I)
_ANY = r"(?:(?:all|the|its|his|her|their|those|these|some|about|estimated|reported|other|remaining) )*"
_WHOLE = rf"(?: (?:out )?of {_ANY}(?:[\w-]+['’]s (?:[\w-]+ )?)?| {_ANY})"
_OF_WHOLE = re.compile(rf"\b{_TOP}{_PART}{_WHOLE}$", re.I)
_PERCENT = re.compile(rf"\b(?P<rate>\d{{1,3}}(?:\.\d+)?) ?(?:%|per ?cent){_WHOLE}$", re.I)
_ALL_BUT = re.compile(rf"\ball (?:but|except(?: for)?) (?P<few>[\w-]+){_WHOLE}$", re.I)
_ONE_IN = re.compile(rf"\b(?P<some>[\w-]+)(?: out of| in)(?: every)? (?P<every>[\w-]+){_WHOLE}$", re.I)
_ALL_BUT_ALONE = re.compile(r"\ball (?:but|except(?: for)?) [\w-]+\b", re.I)

_NUMBERED = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
_STATED = re.compile(
    rf"\ball (?:but|except(?: for)?) [\w-]+\b|\b{_NUMBERED} (?:in|out of)(?: every)? {_NUMBERED}\b(?!,)"
    rf"|\b(?:a|an|one|two|three|four)[ -](?:third|quarter|fifth|tenth)s? of\b|\bhalf (?:of|the|its|their|a)\b",
    re.IGNORECASE,
)


class Share(NamedTuple):
    """A share of a stated number: `text[start:end]` says that there are `value`."""

    start: int
    end: int
    value: int


def find_shares(text: str, language: str = "en") -> list[Share]:
    """The shares of stated numbers in a text, in order, as far as they come out whole."""
    if language != "en" or not _COMPUTABLE.search(text):
        return []
    found = []
    for match in _OF_SCALE.finditer(text):
        value = _fraction(match) * _SCALES[match["scale"].lower()]
        if value.denominator == 1:
            found.append(Share(*match.span(), value.numerator))
    taken = [(share.start, share.end) for share in found]
    for whole in find_numbers(text, language=language):
        share = None if any(a < whole.end and whole.start < b for a, b in taken) else _share_before(text, whole)
        if share is not None:
            found.append(share)
    return sorted(found)


def share_spans(text: str) -> list[tuple[int, int]]:
    """Where an English text states shares, computed or not ("all but two", "one in five"), as offsets in order."""
    if not _HINT.search(text):
        return []
    computed = [(share.start, share.end) for share in find_shares(text)]
    stated = [found.span() for found in _STATED.finditer(text)]
    apart = [(a, b) for a, b in stated if not any(a < end and start < b for start, end in computed)]
    return sorted([*computed, *apart])


def with_shares_computed(phrase: str, language: str) -> str:
    """A phrase with each English share of a stated number as that number in digits; "all but two" alone has none.

    Args:
        phrase: words that count people.
        language: ISO 639-1 code of the text.
    """
    for share in reversed(find_shares(phrase, language)):
        phrase = f"{phrase[: share.start]}{share.value}{phrase[share.end :]}"
    return _ALL_BUT_ALONE.sub("all but some", phrase) if language == "en" else phrase


_NAMED = rf"\b(?:all (?:but|except)|{'|'.join(_PARTS)})|%|cent\b"
_COMPUTABLE = re.compile(rf"{_NAMED}|(?:\bin|\bout of)(?: every)? [\w-]+ (?:out )?of ", re.I)
"""What a share of a stated number can't do without."""

_HINT = re.compile(rf"{_NAMED}|\bin\b|\bout of\b", re.I)
"""What any share can't do without."""

_REACH = 80
"""Code points before a number in which the share of it may stand."""


def _fraction(match: re.Match[str]) -> Fraction:
    part = match["part"].lower()
    return Fraction(_SMALL[(match["top"] or "one").lower()], _PARTS.get(part, _PARTS.get(part.removesuffix("s"), 1)))


def _share_before(text: str, whole: NumberMention) -> Share | None:
    """The share of a whole that stands before it; `None` where none does, or it does not come out whole."""
    if whole.kind != "cardinal" or not isinstance(whole.value, int):
        return None
    before = text[max(0, whole.start - _REACH) : whole.start]
    value: Fraction | None = None
    if match := _ALL_BUT.search(before):
        few = _number(match["few"])
        value = Fraction(whole.value - few) if few is not None and few < whole.value else None
    elif match := _OF_WHOLE.search(before):
        value = _fraction(match) * whole.value
    elif match := _PERCENT.search(before):
        value = Fraction(match["rate"]) / 100 * whole.value
    elif (match := _ONE_IN.search(before)) and " of " in before[match.end("every") :]:
        some, every = _number(match["some"]), _number(match["every"])
        value = Fraction(some, every) * whole.value if some and every and some < every else None
    if match is None or value is None or value.denominator != 1:
        return None
    return Share(whole.start - len(before) + match.start(), whole.end, value.numerator)


def _number(word: str) -> int | None:
    found = find_numbers(word, language="en")
    value = _SMALL.get(word.lower()) if not found else found[0].value
    return value if isinstance(value, int) else None
