"""The scores of predictions on a golden set: every figure, with its interval."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Literal, Self

from summarizer.evaluation.error_ledger import Disagreement, disagreements
from summarizer.evaluation.golden import GoldenSet
from summarizer.evaluation.metrics import Case, FieldScore, Tally, field_table, total
from summarizer.evaluation.statistics import Interval, Sums, detectable_difference, interval
from summarizer.usage import Usage

OVERALL = "overall"

Metric = Literal["f1", "precision", "recall", "strict_f1", "strict_precision", "strict_recall"]

PARTS: Mapping[Metric, Callable[[Tally], tuple[int, int]]] = {
    "f1": lambda tally: (2 * tally.matched, tally.gold + tally.predicted),
    "precision": lambda tally: (tally.matched, tally.predicted),
    "recall": lambda tally: (tally.matched, tally.gold),
    "strict_f1": lambda tally: (2 * tally.strict, tally.gold + tally.predicted),
    "strict_precision": lambda tally: (tally.strict, tally.predicted),
    "strict_recall": lambda tally: (tally.strict, tally.gold),
}
"""What an article adds to a score above and below the line."""


@dataclass(frozen=True)
class Scores:
    """Scores of predictions on a golden set.

    Attributes:
        golden: the golden set.
        cases: every topic of every article, scored; with repeats several of each.
        failures: what could not be answered, by article id; their records count as missed.
        usage: what the predictions cost.
        label: what to call the predictions in a report.
        model: the models that made the predictions, joined by commas; empty where there is no prediction.
        made_at: when the last prediction was made, UTC; `None` where there is none.
    """

    golden: GoldenSet
    cases: tuple[Case, ...]
    failures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)
    label: str = "predictions"
    model: str = ""
    made_at: datetime.datetime | None = None

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """The counts of each topic, and of all together under `overall`."""
        names = [topic.name for topic in self.golden.topics]
        by_topic = {name: total(case for case in self.cases if case.topic == name) for name in names}
        return {**by_topic, OVERALL: total(self.cases)}

    @property
    def topics(self) -> tuple[str, ...]:
        """Names of the topics scored, in order."""
        return tuple(topic.name for topic in self.golden.topics)

    def sums(self, metric: Metric, topic: str = OVERALL) -> Sums:
        """A score of records as a ratio of sums over articles, in the order of the golden set.

        Args:
            metric: which score.
            topic: name of a topic, or `overall`.
        """
        tallies = dict.fromkeys((article.id for article in self.golden), Tally())
        for case in self.cases:
            if topic in (OVERALL, case.topic):
                tallies[case.article.id] += case.tally
        return Sums.of(*zip(*(PARTS[metric](tally) for tally in tallies.values()), strict=True))

    def matched_scores(self, topic: str, name: str) -> dict[tuple[str, int], float]:
        """How well a field agrees, by golden record that was matched: its article, and its position there.

        With repeats the mean over the rounds in which it was matched.
        """
        found: dict[tuple[str, int], list[float]] = {}
        for case in self.cases:
            for pair in case.alignment.pairs if case.topic == topic else ():
                found.setdefault((case.article.id, pair.gold), []).append(pair.scores[name])
        return {place: sum(scores) / len(scores) for place, scores in found.items()}

    def interval(self, metric: Metric = "f1", topic: str = OVERALL) -> Interval | None:
        """A score with its 95% interval by bootstrap over articles; `None` when nothing was to be found."""
        return self._intervals(metric, topic)

    @cached_property
    def _intervals(self) -> Callable[[Metric, str], Interval | None]:
        return cache(lambda metric, topic: interval(self.sums(metric, topic)))

    def field_interval(self, topic: str, name: str) -> Interval | None:
        """The accuracy of a field with its 95% interval; `None` when no record of the topic was matched."""
        return interval(sums_by_article(self.golden, self.matched_scores(topic, name)))

    @property
    def detectable(self) -> float | None:
        """The smallest change of overall F1 that the set would show between two runs that have nothing in common.

        Runs that agree on most articles need less. `None` when the articles show no spread to judge by.
        """
        found = self.interval()
        return (
            None if found is None or found.error in (0, math.inf) else detectable_difference(math.sqrt(2) * found.error)
        )

    def slice(self, tag: str) -> Self:
        """The scores on the articles with a tag.

        Raises:
            UsageError: no article has it.
        """
        part = self.golden.select(tags=[tag])
        ids = {article.id for article in part}
        cases = tuple(case for case in self.cases if case.article.id in ids)
        return replace(self, golden=part, cases=cases)

    @cached_property
    def errors(self) -> list[Disagreement]:
        """Every disagreement between the golden and the predicted records, typed."""
        return [one for case in self.cases for one in disagreements(case)]

    @cached_property
    def fields(self) -> list[FieldScore]:
        """The score of each field over matched pairs."""
        order = {topic: i for i, topic in enumerate(self.topics)}
        return sorted(field_table(self.cases), key=lambda one: order[one.topic])


def sums_by_article(golden: GoldenSet, scores: Mapping[tuple[str, int], float]) -> Sums:
    """The sum and the number of scores of golden records, by article of a set."""
    parts = dict.fromkeys((article.id for article in golden), 0.0)
    wholes = dict(parts)
    for (article, _), score in scores.items():
        parts[article] += score
        wholes[article] += 1
    return Sums.of(list(parts.values()), list(wholes.values()))
