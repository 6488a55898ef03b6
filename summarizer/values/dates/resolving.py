"""Resolves the date phrases of an article against its date: ISO 8601, as precise as the words and no more.

English phrases follow the convention of news: what is not said to come has happened. "Saturday" is the last one up to
the article's date (that day itself, if it is one), "October 7" and "in March" likewise. What names a stretch of time
and not a day, month or year ("this week", "since Monday", "over the weekend", "the mid-1980s", "December 2005 to
October 2006") is no date of an incident: `None`. So is what can be read two ways ("7/10/2024").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from summarizer.values.dates.durations import resolve_duration
from summarizer.values.dates.foreign import resolve_foreign
from summarizer.values.dates.named_days import named_day
from summarizer.values.dates.nights import night_between
from summarizer.values.dates.phrases import ANY_DATE, MONTHS, WEEKDAYS, compiled
from summarizer.values.markup import plain
from summarizer.values.numbers import find_numbers

__all__ = ["DateMention", "find_dates", "resolve_date", "resolve_duration"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date phrase in a text.

    Attributes:
        start: offset of its first code point in the text.
        end: offset after its last code point (half-open).
        words: the phrase, as it stands in the text.
        edge: whether the words before it make it the edge of a stretch of time ("since Monday", "by Friday"), so that
            it is not the day on which something happened.
    """

    start: int
    end: int
    words: str
    edge: bool = False


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Finds the date phrases of a text, in order, whether or not they can be resolved."""
    return tuple(
        DateMention(match.start(), match.end(), match.group(), _is_edge(text, match.start()))
        for match in ANY_DATE.finditer(text)
        if not _is_common_word(match)
    )


@lru_cache(maxsize=4096)
def resolve_date(words: str, anchor: date | None) -> str | None:
    """The date that words of an article name, or `None` where they name none.

    Args:
        words: a date phrase, with words around it or not ("late on Saturday", "the 7 October attack").
        anchor: the date of the article; without it only dates that state their year are resolved.

    Returns:
        ISO 8601, reduced where the words are: "2006-10-24", "1988-11", "1988".
    """
    phrase = _SPACES.sub(" ", _CLOCK.sub(" ", _tidy(words))).strip(" ,")
    named = night_between(phrase, anchor, resolve_date) or named_day(phrase, anchor, resolve_date)
    if named is not None:
        return named.iso
    matches = [match for match in ANY_DATE.finditer(phrase) if not _is_verb(match)]
    if any(match.lastgroup == "foreign" for match in matches):
        return resolve_foreign(phrase, anchor)
    return _agreed(phrase, matches, anchor)


# --- a phrase with words around it ------------------------------------------------------------------------------------

_LONGEST_PHRASE = 200
_SPACES = re.compile(r"\s+")
_CLOCK = re.compile(
    r"(?:\b(?:shortly|just|soon|long|well|right|hours|minutes|moments)\s)?\b(?:before|after|around|about|at|by|near|until|from)\s"
    r"(?:dawn|midnight|noon|midday|sunrise|sunset|dusk|nightfall|daybreak|\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b\.?|hours|o'clock"
    r"|(?:local|moscow|kyiv)\stime|gmt|utc)|\d{1,2}:\d\d)|\b\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b\.?)|\b\d{1,2}:\d\d\b(?:\s?(?:gmt|utc))?",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"\b(?:since|until|till|through|throughout|by|after|before|between|prior\sto|ahead\sof|following|as\sof|starting|beginning"
    r"|from|within|over|up\sto|every|each|not|than)\s(?:(?:the|late|early|about|around|last|night|in|on|at|of|that|then)\s)*$",
    re.IGNORECASE,
)
_NIGHT_INTO = re.compile(r"\binto\s(?:the\s)?(?:early\s)?(?:on\s)?$", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"(?:overnight|tonight|this\s(?:morning|afternoon|evening|night))", re.IGNORECASE)


def _tidy(words: str) -> str:
    text = plain(words[:_LONGEST_PHRASE]).replace("\u2019", "'").replace("\u02bc", "'")
    return _SPACES.sub(" ", text).strip(" \t\n.,;:!?\"'“”«»()[]")


def _agreed(phrase: str, matches: list[re.Match[str]], anchor: date | None) -> str | None:
    """The date that all date phrases name, the finest ("yesterday, May 17"); `None` where they differ."""
    if len(matches) > 1:
        matches = [m for m in matches if not _TIME_OF_DAY.fullmatch(m.group())] or matches[:1]
    dates: list[str] = []
    for at, match in enumerate(matches):
        lead = phrase[: match.start()]
        if at and _NIGHT_INTO.search(lead):
            continue
        resolved = None if _is_edge(phrase, match.start()) else _RESOLVERS[_form(match)](_parts(match), anchor)
        if resolved is None:
            return None
        dates.append(resolved)
    finest = max(dates, key=len, default=None)
    if finest is None:
        return None
    return finest if all(finest.startswith(other) for other in dates) else None


def _is_edge(text: str, start: int) -> bool:
    return _EDGE.search(text, max(0, start - 60), start) is not None


def _form(match: re.Match[str]) -> str:
    return str(match.lastgroup)


class _Parts:
    """The named parts of a date phrase."""

    def __init__(self, match: re.Match[str]) -> None:
        self._parts = match.groupdict()

    def __getitem__(self, name: str) -> str:
        """A part in lower case, "" where the phrase has none."""
        return (self._parts.get(name) or "").lower()

    def number(self, name: str) -> int | None:
        """A part that is digits as a number."""
        return int(self[name]) if self[name] else None

    @property
    def month(self) -> int | None:
        """The number of the month that is named."""
        name = self["month"][:3]
        return MONTHS.index(name) + 1 if name in MONTHS else None

    @property
    def weekday(self) -> int | None:
        """The number of the weekday that is named, Monday being 0."""
        name = self["weekday"][:3]
        return WEEKDAYS.index(name) if name in WEEKDAYS else None


def _parts(match: re.Match[str]) -> _Parts:
    whole = compiled(_form(match)).match(match.string, match.start())
    return _Parts(whole if whole is not None else match)


_WORDS_TOO = re.compile(r"(?<![^\W\d_])(?:may|march|mar|dec|jan|sat|sun|mon|wed)(?![^\W\d_])")
_MAY_HAVE = re.compile(r"\bmay$")


def _is_common_word(match: re.Match[str]) -> bool:
    """True if a month or day found in a sentence is another word: "12 may have died", "they sat"."""
    return _WORDS_TOO.search(match.group()) is not None and match.group() != match.string


def _is_verb(match: re.Match[str]) -> bool:
    following = match.string[match.end() : match.end() + 2]
    return _MAY_HAVE.search(match.group()) is not None and following[:1] == " " and following[1:].isalpha()


# --- forms ------------------------------------------------------------------------------------------------------------


def _day(year: int | None, month: int | None, day: int | None) -> str | None:
    """A calendar date, reduced to what is given; `None` if there is no such date."""
    if year is None or not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else None


def _iso(parts: _Parts, _anchor: date | None) -> str | None:
    return _day(parts.number("year"), parts.number("month"), parts.number("day"))


def _numeric(parts: _Parts, _anchor: date | None) -> str | None:
    """Reads 24.10.2006 and 10/24/2006; which number is the month must be plain, or a dot says that it is the second."""
    first, second, year = parts.number("first") or 0, parts.number("second") or 0, parts.number("year")
    if year is None or len(parts["year"]) == 2:
        return None
    if parts["sign"] == "." or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _month_and_day(parts: _Parts, anchor: date | None) -> str | None:
    month, day, year = parts.month, parts.number("day"), parts.number("year")
    if month is None or day is None or parts["until"]:
        return None
    if year is not None:
        return _day(year, month, day)
    if anchor is None:
        return None
    if parts["which_year"]:
        return _day(_year_named(parts["which_year"], anchor), month, day)
    newest = _latest(anchor - timedelta(days=1) if parts["last"] else anchor, month, day, parts.weekday)
    return newest.isoformat() if newest else None


def _latest(upto: date, month: int, day: int, weekday: int | None) -> date | None:
    """The last such day of a year up to a date; with a weekday, the last of four that fell on it."""
    days = [
        date(year, month, day)
        for year in range(upto.year, max(upto.year - 9, 0), -1)
        if day <= monthrange(year, month)[1] and date(year, month, day) <= upto
    ]
    if weekday is not None:
        days = [found for found in days[:4] if found.weekday() == weekday]
    return next(iter(days), None)


def _year_named(which: str, anchor: date) -> int:
    return anchor.year + {"this": 0, "next": 1}.get(which, -1)


def _month_of_year(parts: _Parts, anchor: date | None) -> str | None:
    if parts["which_year"]:
        return _day(_year_named(parts["which_year"], anchor), parts.month, None) if anchor else None
    return _day(parts.number("year"), parts.month, None)


def _month(parts: _Parts, anchor: date | None) -> str | None:
    """Reads "in March": the last one up to the article's month, or as "last", "this" or "next" says."""
    month = parts.month
    if anchor is None or month is None:
        return None
    which = parts["which"]
    if which == "this":
        year = anchor.year
    elif which in ("next", "this coming"):
        year = anchor.year + (1 if month <= anchor.month else 0)
    else:
        before = month < anchor.month or (month == anchor.month and not which)
        year = anchor.year if before else anchor.year - 1
    return _day(year, month, None)


