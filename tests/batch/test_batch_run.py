"""A batch writes each article once, goes on where it stopped, and keeps the cause of every failure."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from briefings import REFUSED, Desk, articles, given, ids, lines

from summarizer.article import Article
from summarizer.batch import Batch, BatchConfig
from summarizer.briefing import Briefing, Failure
from summarizer.errors import BudgetExceeded, ModelUnavailable, ReplyError, UnwritableOutput, UsageError


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


async def test_every_article_is_written_once_and_a_second_run_asks_for_nothing(out: Path) -> None:
    desk = Desk()
    report = await Batch(out, desk.brief).run(given(articles(50)))
    assert sorted(ids(out)) == [a.id for a in articles(50)]
    assert report.progress.done == 50
    again = Desk()
    report = await Batch(out, again.brief).run(given(articles(50)))
    assert not again.asked
    assert report.progress.skipped == 50
    assert len(ids(out)) == 50


async def test_no_more_articles_are_worked_on_at_a_time_than_allowed(out: Path) -> None:
    desk = Desk(seconds=0.005)
    await Batch(out, desk.brief, BatchConfig(concurrency=7)).run(given(articles(60)))
    assert desk.most_in_flight == 7


async def test_ordered_results_stand_in_the_order_of_the_input(out: Path) -> None:
    async def brief(article: Article) -> Briefing:
        return await Desk(seconds=(int(article.id[1:]) % 5) / 500).brief(article)

    await Batch(out, brief, BatchConfig(concurrency=8, ordered=True)).run(given(articles(60)))
    assert ids(out) == [a.id for a in articles(60)]


async def test_a_failed_article_is_tried_again_at_the_end(out: Path) -> None:
    desk = Desk(fail=lambda a, times: ReplyError("cut off") if a.id == "a0003" and times == 1 else ())
    report = await Batch(out, desk.brief).run(given(articles(10)))
    assert desk.asked["a0003"] == 2
    assert ids(out)[-1] == "a0003"
    assert report.progress.failed == 0


async def test_what_fails_twice_is_kept_with_its_cause_and_tried_again_when_asked(out: Path) -> None:
    broken = Desk(fail=lambda a, _: ReplyError("refused") if a.id in ("a0003", "a0005") else ())
    report = await Batch(out, broken.brief).run(given(articles(10)))
    failures = [json.loads(line) for line in (out.parent / "out.jsonl.failures.jsonl").read_text().splitlines()]
    assert [(f["id"], f["error"], f["message"]) for f in failures] == [
        ("a0003", "ReplyError", "refused"),
        ("a0005", "ReplyError", "refused"),
    ]
    assert report.counts == {"done": 8, "lost": 2}
    mended = Desk()
    await Batch(out, mended.brief).run(given(articles(10)))
    assert not mended.asked
    await Batch(out, mended.brief, BatchConfig(retry_failed=True)).run(given(articles(10)))
    assert set(mended.asked) == {"a0003", "a0005"}
    assert sorted(ids(out)) == [a.id for a in articles(10)]


async def test_an_article_with_a_failed_topic_is_written_and_replaced_when_retried(out: Path) -> None:
    broken = Desk(fail=lambda a, _: (REFUSED,) if a.id == "a0002" else ())
    report = await Batch(out, broken.brief).run(given(articles(6)))
    assert report.counts == {"done": 5, "partial": 1}
    assert [line["article"]["id"] for line in lines(out) if line["failures"]] == ["a0002"]
    mended = Desk()
    report = await Batch(out, mended.brief, BatchConfig(retry_failed=True)).run(given(articles(6)))
    assert report.counts == {"done": 6}
    assert sorted(ids(out)) == [a.id for a in articles(6)]
    assert not [line for line in lines(out) if line["failures"]]


async def test_a_model_out_of_reach_stops_the_run_and_nothing_is_lost(out: Path) -> None:
    gone = Desk(fail=lambda a, _: ModelUnavailable("down") if int(a.id[1:]) >= 20 else ())
    report = await Batch(out, gone.brief, BatchConfig(concurrency=2)).run(given(articles(200)))
    assert isinstance(report.error, ModelUnavailable)
    assert sum(gone.asked.values()) < 40
    report = await Batch(out, Desk().brief).run(given(articles(200)))
    assert report.error is None
    assert sorted(ids(out)) == [a.id for a in articles(200)]


@pytest.mark.parametrize("raised", [True, False])
async def test_a_spent_budget_stops_the_run_and_the_rest_stays_to_be_done(out: Path, raised: bool) -> None:
    def fail(article: Article, _: int) -> Exception | tuple[Failure, ...]:
        if int(article.id[1:]) < 10:
            return ()
        spent = BudgetExceeded("spent")
        return spent if raised else (Failure(topic="casualties", error="BudgetExceeded", message="spent"),)

    report = await Batch(out, Desk(fail=fail).brief, BatchConfig(concurrency=2)).run(given(articles(60)))
    assert isinstance(report.error, BudgetExceeded)
    assert sorted(ids(out)) == [f"a{n:04}" for n in range(10)]
    await Batch(out, Desk().brief).run(given(articles(60)))
    assert sorted(ids(out)) == [a.id for a in articles(60)]


async def test_a_second_writer_of_the_same_output_is_told_so(out: Path) -> None:
    first = Batch(out, Desk(seconds=0.01).brief, BatchConfig(concurrency=1))
    told = []
    async for _ in first.outcomes(given(articles(3))):
        with pytest.raises(UnwritableOutput, match="another process"):
            await Batch(out, Desk().brief).run(given(articles(3)))
        told.append(1)
    assert len(told) == 3


async def test_a_changed_article_stops_the_run(out: Path) -> None:
    await Batch(out, Desk().brief).run(given(articles(5)))
    changed = articles(5)
    changed[2] = changed[2].model_copy(update={"text": "Something else altogether."})
    with pytest.raises(UsageError, match=r"'a0002'.*changed"):
        await Batch(out, Desk().brief).run(given(changed))
    assert len(ids(out)) == 5


async def test_another_setup_is_refused(out: Path) -> None:
    await Batch(out, Desk().brief, BatchConfig(setup={"model": "a"})).run(given(articles(2)))
    with pytest.raises(UsageError, match="model 'a', not 'b'"):
        await Batch(out, Desk().brief, BatchConfig(setup={"model": "b"})).run(given(articles(2)))


async def test_stopping_finishes_what_is_in_flight(out: Path) -> None:
    desk = Desk(seconds=0.02)
    batch = Batch(out, desk.brief, BatchConfig(concurrency=4))
    async for _ in batch.outcomes(given(articles(100))):
        batch.stop()
    assert batch.report is not None
    assert batch.report.interrupted
    assert sorted(ids(out)) == sorted(desk.asked)
    assert len(desk.asked) < 40


async def test_aborting_gives_up_what_is_in_flight_and_resuming_completes(out: Path) -> None:
    async def brief(article: Article) -> Briefing:
        if article.id != "a0000":
            await asyncio.sleep(600)
        return await Desk().brief(article)

    batch = Batch(out, brief, BatchConfig(concurrency=4))
    async for _ in batch.outcomes(given(articles(40))):
        batch.abort()
    assert ids(out) == ["a0000"]
    await Batch(out, Desk().brief).run(given(articles(40)))
    assert sorted(ids(out)) == [a.id for a in articles(40)]
