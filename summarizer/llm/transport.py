"""The connection: one HTTP request for one call, with its faults named.

The chat-completions protocol is one POST of JSON, so it goes over aiohttp itself: the OpenAI SDK in between would take
twice as long as the request. Nothing is tried twice here (see `retry.py`), and no error that leaves carries the key or
the request.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Any

from summarizer.llm.faults import Fault, classify, unreadable
from summarizer.llm.http import Http
from summarizer.llm.prefixes import PrefixSlots
from summarizer.llm.specs import Endpoint
from summarizer.llm.wire import Call, FinishReason, Reply
from summarizer.usage import Usage

_FINISH: dict[str, FinishReason] = {
    "stop": "stop",
    "length": "length",
    "max_tokens": "length",
    "tool_calls": "tool_calls",
    "function_call": "tool_calls",
    "content_filter": "content_filter",
}


class Connection:
    """Keep-alive connections to one endpoint.

    Args:
        endpoint: where to ask.
        timeout: longest wait for one whole reply, in seconds.
        connections: how many may be open at once.
    """

    def __init__(self, endpoint: Endpoint, *, timeout: float, connections: int) -> None:
        self._endpoint = endpoint
        self._timeout = timeout
        self._http = Http(endpoint, connections=connections)
        self._slots = PrefixSlots(endpoint.slots) if endpoint.slots is not None else None

    async def post(self, call: Call) -> Reply:
        """Sends one request.

        Raises:
            Fault: no reply came, or none that can be read.
        """
        started = time.perf_counter()
        body, extra = await self._body(call)
        reply = _reply(body, time.perf_counter() - started, self._endpoint)
        return replace(reply, usage=reply.usage + extra)

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._http.aclose()

    async def _body(self, call: Call) -> tuple[object, Usage]:
        """Returns the body of the reply, and what was spent beside it."""
        started = time.perf_counter()
        body: object = None
        extra = Usage()
        fault: Fault | None = None
        try:
            async with asyncio.timeout(self._timeout):
                body, extra = await self._exchange(call)
        except Exception as error:
            fault = classify(error, self._endpoint, seconds=time.perf_counter() - started)
        # Raised out here, so that no error which may hold the key or the request is its context.
        if fault is not None:
            raise fault
        return body, extra

    async def _exchange(self, call: Call) -> tuple[object, Usage]:
        http = self._http
        if self._slots is None:
            return await http.post(http.url, call.payload), Usage()
        async with self._slots.hold(call, http) as (slot, extra):
            return await http.post(http.url, {**call.payload, "id_slot": slot, "cache_prompt": True}), extra


def _reply(body: object, seconds: float, endpoint: Endpoint) -> Reply:
    """Reads the body of a reply.

    Raises:
        Fault: it is no chat completion.
    """
    choices = body.get("choices") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(choices, list):
        raise unreadable(endpoint, seconds=seconds)
    usage = _usage(body.get("usage"), seconds)
    if not choices or not isinstance(choices[0], dict):
        return Reply(text="", usage=usage)
    message = choices[0].get("message") or {}
    text, tool_call = _words(message)
    refusal = message.get("refusal")
    return Reply(
        text=endpoint.blotted(text),
        finish_reason=_FINISH.get(choices[0].get("finish_reason") or "stop", "other"),
        refusal=endpoint.blotted(refusal) if refusal else None,
        tool_call=tool_call,
        usage=usage,
    )


def _words(message: dict[str, Any]) -> tuple[str, str | None]:
    calls = message.get("tool_calls") or []
    if calls:
        return calls[0].get("function", {}).get("arguments") or "", calls[0].get("id") or "call"
    return message.get("content") or "", None


def _usage(counts: object, seconds: float) -> Usage:
    if not isinstance(counts, dict):
        return Usage(calls=1, seconds=seconds)
    details = counts.get("prompt_tokens_details") or {}
    return Usage(
        calls=1,
        prompt_tokens=counts.get("prompt_tokens") or 0,
        cached_prompt_tokens=details.get("cached_tokens") or 0,
        completion_tokens=counts.get("completion_tokens") or 0,
        seconds=seconds,
    )
