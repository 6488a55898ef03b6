"""What date and duration phrases of articles resolve to; the expected dates were worked out with a calendar."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.extraction.dates.resolving import find_dates, resolve_date, resolve_duration

WEDNESDAY = date(2025, 5, 21)
SUNDAY = date(2025, 5, 18)
NEW_YEAR = date(2024, 1, 1)  # a Monday

AGAINST_WEDNESDAY: list[tuple[str, str | None]] = [
    # weekdays: the last one up to the article's day
    ("on Saturday", "2025-05-17"),
    ("Saturday", "2025-05-17"),
    ("saturday", "2025-05-17"),
    ("late Saturday", "2025-05-17"),
    ("late on Saturday", "2025-05-17"),
    ("early Sunday", "2025-05-18"),
    ("early on Sunday morning", "2025-05-18"),
    ("in the early hours of Sunday", "2025-05-18"),
    ("Monday night", "2025-05-19"),
    ("on Monday evening", "2025-05-19"),
    ("Tuesday afternoon", "2025-05-20"),
    ("on Wednesday", "2025-05-21"),
    ("Wednesday morning", "2025-05-21"),
    ("Thursday", "2025-05-15"),
    ("on Friday", "2025-05-16"),
    ("Friday's", "2025-05-16"),
    ("Saturday's strike", "2025-05-17"),
    ("Saturday’s drone attack", "2025-05-17"),
    ("overnight on Saturday", "2025-05-17"),
    ("Saturday overnight", "2025-05-17"),
    ("overnight into Sunday", "2025-05-18"),
    ("Saturday night into Sunday", "2025-05-17"),
    ("at dawn on Thursday", "2025-05-15"),
    ("before dawn on Thursday", "2025-05-15"),
    ("shortly before midnight on Friday", "2025-05-16"),
    ("just after noon on Friday", "2025-05-16"),
    ("at 10 a.m. on Saturday", "2025-05-17"),
    ("around 7:30 pm Saturday", "2025-05-17"),
    ("Mon.", "2025-05-19"),
    ("Tues.", "2025-05-20"),
    ("on Sat", "2025-05-17"),
    ("Thurs. night", "2025-05-15"),
    ("last Friday", "2025-05-16"),
    ("last Wednesday", "2025-05-14"),
    ("this past Wednesday", "2025-05-14"),
    ("the previous Wednesday", "2025-05-14"),
    ("this Saturday", "2025-05-17"),
    ("next Monday", "2025-05-26"),
    ("next Wednesday", "2025-05-28"),
    ("this coming Friday", "2025-05-23"),
    ("the following Friday", None),
    ("Saturday last week", "2025-05-17"),
    ("Monday last week", "2025-05-12"),
    ("Thursday of last week", "2025-05-15"),
    ("last week on Friday", "2025-05-16"),
    ("Tuesday this week", "2025-05-20"),
    ("Friday next week", "2025-05-30"),
    ("two weeks ago on Monday", "2025-05-05"),
    ("Monday two weeks ago", "2025-05-05"),
    ("in Kabul on Saturday", "2025-05-17"),
    # days near the article's
    ("today", "2025-05-21"),
    ("Today", "2025-05-21"),
    ("earlier today", "2025-05-21"),
    ("this morning", "2025-05-21"),
    ("tonight", "2025-05-21"),
    ("overnight", "2025-05-21"),
    ("yesterday", "2025-05-20"),
    ("yesterday evening", "2025-05-20"),
    ("late yesterday", "2025-05-20"),
    ("last night", "2025-05-20"),
    ("last evening", "2025-05-20"),
    ("the previous day", "2025-05-20"),
    ("the day before", "2025-05-20"),
    ("the day before yesterday", "2025-05-19"),
    ("tomorrow", "2025-05-22"),
    ("the day after tomorrow", "2025-05-23"),
    ("three days ago", "2025-05-18"),
    ("3 days ago", "2025-05-18"),
    ("a day earlier", "2025-05-20"),
    ("two days earlier", "2025-05-19"),
    ("ten days ago", "2025-05-11"),
    ("21 days ago", "2025-04-30"),
    ("twenty-one days ago", "2025-04-30"),
    ("a week ago", "2025-05-14"),
    ("a week earlier", "2025-05-14"),
    ("two weeks ago", "2025-05-07"),
    ("a fortnight ago", "2025-05-07"),
    ("48 hours ago", "2025-05-19"),
    ("a month ago", "2025-04"),
    ("two months ago", "2025-03"),
    ("five months ago", "2024-12"),
    ("18 months ago", "2023-11"),
    ("a year ago", "2024"),
    ("a year earlier", "2024"),
    ("six years ago", "2019"),
    ("25 years ago", "2000"),
    ("several days ago", None),
    ("a few weeks ago", None),
    ("more than three years ago", None),
    ("about two months ago", None),
    ("nearly a year ago", None),
    ("decades ago", None),
    ("a decade ago", None),
    ("recently", None),
    # months and years
    ("last month", "2025-04"),
    ("this month", "2025-05"),
    ("earlier this month", "2025-05"),
    ("late last month", "2025-04"),
    ("next month", "2025-06"),
    ("last year", "2024"),
    ("this year", "2025"),
    ("earlier this year", "2025"),
    ("late last year", "2024"),
    ("next year", "2026"),
    ("in March", "2025-03"),
    ("March", "2025-03"),
    ("in march", "2025-03"),
    ("in May", "2025-05"),
    ("in June", "2024-06"),
    ("in December", "2024-12"),
    ("in early March", "2025-03"),
    ("late January", "2025-01"),
    ("mid-April", "2025-04"),
    ("at the end of April", "2025-04"),
    ("the beginning of September", "2024-09"),
    ("last March", "2025-03"),
    ("last May", "2024-05"),
    ("this March", "2025-03"),
    ("next March", "2026-03"),
    ("March last year", "2024-03"),
    ("in November of last year", "2024-11"),
    ("January this year", "2025-01"),
    ("in Nov.", "2024-11"),
    ("2002", "2002"),
    ("in 2002", "2002"),
    ("back in 1996", "1996"),
    ("the year 1988", "1988"),
    ("early 2022", "2022"),
    ("in late 2022", "2022"),
    ("mid-2022", "2022"),
    ("in the summer of 2022", "2022"),
    ("the second half of 2020", "2020"),
    ("the 2006 war", "2006"),
    ("in April 1996", "1996-04"),
    ("November 1988", "1988-11"),
    ("Nov. 1988", "1988-11"),
    ("December, 2005", "2005-12"),
    ("early December 2005", "2005-12"),
    ("March of 2022", "2022-03"),
    # days of a month
    ("on Oct. 24", "2024-10-24"),
    ("Oct 24", "2024-10-24"),
    ("Nov 15", "2024-11-15"),
    ("On Nov. 15", "2024-11-15"),
    ("October 7", "2024-10-07"),
    ("7 October", "2024-10-07"),
    ("on 7 October", "2024-10-07"),
    ("the October 7 attack", "2024-10-07"),
    ("October 7th", "2024-10-07"),
    ("the 7th of October", "2024-10-07"),
    ("the night of October 7", "2024-10-07"),
    ("May 21", "2025-05-21"),
    ("May 22", "2024-05-22"),
    ("on May 3", "2025-05-03"),
    ("1 May", "2025-05-01"),
    ("Sept. 11", "2024-09-11"),
    ("February 29", "2024-02-29"),
    ("February 30", None),
    ("October 7 last year", "2024-10-07"),
    ("3 March last year", "2024-03-03"),
    ("on January 5 this year", "2025-01-05"),
    ("last October 7", "2024-10-07"),
    ("October 24, 2006", "2006-10-24"),
    ("Oct. 24, 2006", "2006-10-24"),
    ("Oct. 24 2006", "2006-10-24"),
    ("24 October 2006", "2006-10-24"),
    ("24 October, 2006", "2006-10-24"),
    ("24th October 2006", "2006-10-24"),
    ("the 24th of October, 2006", "2006-10-24"),
    ("24-Oct-2006", "2006-10-24"),
    ("2 Dec 1988", "1988-12-02"),
    ("on Aug. 22, 2006, in Kandahar", "2006-08-22"),
    ("Monday, May 19", "2025-05-19"),
    ("Monday 19 May", "2025-05-19"),
    ("Mon., May 19, 2025", "2025-05-19"),
    ("Saturday, October 7", "2023-10-07"),
    ("Monday, October 7", "2024-10-07"),
    ("Saturday (May 17)", "2025-05-17"),
    ("yesterday, May 20,", "2025-05-20"),
    ("Friday (May 17)", None),
    ("the 15th", "2025-05-15"),
    ("on the 21st", "2025-05-21"),
    ("on the 22nd", "2025-04-22"),
    ("on the 31st", "2025-03-31"),
    ("the 7th of this month", "2025-05-07"),
    ("the 7th of last month", "2025-04-07"),
    # digits
    ("2006-10-24", "2006-10-24"),
    ("2006-10", "2006-10"),
    ("2025-05-18T10:00:00Z", "2025-05-18"),
    ("2006/10/24", "2006-10-24"),
    ("24.10.2006", "2006-10-24"),
    ("07.10.2024", "2024-10-07"),
    ("10/24/2006", "2006-10-24"),
    ("24/10/2006", "2006-10-24"),
    ("7/10/2024", None),
    ("7/7/2024", "2024-07-07"),
    ("31.02.2024", None),
    ("2024-13-01", None),
    # stretches of time, and their edges, are no day
    ("this week", None),
    ("last week", None),
    ("next week", None),
    ("over the weekend", None),
    ("last weekend", None),
    ("at the weekend", None),
    ("the weekend", None),
    ("in the past 24 hours", None),
    ("in the last three days", None),
    ("over the past month", None),
    ("over the last year", None),
    ("the past year", None),
    ("since Monday", None),
    ("since early March", None),
    ("since October 7", None),
    ("until Friday", None),
    ("by Friday", None),
    ("after October 7", None),
    ("before Saturday", None),
    ("from Monday to Friday", None),
    ("between Friday and Sunday", None),
    ("Friday and Saturday", None),
    ("every Friday", None),
    ("Fridays", None),
    ("Dec. 1-3", None),
    ("May 3 and 4", None),
    ("15 to 17 May", None),
    ("December 2005 to October 2006", None),
    ("between December 2005 and October 2006", None),
    ("2022-23", None),
    ("1988-1992", None),
    ("the mid-1980s", None),
    ("the 1990s", None),
    ("last summer", None),
    ("the last decade", None),
    ("two days before the vote", None),
    # no date at all
    ("", None),
    ("the attack", None),
    ("Sumy", None),
    ("nine", None),
    ("UN", None),
    ("may have died", None),
    ("12 may have died", None),
    ("so far", None),
]

IN_OTHER_LANGUAGES: list[tuple[str, str | None]] = [
    ("у суботу", "2025-05-17"),
    ("в субботу", "2025-05-17"),
    ("у середу", "2025-05-21"),
    ("вчора", "2025-05-20"),
    ("вчера", "2025-05-20"),
    ("7 жовтня", "2024-10-07"),
    ("7 октября 2023 года", "2023-10-07"),
    ("три дні тому", "2025-05-18"),
    ("в марте", "2025-03"),
    ("у березні", "2025-03"),
    ("в октябре", "2024-10"),
    ("у листопаді 2022 року", "2022-11"),
    ("минулого місяця", "2025-04"),
    ("samedi", "2025-05-17"),
    ("mercredi", "2025-05-21"),
    ("hier", "2025-05-20"),
    ("le 24 octobre 2006", "2006-10-24"),
    ("il y a trois jours", "2025-05-18"),
    ("le mois dernier", "2025-04"),
    ("el sábado", "2025-05-17"),
    ("ayer", "2025-05-20"),
    ("el 7 de octubre de 2023", "2023-10-07"),
    ("am Samstag", "2025-05-17"),
    ("gestern", "2025-05-20"),
    ("24. Oktober 2006", "2006-10-24"),
    ("im März", "2025-03"),
    ("vor drei Tagen", "2025-05-18"),
    ("يوم السبت", "2025-05-17"),
    ("أمس", "2025-05-20"),
    ("7 أكتوبر 2023", "2023-10-07"),
    ("2023年10月7日", "2023-10-07"),
    ("10月7日", "2024-10-07"),
    ("3月", "2025-03"),
    ("周六", "2025-05-17"),
    ("昨天", "2025-05-20"),
    ("depuis lundi", None),
    ("після суботи", None),
]


@pytest.mark.parametrize(("words", "expected"), AGAINST_WEDNESDAY)
def test_words_of_an_article_of_wednesday_21_may_2025(words: str, expected: str | None) -> None:
    assert resolve_date(words, WEDNESDAY) == expected


@pytest.mark.parametrize(("words", "expected"), IN_OTHER_LANGUAGES)
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
