"""Finds the phrases of an article that may name an actor: names with their titles, and descriptions such as "the rebel leader".

Rule based and generous: what is found are the choices that a model or a check may pick from, each a verbatim span. A
phrase grows from the left over determiners, party names, capitalised words, titles and head nouns, takes in one
prepositional phrase behind a title ("UN Special Envoy for Yemen Hans Grundberg"), and must end in a name or a head noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from summarizer.extraction.parties import Parties
from summarizer.extraction.party_names import Found, Kind, Name, singular
from summarizer.extraction.party_words import CALENDAR, FUNCTION, Word, in_capitals, joined, opens_sentence, words_of


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
    tag: Tag
    near: bool
    name: Name | None = None


@dataclass(frozen=True)
class Phrase:
    """A phrase that may name an actor.

    Attributes:
        start: offset of its first code point.
        end: offset after its last code point.
        units: what it is made of.
        person: the span of the proper name in it without titles, if it has one.
        described: it ends in a head noun ("the rebel leader"), not in a name.
    """

    start: int
    end: int
    units: tuple[Unit, ...]
    person: tuple[int, int] | None
    described: bool

    @property
    def titles(self) -> frozenset[str]:
        """The nouns and modifiers of the phrase outside its proper name, folded and singular."""
        inside = self.person or (self.end, self.end)
        return frozenset(
            u.noun for u in self.units if u.tag in (Tag.HEAD, Tag.MODIFIER) and not inside[0] <= u.start < inside[1]
        )

    @property
    def head(self) -> str:
        """The last head noun, folded and singular; empty where there is none."""
        return next((u.noun for u in reversed(self.units) if u.tag is Tag.HEAD), "")


_PARTICLES = frozenset("al el bin ibn ben de da do dos di del della der den von van la le abu ur ul ad as ag e i y und zu".split())
_PARTS_OF_NAMES = frozenset("New North South East West Saint San Santa".split())
_SUFFIXES = frozenset("wide era type style day like class plus old run held made led based".split())
_LOCATIVES = frozenset("in at near outside around across into throughout onto toward towards via inside".split())
_PLACES = frozenset(
    "region province city town village district airport camp river state street road valley island peninsula area border coast mountain "
    "strait sea bay port square suburb neighbourhood neighborhood county governorate prefecture municipality crossing highway front base "
    "summit forum conference agreement accord treaty resolution charter declaration act war".split()
)
_SPEECH = frozenset(
    "said says told tells declined added warned vowed insisted denied claimed stressed announced accused urged called rejected asserted "
    "condemned confirmed argued noted wrote reiterated pledged dismissed described expressed asked replied quoted thanked blamed hailed "
    "welcomed promised proposed refused voiced alleged acknowledged admitted reported did has also".split()
)
_DETERMINERS = frozenset("the a an this these those its his her their our some".split())
_AGENCIES = frozenset("reuters afp ap upi efe xinhua bbc cnn nbc cbs abc bernama kyodo yonhap dpa ansa pti".split())
_INNER = frozenset(["of", "for", "to", "on", "at", "in"])
_POSTS = frozenset(
    "spokesman spokeswoman spokesperson minister secretary undersecretary adviser advisor rapporteur coordinator commissioner chief".split()
)
_SINGULAR = frozenset("police military media television radio opposition army navy parliament".split())
"""Nouns that need neither an article nor a plural to be somebody."""
_BRACKETED = re.compile(r" \(([^\W\d_a-z][\w&/’'-]{1,11})\)")
_MOST = 14
"""No actor phrase is longer than this many units."""


class PhraseFinder:
    """Finds the actor phrases of one article."""

    def __init__(self, text: str, words: list[Word], found: list[Found], parties: Parties) -> None:
        self._text = text
        self._roles = parties.roles
        roles = parties.roles
        self._heads = roles.office | roles.member | roles.others
        self._modifiers = roles.before | roles.linked | roles.run | roles.past | roles.apart | roles.deeds
        self._posted = roles.accredited | _POSTS
        self._lower = {w.folded for w in words if not w.capitalised}
        self._proper = {w.folded for w in words if w.capitalised and not opens_sentence(text, w.start)}
        self.units = list(self._tagged(words, {f.first: f for f in found}))

    def phrases(self) -> list[Phrase]:
        """Returns the phrases in order, none within another."""
        phrases: list[Phrase] = []
        at = 0
        while at < len(self.units):
            end = self._reach(at)
            phrase = self._phrase(at, end) if end > at else None
            if phrase is not None:
                phrases.append(phrase)
            at = max(end, at + 1)
        return phrases

    def _tagged(self, words: list[Word], names: dict[int, Found]) -> Iterator[Unit]:
        at, before = 0, None
        while at < len(words):
            word, match = words[at], names.get(at)
            near = before is not None and joined(self._text, before, word)
            if match is not None and match.name.code is not None:
                yield Unit(match.start, match.end, self._text[match.start : match.end], "", Tag.PARTY, near, match.name)
                at, before = match.last + 1, words[match.last]
                continue
            after = words[at + 1] if at + 1 < len(words) else None
            yield Unit(word.start, word.end, word.text, singular(word.folded), self._tag(word, before, after, near), near)
            at, before = at + 1, word

    def _tag(self, word: Word, before: Word | None, after: Word | None, near: bool) -> Tag:
        gap = self._text[before.end : word.start] if before is not None and near else None
        if gap in ("'", "’", "‘") and before is not None:
            return Tag.POSSESSIVE if word.folded == "s" else Tag.PROPER if before.capitalised else Tag.OTHER
        if word.text[0].isdigit():
            return Tag.NUMBER
        function = self._function(word, before, gap)
        if function is not None:
            return function
        noun = singular(word.folded)
        attached = after is not None and self._text[word.end : after.start] == "-"
        if noun in self._heads and not attached:
            return Tag.HEAD
        if word.folded in _PARTICLES:
            return Tag.PARTICLE
        if word.text in _PARTS_OF_NAMES or (word.capitalised and noun not in self._modifiers):
            return Tag.PROPER if gap == "-" or self._is_name(word, after) else Tag.OTHER
        if gap == "-" and before is not None and before.capitalised and word.text.islower() and len(word.text) < 6:
            return Tag.MODIFIER if word.text in _SUFFIXES or noun in self._modifiers else Tag.PROPER
        modifies = noun in self._modifiers or gap == "-" or (attached and word.folded not in FUNCTION)
        return Tag.MODIFIER if modifies else Tag.OTHER

    def _function(self, word: Word, before: Word | None, gap: str | None) -> Tag | None:
        """Returns the tag of a word that is no name or noun; `None` for others."""
        if word.folded in _DETERMINERS:
            return Tag.DETERMINER
        if word.folded in _INNER:
            return Tag.PREPOSITION
        if word.folded in self._roles.linked or word.folded in self._roles.run:
            return Tag.MODIFIER if gap == "-" else Tag.OTHER
        if word.folded in CALENDAR or word.text == "I":
            return Tag.OTHER
        named = word.capitalised and gap == " " and before is not None and before.capitalised and len(word.text) > 3
        return Tag.OTHER if word.folded in FUNCTION and not named else None

    def _is_name(self, word: Word, after: Word | None) -> bool:
        """Tells whether a capital is a name's, and not the start of a sentence or a line in capitals."""
        if word.text.isupper() and len(word.text) > 1 and in_capitals(self._text, word.start, word.end):
            return False
        if not opens_sentence(self._text, word.start):
            return True
        if word.folded in self._proper:
            return True
        if word.folded in self._lower or word.folded.endswith(("ing", "ly")):
            return False
        return after is not None and (after.folded in _SPEECH or (after.capitalised and joined(self._text, word, after)))

    def _reach(self, at: int) -> int:
        """Returns where a phrase that begins at a unit ends (exclusive); `at` where none begins there."""
        begin = end = at
        while end < len(self.units) and self.units[end].tag is Tag.DETERMINER and (end == begin or self.units[end].near):
            end += 1
        opened = end > begin
        end = self._over_adjectives(end) if opened else end
        while end < len(self.units) and end - begin < _MOST and (end == begin or self.units[end].near):
            unit = self.units[end]
            if unit.tag is Tag.PREPOSITION:
                inner = self._inner(begin, end)
                if inner == end:
                    break
                end = inner
                continue
            if unit.tag in (Tag.DETERMINER, Tag.OTHER):
                skipped = self._over_adjectives(end) if self._adjective_before(end, opened) else end
                if skipped == end:
                    break
                end = skipped
                continue
            if unit.tag is Tag.POSSESSIVE and end == begin:
                break
            end += 1
        return end

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
        lands = end < len(self.units) and self.units[end].near and self.units[end].tag in (Tag.HEAD, Tag.PARTY, Tag.MODIFIER)
        return end if end > at and lands else at

    def _is_adjective(self, at: int) -> bool:
        unit = self.units[at]
        plain = unit.tag is Tag.OTHER and unit.near and unit.text.islower()
        return plain and unit.text not in FUNCTION and unit.text not in _SPEECH

    def _inner(self, begin: int, at: int) -> int:
        """Returns the end of a prepositional phrase behind a title; `at` where it does not belong to the phrase."""
        units = self.units
        titled = at > begin and units[at - 1].tag in (Tag.HEAD, Tag.MODIFIER, Tag.PROPER) and any(u.tag is Tag.HEAD for u in units[begin:at])
        if units[at].text.lower() == "of" and at > begin and units[at - 1].tag is Tag.PROPER:
            titled = titled or (at + 1 < len(units) and units[at + 1].tag in (Tag.PROPER, Tag.PARTY))
        if not titled or (units[at].text.lower() != "of" and units[at - 1].noun not in self._posted):
            return at
        end = at + 1
        while end < len(units) and units[end].near and units[end].tag is Tag.DETERMINER:
            end += 1
        if end == len(units) or not units[end].near:
            return at
        first = units[end].tag
        named = first in (Tag.PROPER, Tag.PARTY) or (first in (Tag.HEAD, Tag.MODIFIER) and units[at].text.lower() in ("of", "for"))
        return end if named else at

    def _phrase(self, begin: int, end: int) -> Phrase | None:
        units = self.units[begin:end]
        while units and (units[-1].tag not in (Tag.PARTY, Tag.PROPER, Tag.HEAD) or _only_modifies(units[-1])):
            units.pop()
        units = _from_first(units)
        if not units:
            return None
        person = _person(units)
        described = units[-1].tag is Tag.HEAD
        if not described and units[0].tag is Tag.NUMBER:
            return self._phrase(begin + 1, end)
        if described and not self._is_actor(units):
            return None
        if all(u.tag in (Tag.PROPER, Tag.PARTICLE, Tag.DETERMINER, Tag.NUMBER) for u in units) and self._is_place(begin, end, units):
            return None
        if described and self._noun_after(end) in _PLACES:
            return None
        return Phrase(units[0].start, units[-1].end, tuple(units), person, described)

    def _is_actor(self, units: list[Unit]) -> bool:
        """Tells whether a description says enough to be somebody: an owner, a determiner, a modifier, or many."""
        last = units[-1]
        owned = any(u.tag in (Tag.PARTY, Tag.PROPER) for u in units)
        if last.noun in self._roles.deeds:
            return owned
        many = last.noun != last.text.lower() or last.noun in _SINGULAR
        if not (owned or many or units[0].tag is Tag.DETERMINER) and last.noun in self._roles.others:
            return False
        if units[0].text.lower() in ("a", "an") and len(units) == 2 and last.noun in self._roles.before:
            return False
        return owned or len(units) > 1 or (many and last.text.islower()) or (many and opens_sentence(self._text, last.start))

    def _noun_after(self, end: int) -> str:
        return self.units[end].noun if end < len(self.units) and self.units[end].near else ""

    def _is_place(self, begin: int, end: int, units: list[Unit]) -> bool:
        """Tells whether a name is used as a place: "in Istanbul", "the Sumy region"."""
        before = self.units[begin - 1].text.lower() if begin else ""
        after = self._noun_after(end)
        lone = len(units) == 1 and (len(units[0].text) == 1 or units[0].noun in _AGENCIES)
        return lone or before in _LOCATIVES or after in _PLACES


