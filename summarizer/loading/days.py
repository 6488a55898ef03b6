"""Dates of publication as files, feeds and pages write them: read where one reading is possible, otherwise left out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = "january february march april may june july august september october november december"
MONTH_NUMBERS = {
    name: number for number, month in enumerate(_MONTHS.split(), start=1) for name in (month, month[:3])
} | {"sept": 9}
MONTH = r"(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_ZONE = r"(?:z|utc|gmt|[a-z]{2,5}t|[+-]\d{2}:?\d{2}|\([a-z ]+\)|[a-z]+/[a-z_]+)"
TIME = rf"\d{{1,2}}(?:[:.h]\d{{2}}(?:[:.]\d{{2}}(?:[.,]\d+)?)?)?\s*(?:[ap]\.?m\.?)?(?:\s*{_ZONE})*"
_TAIL = rf"(?:(?:\s*[,|]?\s*(?:at\s+)?|[t_])(?:{TIME}|{_ZONE}))?"
DAY_MONTH = rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month1>{MONTH})[\s,-]+(?P<year1>\d{{4}})"
MONTH_DAY = rf"(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})"
_FLAGS = re.IGNORECASE
WORDED = re.compile(rf"(?:(?P<weekday>{WEEKDAY}),?\s+)?(?:the\s+)?(?:{DAY_MONTH}|{MONTH_DAY})", _FLAGS)
_WORDED_LAST_YEAR = re.compile(
    rf"(?P<weekday>{WEEKDAY})\s+(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})\s+\d{{2}}:\d{{2}}:\d{{2}}\s+(?:[a-z+\d:]+\s+)?"
    r"(?P<year>\d{4})",
    _FLAGS,
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TAIL}", _FLAGS)
_HAN = re.compile(r"(\d{4})年\s?(\d{1,2})月\s?(\d{1,2})日.{0,12}")
_DIGITS = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}})(?:\d{{4}}|\d{{6}}|t\d{{4,6}}(?:\.\d+)?{_ZONE}?)?", _FLAGS)
_NUMERIC = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY}),?\s+)?(\d{{1,4}})\s?([-/.])\s?(\d{{1,2}})\s?\3\s?(\d{{4}}|\d{{2}}){_TAIL}", _FLAGS
)
_MOST_WORDS = 6
"""Words of a written date beside its numbers: "sexta-feira, 16 de maio de 2025"."""

_TAIL_ONLY = re.compile(_TAIL, _FLAGS)
_ABSENT = frozenset({"", "nan", "nat", "none", "null", "n/a", "na", "-", "--", "unknown", "undated", "0", "<na>"})
_EPOCH = re.compile(r"(1\d{9}|2[01]\d{8})(\d{3})?(?:\.0*)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a written date says.

    Attributes:
        day: the day, where one reading is possible.
        between: the days that it may mean, where there are several.
        absent: whether nothing is written, or that there is no date.
    """

    day: datetime.date | None = None
    between: tuple[datetime.date, ...] = ()
    absent: bool = False

    def problem(self, written: object) -> str:
        """Why there is no day, in words that follow "the date"."""
        if self.between:
            return f"{str(written)!r} may mean {' or '.join(day.isoformat() for day in self.between)}"
        return f"{str(written)[:60]!r} is not a known date"


def read_day(value: object) -> Reading:
    """The day that a value names, in its own time zone; times and zones are passed over.

    Args:
        value: a date, a time, or one written: ISO 8601, RFC 822, digits (`20250518`, `20250518143000`), `18 May 2025`,
            `May 18, 2025`, seconds since 1970, or digits with marks, where only one order is possible.
    """
    if isinstance(value, datetime.datetime):
        return Reading(value.date())
    if isinstance(value, datetime.date):
        return Reading(value)
    written = " ".join(str(value if value is not None else "").split()).strip(" .,;")
    if written.lower() in _ABSENT:
        return Reading(absent=True)
    for read in (_read_year_first, _read_digits, _read_words, _read_numeric, _read_other_languages):
        reading = read(written)
        if reading is not None:
            return reading
    return Reading()


