"""Where a span may begin and end: never inside a character, a word, or a number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

import regex

from summarizer.grounding.folding import DASHES, HYPHENS, SINGLE_QUOTES, is_ignorable, is_unspaced
from summarizer.grounding.quote_facts import RefusalCode
from summarizer.values.numbers import find_numbers

_SIGNS = frozenset("-\u2212\u2013")
_JOINTS = frozenset(HYPHENS + DASHES)
_TURNING_PREFIXES = frozenset({"anti", "counter", "ex", "non", "pseudo", "quasi", "un"})
_ARABIC_PROCLITICS = frozenset(
    {"و", "ف", "ب", "ك", "ل", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول", "وبال"}
)
_HEBREW_PROCLITICS = frozenset({"ו", "ה", "ב", "ל", "כ", "מ", "ש", "וה", "וב", "ול", "שה", "מה"})
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\p{Cf}]+(?:['’\-‐‑–][\p{L}\p{M}\p{N}]+)*")
_NOT_CONTRACTED = regex.compile(rf"(?i)[{SINGLE_QUOTES}]t\b")
_BOUND = regex.compile(
    r"(?i)\b(?:a\s+(?:few|little)|(?:no|not)\s+(?:one|more|less|fewer|longer|later|all|every|everyone|everything))\b"
)
"""Two words of which the second alone says something else."""

_DENYING = regex.compile(rf"(?i)(?:anti|counter|ex|non|pseudo|quasi|un)[{HYPHENS}]|.*n[{SINGLE_QUOTES}]t$")
_STOPS, _EMPTY_LINE = frozenset(".,;:!?"), "\n\n"
_REACH = 48
"""Code points on each side of a span in which the words that it would cut are looked for."""


class Cut(NamedTuple):
    """What a span would cut in two.

    Attributes:
        whole: the word, number or character of the text.
        code: the kind of fact that the part alone would change.
    """

    whole: str
    code: RefusalCode


def cut_at(text: str, span: tuple[int, int], inner: Set[int]) -> Cut | None:
    """What of the text a span would cut in two: a word, a number or a character; `None` where it cuts nothing.

    Args:
        text: the text as given.
        span: half-open offsets into it.
        inner: offsets inside user-perceived characters.
    """
    start, end = span
    if start in inner or end in inner:
        return Cut(text[max(start - 1, 0) : end + 1].strip(), "not_found")
    if number := _cut_number(text, start) or _cut_number(text, end):
        return Cut(number, "number_mismatch")
    if _cuts_start(text, start) or _cuts_end(text, end):
        whole = _whole_word(text, start, end)
        return Cut(whole, _code_of(whole))
    if phrase := _cut_phrase(text, start):
        return Cut(phrase, "polarity_mismatch" if phrase[0] in "aA" else "negation_mismatch")
    return None


def _code_of(whole: str) -> RefusalCode:
    """The kind of fact that a part of a word would change."""
    if any(c.isnumeric() for c in whole):
        return "number_mismatch"
    return "negation_mismatch" if _DENYING.match(whole) else "not_found"


def _is_word(char: str) -> bool:
    return char.isalnum() or (not char.isascii() and regex.match(r"\p{M}", char) is not None)


def _previous(text: str, index: int) -> int:
    """Offset of the nearest visible character before `index`; -1 at the beginning."""
    index -= 1
    while index >= 0 and is_ignorable(text[index]):
        index -= 1
    return index


def _next(text: str, index: int) -> int:
    """Offset of the nearest visible character from `index` on; the text's length at the end."""
    while index < len(text) and is_ignorable(text[index]):
        index += 1
    return index


def _joined(left: str, right: str) -> bool:
    """True if two neighbouring characters belong to one word."""
    if not (_is_word(left) and _is_word(right)):
        return False
    if is_unspaced(left) or is_unspaced(right):
        return regex.fullmatch(r"[\p{Katakana}ー]{2}", left + right) is not None
    return True


