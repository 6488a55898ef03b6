"""Date phrases in other languages than English, read by dateparser within bounds.

What dateparser gets right it is left to do: names of months and days, and "three days ago", in many languages. What it
gets wrong is put right here: it gives last week's day for a weekday that is the article's own, it does not know
prepositions, articles and the case after them, and it takes almost any English word for a date, so English is not
among its languages, and a phrase comes here only when it looks like a date (`phrases.FOREIGN`).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateparser.date import DateDataParser

LANGUAGES = ("fr", "es", "de", "uk", "ru", "ar", "zh")

_LEADING = re.compile(
    r"^(?:у|в|во|на|близько|увечері|ввечері|вранці|el|la|los|en|le|les|au|en|du|dans|am|im|in|den|der|dem|des|de|vom|zum|nacht"
    r"|nuit|noche|mañana|tarde|في|يوم|مساء|صباح|فجر|من|early|late|on)\s+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s+(?:pasado|pasada|dernier|dernière|matin|soir|après-midi|abend|nachmittag|morgen|nacht"
    r"|por la (?:mañana|noche|tarde)|року|года|г\.?|р\.?|الماضي)$",
    re.IGNORECASE,
)
_STRICTLY_BEFORE = re.compile(
    r"\b(?:pasad[oa]|derni(?:er|ère)|letzten?|vergangenen?|минул\w+|прошл\w+|الماضي)\b", re.IGNORECASE
)
_BOUNDARY = re.compile(
    r"^(?:з|із|від|с|со|до|після|после|між|между|depuis|après|avant|jusqu|entre|desde|hasta|después|antes|seit|nach"
    r"|vor dem|bis|zwischen|منذ|بعد|قبل|حتى|بين|自|从)\b|以来$|之前$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2,}|[\u4e00-\u9fff]")
_SAYS_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LOCATIVE = re.compile(
    r"(?<!\w)(січн|лютом|берез|квіт|трав|черв|лип|серп|верес|жовт|листопад|груд|январ|феврал|март|апрел|ма|июн|июл|август|сентябр"
    r"|октябр|ноябр|декабр)(?:ні|у|і|е)(?!\w)",
    re.IGNORECASE,
)
_GENITIVE = {"лютом": "лютого", "листопад": "листопада", "март": "марта", "август": "августа", "ма": "мая"}
_ISO_LENGTH = {"day": 10, "month": 7, "year": 4}


def resolve_foreign(phrase: str, anchor: date | None) -> str | None:
    """The ISO 8601 date that a phrase names in one of `LANGUAGES`, as precise as its words; else `None`."""
    if len(phrase) > 60 or not _LETTERS.search(phrase) or _BOUNDARY.search(phrase):
        return None
    if anchor is None and not _SAYS_YEAR.search(phrase):
        return None
    base = anchor or date(2000, 1, 1)
    if not 1000 <= base.year <= 9000:
        return None
    strict = _STRICTLY_BEFORE.search(phrase) is not None
    for words in _simpler(_LOCATIVE.sub(_genitive, phrase)):
        found = _parsed(words, base)
        if found is None:
            continue
        day, precision = found
        if (
            not strict
            and precision == "day"
            and (base - day).days >= 7
            and _parsed(words, base + timedelta(days=1)) == (base, "day")
        ):
            day = base
        return day.isoformat()[: _ISO_LENGTH[precision]]
    return None


def _genitive(month: re.Match[str]) -> str:
    """Turns "березні" and "марте" into the case that dateparser knows: "березня", "марта"."""
    stem = month[1].lower()
    return _GENITIVE.get(stem, stem + ("ня" if month[0].lower().endswith("ні") else "я"))


def _simpler(phrase: str) -> list[str]:
    """The phrase, and what is left when prepositions before it and adverbs after it are taken off."""
    forms = [phrase]
    for pattern in (_LEADING, _LEADING, _TRAILING):
        shorter = pattern.sub("", forms[-1])
        if shorter and shorter != forms[-1]:
            forms.append(shorter)
    return forms


@lru_cache(maxsize=64)
def _parser(base: date) -> DateDataParser:
    settings = {
        "RELATIVE_BASE": datetime(base.year, base.month, base.day),  # noqa: DTZ001 (a day has no zone)
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "TIMEZONE": "UTC",
    }
    return DateDataParser(languages=list(LANGUAGES), settings=settings)


def _parsed(words: str, base: date) -> tuple[date, str] | None:
    data = _parser(base).get_date_data(words)
    if data.date_obj is None or data.period not in _ISO_LENGTH:
        return None
    return data.date_obj.date(), data.period
