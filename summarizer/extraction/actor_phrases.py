"""Finds the phrases of an article that may name an actor: names with titles, and descriptions ("the rebel leader").

Rule based and generous: what is found are the choices that a model or a check may pick from, each a verbatim span. A
phrase grows from the left over determiners, party names, capitalised words, titles and head nouns, takes in
prepositional phrases behind a title ("UN Special Envoy for Yemen Hans Grundberg"), and must end in a name or a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property, lru_cache, partial
from itertools import pairwise, repeat
from typing import NamedTuple

from summarizer.extraction.english import ENGLISH
from summarizer.extraction.parties import Parties
from summarizer.extraction.party_names import Found, Kind, Name, singular
from summarizer.extraction.party_phrases import Roles
from summarizer.extraction.party_words import Word, in_capitals, joined, opens_sentence, words_of


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


_OTHER = Tag.OTHER  # looked up for every word


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
    tag: Tag
    near: bool
    name: Name | None = None


_AS_UNIT = partial(tuple.__new__, Unit)
"""Makes a unit of its fields, as the class itself does, without a call in Python for each word of an article."""
_PLAIN = (repeat(_OTHER), repeat(True), repeat(None))
"""Tag, nearness and name of a word that is nothing in a phrase."""


@dataclass(frozen=True)
class Phrase:
    """A phrase that may name an actor.

    Attributes:
        start: offset of its first code point.
        end: offset after its last code point.
        units: what it is made of.
        person: the span of the proper name in it without titles, if it has one.
        party: whom it speaks or acts for by its own words.
    """

    start: int
    end: int
    units: tuple[Unit, ...]
    person: tuple[int, int] | None
    party: str | None

    @property
    def described(self) -> bool:
        """Whether it ends in a head noun ("the rebel leader"), not in a name."""
        return self.units[-1].tag is Tag.HEAD

    @property
    def is_person(self) -> bool:
        """Whether it is whom its proper name is: no noun stands behind, save after a preposition."""
        after = next((u for u in self.units if self.person is not None and u.start >= self.person[1]), None)
        return self.person is not None and (after is None or after.tag is Tag.PREPOSITION)

    @property
    def affiliated(self) -> bool:
        """Whether a party is named in it outside its proper name."""
        inside = self.person or (self.end, self.end)
        return any(u.name is not None and not inside[0] <= u.start < inside[1] for u in self.units)

    @property
    def led(self) -> bool:
        """Whether it has the name of a leader in it."""
        return any(_is_leader(unit) for unit in self.units)

    @property
    def titles(self) -> frozenset[str]:
        """The nouns and modifiers of the phrase outside its proper name, folded and singular."""
        inside = self.person or (self.end, self.end)
        nouns = (u for u in self.units if u.tag in (Tag.HEAD, Tag.MODIFIER))
        return frozenset(u.noun for u in nouns if not inside[0] <= u.start < inside[1])

    @property
    def initials(self) -> str:
        """The first letters of its capitalised words."""
        words = (w for unit in self.units if unit.tag is not Tag.DETERMINER for w in words_of(unit.text))
        return "".join(w.text[0] for w in words if w.capitalised)

    def party_names(self) -> Iterator[tuple[int, int]]:
        """Yields the spans of parties' own names in it, up to its first preposition other than "of"."""
        for unit in self.units:
            if unit.tag is Tag.PREPOSITION and unit.text != "of":
                return
            if unit.name is not None and unit.name.kind is not Kind.ADJECTIVE:
                yield unit.start, unit.end

    @property
    def title_head(self) -> str:
        """The last head noun before the proper name."""
        inside = self.person or (self.end, self.end)
        return next((u.noun for u in reversed(self.units) if u.tag is Tag.HEAD and u.end <= inside[0]), "")

    @property
    def head(self) -> str:
        """The last head noun, folded and singular; empty where there is none."""
        return next((u.noun for u in reversed(self.units) if u.tag is Tag.HEAD), "")


_BRACKETED = re.compile(r" \(([^\W\d_a-z][\w&/’'-]{1,11})\)")
_MOST = 14
"""No actor phrase is longer than this many units."""


