"""Numbers written in digits: of any script, grouped in any way, with decimals.

Here is how a figure is read; a word that multiplies it ("1.2 million") is put to it in `numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

FIGURE_RUN = r"\d+(?:[,.٫٬，．\u00a0\u202f\u2009 '’]\d+)*"
"""Digits with single separators between them; one run may hold several figures ("24.10.2006")."""

_FULL_WIDTH = str.maketrans("，．٫", ",.,")
_ALWAYS_GROUPS = frozenset("\u00a0\u202f\u2009 '’٬")
_DECIMAL_COMMA = frozenset(
    [
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "es",
        "et",
        "fi",
        "fr",
        "hr",
        "hu",
        "id",
        "it",
        "lt",
        "lv",
        "nb",
        "nl",
        "nn",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "sv",
        "tr",
        "uk",
        "vi",
    ]
)
_MOST_DIGITS = 24
"""A longer run of digits is an identifier and not a number."""
_MOST_GROUPS = 10

_DIGITS = re.compile(r"\d+")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_MONTH_BEFORE = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s{0,2}$", re.IGNORECASE)
_MODEL_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_][^\W\d_]{0,4})[-‐‑]$")
_ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th|er|ère|ème|e|º|ª)(?![^\W_])")
_NAME_AFTER = re.compile(r"(?:s|[A-JLN-Z])(?![^\W_])")
_SCALE_WORD_AFTER = re.compile(
    r"\s?(?:million|billion|trillion|thousand|mln|mn|bn|млн|млрд|тис|тыс|milli)", re.IGNORECASE
)
_SHORT_SCALE = re.compile(
    r"\s?(?:(?P<k>k)|(?P<bn>bn)|(?P<mn>mn)|(?P<m>m)(?=\s(?:people|civilians|refugees|children|residents)\b))(?![^\W_])",
    re.IGNORECASE,
)
_SHORT_SCALES = {"k": 1000, "bn": 10**9, "mn": 10**6, "m": 10**6}
_MONEY_BEFORE = re.compile(r"[$€£¥₴₽]\s?$")
_MONEY_MILLION = re.compile(r"m(?![^\W_])", re.IGNORECASE)
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


class Figure(NamedTuple):
    """A number in digits.

    Attributes:
        start: offset of its first code point in the text.
        end: offset after its last code point.
        value: what it is worth, with the scale of a suffix ("5bn").
        kind: what it does in the text.
        scale: what a suffix multiplied it by, else 1.
    """

    start: int
    end: int
    value: Decimal
    kind: Literal["cardinal", "ordinal", "label"]
    scale: int = 1


def read_figures(text: str, start: int, end: int, language: str | None) -> Iterator[Figure]:
    """Yields the figures of a run of digits and separators.

    Args:
        text: the text that the run stands in.
        start: offset of the run's first digit.
        end: offset after its last digit.
        language: ISO 639-1 code, which decides between grouping and decimal signs.
    """
    run = text[start:end].translate(_FULL_WIDTH).replace("\u066b", ",")
    groups = [match.span() for match in _DIGITS.finditer(run)]
    at = 0
    while at < len(groups):
        if at and run[groups[at - 1][1]] in ",.":
            whole, decimals = 0, False  # one of a row, as in 24.10.2006
        else:
            whole, decimals = _extent(run, groups[at : at + _MOST_GROUPS], language in _DECIMAL_COMMA, text, start)
        last = at + whole + (1 if decimals else 0)
        figure = _figure(text, start, run, groups[at : last + 1], decimals)
        if figure is not None:
            yield figure
        at = last + 1


def _extent(run: str, groups: list[tuple[int, int]], decimal_comma: bool, text: str, offset: int) -> tuple[int, bool]:
    """How many further groups belong to the figure's whole part, and whether decimals follow them."""
    lengths = [end - start for start, end in groups]
    signs = [run[end] for _, end in groups[:-1]]
    indian = _INDIAN.match(run, groups[0][0])
    if indian and not run.startswith(",", indian.end()):
        whole = indian.group().count(",")
    else:
        whole = _grouped(lengths, signs, decimal_comma)
    if whole and signs[0] == " " and _MONTH_BEFORE.search(text, max(0, offset - 12), offset + groups[0][0]):
        whole = 0
    if whole >= len(signs) or signs[whole] not in ",.":
        return whole, False
    sign, again = signs[whole], whole + 1 < len(signs) and signs[whole + 1] == signs[whole]
    if again or (whole and sign == signs[0]):
        return whole, False
    followed_by_scale = _SCALE_WORD_AFTER.match(text, offset + groups[whole + 1][1]) is not None
    decimals = whole > 0 or sign == "." or decimal_comma or followed_by_scale
    return whole, decimals


def _grouped(lengths: list[int], signs: list[str], decimal_comma: bool) -> int:
    """How many groups of three digits follow the first group and belong to it."""
    if not signs or lengths[0] > 3:
        return 0
    sign = signs[0]
    count = 0
    while count < len(signs) and signs[count] == sign and lengths[count + 1] == 3:
        count += 1
    if count == 0 or sign in _ALWAYS_GROUPS:
        return count
    if count < len(signs) and signs[count] == sign:
        return 0
    groups_here = (sign == ".") == decimal_comma
    other_decimals = count < len(signs) and signs[count] in ",." and lengths[count + 1] != 3
    return count if groups_here or count > 1 or other_decimals else 0


def _figure(text: str, offset: int, run: str, groups: list[tuple[int, int]], decimals: bool) -> Figure | None:
    start, end = offset + groups[0][0], offset + groups[-1][1]
    digits = [run[a:b] for a, b in groups]
    if sum(map(len, digits)) > _MOST_DIGITS:
        return None
    whole = "".join(digits[:-1] if decimals else digits)
    value = Decimal(f"{int(whole)}.{''.join(str(int(d)) for d in digits[-1])}") if decimals else Decimal(int(whole))
    if _is_label(text, start, end):
        return Figure(start, end, value, "label")
    if not decimals and (ordinal := _ORDINAL_AFTER.match(text, end)):
        return Figure(start, ordinal.end(), value, "ordinal")
    if end < len(text) and text[end] in _FRACTIONS:
        value, end = value + _FRACTIONS[text[end]], end + 1
    if short := _SHORT_SCALE.match(text, end):
        scale = _SHORT_SCALES[str(short.lastgroup)]
        return Figure(start, short.end(), value * scale, "cardinal", scale)
    if _MONEY_BEFORE.search(text, max(0, start - 2), start) and (million := _MONEY_MILLION.match(text, end)):
        return Figure(start, million.end(), value * 10**6, "cardinal", 10**6)
    return Figure(start, end, value, "cardinal")


def _is_label(text: str, start: int, end: int) -> bool:
    """True if the digits belong to a name or a decade: M23, T-72, 1980s."""
    before = text[start - 1 : start]
    if before.lower() != before.upper():
        return True
    model = _MODEL_BEFORE.search(text, max(0, start - 7), start)
    if model and model.group(1)[0].isupper():
        return True
    return _NAME_AFTER.match(text, end) is not None