def _only_modifies(unit: Unit) -> bool:
    return unit.name is not None and unit.name.kind is Kind.ADJECTIVE


def _from_first(units: list[Unit]) -> list[Unit]:
    """Leaves out what a phrase can't begin with."""
    at = 0
    while at < len(units) and units[at].tag in (Tag.POSSESSIVE, Tag.PREPOSITION, Tag.PARTICLE, Tag.OTHER):
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
    while begin and (units[begin - 1].tag in (Tag.PROPER, Tag.PARTICLE) or _is_leader(units[begin - 1]) or _within_name(units, begin - 1)):
        begin -= 1
    while begin == 0 and begin < end and units[begin].text in _PARTICLES:
        begin += 1
    governed = 0 < begin < len(units) and _is_governed(units, begin)
    return (units[begin].start, units[end - 1].end) if end and not governed and _is_whose(units, begin, end) else None


def _is_governed(units: list[Unit], begin: int) -> bool:
    """Tells whether a name stands behind a preposition ("minister of Policy Planning"), and so is not the phrase's own."""
    before = units[begin - 1]
    if before.tag is Tag.DETERMINER and begin > 1:
        before = units[begin - 2]
    return before.tag is Tag.PREPOSITION


def _is_whose(units: list[Unit], begin: int, end: int) -> bool:
    """Tells whether capitals before a head noun are a person's ("President Ramos' government"), not its own ("Western governments")."""
    if end == len(units) or units[end].tag is Tag.POSSESSIVE:
        return True
    return begin > 0 and units[begin - 1].tag is Tag.HEAD and not units[end].near


def _within_name(units: list[Unit], at: int) -> bool:
    """Tells whether a unit that looks like a title stands within a name ("Moro National Liberation")."""
    inner = at > 0 and units[at - 1].tag is Tag.PROPER and units[at].text[0].isupper()
    return inner and units[at].tag in (Tag.MODIFIER, Tag.HEAD) and units[at + 1].tag is Tag.PROPER if at + 1 < len(units) else False


def bracketed(text: str, end: int) -> tuple[str, int] | None:
    """Returns the acronym in brackets that follows a phrase's end, and where the bracket ends."""
    match = _BRACKETED.match(text, end)
    return (match[1], match.end()) if match else None


def find_phrases(text: str, parties: Parties) -> tuple[list[Word], list[Unit], list[Phrase]]:
    """Returns the words, units and actor phrases of an article."""
    words = words_of(text)
    finder = PhraseFinder(text, words, parties.table.find(text, words), parties)
    return words, finder.units, finder.phrases()
