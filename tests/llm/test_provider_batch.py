"""Work whose questions wait is parked, and only then; one process at a time hands requests to a provider."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from summarizer.errors import UnwritableOutput, UsageError
from summarizer.llm.profiles import Prices
from summarizer.llm.provider_batch_ledger import Answer, Ledger, Unserved, call_id
from summarizer.llm.provider_batch_limits import BatchBudget, Room
from summarizer.llm.provider_batch_parking import Parked, question, run_or_park, wait_forever
from summarizer.llm.wire import Call
from summarizer.usage import Usage


async def ask(name: str, asked: list[str], *, known: bool = False) -> str:
    with question():
        asked.append(name)
        if not known:
            await wait_forever()
        return name


async def test_work_is_parked_when_all_that_it_asks_side_by_side_waits() -> None:
    asked: list[str] = []

    async def work() -> None:
        await asyncio.gather(ask("a", asked), ask("b", asked, known=True), ask("c", asked))

    with pytest.raises(Parked):
        await run_or_park(work)
    assert asked == ["a", "b", "c"]


async def test_work_that_is_busy_beside_a_question_that_waits_is_not_parked_before_it_asks_the_next() -> None:
    asked: list[str] = []

    async def busy() -> None:
        with question():
            await asyncio.sleep(0.2)
            asked.append("late")
            await wait_forever()

    with pytest.raises(Parked):
        await run_or_park(lambda: asyncio.gather(ask("early", asked), busy()))
    assert asked == ["early", "late"]


async def test_work_whose_answers_are_there_ends_and_its_faults_come_out() -> None:
    async def work() -> str:
        return await ask("a", [], known=True)

    async def fault() -> str:
        raise UsageError("no")

    assert await run_or_park(work) == "a"
    with pytest.raises(UsageError):
        await run_or_park(fault)


async def test_a_question_outside_of_such_work_is_a_fault_of_the_program() -> None:
    with pytest.raises(RuntimeError):
        await ask("a", [])


def call(number: int) -> Call:
    return Call({"model": "m", "messages": [{"role": "user", "content": f"{number}"}]}, "there")


def filled(path: Path, count: int) -> Ledger:
    ledger = Ledger(path, "there")
    for number in range(count):
        ledger.add(call(number), 10)
    return ledger


def test_a_second_process_can_not_open_the_ledger(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "ledger", 1)
    with pytest.raises(UnwritableOutput, match="another run"):
        Ledger(tmp_path / "ledger", "there")
    ledger.close()
    Ledger(tmp_path / "ledger", "there").close()


def test_batches_under_way_bind_their_output_to_their_endpoint(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "ledger", 1)
    assert ledger.plan(lambda *_: True) is not None
    ledger.close()
    with pytest.raises(UsageError, match="in progress at there, not elsewhere"):
        Ledger(tmp_path / "ledger", "elsewhere")


def test_a_request_is_given_up_after_the_third_time(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "ledger", 2)
    first = call_id(call(0))
    for _ in range(3):
        batch = ledger.plan(lambda *_: True)
        assert batch is not None
        answers = [Answer(first, 200, "{}", Usage(calls=1))]
        ledger.settle(batch.number, answers, lambda _: Unserved("it expired"), Usage())
    known = ledger.find(call(1))
    assert known is not None
    assert (known.state, known.message) == ("failed", "it expired (sent 3 times)")
    assert ledger.spent().calls == 1
    ledger.close()


def test_a_batch_ends_where_the_limits_or_the_budget_end(tmp_path: Path) -> None:
    room = Room(2, 10_000, lambda _: True)
    assert [room.take(100, 1) for _ in range(3)] == [True, True, False]
    room = Room(9, 1_000, lambda _: True)
    assert [room.take(400, 1) for _ in range(2)] == [True, False]
    assert not room.oversized
    room = Room(9, 1_000, lambda _: True)
    assert not room.take(2_000, 1)
    assert room.oversized
    ledger = filled(tmp_path / "ledger", 3)
    afford = BatchBudget(0.0025, Prices(1.0, 1.0, 1.0)).affordable(ledger)
    assert [afford(10) for _ in range(3)] == [True, True, False]  # each about 1,010 tokens at a dollar a million
    ledger.close()
