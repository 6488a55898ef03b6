"""Classes are read off the words: what victims were, what sanctions hit, whether a toll is a total."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.article import Article
from summarizer.extraction.casualties.totals import is_total
from summarizer.extraction.checks import evidence_at
from summarizer.extraction.class_rules import decide_classes
from summarizer.extraction.facts import ArticleFacts
from summarizer.topics import CASUALTIES, SANCTIONS, Topic


def classes(topic: Topic, text: str, **draft: Any) -> dict[str, Any]:
    facts = ArticleFacts.of(Article.from_text(text))
    return dict(decide_classes(facts, topic, draft, (evidence_at(facts, facts.article.sentences[0]),)))


@pytest.mark.parametrize(
    ("words", "toll", "total"),
    [
        ("Some 600 people have been killed since Monday.", "600", True),
        ("Some 600 have been killed since Monday, including 92 on Thursday.", "600", True),
        ("Some 600 have been killed since Monday, including 92 on Thursday.", "92", False),
        ("Raids over twelve days killed 62 people.", "62", True),
        ("Two weeks of fighting have left 205 people dead.", "205", True),
        ("They lost 212 soldiers between the beginning of March and the end of April.", "212", True),
        ("Between eight and ten people were killed.", "eight", False),
        ("A raid killed 40, one of the heaviest tolls since the war began.", "40", False),
        ("A mine killed two on Friday; 90 have died so far.", "two", False),
        ("A mine killed two on Friday; 90 have died so far.", "90", True),
    ],
)
def test_a_total_is_told_by_the_clause_of_its_toll(words: str, toll: str, total: bool) -> None:
    assert is_total(words, words.index(toll)) == total


@pytest.mark.parametrize(
    ("text", "killed", "kind"),
    [
        ("Nine villagers were killed.", "Nine villagers", "civilian"),
        ("Four conscripts were killed.", "Four conscripts", "combatant"),
        ("Five soldiers and an interpreter died.", "Five soldiers and an interpreter", "mixed"),
        ("Seven people died, all of them residents.", "Seven people", "civilian"),
        ("A raid killed 175 people, mostly civilians.", "175 people", "mixed"),
        ("They buried 13 members of the home guard.", "13 members", "combatant"),
        ("Nine people died at the hands of soldiers.", "Nine people", "unknown"),
        ("Four were killed, the joint staff said.", "Four", "unknown"),
    ],
)
def test_what_victims_were_is_told_by_the_words_for_them(text: str, killed: str, kind: str) -> None:
    assert classes(CASUALTIES, text, killed=killed)["victim_type"] == kind


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Norvald banned the sale of drilling equipment to Kestria.", "energy"),
        ("Norvald halted imports of timber from Kestria.", "trade"),
        ("Norvald froze the assets of the salt board.", "finance"),
        ("Norvald froze the assets of eleven officials.", "individuals"),
        ("Norvald's minister called for sanctions on Kestria.", "unspecified"),
        ("Norvald barred the envoy from entering the country.", "travel"),
    ],
)
def test_what_sanctions_hit_is_told_by_their_sentence(text: str, sector: str) -> None:
    assert classes(SANCTIONS, text, status="imposed")["sector"] == sector


@pytest.mark.parametrize(
    ("text", "source", "responsibility"),
    [
        ("Israeli strikes killed nine people.", None, "undisputed"),
        ("Israeli strikes killed nine people, the mayor said.", "the mayor", "alleged"),
        ("Israeli strikes killed nine people. Israel denied that.", None, "denied"),
        ("Israeli strikes killed nine gunmen, Israel said.", "Israel", "claimed"),
    ],
)
def test_who_answers_for_it(text: str, source: str | None, responsibility: str) -> None:
    draft = {"killed": "nine", "perpetrator": "Israeli strikes", **({"source": source} if source else {})}
    assert classes(CASUALTIES, text, **draft)["responsibility"] == responsibility
