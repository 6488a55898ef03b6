"""The words of a text, with their places: what names of parties and actors are matched by.

A word is a run of letters and digits with the marks that belong to them; in scripts written without spaces each
character is a word. `folded` is the form that is compared (no case, no accents); offsets are always those of the text
as it was given, in code points.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from summarizer.extraction.english import ENGLISH

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963"
    "\u0966-\u0dff\u0f18-\u0fbc\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
_WORD = re.compile(rf"([{_UNSPACED}][{_MARKS}]*|[^\W_{_UNSPACED}]+(?:[{_MARKS}]+[^\W_{_UNSPACED}]*)*)")
_DROPPED = re.compile(
    "[\u00ad\u0300-\u036f\u064b-\u0652\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]"
)
_JOINS = re.compile(r"(?:[^\S\n]*\n?[^\S\n]*|[^\S\n]?[-‐‑‒–'’‘ʼʻ`´/+][^\S\n]?|['’][^\S\n])")
_LEADING = " \t\r\n\u00a0\"'“”‘’«»„()[]*•"
_LAST_WORD = re.compile(r"[^\W_]+\Z")


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        start: offset of its first code point.
        end: offset after its last code point.
        text: as it stands in the text.
        folded: without case and accents, for comparison.
        capitalised: whether it begins with a capital letter.
    """

    start: int
    end: int
    text: str
    folded: str
    capitalised: bool


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Returns a word without case, accents and invisible characters."""
    if word.isascii():
        return word.lower()
    return _DROPPED.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold()))


def words_of(text: str) -> list[Word]:
    """Returns the words of a text in order."""
    pieces = _WORD.split(text)  # what stands before the first word, the first word, what stands between, and so on
    offsets = list(accumulate(map(len, pieces)))
    written = pieces[1::2]
    columns = zip(  # the offsets go on to the end of the text
        offsets[::2], offsets[1::2], written, map(fold, written), map(_begins_with_capital, written), strict=False
    )
    return list(map(_AS_WORD, columns))


_AS_WORD = partial(tuple.__new__, Word)
"""Makes a word of its fields, as the class itself does, without a call in Python for each word of a text."""


@lru_cache(maxsize=65536)
def _begins_with_capital(word: str) -> bool:
    return word[0].isupper() or word[0].istitle()


def joined(text: str, left: Word, right: Word) -> bool:
    """Tells whether two neighbouring words may belong to one name, by what stands between them."""
    gap = text[left.end : right.start]
    if gap in (" ", "-", ""):
        return True
    if gap[0] == "." and (len(left.text) == 1 or left.folded in ENGLISH.abbreviations):
        return gap in (".", ". ", ".-")
    return _JOINS.fullmatch(gap) is not None


def opens_sentence(text: str, start: int) -> bool:
    """Tells whether a word that begins at `start` may owe its capital to the start of a sentence or quotation."""
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
        return False  # nearly every word
    at = start
    while at > 0 and text[at - 1] in _LEADING:
        at -= 1
        if text[at] in '\n"“«„[':
            return True
    if at == 0 or text[at - 1] in "!?…:;。！？":
        return True
    if text[at - 1] != ".":
        return text[max(0, at - 2) : at] in ("--", " –", " —")
    last = _LAST_WORD.search(text, max(0, at - 20), at - 1)
    return last is None or not (len(last[0]) == 1 or last[0].lower() in ENGLISH.abbreviations)


def opens_line(text: str, start: int) -> bool:
    """Tells whether only spaces and marks stand before an offset in its line."""
    head = text.rfind("\n", 0, start) + 1
    return not any(c.isalnum() for c in text[head:start])


def in_capitals(text: str, start: int, end: int) -> bool:
    """Tells whether a span stands in a line of several words that is in capitals throughout, as crossheads are."""
    head = text.rfind("\n", 0, start) + 1
    tail = text.find("\n", end)
    line = text[head : tail if tail >= 0 else len(text)]
    return line.isupper() and sum(word.isupper() for word in line.split()) > 1
