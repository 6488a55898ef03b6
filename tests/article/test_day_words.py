"""Lines that may be nothing but a day are few: a sentence with a year costs no search through every language."""

from __future__ import annotations

import datetime

import pytest

from summarizer.loading import days
from summarizer.loading.days import read_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("sexta-feira, 16 de maio de 2025", datetime.date(2025, 5, 16)),
        ("18 мая 2025 г.", datetime.date(2025, 5, 18)),
        ("3. März 2024", datetime.date(2024, 3, 3)),
    ],
)
def test_a_day_in_another_language_is_read(written: str, day: datetime.date) -> None:
    assert read_day(written).day == day


@pytest.mark.parametrize(
    "line",
    [
        "Rebels held the town in 2014 and lost it",
        "The navy said on May 9, 2025: six sailors died near the quay",
        "Row 7 of the table of 2025 has no day in it",
    ],
)
def test_a_sentence_with_a_year_is_not_given_to_every_language(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*_: object) -> None:
        raise AssertionError("asked of every language")

    monkeypatch.setattr(days, "_parsed", parsed)
    assert read_day(line).day is None
