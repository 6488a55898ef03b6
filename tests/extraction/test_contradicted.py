"""A class that a record's own words contradict does not stand, on either road, nor in a stored briefing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from summarizer.article import Article
from summarizer.briefing import Briefing
from summarizer.evaluation import GoldenSet
from summarizer.extraction import Extraction, extract, strategy_named
from summarizer.llm.scripted import ScriptedLLM
from summarizer.schemas import Actor, CeasefirePosition, Evidence, Record, SanctionsCall
from summarizer.session import Summarizer
from summarizer.topics import CEASEFIRE, SANCTIONS, Topic, all_topics
from summarizer.topics.checks import Turn
from summarizer.verification import verify_briefing

STATUSES = ("called_for", "in_preparation", "imposed", "extended", "eased", "opposed")


def position(text: str, actor: str, chosen: str, party: str | None = None) -> Record:
    """A record whose evidence is the whole text."""
    values = {"evidence": (Evidence(quote=text, start=0, end=len(text)),), "actor": Actor(name=actor, party=party)}
    if chosen in STATUSES:
        return SanctionsCall.model_validate({**values, "status": chosen})
    return CeasefirePosition.model_validate({**values, "stance": chosen})


def turn_of(record: Record) -> Turn | None:
    """What a record's own words make of it."""
    topic = next(topic for topic in all_topics().values() if isinstance(record, topic.record))
    return topic.checks.against_words(record)


@pytest.mark.parametrize(
    ("text", "actor", "chosen", "said"),
    [
        ("Chad turned down the truce on Monday.", "Chad", "accepts", "rejects"),
        ("Chad said it would never agree to the truce.", "Chad", "accepts", "rejects"),
        ("The truce was spurned by Chad.", "Chad", "accepts", "rejects"),
        (
            "Chad refused a ceasefire offered by the militia, who said they had signed a plan.",
            "Chad",
            "accepts",
            "rejects",
        ),
        ("Chad signed the ceasefire on Monday.", "Chad", "rejects", "accepts"),
        ("Chad urged both armies to declare a truce.", "Chad", "rejects", "demands"),
        ("Norway called at the weekend for an embargo on Chad.", "Norway", "imposed", "called_for"),
        ("Norway could introduce sanctions on Chad if the vote is held.", "Norway", "imposed", "in_preparation"),
        ("Norway is drafting new sanctions on Chad.", "Norway", "imposed", "in_preparation"),
        ("Norway ruled out sanctions on Chad.", "Norway", "imposed", "opposed"),
        ("Norway scrapped its arms embargo on Chad.", "Norway", "imposed", "eased"),
        ("Norway imposed sanctions on Chad.", "Norway", "called_for", "imposed"),
        ("Norway opposed more sanctions on Chad.", "Norway", "called_for", "opposed"),
        ("Norway asked the council to lift the sanctions.", "Norway", "called_for", "opposed"),
        ("“We won't support any sanctions,” Norway said.", "Norway", "called_for", "opposed"),
    ],
)
def test_a_class_against_its_words_is_turned(text: str, actor: str, chosen: str, said: str) -> None:
    turn = turn_of(position(text, actor, chosen))
    assert turn is not None
    assert turn.record is not None
    assert said in (getattr(turn.record, "status", None), getattr(turn.record, "stance", None))


@pytest.mark.parametrize(
    ("text", "actor", "chosen"),
    [
        ("Chad said it would not sign the truce without a prisoner exchange.", "Chad", "accepts"),
        ("Chad dismissed reports that it had refused the truce, which it honours.", "Chad", "accepts"),
        ("Chad rejected the charge that it had broken the ceasefire it signed.", "Chad", "accepts"),
        ("Niger rejected the truce and Chad accepted it.", "Chad", "accepts"),
        ("Niger rejected the truce that Chad had accepted.", "Niger", "rejects"),
        ("Chad at first rejected the truce, then agreed to it.", "Chad", "accepts"),
        ("Norway, which had called for sanctions since May, imposed them on Monday.", "Norway", "imposed"),
        ("Peru urged Norway to end the embargo that Norway imposed in 2003.", "Norway", "imposed"),
        ("Norway did not rule out sanctions.", "Norway", "in_preparation"),
    ],
)
def test_a_class_that_its_words_may_bear_out_stands(text: str, actor: str, chosen: str) -> None:
    assert turn_of(position(text, actor, chosen)) is None


