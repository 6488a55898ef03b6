"""The same question again makes no request and costs nothing; only good replies are remembered."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import BaseModel

from llm.asking import PROFILE, QUICK, Clients, Items, ask
from llm.chat_server import GOOD, ChatServer, Payload, completion, good, says
from summarizer.errors import ReplyError, UsageError
from summarizer.llm.cache import ResponseCache
from summarizer.llm.client import Sampling
from summarizer.llm.types import Usage

WRONG = '{"records": [{"name": "Omar", "count": "nine"}]}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "replies.sqlite3"


async def test_the_same_question_again_makes_no_request(server: ChatServer, clients: Clients, path: Path) -> None:
    first = await clients(cache=ResponseCache(path)).complete(ask())
    again = await clients(cache=ResponseCache(path)).complete(ask())
    assert server.calls == 1
    assert again.value == first.value
    assert first.usage.cost_usd == pytest.approx((100 * 1.0 + 20 * 10.0) / 1e6)
    assert again.usage == Usage(cached_calls=1)


async def test_other_questions_are_asked(server: ChatServer, clients: Clients, path: Path) -> None:
    class Other(BaseModel):
        records: list[dict[str, str | int]]

    cache = ResponseCache(path)
    await clients(cache=cache).complete(ask())
    await clients(cache=cache).complete(ask("another text"))
    await clients(cache=cache).complete(ask(max_tokens=5))
    await clients(cache=cache).complete(replace(ask(), response_model=Other))  # type: ignore[arg-type]  # on purpose
    await clients(cache=cache, config=replace(QUICK, sampling=Sampling(seed=8))).complete(ask())
    assert server.calls == 5
    await clients(cache=cache).complete(ask(label="the label is no part of the question"))
    assert server.calls == 5


async def test_unfit_replies_are_not_remembered(server: ChatServer, clients: Clients, path: Path) -> None:
    cache = ResponseCache(path)
    server.will([says(WRONG), says(WRONG)])
    with pytest.raises(ReplyError):
        await clients(cache=cache).complete(ask())
    assert cache.info().replies == 0
    answer = await clients(cache=cache).complete(ask())
    assert answer.value == Items.model_validate_json(GOOD)
    assert server.calls == 3


async def test_a_question_that_needed_a_reask_needs_none_again(
    server: ChatServer, clients: Clients, path: Path
) -> None:
    cache = ResponseCache(path)
    server.will([says(WRONG)])
    await clients(cache=cache).complete(ask())
    again = await clients(cache=cache).complete(ask())
    assert server.calls == 2
    assert again.usage == Usage(cached_calls=1)


async def test_a_changed_check_asks_again_from_where_it_refuses(
    server: ChatServer, clients: Clients, path: Path
) -> None:
    cache = ResponseCache(path)
    await clients(cache=cache).complete(ask())
    server.will([says('{"records": []}')])
    for _ in range(2):
        answer = await clients(cache=cache).complete(ask(check=lambda _: "look again"))
        assert answer.value == Items(records=[])
    assert server.calls == 2


async def test_a_truncated_reply_and_its_rest_are_remembered(server: ChatServer, clients: Clients, path: Path) -> None:
    cache = ResponseCache(path)
    server.will([says(GOOD[:-2] + ', {"name": "S', finish="length"), says('{"records": [{"name": "S", "count": 1}]}')])
    first = await clients(cache=cache).complete(ask())
    again = await clients(cache=cache).complete(ask())
    assert server.calls == 2
    assert again.value == first.value
    assert again.usage == Usage(cached_calls=2)


async def test_refresh_asks_and_replaces(server: ChatServer, clients: Clients, path: Path) -> None:
    await clients(cache=ResponseCache(path)).complete(ask())
    server.will([says('{"records": []}')])
    await clients(cache=ResponseCache(path, refresh=True)).complete(ask())
    answer = await clients(cache=ResponseCache(path)).complete(ask())
    assert answer.value == Items(records=[])
    assert server.calls == 2


async def test_info_and_clear(server: ChatServer, clients: Clients, path: Path) -> None:
    cache = ResponseCache(path)
    await clients(cache=cache).complete(ask())
    await clients(cache=cache).complete(ask("another"))
    info = cache.info()
    assert (info.replies, info.models) == (2, {"m": 2})
    assert info.bytes > 0
    assert cache.clear() == 2
    assert cache.info().replies == 0
    cache.close()


async def counted(_: web.Request, payload: Payload) -> web.StreamResponse:
    number = int(payload["messages"][-1]["content"].split()[2])
    return web.json_response(completion(json.dumps({"records": [{"name": "Omar", "count": number}]})))


async def test_questions_asked_together_get_their_own_replies(server: ChatServer, clients: Clients, path: Path) -> None:
    cache = ResponseCache(path)
    questions = [ask(f"Omar met {number} people.") for number in range(600)]  # more than go into one statement
    server.will([counted] * 600)
    for cached in (0, 1):
        client = clients(cache=cache)
        answers = await asyncio.gather(*map(client.complete, questions))
        assert [answer.value.records[0].count for answer in answers] == list(range(600))
        assert {answer.usage.cached_calls for answer in answers} == {cached}
    assert server.calls == 600


async def test_a_cache_that_breaks_fails_each_question_that_waits_for_it(
    server: ChatServer, clients: Clients, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    client = clients(cache=ResponseCache(tmp_path / "file" / "replies.sqlite3"))
    asked = (client.complete(ask(text)) for text in ("one", "two", "three"))
    failed = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(error) for error in failed] == [UsageError] * 3
    assert server.calls == 0


def test_a_file_that_is_no_cache(tmp_path: Path) -> None:
    path = tmp_path / "replies.sqlite3"
    path.write_text("something else " * 100)
    with pytest.raises(UsageError, match="--no-cache"):
        ResponseCache(path).info()


def test_a_cache_that_can_not_be_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(UsageError, match="--no-cache"):
        ResponseCache(tmp_path / "file" / "replies.sqlite3").info()


WRITER = """
import sys
from pathlib import Path
from summarizer.llm.cache import ResponseCache
from summarizer.llm.wire import Call, Reply
from summarizer.usage import Usage

cache = ResponseCache(Path(sys.argv[1]))
for n in range(100):
    for who in (sys.argv[2], "shared"):
        call = Call({"model": "m", "messages": [{"content": f"{who} {n}"}]}, "e")
        cache.put([(call, Reply("{}"))])
        assert cache.get([call]) == [Reply("{}", usage=Usage(cached_calls=1))]
cache.close()
"""


def test_many_processes_share_one_file(path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(n)]) for n in range(4)]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    cache = ResponseCache(path)
    assert cache.info().replies == 500
    cache.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


async def test_prompts_of_one_kind_share_their_prefix(server: ChatServer, clients: Clients) -> None:
    client = clients()
    await asyncio.gather(client.complete(ask("the first text")), client.complete(ask("the second text")))
    first, second = server.payloads
    assert first["messages"][:-1] == second["messages"][:-1]
    assert {k: v for k, v in first.items() if k != "messages"} == {k: v for k, v in second.items() if k != "messages"}


async def test_a_cached_price_is_lower(server: ChatServer, clients: Clients) -> None:
    assert PROFILE.prices is not None
    usage = Usage(prompt_tokens=1_000_000, cached_prompt_tokens=400_000, completion_tokens=0)
    assert PROFILE.prices.cost(usage) == pytest.approx(0.6 * 1.0 + 0.4 * 0.5)
    server.will([good])
    answer = await clients(profile=replace(PROFILE, prices=None)).complete(ask())
    assert answer.usage.cost_usd is None
