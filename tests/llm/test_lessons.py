"""What an endpoint refuses is learned from its words once, and not sent again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from llm.asking import Clients, Items, ask
from llm.chat_server import GOOD, ChatServer, Payload, calls_function, good, status
from summarizer.errors import ReplyError
from summarizer.llm.lessons import Lessons
from summarizer.llm.observe import Event, Moment
from summarizer.llm.profiles import Mode, Profile
from summarizer.llm.recordings import Player, Recorder

VALUE = Items.model_validate_json(GOOD)


@dataclass
class Refusing:
    """An endpoint that refuses some requests in its own words, and answers all others in the form asked for."""

    refuses: Callable[[Payload], bool]
    words: str
    code: int = 400
    refused: int = field(default=0)

    async def __call__(self, request: web.Request, payload: Payload) -> web.StreamResponse:
        if self.refuses(payload):
            self.refused += 1
            return await status(self.code, self.words)(request, payload)
        return await (calls_function(GOOD) if "tools" in payload else good)(request, payload)


def has(name: str) -> Callable[[Payload], bool]:
    return lambda payload: name in payload


PARAMETERS = {
    "temperature": (
        has("temperature"),
        "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    ),
    "seed": (has("seed"), "Unrecognized request argument supplied: seed"),
    "effort": (has("reasoning_effort"), "Unknown parameter: 'reasoning_effort'."),
    "ceiling, other name": (
        has("max_tokens"),
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    ),
    "ceiling too large": (
        has("max_tokens"),
        "max_tokens is too large: 4096. This model supports at most 2048 completion tokens.",
    ),
}


@pytest.mark.parametrize(("refuses", "words"), [pytest.param(*case, id=name) for name, case in PARAMETERS.items()])
async def test_a_refused_parameter_is_sent_once(
    server: ChatServer, clients: Clients, refuses: Callable[[Payload], bool], words: str
) -> None:
    server.otherwise = endpoint = Refusing(refuses, words)
    events: list[Event] = []
    client = clients(profile=Profile(reasoning_effort="low"), observers=(events.append,))
    for n in range(4):
        answer = await client.complete(ask(f"text {n}"))
        assert answer.value == VALUE
        assert answer.usage.calls == (2 if n == 0 else 1)
    assert endpoint.refused == 1
    assert server.calls == 5
    assert [event.moment for event in events].count(Moment.RETRIED) == 1


async def test_a_ceiling_goes_by_its_other_name(server: ChatServer, clients: Clients) -> None:
    server.otherwise = Refusing(*PARAMETERS["ceiling, other name"])
    await clients().complete(ask(max_tokens=33))
    assert server.payloads[1]["max_completion_tokens"] == 33


async def test_what_fastapi_says_of_a_field_is_understood(server: ChatServer, clients: Clients) -> None:
    async def strict(request: web.Request, payload: Payload) -> web.StreamResponse:
        if "seed" not in payload:
            return await good(request, payload)
        fault = {"type": "extra_forbidden", "loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}
        return web.json_response({"detail": [fault]}, status=422)

    server.otherwise = strict
    assert (await clients().complete(ask())).value == VALUE
    assert server.calls == 2


def by_schema(payload: Payload) -> bool:
    return bool((payload.get("response_format") or {}).get("type") == "json_schema")


def by_format(payload: Payload) -> bool:
    return "response_format" in payload


def by_either(payload: Payload) -> bool:
    return "response_format" in payload or "tools" in payload


Way = tuple[Callable[[Payload], bool], str, int, int, str]
MODES: dict[str, Way] = {
    "no JSON schema": (by_schema, "This response_format type is unavailable now", 400, 1, "tools"),
    "no parameter of that kind": (by_schema, "No endpoints found that support json_schema parameters", 404, 1, "tools"),
    "neither schema nor tools": (
        lambda payload: by_schema(payload) or "tools" in payload,
        "'json_schema' and tools are not supported by this model",
        400,
        2,
        "response_format",
    ),
    "nothing but words": (by_either, "response_format and tools are not supported", 400, 3, "messages"),
}


@pytest.mark.parametrize("way", [pytest.param(way, id=name) for name, way in MODES.items()])
async def test_the_schema_goes_by_the_next_way_that_is_taken(server: ChatServer, clients: Clients, way: Way) -> None:
    refuses, words, code, refused, last = way
    server.otherwise = endpoint = Refusing(refuses, words, code)
    client = clients()
    for n in range(3):
        assert (await client.complete(ask(f"text {n}"))).value == VALUE
    assert endpoint.refused == refused
    assert server.calls == 3 + refused
    assert "count" in str(server.payloads[-1][last]) or last == "response_format"


async def test_a_refusal_that_teaches_nothing_is_an_error_at_once(server: ChatServer, clients: Clients) -> None:
    server.otherwise = status(400, "this account is not supported any more")
    with pytest.raises(ReplyError, match="account"):
        await clients().complete(ask())
    assert server.calls == 1


async def test_an_endpoint_that_refuses_everything_comes_to_an_end(server: ChatServer, clients: Clients) -> None:
    words = "unsupported: temperature, seed, max_tokens, max_completion_tokens, response_format, tools"
    server.otherwise = status(400, words)
    with pytest.raises(ReplyError) as caught:
        await clients().complete(ask())
    assert caught.value.usage.calls == server.calls < 10


async def test_a_lesson_is_replayed_from_recordings(server: ChatServer, clients: Clients, tmp_path: Path) -> None:
    server.otherwise = Refusing(*PARAMETERS["temperature"])
    await clients(recordings=Recorder(tmp_path)).complete(ask())
    asked = server.calls
    assert (await clients(recordings=Player(tmp_path)).complete(ask())).value == VALUE
    assert server.calls == asked == 2


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "md_json"])
def test_words_of_another_fault_teach_nothing(mode: Mode) -> None:
    lessons = Lessons(mode)
    sent: dict[str, Any] = {"temperature": 0, "seed": 7, "max_tokens": 9}
    for words in ("quota exceeded", "the article is not allowed here", ""):
        message = f"the model 'm' at http://x refused the request (HTTP 400); it said: {words}"
        assert lessons.learn(message, sent, mode) is None
    assert lessons.learn("the model refused to answer: temperature is not supported", sent, mode) is None
    assert lessons.applied(sent) == sent
