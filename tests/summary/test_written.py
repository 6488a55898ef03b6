"""Summaries written by a model: what the gate lets through stands, what it refuses is told and replaced."""

from __future__ import annotations

import pytest
from render.seed_briefing import seed_briefing

from summarizer import Summarizer
from summarizer.article import Article
from summarizer.errors import ReplyError
from summarizer.llm.scripted import ScriptedLLM, ScriptedReply
from summarizer.llm.types import Request
from summarizer.schemas import CasualtyReport, Count, Evidence
from summarizer.summary import Summary, SummaryMode, compose_summary, summary_by_default, write_summary
from summarizer.summary.writing import WrittenSummary, summary_request

TRUE = {"text": "A Russian drone killed nine bus passengers in the Sumy region.", "records": ["C1"]}
CALL = {"text": "Zelenskyy called for stronger sanctions on Moscow.", "records": ["S1"]}
FALSE = {"text": "A Russian drone killed nineteen bus passengers in the Sumy region.", "records": ["C1"]}


async def written(seed: Article, *replies: ScriptedReply) -> Summary:
    """The summary of the seed's records by a model that gives these replies in turn."""
    return await write_summary(seed_briefing(seed).records, seed, ScriptedLLM(replies), voiced=lambda _: True)


async def test_sentences_that_the_records_bear_out_stand_as_written(seed: Article) -> None:
    summary = await written(seed, {"sentences": [TRUE, CALL]})
    assert summary.by == "model"
    assert [s.text for s in summary.sentences] == [TRUE["text"], CALL["text"]]
    assert [s.records for s in summary.sentences] == [("C1",), ("S1",)]
    records = seed_briefing(seed).records
    assert summary.sentences[0].evidence == records["casualties"][0].evidence
    assert (summary.rejected, summary.failure, summary.usage.calls) == ((), None, 1)


async def test_a_refused_sentence_is_asked_for_once_more_with_the_reason(seed: Article) -> None:
    asked: list[Request[object]] = []  # type: ignore[type-var]  # any reply will do
    replies = iter([{"sentences": [FALSE, CALL]}, {"sentences": [TRUE, CALL]}])

    def script(request: Request[object]) -> ScriptedReply:  # type: ignore[type-var]
        asked.append(request)
        return next(replies)

    records = seed_briefing(seed).records
    summary = await write_summary(records, seed, ScriptedLLM(script), voiced=lambda _: True)
    assert [s.text for s in summary.sentences] == [TRUE["text"], CALL["text"]]
    assert summary.rejected == ()
    assert summary.usage.calls == 2
    check = asked[0].check
    assert check is not None
    reason = check(WrittenSummary.model_validate({"sentences": [FALSE]})) or ""
    assert "number_mismatch" in reason
    assert "nineteen" in reason


async def test_what_is_refused_twice_is_composed_and_kept_with_its_reason(seed: Article) -> None:
    bad = {"sentences": [FALSE, CALL]}
    summary = await written(seed, bad, bad)
    composed = compose_summary(seed_briefing(seed).records, seed, only=["C1"])
    assert [s.text for s in summary.sentences] == [composed[0].text, CALL["text"]]
    assert summary.by == "model"
    (rejected,) = summary.rejected
    assert (rejected.topic, rejected.code) == ("summary", "number_mismatch")
    assert rejected.draft == FALSE


@pytest.mark.parametrize(
    "reply",
    [
        {"sentences": []},
        {"sentences": [FALSE]},
        {"sentences": [{"text": "Nine were killed.", "records": ["C9"]}]},
        {"sentences": [{"text": "Nine were killed.", "records": []}]},
    ],
)
async def test_a_reply_without_a_sentence_that_stands_leaves_the_composed_summary(
    seed: Article, reply: ScriptedReply
) -> None:
    summary = await written(seed, reply, reply)
    assert summary.by == "composed"
    assert summary.sentences == compose_summary(seed_briefing(seed).records, seed)


async def test_a_failed_call_leaves_the_composed_summary_and_is_named(seed: Article) -> None:
    summary = await written(seed, ReplyError("no reply came"))
    assert summary.sentences == compose_summary(seed_briefing(seed).records, seed)
    assert summary.by == "composed"
    assert isinstance(summary.failure, ReplyError)


async def test_without_records_nothing_is_asked(seed: Article) -> None:
    llm = ScriptedLLM([])
    summary = await write_summary({"casualties": ()}, seed, llm, voiced=lambda _: True)
    assert (summary.sentences, llm.requests) == ((), [])


def news(request: Request[object]) -> ScriptedReply:  # type: ignore[type-var]
    """A model that finds the seed's toll, and writes one sentence of it."""
    if request.label == "summary":
        return {"sentences": [TRUE]}
    if request.label.startswith("casualties"):
        quote = "a Russian drone killed nine bus passengers in the Sumy region of northeastern Ukraine"
        return {"records": [{"evidence": [quote], "killed": "nine", "victims": "bus passengers"}]}
    return {"records": []}


@pytest.mark.parametrize(
    ("mode", "by", "asked"),
    [("model", "model", 1), ("composed", "composed", 0), ("none", "none", 0), (None, "composed", 0)],
)
def test_a_briefing_says_who_wrote_its_summary(seed: Article, mode: SummaryMode | None, by: str, asked: int) -> None:
    llm = ScriptedLLM(news)
    with Summarizer(llm=llm, strategy="document", summary=mode) as summarizer:
        briefing = summarizer.brief(seed)
    assert briefing.summary_by == by
    assert [request.label for request in llm.requests].count("summary") == asked
    assert bool(briefing.summary) == (by != "none")
    assert ("summary" in briefing.prompts) == (by == "model")


def test_a_failed_summary_is_a_failure_of_the_briefing(seed: Article) -> None:
    def script(request: Request[object]) -> ScriptedReply:  # type: ignore[type-var]
        return ReplyError("the reply was cut") if request.label == "summary" else news(request)

    with Summarizer(llm=ScriptedLLM(script), strategy="document", summary="model") as summarizer:
        briefing = summarizer.brief(seed)
    assert [(f.topic, f.error) for f in briefing.failures] == [("summary", "ReplyError")]
    assert briefing.summary_by == "composed"
    assert briefing.summary


@pytest.mark.parametrize(
    ("model", "by"), [("local", "composed"), ("local:0.5b", "composed"), ("openai/gpt-5-mini", "model"), ("m", "model")]
)
def test_hosted_models_write_the_summary_unless_told_otherwise(model: str, by: str) -> None:
    assert summary_by_default(model) == by


def test_of_a_long_document_the_words_of_its_main_records_are_told() -> None:
    filler = "The council met in the old harbour and spoke of the price of wheat. " * 25
    article = Article.from_text(
        "\n\n".join(f"{filler}Shells killed {n + 10} dockers in Port{n} on the quay. {filler}" for n in range(100))
    )
    records = [
        CasualtyReport(
            evidence=(Evidence(quote=quote, start=(at := article.text.index(quote)), end=at + len(quote)),),
            killed=Count.from_text(str(n + 10)),
        )
        for n in range(100)
        for quote in [f"Shells killed {n + 10} dockers in Port{n} on the quay."]
    ]
    asked = summary_request({"casualties": records}, article).messages[-1].content
    told = [n for n in range(100) if f"Shells killed {n + 10} dockers in Port{n} on the quay." in asked]
    assert len(told) == 60
    assert len(asked) < len(article.text) / 4
    assert asked.count("[…]") >= 59