def _calendar_day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _read_year_first(written: str) -> Reading | None:
    if found := _YEAR_FIRST.fullmatch(written):
        return Reading(_calendar_day(int(found[1]), int(found[3]), int(found[4])))
    if found := _HAN.fullmatch(written):
        return Reading(_calendar_day(int(found[1]), int(found[2]), int(found[3])))
    if re.fullmatch(r"\d{4}-W\d{2}-\d", written):
        try:
            return Reading(datetime.date.fromisoformat(written))
        except ValueError:
            return Reading()
    return None


def _read_digits(written: str) -> Reading | None:
    epoch = _EPOCH.fullmatch(written)
    if epoch:
        return Reading(datetime.datetime.fromtimestamp(int(epoch[1]), datetime.UTC).date())
    found = _DIGITS.fullmatch(written.removesuffix(".0"))
    if not found or not 1800 <= int(found[1]) <= 2200:
        return None
    return Reading(_calendar_day(int(found[1]), int(found[2]), int(found[3])))


def _read_words(written: str) -> Reading | None:
    found = WORDED.match(written)
    if found and _TAIL_ONLY.fullmatch(written, found.end()):
        return worded(found)
    found = _WORDED_LAST_YEAR.fullmatch(written)
    if not found:
        return None
    day = _calendar_day(int(found["year"]), _month(found["month"]), int(found["day"]))
    return _on_weekday(day, found["weekday"])


def worded(found: re.Match[str]) -> Reading:
    """The day of a match of `WORDED`; none where the weekday is not that day's."""
    one = "1" if found["day1"] else "2"
    day = _calendar_day(int(found[f"year{one}"]), _month(found[f"month{one}"]), int(found[f"day{one}"]))
    return _on_weekday(day, found["weekday"])


def _month(name: str) -> int:
    return MONTH_NUMBERS[name.lower().rstrip(".")]


def _on_weekday(day: datetime.date | None, weekday: str | None) -> Reading:
    if day is None or (weekday and WEEKDAYS[day.weekday()] != weekday[:3].lower()):
        return Reading()
    return Reading(day)


def _read_numeric(written: str) -> Reading | None:
    found = _NUMERIC.fullmatch(written)
    if not found:
        return None
    days = sorted(set(_orders(found[2], found[4], found[5])))
    if found["weekday"]:
        days = [day for day in days if _on_weekday(day, found["weekday"]).day]
    return Reading(days[0]) if len(days) == 1 else Reading(between=tuple(days))


def _orders(first: str, second: str, third: str) -> Iterator[datetime.date]:
    """Yields the days that three numbers may mean, by the order in which they are read."""
    numbers = (first, second, third)
    for order in ("dmy", "mdy", "ymd"):
        parts = dict(zip(order, numbers, strict=True))
        year = parts["y"]
        if len(year) not in (2, 4) or len(parts["d"]) > 2 or (order == "ymd" and len(third) == 4):
            continue
        century = 0 if len(year) == 4 else 2000 if int(year) < 70 else 1900
        day = _calendar_day(century + int(year), int(parts["m"]), int(parts["d"]))
        if day:
            yield day


def _read_other_languages(written: str) -> Reading | None:
    """Reads month names of other languages, by dateparser; only where day, month and year all stand there."""
    if len(written) > 60 or not _may_be_day(written):
        return None  # dateparser tries every language that it knows: a tenth of a second a line
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of dateparser's own dependencies
        import dateparser

        days = {_parsed(dateparser, written, order) for order in ("DMY", "MDY")}
    numbers = {int(digits) for digits in re.findall(r"\d+", written)}
    if len(days) != 1 or None in days:
        return None
    day = next(iter(days))
    return Reading(day) if day and {day.day, day.year} <= numbers else None


def _may_be_day(written: str) -> bool:
    """True of words that may be nothing but a day: a day's number, a year, and few words beside them."""
    numbers = re.findall(r"\d+", written)
    words = re.findall(r"[^\W\d_]+", written)
    if not any(len(number) == 4 for number in numbers) or not any(len(number) <= 2 for number in numbers):
        return False
    return len(words) <= _MOST_WORDS and any(len(word) >= 3 for word in words)


def _parsed(dateparser: object, written: str, order: str) -> datetime.date | None:
    settings = {"STRICT_PARSING": True, "DATE_ORDER": order, "PARSERS": ["absolute-time"]}
    found = dateparser.parse(written, settings=settings)  # type: ignore[attr-defined]  # imported where needed
    return found.date() if isinstance(found, datetime.datetime) else None
