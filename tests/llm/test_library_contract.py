"""What is relied on of openai, instructor and tenacity, by public names: a release that changes it fails here."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import instructor
import openai
import pytest
import tenacity
from instructor.core import InstructorRetryException, ResponseParsingError
from openai.types.chat import ChatCompletion

import summarizer.llm

FOLDER = Path(summarizer.llm.__file__).parent
MODES = {
    instructor.Mode.JSON_SCHEMA: "response_format",
    instructor.Mode.TOOLS: "tools",
    instructor.Mode.JSON: "messages",
    instructor.Mode.MD_JSON: "messages",
}
PRIVATE = ("instructor.v2", "openai._", "instructor.processing", "tenacity._", "aiohttp")


def imported(path: Path) -> set[str]:
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in sorted(FOLDER.glob("*.py"))])
def test_nothing_private_of_the_libraries_is_imported(path: Path) -> None:
    assert not [name for name in imported(path) if name.startswith(PRIVATE)]


def test_the_names_are_exported() -> None:
    assert {"patch", "OpenAISchema", "Mode"} <= set(instructor.__all__)
    assert {"AsyncOpenAI", "DefaultAioHttpClient", "Omit"} <= set(openai.__all__)
    assert {"APIStatusError", "APIConnectionError"} <= set(openai.__all__)
    assert {"AsyncRetrying", "retry_if_exception", "stop_after_attempt", "wait_exponential"} <= set(tenacity.__all__)


def test_the_sdk_takes_what_it_is_given() -> None:
    common = {"api_key", "max_retries", "default_headers", "http_client"}
    assert common | {"base_url", "default_query"} <= set(inspect.signature(openai.AsyncOpenAI).parameters)
    azure = set(inspect.signature(openai.AsyncAzureOpenAI.__init__).parameters)
    assert common | {"azure_endpoint", "azure_deployment", "api_version"} <= azure
    assert {"cast_to", "body", "options"} <= set(inspect.signature(openai.AsyncOpenAI.post).parameters)


async def test_a_post_brings_the_response_itself_and_is_made_once() -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200 if len(seen) == 1 else 500, text="not even JSON")

    transport = httpx2.MockTransport(answer)
    async with httpx2.AsyncClient(transport=transport) as http:
        sdk = openai.AsyncOpenAI(base_url="http://x/v1", api_key="k", max_retries=0, http_client=http)
        options: Any = {"headers": {"Authorization": openai.Omit()}}
        response = await sdk.post("/chat/completions", cast_to=httpx2.Response, body={"a": 1}, options=options)
        assert response.text == "not even JSON"
        assert str(seen[0].url) == "http://x/v1/chat/completions"
        assert "Authorization" not in seen[0].headers
        with pytest.raises(openai.APIStatusError):
            await sdk.post("/chat/completions", cast_to=httpx2.Response, body={"a": 1})
    assert len(seen) == 2


class Asked(instructor.OpenAISchema):
    """What is asked for."""

    taken: ClassVar[list[str]] = []

    @classmethod
    def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
        properties = {"records": {"type": "array", "items": {"type": "string"}}}
        return {"title": "Asked", "type": "object", "properties": properties, "required": ["records"]}

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Any:
        cls.taken.append(str(json_data))
        if "good" not in str(json_data):
            raise ResponseParsingError("the reason")
        return cls()


def replied(mode: instructor.Mode, text: str) -> ChatCompletion:
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if mode is instructor.Mode.TOOLS:
        call = {"id": "c1", "type": "function", "function": {"name": "Asked", "arguments": text}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    return ChatCompletion.model_validate(
        {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
    )


@pytest.mark.parametrize("mode", [pytest.param(mode, id=mode.value) for mode in MODES])
async def test_a_patched_function_is_asked_again_with_the_reason(mode: instructor.Mode) -> None:
    sent: list[dict[str, Any]] = []
    texts = iter(["bad", "good"])

    async def create(**fields: Any) -> ChatCompletion:
        sent.append({**fields, "messages": list(fields["messages"])})
        return replied(mode, next(texts))

    Asked.taken.clear()
    ask: Any = instructor.patch(create=create, mode=mode)
    turns = [{"role": "system", "content": "s"}, {"role": "user", "content": "{{ not a template }}"}]
    value = await ask(response_model=Asked, max_retries=1, strict=False, messages=turns, model="m", seed=7)
    assert isinstance(value, Asked)
    assert Asked.taken == ["bad", "good"]
    assert len(turns) == 2
    assert "records" in str(sent[0][MODES[mode]])
    assert sent[0]["messages"][1]["content"].startswith("{{ not a template }}")
    assert {k: v for k, v in sent[0].items() if k != "messages"} == {
        k: v for k, v in sent[1].items() if k != "messages"
    }
    first = sent[0]["messages"]
    assert sent[1]["messages"][: len(first)] == first
    reply, reason = sent[1]["messages"][len(first) :]
    assert "bad" in str(reply)
    assert "the reason" in reason["content"]


async def test_the_end_of_re_asks_and_a_fault_of_the_way_are_told_apart_by_us() -> None:
    async def unfit(**_: Any) -> ChatCompletion:
        return replied(instructor.Mode.JSON_SCHEMA, "bad")

    calls = 0

    async def broken(**_: Any) -> ChatCompletion:
        nonlocal calls
        calls += 1
        raise ConnectionError("gone")

    turns = [{"role": "user", "content": "q"}]
    for create in (unfit, broken):
        ask: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        with pytest.raises(InstructorRetryException, match=r"the reason|gone"):
            await ask(response_model=Asked, max_retries=1, messages=turns)
    assert calls == 1, "a fault of the way is not asked again"
