"""Whose verb it is: a position belongs to the actor that the words give it to, and to no other."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.positions.claims import claims_in
from summarizer.topics import CEASEFIRE, SANCTIONS, Topic


def positions(topic: Topic, text: str, sentence: int = 0) -> set[tuple[str, str]]:
    facts = ArticleFacts.of(Article.from_text(text))
    return {(claim.name, claim.position) for claim in claims_in(facts, topic, sentence)}


@pytest.mark.parametrize(
    ("text", "claim", "others"),
    [
        ("Chile rejected a truce with Peru.", ("Chile", "rejects"), {"Peru"}),
        ("A truce proposed by Chile failed in Peru.", ("Chile", "mediates"), {"Peru"}),
        ("There will be no truce, Pal Brede told reporters in Peru.", ("Pal Brede", "rejects"), {"Peru"}),
        ("“We must have a truce now,” said Pal Brede, who met Ana Toro.", ("Pal Brede", "demands"), {"Ana Toro"}),
        ("Chile, which has fought Peru since March, agreed to a truce.", ("Chile", "accepts"), {"Peru"}),
        ("Chile accused Peru of firing through the truce.", ("Peru", "violates_alleged"), {"Chile"}),
        ("Chile said it would respect the truce.", ("Chile", "accepts"), set()),
        ("Chile demanded that Peru agree to a truce.", ("Chile", "demands"), {"Peru"}),
        ("Chile urged Peru to accept the truce at once.", ("Chile", "demands"), {"Peru"}),
        ("The rebel leader, Idris Fal, rejected a truce.", ("Idris Fal", "rejects"), {"The rebel leader"}),
        ("Chile asked the truce monitors in Lima to call for a truce.", ("Chile", "demands"), {"the truce monitors"}),
    ],
)
def test_a_position_belongs_to_whom_the_words_give_it_to(text: str, claim: tuple[str, str], others: set[str]) -> None:
    found = positions(CEASEFIRE, text)
    assert claim in found
    assert not others & {name for name, _ in found}


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("Chile imposed sanctions on Peru.", True),
        ("Chile would have imposed sanctions on Peru.", False),
        ("Chile has not imposed sanctions on Peru.", False),
        ("Chile was blacklisted under the sanctions.", False),
        ("Chile said it could soon have lifted the sanctions on Peru.", False),
    ],
)
def test_what_is_not_or_not_yet_done_is_no_deed(text: str, done: bool) -> None:
    deeds = {position for _, position in positions(SANCTIONS, text)} & {"imposed", "eased", "extended"}
    assert bool(deeds) is done


def test_what_an_actor_will_not_do_is_no_call_for_it() -> None:
    assert positions(SANCTIONS, "Without tougher sanctions Peru will not seek peace.") == set()


def test_a_pronoun_that_acts_is_not_the_thing_spoken_of() -> None:
    text = "Sanctions on Chile were imposed by Norway. Chile, which denies the charge, said it prepared a strike."
    assert positions(SANCTIONS, text, 1) == set()


def test_a_sentence_beside_one_with_a_cue_may_call_the_thing_it() -> None:
    text = "Norway put a truce to both sides on Monday. Chile turned it down at once."
    assert ("Chile", "rejects") in positions(CEASEFIRE, text, 1)
