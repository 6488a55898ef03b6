"""How a topic's records are told in sentences, and by which words a sentence is held against them.

The summary composes and judges with what stands here, and knows no topic by name. A topic without a `Telling` is told
by the pattern of its form, or by the words that prove the record.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Generic, TypeVar

from summarizer.phrasing.wording import Wording
from summarizer.schemas import Actor, Count, Record

R = TypeVar("R", bound=Record)

Freshness = Callable[[str | None], float]
"""How much an ISO date adds to a record's weight: fresh news more, what is long past less."""


@dataclass(frozen=True, eq=False)
class PositionWords:
    """The words by which a sentence says what an actor's position is.

    Attributes:
        noun: nouns that only a sentence about such records has.
        verbs: by class of the record.
        negated: the classes that a class's verb stands for behind a negation.
        heading: of a list of them.
        phrases: by class, what the actor does now: "calls for sanctions".
        toward: what stands between that and the other side: "on".
        opposite: classes that one actor can't hold at once.
        accusations: classes that others say of the actor; no position of its own.
    """

    noun: re.Pattern[str]
    verbs: Mapping[str, re.Pattern[str]]
    negated: Mapping[str, frozenset[str]]
    heading: str
    phrases: Mapping[str, str]
    toward: str = "on"
    opposite: frozenset[frozenset[str]] = frozenset()
    accusations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Position:
    """A record as the position of an actor.

    Attributes:
        actor: whose it is.
        stand: its class.
        words: by which a sentence says so.
        other: the other side: counterparty or target.
        addressed: the other side may be called on.
        phrase: what is done or asked for, in the article's words.
        refusal: it denies or withholds something, which a negation may tell.
        denial: no sentence can tell it without denying something.
        unconditional: the actor asks for no condition.
        matter: what sets the actor's positions on several matters apart ("energy"); "" where nothing does.
        source: who says so.
        evidence: the main words that prove it.
    """

    actor: Actor
    stand: str
    words: PositionWords
    other: Actor | None = None
    addressed: bool = False
    phrase: str | None = None
    refusal: bool = False
    denial: bool = False
    unconditional: bool = False
    matter: str = ""
    source: Actor | None = None
    evidence: str = ""


@dataclass(frozen=True, eq=False)
class TollWords:
    """The words by which a sentence says what was done to people.

    Attributes:
        harms: by count field.
        alone: count fields whose words only a sentence about such records has.
        never_left_out: the count field that a sentence about a record that has it must tell.
    """

    harms: Mapping[str, re.Pattern[str]]
    alone: tuple[str, ...] = ()
    never_left_out: str = ""


@dataclass(frozen=True)
class Toll:
    """A record as a count of people harmed.

    Attributes:
        counts: its counts by field, in order.
        words: by which a sentence tells them.
        doer: who did it, as anyone says.
        answer: how that stands: `claimed`, `denied`, `alleged`, `undisputed` or `unknown`.
        victims: who they were.
        means: by what.
    """

    counts: Mapping[str, Count]
    words: TollWords
    doer: Actor | None = None
    answer: str = "unknown"
    victims: str | None = None
    means: str | None = None


def no_position(_record: Record) -> Position | None:
    """The records are not positions."""
    return None


def no_toll(_record: Record) -> Toll | None:
    """The records are not tolls."""
    return None


def no_weight(_record: Record, _fresh: Freshness) -> float:
    """No record matters more than another by what it says."""
    return 0.0


@dataclass(frozen=True)
class Telling(Generic[R]):
    """How the records of one topic are told.

    Attributes:
        groups: the records that can share a sentence, in order; where many must share few sentences (`True`), those
            that agree in substance, else those that agree in every word.
        sentences: ways to write the sentence of a group, the fullest first.
        weight: how much a record matters by what it says.
        position: a record as a position.
        toll: a record as a toll.
        position_words: the words of its positions; `None` where its records are not positions.
        toll_words: the words of its tolls; `None` where its records are not tolls.
    """

    groups: Callable[[Sequence[R], bool], Sequence[tuple[R, ...]]]
    sentences: tuple[Callable[[Sequence[R], Wording], str], ...]
    weight: Callable[[R, Freshness], float] = no_weight
    position: Callable[[R], Position | None] = no_position
    toll: Callable[[R], Toll | None] = no_toll
    position_words: PositionWords | None = None
    toll_words: TollWords | None = None


def grouped(records: Sequence[R], key: Callable[[R], Hashable]) -> list[tuple[R, ...]]:
    """The records with equal keys together, in the order of the first of each."""
    groups: dict[Hashable, list[R]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return [tuple(group) for group in groups.values()]


def according_to(source: Actor | None, who: str, wording: Wording) -> str:
    """Who says so, unless that is who acts."""
    if source is None or wording.name(source.name) == who:
        return ""
    return f", according to {wording.name(source.name)}"


def class_verbs(package: str) -> Mapping[str, re.Pattern[str]]:
    """The verbs of a topic by class, from the `verbs.toml` of its package."""
    text = resources.files(package).joinpath("verbs.toml").read_text(encoding="utf-8")
    return {name: _pattern(verbs) for name, verbs in tomllib.loads(text).items()}


def _pattern(verbs: str) -> re.Pattern[str]:
    either = "|".join(verbs.split()).replace("_", r"\s+")
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
