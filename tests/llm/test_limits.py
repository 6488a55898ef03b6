"""Requests in flight, requests and tokens a minute, and dollars stay under their ceilings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from aiohttp import web

from llm.asking import QUICK, Clients, ask
from llm.chat_server import ChatServer, completion, good, says, status
from summarizer.errors import BudgetExceeded, UsageError
from summarizer.llm.limits import Budget, Gate, Limits, estimate
from summarizer.llm.profiles import Prices
from summarizer.llm.types import Completion, Usage

CALL_COST = (100 * 1.0 + 20 * 10.0) / 1e6


async def until(holds: Callable[[], bool]) -> None:
    """Waits as long as it takes; a test that hangs here has failed."""
    while not holds():
        await asyncio.sleep(0.01)


async def slow_good(_: web.Request, __: dict[str, object]) -> web.StreamResponse:
    await asyncio.sleep(0.01)
    return web.json_response(completion())


async def test_no_more_in_flight_than_allowed(server: ChatServer, clients: Clients) -> None:
    server.otherwise = slow_good
    client = clients(config=replace(QUICK, limits=Limits(concurrency=3)))
    await asyncio.gather(*(client.complete(ask(f"text {n}")) for n in range(20)))
    assert server.calls == 20
    assert server.most_in_flight == 3


async def test_a_cancelled_request_gives_its_place_back(server: ChatServer, clients: Clients) -> None:
    server.otherwise = slow_good
    client = clients(config=replace(QUICK, limits=Limits(concurrency=1)))
    tasks = [asyncio.create_task(client.complete(ask(f"text {n}"))) for n in range(4)]
    await asyncio.sleep(0.002)
    tasks[0].cancel()
    tasks[2].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(result, asyncio.CancelledError) for result in results] == [True, False, True, False]


def test_the_gate_halves_once_for_all_that_were_under_way_and_widens_by_one_a_round() -> None:
    gate = Gate(16)
    gate.throttled(era=0)
    gate.throttled(era=0)
    assert gate.width == 8
    gate.throttled(era=1)
    assert gate.width == 4
    for _ in range(5):
        gate.succeeded()
    assert gate.width == 5
    for _ in range(1000):
        gate.succeeded()
    assert gate.width == 16
    for era in range(2, 20):
        gate.throttled(era)
    assert gate.width == 1


async def test_a_throttled_client_slows_down_and_still_answers_all(server: ChatServer, clients: Clients) -> None:
    server.will([status(429, "slow down")] * 8)
    server.otherwise = slow_good
    client = clients()
    answers = await asyncio.gather(*(client.complete(ask(f"text {n}")) for n in range(24)))
    assert sum(answer.usage.calls for answer in answers) == server.calls == 32


async def test_the_budget_stops_before_the_call_that_would_pass_it(server: ChatServer, clients: Clients) -> None:
    limits = Limits(concurrency=1, max_cost_usd=3.5 * CALL_COST)
    client = clients(config=replace(QUICK, limits=limits))
    results = await asyncio.gather(*(client.complete(ask(f"text {n}")) for n in range(10)), return_exceptions=True)
    stopped = [result for result in results if isinstance(result, BudgetExceeded)]
    assert server.calls == 3
    assert len(stopped) == 7
    assert "--max-cost" in str(stopped[0])
    assert client.spent_usd == pytest.approx(3 * CALL_COST)
    assert stopped[0].usage == Usage()


async def test_at_most_the_calls_in_flight_pass_the_budget(server: ChatServer, clients: Clients) -> None:
    server.otherwise = slow_good
    limits = Limits(concurrency=4, max_cost_usd=6 * CALL_COST)
    client = clients(config=replace(QUICK, limits=limits))
    await asyncio.gather(*(client.complete(ask(f"text {n}")) for n in range(40)), return_exceptions=True)
    assert 6 <= server.calls <= 6 + 4


async def test_attempts_before_the_budget_stopped_are_counted(server: ChatServer, clients: Clients) -> None:
    server.will([status(503)])
    client = clients(config=replace(QUICK, limits=Limits(concurrency=1, max_cost_usd=1.2 * CALL_COST)))
    results = await asyncio.gather(client.complete(ask("one")), client.complete(ask("two")), return_exceptions=True)
    (stopped,) = [result for result in results if isinstance(result, BudgetExceeded)]
    (answered,) = [result for result in results if isinstance(result, Completion)]
    assert stopped.usage.calls + answered.usage.calls == server.calls == 2


async def test_nothing_is_allowed_for_nothing(server: ChatServer, clients: Clients) -> None:
    client = clients(config=replace(QUICK, limits=Limits(max_cost_usd=0.0)))
    with pytest.raises(BudgetExceeded):
        await client.complete(ask())
    assert server.calls == 0


def test_a_budget_needs_prices() -> None:
    with pytest.raises(UsageError, match="price_prompt"):
        Budget(1.0, None)
    assert Budget(None, None).spent_usd == 0


async def test_requests_a_minute(server: ChatServer, clients: Clients) -> None:
    client = clients(config=replace(QUICK, limits=Limits(requests_per_minute=5)))
    tasks = [asyncio.create_task(client.complete(ask(f"text {n}"))) for n in range(9)]
    await until(lambda: server.calls == 5)
    await asyncio.sleep(0.2)
    assert server.calls == 5
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_tokens_a_minute(server: ChatServer, clients: Clients) -> None:
    server.otherwise = says('{"records": []}')
    client = clients(config=replace(QUICK, limits=Limits(concurrency=1, tokens_per_minute=100)))
    tasks = [asyncio.create_task(client.complete(ask("word " * 20))) for _ in range(6)]
    await until(lambda: server.calls >= 2)
    await asyncio.sleep(0.2)
    # Each call takes about 32 tokens of prompt and 20 of answer.
    assert server.calls in (2, 3)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_an_estimate_before_anything_is_sent() -> None:
    prices = Prices(prompt=1.0, cached_prompt=0.5, completion=10.0)
    requests = [ask("word " * 100), ask("word " * 200)]
    guess = estimate(requests, prices, completion_tokens=50)
    assert guess.calls == 2
    assert 350 < guess.prompt_tokens < 450
    assert guess.completion_tokens == 100
    assert guess.cost_usd == pytest.approx((guess.prompt_tokens * 1.0 + 100 * 10.0) / 1e6)
    assert estimate(requests, None, completion_tokens=50).cost_usd is None


async def test_observers_need_not_be_there(server: ChatServer, clients: Clients) -> None:
    server.will([good])
    answer = await clients().complete(ask())
    assert answer.usage.calls == 1
