"""How positions on a ceasefire are told."""

import re

from summarizer.schemas import CeasefirePosition
from summarizer.topics.ceasefire.sentences import ceasefire_text, groups
from summarizer.topics.telling import Freshness, Position, PositionWords, Telling, class_verbs

_WORDS = PositionWords(
    noun=re.compile(r"\b(?:cease-?fires?|truces?|armistice)\b", re.IGNORECASE),
    verbs=class_verbs(__package__),
    negated={
        "accepts": frozenset({"rejects", "noncommittal", "conditional"}),
        "demands": frozenset({"rejects", "noncommittal"}),
        "mediates": frozenset(),
        "rejects": frozenset({"noncommittal"}),
        "conditional": frozenset({"conditional"}),
        "noncommittal": frozenset({"noncommittal"}),
    },
)


def _weight(record: CeasefirePosition, _fresh: Freshness) -> float:
    """An answer weighs more than a wish."""
    return 0.3 if record.stance in ("accepts", "rejects", "conditional") else 0.0


def _position(record: CeasefirePosition) -> Position:
    return Position(
        record.actor,
        record.stance,
        _WORDS,
        other=record.counterparty,
        addressed=True,
        accusation=record.stance == "violates_alleged",
        refusal=record.stance in ("rejects", "noncommittal", "conditional"),
        denial=record.stance in ("rejects", "noncommittal"),
        unconditional=record.unconditional,
        matter="accused" if record.stance == "violates_alleged" else "",
        source=record.source,
        evidence=record.evidence[0].quote,
    )


TELLING = Telling[CeasefirePosition](groups, (ceasefire_text,), _weight, position=_position, position_words=_WORDS)
