"""Days named by a feast or by their place in a month: "Palm Sunday", "the first Friday of May".

A phrase with words that move a day ("the eve of", "two days after") is read whole, or names no day: never a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

Resolve = Callable[[str, date | None], str | None]
"""Reads the date phrase that a day is counted from."""


class NamedDay(NamedTuple):
    """What a phrase that names a day comes to.

    Attributes:
        iso: the day, ISO 8601; `None` where it can't be told.
    """

    iso: str | None


UNTOLD = NamedDay(None)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
    "last": -1,
}
_COUNTS = {"a": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}

_MOVABLE = {
    "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "holy thursday": -3, "good friday": -2,
    "holy friday": -2, "holy saturday": -1, "easter saturday": -1, "easter sunday": 0, "easter monday": 1,
    "ascension day": 39, "ascension thursday": 39, "whit sunday": 49, "pentecost sunday": 49, "pentecost": 49,
    "whit monday": 50, "corpus christi": 60, "easter day": 0, "easter": 0,
}  # fmt: skip
"""Days from Easter; of several names that begin alike, the longer first."""
_FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year's": (1, 1), "valentine's day": (2, 14),
    "st. patrick's day": (3, 17), "april fools' day": (4, 1), "may day": (5, 1), "bastille day": (7, 14),
    "halloween": (10, 31), "all saints' day": (11, 1), "armistice day": (11, 11), "epiphany": (1, 6),
}  # fmt: skip
_FEAST = re.compile(
    r"(?:\b(?P<which>last|this|next) )?(?:\b(?P<rite>orthodox|catholic|western) )?"
    rf"\b(?P<feast>{'|'.join(map(re.escape, (*_MOVABLE, *_FIXED)))})\b(?!['’]s eve| eve\b| day\b| island)"
    r"(?:,? (?:of |in )?(?P<year>\d{4}|last year|this year))?",
    re.I,
)
_MOVED = re.compile(
    r"\b(?P<count>\w+) (?P<unit>day|week)s? (?P<way>before|after)\b (?P<rest>.+)|\b(?P<eve>eve) of (?P<feast>.+)", re.I
)
_ANNIVERSARY = re.compile(r"\banniversary of\b|(?<!year)['’]s eve\b|\b(?:week|month|year) (?:before|after)\b", re.I)
_IN_MONTH = re.compile(rf"\b(?P<ordinal>{'|'.join(_ORDINALS)}) {_WEEKDAY}s?\b(?: (?:of|in) (?P<month>.+))?", re.I)
_MONTH = re.compile(
    r"(?:(?:this|last|early|late) )?[a-z]+\.?(?: month)?(?:,? (?:of )?(?:\d{4}|(?:last|this) year))?", re.I
)
_BEFORE_LAST = re.compile(
    rf"\b(?:the )?{_WEEKDAY} before last\b|\b{_WEEKDAY.replace('weekday', 'other')},? (?:of )?the week before last\b"
    rf"|\b(?P<count>two|three|four) {_WEEKDAY.replace('weekday', 'third')}s ago\b",
    re.I,
)
_BESIDE = re.compile(rf"\bthe {_WEEKDAY} (?P<way>before|after) (?P<rest>.+)", re.I)
_UNREAD = re.compile(
    rf"\b(?:a|some|one|any) {_WEEKDAY}\b(?! (?:ago|morning|night|evening|afternoon))"
    rf"|\b{_WEEKDAY.replace('weekday', 'other')} (?:week|fortnight|eve|after next|after last|before)\b",
    re.I,
)
_PROPER = re.compile(
    rf"(?P<before>\S+ )?\b(?P<word>[A-Z][^\W\d_]+) (?P<weekday>{'|'.join(day.capitalize() for day in _WEEKDAYS)})\b"
)
_NOT_PROPER = re.compile(
    r"on|late|early|by|the|this|last|next|since|until|till|from|and|in|at|every|past|coming|overnight|midnight|through"
    r"|before|after|between|or|to|during|around|about|then|that|mid|previous|following",
    re.I,
)
_PLACED = re.compile(r"in|at|near|of|from|for|outside|inside|around|over|across|.*,", re.I)


def named_day(phrase: str, anchor: date | None, resolve: Resolve) -> NamedDay | None:
    """What a phrase comes to that names a day by a feast, an ordinal or a distance; `None` where it does not.

    Args:
        phrase: a date phrase with plain spaces.
        anchor: the date of the article.
        resolve: reads the rest of a phrase, such as "Easter" of "two days before Easter".
    """
    for reading in (_before_last, _moved, _in_month, _beside, _feast):
        found = reading(phrase, anchor, resolve)
        if found is not None:
            return found
    return UNTOLD if _UNREAD.search(phrase) or _is_proper(phrase) else None


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a date phrase out to words beside it that make it another day: "the first", "Palm", "before last"."""
    before = _LEFT.search(text, max(0, start - 60), start)
    after = _RIGHT.match(text, end)
    return (before.start() if before is not None else start), (after.end() if after is not None else end)


