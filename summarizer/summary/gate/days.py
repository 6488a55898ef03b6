"""Days, months and weekdays of a sentence: each in the cited records or in the words that prove them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from summarizer.phrasing.numbers import MONTHS
from summarizer.schemas import dates_of
from summarizer.summary.gate.material import Material, stem, strings
from summarizer.summary.gate.verbs import SPEECH

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_NAMES = frozenset((*_WEEKDAYS, *MONTHS))
"""The names of days and months."""

_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")
_NAME = re.compile(rf"\b(?:{'|'.join((*_WEEKDAYS, *MONTHS))})\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|last (?:night|week|month|year)|next (?:week|month|year))\b", re.I
)
_MONTH = "|".join(MONTHS)
_SHORT = "|".join(f"{month}|{month[:3]}" + ("|Sept" if month == "September" else "") for month in MONTHS)
DAY = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? ({_SHORT})|({_SHORT})\.? (\d{{1,2}})(?!\d))\b(?:,? (\d{{4}}))?")
BARE_MONTH = re.compile(rf"\b({_MONTH})\b(?: (\d{{4}}))?")
_DATE = len("2025-05-17")


def wrong_days(material: Material) -> Iterator[str]:
    """Days, months and weekdays that are not those of the cited records."""
    plain = material.plain
    dates = [date for r in material.records for date in dates_of(r)]
    said = " \n ".join(
        (
            *material.evidence,
            *(t for r in material.records for t in strings(r.model_dump(mode="json", exclude={"evidence"}))),
        )
    )
    said = _NAME.sub(lambda found: found[0].title(), said)  # evidence in capitals
    for found in _WEEKDAY.finditer(plain):
        if found[0] not in _weekdays(dates) and not _weekday_said(found, material, said, dates):
            yield f"date_mismatch: no cited record is of {found[0]}"
    for found in _RELATIVE.finditer(plain):
        if found[0].casefold() not in said.casefold():
            yield f"date_mismatch: no cited record says {found[0]!r}"
    days = {_day(m) for text in (said, *(t for t in material.said)) for m in DAY.finditer(text)}
    for found in DAY.finditer(plain):
        day, month, year = _day(found)
        iso = [d for d in dates if len(d) == _DATE and (int(d[8:]), int(d[5:7])) == (day, month)]
        if not any(year in ("", d[:4]) for d in iso) and not any((d, m) == (day, month) for d, m, _ in days):
            yield f"date_mismatch: no cited record is of {found[0]}"
    for found in BARE_MONTH.finditer(plain):
        known = any(len(d) > len("2025") and MONTHS[int(d[5:7]) - 1] == found[1] for d in dates) or found[1] in said
        meant = found[1] != "May" or re.search(r"\b(?:in|since|of|\d) $", plain[: found.start()])
        if meant and not known:
            yield f"date_mismatch: no cited record is of {found[1]}"


def _beside(text: str, start: int, end: int) -> set[str]:
    """The telling words right before and behind a day; every verb of speech as one."""
    words = re.findall(r"[^\W\d_]{4,}", " ".join((*text[:start].split()[-3:], *text[end:].split()[:1])))
    return {"said" if re.fullmatch(SPEECH, word) else stem(word) for word in words} - {"early", "late"}


def _day(found: re.Match[str]) -> tuple[int, int, str]:
    month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith((found[2] or found[3])[:3]))
    return int(found[1] or found[4]), month, found[5] or ""


def _weekdays(dates: list[str]) -> set[str]:
    found = set()
    for date in dates:
        if len(date) == _DATE:
            try:
                found.add(_WEEKDAYS[datetime.date.fromisoformat(date).weekday()])
            except ValueError:  # a day that no calendar has
                continue
    return found


def _weekday_said(found: re.Match[str], material: Material, said: str, dates: list[str]) -> bool:
    """True if the evidence has a weekday; where a record has a date, only with the same words or preposition."""
    day, before = found[0], material.plain[: found.start()]
    if day not in said:
        return False
    if not any(len(date) == _DATE for date in dates):
        return True
    if any(day in (getattr(record, "date_text", None) or "") for record in material.records):
        return True
    if any(echo.holds(*found.span()) for echo in material.echoes):
        return True
    beside = _beside(material.plain, *found.span())
    if any(
        beside & _beside(text, *m.span()) for text in material.evidence for m in re.finditer(day, text, re.IGNORECASE)
    ):
        return True
    word = (before.split() or [""])[-1].casefold()
    return word in ("since", "until", "by", "from", "before") and re.search(rf"\b{word} {day}", said, re.I) is not None
