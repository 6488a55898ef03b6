"""True sentences with one fact changed: a number, a day, who, whose word, which class, which harm, a negation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summarizer.schemas import Record, actors_of
from summarizer.summary.gate.cast import bare
from summarizer.values.numbers import find_numbers

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"

CLASSES = (
    (r"\bcalled for\b", "imposed"),
    (r"\bcalled for (?=sanctions|stronger|an? )", "opposed "),
    (r"\bmoved toward\b", "imposed"),
    (r"\bimposed\b", "eased"),
    (r"\bimposed\b", "opposed"),
    (r"\bmaintained\b", "lifted"),
    (r"\beased\b", "imposed"),
    (r"\blifted\b", "extended"),
    (r"\bopposed\b", "called for"),
    (r"\bagreed to\b", "rejected"),
    (r"\bdeclared\b", "rejected"),
    (r"\brejected\b", "agreed to"),
    (r"\bruled out\b", "accepted"),
    (r"\b(?:sought to broker|brokered|proposed)\b", "rejected"),
    (r"\bwelcomed\b", "rejected"),
    (r"\bcalled on .* to agree to\b", "rejected"),
)
"""Verbs of one class and what says another."""

HARMS = (
    (r"\bkilled\b", "wounded"),
    (r"\bkilled\b", "captured"),
    (r"\binjured\b", "killed"),
    (r"\bwounded\b", "killed"),
    (r"\breported missing\b", "killed"),
    (r"\bcaptured\b", "killed"),
    (r"\bdead\b", "missing"),
)

NEGATIONS = (
    (r"\b(was|were) (killed|injured|captured)\b", r"\1 not \2"),
    (r"\bcalled for\b", "did not call for"),
    (r"\bimposed\b", "did not impose"),
    (r"\bmaintained\b", "did not maintain"),
    (r"\bopposed\b", "did not oppose"),
    (r"\bagreed to\b", "did not agree to"),
    (r"\brejected\b", "did not reject"),
    (r"\bdenied responsibility\b", "claimed responsibility"),
    (r"\bdenied responsibility\b", "did not deny responsibility"),
    (r"\bclaimed responsibility\b", "denied responsibility"),
    (r"\bno (truce|ceasefire)\b", r"a \1"),
    (r"\bwould not say\b", "would say"),
    (r"\bcannot support\b", "can support"),
    (r"\bnot to fire\b", "to fire"),
    (r"\bshould not have been\b", "should have been"),
)
"""Negations put in, or taken out."""


class Planted(NamedTuple):
    """A sentence that is no longer true.

    Attributes:
        kind: what was changed.
        text: the sentence.
        truth: the sentence before.
    """

    kind: str
    text: str
    truth: str


def planted(truth: str, records: Sequence[Record], siblings: Sequence[Record]) -> Iterator[Planted]:
    """Yields a true sentence with one fact changed, in each way that it can be.

    Args:
        truth: the sentence.
        records: the records that it cites.
        siblings: the article's other records, whose actors take the places of those named.
    """
    changes = [
        *(("number", text) for text in _numbers(truth)),
        *(("day", text) for text in _days(truth)),
        *(("class", text) for text in _replaced(truth, CLASSES)),
        *(("harm", text) for text in _replaced(truth, HARMS)),
        *(("negation", text) for text in _replaced(truth, NEGATIONS)),
        *(("actor", text) for text in _actors(truth, records, siblings)),
    ]
    for kind, text in changes:
        if text != truth:
            yield Planted(kind, text, truth)


def outside(truth: str, start: int) -> bool:
    """True if a place is not within quotation marks."""
    return truth[:start].count("“") == truth[:start].count("”") and truth[:start].count('"') % 2 == 0


def _numbers(truth: str) -> Iterator[str]:
    for mention in find_numbers(truth):
        said = truth[mention.start : mention.end]
        if outside(truth, mention.start) and mention.kind == "cardinal" and said.lower() != "one":
            yield f"{truth[: mention.start]}{int(mention.value) + 4:,}{truth[mention.end :]}"


def _days(truth: str) -> Iterator[str]:
    for found in re.finditer("|".join(WEEKDAYS), truth):
        other = WEEKDAYS[(WEEKDAYS.index(found[0]) + 3) % len(WEEKDAYS)]
        yield f"{truth[: found.start()]}{other}{truth[found.end() :]}"
    for found in re.finditer(rf"\b(\d{{1,2}}) ({MONTHS})", truth):
        yield f"{truth[: found.start()]}{int(found[1]) % 27 + 1} {found[2]}{truth[found.end() :]}"
    for found in re.finditer(rf"\b({MONTHS})\b", truth):
        other = "February" if found[1] != "February" else "November"
        yield f"{truth[: found.start()]}{other}{truth[found.end() :]}"


def _replaced(truth: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    for pattern, other in pairs:
        found = re.search(pattern, truth)
        if found and outside(truth, found.start()):
            yield truth[: found.start()] + found.expand(other) + truth[found.end() :]


def _actors(truth: str, records: Sequence[Record], siblings: Sequence[Record]) -> Iterator[str]:
    """Yields the sentence with an actor's name replaced by one of another article's actor of the siblings."""
    mine = {bare(actor.name): actor for record in records for actor in actors_of(record)}
    parties = {actor.party for actor in mine.values()} - {None}
    others = [
        actor
        for record in siblings
        for actor in actors_of(record)
        if bare(actor.name) not in mine and actor.party not in parties and not _alike(actor.name, mine)
    ]
    for name in mine:
        found = re.search(rf"(?:the )?{re.escape(name)}(?!\w)", truth, re.IGNORECASE)
        if found and outside(truth, found.start()) and others:
            other = others[len(truth) % len(others)].name
            yield f"{truth[: found.start()]}{other}{truth[found.end() :]}"


def _alike(name: str, mine: Iterable[str]) -> bool:
    return any(set(bare(name).split()) & set(one.split()) for one in mine)
