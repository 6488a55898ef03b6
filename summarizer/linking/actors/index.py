"""The actors of one article: which phrases may name one, and whom a name taken from the article stands for.

A name counts only if the article has its words. Titles and affiliations found at any mention of a person ("Russian
Foreign Minister Sergei Lavrov", "Tim Lenderking, US envoy") give the party of each other mention ("Lavrov").
Descriptions ("the president", "he") are resolved where one antecedent alone fits, and otherwise keep no party.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.linking.actors.people import People, Person, apposes, words_at
from summarizer.linking.actors.phrases import Phrase, PhraseFinder, bracketed
from summarizer.linking.actors.references import fuller_name, is_called_a_person
from summarizer.linking.actors.units import Tag, Units
from summarizer.linking.actors.variants import overlapping_runs, titles_and_name, without_initials, without_legal_form
from summarizer.linking.english import ENGLISH
from summarizer.linking.names import Kind, singular
from summarizer.linking.registry import Parties
from summarizer.linking.words import Word, Words, joined, spaced, words_of
from summarizer.schemas.values import Actor
from summarizer.values.markup import plain, without_markup


class ActorMention(NamedTuple):
    """A phrase of the article that may name an actor: `text[start:end]` is `name`, markup and kinds of spaces aside.

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


_LEAST_RUN, _LONGEST_NAME, _RUNS_APART = 2, 10, 80
"""Words of a part of a name, of a name in parts, and of the article between two parts."""
_POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
SUBJECT_PRONOUNS = frozenset({"it", "they"})

