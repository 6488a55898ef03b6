"""A class that the evidence contradicts does not stand on the document road, whatever the model drafted."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.article import Article
from summarizer.extraction import Extraction, extract, strategy_named
from summarizer.extraction.document import document_request
from summarizer.indexing import IndexedArticle
from summarizer.llm.scripted import ScriptedLLM
from summarizer.schemas import CasualtyReport, CeasefirePosition, SanctionsCall
from summarizer.topics import CASUALTIES, CEASEFIRE, SANCTIONS, Topic


async def drafted(topic: Topic, text: str, **draft: Any) -> Extraction:
    """What becomes of one draft whose evidence is the whole text, unless another is given."""
    draft.setdefault("evidence", [text])
    llm = ScriptedLLM(lambda _request: {"records": [draft]})
    (extraction,) = await extract(Article.from_text(text), (topic,), llm, strategy_named("document"))
    return extraction


@pytest.mark.parametrize(
    ("text", "actor", "status"),
    [
        ("Chile appealed to the council to lift the sanctions.", "Chile", "opposed"),
        ("Chile called for an immediate end to the embargo on Peru.", "Chile", "opposed"),
        ("Chile urged that sanctions on Peru should be eased.", "Chile", "opposed"),
        ("Chile called for sanctions against Peru.", "Chile", "called_for"),
        ("Chile urged the council not to lift the sanctions.", "Chile", "called_for"),
        ("Chile rejected calls to lift the sanctions.", "Chile", "called_for"),
        ("Chile called for new sanctions, while Peru asked for them to be dropped.", "Chile", "called_for"),
        ("Chile wants tougher sanctions; Peru appealed to the council to lift the embargo.", "Chile", "called_for"),
    ],
)
async def test_who_calls_for_sanctions_to_be_lifted_opposes_them(text: str, actor: str, status: str) -> None:
    (record,) = (await drafted(SANCTIONS, text, actor=actor, status="called_for")).records
    assert isinstance(record, SanctionsCall)
    assert record.status == status


@pytest.mark.parametrize(
    "text",
    [
        "It is time for the rebels to accept a ceasefire, the ministry said.",
        "Norway urged the rebels to agree to a truce.",
        "The rebels must accept the truce, Norway said.",
        "Norway is waiting for the rebels to sign the ceasefire.",
        "Norway called on the rebels to immediately halt the offensive and observe the truce.",
    ],
)
async def test_who_is_called_on_to_accept_a_truce_has_not_accepted_it(text: str) -> None:
    extraction = await drafted(CEASEFIRE, text, actor="the rebels", stance="accepts")
    assert extraction.records == ()
    assert [refused.code for refused in extraction.refused] == ["called_on"]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels accepted the ceasefire that Norway proposed.",
        "Norway urged the rebels to accept a truce, and the rebels agreed.",
        "The rebels said they would observe the truce.",
    ],
)
async def test_who_accepts_a_truce_keeps_the_position(text: str) -> None:
    (record,) = (await drafted(CEASEFIRE, text, actor="the rebels", stance="accepts")).records
    assert isinstance(record, CeasefirePosition)


@pytest.mark.parametrize(
    ("text", "responsibility"),
    [
        ("Peru killed nine sailors. The Chilean navy blamed Peru.", "alleged"),
        ("A raid killed nine sailors. Peru claimed responsibility for it.", "claimed"),
        ("A raid killed nine sailors. Peru said its forces had struck a barracks.", "claimed"),
        ("A raid killed nine sailors. Peru says the strike was aimed at a barracks.", "claimed"),
        ("A raid killed nine sailors. Its jets had hit a barracks, Peru said.", "claimed"),
        ("A bomb killed nine sailors of Peru. The attack was theirs, the rebels declared.", "claimed"),
        ("A raid killed nine sailors. Peru said that its jets had not struck the harbour.", "alleged"),
    ],
)
async def test_a_claim_needs_words_of_the_accused_that_own_the_attack(text: str, responsibility: str) -> None:
    evidence = [text.partition(". ")[0]]
    draft = {"killed": "nine sailors", "perpetrator": "Peru", "responsibility": "claimed"}
    (record,) = (await drafted(CASUALTIES, text, evidence=evidence, **draft)).records
    assert isinstance(record, CasualtyReport)
    assert record.responsibility == responsibility


async def test_a_toll_that_the_accused_gives_of_its_own_operation_is_claimed() -> None:
    text = "The army of Peru counted nine rebels dead after the battle."
    draft = {"killed": "nine rebels", "source": "The army of Peru", "perpetrator": "Peru", "responsibility": "claimed"}
    extraction = await drafted(CASUALTIES, text, **draft)
    assert [r.responsibility for r in extraction.records if isinstance(r, CasualtyReport)] == ["claimed"]
    assert extraction.refused == ()


@pytest.mark.parametrize(
    ("words", "duration", "refused"),
    [
        ("for 30 days", "P30D", []),
        ("permanent", None, []),
        ("for the month of Ramadan", None, []),
        ("two to three weeks", None, ["unresolved"]),
    ],
)
async def test_a_duration_without_a_number_is_kept_in_words_and_not_refused(
    words: str, duration: str | None, refused: list[str]
) -> None:
    text = f"Chile agreed to a ceasefire, {words}, with Peru."
    extraction = await drafted(CEASEFIRE, text, actor="Chile", stance="accepts", duration_text=words)
    (record,) = extraction.records
    assert isinstance(record, CeasefirePosition)
    assert (record.duration, record.duration_text) == (duration, words)
    assert [one.code for one in extraction.refused] == refused


async def test_what_the_accused_says_that_it_struck_becomes_evidence() -> None:
    text = "A raid killed nine sailors. Peru said its forces had struck a barracks."
    draft = {"killed": "nine sailors", "perpetrator": "Peru", "responsibility": "claimed"}
    (record,) = (await drafted(CASUALTIES, text, evidence=["A raid killed nine sailors"], **draft)).records
    assert [e.quote for e in record.evidence] == [
        "A raid killed nine sailors",
        "Peru said its forces had struck a barracks.",
    ]
    assert all(text[e.start : e.end] == e.quote for e in record.evidence)


def test_the_document_prompt_explains_a_field_with_its_guide() -> None:
    facts = IndexedArticle.of(Article.from_text("Nine died."))
    asked = document_request(facts, (CASUALTIES,)).messages[0].content
    assert "for a total over a span" in asked
    assert 'unknown where they are only "people"' in asked
    assert "an arms embargo" in document_request(facts, (SANCTIONS,)).messages[0].content
