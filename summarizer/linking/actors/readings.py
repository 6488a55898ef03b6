"""Whom the words of an article stand for: a name, an office, a description, a pronoun.

A description or pronoun stands for someone only where one alone fits.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from summarizer.linking.actors.people import People, Person, words_at
from summarizer.linking.actors.phrases import Phrase, bracketed
from summarizer.linking.actors.references import FullNames, is_called_a_person
from summarizer.linking.actors.units import Tag, Units
from summarizer.linking.english import ENGLISH
from summarizer.linking.names import Kind, singular
from summarizer.linking.registry import Parties
from summarizer.linking.words import Words, words_of
from summarizer.schemas.values import Actor

_POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
SUBJECT_PRONOUNS = frozenset({"it", "they"})

_GOVERNED = re.compile(
    r"\b(?:of|in|at|on|by|to|with|from|for|against|under|between|over|upon|than|near|across)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before a phrase that is no subject."""


class Readings:
    """Reads spans of one article.

    Args:
        text: the article's text.
        units: its units.
        phrases: its actor phrases, in order.
        parties: the parties known.

    Attributes:
        people: the persons of the article.
    """

    def __init__(self, text: str, units: Units, phrases: Sequence[Phrase], parties: Parties) -> None:
        self._text = text
        self._units = units
        self._phrases = phrases
        self._parties = parties
        self._sentences = [0, *units.openings]
        self.people = People(text, phrases, self._sentences, parties)
        self._full_names = FullNames(text, phrases)
        self._named_phrases = [(phrase, phrase.person) for phrase in phrases if phrase.person is not None]
        self._named_ends = [phrase.end for phrase, _ in self._named_phrases]
        acronyms = ((bracketed(text, phrase.end), phrase) for phrase in phrases)
        self._acronyms = {a[0].casefold(): p.party for a, p in acronyms if a is not None and p.party is not None}

    def one(self, people: list[Person], near: int | None) -> Person | None:
        """The one person, or the one of several whom the latest sentence names; `None` if undecided."""
        if len(people) > 1 and near is not None:
            people = self.people.latest(near, people)
        return people[0] if len(people) == 1 else None

    def named(self, start: int, end: int, near: int | None) -> Actor | None:
        """Reads a name with a person's or a party's name in it; `None` for a mere description."""
        words = self._text[start:end]
        own = self._parties.code(words) or self._acronyms.get(words.casefold())
        person = self._person_in(start, end)
        if person is None:
            holder = self._holder(words, near) if own is None else None
            if holder is not None:
                return Actor(name=holder.name, party=self.people.party(holder))
            return Actor(name=words, party=own) if own is not None or self._is_name(start, end) else None
        called = self.people.called(words_at(self._text, *person))
        people = (self.people.at(person[0]) if near is not None else []) or called
        if len(people) == 1:
            stated = own if (start, end) != person or len(called) == 1 else None
            return Actor(name=people[0].name, party=self.people.party(people[0]) or stated)
        parties = {self.people.party(p) for p in people}
        shared = parties.pop() if len(parties) == 1 else None
        return Actor(name=words, party=shared if (start, end) == person else own or shared)

    def described(self, start: int, end: int, near: int | None) -> Actor:
        """Reads a description: the one person with that title, the fuller name before, or the one party's body."""
        name = self._text[start:end]
        words = words_of(name)
        nouns = frozenset(singular(w) for w in words.folded if w not in ENGLISH.determiners)
        people = self.people.titled(words.folded[-1], nouns)
        person = self.one(people, near)
        if person is not None:
            return Actor(name=person.name, party=self.people.party(person))
        if people:
            return Actor(name=name)
        owner = self._owner(words, start if near is None else near)
        if owner is not None:
            return owner
        body = self.people.body(nouns, start if near is None else near)
        if body is None and words.folded[0] == "the" and len(words) > 1:
            fuller = self._full_names.before(start, tuple(words.folded[1:]))
            if fuller is not None:
                return Actor(name=self._text[fuller.start : fuller.end], party=fuller.party)
        return Actor(name=name, party=body or self._possessed(words, near))

    def pronoun(self, pronoun: str, start: int, end: int, near: int | None) -> Actor:
        """Reads "he" as the one person whom this sentence, or the last before, has named; "it" as the subject there."""
        found = self._antecedent(pronoun, near) if near is not None else None
        return found or Actor(name=self._text[start:end])

    def subject_before(self, near: int) -> Actor | None:
        """The actor, no person, that the sentence of an offset has named first before it, or else the one before."""
        sentence = self.people.sentence(near)
        for index in (sentence, sentence - 1):
            first = self._sentences[max(index, 0)]
            for phrase in self._phrases:
                if first <= phrase.start and phrase.end <= near and self._may_be_subject(phrase):
                    place = phrase.start, phrase.end, phrase.start
                    return self.named(*place) or self.described(*place)
        return None

    def _holder(self, words: str, near: int | None) -> Person | None:
        """The one person whose office words are: "the president of Kestria"."""
        folded = [w for w in words_of(words).folded if w not in ENGLISH.determiners]
        if "of" not in folded[1:]:
            return None
        head = singular(folded[folded.index("of") - 1])
        nouns = frozenset(singular(word) for word in folded[: folded.index("of")])
        names = frozenset(word for word in folded[folded.index("of") :] if word not in ENGLISH.function)
        return self.one(self.people.titled(head, nouns | names), near)

    def _person_in(self, start: int, end: int) -> tuple[int, int] | None:
        """The part of a span that is a person's name and says whose it is: at its end or before a comma."""
        for at in range(bisect_right(self._named_ends, start), len(self._named_phrases)):
            phrase, person = self._named_phrases[at]
            if phrase.start >= end:
                return None
            first, last = max(start, person[0]), min(end, person[1])
            titled = first == start or phrase.start <= start or self._text[:first].rstrip().endswith(",")
            closed = last == end or self._text[last] == "," or (phrase.is_person and end <= phrase.end)
            if first < last and titled and closed:
                return first, last
        return None

    def _is_name(self, start: int, end: int) -> bool:
        """True if a span is a proper name, though of no party known."""
        inside = self._units.within(start, end)
        return any(u.tag is Tag.PROPER for u in inside) and not (inside and inside[-1].tag is Tag.HEAD)

    def _owner(self, words: Words, near: int) -> Actor | None:
        """Who speaks or acts through "her spokeswoman" or "its government"; `None` for any other."""
        pronoun = _POSSESSIVES.get(words.folded[0])
        if pronoun is None or singular(words.folded[-1]) not in ENGLISH.mouthpieces:
            return None
        return self._antecedent(pronoun, near)

    def _possessed(self, words: Words, near: int | None) -> str | None:
        """The party that "its" means: the one that the sentence before opens with, for an office."""
        if near is None or words.folded[0] not in ("its", "their"):
            return None
        if not self._parties.phrases.is_office(words.folded[-1]):
            return None
        opening = self._sentences[max(0, self.people.sentence(near) - 1)]
        first = bisect_left(self._units.starts, opening)
        behind = (self._units[at] for at in range(first, len(self._units)))
        unit = next((u for u in behind if u.tag is not Tag.DETERMINER), None)
        if unit is None or unit.name is None or unit.start >= near:
            return None
        return unit.name.code if unit.name.kind in (Kind.NAME, Kind.SEAT, Kind.BODY) else None

    def _antecedent(self, pronoun: str, near: int) -> Actor | None:
        """Whom a pronoun at an offset stands for, if it can be one alone."""
        if pronoun in SUBJECT_PRONOUNS:
            return self.subject_before(near)
        people = self.people.latest(near) if pronoun in ENGLISH.personal else []
        return Actor(name=people[0].name, party=self.people.party(people[0])) if len(people) == 1 else None

    def _may_be_subject(self, phrase: Phrase) -> bool:
        """True if a phrase is no person's, and no preposition stands before it."""
        before = self._text[max(0, phrase.start - 20) : phrase.start]
        return not is_called_a_person(phrase) and _GOVERNED.search(before) is None
