"""What date and duration phrases of articles resolve to; the expected dates were worked out with a calendar."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.values.dates.resolving import find_dates, resolve_date, resolve_duration

WEDNESDAY = date(2025, 5, 21)
SUNDAY = date(2025, 5, 18)
NEW_YEAR = date(2024, 1, 1)  # a Monday
TABLE = yaml.safe_load(Path(__file__).with_name("dates.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("words", "expected"), TABLE["wednesday"])
def test_words_of_an_article_of_wednesday_21_may_2025(words: str, expected: str | None) -> None:
    assert resolve_date(words, WEDNESDAY) == expected


@pytest.mark.parametrize(("words", "expected"), TABLE["other_languages"])
def test_words_in_other_languages(words: str, expected: str | None) -> None:
    assert resolve_date(words, WEDNESDAY) == expected


@pytest.mark.parametrize(
    ("words", "anchor", "expected"),
    [
        ("Sunday", SUNDAY, "2025-05-18"),
        ("last Sunday", SUNDAY, "2025-05-11"),
        ("next Sunday", SUNDAY, "2025-05-25"),
        ("Saturday last week", SUNDAY, "2025-05-10"),
        ("dimanche", SUNDAY, "2025-05-18"),
        ("у неділю", SUNDAY, "2025-05-18"),
        ("yesterday", NEW_YEAR, "2023-12-31"),
        ("last month", NEW_YEAR, "2023-12"),
        ("Monday", NEW_YEAR, "2024-01-01"),
        ("on Tuesday", NEW_YEAR, "2023-12-26"),
        ("in December", NEW_YEAR, "2023-12"),
        ("two months ago", NEW_YEAR, "2023-11"),
        ("the 31st", NEW_YEAR, "2023-12-31"),
        ("Saturday, October 7", NEW_YEAR, "2023-10-07"),
        ("February 29", NEW_YEAR, "2020-02-29"),
        ("Oct. 24", date(2006, 11, 23), "2006-10-24"),
        ("Wednesday morning", date(2006, 11, 23), "2006-11-22"),
        ("October 7", date(2024, 8, 28), "2023-10-07"),
    ],
)
def test_words_of_articles_of_other_days(words: str, anchor: date, expected: str) -> None:
    assert resolve_date(words, anchor) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("24 October 2006", "2006-10-24"),
        ("in April 1996", "1996-04"),
        ("1988", "1988"),
        ("2006-10-24", "2006-10-24"),
        ("le 24 octobre 2006", "2006-10-24"),
        ("on Saturday", None),
        ("October 7", None),
        ("in March", None),
        ("yesterday", None),
        ("last year", None),
        ("three days ago", None),
        ("the 15th", None),
        ("10月7日", None),
        ("вчора", None),
    ],
)
def test_without_the_date_of_the_article_only_a_stated_year_resolves(words: str, expected: str | None) -> None:
    assert resolve_date(words, None) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("at least 30 days", "P30D"),
        ("30-day", "P30D"),
        ("an unconditional 30-day ceasefire", "P30D"),
        ("thirty days", "P30D"),
        ("a day", "P1D"),
        ("three-week", "P3W"),
        ("a 21-day truce", "P21D"),
        ("72 hours", "PT72H"),
        ("24-hour", "PT24H"),
        ("a 72-hour humanitarian pause", "PT72H"),
        ("an hour", "PT1H"),
        ("half an hour", "PT30M"),
        ("90 minutes", "PT90M"),
        ("one and a half hours", "PT90M"),
        ("four hours a day", "PT4H"),
        ("a week", "P1W"),
        ("week-long", "P1W"),
        ("a weeklong lull", "P1W"),
        ("two weeks", "P2W"),
        ("a fortnight", "P2W"),
        ("a month", "P1M"),
        ("month-long", "P1M"),
        ("six months", "P6M"),
        ("half a year", "P6M"),
        ("one-year", "P1Y"),
        ("a decade", "P10Y"),
        ("a full day", "P1D"),
        ("three days and 12 hours", "P3DT12H"),
        ("1.5 days", "PT36H"),
        ("60 days, extendable by 30 days", "P60D"),
        ("30 днів", "P30D"),
        ("72 часа", "PT72H"),
        ("30 jours", "P30D"),
        ("30 Tage", "P30D"),
        ("72小时", "PT72H"),
        ("三个月", "P3M"),
        ("two to three weeks", None),
        ("10-15 days", None),
        ("several days", None),
        ("a few hours", None),
        ("days", None),
        ("a month and a half", None),
        ("indefinitely", None),
        ("until Friday", None),
        ("0 days", None),
        ("", None),
    ],
)
def test_durations(words: str, expected: str | None) -> None:
    assert resolve_duration(words) == expected


def test_a_number_word_that_english_has_too_needs_the_language() -> None:
    assert resolve_duration("dos semanas") is None
    assert resolve_duration("dos semanas", language="es") == "P2W"


def test_date_phrases_of_a_sentence_are_found_where_they_stand() -> None:
    text = "On Nov. 15 a patrol fired; since Monday, and in March 2022, 12 may have died, the mid-1980s aside."
    found = find_dates(text)
    assert [mention.words for mention in found] == ["Nov. 15", "Monday", "March 2022", "the mid-1980s"]
    assert [mention.edge for mention in found] == [False, True, False, False]
    assert all(text[mention.start : mention.end] == mention.words for mention in found)


@pytest.mark.parametrize(
    "text", ["They sat in the sun.", "Officials may march on.", "the marshal wed", "no dates, 45 dead"]
)
def test_words_that_only_look_like_dates_are_not_found(text: str) -> None:
    assert find_dates(text) == ()


PLANTED = st.sampled_from(
    [
        "Saturday",
        "7 October",
        "Oct. 24, 2006",
        "yesterday",
        "last month",
        "2006-10-24",
        "в субботу",
        "昨天",
        "three days ago",
    ]
)


@given(before=st.text(max_size=40), planted=PLANTED, after=st.text(max_size=40))
def test_a_planted_date_is_found_inside_any_text(before: str, planted: str, after: str) -> None:
    text = f"{before}\n. {planted} . {after}"
    found = find_dates(text)
    assert any(planted.endswith(mention.words) for mention in found)
    assert all(text[mention.start : mention.end] == mention.words for mention in found)


PIECES = [
    "Oct",
    "May ",
    "day",
    " ago",
    "last ",
    "in ",
    "since ",
    "20",
    "2006",
    "30",
    "5",
    "-",
    "/",
    ".",
    ", ",
    " ",
    "'s",
    "年",
    "月",
]
DATE_LIKE = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
DURATION = re.compile(r"P(\d+[YMWD])*(T(\d+[HMS])+)?")


@given(words=st.text(max_size=80) | DATE_LIKE, anchor=st.none() | st.dates())
@settings(deadline=None)
def test_whatever_the_words_the_answer_is_a_date_or_none(words: str, anchor: date | None) -> None:
    resolved = resolve_date(words, anchor)
    assert resolved is None or ISO.fullmatch(resolved)
    duration = resolve_duration(words)
    assert duration is None or DURATION.fullmatch(duration)


@given(anchor=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), weekday=st.integers(0, 6))
def test_a_weekday_is_the_last_one_up_to_the_article(anchor: date, weekday: int) -> None:
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    resolved = date.fromisoformat(resolve_date(f"on {name}", anchor) or "")
    assert resolved.weekday() == weekday
    assert 0 <= (anchor - resolved).days < 7


@given(day=st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31)))
def test_a_full_date_is_the_same_however_it_is_written(day: date) -> None:
    month = ["January", "February", "March", "April", "May", "June", "July"][day.month - 1 : day.month]
    month = month or ["August", "September", "October", "November", "December"][day.month - 8 : day.month - 7]
    for words in (
        day.isoformat(),
        f"{month[0]} {day.day}, {day.year}",
        f"{day.day} {month[0]} {day.year}",
        f"on {day.day:02}.{day.month:02}.{day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        assert resolve_date(words, None) == day.isoformat()
