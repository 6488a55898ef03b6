"""Count phrases are read after the annotation guide: best, low and high."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.schemas import Count
from summarizer.values.counting import CountReading, read_count

NOTHING = (None, None, None)


def exactly(number: int) -> tuple[int | None, int | None, int | None]:
    return (number, number, number)


TABLE_OF_THE_GUIDE: list[tuple[str, tuple[int | None, int | None, int | None]]] = [
    ("nine", exactly(9)),
    ("nine people", exactly(9)),
    ("a man", exactly(1)),
    ("two soldiers and a guard", exactly(3)),
    ("at least nine", (9, 9, None)),
    ("more than nine", (9, 9, None)),
    ("nine or more", (9, 9, None)),
    ("about nine", (9, None, None)),
    ("around nine", (9, None, None)),
    ("some nine", (9, None, None)),
    ("roughly nine", (9, None, None)),
    ("nearly nine", (9, None, 9)),
    ("almost nine", (9, None, 9)),
    ("up to nine", (None, None, 9)),
    ("as many as nine", (None, None, 9)),
    ("between 10 and 15", (None, 10, 15)),
    ("10 to 15", (None, 10, 15)),
    ("a dozen", exactly(12)),
    ("dozens", (None, 24, None)),
    ("scores", (None, 40, None)),
    ("hundreds", (None, 200, None)),
    ("thousands", (None, 2000, None)),
    ("several", (None, 3, None)),
    ("killed", NOTHING),
    ("people died", NOTHING),
    ("dozens killed or injured", NOTHING),
]

QUALIFIED: list[tuple[str, tuple[int | None, int | None, int | None]]] = [
    ("At least 26 Israeli soldiers", (26, 26, None)),
    ("no fewer than 12", (12, 12, None)),
    ("no less than 12", (12, 12, None)),
    ("not less than 12", (12, 12, None)),
    ("a minimum of 12", (12, 12, None)),
    ("over 3,000 people", (3000, 3000, None)),
    ("with over 5,400 others", (5400, 5400, None)),
    ("well over 100", (100, 100, None)),
    ("upwards of 40", (40, 40, None)),
    ("in excess of 200 people", (200, 200, None)),
    ("many more than 20", (20, 20, None)),
    ("more than 1 200", (1200, 1200, None)),
    ("more than a dozen", (12, 12, None)),
    ("more than one", (1, 1, None)),
    ("at least one", (1, 1, None)),
    ("at least some nine people", (9, 9, None)),
    ("nine people or more", (9, 9, None)),
    ("a dozen or more", (12, 12, None)),
    ("nine, if not more", (9, 9, None)),
    ("nine, at least", (9, 9, None)),
    ("nine-plus", (9, 9, None)),
    ("50+", (50, 50, None)),
    ("(nine)", exactly(9)),
    ("nine (9)", exactly(9)),
    ("including at least 57 villagers on Friday", (57, 57, None)),
    ("about 1,200 people", (1200, None, None)),
    ("some 400", (400, None, None)),
    ("approximately 30", (30, None, None)),
    ("an estimated 250", (250, None, None)),
    ("nine or so", (9, None, None)),
    ("a dozen or so", (12, None, None)),
    ("perhaps 20", (20, None, None)),
    ("~20", (20, None, None)),
    ("in the region of 50", (50, None, None)),
    ("close to 12", (12, None, 12)),
    ("just under 12", (12, None, 12)),
    ("fewer than 12", (12, None, 12)),
    ("less than 12", (12, None, 12)),
    ("nearly 1,200", (1200, None, 1200)),
    ("up to 80 civilians", (None, None, 80)),
    ("as many as two dozen", (None, None, 24)),
    ("a maximum of 12", (None, None, 12)),
    ("no more than 12", (None, None, 12)),
    ("not more than 12", (None, None, 12)),
    ("at most 12", (None, None, 12)),
    ("nine people at most", (None, None, 9)),
    ("as few as nine", (None, 9, None)),
    ("only nine", exactly(9)),
    ("exactly nine", exactly(9)),
    ("a total of 41,689 people", exactly(41689)),
    ("A total of 24 Hezbollah fighters", exactly(24)),
    ("all nine passengers", exactly(9)),
    ("another 12", exactly(12)),
    ("a further 12 people", exactly(12)),
    ("both soldiers", exactly(2)),
]

RANGES: list[tuple[str, tuple[int | None, int | None, int | None]]] = [
    ("10-15", (None, 10, 15)),
    ("10–15 people", (None, 10, 15)),
    ("ten or twelve", (None, 10, 12)),
    ("two or three soldiers", (None, 2, 3)),
    ("from 10 to 15 people", (None, 10, 15)),
    ("anywhere between 10 and 15", (None, 10, 15)),
    ("between 10 and perhaps 15", (None, 10, 15)),
    ("between ten and fifteen", (None, 10, 15)),
    ("10 to 15 thousand", (None, 10000, 15000)),
    ("two or three dozen", (None, 24, 36)),
    ("15,000-20,000", (None, 15000, 20000)),
    ("15 to 10", NOTHING),
    ("rose from nine to 12", exactly(12)),
]

VAGUE_OR_LARGE: list[tuple[str, tuple[int | None, int | None, int | None]]] = [
    ("dozens of civilians", (None, 24, None)),
    ("at least dozens", (None, 24, None)),
    ("tens of people", (None, 20, None)),
    ("tens of thousands", (None, 20000, None)),
    ("hundreds of thousands of people", (None, 200000, None)),
    ("several hundred", (None, 300, None)),
    ("a few hundred", (None, 200, None)),
    ("several soldiers", (None, 3, None)),
    ("several dozen", (None, 36, None)),
    ("half a dozen", exactly(6)),
    ("two dozen people", exactly(24)),
    ("1.2 million", exactly(1200000)),
    ("one hundred and twenty-three", exactly(123)),
    ("a few", NOTHING),
    ("many", NOTHING),
    ("a number of people", NOTHING),
    ("an unknown number of civilians", NOTHING),
    ("up to hundreds", NOTHING),
    ("the others", NOTHING),
]

WITHOUT_A_NUMBER: list[tuple[str, tuple[int | None, int | None, int | None]]] = [
    ("a civilian", exactly(1)),
    ("an Afghan civilian", exactly(1)),
    ("injured a child", exactly(1)),
    ("the driver", exactly(1)),
    ("the driver of the bus", exactly(1)),
    ("a police officer", exactly(1)),
    ("a wounded soldier", exactly(1)),
    ("an Israeli", exactly(1)),
    ("a soldier's mother", exactly(1)),
    ("his wife", exactly(1)),
    ("another soldier", exactly(1)),
    ("one of them", exactly(1)),
    ("a father of three", exactly(1)),
    ("Israeli soldier", exactly(1)),
    ("a journalist Anna Kovalenko", exactly(1)),
    ("a 12-year-old boy", exactly(1)),
    ("a 70-year-old", exactly(1)),
    ("a man, 45,", exactly(1)),
    ("a man aged 45", exactly(1)),
    ("a couple", exactly(2)),
    ("an elderly couple", exactly(2)),
    ("a couple of soldiers", exactly(2)),
    ("twins", exactly(2)),
    ("a civilian convoy", NOTHING),
    ("the army", NOTHING),
    ("a family", NOTHING),
    ("the soldiers", NOTHING),
    ("a suicide bombing", NOTHING),
    ("no one", exactly(0)),
    ("Nobody", exactly(0)),
    ("none", exactly(0)),
    ("zero", exactly(0)),
    ("no casualties", exactly(0)),
    ("there were no civilian casualties", exactly(0)),
    ("not a single civilian", exactly(0)),
    ("no word on casualties", NOTHING),
]

LISTED: list[tuple[str, tuple[int | None, int | None, int | None]]] = [
    ("a man and his two sons", exactly(3)),
    ("a man, his wife and their two children", exactly(4)),
    ("a couple and their child", exactly(3)),
    ("mother and child", exactly(2)),
    ("the driver and three passengers", exactly(4)),
    ("two soldiers, a guard and a child", exactly(4)),
    ("two soldiers and three civilians were killed", exactly(5)),
    ("at least two soldiers and a guard", (3, 3, None)),
    ("two soldiers and up to three civilians", (None, None, 5)),
    ("two soldiers as well as a guard", exactly(3)),
    ("two soldiers + 3 civilians", exactly(5)),
    ("commander Ivan Petrov and 15 others", exactly(16)),
    ("a family of five", exactly(5)),
    ("a family of five and their driver", exactly(6)),
    ("a group of 12 people", exactly(12)),
    ("a 12-strong patrol", exactly(12)),
    ("a five-member family", exactly(5)),
    ("two 12-year-old girls", exactly(2)),
    ("11 children, including three infants", exactly(11)),
    ("652 Palestinians, including 150 children", exactly(652)),
    ("seven people, two of them children", exactly(7)),
    ("seven people, mostly women", exactly(7)),
    ("seven people (four civilians and three soldiers)", exactly(7)),
    ("seven people, two soldiers and five civilians", exactly(7)),
    ("one grocer was killed and six others injured", exactly(1)),
    ("12 killed and 3 wounded", exactly(12)),
    ("killed nine and wounded 12", exactly(9)),
    ("nine dead", exactly(9)),
    ("two of the 12 soldiers", exactly(2)),
    ("three vehicles and two people", exactly(2)),
    ("three people and two dogs", exactly(3)),
    ("12 killed or wounded", NOTHING),
    ("nine dead and wounded", NOTHING),
]

OTHER_NUMBERS: list[tuple[str, tuple[int | None, int | None, int | None]]] = [
    ("On Nov. 15, 2 people", exactly(2)),
    ("in 2006, 300 people", exactly(300)),
    ("a river patrol killed two grown villagers", exactly(2)),
    ("a gunman killed three people", exactly(3)),
    ("after a 17-day offensive 24 fighters", exactly(24)),
    ("three vehicles", NOTHING),
    ("dozens of families", NOTHING),
    ("50% of them", NOTHING),
    ("a third of the passengers", NOTHING),
    ("two-thirds of them", NOTHING),
    ("one in five people", NOTHING),
    ("12 in three attacks", exactly(12)),
    ("In Sumy, nine", exactly(9)),
    ("12 km away", NOTHING),
    ("$5 million", NOTHING),
    ("1.5 people", NOTHING),
    ("two thirds of the 30 passengers", CountReading(20, 20, 20)),
    ("one-third", NOTHING),
    ("most of the 30 passengers", NOTHING),
    ("a T-72", NOTHING),
    ("the 3rd brigade", NOTHING),
    ("", NOTHING),
    ("?!", NOTHING),
]


@pytest.mark.parametrize(("text", "expected"), TABLE_OF_THE_GUIDE)
def test_every_row_of_the_guide(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    assert read_count(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [*QUALIFIED, *RANGES, *VAGUE_OR_LARGE, *WITHOUT_A_NUMBER, *LISTED, *OTHER_NUMBERS]
)
def test_other_phrases(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    assert read_count(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "щонайменше дев'ять", (9, 9, None)),
        ("uk", "понад 20 осіб", (20, 20, None)),
        ("uk", "близько 20 осіб", (20, None, None)),
        ("uk", "двоє цивільних", exactly(2)),
        ("uk", "десятки людей", (None, 20, None)),
        ("ru", "не менее двенадцати человек", (12, 12, None)),
        ("ru", "до 80 человек", (None, None, 80)),
        ("ru", "от 10 до 15 человек", (None, 10, 15)),
        ("ar", "تسعة مدنيين", exactly(9)),
        ("ar", "ما لا يقل عن 14 شخصا", (14, 14, None)),
        ("ar", "نحو ٢٠ شخصا", (20, None, None)),
        ("ar", "عشرات", (None, 20, None)),
        ("zh", "袭击造成14人死亡", exactly(14)),
        ("zh", "至少九人", (9, 9, None)),
        ("zh", "约20人", (20, None, None)),
        ("zh", "30多人", (30, 30, None)),
        ("zh", "数十人", (None, 20, None)),
        ("fr", "au moins neuf personnes", (9, 9, None)),
        ("fr", "une dizaine de civils", (10, None, None)),
        ("fr", "entre 10 et 15", (None, 10, 15)),
        ("fr", "près de 1.200", (1200, None, 1200)),
        ("es", "al menos once", (11, 11, None)),
        ("es", "más de una docena", (12, 12, None)),
        ("es", "hasta 80", (None, None, 80)),
        ("de", "mindestens neun Menschen", (9, 9, None)),
        ("de", "rund 1.200", (1200, None, None)),
        ("de", "zwischen zehn und fünfzehn", (None, 10, 15)),
        ("de", "Dutzende", (None, 24, None)),
    ],
)
def test_other_languages(language: str, text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    assert read_count(text, language=language) == expected


def test_a_count_keeps_the_words_of_the_article() -> None:
    assert Count.from_text("at least 1.200", language="de").text == "at least 1.200"
    assert Count.from_text("rund 1.200", language="de").best == 1200
    assert Count.from_text("an unknown number") == Count(text="an unknown number")


WORDS = """
at least nine 12 to or and a man his two sons , including - ( more than dozens of people killed wounded between no one
several up 1,200 12-year-old up to about half dozen % $ от до 人 至少 un une \ue000 \uf000 # ; :
"""
COUNT_LIKE = st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)
LANGUAGES = st.sampled_from(["en", "uk", "ar", "zh", "fr", "es", "de", "xx", ""])


@given(text=st.text(max_size=100) | COUNT_LIKE, language=LANGUAGES)
def test_any_text_gives_a_reading_that_makes_a_count(text: str, language: str) -> None:
    reading = read_count(text, language=language)
    assert isinstance(reading, CountReading)
    count = Count.from_text(text, language=language)
    assert (count.best, count.low, count.high) == reading
    assert reading.low is None or reading.high is None or reading.low <= reading.high


@given(number=st.integers(2, 10**7))
def test_a_qualifier_moves_only_its_bound(number: int) -> None:
    written = f"{number:,}"
    assert read_count(f"{written} people") == exactly(number)
    assert read_count(f"at least {written} people") == (number, number, None)
    assert read_count(f"up to {written} people") == (None, None, number)
    assert read_count(f"about {written} people") == (number, None, None)


@given(
    words=st.lists(st.sampled_from(["a", "the", "total of", "at least", "more than", "between", "up to"]), max_size=120)
)
def test_long_chains_of_qualifiers_are_read_at_once(words: list[str]) -> None:
    assert isinstance(read_count(" ".join(words)), CountReading)


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("a quarter of a million people", (250_000, 250_000, 250_000)),
        ("three quarters of a million", (750_000, 750_000, 750_000)),
        ("all but three of the 15 sailors", (12, 12, 12)),
        ("all but three of them", (None, None, None)),
        ("one in four of the 200 villagers", (50, 50, 50)),
        ("one in four", (None, None, None)),
        ("half of the 90 guards", (45, 45, 45)),
        ("nearly half of the 90 guards", (45, None, 45)),
        ("two thirds of the city's 30 medics", (20, 20, 20)),
        ("two thirds of the 31 medics", (None, None, None)),
        ("20% of its 300 soldiers", (60, 60, 60)),
        ("31[4] miners", (31, 31, 31)),
        ("31&#160;miners", (31, 31, 31)),
    ],
)
def test_a_share_of_a_stated_number_is_computed_or_has_no_number(
    words: str, reading: tuple[int | None, int | None, int | None]
) -> None:
    assert tuple(read_count(words)) == reading


@pytest.mark.parametrize(
    "lines",
    ["Killed: 31\nWounded: 14", "31 killed\n14 wounded", "- 31 dead\n- 14 hurt", "* Dead: 31\n* Injured: 14"],
)
def test_a_count_is_not_read_across_the_lines_of_a_list(lines: str) -> None:
    assert read_count(lines).best == 31


def test_a_line_that_is_broken_in_print_is_read_on() -> None:
    assert read_count("at least\nnine\npeople") == (9, 9, None)