def _cuts_start(text: str, start: int) -> bool:
    before, first = _previous(text, start), _next(text, start)
    if before < 0 or first >= len(text):
        return False
    left, right = text[before], text[first]
    if _joined(left, right):
        return not _is_proclitic(text, before, right)
    if left not in _JOINTS:
        return False
    stem = _previous(text, before)
    if stem < 0 or not _is_word(text[stem]):
        # A sign before a figure, not a dash before a clause.
        return right.isdigit() and left in _SIGNS and before + 1 == start
    if right.isdigit():
        return text[stem].isdigit() or text[stem].isupper()
    prefix = regex.search(r"\p{L}+$", text[max(0, stem - 12) : stem + 1])
    return prefix is not None and prefix.group().lower() in _TURNING_PREFIXES and left in HYPHENS


def _cuts_end(text: str, end: int) -> bool:
    last, after = _previous(text, end), _next(text, end)
    if last < 0 or after >= len(text):
        return False
    left, right = text[last], text[after]
    if _joined(left, right):
        # Korean sets its particles on the end of the name they belong to.
        return regex.fullmatch(r"\p{Hangul}{2}", left + right) is None
    if left in "nN" and _NOT_CONTRACTED.match(text, after):
        return True
    further = text[after + 1 : after + 2]
    return left.isdigit() and right in _JOINTS and further.isdigit()


def _is_proclitic(text: str, before: int, first: str) -> bool:
    """True if what stands before a span in its word is one of the particles that Arabic and Hebrew set there."""
    if regex.match(r"[\p{Arabic}\p{Hebrew}]", first) is None:
        return False
    head = regex.search(r"[\p{L}\p{M}\u0640]+$", text[max(0, before - 12) : before + 1])
    return head is not None and head.group() in (_ARABIC_PROCLITICS | _HEBREW_PROCLITICS)


def _whole_word(text: str, start: int, end: int) -> str:
    low = max(0, start - _REACH)
    reach = text[low : end + _REACH]
    words = [m.group() for m in _WORD.finditer(reach) if m.end() > start - low and m.start() < end - low]
    return " ".join(words) or text[start:end]


def _cut_number(text: str, edge: int) -> str | None:
    """The number that has `edge` inside it."""
    if _parts_numbers(text, edge):
        return None
    starts, ends = _numbers(text, *_stretch(text, edge))
    at = bisect_left(starts, edge) - 1
    return text[starts[at] : ends[at]] if at >= 0 and edge < ends[at] else None


def _parts_numbers(text: str, edge: int) -> bool:
    """True of an edge at a stop before a space, or behind both: no number goes across."""
    if edge in (0, len(text)):
        return True
    before, after = text[edge - 1], text[edge]
    if before in _STOPS and after.isspace():
        return True
    return before.isspace() and (text[max(0, edge - 2)] in _STOPS or text[max(0, edge - 2) : edge] == _EMPTY_LINE)


def _stretch(text: str, edge: int) -> tuple[int, int]:
    """What lies about an edge between full stops before a space, or empty lines: no number goes across them."""
    low = max(text.rfind(". ", 0, edge), text.rfind(_EMPTY_LINE, 0, edge))
    highs = [at for at in (text.find(". ", edge), text.find(_EMPTY_LINE, edge)) if at >= 0]
    return low + 1, min(highs) + 1 if highs else len(text)


@lru_cache(maxsize=256)  # each holds its text
def _numbers(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Where the numbers of a stretch of a text begin and end; found once for all quotes of an article."""
    mentions = find_numbers(text, within=(start, end))
    return [mention.start for mention in mentions], [mention.end for mention in mentions]


def _cut_phrase(text: str, start: int) -> str | None:
    """The two words bound together that have `start` between them."""
    for match in _BOUND.finditer(text, max(0, start - 16), start + 16):
        if match.start() < start < match.end():
            return match.group()
    return None
