"""Reads how long something is to last: "at least 30 days" is P30D."""

from __future__ import annotations

import re

from summarizer.values.numbers import NumberMention, find_numbers

_UNITS: dict[str, str] = {
    "S": r"seconds?|secs?|секунд\w*|secondes?|segundos?|Sekunden?|秒",
    "TM": r"minutes?|mins?|хвилин\w*|минут\w*|minutos?|Minuten?|دقيق\w+|دقائق|分钟|分鐘",
    "H": r"hours?|hrs?|годин[иу]?|час(?:а|ов)?|heures?|horas?|Stunden?|ساع\w+|个?小时|個?小時",
    "D": r"days?|дн(?:ів|і|я|ей)|день|діб|доб[аиу]|сут(?:ок|ки)|jours?|días?|Tagen?|Tag|يوما?|أيام|ايام|天|日",
    "W": r"weeks?|тиж(?:день|ні|нів)|недел[ьяюи]|semaines?|semanas?|Wochen?|أسبوعا?|أسابيع|周|週|个?星期",
    "M": r"months?|місяц\w+|месяц\w*|mois|mes(?:es)?|Monaten?|Monat|شهرا?|أشهر|个?月|個月",
    "Y": r"years?|рок(?:ів|и|у)|рік|лет|год[а]?|ann?[ée]es?|ans?|años?|Jahren?|Jahr|سن\w+|عاما?|年",
}
_TIMES = frozenset(["S", "TM", "H"])
_ORDER = ("Y", "M", "W", "D", "H", "TM", "S")
_LONGER = {"fortnight": ("W", 2), "fortnights": ("W", 2), "decade": ("Y", 10), "decades": ("Y", 10)}
_UNIT = "|".join(f"(?P<{code}>{words})" for code, words in _UNITS.items()) + r"|(?P<longer>fortnights?|decades?)"
_UNNAMED_UNIT = re.sub(r"[?]P<[A-Za-z]+>", "?:", _UNIT)
_AFTER_NUMBER = re.compile(
    rf"(?:\s|-)?(?:(?:consecutive|full|straight|whole|calendar|more|additional|or\smore)\s)?(?:{_UNIT})(?![^\W_])",
    re.IGNORECASE,
)
_AFTER_NUMBER_HAN = re.compile(
    "(?P<TM>分钟|分鐘)|(?P<H>个?小时|個?小時)|(?P<D>[天日])|(?P<W>[周週]|个?星期)|(?P<M>个?月|個月)|(?P<Y>年)"
)
_ONE = re.compile(
    rf"\b(?P<half>half[\s-](?:an?\s)?)(?P<half_unit>hour|day|year)\b"
    rf"|\b(?:an?|(?:a\s)?(?:full|whole|single)|une?|una|ein(?:e[nrm]?)?)\s(?P<one>{_UNNAMED_UNIT})\b"
    r"|(?<![^\W_])(?P<long>hour|day|week|month|year|decade)[\s-]?long\b|\b(?P<fortnight>fortnight)\b",
    re.IGNORECASE,
)
_HALVES = {"hour": "PT30M", "day": "PT12H", "year": "P6M"}
_RANGE_LINK = re.compile(r"[\s-]?(?:to|or|-|–|à|bis|до|至|到)[\s-]?", re.IGNORECASE)
_AND = re.compile(r"\s?,?\s?(?:and|,|y|et|und|і|и)?\s?", re.IGNORECASE)
_AND_A_HALF = re.compile(r"\sand\sa\shalf\b", re.IGNORECASE)
_LONGEST_PHRASE = 200


def resolve_duration(words: str, *, language: str | None = None) -> str | None:
    """The ISO 8601 duration that words name, in the unit that they use, or `None` where they name none.

    "At least 30 days" is P30D, "72 hours" PT72H, "a week-long truce" P1W. A range ("two to three weeks") and what
    has no number ("several days", "indefinitely") is no duration.

    Args:
        words: a phrase of an article, with words around the duration or not.
        language: ISO 639-1 code of the text, for number words that mean something else in English ("dos", "sept").
    """
    phrase = words[:_LONGEST_PHRASE]
    numbers = [m for m in find_numbers(phrase, language=language) if m.kind == "cardinal"]
    for at, number in enumerate(numbers):
        unit = _unit_after(phrase, number)
        if unit is None:
            continue
        if at and _RANGE_LINK.fullmatch(phrase, numbers[at - 1].end, number.start):
            return None
        return _written(_joined(phrase, numbers[at:]))
    single = _ONE.search(phrase)
    return _single(single, phrase) if single else None


def _unit_after(phrase: str, number: NumberMention) -> tuple[str, int, int] | None:
    """The unit that follows a number, what it is worth of that unit, and where it ends."""
    match = _AFTER_NUMBER.match(phrase, number.end) or _AFTER_NUMBER_HAN.match(phrase, number.end)
    if match is None or _AND_A_HALF.match(phrase, match.end()):
        return None
    code, times = _code(match)
    return code, times, match.end()


def _code(match: re.Match[str]) -> tuple[str, int]:
    group = str(match.lastgroup)
    return _LONGER[match[group].lower()] if group == "longer" else (group, 1)


def _joined(phrase: str, numbers: list[NumberMention]) -> list[tuple[str, float]]:
    """Collects "three days and 12 hours" from its first number on."""
    parts: list[tuple[str, float]] = []
    end = numbers[0].start
    for number in numbers:
        unit = _unit_after(phrase, number)
        if unit is None or (parts and not _AND.fullmatch(phrase, end, number.start)):
            break
        if parts and _ORDER.index(unit[0]) <= _ORDER.index(parts[-1][0]):
            break
        parts.append((unit[0], number.value * unit[1]))
        end = unit[2]
    return parts


def _written(parts: list[tuple[str, float]]) -> str | None:
    if len(parts) == 1:
        parts = [_whole(*parts[0])]
    if any(value != int(value) or value <= 0 for _, value in parts):
        return None
    days = "".join(f"{int(value)}{code}" for code, value in parts if code not in _TIMES)
    times = "".join(f"{int(value)}{code[-1]}" for code, value in parts if code in _TIMES)
    return f"P{days}" + (f"T{times}" if times else "")


def _whole(code: str, value: float) -> tuple[str, float]:
    """Turns 1.5 days into 36 hours."""
    finer = {"H": ("TM", 60), "D": ("H", 24), "W": ("D", 7), "Y": ("M", 12)}
    if value != int(value) and code in finer:
        unit, times = finer[code]
        return unit, value * times
    return code, value


def _single(match: re.Match[str], phrase: str) -> str | None:
    """Reads "a month", "week-long", "half an hour"."""
    if _AND_A_HALF.match(phrase, match.end()):
        return None
    if match["half"]:
        return _HALVES[match["half_unit"].lower()]
    if match["fortnight"]:
        return "P2W"
    name = match["one"] or match["long"]
    unit = re.fullmatch(_UNIT, name, re.IGNORECASE)
    if unit is None:
        return None
    code, times = _code(unit)
    return _written([(code, times)])
