"""The verbs by which a sentence says what an actor's position is, by class of the record, from `verbs.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import resources


def _read() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    text = resources.files("summarizer.summary.gate").joinpath("verbs.toml").read_text(encoding="utf-8")
    return {
        topic: {name: _pattern(verbs) for name, verbs in classes.items()}
        for topic, classes in tomllib.loads(text).items()
    }


def _pattern(verbs: str) -> re.Pattern[str]:
    either = "|".join(verbs.split()).replace("_", r"\s+")
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


_VERBS = _read()

SANCTIONS = _VERBS["sanctions"]
"""What a verb says of sanctions, by status."""

CEASEFIRE = _VERBS["ceasefire"]
"""What a verb says of a ceasefire, by stance."""

NEGATED: Mapping[str, frozenset[str]] = {
    "accepts": frozenset({"rejects", "noncommittal", "conditional"}),
    "demands": frozenset({"rejects", "noncommittal"}),
    "mediates": frozenset(),
    "rejects": frozenset({"noncommittal"}),
    "eased": frozenset({"extended", "opposed"}),
    "imposed": frozenset({"opposed"}),
    "called_for": frozenset({"opposed"}),
    "conditional": frozenset({"conditional"}),
    "noncommittal": frozenset({"noncommittal"}),
}
"""The classes that a class's verb stands for behind a negation."""

NEGATOR = re.compile(
    r"\b(?:not|never|no longer|cannot|neither|nor|nobody|none|nothing|without)\b|n't\b|"
    r"\b(?:no)\b(?! (?:fewer|less|more) than)",
    re.IGNORECASE,
)
REFUSES = re.compile(
    r"\b(?:refus|declin|reject|oppos|den(?:y|ie)|dismiss|rul\w* out|turn\w* down|against|spurn|veto|block)\w*",
    re.IGNORECASE,
)
"""Verbs that carry a negation of their own."""

SANCTION_NOUN = re.compile(r"\b(?:sanctions?|embargo\w*|blacklist\w*)\b", re.IGNORECASE)
CEASEFIRE_NOUN = re.compile(r"\b(?:cease-?fires?|truces?|armistice)\b", re.IGNORECASE)
"""Nouns that only a sentence about such records has."""