class PhraseFinder:
    """Finds the actor phrases of one article.

    Args:
        text: the article's text.
        parties: the parties known.

    Attributes:
        words: the words of the text.
        units: the words again, but for names of parties, each of which is one unit.
    """

    def __init__(self, text: str, parties: Parties) -> None:
        self._text = text
        self.words = words_of(text)
        self._code = cache(parties.code)
        self._roles = parties.roles
        self._heads = parties.roles.heads
        self._modifiers = parties.roles.modifiers
        self._deeds = parties.roles.deeds - ENGLISH.ranks
        self._posted = parties.roles.accredited | ENGLISH.posts
        self._gaps = ["", *(text[left.end : right.start] for left, right in pairwise(self.words)), ""]
        # Between the words of a sentence there is mostly one space, and no sentence opens behind that.
        behind = (word.start for word, gap in zip(self.words, self._gaps, strict=False) if gap != " ")
        self._openings = {start for start in behind if opens_sentence(text, start)}
        self.units = self._tagged({f.first: f for f in parties.table.find(text, self.words)})

    @cached_property
    def _lower(self) -> set[str]:
        """What stands somewhere without a capital."""
        return {w.folded for w in self.words if not w.capitalised}

    @cached_property
    def _proper(self) -> set[str]:
        """What stands somewhere with a capital that no start of a sentence explains."""
        return {w.folded for w in self.words if w.capitalised and w.start not in self._openings}

    @property
    def openings(self) -> list[int]:
        """Where units begin that may owe a capital to the start of a sentence or quotation, ascending."""
        return [unit.start for unit in self.units if unit.start in self._openings]

    def phrases(self) -> list[Phrase]:
        """Returns the phrases in order, none within another."""
        units, phrases, free = self.units, list[Phrase](), 0
        # Most units are nothing in a phrase: only an adjective before one could make a phrase begin there.
        begins = [at for at, unit in enumerate(units) if unit.tag is not _OTHER or units[at - 1].name is not None]
        for at in begins:
            end = self._reach(at) if at >= free else at
            phrase = self._phrase(at, end) if end > at else None
            if phrase is not None:
                phrases.append(phrase)
            free = max(end, free)
        return phrases

    def _tagged(self, names: dict[int, Found]) -> list[Unit]:
        """Returns the units; the many words that by themselves are nothing in a phrase are made units in one go."""
        text, words, gaps = self._text, self.words, self._gaps
        nouns = [_unlisted_noun(self._roles, word.text) for word in words]
        starts, ends, written = ([word[field] for word in words] for field in range(3))
        plain = list(map(_AS_UNIT, zip(starts, ends, written, nouns, *_PLAIN, strict=False)))
        units, done = list[Unit](), 0
        for at, (noun, gap, following) in enumerate(zip(nouns, gaps, gaps[1:], strict=False)):
            if at < done or (gap == " " and following != "-" and noun is not None and at not in names):
                continue
            units += plain[done:at]
            near = at > 0 and joined(text, words[at - 1], words[at])
            name = names.get(at)
            if name is not None and name.name.code is not None:
                span = text[name.start : name.end]
                units.append(Unit(name.start, name.end, span, "", Tag.PARTY, near, name.name))
                done = name.last + 1
            else:
                units.append(self._unit(at, near))
                done = at + 1
        return units + plain[done:]

    def _unit(self, at: int, near: bool) -> Unit:
        word = self.words[at]
        before = self.words[at - 1] if at else None
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        tag = self._tag(word, before, after, near)
        return Unit(word.start, word.end, word.text, singular(word.folded), tag, near)

    def _tag(self, word: Word, before: Word | None, after: Word | None, near: bool) -> Tag:
        gap = self._text[before.end : word.start] if before is not None and near else None
        attached = after is not None and self._text[word.end : after.start] == "-"
        if gap in (" ", None) and not attached and _unlisted_noun(self._roles, word.text) is not None:
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
        """Returns the tag of a word that is no name or noun; `None` for others."""
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
        """Tells whether a capital is a name's, and not the start of a sentence or a line in capitals."""
        if word.text.isupper() and len(word.text) > 1 and in_capitals(self._text, word.start, word.end):
            return False
        if word.start not in self._openings:
            return True
        if word.folded in self._proper:
            return True
        if word.folded in self._lower or word.folded.endswith(("ing", "ly")):
            return False
        return after is not None and (
            after.folded in ENGLISH.speech or (after.capitalised and joined(self._text, word, after))
        )

    def _reach(self, at: int) -> int:
        """Returns where a phrase that begins at a unit ends (exclusive); `at` where none begins there."""
        units, end = self.units, at
        while end < len(units) and units[end].tag is Tag.DETERMINER and (end == at or units[end].near):
            end += 1
        opened = end > at
        end = self._over_adjectives(end) if opened else end
        while end < len(units) and end - at < _MOST and (end == at or units[end].near):
            reached = self._step(at, end, opened)
            if reached == end:
                break
            end = reached
        return end

    def _step(self, begin: int, at: int, opened: bool) -> int:
        """Returns where a phrase goes on after the unit `at`; `at` itself where it ends before that unit."""
        tag = self.units[at].tag
        if tag is Tag.PREPOSITION:
            return self._inner(begin, at)
        if tag in (Tag.DETERMINER, Tag.OTHER):
            return self._over_adjectives(at) if self._adjective_before(at, opened) else at
        ends = at == begin if tag is Tag.POSSESSIVE else at > begin and self._is_object(at)
        return at if ends else at + 1

    def _is_object(self, at: int) -> bool:
        """Tells whether a name stands behind what looks like a deed and is a verb ("Washington strike Sison")."""
        before, unit = self.units[at - 1], self.units[at]
        named = unit.tag is Tag.PROPER or (unit.name is not None and not _only_modifies(unit))
        return named and before.tag is Tag.HEAD and before.text.islower() and before.noun in self._deeds

    def _adjective_before(self, at: int, opened: bool) -> bool:
        before = self.units[at - 1]
        if before.name is not None:
            return before.name.kind is Kind.ADJECTIVE
        return opened and before.tag is Tag.PROPER and before.text.endswith(("ic", "an", "ern", "ish", "ese", "i"))

    def _over_adjectives(self, at: int) -> int:
        """Passes up to two unknown lower-case words before a head noun or a name ("the ailing president")."""
        end = at
        while end < len(self.units) and end - at < 2 and self._is_adjective(end):
            end += 1
        lands = (
            end < len(self.units)
            and self.units[end].near
            and self.units[end].tag in (Tag.HEAD, Tag.PARTY, Tag.MODIFIER)
        )
        return end if end > at and lands else at

    def _is_adjective(self, at: int) -> bool:
        unit = self.units[at]
        plain = unit.tag is Tag.OTHER and unit.near and unit.text.islower()
        return plain and unit.text not in ENGLISH.function and unit.text not in ENGLISH.speech

    def _inner(self, begin: int, at: int) -> int:
        """Returns where a prepositional phrase behind a title has its first noun; `at` where it does not belong."""
        units, preposition = self.units, self.units[at].text.lower()
        before = units[at - 1] if at > begin else None
        if before is None or not (preposition == "of" or before.noun in self._posted):
            return at
        end = at + 1
        while end < len(units) and units[end].near and units[end].tag is Tag.DETERMINER:
            end += 1
        if end == len(units) or not units[end].near:
            return at
        named = units[end].tag in (Tag.PROPER, Tag.PARTY)
        if before.tag is Tag.PROPER and preposition == "of":
            return end if named else at
        titled = before.tag in (Tag.HEAD, Tag.MODIFIER) and any(u.tag is Tag.HEAD for u in units[begin:at])
        headed = units[end].tag in (Tag.HEAD, Tag.MODIFIER) and preposition in ("of", "for")
        return end if titled and (named or headed) else at

    def _phrase(self, begin: int, end: int) -> Phrase | None:
        units = self.units[begin:end]
        while units and (units[-1].tag not in (Tag.PARTY, Tag.PROPER, Tag.HEAD) or _only_modifies(units[-1])):
            units.pop()
        units = _from_first(units)
        if not units:
            return None
        if units[0].tag is Tag.NUMBER and (units[-1].tag is not Tag.HEAD or self._text[units[0].start - 1] in ",."):
            return self._phrase(begin + 1, end)
        if self._is_nobody(begin, end, units):
            return None
        first, last = units[0].start, units[-1].end
        return Phrase(first, last, tuple(units), _person(units), self._code(self._text[first:last]))

    def _is_nobody(self, begin: int, end: int, units: list[Unit]) -> bool:
        """Tells whether a phrase says too little to be somebody, or is the name of a place."""
        if units[-1].tag is Tag.HEAD:
            return not self._is_actor(units) or self._noun_after(end) in ENGLISH.places
        named = {Tag.PROPER, Tag.PARTICLE, Tag.DETERMINER, Tag.NUMBER}
        return all(u.tag in named for u in units) and self._is_place(begin, end, units)

    def _is_actor(self, units: list[Unit]) -> bool:
        """Tells whether a description says enough to be somebody: an owner, a determiner, a modifier, or many."""
        last = units[-1]
        owned = any(u.tag in (Tag.PARTY, Tag.PROPER) for u in units)
        if last.noun in self._roles.deeds:
            return owned
        many = last.noun != last.text.lower() or last.noun in ENGLISH.collective
        if not (owned or many or units[0].tag is Tag.DETERMINER) and last.noun in self._roles.others:
            return False
        if units[0].text.lower() in ("a", "an") and len(units) == 2 and last.noun in self._roles.before:
            return False
        return owned or len(units) > 1 or (many and (last.text.islower() or last.start in self._openings))

    def _noun_after(self, end: int) -> str:
        return self.units[end].noun if end < len(self.units) and self.units[end].near else ""

    def _is_place(self, begin: int, end: int, units: list[Unit]) -> bool:
        """Tells whether a name is used as a place: "in Istanbul", "the Sumy region"."""
        before = self.units[begin - 1].text.lower() if begin else ""
        after = self._noun_after(end)
        lone = len(units) == 1 and (len(units[0].text) == 1 or units[0].noun in ENGLISH.agencies)
        return lone or before in ENGLISH.locatives or after in ENGLISH.places


