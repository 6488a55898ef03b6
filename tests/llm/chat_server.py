"""A server of the chat-completions protocol on the loopback, which misbehaves as told and counts what it is asked."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from aiohttp import web

Payload = dict[str, Any]
Action = Callable[[web.Request, Payload], Awaitable[web.StreamResponse]]

GOOD = '{"records": [{"name": "Omar", "count": 9}]}'
"""What the server answers when it behaves."""


def completion(content: object = GOOD, *, finish: str = "stop", **message: Any) -> Payload:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


def says(content: str | None, *, finish: str = "stop", **message: Any) -> Action:
    async def act(_: web.Request, __: Payload) -> web.StreamResponse:
        return web.json_response(completion(content, finish=finish, **message))

    return act


good: Action = says(GOOD)


def calls_function(arguments: str) -> Action:
    async def act(_: web.Request, payload: Payload) -> web.StreamResponse:
        name = payload["tools"][0]["function"]["name"]
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
        return web.json_response(completion(None, finish="tool_calls", tool_calls=[call]))

    return act


def status(number: int, message: str = "", *, headers: dict[str, str] | None = None, **error: Any) -> Action:
    async def act(_: web.Request, __: Payload) -> web.StreamResponse:
        return web.json_response({"error": {"message": message, **error}}, status=number, headers=headers)

    return act


def throttled_until(seconds: float) -> Action:
    """429 with a Retry-After that is a date."""

    async def act(_: web.Request, __: Payload) -> web.StreamResponse:
        import time

        date = formatdate(time.time() + seconds, usegmt=True)
        return web.json_response({"error": {"message": "slow down"}}, status=429, headers={"Retry-After": date})

    return act


def text_body(text: str, *, content_type: str = "text/html") -> Action:
    async def act(_: web.Request, __: Payload) -> web.StreamResponse:
        return web.Response(text=text, content_type=content_type)

    return act


async def compressed(_: web.Request, __: Payload) -> web.StreamResponse:
    response = web.json_response(completion())
    response.enable_compression(web.ContentCoding.gzip)
    return response


async def moved(request: web.Request, _: Payload) -> web.StreamResponse:
    raise web.HTTPTemporaryRedirect(request.path)


async def reset(request: web.Request, _: Payload) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def hang(_: web.Request, __: Payload) -> web.StreamResponse:
    await asyncio.sleep(30)
    return web.Response()


async def slow_body(request: web.Request, _: Payload) -> web.StreamResponse:
    """Sends a byte now and then, and never the end."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    for byte in json.dumps(completion()).encode():
        await response.write(bytes([byte]))
        await asyncio.sleep(0.05)
    return response


async def cut_body(request: web.Request, _: Payload) -> web.StreamResponse:
    """Promises a whole body and closes the connection in its middle."""
    body = json.dumps(completion()).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    assert request.transport is not None
    request.transport.abort()
    return response


@dataclass
class ChatServer:
    """What the server does and has seen.

    Attributes:
        base_url: where it answers.
        plan: what it does with the next requests, in order; `otherwise` with all others.
        otherwise: what it does where the plan is at its end.
        payloads: bodies of the requests that came, in order.
        keys: authorization headers that came.
        requests: all that came, in order.
        in_flight: requests being answered, and the most there ever were.
    """

    base_url: str
    plan: list[Action] = field(default_factory=list)
    otherwise: Action = good
    payloads: list[Payload] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    requests: list[web.Request] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0

    @property
    def calls(self) -> int:
        return len(self.payloads)

    def will(self, actions: Sequence[Action]) -> None:
        self.plan.extend(actions)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        payload = await request.json()
        self.payloads.append(payload)
        self.requests.append(request)
        self.keys.add(request.headers.get("Authorization", ""))
        act = self.plan.pop(0) if self.plan else self.otherwise
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            return await act(request, payload)
        finally:
            self.in_flight -= 1


@asynccontextmanager
async def serving(secure: ssl.SSLContext | None = None) -> AsyncIterator[ChatServer]:
    server = ChatServer(base_url="")
    application = web.Application()
    application.router.add_post("/v1/chat/completions", server.answer)
    application.router.add_post("/openai/deployments/m/chat/completions", server.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=secure)
    await site.start()
    port = runner.addresses[0][1]
    server.base_url = f"http{'s' if secure else ''}://127.0.0.1:{port}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()
