"""One HTTP exchange with a model, as plain values: what was sent, what came back, and the key that names it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, Protocol

from summarizer.usage import Usage

Payload = Mapping[str, Any]
"""Body of a chat-completions request, as JSON values."""

FinishReason = Literal["stop", "length", "tool_calls", "content_filter", "other"]


@dataclass(frozen=True)
class Call:
    """What is sent to a model.

    Attributes:
        payload: body of the request: model, messages, schema and sampling.
        endpoint: lasting name of the endpoint.
        label: what the call is about.
        prefix: how many of the first messages are the same for every call of its kind; no part of the key.
    """

    payload: Payload
    endpoint: str
    label: str = ""
    prefix: int = 0

    @cached_property
    def key(self) -> str:
        """The SHA-256 of model, endpoint, messages, schema and sampling, in hex."""
        text = json.dumps([self.endpoint, self.payload], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, before anyone looked whether it is any good.

    Attributes:
        text: the words of the answer, or the arguments of its tool call.
        finish_reason: why the model stopped.
        refusal: the words with which it refused, if it did.
        tool_call: identifier of the tool call that `text` are the arguments of; `None` for plain words.
        usage: what the call cost, attempts that failed included.
    """

    text: str
    finish_reason: FinishReason = "stop"
    refusal: str | None = None
    tool_call: str | None = None
    usage: Usage = field(default_factory=Usage)


class Exchange(Protocol):
    """Anything that turns a call into a reply: a connection, a recording."""

    async def send(self, call: Call) -> Reply:
        """The reply to one call.

        Raises:
            ModelError: none came; `error.usage` says what the attempts cost.
        """
        ...

    async def aclose(self) -> None:
        """Lets go of connections and files."""
        ...
