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
    heading="Positions on a ceasefire",
    phrases={
        "demands": "demands a ceasefire",
        "accepts": "accepts a ceasefire",
        "conditional": "accepts a ceasefire on conditions",
        "rejects": "rejects a ceasefire",
        "mediates": "mediates a ceasefire",
        "violates_alleged": "is accused of breaking a ceasefire",
        "noncommittal": "takes no side on a ceasefire",
    },
    toward="with",
    opposite=frozenset({frozenset({"accepts", "rejects"})}),
    accusations=frozenset({"violates_alleged"}),
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
        refusal=record.stance in ("rejects", "noncommittal", "conditional"),
        denial=record.stance in ("rejects", "noncommittal"),
        unconditional=record.unconditional,
        matter="accused" if record.stance in _WORDS.accusations else "",
        source=record.source,
        evidence=record.evidence[0].quote,
    )


TELLING = Telling[CeasefirePosition](groups, (ceasefire_text,), _weight, position=_position, position_words=_WORDS)