_GOVERNED = re.compile(
    r"\b(?:of|in|at|on|by|to|with|from|for|against|under|between|over|upon|than|near|across)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before a phrase that is no subject."""
_BREAK = re.compile(r"[.!?;:]\s|\n\s*\n")


class ActorIndex:
    """The actors of one article, in offsets of its text; names come without markup and with plain spaces.

    Args:
        text: the article's text.
        parties: the parties known.
    """

    def __init__(self, text: str, parties: Parties) -> None:
        self._markup = without_markup(text)
        text = spaced(text if self._markup is None else self._markup.text)
        self._text = text
        self._parties = parties
        self._units = Units(text, parties)
        self._words = self._units.words
        self._phrases = PhraseFinder(text, self._units, parties).phrases()
        self._places: dict[str, list[int]] = defaultdict(list)
        for n, folded in enumerate(self._words.folded):
            self._places[folded].append(n)
        self._sentences = [0, *self._units.openings]
        self._people = People(text, self._phrases, self._sentences, parties)
        self._acronyms = {a: p.party for p in self._phrases if (a := self._acronym(p)) and p.party is not None}

    def actors_in(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """Returns the phrases of a span that may name an actor, by place, the longest that start together first.

        Phrases within others are among them: "Russian Foreign Minister Sergei Lavrov" comes with "Sergei Lavrov".

        Args:
            start: offset of the span's first code point.
            end: offset after its last.
        """
        start, end = self._plain(start), self._plain(end)
        spans = {(first, last) for first, last in self._candidates() if start <= first and last <= end}
        ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
        return tuple(self._mention(*span, self._party_at(*span)) for span in ordered)

    def party_names(self, party: str) -> tuple[ActorMention, ...]:
        """Returns where the article has a party's own name ("Russia"), not an adjective, a seat, a body or a leader."""
        found = self._parties.table.find(self._text, self._words)
        own = [f for f in found if f.name.code == party and f.name.kind is Kind.NAME]
        return tuple(self._mention(f.start, f.end, party) for f in own)

    def resolve(self, name: str, near: int | None = None) -> Actor | None:
        """Returns the actor that a name stands for in this article; `None` where the article has no such words.

        A person comes under the fullest name that the article gives, without titles; anything else as it is written.

        Args:
            name: as someone copied it: case, accents, quotation marks and hyphens may differ from the article's.
            near: offset about which the name stands, to choose among several antecedents.
        """
        words = without_legal_form(spaced(plain(name)).strip())
        at = None if near is None else self._plain(near)
        return self._resolve(words, at) or self._untitled(words, at) or self._in_runs(words, at)

    def person_in(self, words: str) -> str | None:
        """The name of the one person of the article whom words name, titles before it or not; `None` for any other."""
        bare = spaced(plain(words)).strip()
        if self._parties.code(bare) is not None and not self._people.called(tuple(words_of(bare).folded)):
            return None
        for own in (bare, *(name for _, name in titles_and_name(bare, self._parties))):
            people = [p for p in self._people.called(tuple(words_of(own).folded)) if p.personal]
            if len(people) == 1:
                return own
        return None

    def subject_before(self, offset: int) -> Actor | None:
        """The actor, no person, that the sentence of an offset has named first before it, or else the sentence before.

        Args:
            offset: where "it" or "its" stands.
        """
        return self._subject_before(self._plain(offset))

    # --- the text without markup ------------------------------------------------------------------------------------

    def _plain(self, offset: int) -> int:
        """An offset of the text as given, in the text without markup."""
        return offset if self._markup is None else self._markup.offset(offset)

    def _mention(self, start: int, end: int, party: str | None) -> ActorMention:
        """A phrase of the text without markup, with its offsets in the text as given."""
        given = (start, end) if self._markup is None else self._markup.original(start, end)
        return ActorMention(*given, self._text[start:end], party)

    # --- resolving --------------------------------------------------------------------------------------------------

    def _resolve(self, name: str, near: int | None) -> Actor | None:
        words = words_of(name)
        bare = _bare(words)
        if not bare:
            return None
        place = self._find(bare, words[0].folded, near)
        if place is None:
            return self._loose(name, bare, near)
        start, end = self._span(words[0].folded, *place)
        if _is_pronoun(bare, self._words[place[0]].text):
            return self._pronoun(bare[0].folded, start, end, near)
        return self._named(start, end, near) or self._described(start, end, near)

    # --- candidates -------------------------------------------------------------------------------------------------

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Yields the spans of phrases, with brackets and appositions, and of the names within them."""
        for at, phrase in enumerate(self._phrases):
            yield phrase.start, phrase.end
            names = list(phrase.party_names())
            yield from names
            if phrase.person is not None:
                yield phrase.person
            opened = bracketed(self._text, phrase.end)
            if opened is not None:
                yield from (
                    (first, opened[1]) for first, last in [(phrase.start, phrase.end), *names] if last == phrase.end
                )
            if at + 1 < len(self._phrases) and apposes(self._text, phrase, self._phrases[at + 1]):
                yield phrase.start, self._phrases[at + 1].end

    def _party_at(self, start: int, end: int) -> str | None:
        actor = self._resolve(self._text[start:end], start)
        return actor.party if actor is not None else None

    def _acronym(self, phrase: Phrase) -> str | None:
        opened = bracketed(self._text, phrase.end)
        return opened[0].casefold() if opened is not None else None

    # --- finding a name in the article ------------------------------------------------------------------------------

    def _find(self, words: list[Word], leading: str, near: int | None) -> tuple[int, int] | None:
        """Returns the words (first, last) of the article that a name matches: the nearest to `near`, or else the first.

        Without `near`, a place behind the determiner that the name had goes before others.
        """
        found = ((n, self._run(n, words)) for n in self._places.get(words[0].folded, ()))
        places = [(first, last) for first, last in found if last is not None]
        if not places:
            return None
        if near is not None:
            return min(places, key=lambda place: abs(self._words.starts[place[0]] - near))
        determined = (p for p in places if leading in ENGLISH.determiners and self._is_behind(p[0], leading))
        return next(determined, places[0])

    def _is_behind(self, at: int, determiner: str) -> bool:
        return at > 0 and self._words.folded[at - 1] == determiner

    def _run(self, first: int, words: list[Word]) -> int | None:
        """Returns the last word of a name that begins at a word; `None` where the article goes on otherwise."""
        if not _same_case(words[0], self._words[first]):
            return None
        at = first
        for wanted in words[1:]:
            at += 1
            if self._is_initial(at) and self._words.folded[at] != wanted.folded:
                at += 1
            if at >= len(self._words) or self._words.folded[at] != wanted.folded:
                return None
            before, word = self._words[at - 1], self._words[at]
            gap = self._text[before.end : word.start]
            if not joined(self._text, before, word) and (len(gap) > 4 or _BREAK.search(gap)):
                return None
        return at

    def _is_initial(self, at: int) -> bool:
        """Whether a word is a middle initial: one capital letter and a full stop between two names."""
        word = self._words.texts[at] if at + 1 < len(self._words) else ""
        return len(word) == 1 and word.isupper() and self._words.gaps[at + 1].startswith(". ")

    def _span(self, leading: str, first: int, last: int) -> tuple[int, int]:
        """Returns the offsets of a name in the article, its determiner and closing bracket or full stop included."""
        start, end = self._words[first].start, self._words[last].end
        if leading in ENGLISH.determiners and self._is_behind(first, leading):
            start = self._words[first - 1].start
        inside = self._text[start:end]
        if inside.count("(") > inside.count(")") and self._text[end : end + 1] == ")":
            end += 1
        at = bisect_left(self._units.starts, end) - 1
        unit = self._units[at] if at >= 0 else None
        return start, unit.end if unit is not None and end <= unit.end and unit.tag is Tag.PARTY else end

    def _loose(self, name: str, words: list[Word], near: int | None) -> Actor | None:
        """Reads a name whose words all stand in the article, though not in a row, or that abbreviates one there."""
        if all(word.folded in self._places for word in words):
            return self._scattered(name, words, near)
        if len(words) > 1 or not words[0].text.isupper() or len(words[0].text) == 1:
            return None
        phrase = next((p for p in self._phrases if p.initials == words[0].text), None)
        return Actor(name=self._text[phrase.start : phrase.end], party=phrase.party) if phrase is not None else None

    def _scattered(self, name: str, words: list[Word], near: int | None) -> Actor | None:
        """Reads a title and a name that the article has in two places ("Russian minister Lavrov")."""
        first = name.partition(",")[0]
        if first != name:
            return self._resolve(first, near)
        folded = tuple(word.folded for word in words)
        titles = next((n for n, word in enumerate(folded) if self._people.called((word,))), 0)
        person = self._one(self._people.called(folded[titles:]), near) if titles else None
        if person is None:
            return None
        party = self._people.party(person)
        return Actor(name=person.name, party=party or (None if person.parties else self._parties.code(name)))

    def _untitled(self, name: str, near: int | None) -> Actor | None:
        """Reads a person's name behind titles, or with initials, that the article does not have."""
        for titles, own in (("", name), *titles_and_name(name, self._parties)):
            for words in dict.fromkeys((own, without_initials(own))):
                people = self._people.called(tuple(words_of(words).folded))
                person = self._one([p for p in people if p.personal], near)
                party = self._people.party(person) if person is not None else None
                stated = self._parties.code(titles.strip()) if titles else None
                if person is not None and (stated is None or party is None or stated == party):
                    return Actor(name=person.name, party=party or (None if person.parties else stated))
        return None

    def _in_runs(self, name: str, near: int | None) -> Actor | None:
        """Reads a name that the article gives in two parts that overlap, a sentence or two apart."""
        words = _bare(words_of(name))
        if len(words) <= _LEAST_RUN or len(words) > _LONGEST_NAME:
            return None
        folded = [word.folded for word in words]
        runs: dict[int, list[tuple[int, int]]] = {}
        for place, word in enumerate(folded):
            for begin in self._places.get(word, ()):
                count = 1
                while (
                    place + count < len(folded)
                    and folded[place + count] in self._words.folded[begin + count : begin + count + 1]
                ):
                    count += 1
                if count >= _LEAST_RUN:
                    runs.setdefault(place, []).append((begin, count))
        found = overlapping_runs(words, runs, _RUNS_APART)
        if found is None:
            return None
        return self._resolve(self._text[self._words.starts[found[0]] : self._words.ends[found[1]]], near)

    # --- whom it stands for -----------------------------------------------------------------------------------------

    def _one(self, people: list[Person], near: int | None) -> Person | None:
        """Returns the one person, or the one of several whom the latest sentence names; `None` if undecided."""
        if len(people) > 1 and near is not None:
            people = self._people.latest(near, people)
        return people[0] if len(people) == 1 else None

    def _named(self, start: int, end: int, near: int | None) -> Actor | None:
        """Reads a name with a person's or a party's name in it; `None` for a mere description."""
        words = self._text[start:end]
        own = self._parties.code(words) or self._acronyms.get(words.casefold())
        person = self._person_in(start, end)
        if person is None:
            holder = self._holder(words, near) if own is None else None
            if holder is not None:
                return Actor(name=holder.name, party=self._people.party(holder))
            return Actor(name=words, party=own) if own is not None or self._is_name(start, end) else None
        called = self._people.called(words_at(self._text, *person))
        people = (self._people.at(person[0]) if near is not None else []) or called
        if len(people) == 1:
            stated = own if (start, end) != person or len(called) == 1 else None
            return Actor(name=people[0].name, party=self._people.party(people[0]) or stated)
        parties = {self._people.party(p) for p in people}
        shared = parties.pop() if len(parties) == 1 else None
        return Actor(name=words, party=shared if (start, end) == person else own or shared)

    def _holder(self, words: str, near: int | None) -> Person | None:
        """Returns the one person whose office words are: "the president of Kestria"."""
        folded = [w.folded for w in words_of(words) if w.folded not in ENGLISH.determiners]
        if "of" not in folded[1:]:
            return None
        head = singular(folded[folded.index("of") - 1])
        nouns = frozenset(singular(word) for word in folded[: folded.index("of")])
        names = frozenset(word for word in folded[folded.index("of") :] if word not in ENGLISH.function)
        return self._one(self._people.titled(head, nouns | names), near)

    def _person_in(self, start: int, end: int) -> tuple[int, int] | None:
        """Returns the part of a span that is a person's name and says whose it is: at its end or before a comma."""
        for phrase in self._phrases:
            if phrase.person is None or phrase.start >= end or phrase.end <= start:
                continue
            first, last = max(start, phrase.person[0]), min(end, phrase.person[1])
            titled = first == start or phrase.start <= start or self._text[:first].rstrip().endswith(",")
            closed = last == end or self._text[last] == "," or (phrase.is_person and end <= phrase.end)
            if first < last and titled and closed:
                return first, last
        return None

    def _is_name(self, start: int, end: int) -> bool:
        """Tells whether a span is a proper name, though of no party known."""
        inside = self._units.within(start, end)
        return any(u.tag is Tag.PROPER for u in inside) and not (inside and inside[-1].tag is Tag.HEAD)

    def _described(self, start: int, end: int, near: int | None) -> Actor:
        """Reads a description: the one person with that title, the fuller name before, or the one party's body."""
        name = self._text[start:end]
        words = words_of(name)
        nouns = frozenset(singular(w.folded) for w in words if w.folded not in ENGLISH.determiners)
        people = self._people.titled(words[-1].folded, nouns)
        person = self._one(people, near)
        if person is not None:
            return Actor(name=person.name, party=self._people.party(person))
        if people:
            return Actor(name=name)
        owner = self._owner(words, start if near is None else near)
        if owner is not None:
            return owner
        body = self._people.body(nouns, start if near is None else near)
        if body is None and words[0].folded == "the":
            fuller = fuller_name(self._text, self._phrases, list(words)[1:], start)
            if fuller is not None:
                return Actor(name=self._text[fuller.start : fuller.end], party=fuller.party)
        return Actor(name=name, party=body or self._possessed(words, near))

    def _owner(self, words: Words, near: int) -> Actor | None:
        """Returns who speaks or acts through "her spokeswoman" or "its government"; `None` for any other."""
        pronoun = _POSSESSIVES.get(words[0].folded)
        if pronoun is None or singular(words[-1].folded) not in ENGLISH.mouthpieces:
            return None
        return self._antecedent(pronoun, near)

    def _possessed(self, words: Words, near: int | None) -> str | None:
        """Returns the party that "its" means: the one that the sentence before opens with, for an office."""
        office = self._parties.phrases.is_office(words[-1].folded)
        if near is None or not office or words[0].folded not in ("its", "their"):
            return None
        opening = self._sentences[max(0, self._people.sentence(near) - 1)]
        first = bisect_left(self._units.starts, opening)
        behind = (self._units[at] for at in range(first, len(self._units)))
        unit = next((u for u in behind if u.tag is not Tag.DETERMINER), None)
        if unit is None or unit.name is None or unit.start >= near:
            return None
        return unit.name.code if unit.name.kind in (Kind.NAME, Kind.SEAT, Kind.BODY) else None

    def _pronoun(self, pronoun: str, start: int, end: int, near: int | None) -> Actor:
        """Reads "he" as the one person whom this sentence, or the last before, has named; "it" as the subject there."""
        found = self._antecedent(pronoun, near) if near is not None else None
        return found or Actor(name=self._text[start:end])

    def _antecedent(self, pronoun: str, near: int) -> Actor | None:
        """Returns whom a pronoun at an offset stands for, if it can be one alone."""
        if pronoun in SUBJECT_PRONOUNS:
            return self._subject_before(near)
        people = self._people.latest(near) if pronoun in ENGLISH.personal else []
        return Actor(name=people[0].name, party=self._people.party(people[0])) if len(people) == 1 else None

    def _subject_before(self, near: int) -> Actor | None:
        """Returns the actor, no person, that this sentence has named first, or else the one before."""
        sentence = self._people.sentence(near)
        for index in (sentence, sentence - 1):
            first = self._sentences[max(index, 0)]
            for phrase in self._phrases:
                if first <= phrase.start and phrase.end <= near and self._may_be_subject(phrase):
                    place = phrase.start, phrase.end, phrase.start
                    return self._named(*place) or self._described(*place)
        return None

    def _may_be_subject(self, phrase: Phrase) -> bool:
        """Tells whether a phrase is no person's, and no preposition stands before it."""
        before = self._text[max(0, phrase.start - 20) : phrase.start]
        return not is_called_a_person(phrase) and _GOVERNED.search(before) is None


def _bare(words: Words) -> list[Word]:
    """Leaves out a determiner at the head and a possessive at the end."""
    kept = list(words)
    while len(kept) > 1 and kept[0].folded in ENGLISH.determiners:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1].folded == "s":
        kept = kept[:-1]
    return kept


def _is_pronoun(words: list[Word], written: str) -> bool:
    """Tells whether a name is no more than a pronoun; "US" and "WHO" are none."""
    acronym = len(written) > 1 and written.isupper()
    return len(words) == 1 and not acronym and words[0].folded in ENGLISH.personal | ENGLISH.impersonal


def _same_case(wanted: Word, word: Word) -> bool:
    """Tells "US" from "us" and "WHO" from "who"; other words may differ in case."""
    return wanted.folded not in ENGLISH.function or wanted.text.isupper() == word.text.isupper()
