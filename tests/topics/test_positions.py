"""Positions read by code: each stands with who takes it, none is turned round, no target is borrowed."""

from __future__ import annotations

import pytest

from summarizer.topics import CEASEFIRE, SANCTIONS

from .reading import ceasefire, read, sanctions, stances


@pytest.mark.parametrize(
    ("text", "actor", "stance"),
    [
        ("Ukraine called for an immediate ceasefire.", "Ukraine", "demands"),
        ("Russia rejected the truce.", "Russia", "rejects"),
        ("Hamas accepted the truce.", "Hamas", "accepts"),
        ("Ruritania broke the ceasefire on Monday, the mayor of Strelsau said.", "Ruritania", "violates_alleged"),
    ],
)
async def test_a_plain_sentence_is_one_position(text: str, actor: str, stance: str) -> None:
    assert await stances(text) == {actor: stance}


async def test_two_mediators_are_two_positions() -> None:
    assert await stances("Qatar and Egypt mediated the ceasefire.") == {"Qatar": "mediates", "Egypt": "mediates"}


@pytest.mark.parametrize(
    ("text", "refuses", "offers"),
    [
        ("The army rejected a ceasefire offered by the rebels of Ruritania.", "The army", "rebels"),
        ("The generals refused the ceasefire that the opposition had proposed.", "The generals", "opposition"),
        ("Peru proposed a ceasefire, but Chile rejected it.", "Chile", "Peru"),
        ("A ceasefire offered by Hamas was turned down by Israel.", "Israel", "Hamas"),
        ("The Karen rebels offered the junta a ceasefire on Monday. The junta rejected it.", "The junta", "rebels"),
    ],
    ids=["participle", "relative clause", "two clauses", "passive", "two sentences"],
)
async def test_who_offers_a_truce_is_not_who_refuses_it(text: str, refuses: str, offers: str) -> None:
    found = await stances(text)
    assert found[refuses] == "rejects"
    assert [name for name, stance in found.items() if stance == "rejects"] == [refuses]
    assert all(stance in {"accepts", "mediates", "demands"} for name, stance in found.items() if offers in name)


async def test_who_accepted_another_plan_is_not_said_to_refuse() -> None:
    text = "The navy rejected a truce offered by the islanders, who said they had accepted a peace plan."
    assert await stances(text) == {"The navy": "rejects", "the islanders": "accepts"}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        (
            "Hezbollah would agree to a ceasefire proposed by mediators France and Norway, provided that Israel "
            "pulls its troops out of the border villages.",
            "Hezbollah",
        ),
        ("Hamas said that it would accept a truce, provided that Israel withdraws from the Gaza Strip.", "Hamas"),
        ("The rebels said they would observe a ceasefire if the army left the valley.", "The rebels"),
    ],
)
async def test_a_condition_belongs_to_who_sets_it(text: str, holder: str) -> None:
    found = await stances(text)
    assert [name for name, stance in found.items() if stance == "conditional"] == [holder]


async def test_mediators_of_a_conditional_truce_mediate() -> None:
    text = (
        "Hezbollah would agree to a ceasefire proposed by mediators France and Norway, provided that Israel pulls "
        "its troops out of the border villages."
    )
    found = await stances(text)
    assert (found["France"], found["Norway"]) == ("mediates", "mediates")
    assert "Israel" not in found


async def test_the_words_of_a_condition_are_kept() -> None:
    (record,) = await ceasefire("Hamas agreed to a ceasefire on condition that Israel frees the prisoners.")
    assert record.stance == "conditional"
    assert record.conditions
    assert "Israel frees the prisoners" in record.conditions[0]


@pytest.mark.parametrize(
    ("text", "actor", "thing"),
    [
        ("Italy welcomed the Hamas answer to the truce proposal.", "Italy", "answer"),
        ("Spain welcomed the Hezbollah reply to the ceasefire proposal.", "Spain", "reply"),
        ("Norway welcomed the rebels' acceptance of the truce.", "Norway", "acceptance"),
    ],
)
async def test_who_welcomes_is_the_actor_and_what_is_welcomed_is_none(text: str, actor: str, thing: str) -> None:
    found = await stances(text)
    assert actor in found
    assert not [name for name in found if thing in name]
    assert "the Hamas" not in found


@pytest.mark.parametrize(
    "text",
    [
        "A ceasefire in 2012 lasted three weeks.",
        "An earlier truce, signed in 2016, held for a year.",
        "The last ceasefire, agreed in 2014, fell apart within weeks.",
    ],
)
async def test_the_history_of_a_truce_is_nobodys_position(text: str) -> None:
    assert await stances(text) == {}


