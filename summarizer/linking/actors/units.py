"""The units that actor phrases are made of: each word of an article, or name of a party, with what it can be in one.

Most words can be nothing in a phrase, and are not looked at one by one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from enum import Enum
from functools import cached_property, lru_cache
from typing import NamedTuple

from summarizer.linking.english import ENGLISH
from summarizer.linking.names import Found, Name, singular
from summarizer.linking.phrases import Roles
from summarizer.linking.registry import Parties
from summarizer.linking.words import Word, Words, in_capitals, joined, opens_sentence, words_of


class Tag(Enum):
    """What a unit can be in an actor phrase."""

    DETERMINER = "determiner"
    PARTY = "party"
    PROPER = "proper"
    PARTICLE = "particle"
    HEAD = "head"
    MODIFIER = "modifier"
    POSSESSIVE = "possessive"
    PREPOSITION = "preposition"
    NUMBER = "number"
    OTHER = "other"


class Unit(NamedTuple):
    """A word of an article, or the name of a party taken as one.

    Attributes:
        start: offset of its first code point.
        end: offset after its last code point.
        text: as it stands in the article.
        noun: folded and singular.
        tag: what it can be in an actor phrase.
        near: it may belong to one phrase with the unit before.
        name: the party's name that it is, if any.
    """

    start: int
    end: int
    text: str
    noun: str
    tag: Tag = Tag.OTHER
    near: bool = True
    name: Name | None = None


class Units:
    """The units of one article, in order.

    Args:
        text: the article's text.
        parties: the parties known.

    Attributes:
        words: the words of the text.
        names: the names of parties in it, in order.
        starts: offset of each unit's first code point.
        openings: those of `starts` where a capital may be owed to the start of a sentence or quotation.
    """

    def __init__(self, text: str, parties: Parties) -> None:
        self.words = words_of(text)
        self.names = parties.table.find(text, self.words)
        tagger = _Tagger(text, self.words, self.names, parties.roles)
        self._first: list[int] = []
        self._listed: dict[int, Unit] = {}
        after = 0
        for at, last, unit in tagger.listed():
            self._first += range(after, at)
            self._listed[len(self._first)] = unit
            self._first.append(at)
            after = last + 1
        self._first += range(after, len(self.words))
        self.starts = [self.words.starts[first] for first in self._first]
        self.openings = [start for start in self.starts if start in tagger.openings]

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, at: int) -> Unit:
        unit = self._listed.get(at if at >= 0 else at + len(self))
        if unit is not None:
            return unit
        words, first = self.words, self._first[at]
        return Unit(words.starts[first], words.ends[first], words.texts[first], singular(words.folded[first]))

    def between(self, begin: int, end: int) -> list[Unit]:
        """The units from one to before another."""
        return [self[at] for at in range(begin, end)]

    def within(self, start: int, end: int) -> list[Unit]:
        """The units that begin in a span."""
        return self.between(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def begins(self) -> Iterator[int]:
        """Yields the units at which a phrase may begin: those that can be part of one, and those behind a name."""
        nothing = Tag.OTHER
        for at, unit in self._listed.items():
            before = self._listed.get((at or len(self)) - 1)
            if unit.tag is not nothing or (before is not None and before.name is not None):
                yield at
            if unit.name is not None and at + 1 < len(self) and at + 1 not in self._listed:
                yield at + 1


class _Tagger:
    """Tells of each word of one article what it can be in an actor phrase."""

    def __init__(self, text: str, words: Words, names: list[Found], roles: Roles) -> None:
        self._text = text
        self._words = words
        self._roles = roles
        self._heads = roles.heads
        self._modifiers = roles.modifiers
        self._names = {found.first: found for found in names}
        # Between the words of a sentence there is mostly one space, and no sentence opens behind that.
        behind = (start for start, gap in zip(words.starts, words.gaps, strict=False) if gap != " ")
        self.openings = {start for start in behind if opens_sentence(text, start)}

    def listed(self) -> Iterator[tuple[int, int, Unit]]:
        """Yields the units that need a look, with their first and last words; every other word is no more than that."""
        text, words, names, roles = self._text, self._words, self._names, self._roles
        columns = enumerate(zip(words.texts, words.gaps, words.gaps[1:], strict=False))
        looked_at = [
            at
            for at, (word, gap, following) in columns
            if gap != " " or following == "-" or not _is_plain(roles, word) or at in names
        ]
        free = 0
        for at in looked_at:
            if at < free:
                continue
            word, before = words[at], words[at - 1] if at else None
            near = before is not None and joined(text, before, word)
            name = names.get(at)
            if name is not None and name.name.code is not None:
                span = text[name.start : name.end]
                yield at, name.last, Unit(name.start, name.end, span, "", Tag.PARTY, near, name.name)
                free = name.last + 1
            else:
                after = words[at + 1] if at + 1 < len(words) else None
                tag = self._tag(word, before, after, near)
                yield at, at, Unit(word.start, word.end, word.text, singular(word.folded), tag, near)

    @cached_property
    def _lower(self) -> set[str]:
        """What stands somewhere without a capital."""
        columns = zip(self._words.folded, self._words.capitalised, strict=True)
        return {folded for folded, capital in columns if not capital}

    @cached_property
    def _proper(self) -> set[str]:
        """What stands somewhere with a capital that no start of a sentence explains."""
        columns = zip(self._words.starts, self._words.folded, self._words.capitalised, strict=True)
        return {folded for start, folded, capital in columns if capital and start not in self.openings}

    def _tag(self, word: Word, before: Word | None, after: Word | None, near: bool) -> Tag:
        gap = self._text[before.end : word.start] if before is not None and near else None
        attached = after is not None and self._text[word.end : after.start] == "-"
        if gap in (" ", None) and not attached and _is_plain(self._roles, word.text):
            return Tag.OTHER
        if gap in ("'", "’", "‘") and before is not None:
            return Tag.POSSESSIVE if word.folded == "s" else Tag.PROPER if before.capitalised else Tag.OTHER
        if word.text[0].isdigit():
            return Tag.NUMBER
        function = self._function(word, before, gap)
        if function is not None:
            return function
        noun = singular(word.folded)
        if noun in self._heads and not attached:
            return Tag.HEAD
        if word.folded in ENGLISH.particles:
            return Tag.PARTICLE
        if word.text in ENGLISH.name_parts or (word.capitalised and noun not in self._modifiers):
            return Tag.PROPER if gap == "-" or self._is_name(word, after) else Tag.OTHER
        if gap == "-" and before is not None and before.capitalised and word.text.islower() and len(word.text) < 6:
            return Tag.MODIFIER if word.text in ENGLISH.suffixes or noun in self._modifiers else Tag.PROPER
        modifies = noun in self._modifiers or gap == "-" or (attached and word.folded not in ENGLISH.function)
        return Tag.MODIFIER if modifies else Tag.OTHER

    def _function(self, word: Word, before: Word | None, gap: str | None) -> Tag | None:
        """The tag of a word that is no name or noun; `None` for others."""
        if word.folded in ENGLISH.articles:
            return Tag.DETERMINER
        if word.folded in ENGLISH.inner:
            return Tag.PREPOSITION
        if word.folded in self._roles.linked or word.folded in self._roles.run:
            return Tag.MODIFIER if gap == "-" else Tag.OTHER
        if word.folded in ENGLISH.calendar or word.text == "I":
            return Tag.OTHER
        named = word.capitalised and gap == " " and before is not None and before.capitalised and len(word.text) > 3
        return Tag.OTHER if word.folded in ENGLISH.function and not named else None

    def _is_name(self, word: Word, after: Word | None) -> bool:
        """True if a capital is a name's, and not the start of a sentence or a line in capitals."""
        if word.text.isupper() and len(word.text) > 1 and in_capitals(self._text, word.start, word.end):
            return False
        if word.start not in self.openings:
            return True
        if word.folded in self._proper:
            return True
        if word.folded in self._lower or word.folded.endswith(("ing", "ly")):
            return False
        return after is not None and (
            after.folded in ENGLISH.speech or (after.capitalised and joined(self._text, word, after))
        )


@lru_cache(maxsize=65536)
def _is_plain(roles: Roles, word: str) -> bool:
    """True if a word is lower-case and in no list: without a hyphen beside it, it can be nothing in a phrase."""
    if not (word.isascii() and word.isalpha() and word.islower()) or word in ENGLISH.name_parts:
        return False
    listed = any(form in roles.heads or form in roles.modifiers for form in (word, singular(word)))
    return not (listed or word in ENGLISH.particles or word in ENGLISH.articles or word in ENGLISH.inner)
