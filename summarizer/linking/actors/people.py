"""The persons of one article: every mention of each under the fullest name, with its titles and parties."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from summarizer.linking.actors.phrases import Phrase, bracketed
from summarizer.linking.actors.units import Tag
from summarizer.linking.english import ENGLISH
from summarizer.linking.registry import Parties
from summarizer.linking.words import words_of

_AFTER_COMMA = re.compile(r",\s+(?:[a-z]+\s+){0,2}")
_NEXT_WORD = re.compile(r"['’]?\s(\w+)")
_OF_NAMES = ("ese", "ish", "n", "ia", "a", "i")
"""Endings that make an adjective of a place's name, and that the name itself may have."""
_REACH = 400
"""Longest distance in code points from a description or pronoun back to its antecedent."""

Words = tuple[str, ...]
"""A name as folded words."""


@dataclass
class Person:
    """A person of the article, or another proper name that is no party's.

    Attributes:
        name: the fullest name that the article gives, without titles.
        words: its folded words.
        personal: a title, a given name or the list of leaders says that it is a person.
        places: where it is mentioned, start offsets.
        titles: the head noun of each title, with all the title's nouns, modifiers and names.
        parties: the codes that titles and affiliations give.
    """

    name: str
    words: Words
    personal: bool = False
    places: list[int] = field(default_factory=list)
    titles: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    parties: set[str] = field(default_factory=set)


class People:
    """The persons of one article.

    Args:
        text: the article's text.
        phrases: its actor phrases, in order.
        sentences: where its sentences start, ascending.
        parties: the parties known.
    """

    def __init__(self, text: str, phrases: Sequence[Phrase], sentences: Sequence[int], parties: Parties) -> None:
        self._text = text
        self._phrases = phrases
        self._sentences = sentences
        self._parties = parties
        self._people: list[Person] = []
        named = [(words_at(text, *p.person), p) for p in phrases if p.person is not None]
        for words, phrase in sorted(named, key=lambda n: -len(n[0])):
            self._add(words, phrase)
        for left, right in pairwise(phrases):
            self._apposed(left, right)

    def called(self, words: Words) -> list[Person]:
        """Those whose fullest name has these words in a row."""
        return [p for p in self._people if within(words, p.words)]

    def at(self, place: int) -> list[Person]:
        """The person, if any, whose name begins at an offset."""
        return [p for p in self._people if place in p.places]

    def titled(self, head: str, nouns: frozenset[str]) -> list[Person]:
        """Those with a title of this head noun and at least these nouns and modifiers.

        An adjective stands for the name that it is made of: "the Kestrian president" is the president of Kestria.
        """

        def fits(titles: frozenset[str]) -> bool:
            return all(n in titles or any(_is_made_of(n, title) for title in titles) for n in nouns)

        return [p for p in self._people if any(head == h and fits(titles) for h, titles in p.titles)]

    def latest(self, near: int, among: Iterable[Person] | None = None) -> list[Person]:
        """Those whom the latest sentence before an offset names, if it is near enough.

        Args:
            near: the offset.
            among: whom to choose from; without it, all that are known for persons.
        """
        chosen = (p for p in self._people if p.personal) if among is None else among
        last = [(max(before), p) for p in chosen if (before := [at for at in p.places if near - _REACH <= at < near])]
        sentences = [(self.sentence(at), person) for at, person in last]
        latest = max((sentence for sentence, _ in sentences), default=0)
        return [person for sentence, person in sentences if sentence == latest]

    def party(self, person: Person) -> str | None:
        """A person's party: the one that titles agree on, else the one that the list of parties knows."""
        if len(person.parties) == 1:
            return next(iter(person.parties))
        listed = self._parties.code(person.name)
        return listed if not person.parties or listed in person.parties else None

    def body(self, nouns: frozenset[str], before: int) -> str | None:
        """The one party whose body bears these nouns before an offset ("the government").

        Args:
            nouns: folded and singular, the head noun among them.
            before: the offset.
        """
        fitting = (p for p in self._bodies if p.head in nouns and nouns <= p.titles)
        codes = {p.party for p in fitting if p.start < before and p.party is not None}
        return codes.pop() if len(codes) == 1 else None

    @cached_property
    def _bodies(self) -> list[Phrase]:
        return [phrase for phrase in self._phrases if phrase.described]

    def sentence(self, offset: int) -> int:
        """The number of the sentence that an offset is in."""
        return bisect_right(self._sentences, offset) - 1

    def _add(self, words: Words, phrase: Phrase) -> None:
        assert phrase.person is not None
        start, end = phrase.person
        known = self.called(words)
        if not known:
            known = [Person(self._text[start:end], words)]
            self._people.extend(known)
        if len(known) > 1:
            known = self.latest(start, known)
        if len(known) != 1:
            return
        person = known[0]
        person.places.append(start)
        person.personal = person.personal or phrase.led or bool(phrase.titles) or len(words) > 1
        if phrase.titles:
            person.titles.append((phrase.title_head, phrase.titles))
        if phrase.is_person and phrase.affiliated and phrase.party is not None:
            person.parties.add(phrase.party)

    def _apposed(self, left: Phrase, right: Phrase) -> None:
        """Adds what stands beside a name: "X, the French foreign minister", "the rebel leader, X"."""
        if apposes(self._text, left, right):
            self._describe(left, right)
        elif right.is_person and not left.is_person and left.titles and _gap(self._text, left, right).strip() == ",":
            self._describe(right, left)

    def _describe(self, named: Phrase, description: Phrase) -> None:
        party = description.party or self._possessor(description)
        for person in self.at(named.person[0]) if named.person is not None else []:
            names = frozenset(u.text.casefold() for u in description.units if u.tag is Tag.PROPER)
            person.titles.append((description.head, description.titles | names))
            person.personal = True
            if party is not None:
                person.parties.add(party)

    def _possessor(self, description: Phrase) -> str | None:
        """The party that a description names by a body alone ("the government's spokesman")."""
        owned = next((n for n, unit in enumerate(description.units) if unit.tag is Tag.POSSESSIVE), 0)
        nouns = frozenset(unit.noun for unit in description.units[:owned] if unit.tag is Tag.HEAD)
        return self.body(nouns, description.start) if nouns else None


def apposes(text: str, named: Phrase, description: Phrase) -> bool:
    """True if a phrase says behind a comma what the person named before it is."""
    if not named.is_person or description.is_person or not description.titles:
        return False
    if _AFTER_COMMA.fullmatch(_gap(text, named, description)) is None:
        return False
    follows = _NEXT_WORD.match(text, description.end)
    return follows is None or follows[1] in ENGLISH.following


def words_at(text: str, start: int, end: int) -> Words:
    """The folded words of a span."""
    return tuple(words_of(text[start:end]).folded)


def within(part: Words, whole: Words) -> bool:
    """True if words stand in a row within others."""
    return any(whole[n : n + len(part)] == part for n in range(len(whole) - len(part) + 1))


def _is_made_of(adjective: str, name: str) -> bool:
    """True if an adjective is a name's, by their common beginning: "kestrian" of "kestria"."""
    stem = adjective
    for ending in _OF_NAMES:
        stem = stem.removesuffix(ending)
    return stem != adjective and len(stem) > 3 and name.startswith(stem) and len(name) - len(stem) <= 3


def _gap(text: str, left: Phrase, right: Phrase) -> str:
    opened = bracketed(text, left.end)
    return text[opened[1] if opened is not None else left.end : right.start]