@lru_cache(maxsize=65536)
def _unlisted_noun(roles: Roles, word: str) -> str | None:
    """Returns the singular of a word that is lower-case and in no list; `None` for any other.

    By itself, without a hyphen on either side, such a word can be nothing in an actor phrase.
    """
    if not (word.isascii() and word.isalpha() and word.islower()) or word in ENGLISH.name_parts:
        return None
    noun = singular(word)
    listed = any(form in roles.heads or form in roles.modifiers for form in (word, noun))
    return None if listed or word in ENGLISH.particles or word in ENGLISH.articles or word in ENGLISH.inner else noun


def _only_modifies(unit: Unit) -> bool:
    return unit.name is not None and unit.name.kind is Kind.ADJECTIVE


def _from_first(units: list[Unit]) -> list[Unit]:
    """Leaves out what a phrase can't begin with."""
    at = 0
    loose = (Tag.POSSESSIVE, Tag.PREPOSITION, Tag.OTHER)
    while at < len(units) and (units[at].tag in loose or (units[at].tag is Tag.PARTICLE and units[at].text.islower())):
        at += 1
    return [] if all(u.tag is Tag.DETERMINER for u in units[at:]) else units[at:]


def _is_leader(unit: Unit) -> bool:
    return unit.name is not None and unit.name.kind in (Kind.LEADER, Kind.SURNAME)


