"""For each way in which an endpoint fails: what the caller gets, and exactly how many requests are made for it."""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass, replace

import pytest

from llm.asking import CANARY, QUICK, Clients, Items, ask
from llm.chat_server import (
    GOOD,
    Action,
    ChatServer,
    calls_function,
    cut_body,
    good,
    hang,
    reset,
    says,
    slow_body,
    status,
    text_body,
    throttled_until,
)
from summarizer.errors import ModelError, ModelUnavailable, ReplyError
from summarizer.llm.client import Client
from summarizer.llm.profiles import Profile
from summarizer.llm.specs import Endpoint

NO_JSON = "I am sorry, I found nothing of the kind."
WRONG = '{"records": [{"name": "Omar", "count": "nine"}]}'
OVERFLOW = "This model's maximum context length is 4096 tokens. However, your messages resulted in 9000 tokens."

PASSING: dict[str, Action] = {
    "429 without Retry-After": status(429, "slow down"),
    "429 with Retry-After in seconds": status(429, "slow down", headers={"Retry-After": "0.01"}),
    "429 with Retry-After in milliseconds": status(429, "slow down", headers={"Retry-After-Ms": "10"}),
    "429 with Retry-After as a date": throttled_until(0.0),
    "429 with the delay in the body": status(429, "Rate limit reached. Please try again in 12ms."),
    "429 with Google's delay": status(429, "slow down", details=[{"retryDelay": "0.01s"}]),
    "408": status(408),
    "409": status(409),
    "500": status(500, "oops"),
    "502 of a proxy": text_body("<html>Bad gateway</html>"),
    "503": status(503, "overloaded"),
    "reset": reset,
    "hang": hang,
    "slow body": slow_body,
    "cut body": cut_body,
    "body that is not JSON": text_body("{oops", content_type="application/json"),
    "body nested too deep": text_body("[" * 100_000, content_type="application/json"),
}


@pytest.mark.parametrize("fault", [pytest.param(fault, id=name) for name, fault in PASSING.items()])
async def test_a_passing_fault_costs_one_more_request(server: ChatServer, clients: Clients, fault: Action) -> None:
    server.will([fault])
    answer = await clients().complete(ask())
    assert answer.value == Items.model_validate_json(GOOD)
    assert server.calls == 2
    assert answer.usage.calls == 2
    assert server.payloads[0] == server.payloads[1], "a transport fault never enters a prompt"


@pytest.mark.parametrize("fault", [status(429, "slow down"), status(503), reset], ids=["429", "503", "reset"])
async def test_a_lasting_fault_ends_after_the_policys_attempts(
    server: ChatServer, clients: Clients, fault: Action
) -> None:
    server.otherwise = fault
    with pytest.raises(ModelUnavailable, match=server.base_url) as caught:
        await clients().complete(ask())
    assert server.calls == QUICK.retry.attempts
    assert caught.value.usage.calls == QUICK.retry.attempts
    assert caught.value.usage.cost_usd == 0


FINAL: dict[str, tuple[Action, type[ModelError], str]] = {
    "wrong key": (status(401, f"Incorrect API key provided: {CANARY}"), ModelUnavailable, "refused the API key"),
    "forbidden": (status(403, "no access"), ModelUnavailable, "refused the API key"),
    "unknown model": (status(404, "The model `m` does not exist"), ModelUnavailable, "was not found"),
    "context overflow": (status(400, OVERFLOW, code="context_length_exceeded"), ReplyError, "context window"),
    "too large": (status(413, "payload too large"), ReplyError, "context window"),
    "bad request": (status(400, "this account is closed"), ReplyError, "this account is closed"),
    "quota": (status(429, "You exceeded your quota", code="insufficient_quota"), ModelUnavailable, "quota"),
    "daily quota": (status(429, "Rate limit reached on requests per day (RPD)"), ModelUnavailable, "quota"),
    "no credit": (status(402, "Insufficient credits"), ModelUnavailable, "quota"),
    "a wait of an hour": (status(429, "slow", headers={"Retry-After": "3600"}), ModelUnavailable, "HTTP 429"),
    "refusal": (says(None, refusal="I can't help with that."), ReplyError, "refused to answer"),
    "content filter": (says("", finish="content_filter"), ReplyError, "content filter"),
}


@pytest.mark.parametrize(("fault", "error", "words"), [pytest.param(*case, id=name) for name, case in FINAL.items()])
async def test_a_final_fault_is_final_at_once(
    server: ChatServer, clients: Clients, fault: Action, error: type[ModelError], words: str
) -> None:
    server.will([fault])
    with pytest.raises(error, match=words) as caught:
        await clients().complete(ask())
    assert server.calls == 1
    assert caught.value.usage.calls == 1
    assert CANARY not in str(caught.value)


UNFIT: dict[str, Action] = {
    "not JSON": says(NO_JSON),
    "truncated JSON that calls itself whole": says(GOOD[:20]),
    "wrong schema": says(WRONG),
    "empty": says(""),
    "null": says(None),
}


@pytest.mark.parametrize("reply", [pytest.param(reply, id=name) for name, reply in UNFIT.items()])
async def test_an_unfit_reply_is_sent_back_once(server: ChatServer, clients: Clients, reply: Action) -> None:
    server.will([reply])
    answer = await clients().complete(ask())
    assert answer.value == Items.model_validate_json(GOOD)
    assert answer.usage.calls == server.calls == 2