def _weekday(parts: _Parts, anchor: date | None) -> str | None:
    """Reads "Saturday": the last one up to the article's day, or as "last", "next", "last week" says."""
    weekday, which = parts.weekday, parts["which"].removeprefix("the ").removeprefix("this ")
    if anchor is None or weekday is None or which in ("following", "every", "each"):
        return None
    if parts["week"]:
        return _shifted(_monday(anchor), weekday + {"last": -7, "next": 7}.get(parts["week"], 0))
    back = (anchor.weekday() - weekday) % 7
    if parts["weeks_ago"]:
        return _shifted(anchor, -back - 7 * (_counted(parts["weeks_ago"]) or 0))
    if which in ("next", "coming", "upcoming"):
        return _shifted(anchor, 7 - back)
    if which in ("last", "past", "previous") and back == 0:
        back = 7
    return _shifted(anchor, -back)


def _weekday_of_week(parts: _Parts, anchor: date | None) -> str | None:
    weekday = parts.weekday
    if anchor is None or weekday is None:
        return None
    return _shifted(_monday(anchor), weekday + {"last": -7, "next": 7}.get(parts["which"], 0))


def _monday(anchor: date) -> date:
    return anchor - timedelta(days=anchor.weekday()) if anchor > date.min + timedelta(days=7) else anchor


