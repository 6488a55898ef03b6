"""A reply is sent back with its reason, a bounded number of times, in a conversation that does not grow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import BaseModel

from llm.asking import QUICK, Clients, Items, ask
from llm.chat_server import GOOD, Action, ChatServer, good, hang, says, status
from summarizer.errors import ReplyError

WRONG = '{"records": [{"name": "Omar", "count": "nine"}]}'
OTHER = '{"records": [{"name": "Omar", "count": 10}]}'


def no_nine(value: BaseModel) -> str | None:
    assert isinstance(value, Items)
    return "the number 9 is not in the text" if any(item.count == 9 for item in value.records) else None


async def test_the_reask_holds_the_question_the_last_reply_and_the_reason(server: ChatServer, clients: Clients) -> None:
    server.will([says(WRONG)])
    await clients().complete(ask())
    first, second = server.payloads
    turns = second["messages"]
    assert turns[: len(first["messages"])] == first["messages"]
    assert turns[2] == {"role": "assistant", "content": WRONG}
    assert "records.0.count" in turns[3]["content"]
    assert "'nine'" in turns[3]["content"]
    assert "errors.pydantic.dev" not in turns[3]["content"]
    assert {k: v for k, v in second.items() if k != "messages"} == {k: v for k, v in first.items() if k != "messages"}


async def test_the_conversation_does_not_grow_with_each_reask(server: ChatServer, clients: Clients) -> None:
    server.will([says(WRONG), says("no"), says("still no")])
    answer = await clients(config=replace(QUICK, reasks=3)).complete(ask())
    assert answer.usage.calls == 4
    assert [len(payload["messages"]) for payload in server.payloads] == [2, 4, 4, 4]
    assert server.payloads[3]["messages"][2]["content"] == "still no"


async def test_no_reask_where_none_is_allowed(server: ChatServer, clients: Clients) -> None:
    server.otherwise = says(WRONG)
    with pytest.raises(ReplyError, match="after 1 attempt:"):
        await clients(config=replace(QUICK, reasks=0)).complete(ask())
    assert server.calls == 1


async def test_a_refused_check_is_sent_back_with_its_reason(server: ChatServer, clients: Clients) -> None:
    server.will([good, says(OTHER)])
    answer = await clients().complete(ask(check=no_nine))
    assert answer.value == Items.model_validate_json(OTHER)
    assert server.calls == answer.usage.calls == 2
    assert "the number 9 is not in the text" in server.payloads[1]["messages"][-1]["content"]


async def test_a_second_refusal_by_the_check_gives_the_value_as_it_is(server: ChatServer, clients: Clients) -> None:
    answer = await clients().complete(ask(check=no_nine))
    assert answer.value == Items.model_validate_json(GOOD)
    assert server.calls == 2


@pytest.mark.parametrize(
    "second",
    [says(WRONG), says(None, refusal="no"), status(400, "no"), hang, status(404)],
    ids=["unfit", "refusal", "bad request", "hang", "model gone"],
)
async def test_what_was_there_stays_where_the_second_look_brings_nothing(
    server: ChatServer, clients: Clients, second: Action
) -> None:
    server.plan = [good]
    server.otherwise = second
    answer = await clients(config=replace(QUICK, timeout=0.05)).complete(ask(check=no_nine))
    assert answer.value == Items.model_validate_json(GOOD)
    assert answer.usage.calls == server.calls


async def test_an_unfit_reply_and_then_a_refused_one(server: ChatServer, clients: Clients) -> None:
    server.will([says(WRONG), good, says(OTHER)])
    answer = await clients().complete(ask(check=no_nine))
    assert answer.value == Items.model_validate_json(OTHER)
    assert [len(payload["messages"]) for payload in server.payloads] == [2, 4, 4]
