"""The words of a text, with their places: what names of parties and actors are matched by.

A word is a run of letters and digits with the marks that belong to them; in scripts written without spaces each
character is a word. `folded` is the form that is compared (no case, no accents); offsets are always those of the text
as it was given, in code points.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963"
    "\u0966-\u0dff\u0f18-\u0fbc\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
_WORD = re.compile(rf"[{_UNSPACED}][{_MARKS}]*|[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[{_MARKS}])*")
_DROPPED = re.compile("[\u00ad\u0300-\u036f\u064b-\u0652\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
_JOINS = re.compile(r"(?:[^\S\n]*\n?[^\S\n]*|[^\S\n]?[-‐‑‒–'’‘ʼʻ`´/+][^\S\n]?|['’][^\S\n])")
_LEADING = " \t\r\n\u00a0\"'“”‘’«»„()[]*•"
_LAST_WORD = re.compile(r"[^\W_]+\Z")

CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tomorrow christmas ramadan easter".split()
)
"""Capitalised words of English that name a time, not an actor."""

FUNCTION = frozenset(
    "a about above according across after again against all almost along already also although amid among an and another any are around as "
    "asked at back be because been before behind being below beside between both but by can citing could despite did do does down "
    "during each earlier either even ever every few first following for from had has have having he hence her here his how however i if in "
    "including indeed inside instead into is it its itself just last later least less like many meanwhile might more moreover most much must "
    "my near neither never nevertheless next no nor not nothing now of off on once one only or other our out outside over own per perhaps "
    "quoting rather said same say says several she should since so some soon still such than that the their them then there these they this "
    "those though through throughout thus to together too toward towards two under unless unlike until up upon us very was we were what "
    "when where whether which while who whom whose why will with within without would yes yet you your earlier asked separately "
    "elsewhere late early thousands hundreds dozens scores millions three four five six seven eight nine ten".split()
)
"""Words that are never part of a name when they stand at the head of a sentence."""


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        start: offset of its first code point.
        end: offset after its last code point.
        text: as it stands in the text.
        folded: without case and accents, for comparison.
    """

    start: int
    end: int
    text: str
    folded: str

    @property
    def capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper() or self.text[0].istitle()


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Returns a word without case, accents and invisible characters."""
    if word.isascii():
        return word.lower()
    return _DROPPED.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold()))


def words_of(text: str) -> list[Word]:
    """Returns the words of a text in order."""
    return [Word(m.start(), m.end(), m[0], fold(m[0])) for m in _WORD.finditer(text)]


def joined(text: str, left: Word, right: Word) -> bool:
    """Tells whether two neighbouring words may belong to one name, by what stands between them."""
    gap = text[left.end : right.start]
    if gap in (" ", "-", ""):
        return True
    if gap[0] == "." and (len(left.text) == 1 or left.folded in ABBREVIATIONS):
        return gap in (".", ". ", ".-")
    return _JOINS.fullmatch(gap) is not None


ABBREVIATIONS = frozenset("st mt dr mr mrs ms gen lt col maj brig sgt capt adm rev hon prof sen rep gov jr sr no".split())
"""Words after which a full stop ends no sentence."""


def opens_sentence(text: str, start: int) -> bool:
    """Tells whether a word that begins at `start` may owe its capital to the start of a sentence or quotation."""
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
    return last is None or not (len(last[0]) == 1 or last[0].lower() in ABBREVIATIONS)


def in_capitals(text: str, start: int, end: int) -> bool:
    """Tells whether the line around a span is written in capitals throughout, and has more letters than the span."""
    head = text.rfind("\n", 0, start) + 1
    tail = text.find("\n", end)
    line = text[head : tail if tail >= 0 else len(text)]
    rest = text[head:start] + text[end : tail if tail >= 0 else len(text)]
    return line.isupper() and any(c.isalpha() for c in rest)
