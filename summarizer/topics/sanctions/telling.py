"""How positions on sanctions are told."""

import re

from summarizer.schemas import SanctionsCall
from summarizer.topics.sanctions.sentences import groups, sanctions_text
from summarizer.topics.telling import Freshness, Position, PositionWords, Telling, class_verbs

_WORDS = PositionWords(
    noun=re.compile(r"\b(?:sanctions?|embargo\w*|blacklist\w*)\b", re.IGNORECASE),
    verbs=class_verbs(__package__),
    negated={
        "eased": frozenset({"extended", "opposed"}),
        "imposed": frozenset({"opposed"}),
        "called_for": frozenset({"opposed"}),
    },
    heading="Sanctions",
    phrases={
        "called_for": "calls for sanctions",
        "in_preparation": "prepares sanctions",
        "imposed": "has imposed sanctions",
        "extended": "has extended sanctions",
        "eased": "has eased sanctions",
        "opposed": "opposes sanctions",
    },
    opposite=frozenset(
        frozenset(pair)
        for pair in (
            ("imposed", "opposed"),
            ("imposed", "eased"),
            ("extended", "eased"),
            ("called_for", "opposed"),
            ("extended", "opposed"),
        )
    ),
)


def _weight(record: SanctionsCall, _fresh: Freshness) -> float:
    """What is done weighs more than what is said."""
    return 0.3 if record.status in ("imposed", "eased", "extended") else 0.0


def _position(record: SanctionsCall) -> Position:
    return Position(
        record.actor,
        record.status,
        _WORDS,
        other=record.target,
        phrase=record.measure,
        refusal=record.status == "opposed",
        denial=record.status == "opposed",
        matter=record.sector,
        source=record.source,
        evidence=record.evidence[0].quote,
    )


TELLING = Telling[SanctionsCall](groups, (sanctions_text,), _weight, position=_position, position_words=_WORDS)
