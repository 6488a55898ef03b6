"""The terms of a ceasefire: its conditions, how long it lasts, and what it covers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.syntax.parse import span_of
from summarizer.values.dates.durations import resolve_duration

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

MARKS = frozenset({"if", "unless", "until", "once", "provided", "providing", "before", "when", "after", "till"})
"""Words that open the clause of a condition."""

EXCHANGE = frozenset({"return", "exchange", "condition"})
"""Nouns behind "in" or "on" that open a condition: "in exchange for the release"."""

MOST_CONDITIONS = 3

_TRUCE = r"(?:cease-?\s?fire|truce|pause|halt|lull|cessation|armistice|arrangement)"
CEASEFIRE = re.compile(rf"\b{_TRUCE}", re.IGNORECASE)
_LONG = (
    r"(?:at least |up to |about |nearly |a further |another )?(?:an?|\w+(?:-\w+)?)[- ](?:hour|day|week|month|year)s?"
)
DURATION = re.compile(
    rf"\b(?:for|of|lasting|lasts?|by)\s+(?P<stretch>{_LONG})\b|"
    rf"\b(?P<kind>{_LONG}(?:-long)?)(?= (?:(?!later|earlier|after|before|ago|the|of)[\w-]+ ){{0,2}}{_TRUCE})",
    re.IGNORECASE,
)
"""How long a ceasefire is to be: "for 30 days", "a three-week pause"."""

NEAR = 60
"""How far from the word for a ceasefire the words for how long it lasts may stand, in code points."""

SCOPES = (
    ("humanitarian", r"\bhumanitarian"),
    ("energy", r"\b(energy|power (?:plant|grid)|infrastructure)"),
    ("maritime", r"\b(maritime|black sea|naval|shipping|at sea|ports?)\b"),
    ("local", r"\b(local|in the (?:city|town|valley|district|province) of)"),
    ("full", r"\b(full|complete|comprehensive|nationwide|total|general)\b[^.]{0,25}(?:cease|truce|halt|cessation)"),
)


def conditions_of(sentence: TokenSpan, text: str) -> tuple[str, ...]:
    """The conditions that a sentence sets, each as the words of its clause, the conjunction included.

    Args:
        sentence: the tokens of the sentence.
        text: the article's text.
    """
    found: list[str] = []
    for token in sentence:
        opened = (
            token.dep_ in {"mark", "advmod"}
            and token.lower_ in MARKS
            and token.head.dep_ in {"advcl", "pcomp", "relcl"}
        )
        clause = token.head if opened else token if _is_exchange(token) else None
        if clause is not None:
            words = span_of(token if opened else clause.left_edge, clause.right_edge).of(text)
            found.append(words.strip(" ,.;\"”'"))
    return tuple(found[:MOST_CONDITIONS])


def _is_exchange(token: Token) -> bool:
    """True of "in exchange for …" and the like, at its preposition."""
    return token.dep_ == "prep" and any(child.lower_ in EXCHANGE for child in token.children)


def duration_of(words: str) -> str | None:
    """The words for how long a ceasefire is to last: the nearest to a word for it, or `None`."""
    cues = [cue.start() for cue in CEASEFIRE.finditer(words)]
    spans = [d.span("stretch" if d["stretch"] else "kind") for d in DURATION.finditer(words)]
    found = [
        (min(abs(start - cue) for cue in cues), words[start:end])
        for start, end in spans
        if cues and resolve_duration(words[start:end]) is not None
    ]
    distance, nearest = min(found, default=(NEAR + 1, ""))
    return nearest if distance <= NEAR else None


def scope_of(words: str) -> str:
    """What the ceasefire of a sentence covers."""
    return next((name for name, pattern in SCOPES if re.search(pattern, words, re.IGNORECASE)), "unspecified")
