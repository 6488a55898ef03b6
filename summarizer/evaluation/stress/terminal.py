"""A stress run in the terminal: shares by family and kind, flips by field, the worst examples."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from summarizer.evaluation.fitted_table import Column, FittedTable
from summarizer.evaluation.stress.example import example_of
from summarizer.evaluation.stress.results import MEANINGS, Figure, Moved, StressResults
from summarizer.visible_text import visible


def show_stress(results: StressResults, *, examples: int = 5) -> RenderableType:
    """The report.

    Args:
        results: the results.
        examples: how many of the worst variants are shown.
    """
    title = Text(f"{results.model} under stress: {results.golden}, {results.n} articles a kind, seed {results.seed}")
    columns = [Column("kind"), Column("right"), Column("95% interval"), Column("of", 1), Column("articles", 2)]
    rows = [_row(figure) for figure in results.figures]
    families = dict.fromkeys(one.family for one in results.outcomes)
    meanings = [Text.assemble((f"{family}: ", "italic"), MEANINGS[family]) for family in families]
    parts: list[RenderableType] = [title, *meanings, Text(), FittedTable("Share right", columns, rows)]
    if "hostile" in families:
        kept = results.kept("hostile")
        parts += [
            Text(f"hostile: {results.shown} planted records shown; own records unchanged: {_share(kept)}"),
            Text(),
        ]
    parts += [line for family in families for line in _flips(results, family)]
    for one in results.worst(examples):
        parts += [Text(), *_example(one.kind, one.article, *example_of(one))]
    return Group(*parts)


def show_moved(moved: Sequence[Moved], names: str) -> RenderableType:
    """Two runs of one plan side by side."""
    columns = [
        Column("kind"),
        Column("first", 1),
        Column("second", 1),
        Column("change"),
        Column("p", 2),
        Column("verdict"),
    ]
    rows = [
        (
            _indented(one.kind, one.family),
            f"{100 * one.difference.first.value:.1f}",
            f"{100 * one.difference.second.value:.1f}",
            f"{100 * one.difference.change.value:+.1f}",
            f"{one.p:.3f}",
            one.verdict,
        )
        for one in moved
    ]
    return FittedTable(names, columns, rows)


def _row(figure: Figure) -> tuple[str, ...]:
    value = f"{100 * figure.spread.value:.1f}" if figure.spread else "–"
    spread = f"{100 * figure.spread.low:.0f}–{100 * figure.spread.high:.0f}" if figure.spread else "–"
    return _indented(figure.kind, figure.family), value, spread, str(figure.units), str(figure.articles)


def _indented(kind: str | None, family: str) -> str:
    return f"  {kind}" if kind else family


def _share(figure: Figure) -> str:
    return f"{100 * figure.spread.value:.1f}% of {figure.units}" if figure.spread else "none to keep"


def _flips(results: StressResults, family: str) -> list[RenderableType]:
    found = results.flips(family)
    words = ", ".join(f"{name} {count}" for name, count in found[:12])
    return [Text.assemble((f"{family}: ", "bold"), words)] if found else []


def _example(
    kind: str, article: str, before: str, after: str, lines: Sequence[tuple[str, str]]
) -> list[RenderableType]:
    head = Text.assemble((kind, "bold red"), f"  {article}")
    shown = [Text(f"  was   {visible(before)}", style="dim"), Text(f"  now   {visible(after)}")]
    for expected, found in lines:
        shown += [Text(f"  expected  {visible(expected)}"), Text(f"  found     {visible(found) or '–'}")]
    return [head, *shown]
