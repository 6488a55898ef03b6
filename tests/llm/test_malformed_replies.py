"""Replies as providers send them, over each topic: each ends as records or as a named failure, none as "none found"."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import web

from llm.asking import QUICK, Clients
from llm.chat_server import ChatServer, Payload, completion
from summarizer.article import Article
from summarizer.briefing import Briefing
from summarizer.errors import ModelUnavailable
from summarizer.llm.client import Client
from summarizer.llm.profiles import Profile
from summarizer.session import Summarizer

ARTICLE = Article(
    text='A drone killed nine "bus passengers" near Sumy, officials said. President Volodymyr Zelenskyy called for '
    '"tougher" sanctions on Russia. President Donald Trump demanded an "immediate" ceasefire.'
)
RECORDS: dict[str, dict[str, Any]] = {
    "CasualtyReport": {
        "evidence": ['A drone killed nine "bus passengers" near Sumy, officials said.'],
        "killed": "nine",
        "victims": "bus passengers",
    },
    "SanctionsCall": {
        "evidence": ['President Volodymyr Zelenskyy called for "tougher" sanctions on Russia.'],
        "actor": "Volodymyr Zelenskyy",
        "target": "Russia",
        "status": "called_for",
    },
    "CeasefirePosition": {
        "evidence": ['President Donald Trump demanded an "immediate" ceasefire.'],
        "actor": "Donald Trump",
        "stance": "demands",
    },
}
Record = dict[str, Any]
Body = Callable[[Record], object]


def says(words: Callable[[Record], object], **choice: Any) -> Body:
    """A completion whose content is made of the record."""

    def body(record: Record) -> object:
        return completion(words(record), **choice)

    return body


def answer(record: Record) -> str:
    return json.dumps({"records": [record]})


def with_nulls(record: Record) -> str:
    absent = {"location": None, "date_text": None, "source": None, "victim_type": None, "responsibility": None}
    return json.dumps({"records": [{**absent, **record}]})


def with_commas(record: Record) -> str:
    return answer(record).replace("]", ",]").replace("}", ",}")


def with_wrong_case(record: Record) -> str:
    return json.dumps({"Records": [{name.title(): value for name, value in record.items()}]})


def with_bare_quotes(record: Record) -> str:
    """The evidence holds quotation marks that nobody escaped."""
    return answer(record).replace('\\"', '"')


def tool_calls(arguments: object, **more: Any) -> dict[str, Any]:
    call = {"id": "c1", "type": "function", "function": {"name": "Reply", "arguments": arguments}}
    return completion(None, finish="tool_calls", tool_calls=[call], **more)


def without_usage(record: Record) -> object:
    return {name: value for name, value in completion(answer(record)).items() if name != "usage"}


def strange_usage(record: Record) -> object:
    return {**completion(answer(record)), "usage": {"prompt_tokens": None, "prompt_tokens_details": []}}


TAKEN: dict[str, Body] = {
    "text parts": says(lambda r: [{"type": "text", "text": answer(r)[:9]}, {"type": "text", "text": answer(r)[9:]}]),
    "a thinking part before": says(
        lambda r: [{"type": "thinking", "thinking": []}, {"type": "text", "text": answer(r)}]
    ),
    "content as an object": says(lambda r: {"records": [r]}),
    "a code fence in prose": says(lambda r: f"Here you are:\n```json\n{answer(r)}\n```\nAnything else?"),
    "an unnamed fence that does not end": says(lambda r: f"```\n{answer(r)}"),
    "thoughts that hold JSON": says(lambda r: f'<think>Say {{"records": [{{"evidence": []}}]}}?</think>{answer(r)}'),
    "the end of thoughts alone": says(lambda r: f"So I copy {{it}}.\n</think>\n\n{answer(r)}"),
    "thoughts that do not end": says(lambda r: f"<think>\nI copy it. {answer(r)}"),
    "channels": says(
        lambda r: f"<|channel|>analysis<|message|>{{}}?<|end|><|start|>assistant<|channel|>final<|message|>{answer(r)}"
    ),
    "a tool call": lambda r: tool_calls(answer(r)),
    "a tool call with an object": lambda r: tool_calls({"records": [r]}),
    "a function call": lambda r: completion(None, function_call={"name": "Reply", "arguments": answer(r)}),
    "a tool call written as text": says(
        lambda r: "<tool_call>\n" + json.dumps({"name": "Reply", "arguments": {"records": [r]}}) + "\n</tool_call>"
    ),
    "the answer among the thoughts": lambda r: completion(None, reasoning_content=answer(r)),
    "null for what is absent": says(with_nulls),
    "commas before brackets": says(with_commas),
    "Python in place of JSON": says(lambda r: repr({"records": [{**r, "cumulative": False}]})),
    "half a character": says(
        lambda r: answer(r).replace("drone ", "drone \ud83d ").replace("President ", "President \ud83d ")
    ),
    "half a character as an escape": says(
        lambda r: answer(r).replace(" killed", " \\ud83dkilled").replace("dent ", "dent\\ud83d ")
    ),
    "a byte order mark": says(lambda r: "\ufeff" + answer(r)),
    "braces in prose": says(lambda r: f"With {{x}} and [1] in mind: {answer(r)} That is {{all}}."),
    "a bare list": says(lambda r: json.dumps([r])),
    "one bare record": says(lambda r: json.dumps(r)),
    "an object where the list belongs": says(lambda r: json.dumps({"records": r})),
    "a record a line": says(lambda r: f"{json.dumps(r)}\n{json.dumps(r)}"),
    "JSON in a JSON string": says(lambda r: json.dumps(answer(r))),
    "the list as a string": says(lambda r: json.dumps({"records": json.dumps([r])})),
    "evidence without its list": says(lambda r: json.dumps({"records": [{**r, "evidence": r["evidence"][0]}]})),
    "keys in another case": says(with_wrong_case),
    "a wrapping object": says(lambda r: json.dumps({"response": {"records": [r]}})),
    "the schema with the answer in it": says(lambda r: json.dumps({"type": "object", "properties": {"records": [r]}})),
    "line ends within strings": says(lambda r: answer(r).replace(" killed", "\nkilled").replace(" for", "\nfor")),
    "quotes that nobody escaped": says(with_bare_quotes),
    "the answer given twice": says(lambda r: f"{answer(r)}\n{answer(r)}"),
    "no usage": without_usage,
    "a strange usage": strange_usage,
    "a completion in a list": lambda r: [completion(answer(r))],
}

QUOTA = {"message": "Rate limit exceeded: free-models-per-day", "code": 429}
CUT = '{"records": [], "note": "'


def choice(**fields: Any) -> dict[str, Any]:
    whole = completion("")
    whole["choices"][0].update(fields)
    return whole


FAILED: dict[str, tuple[Body, str]] = {
    "empty": (says(lambda _: ""), "the reply was empty"),
    "white space": (says(lambda _: "\n\n  "), "the reply was empty"),
    "null content": (says(lambda _: None), "the reply was empty"),
    "no choices": (lambda _: {**completion(""), "choices": []}, "the reply was empty"),
    "null for choices": (lambda _: {**completion(""), "choices": None}, "instead of a chat completion"),
    "no message": (lambda _: choice(message=None), "the reply was empty"),
    "prose": (says(lambda _: "I could not find anything of the kind."), "is not JSON"),
    "prose in braces": (says(lambda _: "{I could not find anything}"), "is not JSON"),
    "the word null": (says(lambda _: "null"), "is not JSON"),
    "an empty object": (says(lambda _: "{}"), "records: Field required"),
    "an empty list": (says(lambda _: "[]"), "no valid reply"),
    "null for the list": (says(lambda _: '{"records": null}'), "records: Field required"),
    "an error as the answer": (says(lambda _: '{"error": "context too long"}'), "no valid reply"),
    "two answers": (says(lambda r: f'{answer(r)}\nOr: {{"records": []}}'), "more than one JSON value"),
    "a daily quota": (lambda _: {"error": QUOTA}, "quota is used up .*free-models-per-day"),
    "a quota by words": (
        lambda _: {"error": {"message": "exceeded your current quota"}},
        "quota is used up",
    ),
    "an error in the choice": (lambda _: choice(error={"message": "upstream gone", "code": 502}), "upstream gone"),
    "an error as words": (lambda _: {"error": "model is loading"}, "model is loading"),
    "an error object at the top": (lambda _: {"object": "error", "message": "bad seed", "code": 400}, "bad seed"),
    "a detail": (lambda _: {"detail": "no such worker"}, "no such worker"),
    "a wrong key": (lambda _: {"error": {"message": "no auth", "code": 401}}, "refused the API key"),
    "a web page": (lambda _: b"<!DOCTYPE html><p>Sign in</p>", "a web page instead of a chat completion"),
    "an empty body": (lambda _: b"", "an empty body instead of a chat completion"),
    "a stream": (lambda _: b'data: {"choices": []}\n\ndata: [DONE]\n', "instead of a chat completion"),
    "a number": (lambda _: 7, "instead of a chat completion"),
    "cut while thinking": (says(lambda r: f"<think>Like {answer(r)}, and", finish="length"), "still thinking"),
    "cut in the first record": (says(lambda r: answer(r)[:30], finish="length"), "before its first record"),
    "cut with an empty list": (says(lambda _: CUT, finish="length"), "before its first record"),
    "white space to the limit": (
        says(lambda _: '{"records": []' + "\n" * 99, finish="length"),
        "before its first record",
    ),
    "a content filter": (says(lambda _: "", finish="content_filter"), "content filter"),
    "another content filter": (lambda _: choice(finish_reason="SAFETY"), "content filter"),
    "a refusal": (lambda _: completion(None, refusal="I can't do that."), "refused to answer"),
    "a refusal among parts": (says(lambda _: [{"type": "refusal", "refusal": "I won't."}]), "refused to answer"),
    "a shape of its own": (says(lambda _: '{"records": [["nine", "killed"]]}'), "no valid reply"),
}

KEPT: dict[str, tuple[Body, str]] = {
    "cut in the second record": (says(lambda r: answer(r)[:-2] + ', {"evidence": ["A', finish="length"), "cut off"),
    "cut in a fence": (says(lambda r: f"```json\n{answer(r)[:-2]}, ", finish="length"), "cut off"),
    "cut in a bare list": (says(lambda r: json.dumps([r])[:-1] + ', {"evi', finish="max_tokens"), "cut off"),
    "cut and called whole": (says(lambda r: answer(r)[:-2] + ', {"evidence": ["A'), "cut off"),
    "one record of two unfit": (says(lambda r: json.dumps({"records": [r, {"evidence": 0}]})), "dropped"),
}


@dataclass
class Provider:
    """Answers each question with the record of its topic in one form."""

    body: Body

    async def __call__(self, _: web.Request, payload: Payload) -> web.StreamResponse:
        schema = json.dumps([payload.get("response_format"), payload.get("tools")])
        body = self.body(next(record for name, record in RECORDS.items() if f'"{name}' in schema))
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return web.Response(body=data, content_type="text/html" if isinstance(body, bytes) else "application/json")


async def briefed(server: ChatServer, clients: Clients, body: Body, mode: str = "json_schema") -> Briefing:
    server.otherwise = Provider(body)
    profile = Profile(calls="per-topic", mode="tools" if mode == "tools" else "json_schema")
    client: Client = clients(profile=profile, config=replace(QUICK, timeout=60.0))
    with Summarizer(llm=client, strategy="document", summary="composed") as summarizer:
        return await summarizer.abrief(ARTICLE)


@pytest.mark.parametrize("mode", ["json_schema", "tools"])
@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in TAKEN.items()])
async def test_the_answer_is_there_and_taken(server: ChatServer, clients: Clients, body: Body, mode: str) -> None:
    briefing = await briefed(server, clients, body, mode)
    assert briefing.failures == ()
    assert {topic: len(records) for topic, records in briefing.records.items()} == {
        "casualties": 1,
        "sanctions": 1,
        "ceasefire": 1,
    }
    assert briefing.casualties[0].killed is not None
    assert briefing.casualties[0].killed.best == 9


@pytest.mark.parametrize(("body", "words"), [pytest.param(*case, id=name) for name, case in FAILED.items()])
async def test_no_answer_is_a_named_failure(server: ChatServer, clients: Clients, body: Body, words: str) -> None:
    try:
        briefing = await briefed(server, clients, body)
    except ModelUnavailable as error:
        messages = [str(error)]
    else:
        assert [failure.topic for failure in briefing.failures] == ["casualties", "sanctions", "ceasefire"]
        assert not any(briefing.records.values())
        messages = [failure.message for failure in briefing.failures]
    assert all(re.search(words, message) for message in messages), messages


@pytest.mark.parametrize(("body", "words"), [pytest.param(*case, id=name) for name, case in KEPT.items()])
async def test_what_was_whole_is_kept_beside_the_failure(
    server: ChatServer, clients: Clients, body: Body, words: str
) -> None:
    briefing = await briefed(server, clients, body)
    assert [len(records) for records in briefing.records.values()] == [1, 1, 1]
    assert len(briefing.failures) == 3
    assert all(words in failure.message for failure in briefing.failures)


async def test_a_prompt_that_the_server_cut_is_a_failure_that_names_the_setting(
    server: ChatServer, clients: Clients
) -> None:
    counts = {"prompt_tokens": 4096, "completion_tokens": 9}
    server.otherwise = Provider(lambda _: {**completion('{"records": []}'), "usage": counts})
    article = Article(text=f"{ARTICLE.text} {'The talks went on. ' * 2000}")
    client = clients(profile=Profile(calls="per-topic"), config=replace(QUICK, timeout=60.0))
    with Summarizer(llm=client, strategy="document") as summarizer:
        briefing = await summarizer.abrief(article)
        assert [f.topic for f in briefing.failures] == ["casualties", "sanctions", "ceasefire"]
        assert all("num_ctx" in f.message and "read only 4,096 tokens" in f.message for f in briefing.failures)
        assert server.calls == 3, "asking again would not help"
        assert (await summarizer.abrief(ARTICLE)).failures == (), "a prompt of that size was read whole"
