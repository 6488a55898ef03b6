"""Turns the numbers of a phrase, with the qualifiers around them, into quantities: best, low, high.

A phrase is held as a string in which a number, then a quantity, is one code point of the private use area, so that
plain patterns can speak of what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from summarizer.values import counting_phrases as phrases
from summarizer.values.counting_phrases import Bound
from summarizer.values.numbers import NumberMention, find_numbers


class CountReading(NamedTuple):
    """What a phrase says of a number: the most likely, no fewer than, no more than; `None` where it says nothing."""

    best: int | None = None
    low: int | None = None
    high: int | None = None


NOTHING = CountReading()

QUANTITY = r"[\uf000-\uf8ff]"
"""Matches the mark of a quantity."""

BLANK = "#"
"""Stands for a number that counts nobody: an age, a date, a measure, an ordinal."""

_N = r"[\ue000-\uefff]"
"""Matches the mark of a number."""
_FIRST_NUMBER, _FIRST_QUANTITY = 0xE000, 0xF000
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_DASHES = str.maketrans("‐‑‒–−’ʼ", "-----''")
_SEVERAL = re.compile(
    r"(?<![^\W_])(?:several|кілька|декілька|несколько|plusieurs|varios|varias|mehrere|عدة)(?![^\W_])|[几幾](?=[人名个個])",
    re.I,
)
_BOTH = re.compile(r"\bboth\b", re.I)


def quantity_at(mark: str, quantities: Sequence[CountReading]) -> CountReading:
    """The quantity that a mark stands for."""
    return quantities[ord(mark) - _FIRST_QUANTITY]


def mark_quantities(phrase: str, language: str) -> tuple[str, list[CountReading]]:
    """The phrase with a mark for each quantity, and the quantities in the order of their marks."""
    clean = _PRIVATE.sub(" ", phrase).translate(_DASHES)
    numbered, numbers = _mark_numbers(clean, language)
    numbered = _blank_others(re.sub(r"\s+", " ", numbered), numbers)
    numbered = _BETWEEN_AND.sub(r"\1 to ", numbered)
    quantities: list[CountReading] = []
    pieces: list[str] = []
    at = 0
    if language not in phrases.BEFORE or not language:
        language = "en"
    for match in _quantity_pattern(language).finditer(numbered):
        reading = _read(match, numbers, language)
        before = numbered[at : match.start()]
        pieces += [before, f" {chr(_FIRST_QUANTITY + len(quantities))} " if reading is not None else f" {BLANK} "]
        if reading is not None:
            quantities.append(reading)
        at = match.end()
    return "".join([*pieces, numbered[at:]]), quantities


def _mark_numbers(text: str, language: str) -> tuple[str, list[NumberMention]]:
    numbers: list[NumberMention] = []
    pieces: list[str] = []
    at = 0
    for mention in sorted(_mentions(text, language), key=lambda m: m.start):
        counts = mention.kind in ("cardinal", "vague")
        pieces += [text[at : mention.start], chr(_FIRST_NUMBER + len(numbers)) if counts else BLANK]
        if counts:
            numbers.append(mention)
        at = mention.end
    return "".join([*pieces, text[at:]]), numbers


def _mentions(text: str, language: str) -> Iterator[NumberMention]:
    """Yields the numbers of a text, and the words that are one only where people are counted: several, both."""
    taken: set[int] = set()
    for mention in find_numbers(text, language=language):
        taken.update(range(mention.start, mention.end))
        yield mention
    for pattern, value in ((_SEVERAL, 3), (_BOTH, 2)):
        for match in pattern.finditer(text):
            if match.start() not in taken:
                yield NumberMention(match.start(), match.end(), value, "vague" if value == 3 else "cardinal")


# --- numbers that count nobody ----------------------------------------------------------------------------------------

_BETWEEN_AND = re.compile(
    rf"((?<![^\W_])(?:between|entre|zwischen|між|между)\b[^,;]{{0,40}}?{_N}(?: [^\W\d_]+)?)\s(?:and|und|et|y|і|и|та)\s"
    rf"(?=[^,;]{{0,20}}?{_N})",
    re.I,
)
_SEVERAL_N = rf"{_N}(?:\s?(?:to|-|or|and)\s?{_N})?"
_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_BLANKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_SEVERAL_N}[- ](?:and a half[- ])?(?:year|month|week|day)s?[- ]old(s?)\b", re.I), r"youngster\1"),
    (
        re.compile(rf",?\s*\b(?:aged?|ages)\s(?:between\s|from\s|of\s)?{_SEVERAL_N}(?:\s?(?:years?|months?))?\b", re.I),
        "",
    ),
    (re.compile(rf"[$€£¥₴₽]\s?{_N}"), BLANK),
    (re.compile(rf"{_N}:{_N}(?::{_N})?"), BLANK),
    (re.compile(rf"{_SEVERAL_N}[- ]?(?:{phrases.UNITS})(?![^\W_])", re.I), BLANK),
    (re.compile(rf"{_N}[- ](?:{phrases.FRACTION_PARTS})\b|{_N}-{BLANK}|{_N} {BLANK}(?= of\b|$)", re.I), BLANK),
    (
        re.compile(rf"(?:{BLANK}|\b(?:half|most|many|some|few)) of (?:(?:the|all|those|these|its|their) )*{_N}", re.I),
        BLANK,
    ),
    (re.compile(rf"\b{_MONTHS}\s(?:{_N}|{BLANK})(?:(?:,\s|\s){_N}(?=\s*[,.)]|\s*$))?"), BLANK),
    (re.compile(rf"(?:{_N}|{BLANK})\s(?:of\s)?{_MONTHS}(?:,?\s{_N}(?=\s*[,.)]|\s*$))?"), BLANK),
    (re.compile(rf"{_N}-(?!(?:strong|man|woman|member|person|people|plus|odd)\b)[^\W\d_]+", re.I), BLANK),
    (re.compile(rf"(?<=[^\W\d_]),\s{_N}(?=\s?,)"), ""),
    (re.compile(rf"^((?:an?|the|his|her)\b[^,]*),\s{_N}(?=\s?$)", re.I), r"\1"),
    (re.compile(rf"(?<=\S)\s?\({_N}\)"), ""),
    (
        re.compile(
            rf"\b(?:resolutions?|flights?|routes?|highways?|articles?|no\.|phase|section|chapter|room|gate|version)\s{_N}",
            re.I,
        ),
        BLANK,
    ),
)
_YEAR = re.compile(
    rf"\b(?:in|since|during|until|early|late|mid|from|between)[ -]({_N})(?:\s?(?:and|to|-)\s?({_N}))?", re.I
)
_ONE_IN = re.compile(rf"({_N})\s(?:out of|in)\s(?:every\s)?{_N}")


def _blank_others(phrase: str, numbers: Sequence[NumberMention]) -> str:
    """Blanks the numbers of a phrase that count nobody: ages, dates, measures, money, fractions."""

    def marked(match: re.Match[str]) -> list[NumberMention]:
        return [numbers[ord(mark) - _FIRST_NUMBER] for mark in match.groups() if mark]

    def blank_years(match: re.Match[str]) -> str:
        years = all(1900 <= m.value <= 2100 and m.end - m.start == 4 for m in marked(match))
        return BLANK if years else match.group()

    def blank_share(match: re.Match[str]) -> str:
        return BLANK if marked(match)[0].value == 1 else match.group()

    phrase = _YEAR.sub(blank_years, phrase)
    phrase = _ONE_IN.sub(blank_share, phrase)
    for pattern, replacement in _BLANKS:
        phrase = pattern.sub(replacement, phrase)
    return phrase


# --- a number with its qualifiers -------------------------------------------------------------------------------------

_BOUNDS: tuple[Bound, ...] = ("up_to", "at_least", "nearly", "as_few_as", "about")
_STRONG = r"-(?:strong|man|woman|member|person|people)\b(?:\s[^\W\d_]+)?"
_RISEN = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|climb\w*|increas\w*|jump\w*|revised|up|went|grew|soared)(?: \w+)?\s*$", re.I
)


def _spaced(fragment: str) -> str:
    return rf"(?:(?<![^\W_])(?:{fragment})(?![^\W_])\s*+)"


@cache
def _bound_patterns(language: str) -> dict[Bound, str]:
    """Returns, for each bound, the pattern of the qualifiers before a number that say it."""
    tables = (phrases.BEFORE[language], phrases.BEFORE[""])
    found: dict[Bound, str] = {}
    for bound in _BOUNDS:
        words = "|".join(table[bound] for table in tables if bound in table)
        options = [_spaced(words)] if words else []
        if bound in phrases.BEFORE_HAN:
            options.append(f"(?:{phrases.BEFORE_HAN[bound]})")
        found[bound] = "|".join(options) or r"(?!)"
    return found


@cache
def _classifier(language: str) -> re.Pattern[str]:
    """Matches one qualifier or filler; the name of the group that matched is its bound."""
    bounds = "|".join(f"(?P<{bound}>{pattern})" for bound, pattern in _bound_patterns(language).items())
    fillers = _spaced(f"{phrases.RANGE_OPENERS}|{phrases.FILLERS}")
    return re.compile(rf"{bounds}|(?P<exact>{fillers})", re.I)


_AFTER = re.compile(
    r"\s*(?:"
    + "|".join(
        f"(?P<{bound}>(?:{words})(?![^\\W_])|{phrases.AFTER_HAN[bound]})" for bound, words in phrases.AFTER.items()
    )
    + r"|(?P<plus>\+(?!\s*[\ue000-\uefff])))",
    re.I,
)


@cache
def _quantity_pattern(language: str) -> re.Pattern[str]:
    alternatives = "|".join(
        [*_bound_patterns(language).values(), _spaced(f"{phrases.RANGE_OPENERS}|{phrases.FILLERS}")]
    )
    about = f"{_bound_patterns(language)['about']}|{_spaced(phrases.FILLERS)}"
    after = re.sub(r"\?P<\w+>", "?:", _AFTER.pattern)
    return re.compile(
        rf"(?P<before>(?>{alternatives})*+)(?P<first>{_N})"
        rf"(?:\s?-?(?P<link>{phrases.RANGE_LINKS})-?\s?(?>{about})*+(?P<second>{_N}))?"
        rf"(?P<after>{_STRONG}|{after})?",
        re.I,
    )


def _read(match: re.Match[str], numbers: Sequence[NumberMention], language: str) -> CountReading | None:
    """What a number with its qualifiers says, or `None` where it can't count people."""
    first = numbers[ord(match["first"]) - _FIRST_NUMBER]
    if match["second"]:
        second = numbers[ord(match["second"]) - _FIRST_NUMBER]
        if _RISEN.search(match.string, 0, match.start()):
            return _bounded("exact", second)
        return _range(first, second)
    return _bounded(_bound(match, language), first)