_LEFT = re.compile(
    rf"(?:\b(?:the\s)?(?:{'|'.join(_ORDINALS)})\s|\b(?:the\s)?(?:eve\sof|\w+\s(?:days?|weeks?)\s(?:before|after)"
    rf"|anniversary\sof)\s(?:the\s)?"
    r"|\b(?:since|until|till)\s|\b(?:Palm|Easter|Good|Holy|Maundy|Ash|Whit|Orthodox|Black|Bloody|Shrove|Passion"
    r"|Trinity|Pentecost|Christmas)\s)+$"
)
_RIGHT = re.compile(
    r"\s(?:of|in)\s(?:(?:this|last)\s)?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December|month)"
    r"(?:,?\s\d{4}|\s(?:of\s)?last\syear)?\b|\s(?:before\slast|after\snext)\b|,?\s(?:of\s)?(?:last|next|this)\sweek\b"
    r"|,?\s(?:of\s)?the\sweek\sbefore\slast\b|['’]s\seve\b|\s(?:week|fortnight|eve)\b(?!\s(?:of|ago))"
)


def _moved(phrase: str, anchor: date | None, resolve: Resolve) -> NamedDay | None:
    """Reads "the eve of Easter", "two days after 9 May"."""
    match = _MOVED.search(phrase)
    if match is None:
        return UNTOLD if _ANNIVERSARY.search(phrase) else None
    rest = match["rest"] or match["feast"]
    if re.match(r"(?:yesterday|tomorrow)\b", rest, re.I):
        return None
    count = (
        1
        if match["eve"]
        else _COUNTS.get(match["count"].lower(), int(match["count"]) if match["count"].isdigit() else 0)
    )
    if count == 0 or (match["unit"] == "week" and match["count"].lower() == "the"):
        return UNTOLD
    days = count * (7 if (match["unit"] or "").lower() == "week" else 1)
    moved = _shifted(resolve(rest, anchor), -days if match["eve"] or match["way"].lower() == "before" else days)
    return UNTOLD if moved.iso is not None and anchor is not None and moved.iso > anchor.isoformat() else moved


def _shifted(iso: str | None, days: int) -> NamedDay:
    if iso is None or len(iso) < len("2025-05-18"):
        return UNTOLD
    return NamedDay((date.fromisoformat(iso) + timedelta(days=days)).isoformat())


def _in_month(phrase: str, anchor: date | None, resolve: Resolve) -> NamedDay | None:
    """Reads "the first Friday of May": of the last such month up to the article's date."""
    match = _IN_MONTH.search(phrase)
    if match is None or (match["ordinal"].lower() == "last" and match["month"] is None):
        return None
    month = match["month"] and _MONTH.fullmatch(match["month"])
    iso = (
        resolve(match["month"] if " month" in match["month"].lower() else f"in {match['month']}", anchor)
        if month
        else None
    )
    if iso is None or len(iso) != len("2025-05"):
        return UNTOLD
    first = date.fromisoformat(f"{iso}-01")
    days = [day for at in range(31) if (day := first + timedelta(days=at)).month == first.month]
    fitting = [day for day in days if day.weekday() == _WEEKDAYS.index(match["weekday"].lower())]
    ordinal = _ORDINALS[match["ordinal"].lower()]
    if ordinal > len(fitting):
        return UNTOLD
    day = fitting[ordinal - 1] if ordinal > 0 else fitting[-1]
    return UNTOLD if anchor is not None and day > anchor else NamedDay(day.isoformat())


