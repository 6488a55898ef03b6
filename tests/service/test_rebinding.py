"""A name that answers with another address the next time it is asked for does not lead into a private network."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import Any

import pytest
from web.site import on_the_loopback, page

from summarizer.errors import UnreadableInput
from summarizer.loading.web import Fetcher

NAME = "news.example"


class Rebinding(asyncio.SelectorEventLoop):
    """A loop whose resolver knows one name, and gives it an inner address after a number of answers.

    Args:
        answers: how often the name is an allowed address before.
    """

    def __init__(self, answers: int) -> None:
        super().__init__()
        self.answers = answers

    async def getaddrinfo(self, host: Any, port: Any, **_: Any) -> Any:
        assert host == NAME, "an address that was checked is asked for again by its name"
        self.answers -= 1
        address = "127.0.0.1" if self.answers >= 0 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


@pytest.mark.parametrize("answers", range(6))
def test_an_address_that_was_checked_is_the_one_that_is_connected_to(answers: int) -> None:
    with on_the_loopback() as site, on_the_loopback("127.0.0.2", site.port) as inside:
        inside.put("/second", page(title="A secret"))
        site.put("/first", b"", status=302, headers={"Location": f"http://{NAME}:{site.port}/second"})
        site.put("/second", page())
        fetcher = Fetcher(site.policy)
        with (
            asyncio.Runner(loop_factory=lambda: Rebinding(answers)) as runner,
            contextlib.suppress(UnreadableInput),  # a refusal is as good, where the address is an inner one
        ):
            assert b"A secret" not in runner.run(fetcher.afetch(f"http://{NAME}:{site.port}/first")).data
        assert site.asked == ["/first", "/second"] or answers < 5  # robots.txt is asked for too
        assert inside.asked == []
        assert not inside.agents
