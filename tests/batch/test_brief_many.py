"""In a notebook the same engine is an iterator: briefings come one by one, from a loop or inside one."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from briefings import articles

from summarizer.article import Article
from summarizer.errors import ModelUnavailable, ReplyError
from summarizer.llm.scripted import ScriptedLLM
from summarizer.llm.types import Request
from summarizer.session import Summarizer


def nine(request: Request[object]) -> dict[str, object] | Exception:  # type: ignore[type-var]
    text = request.messages[-1].content
    start = text.index("Nine people were killed near")
    quote = text[start : text.index(".", start) + 1]
    return {"records": [{"evidence": [quote], "killed": "Nine people"}]}


@pytest.fixture
def llm() -> ScriptedLLM:
    return ScriptedLLM(nine)


def test_briefings_come_in_the_order_of_the_articles(llm: ScriptedLLM) -> None:
    with Summarizer(llm=llm, topics=("casualties",)) as summarizer:
        briefings = list(summarizer.brief_many(articles(30), ordered=True))
    assert [b.article.id for b in briefings] == [a.id for a in articles(30)]
    assert {b.casualties[0].killed.best for b in briefings if b.casualties[0].killed} == {9}
    assert briefings[3].full_article == articles(30)[3]


async def test_the_sync_iterator_works_inside_a_running_loop(llm: ScriptedLLM) -> None:
    with Summarizer(llm=llm, topics=("casualties",)) as summarizer:
        assert len(list(summarizer.brief_many(articles(5)))) == 5


async def test_the_async_iterator_works_beside_other_work(llm: ScriptedLLM) -> None:
    with Summarizer(llm=llm, topics=("casualties",)) as summarizer:
        names = [b.article.id async for b in summarizer.abrief_many(articles(20), concurrency=3)]
    assert sorted(names) == [a.id for a in articles(20)]


def test_no_more_is_taken_than_is_needed_when_the_caller_stops(llm: ScriptedLLM) -> None:
    taken = []

    def coming() -> Iterator[Article]:
        for article in articles(2_000):
            taken.append(article.id)
            yield article

    with Summarizer(llm=llm, topics=("casualties",)) as summarizer:
        many = summarizer.brief_many(coming(), concurrency=2)
        assert next(many).casualties
        many.close()
        gc.collect()
    assert len(taken) < 200


def test_an_article_without_a_result_is_yielded_with_its_failures() -> None:
    def sometimes(request: Request[object]) -> dict[str, object] | Exception:  # type: ignore[type-var]
        return ReplyError("refused") if "town3." in request.messages[-1].content else nine(request)

    with Summarizer(llm=ScriptedLLM(sometimes), topics=("casualties",)) as summarizer:
        briefings = {b.article.id: b for b in summarizer.brief_many(articles(6))}
    assert len(briefings) == 6
    assert [(f.topic, f.error) for f in briefings["a0003"].failures] == [("casualties", "ReplyError")]


def test_what_was_lost_before_is_yielded_again(tmp_path: Path) -> None:
    with Summarizer(llm=ScriptedLLM(lambda _: ReplyError("refused")), topics=("casualties",)) as summarizer:
        for _ in range(2):
            (briefing,) = summarizer.brief_many(articles(1), out=tmp_path / "out.jsonl")
            assert briefing.failures[0].message == "casualties: refused"


def test_a_model_out_of_reach_is_raised() -> None:
    llm = ScriptedLLM(lambda _: ModelUnavailable("no key"))
    with Summarizer(llm=llm, topics=("casualties",)) as summarizer, pytest.raises(ModelUnavailable, match="no key"):
        list(summarizer.brief_many(articles(3)))


def test_with_an_output_a_second_pass_asks_for_nothing_and_gives_the_same(llm: ScriptedLLM, tmp_path: Path) -> None:
    with Summarizer(llm=llm, topics=("casualties",)) as summarizer:
        first = list(summarizer.brief_many(articles(8), out=tmp_path / "out.jsonl", ordered=True))
        asked = len(llm.requests)
        second = list(summarizer.brief_many(articles(8), out=tmp_path / "out.jsonl", ordered=True))
    assert len(llm.requests) == asked
    assert second == first
