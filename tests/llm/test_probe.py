"""Whether an endpoint can be used is asked as the client asks, and an answer that is no API's is no good news."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from pydantic import SecretStr

from llm.asking import CANARY
from summarizer.llm.probe import OK, probe
from summarizer.llm.specs import Endpoint

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def says(status: int, text: str) -> Handler:
    async def handle(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=text)

    return handle


MODELS = says(200, '{"object": "list", "data": []}')
REFUSES_NOTHING = says(400, '{"error": {"message": "messages: too short"}}')
ABSENT = says(404, '{"detail": "Not Found"}')
PAGE = says(200, "<!DOCTYPE html><p>Hello")


async def found(models: Handler, completions: Handler, *, azure: bool = False) -> tuple[str, list[web.Request]]:
    seen: list[web.Request] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append(request)
        return await (models if request.path.endswith("/models") else completions)(request)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    endpoint = Endpoint(
        "custom/m",
        address if azure else f"{address}/v1",
        "m",
        SecretStr(CANARY),
        azure_api_version="2024-10-21" if azure else None,
    )
    try:
        return await probe(endpoint, timeout=5), seen
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("models", "completions", "words"),
    [
        pytest.param(MODELS, ABSENT, OK, id="a list of models"),
        pytest.param(ABSENT, REFUSES_NOTHING, OK, id="no list, but completions"),
        pytest.param(ABSENT, ABSENT, "answers HTTP 404", id="neither"),
        pytest.param(PAGE, PAGE, "not an API", id="a web page"),
        pytest.param(says(404, "<p>Gone"), PAGE, "not an API", id="a web page in place of completions"),
        pytest.param(REFUSES_NOTHING, REFUSES_NOTHING, "answers HTTP 400 to every request", id="400 to all"),
        pytest.param(says(401, "{}"), REFUSES_NOTHING, "refused the API key", id="a wrong key"),
        pytest.param(ABSENT, says(403, "{}"), "refused the API key", id="a wrong key, no list"),
    ],
)
async def test_what_an_endpoint_says_of_itself(models: Handler, completions: Handler, words: str) -> None:
    state, _ = await found(models, completions)
    assert words in state
    assert (state == OK) is (words == OK)
    assert CANARY not in state


async def test_azure_is_asked_with_its_own_header_below_no_deployment() -> None:
    state, [request] = await found(MODELS, ABSENT, azure=True)
    assert state == OK
    assert request.path_qs == "/openai/models?api-version=2024-10-21"
    assert request.headers["api-key"] == CANARY
    assert "Authorization" not in request.headers


async def test_nobody_there() -> None:
    assert "check the address" in await probe(Endpoint("custom/m", "http://127.0.0.1:9/v1", "m"), timeout=5)