def _shifted(anchor: date | None, days: int) -> str | None:
    try:
        return (anchor + timedelta(days=days)).isoformat() if anchor else None
    except OverflowError:
        return None


def _days_from_today(days: int) -> Callable[[_Parts, date | None], str | None]:
    return lambda _parts, anchor: _shifted(anchor, days)


def _day_before_yesterday(parts: _Parts, anchor: date | None) -> str | None:
    return _shifted(anchor, -2 if parts["which"].startswith("before") else 2)


def _ago(parts: _Parts, anchor: date | None) -> str | None:
    """Reads "three days ago" to the day, "two months ago" to the month, "six years ago" to the year."""
    count = _counted(parts["count"])
    if anchor is None or count is None or parts["vague"]:
        return None
    unit = parts["unit"]
    if unit in ("day", "week", "fortnight"):
        return _shifted(anchor, -count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    if unit == "hour":
        return _shifted(anchor, -(count // 24)) if count % 24 == 0 else None
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 - count
        return _day(months // 12, months % 12 + 1, None)
    return _day(anchor.year - count, None, None) if unit == "year" else None


def _counted(words: str) -> int | None:
    """The number of "three", "a", "twenty-one", "14"; `None` for "several" and "some"."""
    if words in ("a", "an"):
        return 1
    if words == "couple":
        return 2
    numbers = find_numbers(words, language="en")
    if len(numbers) != 1 or numbers[0].kind != "cardinal" or not isinstance(numbers[0].value, int):
        return None
    return numbers[0].value


def _unit(parts: _Parts, anchor: date | None) -> str | None:
    """Reads "last month", "earlier this year"; a week is no month, and "the past year" is a stretch."""
    which, unit = parts["which"], parts["unit"]
    if anchor is None or unit not in ("month", "year") or which == "past" or (parts["the"] and which == "last"):
        return None
    step = {"last": -1, "previous": -1, "next": 1}.get(which.removeprefix("late ").removeprefix("early "), 0)
    if unit == "year":
        return _day(anchor.year + step, None, None)
    months = anchor.year * 12 + anchor.month - 1 + step
    return _day(months // 12, months % 12 + 1, None)


def _day_of_month(parts: _Parts, anchor: date | None) -> str | None:
    """Reads "the 15th": the last 15th up to the article's day."""
    day = parts.number("day")
    if anchor is None or day is None:
        return None
    first = anchor.year * 12 + anchor.month - 1
    if parts["which"]:
        months = first - (1 if parts["which"] == "last" else 0)
        return _day(months // 12, months % 12 + 1, day)
    candidates = (_day(m // 12, m % 12 + 1, day) for m in range(first, first - 4, -1))
    return next((found for found in candidates if found and found <= anchor.isoformat()), None)


def _han(parts: _Parts, anchor: date | None) -> str | None:
    month, day = parts.number("month"), parts.number("day")
    year = parts.number("year") or parts.number("year_alone")
    if year is not None or month is None:
        return _day(year, month, day)
    if anchor is None or not 1 <= month <= 12:
        return None
    if day is None:
        return _day(anchor.year if month <= anchor.month else anchor.year - 1, month, None)
    newest = _latest(anchor, month, day, None)
    return newest.isoformat() if newest else None


def _none(_parts: _Parts, _anchor: date | None) -> str | None:
    return None


_RESOLVERS: dict[str, Callable[[_Parts, date | None], str | None]] = {
    "iso": _iso,
    "year_first": _iso,
    "numeric": _numeric,
    "month_day": _month_and_day,
    "day_month": _month_and_day,
    "month_year": _month_of_year,
    "relative_month": _month,
    "month": _month,
    "week_of_weekday": _weekday_of_week,
    "weekday": _weekday,
    "weeks_ago_weekday": _weekday,
    "day_before_yesterday": _day_before_yesterday,
    "today": _days_from_today(0),
    "yesterday": _days_from_today(-1),
    "tomorrow": _days_from_today(1),
    "ago": _ago,
    "unit": _unit,
    "weekend": _none,
    "decade": _none,
    "year_range": _none,
    "year": _iso,
    "day_of_month": _day_of_month,
    "han": _han,
}
