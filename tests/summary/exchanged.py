"""True sentences over records of an article with two of its people exchanged, or a number that is too low."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Record, SanctionsCall, actors_of
from summarizer.values.numbers import find_numbers

from .planted import Planted, outside, planted


def all_changes(truth: str, records: Sequence[Record], siblings: Sequence[Record]) -> Iterator[Planted]:
    """Yields a true sentence with one fact changed, those that take two records included.

    Args:
        truth: the sentence.
        records: the records that it cites.
        siblings: the article's other records.
    """
    refuses = any(_says(record) == "rejects" for record in records)
    for change in planted(truth, records, siblings):
        if not (refuses and change.kind == "class" and "rejected" in change.text):  # as true as before
            yield change
    for mention in find_numbers(truth):
        if mention.kind == "cardinal" and mention.value > 2 and outside(truth, mention.start):
            yield Planted("number", f"{truth[: mention.start]}{mention.value - 1:,g}{truth[mention.end :]}", truth)
    for one, other in combinations(records, 2):
        if _says(one) != _says(other):
            yield from _exchanged(truth, "actor", _who(one), _who(other))
    yield from _moved(truth, records, siblings)
    for record in records:
        if isinstance(record, CasualtyReport) and record.source and record.perpetrator:
            yield from _exchanged(truth, "attribution", record.source, record.perpetrator)
        elif isinstance(record, SanctionsCall) and record.target:
            yield from _exchanged(truth, "actor", record.actor, record.target)


def _moved(truth: str, records: Sequence[Record], siblings: Sequence[Record]) -> Iterator[Planted]:
    """Yields the sentence with the words of a record's source put into the mouth of somebody in another record."""
    cited = {actor.name for record in records for actor in actors_of(record)}
    others = [a for r in siblings for a in (_who(r),) if a is not None and a.name not in cited]
    for source in (record.source for record in records):
        found = _named(truth, source) if source is not None else None
        if found is None or source is None:
            continue
        for other in others:
            alike = other.party == source.party is not None
            if not alike and not set(other.name.split()) & set(source.name.split()):
                yield Planted("attribution", f"{truth[: found.start()]}{other.name}{truth[found.end() :]}", truth)


def _says(record: Record) -> object:
    if isinstance(record, CasualtyReport):
        return (record.killed, record.injured, record.missing, record.captured)
    return getattr(record, "stance", None) or getattr(record, "status", None)


def _who(record: Record) -> Actor | None:
    return record.actor if isinstance(record, CeasefirePosition | SanctionsCall) else record.source


def _exchanged(truth: str, kind: str, one: Actor | None, other: Actor | None) -> Iterator[Planted]:
    if one is None or other is None or one.party == other.party is not None:
        return
    first, second = _named(truth, one), _named(truth, other)
    if first is None or second is None:
        return
    first, second = sorted((first, second), key=lambda found: found.start())
    if first.end() > second.start() or re.fullmatch(r",? (?:and|or) (?:the )?", truth[first.end() : second.start()]):
        return
    yield Planted(
        kind,
        f"{truth[: first.start()]}{second[0]}{truth[first.end() : second.start()]}{first[0]}{truth[second.end() :]}",
        truth,
    )


def _named(truth: str, actor: Actor) -> re.Match[str] | None:
    bare = re.sub(r"^(?:the|a|an) ", "", actor.name, flags=re.IGNORECASE)
    if not any(letter.isupper() for letter in bare):
        return None  # "officials": no name
    found = re.search(rf"(?:\b[Tt]he )?(?<!\w){re.escape(bare)}(?!\w)", truth, re.IGNORECASE)
    if found is None or re.search(r"[A-Z]\w+ $", truth[: found.start()]):
        return None  # part of a longer name: "Port Halvard"
    return found if outside(truth, found.start()) else None
