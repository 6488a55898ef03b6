"""Two runs side by side: better, worse, or no difference that the set can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.evaluation.changes import FEW, TOO_FEW, Change, Changes, ComparisonRow, Outcome, Verdict
from summarizer.evaluation.error_ledger import describe
from summarizer.evaluation.evaluation import Evaluation
from summarizer.evaluation.scores import OVERALL, Metric, sums_by_article
from summarizer.evaluation.statistics import DEFAULT, Difference, Settings, difference, holm
from summarizer.evaluation.value_agreement import scored_fields

if TYPE_CHECKING:
    import pandas

RECORD_SCORES: Mapping[str, Metric] = {"f1": "f1", "strict_f1": "strict_f1"}
"""Scores of records that are compared, by the name of their row."""


@dataclass(frozen=True)
class Comparison(Changes):
    """Changes between two evaluations that show themselves: as a data frame, as an HTML report, in a notebook."""

    first: Evaluation
    second: Evaluation

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a data frame (needs pandas)."""
        import pandas

        from summarizer.evaluation.table_rows import comparison_rows

        return pandas.DataFrame(comparison_rows(self))

    def to_html(self) -> str:
        """The report of the second run, with the comparison, as one HTML page that loads nothing else."""
        from summarizer.evaluation.html_report import render_report

        return render_report(self.second, self)

    def _repr_html_(self) -> str:
        from summarizer.evaluation.html_report import render_comparison

        return render_comparison(self)


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
        ComparisonRow(topic, score, change, change.p, "no difference", _pairs(first, second, topic, score))
        for topic, score in _scores(first)
        if (change := _difference(first, second, topic, score, settings)) is not None
    ]
    if not found or (found[0].topic, found[0].score) != (OVERALL, "f1"):
        raise UsageError("nothing to compare: neither run nor golden set has a record")
    asked = [row for row in found[1:] if _is_enough(row)]
    chances = {(OVERALL, "f1"): found[0].p}
    chances |= {(row.topic, row.score): p for row, p in zip(asked, holm([one.p for one in asked]), strict=True)}
    rows = tuple(_judged(row, chances.get((row.topic, row.score)), settings) for row in found)
    return Comparison(first, second, rows, tuple(_changes(first, second)))


def _is_enough(row: ComparisonRow) -> bool:
    """True if a change can be told; of all records together it can, since articles are tested, however few."""
    return row.topic == OVERALL or row.pairs >= FEW


def _pairs(first: Evaluation, second: Evaluation, topic: str, score: str) -> int:
    """How many records a score of two runs rests on."""
    if score in RECORD_SCORES:
        return first.tallies[topic].gold
    return len(first.matched_scores(topic, score).keys() & second.matched_scores(topic, score).keys())


def _judged(row: ComparisonRow, p: float | None, settings: Settings) -> ComparisonRow:
    """The row with its adjusted chance and verdict; without a chance there is too little to tell."""
    if p is None:
        return replace(row, p=1.0, verdict=TOO_FEW)
    return replace(row, p=p, verdict=_verdict(row.difference, p, settings))


def _same_set(first: Evaluation, second: Evaluation) -> None:
    """Refuses evaluations that can't be paired."""
    ours, theirs = ({article.id: article for article in one.golden} for one in (first, second))
    different = sorted(set(ours) ^ set(theirs)) or [name for name in ours if ours[name].records != theirs[name].records]
    if different or first.topics != second.topics:
        what = f"article {different[0]!r} differs" if different else "the topics differ"
        raise UsageError(f"the two runs used different golden sets: {what}; score both on the same one")


def _scores(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Topic and name of every score that is compared."""
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
