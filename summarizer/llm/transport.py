"""The connection: one HTTP request for one call, with its faults named.

Nothing is tried twice here (see `retry.py`), and no error that leaves carries the key or the request.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from summarizer.llm.faults import Fault, classify
from summarizer.llm.prefixes import PrefixSlots
from summarizer.llm.replies import read_body
from summarizer.llm.sdk import COMPLETIONS, Sdk
from summarizer.llm.specs import Endpoint
from summarizer.llm.wire import Call, Reply
from summarizer.usage import Usage


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
        self._sdk = Sdk(endpoint, connections=connections)
        self._slots = PrefixSlots(endpoint.slots) if endpoint.slots is not None else None

    async def post(self, call: Call) -> Reply:
        """Sends one request.

        Raises:
            Fault: no reply came, or none that can be read.
        """
        started = time.perf_counter()
        body, extra = await self._body(call)
        reply = read_body(body, time.perf_counter() - started, self._endpoint)
        return replace(reply, usage=reply.usage + extra)

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._sdk.aclose()

    async def _body(self, call: Call) -> tuple[bytes, Usage]:
        """The body of the reply, and what was spent beside it."""
        started = time.perf_counter()
        body, extra = b"", Usage()
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

    async def _exchange(self, call: Call) -> tuple[bytes, Usage]:
        if self._slots is None:
            return await self._post(call.payload), Usage()
        async with self._slots.hold(call, self._sdk) as (slot, extra):
            return await self._post({**call.payload, "id_slot": slot, "cache_prompt": True}), extra

    async def _post(self, payload: Mapping[str, Any]) -> bytes:
        try:
            response = await self._sdk.post(COMPLETIONS, payload)
        except UnicodeEncodeError:  # a lone surrogate in the text, which no request can hold
            response = await self._sdk.post(COMPLETIONS, _encodable(payload))
        return response.content


def _encodable(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A payload with the mark for unreadable characters in place of lone surrogates."""
    text = json.dumps(payload, ensure_ascii=False).encode("utf-8", errors="replace").decode()
    encodable: dict[str, Any] = json.loads(text)
    return encodable