def _person(units: list[Unit]) -> tuple[int, int] | None:
    """Returns the span of the last proper name in a phrase, titles and party names left out."""
    end = len(units)
    while end and units[end - 1].tag is not Tag.PROPER and not _is_leader(units[end - 1]):
        end -= 1
    begin = end
    while begin and (
        units[begin - 1].tag in (Tag.PROPER, Tag.PARTICLE)
        or _is_leader(units[begin - 1])
        or _within_name(units, begin - 1)
    ):
        begin -= 1
    if begin == 0 and begin < end and units[begin].text in ENGLISH.particles:
        begin += 1
    if begin == end or (begin and _is_governed(units, begin)) or not _is_whose(units, begin, end):
        return None
    return units[begin].start, units[end - 1].end


def _is_governed(units: list[Unit], begin: int) -> bool:
    """Tells whether a name stands behind a preposition ("minister of Policy Planning"), and is not the phrase's own."""
    before = units[begin - 1]
    if before.tag is Tag.DETERMINER and begin > 1:
        before = units[begin - 2]
    return before.tag is Tag.PREPOSITION


def _is_whose(units: list[Unit], begin: int, end: int) -> bool:
    """Tells whether capitals are a person's ("Ramos' government"), not those of a head noun ("Western governments")."""
    if end == len(units) or units[end].tag in (Tag.POSSESSIVE, Tag.PREPOSITION):
        return True
    return begin > 0 and units[begin - 1].tag is Tag.HEAD and not units[end].near


def _within_name(units: list[Unit], at: int) -> bool:
    """Tells whether a unit that looks like a modifier stands within a name ("Moro National Liberation")."""
    if not 0 < at < len(units) - 1 or units[at].tag is not Tag.MODIFIER or not units[at].text[0].isupper():
        return False
    return units[at - 1].tag is Tag.PROPER and units[at + 1].tag is Tag.PROPER


def bracketed(text: str, end: int) -> tuple[str, int] | None:
    """Returns the acronym in brackets that follows a phrase's end, and where the bracket ends."""
    match = _BRACKETED.match(text, end)
    return (match[1], match.end()) if match else None
