"""Two runs side by side: better, worse, or no difference that the set can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.errors import UsageError
from summarizer.evaluation.agreement import scored_fields
from summarizer.evaluation.evaluation import OVERALL, Evaluation, Metric, sums_by_article
from summarizer.evaluation.ledger import describe
from summarizer.evaluation.statistics import DEFAULT, Difference, Settings, difference, holm
from summarizer.schemas import Evidence

if TYPE_CHECKING:
    import pandas

Verdict = Literal["better", "worse", "no difference"]
RECORD_SCORES: Mapping[str, Metric] = {"f1": "f1", "strict_f1": "strict_f1"}
"""Scores of records that are compared, by the name of their row."""

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
            first, is not.
        verdict: whether the second run is better.
    """

    topic: str
    score: str
    difference: Difference
    p: float
    verdict: Verdict

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        change = self.difference.change
        points, low, high = 100 * change.value, 100 * change.low, 100 * change.high
        what = f"{self.topic} {self.score}"
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
class Comparison:
    """Two evaluations on one golden set, the second held against the first.

    Attributes:
        first: the evaluation compared with.
        second: the evaluation in question.
        rows: overall F1 first, then F1 and strict F1 of each topic, then each field.
        changes: records that one of the two has right and the other has not.
    """

    first: Evaluation
    second: Evaluation
    rows: tuple[ComparisonRow, ...]
    changes: tuple[Change, ...]

    @property
    def overall(self) -> ComparisonRow:
        """The row of overall F1, which the verdict rests on."""
        return self.rows[0]

    @property
    def verdict(self) -> Verdict:
        """Whether the second run is better than the first, by overall F1."""
        return self.overall.verdict

    def to_frame(self) -> pandas.DataFrame:
        """Returns the rows as a data frame (needs pandas)."""
        import pandas

        from summarizer.evaluation.tables import comparison_rows

        return pandas.DataFrame(comparison_rows(self))

    def to_html(self) -> str:
        """Returns the report of the second run, with the comparison, as one HTML page that needs nothing else."""
        from summarizer.evaluation.report import render_report

        return render_report(self.second, self)

    def _repr_html_(self) -> str:
        from summarizer.evaluation.report import render_comparison

        return render_comparison(self)

    @property
    def summary(self) -> str:
        """The verdict in one sentence, and the topics and fields that changed."""
        changed = [row.sentence for row in self.rows[1:] if row.verdict != "no difference"]
        return ". ".join([self.overall.sentence, *changed]) + "."


def compare(first: Evaluation, second: Evaluation, *, settings: Settings = DEFAULT) -> Comparison:
    """Compares two evaluations, paired by article.

    Args:
        first: what is compared with, such as the baseline.
        second: what is in question.
        settings: confidence of the intervals and the number of draws.

    Raises:
        UsageError: the two are not of the same articles, golden records and topics, or nothing can be compared.
    """
    _same_set(first, second)
    found = [
        (topic, score, change)
        for topic, score in _scores(first)
        if (change := _difference(first, second, topic, score, settings)) is not None
    ]
    if not found or found[0][:2] != (OVERALL, "f1"):
        raise UsageError("there is nothing to compare: the articles have no record, golden or predicted")
    adjusted = [found[0][2].p, *holm([one.p for _, _, one in found[1:]])]
    rows = tuple(
        ComparisonRow(topic, score, one, p, _verdict(one, p, settings))
        for (topic, score, one), p in zip(found, adjusted, strict=True)
    )
    return Comparison(first, second, rows, tuple(_changes(first, second)))


def p_in_words(p: float) -> str:
    """Returns a chance to three places: `0.012`, `< 0.001`."""
    return f"{p:.3f}" if p >= 0.001 else "< 0.001"


def _same_set(first: Evaluation, second: Evaluation) -> None:
    """Refuses evaluations that can't be paired."""
    ours, theirs = ({article.id: article for article in one.golden} for one in (first, second))
    different = sorted(set(ours) ^ set(theirs)) or [name for name in ours if ours[name].records != theirs[name].records]
    if different or first.topics != second.topics:
        what = f"article {different[0]!r} differs" if different else "the topics differ"
        raise UsageError(f"the two runs are not of the same golden set: {what}; score both on the same one")


def _scores(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Returns topic and name of every score that is compared."""
    records = [(topic, score) for topic in (OVERALL, *evaluation.topics) for score in RECORD_SCORES]
    fields = [(topic.name, name) for topic in evaluation.golden.topics for name in scored_fields(topic.record)]
    return records + fields


def _difference(first: Evaluation, second: Evaluation, topic: str, score: str, settings: Settings) -> Difference | None:
    if score in RECORD_SCORES:
        metric = RECORD_SCORES[score]
        return difference(first.sums(metric, topic), second.sums(metric, topic), settings)
    ours, theirs = first.matched_scores(topic, score), second.matched_scores(topic, score)
    before = sums_by_article(first.golden, {place: ours[place] for place in ours if place in theirs})
    after = sums_by_article(first.golden, {place: theirs[place] for place in theirs if place in ours})
    return difference(before, after, settings)


def _verdict(found: Difference, p: float, settings: Settings) -> Verdict:
    """Calls a difference one only when the test and the interval both do."""
    if p >= settings.alpha or found.change.low <= 0 <= found.change.high:
        return "no difference"
    return "better" if found.change.value > 0 else "worse"


def _changes(first: Evaluation, second: Evaluation) -> list[Change]:
    """Lists what the second run has right or wrong and the first has not; of repeated runs, their first round."""
    ours = {(case.article.id, case.topic): case for case in reversed(first.cases)}
    theirs = {(case.article.id, case.topic): case for case in reversed(second.cases)}
    found = []
    for place in sorted(ours):
        a, b = ours[place], theirs[place]
        for i in sorted(set(a.alignment.missed) ^ set(b.alignment.missed)):
            record = a.gold[i].record
            outcome: Outcome = "found" if i in a.alignment.missed else "lost"
            found.append(Change(*place, outcome, describe(record), record.evidence))
        before = {a.predicted[j] for j in a.alignment.spurious}
        after = {b.predicted[j] for j in b.alignment.spurious}
        for record in sorted(before ^ after, key=lambda record: record.model_dump_json()):
            outcome = "dropped" if record in before else "added"
            found.append(Change(*place, outcome, describe(record), record.evidence))
    return found
