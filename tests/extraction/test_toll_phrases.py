"""Tolls are read off a sentence's words: how many, of which harm, and no number that counts something else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.extraction.casualties.toll_phrases import stated_tolls, tolls_in


@pytest.mark.parametrize(
    ("words", "tolls"),
    [
        ("A drone killed at least nine bus passengers.", [{"killed": "at least nine bus passengers"}]),
        ("Nine people were killed and 14 wounded.", [{"killed": "Nine people", "injured": "14"}]),
        ("Shells killed three people and wounded 14 on Sunday.", [{"killed": "three people", "injured": "14"}]),
        ("A postman was killed and between three and five passengers were hurt.",
         [{"killed": "A postman", "injured": "between three and five passengers"}]),
        ("Ten to 15 villagers perished.", [{"killed": "Ten to 15 villagers"}]),
        ("Officials put the toll at 61 dead and 140 injured at three in the afternoon.",
         [{"killed": "61", "injured": "140"}]),
        ("The governor gave the number of dead as five.", [{"killed": "five"}]),
        ("Doctors had counted 58 bodies by noon.", [{"killed": "58"}]),
        ("Gunmen kidnapped up to 20 schoolgirls.", [{"captured": "up to 20 schoolgirls"}]),
        ("Several of his men were wounded.", [{"injured": "Several of his men"}]),
        ("A British journalist, Ana Toro, was shot dead.", [{"killed": "A British journalist"}]),
        ("Nine soldiers and a driver lost their lives.", [{"killed": "Nine soldiers and a driver"}]),
        ("They have killed 400 people, including 92 people on Thursday.",
         [{"killed": "400 people"}, {"killed": "92 people"}]),
        ("Dozens are still missing.", [{"missing": "Dozens"}]),
        ("About 90 people were killed and 251 taken hostage.", [{"killed": "About 90 people", "captured": "251"}]),
        ("Troops fired at two boys, killing one of them.", [{"killed": "one of them"}]),
    ],
)  # fmt: skip
def test_a_toll_is_a_count_of_people_with_its_harm(words: str, tolls: list[dict[str, str]]) -> None:
    assert stated_tolls(words) == tolls


@pytest.mark.parametrize(
    "words",
    [
        "In 2015 soldiers shot at the crowd.",
        "Five days after the killing, talks began.",
        "The army destroyed 40 houses.",
        "Fifteen of the dead were children.",
        "The law froze the assets of a dozen bodies, banks among them.",
        "They exchanged 175 prisoners of war each.",
        "The 60-year-old mayor spoke.",
    ],
)
def test_a_number_of_something_else_is_no_toll(words: str) -> None:
    assert stated_tolls(words) == []


@given(st.text(alphabet="killed wounded 12 seven a man and, people.", max_size=80))
def test_tolls_stand_in_order_where_they_say(words: str) -> None:
    found = tolls_in(words)
    assert all(words[toll.start : toll.end].strip() == toll.text for toll in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
