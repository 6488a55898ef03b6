"""The classifier of the package: the encoder reads a sentence in one pass, and a head for each topic its phrases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.roles.encoder import Encoder
from summarizer.roles.heads import Head
from summarizer.roles.questions import NONE, RoleQuestion, Roles

AT_ONCE = 8
"""Sentences read in one pass."""

LONGEST = 160
"""Tokens of a sentence that are read; phrases behind them have the role `none`."""

LONGEST_CONTEXT = 48
"""Tokens of the sentence before, its last."""


@dataclass(frozen=True)
class _Encoded:
    """A question as tokens.

    Attributes:
        ids: the tokens.
        places: for each span its first and last token; `None` where it stands behind what is read.
    """

    ids: list[int]
    places: list[tuple[int, int] | None]


class EncoderClassifier:
    """The classifier of the package: an encoder, adapted, with a head for each topic."""

    def __init__(self, encoder: Encoder, heads: Mapping[str, Head]) -> None:
        self._encoder = encoder
        self._heads = heads

    def classify(self, topic: str, questions: Sequence[RoleQuestion]) -> list[list[Roles]]:
        """For each question the roles of each of its spans; sentences of like length are read together."""
        encoded = [self._encode(topic, question) for question in questions]
        answers: list[list[Roles]] = [[] for _ in questions]
        order = sorted(range(len(questions)), key=lambda n: len(encoded[n].ids))
        for first in range(0, len(order), AT_ONCE):
            chunk = order[first : first + AT_ONCE]
            hidden = self._encoder.hidden([encoded[n].ids for n in chunk])
            for row, n in enumerate(chunk):
                answers[n] = self._roles(topic, hidden[row], encoded[n].places)
        return answers

    def _encode(self, topic: str, question: RoleQuestion) -> _Encoded:
        """The topic's name, the context and the sentence, each ended by a separator."""
        encoder = self._encoder
        context = encoder.tokens(question.context).ids[-LONGEST_CONTEXT:] if question.context else []
        sentence = encoder.tokens(question.text)
        head = [encoder.begin, *encoder.tokens(topic).ids, encoder.end, *context, encoder.end]
        offsets = sentence.offsets[:LONGEST]
        places: list[tuple[int, int] | None] = []
        for start, end in question.spans:
            inside = [n for n, (first, last) in enumerate(offsets) if first < end and last > start]
            places.append((inside[0] + len(head), inside[-1] + len(head)) if inside else None)
        return _Encoded([*head, *sentence.ids[:LONGEST], encoder.end], places)

    def _roles(self, topic: str, hidden: NDArray[np.float32], places: Sequence[tuple[int, int] | None]) -> list[Roles]:
        head = self._heads[topic]
        read = [place for place in places if place is not None]
        found = iter(head.probabilities(hidden, read)) if read else iter(())
        return [{NONE: 1.0} if place is None else next(found) for place in places]
