"""How many a toll says: joined people, shares, a second source's number; the stored count verifies by its words."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.indexing import IndexedArticle
from summarizer.linking.counted_people import count_of

from .reading import counts, tolls


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Raiders killed at least 210 herders and nine policemen in the valley.", 219),
        ("Two bakers, a florist and three soldiers were killed by the shelling.", 6),
        ("All but four of the 30 cadets were killed in the ambush.", 26),
        ("All but one of the 16 guards died in the attack on the depot.", 15),
        ("Half a million people have been killed in the fighting.", 500_000),
        ("Three quarters of a million people have died in the war.", 750_000),
        ("A fifth of the 60 hostages were murdered by the militia.", 12),
        ("All but two of the 9 crew were killed by the torpedo.", 7),
        ("The toll rose from 8 to 17 after nine more bodies were pulled from the bombed clinic.", 17),
    ],
)
async def test_joined_people_and_shares_come_to_their_number(text: str, expected: int) -> None:
    assert await counts(text) == [{"killed": expected}]


@pytest.mark.parametrize(
    "text",
    [
        "Two thirds of the garrison were killed in the assault.",
        "All but three of the monks were murdered by the gunmen.",
        "The rebels executed the rest of the prisoners.",
        "Their servicemen were killed in the rocket attack.",
    ],
)
async def test_what_states_no_number_of_people_gets_none(text: str) -> None:
    assert await counts(text) == [{"killed": None}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rocket killed seven people, but paramedics counted nine dead.", [(None, 7), ("paramedics", 9)]),
        (
            "An air strike killed 21 people in Aden, the mayor said. Surgeons put the toll at 26 dead.",
            [("the mayor", 21), ("Surgeons", 26)],
        ),
        (
            "Four people died in the raid, police said; clinic officials gave a figure of six.",
            [("police", 4), ("clinic officials", 6)],
        ),
    ],
)
async def test_the_number_of_a_second_source_is_a_record_of_its_own(
    text: str, expected: list[tuple[str | None, int]]
) -> None:
    told = [(r.source.name if r.source else None, r.killed.best if r.killed else None) for r in await tolls(text)]
    assert told == expected


@pytest.mark.parametrize(
    "text",
    [
        "The mortar killed three people in the same valley.",
        "Militants killed six guards in the same district on Monday.",
        "A bomb killed two people in the first vehicle.",
    ],
)
async def test_a_place_named_again_makes_no_total(text: str) -> None:
    (record,) = await tolls(text)
    assert not record.cumulative


@pytest.mark.parametrize(
    "text",
    ["Militants killed 60 guards in the same period.", "Shelling killed 11 people in the previous 48 hours."],
)
async def test_a_stretch_of_time_makes_a_total(text: str) -> None:
    (record,) = await tolls(text)
    assert record.cumulative


@pytest.mark.parametrize(
    "text",
    [
        "At least 84 villagers and 12 guards were killed or wounded in the shelling.",
        "Gunmen killed two ferrymen and a bookbinder near the quay.",
        "Israel killed Lucia Duarte and two drivers in Tyre.",
        "The raid killed the harbourmaster, and the rest of the crew were captured by the rebels.",
        "Ten people were killed and another was wounded.",
    ],
)
async def test_every_count_reads_the_same_from_its_own_words(text: str) -> None:
    actors = IndexedArticle.of(Article.from_text(text)).actors
    found = [c for r in await tolls(text) for c in (r.killed, r.injured, r.missing, r.captured) if c is not None]
    assert found
    assert [count_of(actors, count.text) for count in found] == found
    assert all(count.text in text for count in found)


async def test_the_day_of_a_toll_is_its_own_though_an_earlier_sentence_has_the_same_weekday() -> None:
    first, second = await tolls(
        "A rocket killed two guards in Bergen on the first Tuesday of May, the governor said.\n\n"
        "Five divers were killed in Narvik the Tuesday before last, the mayor said."
    )
    assert (first.date, second.date) == ("2025-05-06", "2025-05-06")
    assert (first.date_text, second.date_text) == ("the first Tuesday of May", "Tuesday before last")


async def test_a_toll_borrows_no_weapon_of_another_toll_in_another_paragraph() -> None:
    first, second = await tolls(
        "A rocket hit a ferry near Bergen and killed two divers.\n\nFive divers were killed in Narvik, the mayor said."
    )
    assert (first.weapon, second.weapon) == ("rocket", None)


async def test_people_counted_where_a_measure_would_stand_are_people() -> None:
    assert await counts("IS shot dead more than 300 people in the village.") == [{"killed": 300}]


@pytest.mark.parametrize(
    "text",
    [
        "Between 20 and 25 herders were killed by raiders.",
        "Raiders killed between 20 and 25 herders near Gao.",
    ],
)
async def test_a_range_is_no_sum(text: str) -> None:
    ((killed,),) = [[report.killed for report in await tolls(text)]]
    assert killed is not None
    assert (killed.best, killed.low, killed.high) == (None, 20, 25)