def _bound(match: re.Match[str], language: str) -> Bound:
    """The bound that the qualifiers state; one that limits outweighs one that only says "about"."""
    stated: list[Bound] = [
        bound
        for qualifier in _classifier(language).finditer(match["before"])
        for bound in _BOUNDS
        if qualifier.lastgroup == bound
    ]
    after = _AFTER.fullmatch(match["after"] or "")
    if after and after.lastgroup:
        stated += ["at_least"] if after.lastgroup == "plus" else [b for b in _BOUNDS if b == after.lastgroup]
    return next((bound for bound in stated if bound != "about"), stated[0] if stated else "exact")


def bound_after(words: str) -> Bound | None:
    """The bound that words after a number's noun state ("nine people [or more]"), if they begin with one."""
    after = _AFTER.match(words)
    return next((b for b in _BOUNDS if after and b == after.lastgroup), None)


def with_bound(reading: CountReading, bound: Bound) -> CountReading:
    """An exact reading as a qualifier bounds it; any other stays as it is."""
    number = reading.best
    if number is None or reading != (number, number, number):
        return reading
    return _BOUNDED[bound](number)


_BOUNDED: dict[Bound, Callable[[int], CountReading]] = {
    "exact": lambda n: CountReading(n, n, n),
    "at_least": lambda n: CountReading(n, n, None),
    "about": lambda n: CountReading(n, None, None),
    "nearly": lambda n: CountReading(n, None, n),
    "up_to": lambda n: CountReading(None, None, n),
    "as_few_as": lambda n: CountReading(None, n, None),
}


def _bounded(bound: Bound, mention: NumberMention) -> CountReading | None:
    if not isinstance(mention.value, int):
        return None
    if mention.kind == "vague":
        return NOTHING if bound in ("up_to", "nearly") else CountReading(None, mention.value, None)
    return _BOUNDED[bound](mention.value)


def _range(first: NumberMention, second: NumberMention) -> CountReading | None:
    """Reads "10 to 15", and "10 to 15 thousand", where the first number shares the second's scale."""
    low: int | float = first.value
    if first.scale == 1 and low * second.scale <= second.value:
        low *= second.scale
    if not (isinstance(low, int) and isinstance(second.value, int)):
        return None
    if first.kind == "vague" or second.kind == "vague":
        return CountReading(None, low, None)
    return CountReading(None, low, second.value) if low <= second.value else NOTHING
