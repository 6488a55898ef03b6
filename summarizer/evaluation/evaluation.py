"""How good predictions are on a golden set: `evaluate`, and the object that answers for it."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from summarizer.article import content_id
from summarizer.briefing import ArticleInfo, Briefing
from summarizer.errors import UsageError
from summarizer.evaluation.golden import GoldenArticle, GoldenSet
from summarizer.evaluation.ledger import Disagreement, disagreements
from summarizer.evaluation.metrics import Case, FieldScore, Tally, field_table, score_case, total
from summarizer.evaluation.statistics import Interval, Sums, detectable_difference, interval
from summarizer.usage import Usage

if TYPE_CHECKING:
    import pandas

OVERALL = "overall"

Table = Literal["scores", "fields", "tags", "errors", "articles"]

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

    @property
    def topics(self) -> tuple[str, ...]:
        """Names of the topics scored, in order."""
        return tuple(topic.name for topic in self.golden.topics)

    def sums(self, metric: Metric, topic: str = OVERALL) -> Sums:
        """Returns a score of records as a ratio of sums over articles, in the order of the golden set.

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
        """Returns how well a field agrees, by golden record that was matched: its article, and its position there.

        With repeats the mean over the rounds in which it was matched.
        """
        found: dict[tuple[str, int], list[float]] = {}
        for case in self.cases:
            for pair in case.alignment.pairs if case.topic == topic else ():
                found.setdefault((case.article.id, pair.gold), []).append(pair.scores[name])
        return {place: sum(scores) / len(scores) for place, scores in found.items()}

    def interval(self, metric: Metric = "f1", topic: str = OVERALL) -> Interval | None:
        """Returns a score with its 95% interval by bootstrap over articles; `None` when nothing was to be found."""
        return self._intervals(metric, topic)

    @cached_property
    def _intervals(self) -> Callable[[Metric, str], Interval | None]:
        return cache(lambda metric, topic: interval(self.sums(metric, topic)))

    def field_interval(self, topic: str, name: str) -> Interval | None:
        """Returns the accuracy of a field with its 95% interval; `None` when no record of the topic was matched."""
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

    def slice(self, tag: str) -> Evaluation:
        """Returns the scores on the articles with a tag.

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

    def to_frame(self, table: Table = "scores") -> pandas.DataFrame:
        """Returns a table as a data frame (needs pandas): `scores`, `fields`, `tags`, `errors` or `articles`.

        Raises:
            UsageError: there is no such table.
        """
        import pandas

        from summarizer.evaluation.tables import evaluation_rows

        return pandas.DataFrame(evaluation_rows(self, table))

    def to_html(self) -> str:
        """Returns the report as one HTML page that needs nothing else."""
        from summarizer.evaluation.report import render_report

        return render_report(self)

    def _repr_html_(self) -> str:
        from summarizer.evaluation.report import render_summary

        return render_summary(self)

    @cached_property
    def fields(self) -> list[FieldScore]:
        """The score of each field over matched pairs."""
        order = {topic: i for i, topic in enumerate(self.topics)}
        return sorted(field_table(self.cases), key=lambda one: order[one.topic])


def sums_by_article(golden: GoldenSet, scores: Mapping[tuple[str, int], float]) -> Sums:
    """Adds up scores of golden records, by article and position, over the articles of a set."""
    parts = dict.fromkeys((article.id for article in golden), 0.0)
    wholes = dict(parts)
    for (article, _), score in scores.items():
        parts[article] += score
        wholes[article] += 1
    return Sums.of(list(parts.values()), list(wholes.values()))


def evaluate(
    golden: GoldenSet,
    briefings: Iterable[Briefing],
    *,
    failures: Mapping[str, Sequence[str]] | None = None,
    repeats: int = 1,
    label: str = "predictions",
) -> Evaluation:
    """Scores briefings on a golden set.

    Args:
        golden: the golden set; an article of it without a briefing counts as one in which nothing was found.
        briefings: what was predicted, named by the id of the article or of its text; several of one article only
            with `repeats`.
        failures: articles for which no briefing could be made, with the reasons.
        repeats: how often each article was asked about; a briefing that is missing of one counts as empty.
        label: what to call the predictions.

    Raises:
        UsageError: a briefing is of an article that is not in the golden set, was made of another text, or is one too
            many.
    """
    by_article: dict[str, list[Briefing]] = {}
    names = {content_id(article.article.text): article.id for article in golden}
    for briefing in briefings:
        name = briefing.article.id
        by_article.setdefault(names.get(name, name), []).append(briefing)
    _belong(golden, by_article, repeats)
    cases = [case for article in golden for case in _cases(golden, article, by_article.get(article.id, []), repeats)]
    found = {name: tuple(reasons) for name, reasons in (failures or {}).items()}
    for name, made in by_article.items():
        reasons = [f"{failure.topic}: {failure.message}" for briefing in made for failure in briefing.failures]
        if reasons:
            found[name] = (*found.get(name, ()), *reasons)
    usage = sum((briefing.usage for made in by_article.values() for briefing in made), Usage())
    return Evaluation(golden, tuple(cases), found, usage, label)


def agreement(golden: GoldenSet, other: GoldenSet) -> Evaluation:
    """Scores a second annotation against the first, on the articles that both have; F1 is the agreement figure.

    What either annotator holds doubtful counts neither way on the first side, and is left out on the second.

    Raises:
        UsageError: the two have no article in common.
    """
    shared = golden.select(ids={article.id for article in other})
    briefings = [annotation_briefing(other[article.id]) for article in shared]
    return evaluate(shared, briefings, label=other.name)


def annotation_briefing(article: GoldenArticle) -> Briefing:
    """Returns an article's golden records, those in doubt left out, as though a system had found them."""
    records = {
        topic: tuple(gold.record for gold in found if not gold.doubt) for topic, found in article.records.items()
    }
    return Briefing.model_construct(
        article=ArticleInfo.of(article.article),
        model="annotation",
        created_at=datetime.datetime.now(datetime.UTC),
        records=records,
    )


def _belong(golden: GoldenSet, by_article: Mapping[str, Sequence[Briefing]], repeats: int) -> None:
    """Refuses briefings of other articles, and more than there should be: they would be lost without a word."""
    lengths = {article.id: len(article.article.text) for article in golden}
    for name, briefings in by_article.items():
        if name not in lengths:
            raise UsageError(f"there is a briefing of {name!r}, which is not in the {golden.name}")
        if len(briefings) > repeats:
            raise UsageError(f"there are {len(briefings)} briefings of {name!r}, and should be {repeats}")
        if any(briefing.article.characters != lengths[name] for briefing in briefings):
            raise UsageError(f"the briefing of {name!r} was made of another text: offsets would not fit")


def _cases(golden: GoldenSet, article: GoldenArticle, briefings: Sequence[Briefing], repeats: int) -> list[Case]:
    """Scores one article, as often as the run was repeated; a repeat that is not there found nothing."""
    predictions = [briefing.records for briefing in briefings] + [{}] * (repeats - len(briefings))
    return [
        score_case(article.article, topic.name, article.records[topic.name], records.get(topic.name, ()))
        for records in predictions
        for topic in golden.topics
        if topic.name in article.records
    ]
