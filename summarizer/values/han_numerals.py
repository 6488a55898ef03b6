"""Numbers written in Han numerals (三百二十, 十四万, 二〇二四), as Chinese and Japanese texts do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ["〇零", "一壹", "二两兩贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"]
    )
    for char in chars
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
HAN_SCALES: dict[str, int] = _UNITS | _MYRIADS
"""Signs that multiply what stands before them."""

HAN_NUMERALS = "".join([*_DIGITS, *_UNITS, *_MYRIADS])
"""The signs that a numeral is made of, for a character class."""

_MOST_SIGNS = 24
_MEASURE_AFTER = re.compile(r"[人名个個位具死伤傷岁歲天年月日周週座辆輛架艘枚次处處家国國所]")
_VAGUE_BEFORE = re.compile(r"[数數几幾上成]$")
_WEEKDAY_BEFORE = re.compile(r"(?:周|週|星期|礼拜|禮拜|第)$")
_IDIOMS = re.compile(r"十分|万一|萬一|千万(?=[别不要])|百姓|百分|万分")


class HanNumber(NamedTuple):
    """A number in Han numerals.

    Attributes:
        start: offset of its first code point in the text.
        end: offset after its last code point.
        value: what it is worth; of a vague one, the least that it can be.
        kind: what it does in the text.
    """

    start: int
    end: int
    value: int
    kind: Literal["cardinal", "ordinal", "vague"]


def read_han(text: str, start: int, end: int) -> Iterator[HanNumber]:
    """Yields the number that a run of Han numerals stands for, if it is one.

    Args:
        text: the text that the run stands in.
        start: offset of the run's first sign.
        end: offset after its last sign.
    """
    run = text[start:end]
    if len(run) > _MOST_SIGNS or _IDIOMS.match(text, start):
        return
    if _WEEKDAY_BEFORE.search(text, max(0, start - 2), start):
        value = _value(run)
        if value is not None:
            yield HanNumber(start, end, value, "ordinal")
        return
    if all(char in HAN_SCALES for char in run) and _VAGUE_BEFORE.search(text, max(0, start - 1), start):
        least = 1 if text[start - 1] in "上成" else 2
        for char in run:
            least *= HAN_SCALES[char]
        yield HanNumber(start - 1, end, least, "vague")
        return
    if run in ("一", "百", "千", "万", "萬", "亿", "億") and not (run == "一" and _MEASURE_AFTER.match(text, end)):
        return
    value = _value(run)
    if value is not None:
        yield HanNumber(start, end, value, "cardinal")


def _value(run: str) -> int | None:
    if all(char in _DIGITS for char in run):
        return int("".join(str(_DIGITS[char]) for char in run)) if len(run) == 1 or len(run) >= 4 else None
    total = section = 0
    digit: int | None = None
    for char in run:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        else:
            total = (total + section + (digit or 0)) * _MYRIADS[char]
            section, digit = 0, None
    return total + section + (digit or 0)
