"""The names of parties, and where they stand in a text: longest match, whole words, capitals as listed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from summarizer.linking.english import ENGLISH
from summarizer.linking.words import (
    Word,
    Words,
    in_capitals,
    joined,
    opens_line,
    opens_sentence,
    words_of,
)


class Kind(Enum):
    """What a name is to its party."""

    NAME = "name"
    SEAT = "seat"
    BODY = "body"
    LEADER = "leader"
    SURNAME = "surname"
    PEOPLE = "people"
    ADJECTIVE = "adjective"
    NONE = "none"
    """A name that no party owns."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of the list.

    Attributes:
        words: the name as listed; its case is the least that a text must show.
        code: whose it is; `None` for a name that no party owns.
        kind: what it is to the party.
        state: the party is a state, so that not every armed man of its nation acts for it.
    """

    words: str
    code: str | None
    kind: Kind
    state: bool


class Found(NamedTuple):
    """A name in a text: words `first` to `last` (inclusive), code points `start` to `end` (half-open)."""

    first: int
    last: int
    start: int
    end: int
    name: Name


class _Pattern(NamedTuple):
    name: Name
    folded: tuple[str, ...]
    least: tuple[str, ...]
    """What each word must show: "A" all capitals, "a" a first capital, "" nothing."""


def _least(word: str) -> str:
    if len(word) > 1 and word.isupper():
        return "A"
    return "a" if word[0].isupper() else ""


@dataclass(frozen=True)
class PersonalNames:
    """What is needed to keep names of persons apart from those of parties.

    Attributes:
        shared: folded names of parties that are names of persons too ("jordan").
        given: folded given names ("michael").
        beside: folded words that stand beside a party's name without making it a person's ("president").
        capitals: names in capitals that are ordinary words as well ("US").
    """

    shared: frozenset[str]
    given: frozenset[str]
    beside: frozenset[str]
    capitals: frozenset[str]


class NameTable:
    """Finds the names of parties in texts."""

    def __init__(self, names: Iterable[Name], personal: PersonalNames) -> None:
        patterns: dict[str, list[_Pattern]] = {}
        for name in names:
            words = words_of(name.words)
            pattern = _Pattern(name, tuple(w.folded for w in words), tuple(_least(w.text) for w in words))
            patterns.setdefault(pattern.folded[0], []).append(pattern)
        self._patterns: Mapping[str, tuple[_Pattern, ...]] = {
            first: tuple(sorted(found, key=lambda p: -len(p.folded))) for first, found in patterns.items()
        }
        self._personal = personal

    def find(self, text: str, words: Words) -> list[Found]:
        """The names in a text, in order, none within another; names that no party owns are among them."""
        found: list[Found] = []
        free = 0
        for at in [n for n, folded in enumerate(words.folded) if folded in self._patterns]:
            match = self._longest(text, words, at) if at >= free else None
            if match is not None and not self._is_other(text, words, match, found):
                found.append(match)
                free = match.last + 1
        return found

    def _longest(self, text: str, words: Words, at: int) -> Found | None:
        for pattern in self._patterns.get(words.folded[at], ()):
            last = at + len(pattern.folded) - 1
            if last < len(words) and _fits(text, words, at, pattern):
                end = words.ends[last]
                if pattern.name.words.endswith(".") and text[end : end + 1] == ".":
                    end += 1
                return Found(at, last, words.starts[at], end, pattern.name)
        return None

    def _is_other(self, text: str, words: Words, match: Found, earlier: list[Found]) -> bool:
        """True if what looks like a party's name is an ordinary word, money or a person's name here."""
        written = text[match.start : match.end]
        if _cut_off(text, match.start, match.end) or (
            written.isupper() and text[match.end : match.end + 1] in {"$", "€", "£"}
        ):
            return True
        headed = written in self._personal.capitals and in_capitals(text, match.start, match.end)
        if headed and not opens_line(text, match.start):
            return True
        alone = match.first == match.last
        if match.name.kind is not Kind.SURNAME and not (alone and words[match.first].folded in self._personal.shared):
            return False
        return self._family_name(text, words, match, earlier) or self._given_name(text, words, match)

    def _family_name(self, text: str, words: Words, match: Found, earlier: list[Found]) -> bool:
        if match.first == 0 or (earlier and earlier[-1].last == match.first - 1):
            return False
        before = words[match.first - 1]
        gap = text[before.end : match.start]
        if gap not in (" ", "-") and not (len(before.text) == 1 and gap == ". "):
            return False
        if len(before.text) == 1 and match.first > 1 and self._leads(words[match.first - 2], words[match.first]):
            return False
        if before.folded in self._personal.given:
            return before.capitalised
        ordinary = match.name.kind is not Kind.SURNAME and opens_sentence(text, before.start)
        return self._personal_beside(before) and not ordinary

    def _leads(self, given: Word, surname: Word) -> bool:
        """True if names on both sides of an initial are a listed leader's ("Antony J. Blinken")."""
        return any(p.folded == (given.folded, surname.folded) for p in self._patterns.get(given.folded, ()))

    def _given_name(self, text: str, words: Words, match: Found) -> bool:
        if match.last + 1 == len(words):
            return False
        after = words[match.last + 1]
        if text[match.end : after.start] != " " or text[match.start : match.end].isupper():
            return False
        return self._personal_beside(after) and self._longest(text, words, match.last + 1) is None

    def _personal_beside(self, word: Word) -> bool:
        if not word.capitalised or (len(word.text) > 1 and word.text.isupper()):
            return False
        known = (self._personal.beside, ENGLISH.function, ENGLISH.calendar)
        forms = (word.folded, singular(word.folded))
        return not any(form in group for group in known for form in forms)


def _fits(text: str, words: Words, at: int, pattern: _Pattern) -> bool:
    for n, (folded, least) in enumerate(zip(pattern.folded, pattern.least, strict=True), at):
        if words.folded[n] != folded:
            return False
        if (least == "A" and not words.texts[n].isupper()) or (least == "a" and not words.capitalised[n]):
            return False
        if n > at and not joined(text, words[n - 1], words[n]):
            return False
    return True


def _cut_off(text: str, start: int, end: int) -> bool:
    """True if a match ends inside what a reader sees as one word."""
    if end < len(text) and unicodedata.category(text[end]).startswith("M"):
        return True
    return "_" in (text[start - 1 : start], text[end : end + 1])


_IRREGULAR = {"men": "man", "women": "woman", "people": "person", "children": "child", "allies": "ally"}


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The singular of an English noun in lower case, as far as a list of nouns needs it."""
    if len(word) < 4 and word != "men":
        return word
    for plural, single in _IRREGULAR.items():
        if word.endswith(plural):
            return word[: -len(plural)] + single
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
