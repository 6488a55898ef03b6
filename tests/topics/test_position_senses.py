"""Words that look like a position and are none (approval, history, a welcomed answer), and plain refusals."""

from __future__ import annotations

import pytest

from .reading import ceasefire, sanctions, stances


@pytest.mark.parametrize(
    "text",
    [
        "The development bank sanctioned a credit for Ghana's railway.",
        "The emperor sanctioned the raid on the coastal fort.",
        "The merger was sanctioned by the regulator of Norway.",
    ],
)
async def test_to_sanction_in_the_sense_of_approving_is_no_sanction(text: str) -> None:
    assert await sanctions(text) == []


async def test_who_punishes_and_approves_in_one_sentence_still_punishes() -> None:
    found = await sanctions("Canada sanctioned Belarus and its senate sanctioned the budget.")
    assert ("Canada", "imposed") in [(r.actor.name, r.status) for r in found]


@pytest.mark.parametrize(
    "text",
    [
        "A previous truce collapsed when the insurgents resumed their raids.",
        "An earlier ceasefire broke down after Syria had shelled the border town.",
    ],
)
async def test_how_an_earlier_ceasefire_ended_is_nobodys_position(text: str) -> None:
    assert await ceasefire(text) == []


async def test_a_ceasefire_asked_for_again_is_a_position_of_today() -> None:
    assert await stances("Lebanon demanded that the earlier ceasefire be restored.") == {"Lebanon": "demands"}


@pytest.mark.parametrize(
    ("text", "welcoming", "answering"),
    [
        ("Chile welcomed the answer of the guerrillas to the truce proposal.", "Chile", "guerrillas"),
        ("Oman praised the response of Hezbollah to the ceasefire plan.", "Oman", "Hezbollah"),
    ],
)
async def test_whose_answer_is_welcomed_takes_no_position_by_it(text: str, welcoming: str, answering: str) -> None:
    found = await stances(text)
    assert welcoming in found
    assert not [name for name in found if answering in name]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Slovakia would not vote for any sanctions against Georgia.", "Slovakia"),
        ("Malta never backed any embargo on Libya.", "Malta"),
        ("Bulgaria will not agree to any further sanctions on Russia.", "Bulgaria"),
    ],
)
async def test_who_would_support_no_sanctions_opposes_them(text: str, actor: str) -> None:
    (record,) = await sanctions(text)
    assert (record.actor.name, record.status) == (actor, "opposed")
