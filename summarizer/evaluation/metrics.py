"""Precision, recall and F1 of matched records, and how well the fields of matched pairs agree.

A tally counts; tallies add up, over articles and topics, before any ratio is taken (micro-averages), so that an article
with nothing to find still counts by what was wrongly found in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.article import Article
from summarizer.evaluation.golden import GoldRecord
from summarizer.evaluation.record_alignment import Alignment, align, is_grounded
from summarizer.schemas import Record


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records there are, and how many of them were matched. Tallies add up with `+`.

    Attributes:
        matched: pairs of a golden and a predicted record.
        strict: those of the pairs with all classes and counts right.
        gold: golden records, those in doubt left out.
        predicted: predicted records, those that answer a golden one in doubt left out.
    """

    matched: int = 0
    strict: int = 0
    gold: int = 0
    predicted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.matched + other.matched,
            self.strict + other.strict,
            self.gold + other.gold,
            self.predicted + other.predicted,
        )

    @property
    def precision(self) -> float:
        """Matched share of what was predicted, 0 to 1; 1 when there was nothing to find and nothing was."""
        return ratio(self.matched, self.predicted, otherwise=not self.gold)

    @property
    def recall(self) -> float:
        """Matched share of what is to be found, 0 to 1; 1 when there was nothing to find and nothing was."""
        return ratio(self.matched, self.gold, otherwise=not self.predicted)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return ratio(2 * self.matched, self.gold + self.predicted, otherwise=True)

    @property
    def as_strict(self) -> Tally:
        """The same counts with only the strictly right pairs as matched."""
        return Tally(self.strict, self.strict, self.gold, self.predicted)


def ratio(part: float, whole: float, *, otherwise: float) -> float:
    """Divides, with a value for nothing divided by nothing."""
    return part / whole if whole else float(otherwise)


@dataclass(frozen=True)
class Case:
    """One topic of one article, scored.

    Attributes:
        article: the article.
        topic: name of the topic.
        gold: golden records.
        predicted: predicted records.
        alignment: which answers which.
    """

    article: Article
    topic: str
    gold: tuple[GoldRecord, ...]
    predicted: tuple[Record, ...]
    alignment: Alignment

    @cached_property
    def tally(self) -> Tally:
        """The counts of this case."""
        pairs = self.alignment.pairs
        return Tally(
            matched=len(pairs),
            strict=sum(pair.strict for pair in pairs),
            gold=len(pairs) + len(self.alignment.missed),
            predicted=len(pairs) + len(self.alignment.spurious),
        )


def score_case(article: Article, topic: str, gold: Sequence[GoldRecord], predicted: Sequence[Record]) -> Case:
    """Scores the records of one topic of one article."""
    return Case(article, topic, tuple(gold), tuple(predicted), align(article, gold, predicted))


def total(cases: Iterable[Case]) -> Tally:
    """Adds up the counts of cases."""
    return sum((case.tally for case in cases), Tally())


@dataclass(frozen=True, slots=True)
class FieldScore:
    """How well one field agrees over matched pairs.

    Attributes:
        topic: name of the topic.
        field: name of the field.
        accuracy: mean agreement, 0 to 1; two absent values agree; `None` without pairs.
        pairs: number of matched pairs.
        filled_accuracy: mean agreement of the pairs in which the field has a value on either side; `None` without any.
        filled: number of those pairs.
    """

    topic: str
    field: str
    accuracy: float | None
    pairs: int
    filled_accuracy: float | None
    filled: int


def field_table(cases: Sequence[Case]) -> list[FieldScore]:
    """The score of every field of every topic, in the order of the cases and of declaration."""
    found: dict[tuple[str, str], list[tuple[float, bool]]] = {}
    for case in cases:
        for pair in case.alignment.pairs:
            gold, predicted = case.gold[pair.gold].record, case.predicted[pair.predicted]
            for name, score in pair.scores.items():
                filled = any(getattr(record, name) not in (None, ()) for record in (gold, predicted))
                found.setdefault((case.topic, name), []).append((score, filled))
    return [
        FieldScore(
            topic=topic,
            field=name,
            accuracy=mean([score for score, _ in scores]),
            pairs=len(scores),
            filled_accuracy=mean([score for score, filled in scores if filled]),
            filled=sum(filled for _, filled in scores),
        )
        for (topic, name), scores in found.items()
    ]


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean, or `None` of nothing."""
    return sum(values) / len(values) if values else None


def evidence_overlap(cases: Iterable[Case]) -> float | None:
    """The mean overlap of the evidence of matched pairs, 0 to 1; `None` without pairs."""
    return mean([pair.overlap for case in cases for pair in case.alignment.pairs])


def grounded_share(cases: Iterable[Case]) -> float | None:
    """The share of predicted quotes that stand in the article where they say; `None` without any."""
    return mean(
        [
            float(is_grounded(case.article, one))
            for case in cases
            for record in case.predicted
            for one in record.evidence
        ]
    )
