"""One limiter holds the cost of all clients, and every row fits the published schema."""

from __future__ import annotations

import asyncio
import datetime

import pytest

from summarizer.article import Article
from summarizer.briefing import ArticleInfo, Briefing, Failure
from summarizer.llm.limits import Limits
from summarizer.llm.profiles import Prices
from summarizer.ray.rows import briefed_row, lost_row, rows_schema, table_of, unreadable_row
from summarizer.ray.shared import Limiter
from summarizer.usage import Usage


async def test_no_request_is_let_through_that_would_pass_the_ceiling_of_all() -> None:
    limiter = Limiter(Limits(max_cost_usd=0.01), Prices(1.0, 1.0, 1.0))
    admitted = 0
    while await limiter.admit(1_000) is None:
        admitted += 1
        await limiter.record(Usage(calls=1, prompt_tokens=1_000, completion_tokens=500))
    assert admitted == 6  # six of 0.0015 each; a seventh would come to 0.0105
    assert (await limiter.spent()).cost_usd == 0.009
    assert "raise --max-cost" in str(await limiter.admit(1_000))


def test_rows_of_every_state_fit_the_schema() -> None:
    article = Article(text="Nine people were killed.", date=datetime.date(2025, 5, 1))
    made = datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)
    failed = (Failure(topic="sanctions", error="ReplyError", message="refused"),)
    whole = Briefing(article=ArticleInfo.of(article), model="m", created_at=made, records={"casualties": ()})
    rows = [
        briefed_row(article, "in.jsonl@0", whole),
        briefed_row(article, "in.jsonl@9", whole.model_copy(update={"failures": failed})),
        lost_row(article, "in.jsonl@18", "m", "ReplyError", "no answer"),
        unreadable_row("in.jsonl@27", "no text"),
    ]
    table = table_of(rows)
    assert table.schema.equals(rows_schema(), check_metadata=True)
    assert table["state"].to_pylist() == ["done", "partial", "lost", "lost"]
    assert Briefing.model_validate_json(table["briefing"][0].as_py()) == whole.with_article(article)


async def test_four_clients_at_once_pass_the_ceiling_by_calls_in_flight_only() -> None:
    limiter, in_flight = Limiter(Limits(max_cost_usd=0.01), Prices(1.0, 1.0, 1.0)), 4

    async def client() -> int:
        sent = 0
        while await limiter.admit(100) is None:
            sent += 1
            await asyncio.sleep(0)  # the answer is on its way, and others ask
            await limiter.record(Usage(calls=1, prompt_tokens=100, completion_tokens=20))
        return sent

    sent = await asyncio.gather(*(client() for _ in range(in_flight)))
    spent = (await limiter.spent()).cost_usd
    assert all(sent)
    assert spent is not None
    assert spent == pytest.approx(sum(sent) * 0.00012)
    assert 0.01 - 0.00012 <= spent <= 0.01 + in_flight * 0.00012
