"""How the scores of two runs on one golden set differ: rows, changed records, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.evaluation.scores import Scores
from summarizer.evaluation.statistics import Difference
from summarizer.schemas import Evidence

Verdict = Literal["better", "worse", "no difference", "too few to tell"]

TOO_FEW: Verdict = "too few to tell"

FEW = 10
"""Fewer pairs than this tell nothing of a change: one record more or less moves the score by over ten points."""

Outcome = Literal["found", "lost", "dropped", "added"]


@dataclass(frozen=True)
class ComparisonRow:
    """How one score changed.

    Attributes:
        topic: name of the topic, or `overall`.
        score: `f1`, `strict_f1`, or the name of a field: its accuracy on the golden records that both runs matched, so
            that a run that finds harder records does not look worse for it.
        difference: the two scores, the change with its interval, and the chance of it.
        p: the chance, adjusted for how many scores are looked at (Holm); that of overall F1, the one question asked
            first, is not. 1 where there are too few pairs to ask.
        verdict: whether the second run is better.
        pairs: how much it rests on: golden records of the topic, or those of them that both runs matched for a field.
    """

    topic: str
    score: str
    difference: Difference
    p: float
    verdict: Verdict
    pairs: int

    @property
    def told(self) -> bool:
        """False where there are too few pairs to tell anything."""
        return self.verdict != TOO_FEW

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        change = self.difference.change
        points, low, high = 100 * change.value, 100 * change.low, 100 * change.high
        what = f"{self.topic} {self.score}"
        if not self.told:
            return f"{what}: too few to tell ({self.pairs} pair{'' if self.pairs == 1 else 's'}, {FEW} needed)"
        if not self.difference.change.error and not points:
            return f"{what}: no difference, the two runs agree in every article"
        spread = f"{points:+.1f} points, 95% interval {low:+.1f} to {high:+.1f}, p {p_in_words(self.p)}"
        if self.verdict == "no difference":
            seen = f"a true change below {100 * self.difference.detectable:.1f} points would likely go unseen"
            return f"{what}: no difference that this set can show ({spread}; {seen})"
        return f"{what}: {self.verdict} by {abs(points):.1f} points ({spread})"


@dataclass(frozen=True)
class Change:
    """A record that one of two runs has right and the other does not.

    Attributes:
        article: id of the article.
        topic: name of the topic.
        kind: `found` and `lost` golden records, `dropped` and `added` false ones, seen from the second run.
        record: the record, in words.
        evidence: the words given for it.
    """

    article: str
    topic: str
    kind: Outcome
    record: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Changes:
    """Two evaluations on one golden set, the second held against the first.

    Attributes:
        first: the evaluation compared with.
        second: the evaluation in question.
        rows: overall F1 first, then F1 and strict F1 of each topic, then each field.
        changes: records that one of the two has right and the other has not.
    """

    first: Scores
    second: Scores
    rows: tuple[ComparisonRow, ...]
    changes: tuple[Change, ...]

    @property
    def named(self) -> tuple[ComparisonRow, ...]:
        """The rows to put into words: the overall one, then those that changed."""
        return (self.rows[0], *(row for row in self.rows[1:] if row.verdict in ("better", "worse")))

    @property
    def overall(self) -> ComparisonRow:
        """The row of overall F1, which the verdict rests on."""
        return self.rows[0]

    @property
    def verdict(self) -> Verdict:
        """The verdict on the second run by overall F1."""
        return self.overall.verdict

    @property
    def summary(self) -> str:
        """The verdict in one sentence, and the topics and fields that changed."""
        return ". ".join(row.sentence for row in self.named) + "."


def p_in_words(p: float) -> str:
    """A chance to three places: `0.012`, `< 0.001`."""
    return f"{p:.3f}" if p >= 0.001 else "< 0.001"
