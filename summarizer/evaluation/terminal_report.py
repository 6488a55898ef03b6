"""An evaluation and a comparison for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from summarizer.evaluation.changes import Changes, p_in_words
from summarizer.evaluation.scores import Scores
from summarizer.evaluation.table_rows import comparison_rows, cost_rows, field_rows, percent, score_rows, tag_rows


def show_evaluation(evaluation: Scores) -> RenderableType:
    """Returns the scores, fields, costs and kinds of error, with what the set can show."""
    parts: list[RenderableType] = [_scores(evaluation), _fields(evaluation), _kinds(evaluation), _costs(evaluation)]
    for article, reasons in evaluation.failures.items():
        parts.append(Text(f"failed, counted as missed: {article}: {reasons[0]}", style="red"))
    if evaluation.detectable is not None:
        parts.append(
            Text(
                f"Two runs with nothing in common must differ by {100 * evaluation.detectable:.1f} points of F1 "
                "before this set is likely to show it; runs that agree on most articles need less."
            )
        )
    return Group(*parts)


def show_tags(evaluation: Scores) -> RenderableType:
    """Returns the scores by tag."""
    table = _table("by tag", ["tag", "articles", "precision", "recall", "F1", "strict F1", "records"])
    for row in tag_rows(evaluation):
        scores = [percent(row[name]) for name in ("precision", "recall", "f1", "strict_f1")]
        table.add_row(str(row["tag"]), str(row["articles"]), *scores, str(row["gold"]))
    return table


def show_ledger(evaluation: Scores) -> RenderableType:
    """Returns the error ledger."""
    lines: list[RenderableType] = []
    for one in evaluation.errors:
        head = Text.assemble((one.kind, "bold red"), f"  {one.article}  {one.topic} {one.field or ''}")
        body = Text(f"    gold       {one.gold or '–'}\n    predicted  {one.predicted or '–'}\n    ")
        words = Text(one.words, style="dim")
        for evidence in (*one.gold_evidence, *one.predicted_evidence):
            words.highlight_words([evidence.quote], "not dim bold")
        lines += [head, body + words, Text()]
    return Group(*lines)


def show_comparison(comparison: Changes) -> RenderableType:
    """Returns the verdict, every compared score, and the records that changed."""
    names = f"{comparison.first.label} → {comparison.second.label}"
    table = _table(names, ["score", "first", "second", "change", "95% interval", "p", "verdict"])
    for row, shown in zip(comparison.rows, comparison_rows(comparison), strict=True):
        change = row.difference.change
        style = {"better": "green", "worse": "red"}.get(row.verdict, "dim")
        table.add_row(
            f"{row.topic} {row.score}",
            percent(shown["first"]),
            percent(shown["second"]),
            f"{100 * change.value:+.1f}",
            f"{100 * change.low:+.1f} to {100 * change.high:+.1f}",
            p_in_words(row.p),
            Text(row.verdict, style=style),
        )
    kinds = Counter(change.kind for change in comparison.changes)
    changed = ", ".join(f"{kinds[kind]} {kind}" for kind in ("found", "lost", "added", "dropped") if kinds[kind])
    return Group(Text(comparison.summary, style="bold"), table, Text(f"records: {changed or 'the same'}"))


def _scores(evaluation: Scores) -> Table:
    title = f"{evaluation.label} on {evaluation.golden.name}, {len(evaluation.golden)} articles"
    table = _table(title, ["topic", "precision", "recall", "F1", "95%", "strict F1", "95%", "gold", "predicted"])
    for row in score_rows(evaluation):
        table.add_row(
            str(row["topic"]),
            *(percent(row[name]) for name in ("precision", "recall", "f1")),
            f"{percent(row['f1_low'])} to {percent(row['f1_high'])}",
            percent(row["strict_f1"]),
            f"{percent(row['strict_f1_low'])} to {percent(row['strict_f1_high'])}",
            str(row["gold"]),
            str(row["predicted"]),
        )
    return table


def _fields(evaluation: Scores) -> Table:
    table = _table("fields of matched records", ["field", "accuracy", "95%", "pairs", "where filled", "pairs"])
    for row in field_rows(evaluation):
        table.add_row(
            f"{row['topic']} {row['field']}",
            percent(row["accuracy"]),
            f"{percent(row['low'])} to {percent(row['high'])}",
            str(row["pairs"]),
            percent(row["filled_accuracy"]),
            str(row["filled"]),
        )
    return table


def _kinds(evaluation: Scores) -> Table:
    counts = Counter((one.kind, one.topic) for one in evaluation.errors)
    table = _table("disagreements", ["kind", *evaluation.topics])
    for kind, _ in Counter(one.kind for one in evaluation.errors).most_common():
        table.add_row(kind, *(str(counts[kind, topic]) for topic in evaluation.topics))
    return table


def _costs(evaluation: Scores) -> Table:
    table = _table("evidence and cost", ["figure", "value"])
    for row in cost_rows(evaluation):
        value = row["value"]
        table.add_row(str(row["figure"]), f"{value:.4g}" if isinstance(value, float | int) else "–")
    return table


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold")
    for i, column in enumerate(columns):
        table.add_column(column, justify="left" if i == 0 else "right")
    return table