@pytest.mark.parametrize("reply", [pytest.param(reply, id=name) for name, reply in UNFIT.items()])
async def test_an_unfit_reply_twice_is_an_error(server: ChatServer, clients: Clients, reply: Action) -> None:
    server.otherwise = reply
    with pytest.raises(ReplyError, match="items") as caught:
        await clients().complete(ask())
    assert server.calls == 2
    assert caught.value.usage.calls == 2
    assert caught.value.usage.prompt_tokens == 200


async def test_a_fault_in_a_reask_is_retried_by_the_same_owner(server: ChatServer, clients: Clients) -> None:
    server.will([says(WRONG), status(500), good])
    answer = await clients().complete(ask())
    assert answer.usage.calls == server.calls == 3
    assert server.payloads[1] == server.payloads[2]


async def test_a_lasting_hang_ends_sooner(server: ChatServer, clients: Clients) -> None:
    server.otherwise = hang
    with pytest.raises(ModelUnavailable, match="did not answer within"):
        await clients(config=replace(QUICK, timeout=0.05)).complete(ask())
    assert server.calls == QUICK.retry.unanswered_attempts


async def test_the_key_is_in_no_log(server: ChatServer, clients: Clients, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.will([status(500, f"echo {CANARY}"), status(401, f"echo {CANARY}")])
    with pytest.raises(ModelUnavailable):
        await clients().complete(ask())
    assert CANARY not in caplog.text


async def test_nobody_at_the_address(server: ChatServer) -> None:
    endpoint = Endpoint("custom/m", "http://127.0.0.1:9/v1", "m")
    async with Client(endpoint, Profile(), config=QUICK) as client:
        with pytest.raises(ModelUnavailable, match=r"http://127\.0\.0\.1:9/v1 can't be reached") as caught:
            await client.complete(ask())
    assert caught.value.usage.calls == QUICK.retry.unanswered_attempts


async def test_an_error_of_the_endpoint_hangs_on_to_nothing_of_the_sdk(server: ChatServer, clients: Clients) -> None:
    server.otherwise = status(401, f"Incorrect API key provided: {CANARY}")
    with pytest.raises(ModelUnavailable) as caught:
        await clients().complete(ask())
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


async def test_tools_mode_reads_the_arguments_of_the_call(server: ChatServer, clients: Clients) -> None:
    server.will([calls_function(WRONG), calls_function(GOOD)])
    profile = Profile(mode="tools")
    answer = await clients(profile=profile).complete(ask())
    assert answer.value == Items.model_validate_json(GOOD)
    turns = server.payloads[1]["messages"]
    assert [turn["role"] for turn in turns] == ["system", "user", "assistant", "tool"]
    (call,) = turns[2]["tool_calls"]
    assert call == {"id": "call_1", "type": "function", "function": {"name": "Items", "arguments": WRONG}}
    assert turns[3]["tool_call_id"] == "call_1"


async def test_words_in_place_of_a_tool_call_are_sent_back(server: ChatServer, clients: Clients) -> None:
    server.will([says(NO_JSON), calls_function(GOOD)])
    answer = await clients(profile=Profile(mode="tools")).complete(ask())
    assert answer.usage.calls == server.calls == 2


@pytest.mark.parametrize("mode", ["json", "md_json"])
async def test_modes_that_write_the_schema_into_the_prompt(server: ChatServer, clients: Clients, mode: str) -> None:
    server.will([says(f"Here you are:\n```json\n{GOOD}\n```" if mode == "md_json" else GOOD)])
    profile = replace(Profile(), mode="json" if mode == "json" else "md_json")
    answer = await clients(profile=profile).complete(ask())
    assert answer.value == Items.model_validate_json(GOOD)
    assert '"count"' in server.payloads[0]["messages"][0]["content"]


@dataclass(frozen=True)
class Sent:
    profile: Profile
    present: dict[str, object]
    absent: tuple[str, ...]


@pytest.mark.parametrize(
    "case",
    [
        Sent(Profile(), {"temperature": 0.0, "seed": 7, "max_tokens": 4096}, ("max_completion_tokens",)),
        Sent(Profile(unsupported=frozenset({"temperature", "seed"})), {}, ("temperature", "seed")),
        Sent(Profile(output_parameter="max_completion_tokens"), {"max_completion_tokens": 4096}, ("max_tokens",)),
    ],
    ids=["defaults", "unsupported", "other name"],
)
async def test_an_endpoint_is_sent_only_what_it_takes(server: ChatServer, clients: Clients, case: Sent) -> None:
    await clients(profile=case.profile).complete(ask())
    sent = server.payloads[0]
    assert case.present.items() <= sent.items()
    assert not set(case.absent) & set(sent)


async def test_a_requests_own_ceiling_is_sent(server: ChatServer, clients: Clients) -> None:
    await clients().complete(dataclasses.replace(ask(), max_tokens=33))
    assert server.payloads[0]["max_tokens"] == 33


async def test_values_are_coerced(server: ChatServer, clients: Clients) -> None:
    server.will([says('{"records": [{"name": "Omar", "count": "9"}]}')])
    answer = await clients().complete(ask())
    assert answer.value.records[0].count == 9
    assert server.calls == 1
