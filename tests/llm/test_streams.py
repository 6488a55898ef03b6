"""A server that streams although it was not asked to: the reply is read, cut streams and errors are told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from llm.asking import Clients, Items, ask
from llm.chat_server import GOOD, ChatServer, text_body
from summarizer.errors import ModelError


def stream(*deltas: dict[str, Any], finish: str | None = "stop", end: str = "data: [DONE]\n\n") -> str:
    events: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas
    ]
    if finish is not None:
        events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        events.append({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}})
    return ": comment\n\n" + "".join(f"data: {json.dumps(event)}\n\n" for event in events) + end


WORDS = [{"role": "assistant", "content": GOOD[:9]}, {"content": GOOD[9:20]}, {"content": GOOD[20:]}]
CALL = [
    {"tool_calls": [{"index": 0, "id": "c", "function": {"name": "Items", "arguments": GOOD[:12]}}]},
    {"tool_calls": [{"index": 0, "function": {"arguments": GOOD[12:]}}]},
]


@pytest.mark.parametrize("body", [stream(*WORDS), stream(*CALL, finish="tool_calls"), stream(*WORDS, end="")])
async def test_a_streamed_reply_is_put_together(server: ChatServer, clients: Clients, body: str) -> None:
    server.otherwise = text_body(body, content_type="text/event-stream")
    answer = await clients().complete(ask())
    assert answer.value == Items.model_validate_json(GOOD)
    assert (answer.usage.calls, answer.usage.prompt_tokens) == (1, 7)


async def test_a_stream_that_breaks_off_is_a_reply_that_was_cut(server: ChatServer, clients: Clients) -> None:
    server.otherwise = text_body(stream(*WORDS[:2], finish=None, end='data: {"choi'), content_type="text/event-stream")
    with pytest.raises(ModelError, match="cut off"):
        await clients().complete(ask())


async def test_an_error_in_a_stream_is_told_in_its_words(server: ChatServer, clients: Clients) -> None:
    error = {"error": {"message": "the prompt violates the policy", "code": 400}}
    server.otherwise = text_body(f"data: {json.dumps(error)}\n\n", content_type="text/event-stream")
    with pytest.raises(ModelError, match="violates the policy"):
        await clients().complete(ask())
    assert server.calls == 1
