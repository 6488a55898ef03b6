"""A batch over an endpoint that often fails: nothing is lost, the counts agree, and the key stays where it belongs."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from llm.asking import CANARY, QUICK, Clients, Items, ask
from llm.chat_server import ChatServer, Payload, completion, cut_body, reset, says, status
from summarizer.errors import ModelError
from summarizer.llm.cache import ResponseCache
from summarizer.llm.observe import Event, Moment
from summarizer.llm.recordings import Recorder
from summarizer.llm.types import Completion, Usage

REQUESTS = 500
FAULTS = [
    status(429, f"slow down {CANARY}"),
    status(429, "slow down", headers={"Retry-After": "0.005"}),
    status(500),
    status(503),
    reset,
    cut_body,
    says("no JSON"),
    says(""),
    says('{"records": [{"name": "Omar"}]}'),
    says(None, refusal=f"I will not, {CANARY}"),
    status(400, f"maximum context length, {CANARY}"),
]


class Faulty:
    """Answers three in ten requests with a fault, drawn by lot; counts what it said."""

    def __init__(self, seed: int) -> None:
        self.lots = random.Random(seed)
        self.faults = 0
        self.good = 0

    async def __call__(self, request: web.Request, payload: Payload) -> web.StreamResponse:
        if self.lots.random() < 0.3:
            self.faults += 1
            return await self.lots.choice(FAULTS)(request, payload)
        self.good += 1
        number = payload["messages"][1]["content"].rpartition(" ")[2]
        return web.json_response(completion(f'{{"records": [{{"name": "n", "count": {number}}}]}}'))


async def test_every_request_has_its_result_or_its_named_failure(
    server: ChatServer, clients: Clients, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    server.otherwise = faulty = Faulty(seed=11)
    events: list[Event] = []
    cache = ResponseCache(tmp_path / "replies.sqlite3")
    # The server shares this process, so that a short time-out could end a request before the server has seen it.
    patient = replace(QUICK, timeout=60.0)
    client = clients(
        config=patient, cache=cache, recordings=Recorder(tmp_path / "recordings"), observers=(events.append,)
    )
    requests = [ask(f"article {n}", label=f"article {n}") for n in range(REQUESTS)]
    results = await asyncio.gather(*map(client.complete, requests), return_exceptions=True)

    answers = {n: r for n, r in enumerate(results) if isinstance(r, Completion)}
    failures = {n: r for n, r in enumerate(results) if isinstance(r, ModelError)}
    assert len(answers) + len(failures) == REQUESTS
    assert len(answers) > 0.9 * REQUESTS
    assert len(failures) > 0
    for n, answer in answers.items():
        assert isinstance(answer.value, Items)
        assert [item.count for item in answer.value.records] == [n], "an answer belongs to its question"

    spent = [*(answer.usage for answer in answers.values()), *(failure.usage for failure in failures.values())]
    usage = sum(spent, Usage())
    assert usage.calls == server.calls == faulty.good + faulty.faults
    told = Counter(event.moment for event in events)
    assert told[Moment.ANSWERED] == len(answers)
    assert told[Moment.FAILED] == len(failures)
    assert told[Moment.SENT] == sum(1 for e in events if e.moment in (Moment.REASKED, Moment.ASKED))

    # The same again, for those that have their answer: no request, no cost.
    server.payloads.clear()
    again = await asyncio.gather(*(client.complete(requests[n]) for n in answers))
    assert server.calls == 0
    assert sum((answer.usage for answer in again), Usage()) == Usage(cached_calls=len(answers))
    assert [answer.value for answer in again] == [answer.value for answer in answers.values()]

    await client.aclose()
    assert server.keys == {f"Bearer {CANARY}"}
    shown = [repr(client), repr(clients.endpoint()), *(f"{e!r} {e}" for e in failures.values()), *map(repr, events)]
    shown += [*capfd.readouterr(), *(f"{e.__cause__!r} {e.__context__!r}" for e in failures.values())]
    assert CANARY not in "".join(shown)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > REQUESTS * 0.9
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]
