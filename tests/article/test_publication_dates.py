"""A date of publication is read where one reading is possible; otherwise it is left out, never guessed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.loading.days import read_day

DAY = datetime.date(2024, 9, 17)  # a Tuesday


@pytest.mark.parametrize(
    "written",
    [
        "2024-09-17",
        "2024-09-17 06:05:00",
        "2024-09-17T06:05Z",
        "2024-09-17T23:59:59.123456+05:30",
        "2024-09-17 06:05:00+00:00",
        "2024/09/17",
        "20240917",
        "20240917060500",
        "20240917T060500Z",
        20240917,
        "Tue, 17 Sep 2024 06:05:00 GMT",
        "Tue, 17 Sep 2024 06:05:00 -0400",
        "Tue Sep 17 06:05:00 +0000 2024",
        "17 September 2024",
        "17th of September, 2024",
        "September 17 2024",
        "Sept. 17, 2024 at 6:05 a.m. EDT",
        "Tuesday, September 17, 2024, 06:05 GMT",
        "17-Sep-2024",
        "9/17/2024",
        "17.09.2024",
        "17/09/2024 06:05",
        "9/17/24",
        1726553100,
        "1726553100000",
        "17 septembre 2024",
        "17 сентября 2024 г.",
        "2024年9月17日",
        datetime.datetime(2024, 9, 17, 23, 59, tzinfo=datetime.UTC),
        DAY,
    ],
)
def test_a_date_with_one_reading_is_read_with_or_without_its_time(written: object) -> None:
    assert read_day(written).day == DAY


@pytest.mark.parametrize("written", ["03/04/2024", "3.4.2024", "03-04-24", "04/03/2024 10:00"])
def test_digits_that_may_be_two_days_are_left_out_with_both(written: str) -> None:
    reading = read_day(written)
    assert reading.day is None
    assert {datetime.date(2024, 3, 4), datetime.date(2024, 4, 3)} <= set(reading.between)
    assert "2024-03-04 or 2024-04-03" in reading.problem(written)


def test_the_same_day_in_both_orders_is_read() -> None:
    assert read_day("7/7/2024").day == datetime.date(2024, 7, 7)


@pytest.mark.parametrize("written", ["", None, "nan", "NaT", "null", "N/A", " - "])
def test_what_tables_write_for_nothing_is_no_date_and_no_fault(written: object) -> None:
    assert read_day(written).absent


@pytest.mark.parametrize(
    "written", ["45552", "September 2024", "2024", "yesterday", "2024-02-30", "Monday, 17 September 2024", "17-Sep-24"]
)
def test_what_names_no_one_day_is_left_out(written: str) -> None:
    reading = read_day(written)
    assert (reading.day, reading.absent) == (None, False)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_digits_are_never_read_as_another_day(day: datetime.date) -> None:
    for form in ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y"):
        assert read_day(day.strftime(form)).day in (day, None)
    for form in ("%Y-%m-%dT%H:%M:%SZ", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y %H:%M:%S GMT", "%Y%m%d%H%M%S"):
        assert read_day(day.strftime(form)).day == day