@pytest.mark.parametrize(
    ("text", "actor", "addressed"),
    [
        ("France urged Russia to accept a ceasefire.", "France", "Russia"),
        (
            '"It is time for the rebels to accept a ceasefire," the foreign ministry of Norway said.',
            "the foreign ministry of Norway",
            "the rebels",
        ),
    ],
)
async def test_who_is_told_to_accept_has_not_accepted(text: str, actor: str, addressed: str) -> None:
    (record,) = await ceasefire(text)
    assert (record.actor.name, record.stance) == (actor, "demands")
    assert record.counterparty is not None
    assert record.counterparty.name == addressed


@pytest.mark.parametrize(
    "text",
    [
        "The coach called for a truce in the row between the football club and its fans.",
        "The two coaches agreed a truce after a row over the referee.",
        "The supermarkets agreed a truce in their price war.",
    ],
)
async def test_a_truce_of_sport_or_trade_is_none(text: str) -> None:
    assert (await read(CEASEFIRE, text)).records == ()


@pytest.mark.parametrize(
    "text",
    [
        "FIFA imposed sanctions against three clubs after the derby.",
        "UEFA imposed sanctions on the football club after the match.",
        "The doping agency imposed sanctions on four athletes.",
    ],
)
async def test_a_penalty_in_sport_is_no_sanction(text: str) -> None:
    assert (await read(SANCTIONS, text)).records == ()


@pytest.mark.parametrize(
    ("text", "actor", "status", "target"),
    [
        ("Norway called for sanctions against Belarus.", "Norway", "called_for", "Belarus"),
        ("Canada imposed sanctions on four generals of Burma.", "Canada", "imposed", "four generals of Burma"),
        ("The EU lifted the sanctions against two airlines.", "The EU", "eased", "two airlines"),
        ("Iraq appealed to the Security Council to lift the sanctions.", "Iraq", "opposed", None),
        ("Sudan asked the Security Council to lift the arms embargo.", "Sudan", "opposed", None),
        (
            '"We will not support any sanctions against Chile," Norway\'s foreign minister said.',
            "Norway's foreign minister",
            "opposed",
            "Chile",
        ),
        ("Hungary said it would not agree to any new sanctions on Russia.", "Hungary", "opposed", "Russia"),
    ],
)
async def test_a_position_on_sanctions_has_its_status_and_target(
    text: str, actor: str, status: str, target: str | None
) -> None:
    (record,) = await sanctions(text)
    assert (record.actor.name, record.status) == (actor, status)
    assert (record.target.name if record.target is not None else None) == target


async def test_joined_actors_impose_on_the_same_target() -> None:
    found = await sanctions("France and Germany imposed sanctions on Belarus.")
    told = [(r.actor.name, r.status, r.target.name if r.target else None) for r in found]
    assert told == [("France", "imposed", "Belarus"), ("Germany", "imposed", "Belarus")]


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("The Council imposed sanctions on three refineries. Syria was hit by a heat wave.", "Syria"),
        ("The United States imposed sanctions on two banks. Turkey is to host a summit next week.", "Turkey"),
        ("The Council adopted sanctions against two shipping firms. Libya welcomed some bankers on Friday.", "Libya"),
    ],
)
async def test_the_state_of_the_next_sentence_is_no_target(text: str, elsewhere: str) -> None:
    (record,) = await sanctions(text)
    assert record.target is not None
    assert elsewhere not in record.target.name
    assert record.target.name in record.evidence[0].quote


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("The EU left the diamond embargo against Russia out of the package at the request of Belgium.", "Belgium"),
        ("The sanctions against two airlines were lifted at the request of Cyprus.", "Cyprus"),
        ("An embargo on timber was lifted at the request of Finland.", "Finland"),
    ],
)
async def test_who_asks_for_a_ban_to_go_is_neither_for_it_nor_its_target(text: str, asking: str) -> None:
    found = await sanctions(text)
    assert all(r.target is None or asking not in r.target.name for r in found)
    assert all(r.status in {"opposed", "eased"} for r in found)


async def test_who_tells_of_another_s_wish_has_none() -> None:
    text = "Chile said that Peru had rejected the truce."
    assert await stances(text) == {"Peru": "rejects"}


async def test_we_are_whom_a_pronoun_that_speaks_stands_for() -> None:
    text = (
        "The rebels' envoy, Milan Korda, spoke in Lima. The army waited. "
        '"We will never sign a ceasefire with mercenaries," he added. General Luis Paredes said the talks would go on.'
    )
    found = await stances(text)
    assert "Luis Paredes" not in found


async def test_an_accusation_beside_a_ceasefire_breaks_none() -> None:
    text = "Hamas rejected the truce. Doctors blamed the Israeli army for the death of a nurse, which it denied."
    assert "violates_alleged" not in (await stances(text)).values()
