"""Matches predicted records to golden ones: maximum-weight bipartite matching, one to one.

The order of the records never matters: both sides are put in an order of their own before they are matched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from summarizer.article import Article, Span
from summarizer.evaluation.golden import GoldRecord
from summarizer.evaluation.value_agreement import field_scores, keys_agree, strict_fields
from summarizer.schemas import Evidence, Record

REACH = 1
"""How many sentences apart the evidence of a pair may be: 1 is the same sentence or the next one."""


@dataclass(frozen=True)
class Pair:
    """A golden record and the predicted one that answers it.

    Attributes:
        gold: position among the golden records of the topic.
        predicted: position among the predicted ones.
        scores: agreement of every scored field, 0 to 1.
        overlap: how far the evidence overlaps, 0 to 1.
        strict: all classes and counts are right.
    """

    gold: int
    predicted: int
    scores: dict[str, float]
    overlap: float
    strict: bool


@dataclass(frozen=True)
class Alignment:
    """What became of the records of one topic in one article.

    Attributes:
        pairs: matched records.
        missed: positions of golden records that nothing answers, those in doubt left out.
        spurious: positions of predicted records that answer nothing.
        excused: positions of predicted records that answer a golden one in doubt, and so count neither way.
    """

    pairs: tuple[Pair, ...]
    missed: tuple[int, ...]
    spurious: tuple[int, ...]
    excused: tuple[int, ...]


def align(article: Article, gold: Sequence[GoldRecord], predicted: Sequence[Record]) -> Alignment:
    """Matches the golden and the predicted records of one topic of one article.

    As many firm golden records as can be are matched, and among the ways to do that the one is taken whose pairs agree
    best in evidence and fields. What is left may answer a golden record in doubt.

    Args:
        article: the article, whose sentences tell what is near.
        gold: golden records.
        predicted: predicted records, of the same class.
    """
    firm = [i for i, one in enumerate(gold) if not one.doubt]
    pairs = _match(article, gold, firm, predicted, list(range(len(predicted))))
    taken = {pair.predicted for pair in pairs}
    doubtful = [i for i, one in enumerate(gold) if one.doubt]
    rest = [j for j in range(len(predicted)) if j not in taken]
    excused = {pair.predicted for pair in _match(article, gold, doubtful, predicted, rest)}
    answered = {pair.gold for pair in pairs}
    return Alignment(
        pairs=tuple(sorted(pairs, key=lambda pair: pair.gold)),
        missed=tuple(i for i in firm if i not in answered),
        spurious=tuple(j for j in rest if j not in excused),
        excused=tuple(sorted(excused)),
    )


def near(article: Article, ours: Sequence[Evidence], theirs: Sequence[Evidence]) -> bool:
    """True if some words of the one lie in the same sentence as some of the other, or in an adjacent one."""
    first, second = sentence_ranges(article, ours), sentence_ranges(article, theirs)
    return any(a.start - REACH < b.end and b.start - REACH < a.end for a in first for b in second)


def sentence_ranges(article: Article, evidence: Sequence[Evidence]) -> list[Span]:
    """The sentences, as half-open ranges of their positions, that grounded evidence lies in."""
    return [
        Span(article.sentence_at(one.start), article.sentence_at(one.end - 1) + 1)
        for one in evidence
        if is_grounded(article, one)
    ]


def is_grounded(article: Article, evidence: Evidence) -> bool:
    """True if the quote stands in the article where the evidence says."""
    return article.text[evidence.start : evidence.end] == evidence.quote


def evidence_overlap(ours: Sequence[Evidence], theirs: Sequence[Evidence]) -> float:
    """How far the best-fitting quotes of two records overlap: F1 over code points, 0 to 1."""
    return max((_overlap(a, b) for a in ours for b in theirs), default=0.0)


def _overlap(a: Evidence, b: Evidence) -> float:
    shared = max(0, min(a.end, b.end) - max(a.start, b.start))
    return 2 * shared / (a.end - a.start + b.end - b.start)


def _match(
    article: Article, gold: Sequence[GoldRecord], rows: list[int], predicted: Sequence[Record], columns: list[int]
) -> list[Pair]:
    """The best matching between some golden and some predicted records."""
    # Equal weights are told apart by position alone, so the positions must come from the content.
    rows = sorted(rows, key=lambda i: gold[i].record.model_dump_json())
    columns = sorted(columns, key=lambda j: predicted[j].model_dump_json())
    pairs: dict[tuple[int, int], Pair] = {}
    weights: NDArray[np.float64] = np.zeros((len(rows), len(columns)))
    for x, i in enumerate(rows):
        for y, j in enumerate(columns):
            ours, theirs = gold[i].record, predicted[j]
            if near(article, ours.evidence, theirs.evidence) and keys_agree(ours, theirs):
                pair = pairs[x, y] = _pair(i, j, ours, theirs)
                # A pair more always outweighs better pairs: the qualities of all pairs together stay below 1.
                weights[x, y] = 1 + pair_quality(pair) / (min(weights.shape) + 1)
    return [pairs[x, y] for x, y in zip(*linear_sum_assignment(weights, maximize=True), strict=True) if (x, y) in pairs]


def _pair(i: int, j: int, ours: Record, theirs: Record) -> Pair:
    scores = field_scores(ours, theirs)
    strict = all(scores[name] == 1 for name in strict_fields(type(ours)))
    return Pair(i, j, scores, evidence_overlap(ours.evidence, theirs.evidence), strict)


def pair_quality(pair: Pair) -> float:
    """How well a pair fits, 0 to 1: the mean of the evidence's overlap and the fields' mean agreement."""
    return (pair.overlap + sum(pair.scores.values()) / len(pair.scores)) / 2
