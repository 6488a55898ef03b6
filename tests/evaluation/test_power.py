"""A gate says which regressions it would miss, and how many articles more would show them."""

from __future__ import annotations

from evaluation_cases import perfect, toll_set

from summarizer.evaluation import compare, evaluate
from summarizer.evaluation.power import missed_regressions


def test_five_points_are_shown_by_a_set_that_two_are_too_few_for() -> None:
    golden = toll_set(97)
    accepted = evaluate(golden, perfect(golden, without=90))
    (five, *_), (two, *_) = (missed_regressions(accepted, points) for points in (0.05, 0.02))
    assert two.share > five.share
    assert not two.is_shown
    assert "below what this set shows" in two.sentence
    assert two.more is None or two.more > 0


def test_a_large_fall_is_missed_by_no_run_and_a_set_grows_until_it_shows_a_small_one() -> None:
    golden = toll_set(40)
    accepted = evaluate(golden, perfect(golden, without=40))
    (large, *_), (small, *_) = (missed_regressions(accepted, points) for points in (0.3, 0.06))
    assert (large.share, large.more) == (0, 0)
    assert small.more is None or small.more > 0


def test_a_planted_regression_of_five_points_is_worse_with_a_chance_below_one_in_twenty() -> None:
    golden = toll_set(97)
    records = golden.size["casualties"]
    before = evaluate(golden, perfect(golden))
    after = evaluate(golden, perfect(golden, without=round(0.098 * records)))
    row = compare(before, after).overall
    assert row.verdict == "worse"
    assert row.p < 0.05
    assert 0.04 < -row.difference.change.value < 0.06
