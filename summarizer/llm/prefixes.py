"""The embedded server reads the prompt prefix once: its state is saved and restored before each question.

A question about a passage shares its instructions and examples with every other of its topic. The server's slots can
save their state to a file and restore it in milliseconds (llama.cpp's `/slots` API), so that the constant part is read
once on a machine, in whichever slot is free. Restored before every question, it also makes an answer depend on nothing
that was asked before.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from summarizer.llm.sdk import COMPLETIONS, Sdk
from summarizer.llm.specs import SlotServer
from summarizer.llm.wire import Call
from summarizer.usage import Usage

KEPT_FILES = 12
"""Saved states kept in the folder; one of 500 tokens of the 1.5B model takes 15 MB."""


@dataclass
class PrefixSlots:
    """Hands out slots, each with the constant part of its prompt already read.

    Attributes:
        server: the server.
    """

    server: SlotServer
    _free: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for slot in range(self.server.count):
            self._free.put_nowait(slot)

    @asynccontextmanager
    async def hold(self, call: Call, sdk: Sdk) -> AsyncIterator[tuple[int, Usage]]:
        """Holds a slot for a call; yields its number and what reading the constant part cost.

        Args:
            call: what will be asked; its first `prefix` messages are the constant part.
            sdk: the connection to the server.
        """
        slot = await self._free.get()
        try:
            yield slot, await self._prepare(slot, call, sdk) if call.prefix else Usage()
        finally:
            self._free.put_nowait(slot)

    async def _prepare(self, slot: int, call: Call, sdk: Sdk) -> Usage:
        name = self._file_name(call)
        async with self._locks.setdefault(name, asyncio.Lock()):
            if (self.server.folder / name).exists() and await self._act(sdk, slot, "restore", name):
                return Usage()
            usage = await self._read(slot, call, sdk)
            await self._act(sdk, slot, "save", name)
            self._prune()
            return usage

    async def _read(self, slot: int, call: Call, sdk: Sdk) -> Usage:
        """Has the server read the constant part; the one token that it writes is of no use."""
        body = {
            "model": call.payload["model"],
            "messages": call.payload["messages"][: call.prefix],
            "max_tokens": 1,
            "id_slot": slot,
            "cache_prompt": False,
        }
        reply = (await sdk.post(COMPLETIONS, body)).json()
        counts = reply.get("usage") or {} if isinstance(reply, dict) else {}
        return Usage(
            calls=1,
            prompt_tokens=counts.get("prompt_tokens", 0),
            completion_tokens=counts.get("completion_tokens", 0),
        )

    async def _act(self, sdk: Sdk, slot: int, action: str, name: str) -> bool:
        """Saves or restores a slot's state; a state that the server refuses is read anew."""
        from openai import APIStatusError

        try:
            await sdk.post(f"{self.server.url}/slots/{slot}?action={action}", {"filename": name})
        except APIStatusError:
            return False
        return True

    def _file_name(self, call: Call) -> str:
        constant = [self.server.engine, call.payload["messages"][: call.prefix]]
        return hashlib.sha256(json.dumps(constant, ensure_ascii=False).encode()).hexdigest()[:24] + ".state"

    def _prune(self) -> None:
        """Keeps the newest states; another process may prune at the same time."""
        states = sorted(self.server.folder.glob("*.state"), key=lambda path: path.stat().st_mtime)
        for path in states[:-KEPT_FILES]:
            path.unlink(missing_ok=True)
