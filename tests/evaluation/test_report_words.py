"""Reports say what was scored, what the scores mean and whether a run is better, in words and in any width."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from evaluation_cases import STORY, briefing, call, firm, killed, perfect, quote, toll_set
from rich.console import Console, RenderableType
from rich.text import Text

from summarizer.evaluation import Comparison, GoldenSet, compare, evaluate
from summarizer.evaluation.changes import FEW
from summarizer.evaluation.fitted_table import Column, FittedTable
from summarizer.evaluation.golden import GoldenArticle
from summarizer.evaluation.terminal_report import show_comparison, show_evaluation, show_tags
from summarizer.evaluation.verdicts import verdict
from summarizer.schemas import Actor

GOLDEN = toll_set(16)
FULL = evaluate(GOLDEN, perfect(GOLDEN), label="full")
FIRST = quote(STORY, "A drone killed nine people")
FOURTH = quote(STORY, "France called for sanctions on Russia")


def printed(shown: RenderableType, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width, highlight=False).print(shown)
    return out.getvalue()


@cache
def fewer(without: int) -> Comparison:
    """The whole set held against itself with some records missing."""
    return compare(FULL, evaluate(GOLDEN, perfect(GOLDEN, without=without), label="fewer"))


@pytest.mark.parametrize("width", [120, 80, 60, 40])
def test_no_cell_and_no_heading_is_cut_in_any_width(width: int) -> None:
    comparison = fewer(20)
    for shown in (show_evaluation(comparison.second), show_tags(comparison.second), show_comparison(comparison)):
        text = printed(shown, width)
        assert "…" not in text
        assert max(map(len, text.splitlines())) <= width
        assert "casualties" in text or "even" in text


def test_a_narrow_table_gives_up_spare_columns_before_it_stacks_its_rows() -> None:
    columns = [Column("name"), Column("needed"), Column("needed too"), Column("spare", 1)]
    table = FittedTable("title", columns, [["first", "11", Text("22"), "33"]])
    assert all(part in printed(table, 60) for part in ("needed", "needed too", "spare", "33"))
    narrower = printed(table, 28)
    assert "spare" not in narrower
    assert "22" in narrower
    stacked = printed(table, 16)
    assert all(part in stacked for part in ("needed 11", "needed too 22", "spare 33"))


def test_a_report_begins_with_date_model_set_and_what_relaxed_and_strict_mean() -> None:
    text = printed(show_evaluation(FULL), 80)
    head = text.partition("Scores")[0]
    for part in ("18 May 2025", "scripted", GOLDEN.name, "16", "Relaxed:", "Strict:", "Finds"):
        assert part in head
        assert part.rstrip(":") in FULL.to_html().partition("<nav>")[0]


def test_a_worse_run_is_called_worse_by_how_many_points() -> None:
    comparison = fewer(20)
    points = -100 * comparison.overall.difference.change.value
    assert verdict(comparison).startswith(f"Worse than full by {points:.1f} points of F1")
    assert verdict(comparison) in comparison.to_html().partition("<nav>")[0]


def test_a_change_that_chance_explains_is_said_to_rest_on_too_few_articles() -> None:
    small = toll_set(6, seed=3)
    runs = (perfect(small, without=1), perfect(small))
    before, after = (evaluate(small, made, label=name) for name, made in zip(("old", "new"), runs, strict=True))
    assert re.match(
        r"Better than old by \d+\.\d points? of F1; too few articles to be sure", verdict(compare(before, after))
    )
    assert verdict(compare(after, after)) == "The same as the first run in every article."


def test_a_field_of_few_pairs_is_too_few_to_tell_instead_of_a_hundred_points() -> None:
    gold = {"casualties": tuple(firm([killed(9, FIRST)])), "sanctions": tuple(firm([call("France", FOURTH)]))}
    golden = GoldenSet((GoldenArticle(STORY, {**gold, "ceasefire": ()}),))
    first = evaluate(golden, [briefing(STORY, {n: [g.record for g in records] for n, records in gold.items()})])
    other = [killed(9, FIRST, source=Actor(name="Police"), victim_type="civilian")]
    second = evaluate(golden, [briefing(STORY, {"casualties": other, "sanctions": [call("France", FOURTH)]})])
    comparison = compare(first, second)
    rows = {(row.topic, row.score): row for row in comparison.rows}
    assert rows["casualties", "source"].pairs == 1 < FEW
    assert rows["casualties", "source"].verdict == rows["sanctions", "f1"].verdict == "too few to tell"
    assert "too few to tell (1 pair" in rows["casualties", "source"].sentence
    assert "-100" not in printed(show_comparison(comparison), 100).partition("casualties source")[2]
    assert "-100.0" not in comparison.to_html().partition("casualties source")[2].partition("Records that changed")[0]


def test_only_a_record_with_every_field_right_is_called_right_and_differing_fields_stand_out() -> None:
    gold = (killed(9, FIRST, location="Sumy"), killed(12, quote(STORY, "12 people were injured"), weapon="drone"))
    golden = GoldenSet((GoldenArticle(STORY, {"casualties": tuple(firm(gold)), "sanctions": (), "ceasefire": ()}),))
    other = gold[1].model_copy(update={"weapon": "rocket"})
    page = evaluate(golden, [briefing(STORY, {"casualties": [gold[0], other]})]).to_html()
    states = re.findall(r'<tr><td><span class="tag (\w+)">', page)
    assert states == ["right", "differs"]
    assert re.findall(r'differs"><span class="name">([\w ]+)</span> <b>([^<]*)</b>', page) == [
        ("weapon", "drone"),
        ("weapon", "rocket"),
    ]
