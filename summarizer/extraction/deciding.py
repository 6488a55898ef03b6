"""Class fields decided again from a finished record: what the words decided once, they decide the same way later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from summarizer.extraction.class_rules import decide_classes
from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.positions.claims import claims_in
from summarizer.schemas import Actor, Choice, Count, Record, kinds
from summarizer.topics import Topic


def decided_otherwise(facts: ArticleFacts, topic: Topic, record: Record, road: str) -> Iterator[tuple[str, object]]:
    """Yields the class fields of a record that its words decide in another way, with what they decide.

    Of two reports of one claim the first that says anything decides, so each piece of the evidence is asked alone and
    all of it together; a field that any of them bears out is left alone.

    Args:
        facts: the article.
        topic: the record's topic.
        record: the record.
        road: `passages` or `document`; on the latter the model chooses every class.
    """
    if road != "passages":
        return
    draft = _draft_of(record)
    readings = [decide_classes(facts, topic, draft, evidence) for evidence in _parts(record)]
    for name in dict.fromkeys(name for reading in readings for name in reading if _is_decidable(record, name)):
        if all(reading[name] != getattr(record, name) for reading in readings):
            yield name, readings[0][name]
    if topic.class_field is not None:
        chosen, positions = getattr(record, topic.class_field), set(_positions(facts, topic, record))
        if positions and chosen not in positions:
            yield topic.class_field, " or ".join(sorted(positions))


def _is_decidable(record: Record, name: str) -> bool:
    """True if what decides a field is all in the record: words that were refused of a draft decided some, too."""
    needed = {"responsibility": "perpetrator", "sector": "measure"}.get(name)
    return needed is None or getattr(record, needed, None) is not None


def _parts(record: Record) -> list[tuple[Any, ...]]:
    """All of the evidence, then each piece of it."""
    return [record.evidence, *((one,) for one in record.evidence)] if len(record.evidence) > 1 else [record.evidence]


def _positions(facts: ArticleFacts, topic: Topic, record: Record) -> Iterator[str]:
    """The positions that the sentences of the evidence give to anyone."""
    for evidence in record.evidence:
        for claim in claims_in(facts, topic, facts.article.sentence_at(evidence.start)):
            yield claim.position


def _draft_of(record: Record) -> Draft:
    """The record as the model would have drafted it: words and classes, nothing computed."""
    values: Mapping[str, Any] = {name: getattr(record, name) for name in kinds(type(record)) if name != "evidence"}
    told = {name: _words(value) for name, value in values.items() if value not in (None, ())}
    classes = {name for name, kind in kinds(type(record)).items() if isinstance(kind, Choice)}
    return {name: value for name, value in told.items() if name not in classes or name in ("stance", "status")}


def _words(value: object) -> object:
    if isinstance(value, Count):
        return value.text
    return value.name if isinstance(value, Actor) else value
