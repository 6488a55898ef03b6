"""Who did it: only whom the words tie to the harm is held responsible."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.extraction.blame import perpetrator_in
from summarizer.extraction.facts import ArticleFacts


def blamed(text: str, speaker: str | None = None) -> str | None:
    return perpetrator_in(ArticleFacts.of(Article.from_text(text)), 0, speaker)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("An ISAF patrol killed two civilians near Kabul.", "An ISAF patrol"),
        ("Three of the attackers were shot dead by special police.", "special police"),
        ("Israeli air strikes fell on Lebanon, and 42 people were killed.", "Israeli air strikes"),
        ("Five people died in Oruma. The mayor blamed Hamas.", "Hamas"),
        ("Five people died in Oruma. Hamas claimed responsibility.", "Hamas"),
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
    ],
)
def test_nobody_is_responsible_who_only_stands_near(text: str) -> None:
    assert blamed(text) is None


def test_who_tells_of_a_deed_did_not_do_it() -> None:
    assert blamed("The army killed nine people, the army said.", speaker="The army") is None
