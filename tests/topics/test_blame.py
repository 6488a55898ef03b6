"""Blame and answers: a denial stands beside the count, and whoever denies something else is not blamed."""

from __future__ import annotations

import pytest

from .reading import tolls


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("Insurgents killed six herders, the navy said. The insurgents denied it.", "Insurgents"),
        ("The navy said the insurgents killed six of its sailors. The insurgents denied it.", "the insurgents"),
        ("Villagers said the army shot six herders. The army rejected the accusation.", "the army"),
        ("The governor said Russian missiles killed six passengers. Moscow denied hitting the train.", "Russian"),
        ("Six herders were shot dead on Friday. The navy blamed the insurgents, who denied it.", "the insurgents"),
    ],
)
async def test_a_denial_behind_a_toll_stands_beside_it(text: str, blamed: str) -> None:
    (record,) = await tolls(text)
    assert record.perpetrator is not None
    assert blamed in record.perpetrator.name
    assert record.responsibility == "denied"
    assert any("den" in e.quote or "rejected" in e.quote for e in record.evidence)


async def test_victims_who_deny_a_toll_are_not_blamed_for_it() -> None:
    (record,) = await tolls("The navy said its sailors had killed 20 insurgents; the insurgents denied it.")
    assert record.perpetrator is not None
    assert (record.perpetrator.name, record.responsibility) == ("its sailors", "claimed")


async def test_who_denies_something_else_is_not_blamed() -> None:
    (record,) = await tolls(
        "The governor said insurgents killed six herders. The police denied that more were missing."
    )
    assert record.perpetrator is not None
    assert (record.perpetrator.name, record.responsibility) == ("insurgents", "alleged")


async def test_who_denies_in_a_relative_clause_is_blamed() -> None:
    (toll,) = await tolls("A nurse was shot dead in Oruma on Monday; doctors blamed the Israeli army, which denied it.")
    assert (toll.perpetrator and toll.perpetrator.party, toll.responsibility) == ("ISR", "denied")
