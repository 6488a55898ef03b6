"""What every form of a briefing shows of a topic's records: signs, words, figures and facts. No colours, no markup.

A topic without a `Showing` is shown by the kinds of its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

from summarizer.phrasing.numbers import day_in_words, duration_in_words
from summarizer.schemas import Actor, Count, Record
from summarizer.values.bounds import bounded_sign

R = TypeVar("R", bound=Record)

Tone = Literal["harm", "for", "against", "between", "neutral"]
"""What a record's sign means: people harmed, for the topic's matter, against it, in between, none of these."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A record at a glance: a sign and a word, so that colour is never the only carrier of meaning."""

    sign: str
    word: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled phrase.

    Attributes:
        label: what it tells.
        value: the phrase.
        unsure: whether its field is rarely right on the road and with the model that the record came by.
    """

    label: str
    value: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A count for people to read.

    Attributes:
        name: what is counted ("killed").
        sign: the figure in short: 9, ≥ 9, ≤ 9, ≈ 9, 10–15, or "?" where the words state none.
        words: the article's words.
    """

    name: str
    sign: str
    words: str

    @property
    def exact(self) -> bool:
        """True if the sign alone says what the words say."""
        return self.sign.replace(",", "").isdecimal()


class Described(NamedTuple):
    """What a record says, at a glance and in full.

    Attributes:
        badge: its sign and word.
        who: the actor, or the victims.
        what: what is asked, done or reported, in one phrase.
        figures: the counts that it has.
        facts: the rest.
    """

    badge: Badge
    who: str
    what: str
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Showing(Generic[R]):
    """How the records of one topic are shown.

    Attributes:
        described: what a record says.
        fields: the fields that a fact tells, by its label; by default the one of its name.
    """

    described: Callable[[R], Described]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def actor_text(actor: Actor | None) -> str:
    """An actor's name, and the party's code where that says more."""
    if actor is None:
        return ""
    if actor.party is None or actor.party.casefold() == actor.name.casefold():
        return actor.name
    return f"{actor.name} ({actor.party})"


def figure(name: str, count: Count) -> Figure:
    """A count in short."""
    return Figure(name, bounded_sign(count.best, count.low, count.high), count.text)


def facts_of(*pairs: tuple[str, str | None]) -> tuple[Fact, ...]:
    """Labels with phrases as facts; those without a phrase are left out."""
    return tuple(Fact(label, value) for label, value in pairs if value)


def in_quotes(words: str | None) -> str | None:
    """The article's words, marked as such."""
    return f"“{words}”" if words else None


def when_text(iso: str | None, words: str | None) -> str | None:
    """A date with the article's words for it beside it."""
    if not iso:
        return words
    day = day_in_words(iso)
    return f"{day} ({in_quotes(words)})" if words and words not in (iso, day) else day


def lasting_text(iso: str | None, words: str | None) -> str | None:
    """How long something lasts: in the article's words, which mean more to a reader than the ISO form."""
    return words or (duration_in_words(iso) if iso else None)
