"""The result of grounding a quote: its spans, or why it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.grounding.quote_facts import RefusalCode

Span = tuple[int, int]
"""Half-open offsets in code points of the text as given."""

How = Literal["exact", "typographic", "approximate"]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands in a text.

    Attributes:
        spans: half-open offsets in code points of the text as given, in order; more than one where the quote leaves
            something out.
        how: `exact`: the text has the quote code point for code point; `typographic`: but for case, white space,
            quote marks, dashes and Unicode form; `approximate`: but for slips of letters, articles, or how a number
            is written.
    """

    spans: tuple[Span, ...]
    how: How


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a quote can't be grounded.

    Attributes:
        code: the kind of fact in which it differs, or what else is wrong.
        detail: one sentence that a model can be asked again with.
    """

    code: RefusalCode
    detail: str


def clipped(words: str, limit: int = 80) -> str:
    """Words for a sentence about them: on one line, and cut after a number of code points."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
