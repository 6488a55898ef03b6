"""Class fields decided again from a finished record: what the words decided once, they decide the same way later."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.schemas import Record
from summarizer.topics import Topic


def decided_otherwise(topic: Topic, record: Record, road: str) -> Iterator[tuple[str, object]]:
    """The class fields of a record that its words decide in another way, each with what they decide.

    Of two reports of one claim that were joined, either may have decided, so each piece of the evidence is asked alone;
    a field that any of them bears out is left alone. What the role classifier decided is not asked again: that would
    load parser and encoder.

    Args:
        topic: the record's topic.
        record: the record.
        road: `passages` or `document`; on the latter the model chooses every class.
    """
    if road != "passages" or topic.reader is None:
        return
    alone = [record.model_copy(update={"evidence": (one,)}) for one in record.evidence]
    readings = [topic.reader.decided(one) for one in alone]
    for name in dict.fromkeys(name for reading in readings for name in reading):
        decided = [reading[name] for reading in readings if name in reading]
        if getattr(record, name) not in decided:
            yield name, decided[0]
