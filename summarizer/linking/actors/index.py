"""The actors of one article: which phrases may name one, and whom a name taken from the article stands for.

A name counts only if the article has its words. Titles and affiliations found at any mention of a person ("Russian
Foreign Minister Sergei Lavrov", "Tim Lenderking, US envoy") give the party of each other mention ("Lavrov").
Descriptions ("the president", "he") are resolved where one antecedent alone fits, and otherwise keep no party.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple

from summarizer.linking.actors.people import apposes
from summarizer.linking.actors.phrases import PhraseFinder, bracketed
from summarizer.linking.actors.places import NamePlaces, bare
from summarizer.linking.actors.readings import Readings
from summarizer.linking.actors.units import Units
from summarizer.linking.actors.variants import titles_and_name, without_initials, without_legal_form
from summarizer.linking.english import ENGLISH
from summarizer.linking.names import Kind
from summarizer.linking.registry import Parties
from summarizer.linking.words import Word, spaced, words_of
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
        units = Units(text, parties)
        self._parties_named = units.names
        self._phrases = PhraseFinder(text, units, parties).phrases()
        self._places = NamePlaces(text, units)
        self._readings = Readings(text, units, self._phrases, parties)
        self._people = self._readings.people

    def actors_in(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """The phrases of a span that may name an actor, by place, the longest that start together first.

        Phrases within others are among them: "Russian Foreign Minister Sergei Lavrov" comes with "Sergei Lavrov".

        Args:
            start: offset of the span's first code point.
            end: offset after its last.
        """
        start, end = self._plain(start), self._plain(end)
        first = bisect_left(self._candidates, (start, -len(self._text)))
        spans = ((begin, -negative) for begin, negative in islice(self._candidates, first, None))
        inside = (span for span in takewhile(lambda span: span[0] < end, spans) if span[1] <= end)
        return tuple(self._mention(*span, self._party_at(*span)) for span in inside)

    def party_names(self, party: str) -> tuple[ActorMention, ...]:
        """Where the article has a party's own name ("Russia"), not an adjective, a seat, a body or a leader."""
        own = [f for f in self._parties_named if f.name.code == party and f.name.kind is Kind.NAME]
        return tuple(self._mention(f.start, f.end, party) for f in own)

    def resolve(self, name: str, near: int | None = None) -> Actor | None:
        """The actor that a name stands for in this article; `None` where the article has no such words.

        A person comes under the fullest name that the article gives, without titles; anything else as it is written.

        Args:
            name: as someone copied it: case, accents, quotation marks and hyphens may differ from the article's.
            near: offset about which the name stands, to choose among several antecedents.
        """
        words = without_legal_form(spaced(plain(name)).strip())
        at = None if near is None else self._plain(near)
        return self._resolve(words, at) or self._untitled(words, at) or self._in_parts(words, at)

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
        return self._readings.subject_before(self._plain(offset))

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
        own = bare(words)
        if not own:
            return None
        leading = words.folded[0]
        place = self._places.find(own, leading, near)
        if place is None:
            return self._loose(name, own, near)
        start, end = self._places.span(leading, *place)
        if _is_pronoun(own, self._places.written(place[0])):
            return self._readings.pronoun(own[0].folded, start, end, near)
        return self._readings.named(start, end, near) or self._readings.described(start, end, near)

    # --- candidates -------------------------------------------------------------------------------------------------

    @cached_property
    def _candidates(self) -> list[tuple[int, int]]:
        """Where phrases and the names within them begin, and minus where they end: in the order of `actors_in`."""
        return sorted({(first, -last) for first, last in self._spans()})

    def _spans(self) -> Iterator[tuple[int, int]]:
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

    # --- a name that the article has otherwise ----------------------------------------------------------------------

    def _loose(self, name: str, words: list[Word], near: int | None) -> Actor | None:
        """Reads a name whose words all stand in the article, though not in a row, or that abbreviates one there."""
        if self._places.have(words):
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
        person = self._readings.one(self._people.called(folded[titles:]), near) if titles else None
        if person is None:
            return None
        party = self._people.party(person)
        return Actor(name=person.name, party=party or (None if person.parties else self._parties.code(name)))

    def _untitled(self, name: str, near: int | None) -> Actor | None:
        """Reads a person's name behind titles, or with initials, that the article does not have."""
        for titles, own in (("", name), *titles_and_name(name, self._parties)):
            for words in dict.fromkeys((own, without_initials(own))):
                people = self._people.called(tuple(words_of(words).folded))
                person = self._readings.one([p for p in people if p.personal], near)
                party = self._people.party(person) if person is not None else None
                stated = self._parties.code(titles.strip()) if titles else None
                if person is not None and (stated is None or party is None or stated == party):
                    return Actor(name=person.name, party=party or (None if person.parties else stated))
        return None

    def _in_parts(self, name: str, near: int | None) -> Actor | None:
        """Reads a name that the article gives in two parts that overlap, a sentence or two apart."""
        part = self._places.in_parts(bare(words_of(name)))
        return None if part is None else self._resolve(part, near)


def _is_pronoun(words: list[Word], written: str) -> bool:
    """True if a name is no more than a pronoun; "US" and "WHO" are none."""
    acronym = len(written) > 1 and written.isupper()
    return len(words) == 1 and not acronym and words[0].folded in ENGLISH.personal | ENGLISH.impersonal
