"""What the tests of the client ask for, and clients whose waits are tiny."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, SecretStr

from llm.chat_server import ChatServer
from summarizer.llm.client import Client, ClientConfig
from summarizer.llm.profiles import Prices, Profile
from summarizer.llm.retry import RetryPolicy
from summarizer.llm.specs import Endpoint
from summarizer.llm.types import Check, Message, Request

CANARY = "sk-canary-4f1d9b7e2c"


class Item(BaseModel):
    name: str
    count: int


class Items(BaseModel):
    records: list[Item]


def ask(
    text: str = "Nine people met Omar.", *, check: Check | None = None, label: str = "items", **fields: Any
) -> Request[Items]:
    messages = (Message("system", "Copy names and numbers."), Message("user", text))
    return Request(messages, Items, check=check, label=label, **fields)


QUICK = ClientConfig(retry=RetryPolicy(attempts=4, base_delay=0.001, max_delay=0.004), timeout=2.0)
PROFILE = Profile(prices=Prices(prompt=1.0, cached_prompt=0.5, completion=10.0), concurrency=8)


@dataclass
class Clients:
    """Builds clients of the server, and closes them."""

    server: ChatServer
    open: list[Client] = field(default_factory=list)

    def __call__(self, *, profile: Profile = PROFILE, config: ClientConfig = QUICK, **parts: Any) -> Client:
        client = Client(self.endpoint(), profile, config=config, **parts)
        self.open.append(client)
        return client

    def endpoint(self) -> Endpoint:
        return Endpoint("custom/m", self.server.base_url, "m", SecretStr(CANARY), identity="the-server")
