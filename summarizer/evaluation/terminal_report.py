"""An evaluation and a comparison for the terminal."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.text import Text

from summarizer.evaluation.changes import Changes, p_in_words
from summarizer.evaluation.fitted_table import Column, FittedTable
from summarizer.evaluation.scores import Scores
from summarizer.evaluation.table_rows import Row, comparison_rows, cost_rows, field_rows, percent, score_rows, tag_rows
from summarizer.evaluation.verdicts import MEANINGS, facts, headline, verdict


def show_evaluation(evaluation: Scores) -> RenderableType:
    """What was scored, the verdict, then scores, fields, costs and kinds of error."""
    parts: list[RenderableType] = [*_head(evaluation), _scores(evaluation), _fields(evaluation)]
    parts += [_kinds(evaluation), _costs(evaluation)]
    for article, reasons in evaluation.failures.items():
        parts.append(Text(f"failed, counted as missed: {article}: {reasons[0]}", style="red"))
    if evaluation.detectable is not None:
        parts.append(
            Text(
                f"Two unrelated runs must differ by {100 * evaluation.detectable:.1f} points of F1 "
                "before this set is likely to show it; runs that agree on most articles need less."
            )
        )
    return Group(*parts)


def show_tags(evaluation: Scores) -> RenderableType:
    """The scores by tag."""
    columns = [Column("tag"), Column("articles", 2), Column("precision", 3), Column("recall", 3), Column("F1")]
    rows = []
    for row in tag_rows(evaluation):
        scores = [percent(row[name]) for name in ("precision", "recall", "f1", "strict_f1")]
        rows.append([str(row["tag"]), str(row["articles"]), *scores, str(row["gold"])])
    return FittedTable("Scores by tag", [*columns, Column("strict F1", 1), Column("records", 4)], rows)


def show_ledger(evaluation: Scores) -> RenderableType:
    """The error ledger."""
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
    """The verdict, every compared score, and the records that changed."""
    columns = [Column("score"), Column("first", 2), Column("second", 2), Column("change")]
    columns += [Column("95% interval", 1), Column("p", 3), Column("verdict")]
    rows: list[tuple[str | Text, ...]] = []
    for row, shown in zip(comparison.rows, comparison_rows(comparison), strict=True):
        change = row.difference.change
        moved = [f"{100 * change.value:+.1f}", f"{100 * change.low:+.1f} to {100 * change.high:+.1f}"]
        figures = [percent(shown["first"]), percent(shown["second"]), *moved, p_in_words(row.p)]
        style = {"better": "green", "worse": "red"}.get(row.verdict, "dim")
        told = figures if row.told else ["–"] * len(figures)
        rows.append((f"{row.topic} {row.score}", *told, Text(row.verdict, style=style)))
    kinds = Counter(change.kind for change in comparison.changes)
    changed = ", ".join(f"{kinds[kind]} {kind}" for kind in ("found", "lost", "added", "dropped") if kinds[kind])
    sentences = [Text(f"- {row.sentence}") for row in comparison.named]
    names = f"{comparison.first.label} → {comparison.second.label}"
    return Group(
        Text(verdict(comparison), style="bold"),
        *sentences,
        Text(),
        FittedTable(names, columns, rows),
        Text(f"records: {changed or 'the same'}"),
    )


def _head(evaluation: Scores) -> list[RenderableType]:
    """What was scored, the verdict, and what the two ways of scoring mean."""
    lines = [Text.assemble((f"{name:<15}", "dim"), value) for name, value in facts(evaluation)]
    meanings = [Text.assemble((f"{name}: ", "italic"), meaning) for name, meaning in MEANINGS]
    title = Text(evaluation.label, style="bold")
    return [title, *lines, Text(), Text(headline(evaluation), style="bold"), *meanings, Text()]


def _scores(evaluation: Scores) -> FittedTable:
    columns = [Column("topic"), Column("precision", 2), Column("recall", 2), Column("F1 (95%)")]
    columns += [Column("strict F1 (95%)", 1), Column("gold", 3), Column("predicted", 4)]
    rows = [
        [
            str(row["topic"]),
            percent(row["precision"]),
            percent(row["recall"]),
            _with_interval(row, "f1"),
            _with_interval(row, "strict_f1"),
            str(row["gold"]),
            str(row["predicted"]),
        ]
        for row in score_rows(evaluation)
    ]
    return FittedTable("Scores", columns, rows)


def _with_interval(row: Row, name: str) -> str:
    return f"{percent(row[name])} ({_whole(row[f'{name}_low'])}–{_whole(row[f'{name}_high'])})"


def _whole(value: object) -> str:
    return f"{100 * value:.0f}" if isinstance(value, float | int) else "?"


def _fields(evaluation: Scores) -> FittedTable:
    columns = [Column("field"), Column("accuracy"), Column("95% interval", 1), Column("pairs", 2)]
    rows = [
        [
            f"{row['topic']} {row['field']}",
            percent(row["accuracy"]),
            f"{percent(row['low'])} to {percent(row['high'])}",
            str(row["pairs"]),
            percent(row["filled_accuracy"]),
            str(row["filled"]),
        ]
        for row in field_rows(evaluation)
    ]
    return FittedTable("Fields of matched records", [*columns, Column("where filled", 3), Column("pairs", 3)], rows)


def _kinds(evaluation: Scores) -> FittedTable:
    counts = Counter((one.kind, one.topic) for one in evaluation.errors)
    kinds = [kind for kind, _ in Counter(one.kind for one in evaluation.errors).most_common()]
    rows = [[kind, *(str(counts[kind, topic]) for topic in evaluation.topics)] for kind in kinds]
    return FittedTable("Disagreements", [Column("kind"), *map(Column, evaluation.topics)], rows)


def _costs(evaluation: Scores) -> FittedTable:
    values = [(str(row["figure"]), row["value"]) for row in cost_rows(evaluation)]
    rows = [[name, f"{value:.4g}" if isinstance(value, float | int) else "–"] for name, value in values]
    return FittedTable("Evidence and cost", [Column("figure"), Column("value")], rows)
