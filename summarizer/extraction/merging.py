"""The same claim found twice is one record: both evidences stay, and the fuller values win."""

from __future__ import annotations

from typing import Any

from summarizer.schemas import (
    Actor,
    CasualtyReport,
    CeasefirePosition,
    Choice,
    Count,
    Money,
    Record,
    SanctionsCall,
    kinds,
)

FEW = 3
"""Counts up to this many say little of which incident they belong to: the victims must be called the same."""


def merge(records: list[Record]) -> tuple[Record, ...]:
    """Joins records that make the same claim, and orders them as the article brings them."""
    kept: list[Record] = []
    for record in sorted(records, key=lambda r: (r.evidence[0].start, r.evidence[0].end)):
        twin = next((i for i, other in enumerate(kept) if same_claim(other, record)), None)
        if twin is None:
            kept.append(record)
        else:
            kept[twin] = join(kept[twin], record)
    return tuple(kept)


def same_claim(a: Record, b: Record) -> bool:
    """Tells whether two records of one article make the same claim."""
    if isinstance(a, CasualtyReport) and isinstance(b, CasualtyReport):
        return _same_toll(a, b)
    if isinstance(a, SanctionsCall) and isinstance(b, SanctionsCall):
        return same_actor(a.actor, b.actor) and a.status == b.status and _agree(a.target, b.target)
    if isinstance(a, CeasefirePosition) and isinstance(b, CeasefirePosition):
        return same_actor(a.actor, b.actor) and a.stance == b.stance
    return type(a) is type(b) and a.model_dump(exclude={"evidence"}) == b.model_dump(exclude={"evidence"})


def same_actor(a: Actor, b: Actor) -> bool:
    """Tells whether two actors are one: the same party, or where one has none, a shared name word."""
    if a.party is not None and b.party is not None:
        return a.party == b.party
    return bool(_name_words(a.name) & _name_words(b.name))


def join(a: Record, b: Record) -> Record:
    """Joins two records of one claim; of each field the fuller value stays."""
    values: dict[str, Any] = {}
    for name, kind in kinds(type(a)).items():
        mine, theirs = getattr(a, name), getattr(b, name)
        if name == "evidence":
            values[name] = a.evidence + tuple(
                e for e in b.evidence if not any(_covers(o.start, o.end, e.start, e.end) for o in a.evidence)
            )
        elif isinstance(kind, Choice):
            default = type(a).model_fields[name].default
            values[name] = theirs if mine == default else mine
        else:
            values[name] = _fuller(mine, theirs)
    return type(a).model_validate(values)


def _same_toll(a: CasualtyReport, b: CasualtyReport) -> bool:
    pairs = [(getattr(a, n), getattr(b, n)) for n in ("killed", "injured", "missing", "captured")]
    both = [(x, y) for x, y in pairs if x is not None and y is not None]
    if not both or any(x.key != y.key for x, y in both):
        return False
    if max(x.key or 0 for x, _ in both) <= FEW and not _share_word(a.victims, b.victims):
        return False
    same_time = a.date is None or b.date is None or a.date.startswith(b.date) or b.date.startswith(a.date)
    same_place = _share_word(a.location, b.location) and a.cumulative == b.cumulative
    return _agree(a.source, b.source) and same_time and same_place


def _agree(a: Actor | None, b: Actor | None) -> bool:
    return a is None or b is None or same_actor(a, b)


def _share_word(a: str | None, b: str | None) -> bool:
    return a is None or b is None or bool(_name_words(a) & _name_words(b))


def _name_words(name: str) -> set[str]:
    common = {"the", "of", "and", "a", "an", "in", "for", "its", "on", "at", "s"}
    return {word for word in name.lower().replace("'", " ").replace("’", " ").split() if word not in common}


def _covers(start: int, end: int, inner_start: int, inner_end: int) -> bool:
    return start <= inner_start and inner_end <= end


def _fuller(a: Any, b: Any) -> Any:
    """Returns the value that says more; of two that say as much, the first."""
    if a in (None, (), ""):
        return b
    if isinstance(a, Actor) and isinstance(b, Actor):
        return b if a.party is None and b.party is not None else a
    if (isinstance(a, Count) and isinstance(b, Count)) or (isinstance(a, Money) and isinstance(b, Money)):
        return b if a.key is None and b.key is not None else a
    if isinstance(a, str) and isinstance(b, str):
        return a
    return a
