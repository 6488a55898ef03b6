"""How good predictions are on a golden set: `evaluate`, and the object that answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from summarizer.briefing import Briefing
from summarizer.evaluation.golden import GoldenArticle, GoldenSet
from summarizer.evaluation.metrics import Case, FieldScore, Tally, field_table, score_case, total
from summarizer.llm.types import Usage

OVERALL = "overall"


@dataclass(frozen=True)
class Evaluation:
    """Scores of predictions on a golden set.

    Attributes:
        golden: the golden set.
        cases: every topic of every article, scored; with repeats several of each.
        failures: what could not be answered, by article id; their records count as missed.
        usage: what the predictions cost.
        label: what to call the predictions in a report.
    """

    golden: GoldenSet
    cases: tuple[Case, ...]
    failures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)
    label: str = "predictions"

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """The counts of each topic, and of all together under `overall`."""
        names = [topic.name for topic in self.golden.topics]
        by_topic = {name: total(case for case in self.cases if case.topic == name) for name in names}
        return {**by_topic, OVERALL: total(self.cases)}

    @cached_property
    def fields(self) -> list[FieldScore]:
        """The score of each field over matched pairs."""
        return field_table(self.cases)


def evaluate(
    golden: GoldenSet,
    briefings: Iterable[Briefing],
    *,
    failures: Mapping[str, Sequence[str]] | None = None,
    label: str = "predictions",
) -> Evaluation:
    """Scores briefings on a golden set.

    Args:
        golden: the golden set; an article of it without a briefing counts as one in which nothing was found.
        briefings: what was predicted; several of one article are repeats, and each is scored.
        failures: articles for which no briefing could be made, with the reasons.
        label: what to call the predictions.
    """
    by_article: dict[str, list[Briefing]] = {}
    for briefing in briefings:
        by_article.setdefault(briefing.article.id, []).append(briefing)
    repeats = max((len(by_article.get(article.id, ())) for article in golden), default=0) or 1
    cases = [case for article in golden for case in _cases(golden, article, by_article.get(article.id, []), repeats)]
    scored = [briefing for article in golden for briefing in by_article.get(article.id, ())]
    found = {name: tuple(reasons) for name, reasons in (failures or {}).items()}
    for briefing in scored:
        reasons = tuple(f"{failure.topic}: {failure.message}" for failure in briefing.failures)
        if reasons:
            found[briefing.article.id] = (*found.get(briefing.article.id, ()), *reasons)
    usage = sum((briefing.usage for briefing in scored), Usage())
    return Evaluation(golden, tuple(cases), found, usage, label)


def _cases(golden: GoldenSet, article: GoldenArticle, briefings: Sequence[Briefing], repeats: int) -> list[Case]:
    """Scores one article, as often as the run was repeated; a repeat that is not there found nothing."""
    predictions = [briefing.records for briefing in briefings] + [{}] * (repeats - len(briefings))
    return [
        score_case(article.article, topic.name, article.records[topic.name], records.get(topic.name, ()))
        for records in predictions
        for topic in golden.topics
        if topic.name in article.records
    ]
