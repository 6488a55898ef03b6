"""Nights between two days: "the night of Friday to Saturday" is the Friday on which it begins."""

from __future__ import annotations

import re
from datetime import date, timedelta

from summarizer.values.dates.named_days import NamedDay, Resolve
from summarizer.values.dates.phrases import MONTH_NAME, WEEKDAY_NAME

_LINK = r"\s?(?:-to-|to|and|into|till|until|[-–—/])\s?(?:the\s|early\s)?"
_OPENING = r"(?:overnight|\bnight)\s(?:(?:of|from|between)\s)?(?:the\s)?"
_DAY = r"\d\d?(?:st|nd|rd|th)?"
_DATED = rf"(?:{_DAY}\s(?:of\s)?{MONTH_NAME}|{MONTH_NAME}\s{_DAY})"
_WHOLE = rf"(?:{WEEKDAY_NAME}(?:,?\s{_DATED})?|{_DATED})"
_YEAR = r"(?P<year>,?\s\d{4})?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_OPENING}(?P<first>{_WHOLE}){_LINK}(?P<second>{_WHOLE}){_YEAR}",
        rf"\b(?P<first>{WEEKDAY_NAME})(?:-to-|[-–—/])(?P<second>{WEEKDAY_NAME})\s(?:over)?night\b(?P<year>(?!))?",
        rf"{_OPENING}(?P<first>{_DAY}){_LINK}(?P<second>{_DAY})\s(?:of\s)?(?P<month>{MONTH_NAME}){_YEAR}",
        rf"{_OPENING}(?P<month>{MONTH_NAME})\s(?P<first>{_DAY}){_LINK}(?P<second>{_DAY}){_YEAR}",
    )
)


def night_between(phrase: str, anchor: date | None, resolve: Resolve) -> NamedDay | None:
    """The day on which a night begins that a phrase places between two days; `None` where it names no such night.

    Args:
        phrase: a date phrase with plain spaces.
        anchor: the date of the article.
        resolve: reads each of the two days.
    """
    match = next(filter(None, (form.search(phrase) for form in _FORMS)), None)
    if match is None:
        return None
    month = f" {match['month']}" if "month" in match.groupdict() else ""
    ends = resolve(f"{match['second']}{month}{match['year'] or ''}", anchor)
    if ends is None or len(ends) < len("2025-05-18"):
        return NamedDay(None)
    begins = date.fromisoformat(ends) - timedelta(days=1)
    named = f"{match['first']}{month}"
    return NamedDay(begins.isoformat() if resolve(named, begins) == begins.isoformat() else None)
