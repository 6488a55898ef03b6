"""The HTML report: one page with everything in it, to be opened without a network and sent to others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from jinja2 import Environment

from summarizer.article import Article
from summarizer.evaluation.changes import TOO_FEW, Changes, p_in_words
from summarizer.evaluation.charts import bar_chart, change_chart, error_chart, score_chart
from summarizer.evaluation.error_ledger import Disagreement, described_fields, in_words
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
from summarizer.evaluation.verdicts import MEANINGS, facts, headline, verdict
from summarizer.pages import page_templates
from summarizer.schemas import Evidence, Record, kinds


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
class ShownField:
    """A field of a record as the report shows it.

    Attributes:
        name: its name.
        value: its value in words; a dash where it has none.
        differs: the record beside it has another value.
    """

    name: str
    value: str
    differs: bool = False


Shown = tuple[ShownField, ...]


@dataclass(frozen=True)
class Line:
    """Two records side by side.

    Attributes:
        gold: fields of the golden record; empty where the predicted one answers nothing.
        predicted: fields of the predicted record, only those that differ where it answers a golden one.
        state: `right` where every field is, `differs`, `missed`, `spurious` or `excused`.
    """

    gold: Shown
    predicted: Shown
    state: Literal["right", "differs", "missed", "spurious", "excused"]


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
    """The report as one HTML page.

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
    told = [row for row in comparison_rows(comparison) if row["verdict"] != TOO_FEW] if comparison else []
    if told:
        charts["changes"] = change_chart(told)
    return (
        _environment()
        .get_template("report.html")
        .render(
            **_figures(evaluation),
            charts=charts,
            tags=tag_rows(evaluation),
            costs=cost_rows(evaluation),
            articles=list(_views(evaluation)),
            **_compared(comparison),
        )
    )


def render_summary(evaluation: Scores) -> str:
    """The scores as an HTML fragment, for a notebook."""
    return _environment().get_template("scores.html").render(**_figures(evaluation))


def render_comparison(comparison: Changes) -> str:
    """A comparison as an HTML fragment, for a notebook."""
    return _environment().get_template("comparison.html").render(**_compared(comparison))


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
    return {
        "evaluation": evaluation,
        "facts": facts(evaluation),
        "headline": headline(evaluation),
        "meanings": MEANINGS,
        "scores": score_rows(evaluation),
        "fields": field_rows(evaluation),
    }


def _compared(comparison: Changes | None) -> dict[str, object]:
    """What the templates need of a comparison, where there is one."""
    if comparison is None:
        return {"comparison": None, "verdict": "", "comparison_rows": (), "too_few": TOO_FEW}
    rows = comparison_rows(comparison)
    return {"comparison": comparison, "verdict": verdict(comparison), "comparison_rows": rows, "too_few": TOO_FEW}


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
    found = case.alignment
    return [
        *(_pair_line(case.gold[p.gold].record, case.predicted[p.predicted], p.scores) for p in found.pairs),
        *(Line(_fields(case.gold[i].record), (), "missed") for i in found.missed),
        *(Line((), _fields(case.predicted[j]), "spurious") for j in found.spurious),
        *(Line((), _fields(case.predicted[j]), "excused") for j in found.excused),
    ]


def _pair_line(gold: Record, predicted: Record, scores: Mapping[str, float]) -> Line:
    """A matched pair: all of the golden record, and what the predicted one has otherwise."""
    wrong = [name for name, score in scores.items() if score < 1]
    theirs = tuple(ShownField(name, in_words(getattr(predicted, name)), differs=True) for name in wrong)
    return Line(_fields(gold, wrong), theirs, "differs" if wrong else "right")


def _fields(record: Record, wrong: Sequence[str] = ()) -> Shown:
    """The filled fields of a record, and those that differ from the other even where they are empty."""
    filled = described_fields(record)
    return tuple(
        ShownField(name, filled.get(name) or in_words(getattr(record, name)), name in wrong)
        for name in kinds(type(record))
        if name in filled or name in wrong
    )


@cache
def _environment() -> Environment:
    environment = page_templates(Path(__file__).parent / "templates")
    environment.filters |= {"percent": percent, "chance": p_in_words}
    return environment
