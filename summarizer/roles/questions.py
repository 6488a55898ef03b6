"""Asks for the roles of phrases: for each, the probability of every role that the topic knows.

The roles of a topic are the classes of its records ("imposed", "rejects", "killed"), what else a phrase may be
("target", "source") and `none`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from summarizer.article import Span

NONE = "none"


@dataclass(frozen=True, slots=True)
class RoleQuestion:
    """Phrases of one sentence.

    Attributes:
        text: the sentence.
        context: the sentence before it; empty where there is none.
        spans: the phrases, as offsets in `text` (code points, half-open).
    """

    text: str
    context: str
    spans: tuple[Span, ...]


Roles = Mapping[str, float]
"""Role → probability, 0 to 1; they sum to one."""


class RoleClassifier(Protocol):
    """Decides roles."""

    def classify(self, topic: str, questions: Sequence[RoleQuestion]) -> list[list[Roles]]:
        """For each question the roles of each of its spans."""
        ...
