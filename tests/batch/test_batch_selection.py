"""The same articles are chosen each time: by date, by lot, the first so many."""

from __future__ import annotations

import datetime

import pytest
from briefings import articles, given
from hypothesis import given as forall
from hypothesis import strategies as st

from summarizer.batch import Chosen, Entry, Selection, read_conditions
from summarizer.errors import UsageError


def chosen(selection: Selection, count: int = 100) -> list[str]:
    items = articles(count)

    class Again:
        def __iter__(self):  # type: ignore[no-untyped-def]
            return iter(given(items))

        fraction = None

    return [item.article.id for item in Chosen(Again(), selection) if isinstance(item, Entry)]


@pytest.mark.parametrize(
    ("condition", "first", "last"),
    [
        ("date >= 2025-05-03", "2025-05-03", "2025-06-29"),
        ("date > 2025-05-03", "2025-05-04", "2025-06-29"),
        ("date<2025-06", "2025-05-01", "2025-05-31"),
        ("date <= 2025-05", "2025-05-01", "2025-05-31"),
        ("date > 2025-05", "2025-06-01", "2025-06-29"),
        ("date = 2025-06", "2025-06-01", "2025-06-29"),
        ("date >= 2025-05-10 and date < 2025-05-12", "2025-05-10", "2025-05-11"),
        ("date == 2025", "2025-05-01", "2025-06-29"),
    ],
)
def test_a_condition_takes_the_days_that_it_names(condition: str, first: str, last: str) -> None:
    names = chosen(Selection(read_conditions([condition])), 60)
    dates = sorted(str(a.date) for a in articles(60) if a.id in names)
    assert (dates[0], dates[-1]) == (first, last)
    days = (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days + 1
    assert len(dates) == days


def test_an_article_without_a_date_fits_no_condition() -> None:
    (condition,) = read_conditions(["date != 2025"])
    assert not condition.holds(None)


@pytest.mark.parametrize("text", ["date", "day > 2025", "date > yesterday", "date > 2025-13", "date >= 2025-02-30"])
def test_what_is_no_condition_is_said(text: str) -> None:
    with pytest.raises(UsageError):
        read_conditions([text])


def test_a_sample_has_its_size_and_depends_on_the_seed_alone() -> None:
    one = chosen(Selection(sample=20, seed=1))
    assert len(one) == 20
    assert chosen(Selection(sample=20, seed=1)) == one
    assert chosen(Selection(sample=20, seed=2)) != one
    assert set(chosen(Selection(sample=10, seed=1))) < set(one)


def test_a_limit_takes_the_first_of_what_fits() -> None:
    assert chosen(Selection(read_conditions(["date >= 2025-05-03"]), limit=2)) == ["a0002", "a0003"]


@forall(st.integers(1, 60), st.integers(0, 5), st.integers(1, 60))
def test_sample_and_limit_never_give_more_than_they_say(sample: int, seed: int, limit: int) -> None:
    names = chosen(Selection(sample=sample, seed=seed, limit=limit), 40)
    assert len(names) == min(sample, limit, 40)
    assert names == sorted(set(names))
