"""A misbehaving server, and clients of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from llm.asking import Clients
from llm.chat_server import ChatServer, serving


@pytest.fixture
async def server() -> AsyncIterator[ChatServer]:
    async with serving() as running:
        yield running


@pytest.fixture
async def clients(server: ChatServer) -> AsyncIterator[Clients]:
    built = Clients(server)
    yield built
    for client in built.open:
        await client.aclose()
