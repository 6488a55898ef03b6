"""Scores predictions on a golden set: `evaluate`, and the `Evaluation` with the results."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.article import content_id
from summarizer.briefing import ArticleInfo, Briefing
from summarizer.errors import UsageError
from summarizer.evaluation.golden import GoldenArticle, GoldenSet
from summarizer.evaluation.metrics import Case, score_case
from summarizer.evaluation.scores import Scores
from summarizer.usage import Usage

if TYPE_CHECKING:
    import pandas

Table = Literal["scores", "fields", "tags", "errors", "articles"]


@dataclass(frozen=True)
class Evaluation(Scores):
    """Scores that show themselves: as data frames, as an HTML report, in a notebook."""

    def to_frame(self, table: Table = "scores") -> pandas.DataFrame:
        """A table as a data frame (needs pandas): `scores`, `fields`, `tags`, `errors` or `articles`.

        Raises:
            UsageError: unknown table.
        """
        import pandas

        from summarizer.evaluation.table_rows import evaluation_rows

        return pandas.DataFrame(evaluation_rows(self, table))

    def to_html(self) -> str:
        """The report as one HTML page that loads nothing else."""
        from summarizer.evaluation.html_report import render_report

        return render_report(self)

    def _repr_html_(self) -> str:
        from summarizer.evaluation.html_report import render_summary

        return render_summary(self)


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
    everything = [briefing for made in by_article.values() for briefing in made]
    return Evaluation(
        golden=golden,
        cases=tuple(cases),
        failures=found,
        usage=sum((briefing.usage for briefing in everything), Usage()),
        label=label,
        model=", ".join(sorted({briefing.model for briefing in everything})),
        made_at=max((briefing.created_at for briefing in everything), default=None),
    )


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
    """An article's golden records, those in doubt left out, as though a system had found them."""
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
            raise UsageError(f"the briefings include article {name!r}, which is not in the {golden.name}")
        if len(briefings) > repeats:
            raise UsageError(f"article {name!r} has {len(briefings)} briefings instead of {repeats}")
        if any(briefing.article.characters != lengths[name] for briefing in briefings):
            raise UsageError(
                f"the briefing of {name!r} is of another text, so its offsets do not fit: brief the golden article"
            )


def _cases(golden: GoldenSet, article: GoldenArticle, briefings: Sequence[Briefing], repeats: int) -> list[Case]:
    """Scores one article, as often as the run was repeated; a repeat that is not there found nothing."""
    predictions = [briefing.records for briefing in briefings] + [{}] * (repeats - len(briefings))
    return [
        score_case(article.article, topic.name, article.records[topic.name], records.get(topic.name, ()))
        for records in predictions
        for topic in golden.topics
        if topic.name in article.records
    ]
