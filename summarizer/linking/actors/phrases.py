"""Finds the phrases of an article that may name an actor: names with titles, and descriptions ("the rebel leader").

Rule based and generous: what is found are the choices that a model or a check may pick from, each a verbatim span. A
phrase grows from the left over determiners, party names, capitalised words, titles and head nouns, takes in
prepositional phrases behind a title ("UN Special Envoy for Yemen Hans Grundberg"), and must end in a name or a head.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from summarizer.linking.actors.units import Tag, Unit, Units
from summarizer.linking.english import ENGLISH
from summarizer.linking.names import Kind
from summarizer.linking.registry import Parties
from summarizer.linking.words import words_of


@dataclass(frozen=True)
class Phrase:
    """A phrase that may name an actor.

    Attributes:
        start: offset of its first code point.
        end: offset after its last code point.
        units: what it is made of.
        person: the span of the proper name in it without titles, if it has one.
        words: as it stands in the article.
        code: tells whom words speak or act for.
    """

    start: int
    end: int
    units: tuple[Unit, ...]
    person: tuple[int, int] | None
    words: str
    code: Callable[[str], str | None] = field(repr=False)

    @cached_property
    def party(self) -> str | None:
        """Whom it speaks or acts for by its own words."""
        return self.code(self.words)

    @property
    def described(self) -> bool:
        """True if it ends in a head noun ("the rebel leader"), not in a name."""
        return self.units[-1].tag is Tag.HEAD

    @property
    def is_person(self) -> bool:
        """True if the phrase is the person or party named, not something of theirs."""
        after = next((u for u in self.units if self.person is not None and u.start >= self.person[1]), None)
        return self.person is not None and (after is None or after.tag is Tag.PREPOSITION)

    @property
    def affiliated(self) -> bool:
        """True if a party is named in it outside its proper name."""
        inside = self.person or (self.end, self.end)
        return any(u.name is not None and not inside[0] <= u.start < inside[1] for u in self.units)

    @property
    def led(self) -> bool:
        """True if it has the name of a leader in it."""
        return any(_is_leader(unit) for unit in self.units)

    @cached_property
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

    @cached_property
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
        units: its units.
        parties: the parties known.
    """

    def __init__(self, text: str, units: Units, parties: Parties) -> None:
        self._text = text
        self._units = units
        self._code = cache(parties.code)
        self._roles = parties.roles
        self._deeds = parties.roles.deeds - ENGLISH.ranks
        self._posted = parties.roles.accredited | ENGLISH.posts

    def phrases(self) -> list[Phrase]:
        """The phrases in order, none within another."""
        phrases: list[Phrase] = []
        free = 0
        for at in self._units.begins():
            end = self._reach(at) if at >= free else at
            phrase = self._phrase(at, end) if end > at else None
            if phrase is not None:
                phrases.append(phrase)
            free = max(end, free)
        return phrases

    def _reach(self, at: int) -> int:
        """Where a phrase that begins at a unit ends (exclusive); `at` where none begins there."""
        units, end = self._units, at
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
        """Where a phrase goes on after the unit `at`; `at` itself where it ends before that unit."""
        tag = self._units[at].tag
        if tag is Tag.PREPOSITION:
            return self._inner(begin, at)
        if tag in (Tag.DETERMINER, Tag.OTHER):
            return self._over_adjectives(at) if self._adjective_before(at, opened) else at
        ends = at == begin if tag is Tag.POSSESSIVE else at > begin and self._is_object(at)
        return at if ends else at + 1

    def _is_object(self, at: int) -> bool:
        """True if a name stands behind what looks like a deed and is a verb ("Washington strike Sison")."""
        before, unit = self._units[at - 1], self._units[at]
        named = unit.tag is Tag.PROPER or (unit.name is not None and not _only_modifies(unit))
        return named and before.tag is Tag.HEAD and before.text.islower() and before.noun in self._deeds

    def _adjective_before(self, at: int, opened: bool) -> bool:
        before = self._units[at - 1]
        if before.name is not None:
            return before.name.kind is Kind.ADJECTIVE
        return opened and before.tag is Tag.PROPER and before.text.endswith(("ic", "an", "ern", "ish", "ese", "i"))

    def _over_adjectives(self, at: int) -> int:
        """Passes up to two unknown lower-case words before a head noun or a name ("the ailing president")."""
        end = at
        while end < len(self._units) and end - at < 2 and self._is_adjective(end):
            end += 1
        lands = (
            end < len(self._units)
            and self._units[end].near
            and self._units[end].tag in (Tag.HEAD, Tag.PARTY, Tag.MODIFIER)
        )
        return end if end > at and lands else at

    def _is_adjective(self, at: int) -> bool:
        unit = self._units[at]
        plain = unit.tag is Tag.OTHER and unit.near and unit.text.islower()
        return plain and unit.text not in ENGLISH.function and unit.text not in ENGLISH.speech

    def _inner(self, begin: int, at: int) -> int:
        """Where a prepositional phrase behind a title has its first noun; `at` where it does not belong."""
        units, preposition = self._units, self._units[at].text.lower()
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
        titled = before.tag in (Tag.HEAD, Tag.MODIFIER) and any(u.tag is Tag.HEAD for u in units.between(begin, at))
        headed = units[end].tag in (Tag.HEAD, Tag.MODIFIER) and preposition in ("of", "for")
        return end if titled and (named or headed) else at

    def _phrase(self, begin: int, end: int) -> Phrase | None:
        units = self._units.between(begin, end)
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
        return Phrase(first, last, tuple(units), _person(units), self._text[first:last], self._code)

    def _is_nobody(self, begin: int, end: int, units: list[Unit]) -> bool:
        """True if a phrase says too little to be somebody, or is the name of a place."""
        if units[-1].tag is Tag.HEAD:
            return not self._is_actor(units) or self._noun_after(end) in ENGLISH.places
        named = {Tag.PROPER, Tag.PARTICLE, Tag.DETERMINER, Tag.NUMBER}
        return all(u.tag in named for u in units) and self._is_place(begin, end, units)

    def _is_actor(self, units: list[Unit]) -> bool:
        """True if a description says enough to be somebody: an owner, a determiner, a modifier, or many."""
        last = units[-1]
        owned = any(u.tag in (Tag.PARTY, Tag.PROPER) for u in units)
        if last.noun in self._roles.deeds:
            return owned
        many = last.noun != last.text.lower() or last.noun in ENGLISH.collective
        if not (owned or many or units[0].tag is Tag.DETERMINER) and last.noun in self._roles.others:
            return False
        if units[0].text.lower() in ("a", "an") and len(units) == 2 and last.noun in self._roles.before:
            return False
        return owned or len(units) > 1 or (many and (last.text.islower() or last.start in self._units.openings))

    def _noun_after(self, end: int) -> str:
        return self._units[end].noun if end < len(self._units) and self._units[end].near else ""

    def _is_place(self, begin: int, end: int, units: list[Unit]) -> bool:
        """True if a name is used as a place: "in Istanbul", "the Sumy region"."""
        before = self._units[begin - 1].text.lower() if begin else ""
        after = self._noun_after(end)
        lone = len(units) == 1 and (len(units[0].text) == 1 or units[0].noun in ENGLISH.agencies)
        return lone or before in ENGLISH.locatives or after in ENGLISH.places


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
    """The span of the last proper name in a phrase, titles and party names left out."""
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
    """True if a name stands behind a preposition ("minister of Policy Planning"), and is not the phrase's own."""
    before = units[begin - 1]
    if before.tag is Tag.DETERMINER and begin > 1:
        before = units[begin - 2]
    return before.tag is Tag.PREPOSITION


def _is_whose(units: list[Unit], begin: int, end: int) -> bool:
    """True if capitals are a person's ("Ramos' government"), not those of a head noun ("Western governments")."""
    if end == len(units) or units[end].tag in (Tag.POSSESSIVE, Tag.PREPOSITION):
        return True
    return begin > 0 and units[begin - 1].tag is Tag.HEAD and not units[end].near


def _within_name(units: list[Unit], at: int) -> bool:
    """True if a unit that looks like a modifier stands within a name ("Moro National Liberation")."""
    if not 0 < at < len(units) - 1 or units[at].tag is not Tag.MODIFIER or not units[at].text[0].isupper():
        return False
    return units[at - 1].tag is Tag.PROPER and units[at + 1].tag is Tag.PROPER


def bracketed(text: str, end: int) -> tuple[str, int] | None:
    """The acronym in brackets that follows a phrase's end, and where the bracket ends."""
    match = _BRACKETED.match(text, end)
    return (match[1], match.end()) if match else None
