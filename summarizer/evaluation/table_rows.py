"""The figures of an evaluation as rows: what data frames, the terminal and the HTML report all show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from summarizer.errors import UsageError
from summarizer.evaluation.changes import Changes
from summarizer.evaluation.metrics import evidence_overlap, grounded_share, total
from summarizer.evaluation.scores import Scores

Row = dict[str, object]
"""One line of a table by column; scores are 0 to 1, `None` where they can't be told."""


def evaluation_rows(evaluation: Scores, table: str) -> list[Row]:
    """A table of an evaluation.

    Raises:
        UsageError: unknown table.
    """
    if table not in _TABLES:
        raise UsageError(f"unknown table {table!r}: choose from {', '.join(_TABLES)}")
    return _TABLES[table](evaluation)


def score_rows(evaluation: Scores) -> list[Row]:
    """Precision, recall and F1 of each topic and overall, F1 with its 95% interval, relaxed and strict."""
    return [_scores(evaluation, topic) for topic in evaluation.tallies]


def field_rows(evaluation: Scores) -> list[Row]:
    """The accuracy of each field over matched pairs, with its 95% interval."""
    return [
        {
            "topic": one.topic,
            "field": one.field,
            "accuracy": one.accuracy,
            "low": spread and spread.low,
            "high": spread and spread.high,
            "pairs": one.pairs,
            "filled_accuracy": one.filled_accuracy,
            "filled": one.filled,
        }
        for one in evaluation.fields
        for spread in [evaluation.field_interval(one.topic, one.field)]
    ]


def tag_rows(evaluation: Scores) -> list[Row]:
    """The overall scores on the articles of each tag."""
    tags = sorted({tag for article in evaluation.golden for tag in article.tags})
    rows: list[Row] = []
    for tag in tags:
        part = evaluation.slice(tag)
        rows.append({"tag": tag, "articles": len(part.golden), **_scores(part, "overall")})
    return rows


def error_rows(evaluation: Scores) -> list[Row]:
    """The error ledger."""
    return [
        {
            "article": one.article,
            "topic": one.topic,
            "kind": one.kind,
            "field": one.field,
            "gold": one.gold,
            "predicted": one.predicted,
            "words": one.words,
        }
        for one in evaluation.errors
    ]


def article_rows(evaluation: Scores) -> list[Row]:
    """Counts and F1 of each article."""
    errors = Counter(one.article for one in evaluation.errors)
    rows: list[Row] = []
    for article in evaluation.golden:
        tally = total(case for case in evaluation.cases if case.article.id == article.id)
        rows.append(
            {
                "article": article.id,
                "f1": tally.f1,
                "matched": tally.matched,
                "gold": tally.gold,
                "predicted": tally.predicted,
                "errors": errors[article.id],
                "failed": article.id in evaluation.failures,
            }
        )
    return rows


def comparison_rows(comparison: Changes) -> list[Row]:
    """Every compared score: both runs, the change with its 95% interval, adjusted p, verdict."""
    return [
        {
            "topic": row.topic,
            "score": row.score,
            "first": row.difference.first.value,
            "second": row.difference.second.value,
            "change": row.difference.change.value,
            "low": row.difference.change.low,
            "high": row.difference.change.high,
            "p": row.p,
            "detectable": row.difference.detectable,
            "pairs": row.pairs,
            "verdict": row.verdict,
        }
        for row in comparison.rows
    ]


def cost_rows(evaluation: Scores) -> list[Row]:
    """What an article cost on average, and how well the predictions are grounded."""
    usage, articles = evaluation.usage, len(evaluation.golden)
    cost = None if usage.cost_usd is None else usage.cost_usd / articles
    return [
        {"figure": "evidence overlap of matched records", "value": evidence_overlap(evaluation.cases)},
        {"figure": "grounded share of predicted quotes", "value": grounded_share(evaluation.cases)},
        {"figure": "model calls per article", "value": usage.calls / articles},
        {"figure": "recorded or cached answers per article", "value": usage.cached_calls / articles},
        {"figure": "tokens read per article", "value": usage.prompt_tokens / articles},
        {"figure": "tokens written per article", "value": usage.completion_tokens / articles},
        {"figure": "US dollars per article", "value": cost},
        {"figure": "seconds per article", "value": usage.seconds / articles},
    ]


def percent(value: object) -> str:
    """A score in percent with one decimal, or a dash."""
    return f"{100 * value:.1f}" if isinstance(value, float | int) else "–"


def _scores(evaluation: Scores, topic: str) -> Row:
    tally = evaluation.tallies[topic]
    relaxed, strict = evaluation.interval("f1", topic), evaluation.interval("strict_f1", topic)
    return {
        "topic": topic,
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "f1_low": relaxed and relaxed.low,
        "f1_high": relaxed and relaxed.high,
        "strict_f1": tally.as_strict.f1,
        "strict_f1_low": strict and strict.low,
        "strict_f1_high": strict and strict.high,
        "gold": tally.gold,
        "predicted": tally.predicted,
        "matched": tally.matched,
        "strict": tally.strict,
    }


_TABLES: Mapping[str, Callable[[Scores], list[Row]]] = {
    "scores": score_rows,
    "fields": field_rows,
    "tags": tag_rows,
    "errors": error_rows,
    "articles": article_rows,
}
