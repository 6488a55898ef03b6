"""A casualties draft on the document road: refused where nobody came to harm, counted where one victim is named."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer import Summarizer
from summarizer.article import Article
from summarizer.contract import BriefingData
from summarizer.extraction import Extraction, extract, strategy_named
from summarizer.extraction.document_checks import DraftChecks
from summarizer.indexing import IndexedArticle
from summarizer.llm.scripted import ScriptedLLM
from summarizer.schemas import CasualtyReport
from summarizer.topics import CASUALTIES
from summarizer.verification import verify_briefing


async def drafted(text: str, **draft: Any) -> Extraction:
    """What becomes of one draft whose evidence is the first sentence, unless another is given."""
    draft.setdefault("evidence", [text])
    article = Article.from_text(text, date="2031-05-18")
    llm = ScriptedLLM(lambda _request: {"records": [draft]})
    (extraction,) = await extract(article, (CASUALTIES,), llm, strategy_named("document"))
    return extraction


async def counted(text: str, **draft: Any) -> tuple[int | None, int | None, int | None] | str:
    """The best, low and high number of killed that a draft comes to, or the code with which it is refused."""
    extraction = await drafted(text, **draft)
    if not extraction.records:
        return extraction.refused[0].code
    (record,) = extraction.records
    assert isinstance(record, CasualtyReport)
    count = record.killed or record.injured or record.captured
    assert count is not None
    assert count.text in " ".join(e.quote for e in record.evidence)
    return count.best, count.low, count.high


def test_a_draft_that_stands_in_a_second_reply_too_is_not_checked_again() -> None:
    text = "A mine killed nine sailors off Strelsau."
    checks = DraftChecks(IndexedArticle.of(Article.from_text(text)), CASUALTIES)
    ((_, first),) = checks.of_drafts([{"evidence": [text], "killed": "nine"}])
    again = checks.of_drafts([{"evidence": [text], "killed": "ten"}, {"evidence": [text], "killed": "nine"}])
    assert first.record is not None
    assert [one is first for _, one in again] == [False, True]


@pytest.mark.parametrize(
    ("text", "killed", "code"),
    [
        ("A bomb that would have killed dozens of people was defused in Strelsau.", "dozens of people", "hypothetical"),
        ("Rebels threatened to kill nine hostages on Monday.", "nine hostages", "planned"),
        ("Reports that nine sailors died are false, the navy said.", "nine sailors", "denied_report"),
        ("The shelling of Strelsau did not kill nine people.", "nine people", "negated"),
        ("The shelling of Strelsau killed no one.", "no one", "negated"),
        ("Nobody could say whether nine sailors were killed off Strelsau.", "nine sailors", "hypothetical"),
        ("It was not known if the mine had killed nine sailors.", "nine sailors", "hypothetical"),
        ("The navy denied that nine sailors had been killed.", "nine sailors", "denied_report"),
        ("Nine sailors were almost killed by a mine off Strelsau.", "Nine sailors", "negated"),
        ("Killed: 9\nWounded: 14", "14", "label_mismatch"),
        ("Killed - 9\nWounded - 14", "14", "label_mismatch"),
        ("9 killed\n14 wounded", "14", "label_mismatch"),
        ("The raid killed civilians.", "nine", "number_mismatch"),
    ],
)
async def test_a_draft_of_harm_that_did_not_happen_is_refused_with_a_code(text: str, killed: str, code: str) -> None:
    assert await counted(text, killed=killed) == code


async def test_the_sentence_decides_where_the_evidence_leaves_the_denial_out() -> None:
    text = "Reports that nine sailors died are false, the navy said."
    assert await counted(text, evidence=["nine sailors died"], killed="nine sailors") == "denied_report"


@pytest.mark.parametrize(
    ("text", "draft", "count"),
    [
        ("Kestria assassinated rebel leader Olaf Henriksen.", {"victims": "rebel leader Olaf Henriksen"}, 1),
        ("Kestria assassinated Olaf Henriksen in the port.", {}, 1),
        ("Olaf Henriksen was eliminated in the port.", {"victims": "Olaf Henriksen"}, 1),
        ("The raid killed the commander of the river fleet.", {}, 1),
        ("The raid killed the head of the armed wing.", {"killed": "killed"}, 1),
        ("A journalist was shot dead in Strelsau.", {"killed": "shot dead"}, 1),
        ("A journalist was shot dead in Strelsau.", {"killed": "1"}, 1),
        ("Gunmen killed the mayor and his driver.", {"victims": "the mayor and his driver"}, 2),
        ("The town mourned after Olaf Henriksen's assassination.", {"victims": "Olaf Henriksen"}, 1),
        ("The town mourned after the murder of a priest.", {}, 1),
        ("Gunmen abducted a priest near Strelsau.", {"victims": "a priest"}, 1),
        ("A soldier was wounded near Strelsau.", {"victims": "A soldier"}, 1),
        ("The raid killed nine sailors.", {"killed": "9"}, 9),
    ],
)
async def test_a_named_or_singular_victim_is_one(text: str, draft: dict[str, Any], count: int) -> None:
    assert await counted(text, **draft) == (count, count, count)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("Kestria plans to assassinate Olaf Henriksen.", {"victims": "Olaf Henriksen"}),
        ("The killings shocked Strelsau.", {}),
        ("Kestria killed off the hopes of Strelsau.", {}),
        ("The guards did not kill the mayor.", {"victims": "the mayor"}),
        ("A journalist was in Strelsau that day.", {"victims": "A journalist"}),
        ("The raid wounded a guard and killed civilians.", {"victims": "Strelsau"}),
    ],
)
async def test_without_a_victim_of_harm_there_is_no_record(text: str, draft: dict[str, Any]) -> None:
    extraction = await drafted(text, **draft)
    assert all(record.killed is None for record in extraction.records if isinstance(record, CasualtyReport))


async def test_a_plural_without_a_number_stays_without() -> None:
    assert await counted("The raid killed civilians in Strelsau.", killed="killed") == (None, None, None)
    assert await counted("The raid killed civilians in Strelsau.", victims="civilians") == (None, None, None)


async def test_a_number_given_alone_is_taken_with_what_qualifies_it() -> None:
    assert await counted("The raid killed at least 26 sailors.", killed="26") == (26, 26, None)
    assert await counted("The raid killed up to 80 sailors.", killed="80") == (None, None, 80)


@pytest.mark.parametrize("killed", ["All but two of the 12 passengers", "10", "12", "two"])
async def test_a_number_inside_a_share_stands_for_the_share(killed: str) -> None:
    assert await counted("All but two of the 12 passengers were killed.", killed=killed) == (10, 10, 10)


async def test_a_named_victim_verifies_as_one() -> None:
    text = "Kestria assassinated Olaf Henriksen in the port."
    article = Article.from_text(text)
    draft = {"evidence": [text], "victims": "Olaf Henriksen"}
    llm = ScriptedLLM(lambda _request: {"records": [draft]})
    with Summarizer(llm=llm, topics=("casualties",), strategy="document") as summarizer:
        briefing = summarizer.brief(article)
    assert briefing.casualties[0].killed is not None
    assert verify_briefing(BriefingData.model_validate(briefing.to_dict()), article) == ()


@pytest.mark.parametrize(
    ("text", "draft", "found"),
    [
        ("Killed: 9\nWounded: 14\nMissing: 3", {"killed": "9", "injured": "14", "missing": "3"}, (9, 14, 3)),
        ("Dead - 9\nInjured - 14\nMissing - 3", {"killed": "9", "injured": "14", "missing": "3"}, (9, 14, 3)),
        (
            "| Dead | 9 |\n| Injured | 14 |\n| Missing | 3 |",
            {"killed": "9", "injured": "14", "missing": "3"},
            (9, 14, 3),
        ),
        (
            "9 killed\n14 wounded\n3 missing",
            {"killed": "9 killed", "injured": "14 wounded", "missing": "3"},
            (9, 14, 3),
        ),
    ],
)
async def test_a_line_and_its_label_are_a_unit(text: str, draft: dict[str, str], found: tuple[int, ...]) -> None:
    extraction = await drafted(text, **draft)
    (record,) = extraction.records
    assert isinstance(record, CasualtyReport)
    assert tuple(c.best for c in (record.killed, record.injured, record.missing) if c is not None) == found


@pytest.mark.parametrize(
    ("text", "words", "date_text", "date"),
    [
        ("Nine sailors died on Palm Sunday.", "Sunday", "Palm Sunday", "2031-04-06"),
        ("Nine sailors died on the first Friday of May.", "Friday", "the first Friday of May", "2031-05-02"),
        ("Nine sailors died the Friday before last.", "Friday", "Friday before last", "2031-05-09"),
        ("Nine sailors died two days before Easter.", "Easter", "two days before Easter", "2031-04-11"),
        ("Nine sailors died on Friday last week.", "Friday", "Friday last week", "2031-05-09"),
        ("Nine sailors have died since Monday.", "Monday", "since Monday", None),
        ("Nine sailors died in Strelsau Friday.", "Friday", "Friday", "2031-05-16"),
    ],
)
async def test_a_day_is_read_with_the_words_that_make_it_another(
    text: str, words: str, date_text: str, date: str | None
) -> None:
    (record,) = (await drafted(text, killed="Nine sailors", date_text=words)).records
    assert isinstance(record, CasualtyReport)
    assert (record.date_text, record.date) == (date_text, date)