@pytest.mark.parametrize(
    ("text", "actor", "chosen", "code"),
    [
        ("The bank sanctioned the loan for the railway.", "The bank", "imposed", "other_sense"),
        ("Police in Chad sanctioned the workers' march.", "Chad", "imposed", "other_sense"),
        ("The protest was sanctioned by Chad.", "Chad", "imposed", "other_sense"),
        ("An earlier truce fell apart when Chad resumed its raids.", "Chad", "rejects", "background"),
        ("Norway praised the reply of Chad.", "Chad", "accepts", "welcomed_answer"),
        ("Norway welcomed Chad's response to the truce.", "Chad", "demands", "welcomed_answer"),
        ("Norway urged Chad to accept the truce.", "Chad", "accepts", "called_on"),
    ],
)
async def test_what_its_own_words_make_no_position_is_refused_with_a_code(
    text: str, actor: str, chosen: str, code: str
) -> None:
    field, topic = ("status", SANCTIONS) if chosen in STATUSES else ("stance", CEASEFIRE)
    extraction = await drafted(topic, text, actor=actor, **{field: chosen})
    assert extraction.records == ()
    assert [refused.code for refused in extraction.refused] == [code]


@pytest.mark.parametrize(
    ("text", "actor", "chosen"),
    [
        ("Norway sanctioned the bank and its owners.", "Norway", "imposed"),
        ("Norway sanctioned the loan, and Peru imposed sanctions on Chad.", "Peru", "imposed"),
        ("An earlier truce fell apart, and Chad rejected a new ceasefire.", "Chad", "rejects"),
        ("Norway welcomed the decision of Chad to declare a truce.", "Chad", "accepts"),
        ("Chad welcomed the reply of Niger to its truce.", "Chad", "demands"),
    ],
)
def test_what_only_resembles_another_sense_stands(text: str, actor: str, chosen: str) -> None:
    assert turn_of(position(text, actor, chosen)) is None


def test_no_true_record_is_refused_or_turned() -> None:
    golden = GoldenSet.from_folder(Path("evals/golden"))
    records = [gold.record for article in golden for found in article.records.values() for gold in found]
    assert len(records) > 700
    assert [record for record in records if turn_of(record) is not None] == []


async def test_a_class_changed_by_hand_in_a_document_briefing_is_found() -> None:
    text = "Norway called for an embargo on Chad. Niger rejected the truce on Monday."
    replies = {
        "sanctions": [{"evidence": [text.partition(". ")[0]], "actor": "Norway", "status": "called_for"}],
        "ceasefire": [{"evidence": [text.partition(". ")[2]], "actor": "Niger", "stance": "rejects"}],
    }
    article = Article.from_text(text)
    llm = ScriptedLLM(lambda request: {"records": replies[request.label.partition(",")[0]]})
    with Summarizer(llm=llm, topics=("sanctions", "ceasefire"), strategy="document", summary="composed") as summarizer:
        made = await summarizer.abrief(article)
    assert verify_briefing(made, article) == ()
    changed = made.model_dump()
    changed["records"]["sanctions"][0]["status"] = "imposed"
    changed["records"]["ceasefire"][0]["stance"] = "accepts"
    found = verify_briefing(Briefing.model_validate(changed), article)
    assert {(f.place, f.code) for f in found if f.code == "class_mismatch"} == {
        ("sanctions 1, status", "class_mismatch"),
        ("ceasefire 1, stance", "class_mismatch"),
    }


async def drafted(topic: Topic, text: str, **draft: Any) -> Extraction:
    """What becomes of one draft on the document road whose evidence is the whole text."""
    llm = ScriptedLLM(lambda _request: {"records": [{"evidence": [text], **draft}]})
    (extraction,) = await extract(Article.from_text(text), (topic,), llm, strategy_named("document"))
    return extraction
