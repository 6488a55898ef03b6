"""One rule says how many people words mean; whoever reads, checks or verifies a count asks it."""

from __future__ import annotations

import pytest

from summarizer.linking.actors.index import ActorIndex
from summarizer.linking.counted_people import count_of
from summarizer.linking.registry import default_parties

ARTICLE = (
    "Essam al-Masri, a baker, and Lucia Duarte lived in Beirut. Hezbollah and the Taliban said nothing. "
    "The harbourmaster of Tyre knew the crew of the Dora."
)


def key_of(words: str) -> int | None:
    """The figure of some words, in an article that names a few people."""
    return count_of(ActorIndex(ARTICLE, default_parties()), words).key


@pytest.mark.parametrize(
    "words",
    ["the harbourmaster", "a waitress", "her", "another", "Lucia Duarte", "the policeman's cousin", "Essam al-Masri"],
)
def test_one_person_is_one_without_a_number(words: str) -> None:
    assert key_of(words) == 1


@pytest.mark.parametrize(
    "words",
    [
        "the rest",
        "the remainder of the column",
        "our servicemen",
        "troops",
        "the crew",
        "the wounded",
        "a number of herders",
        "the Taliban",
        "Hezbollah",
        "two thirds of the squadron",
        "all but three of the monks",
        "one in six villagers",
    ],
)
def test_people_without_a_number_have_none(words: str) -> None:
    assert key_of(words) is None


@pytest.mark.parametrize(
    ("words", "best", "low"),
    [
        ("at least 41 monks and six guards", 47, 47),
        ("two ferrymen and a bookbinder", 3, 3),
        ("Lucia Duarte and two drivers", 3, 3),
        ("five masons, a cook and three porters", 9, 9),
        ("16 Peruvian surveyors and geologists and two Chilean pilots", 18, 18),
        ("women and four infants", None, 4),
        ("all but four of the 30 divers", 26, 26),
        ("one in four of the 80 cadets", 20, 20),
        ("three quarters of a million people", 750_000, 750_000),
    ],
)
def test_joined_people_and_shares_are_computed(words: str, best: int | None, low: int) -> None:
    count = count_of(ActorIndex(ARTICLE, default_parties()), words)
    assert (count.best, count.low) == (best, low)
