"""Intervals cover, tests hold their level, and a difference is called one only when the set can show it."""

from __future__ import annotations

import numpy as np
import pytest
from evaluation_cases import perfect, toll_set

from summarizer.errors import UsageError
from summarizer.evaluation import compare, evaluate
from summarizer.evaluation.statistics import Settings, Sums, detectable_difference, difference, holm, interval

QUICK = Settings(resamples=499)


def _articles(count: int, rng: np.random.Generator) -> Sums:
    """Draws articles as they come: uneven in size, and each with a hit rate of its own."""
    gold = rng.poisson(9, count)
    matched = rng.binomial(gold, rng.beta(2, 2, count))
    predicted = matched + rng.poisson(3, count)
    return Sums.of(list(2.0 * matched), list(1.0 * (gold + predicted)))


def test_intervals_cover_the_true_score_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    true = _articles(200_000, rng).value
    found = [interval(_articles(60, rng), QUICK) for _ in range(400)]
    covered = sum(one is not None and one.low <= true <= one.high for one in found) / len(found)
    # 95% are promised; 400 trials have a standard error of 1.1%.
    assert 0.92 <= covered <= 0.98


def test_the_permutation_test_raises_few_false_alarms() -> None:
    rng = np.random.default_rng(6)
    found = [difference(_articles(40, rng), _articles(40, rng), QUICK) for _ in range(200)]
    alarms = sum(one is not None and one.p < 0.05 for one in found) / len(found)
    assert alarms <= 0.09  # 5% are meant; 200 trials have a standard error of 1.5%


def test_a_change_of_the_detectable_size_is_found_in_four_cases_of_five() -> None:
    rng = np.random.default_rng(7)
    errors = [one.error for _ in range(20) if (one := interval(_articles(60, rng), QUICK)) is not None]
    change = detectable_difference(float(np.mean(errors)) * 2**0.5, QUICK)
    found = 0
    for _ in range(150):
        first, second = _articles(60, rng), _articles(60, rng)
        better = Sums(second.parts + change * second.wholes, second.wholes)
        change_found = difference(first, better, QUICK)
        found += change_found is not None and change_found.p < 0.05
    assert 0.7 <= found / 150 <= 0.9


def test_an_interval_of_a_score_without_spread_is_a_point() -> None:
    one = interval(Sums.of([2, 4, 6], [2, 4, 6]))
    assert one is not None
    assert (one.value, one.low, one.high, one.error) == (1, 1, 1, 0)


def test_one_article_says_nothing_of_the_spread_and_none_nothing_at_all() -> None:
    one = interval(Sums.of([3], [4]))
    assert one is not None
    assert (one.value, one.low, one.high) == (0.75, 0, 1)
    assert interval(Sums.of([0, 0], [0, 0])) is None


def test_articles_without_a_record_leave_the_interval_as_it_is() -> None:
    few = interval(Sums.of([2, 0, 6], [4, 3, 6]), QUICK)
    many = interval(Sums.of([2, 0, 0, 6, 0], [4, 0, 3, 6, 0]), QUICK)
    assert few == many


def test_holm_worked_by_hand() -> None:
    # Sorted: 0.01 × 4, 0.02 × 3, 0.03 × 2, 0.5 × 1; none below the one before it.
    assert holm([0.03, 0.01, 0.5, 0.02]) == [0.06, 0.04, 0.5, 0.06]
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


def test_the_detectable_difference_is_2_8_standard_errors() -> None:
    assert detectable_difference(0.01) == pytest.approx(0.01 * (1.959964 + 0.841621), rel=1e-6)


def test_a_set_says_what_it_can_show_unless_it_has_no_spread_to_judge_by() -> None:
    half = evaluate(GOLDEN, perfect(GOLDEN, without=60))
    found = half.interval()
    assert found is not None
    assert half.detectable == pytest.approx(2.801585 * 2**0.5 * found.error, rel=1e-6)
    assert ALL.detectable is None


GOLDEN = toll_set(60)
ALL = evaluate(GOLDEN, perfect(GOLDEN), label="all")


def test_a_run_compared_with_itself_shows_no_difference() -> None:
    comparison = compare(ALL, ALL)
    assert comparison.verdict == "no difference"
    assert "no difference" in comparison.summary
    assert comparison.changes == ()
    assert {row.verdict for row in comparison.rows} == {"no difference"}


def test_ten_records_removed_at_random_are_worse_and_by_how_much() -> None:
    less = evaluate(GOLDEN, perfect(GOLDEN, without=10), label="ten less")
    comparison = compare(ALL, less)
    gold = GOLDEN.size["casualties"]
    change = comparison.overall.difference.change
    assert comparison.verdict == "worse"
    assert change.value == pytest.approx(2 * (gold - 10) / (2 * gold - 10) - 1)
    assert change.low < change.value < change.high < 0
    assert f"worse by {-100 * change.value:.1f} points" in comparison.summary
    assert [one.kind for one in comparison.changes] == ["lost"] * 10
    assert compare(less, ALL).verdict == "better"


def test_one_record_less_is_no_difference_that_the_set_can_show() -> None:
    less = evaluate(GOLDEN, perfect(GOLDEN, without=1))
    row = compare(ALL, less).overall
    assert row.verdict == "no difference"
    assert "no difference that this set can show" in row.sentence


def test_fields_are_compared_on_the_records_that_both_runs_matched() -> None:
    first = evaluate(GOLDEN, perfect(GOLDEN, without=10))
    rows = {(row.topic, row.score): row for row in compare(first, ALL).rows}
    weapon = rows["casualties", "weapon"].difference
    assert weapon.first.value == weapon.second.value == 1
    assert ("sanctions", "target") not in rows  # nothing was matched, so nothing can be said


def test_runs_on_different_sets_are_not_compared() -> None:
    part = GOLDEN.select(tags=["even"])
    with pytest.raises(UsageError, match="different golden sets"):
        compare(ALL, evaluate(part, perfect(part)))
