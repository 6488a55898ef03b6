"""The actors of one article: which phrases may name one, and whom a name taken from the article stands for.

A name counts only if the article has its words. Titles and affiliations found at any mention of a person ("Russian
Foreign Minister Sergei Lavrov", "Tim Lenderking, US envoy") give the party of each other mention ("Lavrov").
Descriptions ("the president", "he") are resolved where one antecedent alone fits, and otherwise keep no party.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.extraction.actor_phrases import Phrase, Tag, bracketed, find_phrases
from summarizer.extraction.parties import Parties
from summarizer.extraction.party_names import Kind, singular
from summarizer.extraction.party_phrases import DETERMINERS
from summarizer.extraction.party_words import Word, joined, opens_sentence, words_of
from summarizer.schemas.values import Actor


class ActorMention(NamedTuple):
    """A phrase of the article that may name an actor: `text[start:end] == name`.

    Attributes:
        start: offset of the first code point.
        end: offset after the last code point (half-open).
        name: the words, as they stand in the article.
        party: the code of the party that they speak or act for, as far as the article or the list of parties says.
    """

    start: int
    end: int
    name: str
    party: str | None


@dataclass
class _Person:
    """A person of the article, under the fullest name that it gives.

    Attributes:
        name: without titles, as the article writes it.
        words: folded words of the name.
        places: where the person is mentioned, start offsets.
        titles: nouns and modifiers of the titles, one set a mention.
        codes: the parties that titles and affiliations name.
    """

    name: str
    words: tuple[str, ...]
    places: list[int] = field(default_factory=list)
    titles: list[frozenset[str]] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)


_PERSONAL = frozenset("he she him her his hers".split())
_IMPERSONAL = frozenset("it they them we i us you who its their themselves itself".split())
_BREAK = re.compile(r"[.!?;:]\s|\n\s*\n")
_AFTER_COMMA = re.compile(r",\s+(?:[a-z]+\s+){0,2}")
_REACH = 400
"""A description looks no further back than this many code points for whom it means."""


class ActorIndex:
    """The actors of one article.

    Args:
        text: the article's text.
        parties: the parties known.
    """

    def __init__(self, text: str, parties: Parties) -> None:
        self._text = text
        self._parties = parties
        self._words, self._units, self._phrases = find_phrases(text, parties)
        self._codes = [parties.code(text[p.start : p.end]) for p in self._phrases]
        self._at: dict[str, list[int]] = defaultdict(list)
        for n, word in enumerate(self._words):
            self._at[word.folded].append(n)
        self._sentences = [0, *(u.start for u in self._units if opens_sentence(text, u.start))]
        self._acronyms = dict(self._expanded())
        self._people = self._gather()
        self._affiliate()

    def actors_in(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """Returns the phrases of a span that may name an actor, by place, the longest of those that start together first.

        Phrases within others are among them: "Russian Foreign Minister Sergei Lavrov" comes with "Sergei Lavrov".

        Args:
            start: offset of the span's first code point.
            end: offset after its last.
        """
        spans = {(a, b) for a, b in self._spans() if start <= a and b <= end}
        return tuple(
            ActorMention(a, b, self._text[a:b], self._party_at(a, b)) for a, b in sorted(spans, key=lambda s: (s[0], -s[1]))
        )

    def resolve(self, name: str, near: int | None = None) -> Actor | None:
        """Returns the actor that a name stands for in this article; `None` where the article has no such words.

        A person comes under the fullest name that the article gives, without titles; anything else as it is written.

        Args:
            name: as someone copied it: case, accents, quotation marks and hyphens may differ from the article's.
            near: offset about which the name stands, to choose among several antecedents.
        """
        words = _bare(words_of(name))
        if not words:
            return None
        place = self._find(words, near)
        if place is None:
            return self._loose(name, words, near)
        start, end = self._span(name, *place)
        pronoun = words[0].folded if len(words) == 1 else ""
        if pronoun in _PERSONAL or pronoun in _IMPERSONAL:
            return self._pronoun(pronoun, start, end, near)
        return self._named(words, start, end) or self._described(start, end, near)

    # --- building ---------------------------------------------------------------------------------------------------

    def _expanded(self) -> Iterator[tuple[str, str]]:
        """Yields acronyms in brackets with the party of what stands before, or of their own."""
        for phrase, code in zip(self._phrases, self._codes, strict=True):
            acronym = bracketed(self._text, phrase.end)
            if acronym is not None:
                known = self._parties.code(acronym[0]) or code
                if known is not None:
                    yield acronym[0].casefold(), known

    def _gather(self) -> list[_Person]:
        """Collects the persons and other proper names, the fullest first, with the titles before them."""
        named = [(p, c, tuple(w.folded for w in words_of(self._text[p.person[0] : p.person[1]]))) for p, c in self._with_person()]
        people: list[_Person] = []
        for phrase, code, words in sorted(named, key=lambda n: -len(n[2])):
            assert phrase.person is not None
            start, end = phrase.person
            known = [p for p in people if _within(words, p.words)]
            if not known:
                known = [_Person(self._text[start:end], words)]
                people.extend(known)
            if len(known) > 1:
                known = self._latest(known, start) or known
            if len(known) == 1:
                known[0].places.append(start)
                if phrase.titles:
                    known[0].titles.append(phrase.titles)
                if code is not None and phrase.end == end:
                    known[0].codes.add(code)
        return people

    def _with_person(self) -> Iterator[tuple[Phrase, str | None]]:
        for phrase, code in zip(self._phrases, self._codes, strict=True):
            if phrase.person is not None:
                yield phrase, code

    def _affiliate(self) -> None:
        """Adds what stands beside a name between commas: "X, the French foreign minister", "the rebel leader, X"."""
        for left, right in zip(self._phrases, self._phrases[1:], strict=False):
            gap = self._text[left.end : right.start]
            opened = bracketed(self._text, left.end)
            if opened is not None:
                gap = self._text[opened[1] : right.start]
            if not _AFTER_COMMA.fullmatch(gap):
                continue
            if _is_person(left) and not _is_person(right):
                self._describe(left, right)
            elif _is_person(right) and not _is_person(left) and gap.strip() == ",":
                self._describe(right, left)

    def _describe(self, person: Phrase, description: Phrase) -> None:
        if not description.titles:
            return
        code = self._codes[self._phrases.index(description)] or self._anaphoric(description, description.start)
        for known in self._known(person):
            known.titles.append(description.titles)
            if code is not None:
                known.codes.add(code)

    def _known(self, phrase: Phrase) -> list[_Person]:
        return [p for p in self._people if phrase.person is not None and phrase.person[0] in p.places]

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Yields the spans of candidates: phrases, with brackets and appositions, and the names within."""
        for at, phrase in enumerate(self._phrases):
            yield phrase.start, phrase.end
            if phrase.person is not None:
                yield phrase.person
            opened = bracketed(self._text, phrase.end)
            if opened is not None:
                yield phrase.start, opened[1]
            yield from _inner_names(phrase)
            following = self._phrases[at + 1] if at + 1 < len(self._phrases) else None
            if following is not None and self._apposed(phrase, following):
                yield phrase.start, following.end

    def _apposed(self, person: Phrase, description: Phrase) -> bool:
        gap = self._text[person.end : description.start]
        return _is_person(person) and not _is_person(description) and bool(description.titles) and bool(_AFTER_COMMA.fullmatch(gap))

    def _party_at(self, start: int, end: int) -> str | None:
        actor = self.resolve(self._text[start:end], near=start)
        return actor.party if actor is not None else None

    # --- finding a name in the article ------------------------------------------------------------------------------

    def _find(self, words: list[Word], near: int | None) -> tuple[int, int] | None:
        """Returns the words (first, last) of the article that a name matches, the nearest to `near` or else the first."""
        places = [(n, last) for n in self._at.get(words[0].folded, ()) if (last := self._run(n, words)) is not None]
        if not places:
            return None
        return places[0] if near is None else min(places, key=lambda p: abs(self._words[p[0]].start - near))

    def _run(self, first: int, words: list[Word]) -> int | None:
        """Returns the last word of a name that begins at a word of the article; `None` where the article goes on otherwise."""
        at = first
        for wanted in words[1:]:
            at += 1
            if at == len(self._words) or self._words[at].folded != wanted.folded:
                return None
            before, word = self._words[at - 1], self._words[at]
            gap = self._text[before.end : word.start]
            if not joined(self._text, before, word) and (len(gap) > 4 or _BREAK.search(gap)):
                return None
        return at

    def _span(self, name: str, first: int, last: int) -> tuple[int, int]:
        """Returns the offsets of a name in the article, its determiner and closing bracket or full stop included."""
        start, end = self._words[first].start, self._words[last].end
        leading = words_of(name)[0].folded
        if first and leading in DETERMINERS and self._words[first - 1].folded == leading:
            start = self._words[first - 1].start
        inside = self._text[start:end]
        if inside.count("(") > inside.count(")") and self._text[end : end + 1] == ")":
            end += 1
        unit = next((u for u in self._units if u.start < end <= u.end), None)
        return start, unit.end if unit is not None and unit.tag is Tag.PARTY else end

    def _loose(self, name: str, words: list[Word], near: int | None) -> Actor | None:
        """Reads a name whose words all stand in the article, though not in a row, or that abbreviates one there."""
        if all(w.folded in self._at for w in words):
            return self._scattered(name, words, near)
        if len(words) == 1 and words[0].text.isupper() and len(words[0].text) > 1:
            for phrase, code in zip(self._phrases, self._codes, strict=True):
                if _initials(phrase) == words[0].text:
                    return Actor(name=self._text[phrase.start : phrase.end], party=code)
        return None

    def _scattered(self, name: str, words: list[Word], near: int | None) -> Actor | None:
        """Reads a title and a name that the article has in two places ("Russian minister Lavrov")."""
        for at in range(1, len(words)):
            people = [p for p in self._people if _within(tuple(w.folded for w in words[at:]), p.words)]
            if len(people) > 1:
                people = self._latest(people, near)
            if len(people) == 1:
                stated = self._parties.code(name)
                party = self._party(people[0])
                return Actor(name=people[0].name, party=party if party is not None or people[0].codes else stated)
        return None

    # --- whom it stands for -----------------------------------------------------------------------------------------

    def _named(self, words: list[Word], start: int, end: int) -> Actor | None:
        """Reads a name with a person's or a party's name in it; `None` for a mere description."""
        folded = tuple(w.folded for w in words)
        own = self._parties.code(self._text[start:end]) or self._acronyms.get(self._text[start:end].casefold())
        phrases = [p for p in self._phrases if p.start < end and p.end > start and p.person is not None]
        inside = next((p for p in phrases if p.person is not None and p.person[0] < end and p.person[1] > start), None)
        named = inside is not None and inside.person is not None and (inside.person[1] >= end or self._text[inside.person[1]] == ",")
        titled = inside is not None and inside.person is not None and inside.person[1] < end and _is_person(inside)
        if not (named or titled):
            return Actor(name=self._text[start:end], party=own) if own is not None else self._unresolved(start, end)
        people = self._known(inside) if inside is not None else []
        people = people or [p for p in self._people if _within(folded, p.words)]
        if len(people) != 1:
            parties = {self._party(p) for p in people}
            shared = parties.pop() if len(parties) == 1 else None
            return Actor(name=self._text[start:end], party=own or shared)
        return Actor(name=people[0].name, party=own or self._party(people[0]))

    def _unresolved(self, start: int, end: int) -> Actor | None:
        """Keeps a name that is not a description, and has no party: a place, a movement not listed."""
        described = any(p.described and p.start <= start and end <= p.end for p in self._phrases)
        lower = self._text[start:end] == self._text[start:end].lower()
        return None if described or lower or self._text[start:end].lower().startswith("the ") else Actor(name=self._text[start:end])

    def _party(self, person: _Person) -> str | None:
        """Returns a person's party: the one that titles agree on, else the one that the list of parties knows."""
        listed = self._parties.code(person.name)
        if len(person.codes) == 1:
            return next(iter(person.codes))
        return listed if not person.codes or listed in person.codes else None

    def _described(self, start: int, end: int, near: int | None) -> Actor:
        """Reads a description: the one person with that title, or the one party whose body it can be."""
        name = self._text[start:end]
        nouns = frozenset(singular(w.folded) for w in words_of(name) if w.folded not in DETERMINERS)
        people = [p for p in self._people if any(nouns <= titles for titles in p.titles)]
        if len(people) > 1 and near is not None:
            people = self._latest(people, near)
        if len(people) == 1:
            return Actor(name=people[0].name, party=self._party(people[0]))
        if people:
            return Actor(name=name)
        return Actor(name=name, party=self._body(nouns, start, near) or self._possessed(name, near))

    def _body(self, nouns: frozenset[str], start: int, near: int | None) -> str | None:
        """Returns the one party whose body bears these nouns elsewhere in the article ("the government")."""
        codes: set[str] = set()
        before = start if near is None else near
        for phrase, code in zip(self._phrases, self._codes, strict=True):
            fits = code is not None and phrase.described and nouns <= phrase.titles and phrase.head in nouns
            if fits and code is not None and (len(code) == 3 or phrase.start < before):
                codes.add(code)
        return codes.pop() if len(codes) == 1 else None

    def _anaphoric(self, description: Phrase, start: int) -> str | None:
        """Returns the party of a description that names it by a body alone ("the government's spokesman")."""
        possessor = next((n for n, u in enumerate(description.units) if u.tag is Tag.POSSESSIVE), None)
        if possessor is None:
            return None
        return self._body(frozenset(u.noun for u in description.units[:possessor] if u.tag is Tag.HEAD), start, None)

    def _possessed(self, name: str, near: int | None) -> str | None:
        """Returns the party that "its" means: the one that the sentence before begins with, where the noun is an office."""
        words = words_of(name)
        if near is None or words[0].folded not in ("its", "their") or not self._parties.phrases.is_office(words[-1].folded):
            return None
        sentence = self._sentence(near)
        if sentence == 0:
            return None
        opening = self._sentences[sentence - 1]
        unit = next((u for u in self._units if u.start >= opening and u.tag is not Tag.DETERMINER), None)
        if unit is None or unit.name is None or unit.name.kind not in (Kind.NAME, Kind.SEAT, Kind.BODY):
            return None
        return unit.name.code

    def _pronoun(self, pronoun: str, start: int, end: int, near: int | None) -> Actor:
        """Reads "he" or "she" as the one person whom the sentence, or the one before, has named; others have no party."""
        name = self._text[start:end]
        if near is None or pronoun not in _PERSONAL:
            return Actor(name=name)
        people = self._latest(self._people, near)
        return Actor(name=people[0].name, party=self._party(people[0])) if len(people) == 1 else Actor(name=name)

    def _latest(self, people: Iterable[_Person], near: int | None) -> list[_Person]:
        """Returns those whom the latest sentence before an offset names, if that is near enough."""
        if near is None:
            return []
        latest: list[tuple[int, _Person]] = []
        for person in people:
            before = [p for p in person.places if near - _REACH <= p < near]
            if before:
                latest.append((self._sentence(max(before)), person))
        last = max((sentence for sentence, _ in latest), default=0)
        return [person for sentence, person in latest if sentence == last]

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._sentences, offset) - 1


def _bare(words: list[Word]) -> list[Word]:
    """Leaves out a determiner at the head and a possessive at the end."""
    kept = list(words)
    while len(kept) > 1 and kept[0].folded in DETERMINERS:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1].folded == "s":
        kept = kept[:-1]
    return kept


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Tells whether words stand in a row within others."""
    return any(whole[n : n + len(part)] == part for n in range(len(whole) - len(part) + 1))


def _is_person(phrase: Phrase) -> bool:
    """Tells whether a phrase ends in a person's name."""
    return phrase.person is not None and phrase.person[1] == phrase.end


def _inner_names(phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Yields the parties' own names within a phrase, up to its first preposition."""
    for unit in phrase.units:
        if unit.tag is Tag.PREPOSITION:
            return
        if unit.name is not None and unit.name.kind is not Kind.ADJECTIVE:
            yield unit.start, unit.end


def _initials(phrase: Phrase) -> str:
    return "".join(w.text[0] for unit in phrase.units for w in words_of(unit.text) if w.capitalised and unit.tag is not Tag.DETERMINER)
