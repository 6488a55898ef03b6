"""What a toll's own sentence leaves unsaid is read from the one that tells of the attack, and never from another's."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.extraction.casualties.attacks import attack_at
from summarizer.extraction.casualties.incidents import add_incident, origin_of, proved_elsewhere
from summarizer.extraction.facts import ArticleFacts

ATTACK = "Iranian rockets hit the market of Strelsau on Friday."
TOLL = "The health board put the toll at 12 dead."


def facts(*paragraphs: str) -> ArticleFacts:
    return ArticleFacts.of(Article.from_text("\n\n".join(paragraphs), date="2025-05-18"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Rockets hit the market.", True),
        ("A car bomb went off near the station.", True),
        ("There was an ambush on the coast road.", True),
        ("The first explosions came at two.", True),
        ("Nine people died in the blast.", False),
        ("He counted those hurt in Saturday's strike.", False),
        ("The mayor gave a figure of 36.", False),
    ],
)
def test_an_attack_that_is_taken_for_known_is_told_of_elsewhere(words: str, told: bool) -> None:
    assert (attack_at(words) is not None) == told


@pytest.mark.parametrize(
    ("paragraphs", "toll", "origin"),
    [
        ((f"{ATTACK} {TOLL}",), 1, 0),
        ((ATTACK, TOLL), 1, 0),
        ((ATTACK, "It was a fair day.", TOLL), 2, None),
        ((f"{ATTACK} A bomb went off in Hentz and killed two.",), 1, None),
        ((TOLL,), 0, None),
    ],
    ids=["same paragraph", "the one before", "further off", "an attack of its own", "none"],
)
def test_the_sentence_that_tells_of_the_attack(paragraphs: tuple[str, ...], toll: int, origin: int | None) -> None:
    assert origin_of(facts(*paragraphs), toll) == origin


def test_a_toll_has_place_day_weapon_and_doer_of_its_attack_with_the_sentence_that_proves_them() -> None:
    known = facts(f"{ATTACK} {TOLL}")
    draft = add_incident(known, {"killed": "12"}, 1, 0, None, total=False)
    assert draft == {
        "killed": "12",
        "location": "the market of Strelsau",
        "date_text": "Friday",
        "weapon": "rockets",
        "perpetrator": "Iranian rockets",
    }
    assert proved_elsewhere(known, draft, 1) == [0]


def test_what_a_sentence_says_itself_stands_over_what_was_told_before() -> None:
    known = facts(f"{ATTACK} In the blast 12 people died near Hentz, he said.")
    draft = add_incident(known, {"killed": "12 people"}, 1, 13, None, total=False)
    assert (draft["location"], draft["weapon"]) == ("Hentz", "blast")
    assert draft["date_text"] == "Friday"


def test_a_total_over_a_time_has_no_day_and_nothing_of_the_attack_before_it() -> None:
    known = facts(f"{ATTACK} Some 900 people have been killed in Ruritania since the war began on 4 March.")
    assert add_incident(known, {"killed": "900"}, 1, 5, None, total=True) == {"killed": "900", "location": "Ruritania"}
