"""Decides class fields again from a finished record, as they were decided when it was made."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.schemas import Choice, Record, kinds
from summarizer.topics import Topic


def decided_otherwise(topic: Topic, record: Record, road: str) -> Iterator[tuple[str, object]]:
    """The class fields of a record that its words decide in another way, each with what they decide.

    Of two reports of one claim that were joined, either may have decided, so each piece of the evidence is asked alone;
    a field that any of them bears out is left alone. What the role classifier or a model decided is not asked again,
    but where the words say another thing it does not stand.

    Args:
        topic: the record's topic.
        record: the record.
        road: `passages` or `document`; on the latter the model chooses every class.
    """
    turn = topic.checks.against_words(record)
    if turn is not None and turn.record is not None:
        for name in type(record).model_fields:
            if getattr(turn.record, name) != getattr(record, name):
                yield name, getattr(turn.record, name)
    if road != "passages" or topic.reader is None:
        return
    alone = [record.model_copy(update={"evidence": (one,)}) for one in record.evidence]
    readings = [topic.reader.decided(one) for one in alone]
    for name in dict.fromkeys(name for reading in readings for name in reading):
        decided = [reading[name] for reading in readings if name in reading]
        if getattr(record, name) not in decided:
            yield name, decided[0]


def decided_again(topic: Topic, record: Record, road: str) -> Record:
    """A record that was joined of several, with the class fields that its own words decide.

    Args:
        topic: the record's topic.
        record: the record.
        road: `passages` or `document`.
    """
    return record.model_copy(update=dict(decided_otherwise(topic, record, road)))


def fields_taken(topic: Topic, record: Record, road: str) -> Iterator[str]:
    """The class fields of a record that are taken as they stand, since no words alone decide them.

    Args:
        topic: the record's topic.
        record: the record.
        road: `passages` or `document`.
    """
    decided = topic.reader.decided(record) if road == "passages" and topic.reader is not None else {}
    for name, kind in kinds(type(record)).items():
        if isinstance(kind, Choice) and name not in decided:
            yield name
