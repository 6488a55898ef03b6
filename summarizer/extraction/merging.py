"""Merges records of the same claim: both evidences stay, and the fuller values win."""

from __future__ import annotations

from typing import Any

from summarizer.schemas import Actor, Choice, Count, Money, Record, kinds
from summarizer.topics import topic_of
from summarizer.topics.checks import same_fields


def merge(records: list[Record]) -> tuple[Record, ...]:
    """Joins records of a topic that make the same claim, and orders them as the article brings them."""
    topic = topic_of(records[0]) if records else None
    same_claim = topic.checks.same_claim if topic is not None else same_fields
    kept: list[Record] = []
    for record in sorted(records, key=lambda r: (r.evidence[0].start, r.evidence[0].end)):
        twin = next((i for i, other in enumerate(kept) if same_claim(other, record)), None)
        if twin is None:
            kept.append(record)
        else:
            kept[twin] = join(kept[twin], record)
    return tuple(kept)


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


def _covers(start: int, end: int, inner_start: int, inner_end: int) -> bool:
    return start <= inner_start and inner_end <= end


def _fuller(a: Any, b: Any) -> Any:
    """The value that says more; of two that say as much, the first."""
    if a in (None, (), ""):
        return b
    if isinstance(a, Actor) and isinstance(b, Actor):
        return b if a.party is None and b.party is not None else a
    if (isinstance(a, Count) and isinstance(b, Count)) or (isinstance(a, Money) and isinstance(b, Money)):
        return b if a.key is None and b.key is not None else a
    if isinstance(a, str) and isinstance(b, str):
        return a
    return a
