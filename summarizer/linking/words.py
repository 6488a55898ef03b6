"""The words of a text, with their places: what names of parties and actors are matched by.

A word is a run of letters and digits with the marks that belong to them; in scripts written without spaces each
character is a word. `folded` is the form that is compared (no case, no accents); offsets are always those of the text
as it was given, in code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from summarizer.linking.english import ENGLISH

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
_SPACES = re.compile(r"[^\S\n\r\t\x1c-\x1f ]")
_LEADING = " \t\r\n\u00a0\"'“”‘’«»„()[]*•"


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
    """A word without case, accents and invisible characters."""
    if word.isascii():
        return word.lower()
    return _DROPPED.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold()))


class Words:
    """The words of a text in order, in columns: of the hundreds that an article has, few are looked at one by one.

    Args:
        text: the text.

    Attributes:
        starts: offset of each word's first code point.
        ends: offset after each word's last code point.
        texts: each word as it stands in the text.
        folded: each word for comparison.
        capitalised: whether each begins with a capital letter.
        gaps: what stands between each word and the one before it, "" for the first; and what follows the last.
    """

    __slots__ = ("capitalised", "ends", "folded", "gaps", "starts", "texts")

    def __init__(self, text: str) -> None:
        pieces = _WORD.split(text)  # what stands before the first word, the first word, what stands between, and so on
        offsets = list(accumulate(map(len, pieces)))
        self.starts = offsets[:-1:2]
        self.ends = offsets[1::2]
        self.texts = pieces[1::2]
        self.folded = list(map(fold, self.texts))
        self.capitalised = list(map(_begins_with_capital, self.texts))
        self.gaps = ["", *pieces[2::2]]

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, at: int) -> Word:
        return Word(self.starts[at], self.ends[at], self.texts[at], self.folded[at], self.capitalised[at])

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.starts, self.ends, self.texts, self.folded, self.capitalised)


def spaced(text: str) -> str:
    """The text with a plain space for each space of another kind (no-break, thin, ideographic); offsets stay."""
    return text if text.isascii() else _SPACES.sub(" ", text)


def words_of(text: str) -> Words:
    """The words of a text in order."""
    return Words(text)


@lru_cache(maxsize=65536)
def _begins_with_capital(word: str) -> bool:
    return word[0].isupper() or word[0].istitle()


def joined(text: str, left: Word, right: Word) -> bool:
    """True if two neighbouring words may belong to one name, by what stands between them."""
    gap = text[left.end : right.start]
    if gap in (" ", "-", ""):
        return True
    if gap[0] == "." and (len(left.text) == 1 or left.folded in ENGLISH.abbreviations):
        return gap in (".", ". ", ".-")
    return _JOINS.fullmatch(gap) is not None


def opens_sentence(text: str, start: int) -> bool:
    """True if a word that begins at `start` may owe its capital to the start of a sentence or quotation."""
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
    head = end = at - 1
    while head > max(0, at - 20) and text[head - 1].isalnum():
        head -= 1
    last = text[head:end]
    return not (len(last) == 1 or last.lower() in ENGLISH.abbreviations)


def opens_line(text: str, start: int) -> bool:
    """True if only spaces and marks stand before an offset in its line."""
    head = text.rfind("\n", 0, start) + 1
    return not any(c.isalnum() for c in text[head:start])


def in_capitals(text: str, start: int, end: int) -> bool:
    """True if a span stands in a line of several words that is in capitals throughout, as crossheads are."""
    head = text.rfind("\n", 0, start) + 1
    tail = text.find("\n", end)
    line = text[head : tail if tail >= 0 else len(text)]
    return line.isupper() and sum(word.isupper() for word in line.split()) > 1
