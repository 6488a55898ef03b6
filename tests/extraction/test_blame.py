"""Who did it: only whom the words tie to the harm is held responsible."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.extraction.casualties.answers import answer_of
from summarizer.extraction.casualties.blame import perpetrator_in
from summarizer.extraction.facts import ArticleFacts


def blamed(text: str, speaker: str | None = None) -> str | None:
    return perpetrator_in(ArticleFacts.of(Article.from_text(text)), 0, 0, speaker)


def answered(text: str, accused: str) -> str | None:
    facts = ArticleFacts.of(Article.from_text(text))
    actor = facts.actors.resolve(accused)
    assert actor is not None
    found = answer_of(facts, 0, actor)
    return found.answer if found is not None else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("An ISAF patrol killed two civilians near Kabul.", "An ISAF patrol"),
        ("Three of the attackers were shot dead by special police.", "special police"),
        ("Israeli air strikes fell on Lebanon, and 42 people were killed.", "Israeli air strikes"),
        ("Five people died in Oruma. The mayor blamed Hamas.", "Hamas"),
        ("Five people died in Oruma. Hamas claimed responsibility.", "Hamas"),
        ("Five people died in Oruma. The monitors held Hamas responsible.", "Hamas"),
        ("Five people died in Oruma. Israel denied any involvement.", "Israel"),
        ("They counted 12 deaths from the Israeli air raids.", "the Israeli air raids"),
        ("Twelve fishermen are missing after Iranian troops opened fire on them.", "Iranian troops"),
        ("Some 90 people were killed in the attack on the fair by Hamas gunmen.", "Hamas gunmen"),
        ("Attacks on the zone in Lebanon, mainly by Hezbollah, have also killed 13 guards.", "Hezbollah"),
        ("Israel's offensive, launched to stop Hezbollah rocket attacks on its north, killed 175 people.", "Israel"),
        ("Nine keepers have been in the hands of the Taliban since May.", "the Taliban"),
    ],
)
def test_whom_the_words_tie_to_the_harm_is_responsible(text: str, name: str) -> None:
    assert blamed(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Nearly 700 people have been killed, by the count of the Nordic monitors.",
        "The fire brigade counted 29 dead in Kharkiv.",
        "The police counted 56 insurgents killed and three wounded.",
        "Five people were killed in Lebanon.",
        "Hamas fought Israel, and later five people died of cold.",
        "Five people died in Oruma. The ministry acknowledged the deaths.",
        "More than 900 people have been killed since Hamas began its campaign.",
    ],
)
def test_nobody_is_responsible_who_only_stands_near(text: str) -> None:
    assert blamed(text) is None


def test_of_two_deeds_in_a_sentence_the_one_before_a_toll_is_its_own() -> None:
    text = "Israeli raids killed 60 people in Iran, and Iranian missiles left 28 dead in Haifa."
    facts = ArticleFacts.of(Article.from_text(text))
    assert perpetrator_in(facts, 0, text.index("60"), None) == "Israeli raids"
    assert perpetrator_in(facts, 0, text.index("28"), None) == "Iran"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("A Russian drone hit a bus. Russia said it had struck a barracks.", "claimed"),
        ("A Russian drone hit a bus. Moscow later admitted the strike.", "claimed"),
        ("A Russian drone hit a bus. Russia denied that it had.", "denied"),
        ("A Russian drone hit a bus. Moscow called it a fabrication.", "denied"),
        ("A Russian drone hit a bus. Ukraine denied that it had shot it down.", None),
        ("A Russian drone hit a bus. Russia sent its condolences.", None),
    ],
)
def test_the_accused_answers_for_itself_and_nobody_else_does(text: str, answer: str | None) -> None:
    assert answered(text, "Russian drone") == answer


def test_who_tells_of_a_deed_did_not_do_it() -> None:
    assert blamed("The army killed nine people, the army said.", speaker="The army") is None
