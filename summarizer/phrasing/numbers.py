"""Numbers, dates and durations in the house style: words to nine, figures from 10, thousands with commas."""

from __future__ import annotations

import datetime
import re

from summarizer.schemas import Count
from summarizer.values.numbers import find_numbers

SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""In English whatever the locale."""
_VAGUE = re.compile(
    r"(?:tens|dozens|scores|hundreds|thousands|several)\b(?: of (?:hundreds|thousands|millions)\b)?", re.IGNORECASE
)
_MORE = re.compile(r"(?:more than|over|upwards? of|in excess of)\b", re.IGNORECASE)
_LESS = re.compile(r"(?:fewer than|less than|under|below)\b", re.IGNORECASE)
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_SPAN = re.compile(r"(?:since|over|during|in|between|from|for|until|last|this|on|through(?:out)?)\b", re.IGNORECASE)
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_HOURS = {"H": "hour", "M": "minute", "S": "second"}


def spelled(number: int) -> str:
    """A number as newspapers write it."""
    return SMALL[number] if 0 < number < len(SMALL) else f"{number:,}"


def number_of(count: Count) -> str | None:
    """A count as a phrase before a noun ("at least nine"), or `None` where it states no number."""
    best, low, high = count.best, count.low, count.high
    words = count.text.strip().lstrip("\"'“‘")
    if best is None and low is not None and high is not None:
        return f"between {spelled(low)} and {spelled(high)}"
    if best is not None and low == high == best:
        return spelled(best) if best else "no"
    if best is not None and low != best and high != best:
        return f"about {spelled(best)}"
    if low is not None:
        vague = _VAGUE.match(words)
        if vague and best is None:
            return vague[0].casefold()
        return f"{'more than' if _MORE.match(words) else 'at least'} {spelled(low)}"
    if high is None:
        return None
    if _LESS.match(words):
        return f"fewer than {spelled(high)}"
    return f"{'up to' if best is None else 'nearly'} {spelled(high)}"


def before_noun(number: str) -> str:
    """A count's phrase as it stands before a noun: "dozens of", "several", "at least nine"."""
    return f"{number} of" if _VAGUE.match(number) and number != "several" else number


def in_house_style(words: str) -> str:
    """Words of an article with its number words from ten on as figures ("forty officers" as "40 officers")."""
    for mention in reversed(list(find_numbers(words))):
        said = words[mention.start : mention.end]
        alone = words[mention.end : mention.end + 1] in ("", " ", ",")
        spelled_out = said.islower() and re.search(r"[^\W\d_]", said) and "half" not in said
        if mention.kind == "cardinal" and mention.value >= len(SMALL) and spelled_out and alone:
            words = f"{words[: mention.start]}{mention.value:,}{words[mention.end :]}"
    return words


def day_in_words(iso: str) -> str:
    """An ISO date, reduced or whole, as words: "17 May 2025", "May 2025", "2025"."""
    try:
        if len(iso) == len("2025-05-17"):
            day = datetime.date.fromisoformat(iso)
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        if len(iso) == len("2025-05"):
            first = datetime.date.fromisoformat(f"{iso}-01")
            return f"{MONTHS[first.month - 1]} {first.year}"
    except ValueError:
        return iso  # a day that no calendar has: as it stands
    return iso


def when(iso: str | None, words: str | None, *, period: bool = False) -> str:
    """When something happened, as a phrase after a verb; empty where nothing is known or the words don't fit.

    Args:
        iso: the date.
        words: the article's words for it.
        period: it is a total over a period, which only the article's words can say ("since Monday").
    """
    if words and (period or not iso):
        if words.partition(" ")[0].casefold() in _DAYS:
            return f"on {words}"
        if _SPAN.match(words) or not iso:
            return words[0].lower() + words[1:] if _SPAN.match(words) else words
    if not iso:
        return ""
    return f"{'on' if len(iso) == len('2025-05-17') else 'in'} {day_in_words(iso)}"


def lasting(iso: str | None, words: str | None) -> tuple[str, str]:
    """How long something lasts: an adjective before the noun ("30-day") and a phrase after it ("until Easter").

    Args:
        iso: the ISO 8601 duration, if known.
        words: the article's words for it, if any.

    Returns:
        One of the two, the other empty; both empty where the words fit neither place.
    """
    said = (words or "").strip().casefold()
    if re.fullmatch(r"\d[\d.]*-(?:hour|day|week|month|year)s?", said):
        return said, ""
    if found := re.match(r"(indefinite|permanent|temporary|open-ended)(?:ly)?\b", said):
        return found[1], ""
    bound = re.match(r"(at least|up to|no more than|as many as|more than|about|around|some|nearly|almost) ", said)
    if iso is not None and (length := _one_unit(iso)) is not None:
        number, unit = length
        if bound is None:
            return f"{spelled(number)}-{unit}", ""
        return "", f"lasting {bound[1]} {spelled(number)} {unit}{'' if number == 1 else 's'}"
    if re.match(r"(?:until|through|during|for|over)\b", said) and len(said.split()) <= 7:
        return "", said if words is None else words.strip()[0].lower() + words.strip()[1:]
    return "", ""


def duration_in_words(iso: str) -> str:
    """An ISO 8601 duration of one unit as words: "30 days", "one week"; any other as it stands."""
    length = _one_unit(iso)
    return iso if length is None else f"{spelled(length[0])} {length[1]}{'' if length[0] == 1 else 's'}"


def _one_unit(iso: str) -> tuple[int, str] | None:
    """Number and unit of an ISO duration that has one unit."""
    found = re.fullmatch(r"P(?:(\d+)([YMWD])|T(\d+)([HMS]))", iso)
    if found is None:
        return None
    return int(found[1] or found[3]), _UNITS[found[2]] if found[2] else _HOURS[found[4]]
