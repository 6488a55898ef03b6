"""The HTML report: one page with everything in it, to be opened without a network and sent to others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from summarizer.article import Article
from summarizer.evaluation.changes import Changes, p_in_words
from summarizer.evaluation.charts import bar_chart, change_chart, error_chart, score_chart
from summarizer.evaluation.error_ledger import Disagreement, describe
from summarizer.evaluation.metrics import Case
from summarizer.evaluation.record_alignment import is_grounded
from summarizer.evaluation.scores import Scores
from summarizer.evaluation.table_rows import (
    comparison_rows,
    cost_rows,
    error_rows,
    field_rows,
    percent,
    score_rows,
    tag_rows,
)
from summarizer.schemas import Evidence


@dataclass(frozen=True)
class Piece:
    """A stretch of an article with one marking.

    Attributes:
        text: the words.
        gold: a golden record rests on them.
        predicted: a predicted record rests on them.
    """

    text: str
    gold: bool
    predicted: bool


@dataclass(frozen=True)
class Line:
    """Two records side by side; one of them is `None` where nothing answers."""

    gold: str | None
    predicted: str | None
    state: str


@dataclass(frozen=True)
class ArticleView:
    """An article as the report shows it.

    Attributes:
        article: the article.
        tags: its tags.
        pieces: its text, cut where the marking changes.
        lines: its records side by side, by topic.
        errors: its part of the error ledger.
        failure: why there is no answer, if there is none.
    """

    article: Article
    tags: tuple[str, ...]
    pieces: tuple[Piece, ...]
    lines: dict[str, list[Line]]
    errors: tuple[Disagreement, ...]
    failure: str | None


def render_report(evaluation: Scores, comparison: Changes | None = None) -> str:
    """Returns the report as one HTML page.

    Args:
        evaluation: the scores to report.
        comparison: the same evaluation held against another, where there is one.
    """
    charts = {
        "scores": score_chart(score_rows(evaluation)),
        "fields": bar_chart(_named(field_rows(evaluation)), name="name", value="accuracy", title="accuracy"),
        "tags": bar_chart(tag_rows(evaluation), name="tag", value="f1", title="F1"),
        "errors": error_chart(error_rows(evaluation), evaluation.topics),
    }
    if comparison is not None:
        charts["changes"] = change_chart(comparison_rows(comparison))
    return (
        _environment()
        .get_template("report.html")
        .render(
            **_figures(evaluation),
            charts=charts,
            tags=tag_rows(evaluation),
            costs=cost_rows(evaluation),
            articles=list(_views(evaluation)),
            comparison=comparison,
            comparison_rows=comparison_rows(comparison) if comparison else (),
        )
    )


def render_summary(evaluation: Scores) -> str:
    """Returns the scores as an HTML fragment, for a notebook."""
    return _environment().get_template("scores.html").render(**_figures(evaluation))


def render_comparison(comparison: Changes) -> str:
    """Returns a comparison as an HTML fragment, for a notebook."""
    return (
        _environment()
        .get_template("comparison.html")
        .render(comparison=comparison, comparison_rows=comparison_rows(comparison))
    )


def marked(text: str, gold: Iterable[Evidence], predicted: Iterable[Evidence]) -> tuple[Piece, ...]:
    """Cuts a text where the marking changes; the pieces joined are the text."""
    ours, theirs = list(gold), list(predicted)
    cuts = sorted({0, len(text), *(edge for one in (*ours, *theirs) for edge in (one.start, one.end))})
    return tuple(
        Piece(text[start:end], _covered(start, ours), _covered(start, theirs)) for start, end in pairwise(cuts)
    )


def _covered(offset: int, evidence: Sequence[Evidence]) -> bool:
    return any(one.start <= offset < one.end for one in evidence)


def _figures(evaluation: Scores) -> dict[str, object]:
    return {"evaluation": evaluation, "scores": score_rows(evaluation), "fields": field_rows(evaluation)}


def _named(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**row, "name": f"{row['topic']} {row['field']}"} for row in rows]


def _views(evaluation: Scores) -> Iterable[ArticleView]:
    """Yields the articles as shown; of repeated runs, the first round."""
    errors: dict[str, list[Disagreement]] = {}
    for one in evaluation.errors:
        errors.setdefault(one.article, []).append(one)
    first: dict[str, dict[str, Case]] = {}
    for case in evaluation.cases:
        first.setdefault(case.article.id, {}).setdefault(case.topic, case)
    for article in evaluation.golden:
        cases = list(first.get(article.id, {}).values())
        gold = [one for case in cases for record in case.gold for one in record.record.evidence]
        predicted = [one for case in cases for record in case.predicted for one in record.evidence]
        reasons = evaluation.failures.get(article.id)
        yield ArticleView(
            article=article.article,
            tags=article.tags,
            pieces=marked(article.article.text, gold, [one for one in predicted if is_grounded(article.article, one)]),
            lines={case.topic: _lines(case) for case in cases},
            errors=tuple(errors.get(article.id, ())),
            failure=reasons[0] if reasons else None,
        )


def _lines(case: Case) -> list[Line]:
    """Puts the records of a case side by side: matched ones, then those that nothing answers."""
    gold = [describe(one.record) for one in case.gold]
    predicted = [describe(one) for one in case.predicted]
    found = case.alignment
    return [
        *(Line(gold[p.gold], predicted[p.predicted], "right" if p.strict else "matched") for p in found.pairs),
        *(Line(gold[i], None, "missed") for i in found.missed),
        *(Line(None, predicted[j], "spurious") for j in found.spurious),
        *(Line("in doubt: counts neither way", predicted[j], "excused") for j in found.excused),
    ]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"percent": percent, "chance": p_in_words}
    return environment