def _before_last(phrase: str, anchor: date | None, _resolve: Resolve) -> NamedDay | None:
    """Reads "the Friday before last", "two Fridays ago", "Friday of the week before last"."""
    match = _BEFORE_LAST.search(phrase)
    if match is None:
        return None
    if anchor is None:
        return UNTOLD
    weekday = _WEEKDAYS.index((match["weekday"] or match["other"] or match["third"]).lower())
    if match["other"]:
        return NamedDay((anchor - timedelta(days=anchor.weekday() + 14 - weekday)).isoformat())
    back = (anchor.weekday() - weekday) % 7 or 7
    weeks = _COUNTS[match["count"].lower()] - 1 if match["count"] else 1
    return NamedDay((anchor - timedelta(days=back + 7 * weeks)).isoformat())


def _beside(phrase: str, anchor: date | None, resolve: Resolve) -> NamedDay | None:
    """Reads "the Monday after Easter"."""
    match = _BESIDE.search(phrase)
    if match is None:
        return None
    iso = resolve(match["rest"], anchor)
    if iso is None or len(iso) < len("2025-05-18"):
        return UNTOLD
    day, weekday = date.fromisoformat(iso), _WEEKDAYS.index(match["weekday"].lower())
    step = 1 if match["way"].lower() == "after" else -1
    days = (step * (weekday - day.weekday())) % 7 or 7
    return NamedDay((day + timedelta(days=step * days)).isoformat())


def _feast(phrase: str, anchor: date | None, resolve: Resolve) -> NamedDay | None:
    """Reads "Palm Sunday": the last up to the article's date, where the calendars of East and West leave one."""
    match = _FEAST.search(phrase)
    if match is None:
        return None
    days = {day for rite in _rites(match["rite"]) if (day := _of_year(match, anchor, rite)) is not None}
    rest = f"{phrase[: match.start()]} {phrase[match.end() :]}".strip(" ,")
    beside = resolve(rest, anchor) if re.search(r"\d", rest) else None
    if beside is not None:
        days = {day for day in days if day.isoformat().startswith(beside)}
    return NamedDay(days.pop().isoformat()) if len(days) == 1 else UNTOLD


def _rites(named: str | None) -> tuple[int, ...]:
    if named is None:
        return EASTER_WESTERN, EASTER_ORTHODOX
    return (EASTER_ORTHODOX,) if named.lower() == "orthodox" else (EASTER_WESTERN,)


def _of_year(match: re.Match[str], anchor: date | None, rite: int) -> date | None:
    """The day of a feast in the year named, or the last up to the article's date; `None` where none can be told."""
    said, which = (match["year"] or "").lower(), (match["which"] or "").lower()
    if which == "next" or (anchor is None and not said.isdigit()):
        return None
    if said.isdigit():
        return _in_year(match["feast"].lower(), int(said), rite)
    assert anchor is not None
    if said or which == "this":
        return _in_year(match["feast"].lower(), anchor.year - (1 if said.startswith("last") else 0), rite)
    days = (_in_year(match["feast"].lower(), year, rite) for year in (anchor.year, anchor.year - 1))
    return next((day for day in days if day is not None and day <= anchor), None)


def _in_year(feast: str, year: int, rite: int) -> date | None:
    if not 1900 <= year <= 2099:
        return None
    if feast in _MOVABLE:
        sunday: date = easter(year, rite)
        return sunday + timedelta(days=_MOVABLE[feast])
    return date(year, *_FIXED[feast])


def _is_proper(phrase: str) -> bool:
    """True where a capitalised word makes a name of a weekday ("Bloody Sunday") and is no place ("in Gaza Sunday")."""
    for match in _PROPER.finditer(phrase):
        word, before = match["word"], (match["before"] or "").strip()
        known = _NOT_PROPER.fullmatch(word) or word.lower() in _WEEKDAYS
        if not known and not _PLACED.fullmatch(before):
            return True
    return False
