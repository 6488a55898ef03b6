"""A model that answers from a script: for tests, examples and notebooks, without a network and without waiting.

It stands behind the same seam as the client. Replies are validated by the request's response model, a reply that does
not fit is asked for once more, and so is one that the request's check refuses.

    llm = ScriptedLLM([{"records": [{"killed": "nine"}]}])
    completion = await llm.complete(request)
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.errors import ModelError, ReplyError
from summarizer.llm.types import Completion, Request
from summarizer.usage import Usage

T = TypeVar("T", bound=BaseModel)

ScriptedReply = BaseModel | Mapping[str, Any] | str | Exception
"""A value, its JSON as data or as text, or an error to raise."""

Script = Callable[[Request[Any]], ScriptedReply] | Mapping[str, ScriptedReply] | Sequence[ScriptedReply]
"""A function of the request, replies by the request's label, or replies in turn."""


class ScriptedLLM:
    """Answers from a script.

    Args:
        script: a function of the request; replies by label; or replies in turn, each given once.
        name: the model's name, as in a briefing.
        latency: seconds to wait before each reply.

    Attributes:
        requests: what was asked, in order; a re-ask is not listed again.
    """

    def __init__(self, script: Script, *, name: str = "scripted", latency: float = 0.0) -> None:
        self._reply = _as_function(script)
        self._name = name
        self._latency = latency
        self.requests: list[Request[Any]] = []

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    async def complete(self, request: Request[T]) -> Completion[T]:
        """Answers one request from the script.

        Raises:
            ModelError: the script says so, is at its end, or its reply does not fit the response model twice.
        """
        self.requests.append(request)
        value, reason = await self._turn(request)
        calls = 1
        if reason is not None:
            calls = 2
            first = value
            value, reason = await self._turn(request)
            value = first if value is None else value
        usage = Usage(calls=calls)
        if value is None:
            raise ReplyError(f"the scripted reply to {request.label!r} does not fit the schema: {reason}", usage=usage)
        return Completion(value=value, usage=usage)

    async def aclose(self) -> None:
        """Does nothing: a script holds nothing open."""

    async def _turn(self, request: Request[T]) -> tuple[T | None, str | None]:
        """The next reply and the reason to ask again; the reply is `None` where it does not fit."""
        if self._latency:
            await asyncio.sleep(self._latency)
        reply = self._reply(request)
        if isinstance(reply, ModelError):
            reply.usage = Usage(calls=1)
        if isinstance(reply, Exception):
            raise reply
        try:
            value = request.response_model.model_validate_json(_as_json(reply))
        except ValidationError as error:
            return None, str(error)
        return value, request.check(value) if request.check is not None else None


def _as_json(reply: BaseModel | Mapping[str, Any] | str) -> str:
    if isinstance(reply, str):
        return reply
    if isinstance(reply, BaseModel):
        return reply.model_dump_json(by_alias=True)
    return json.dumps(reply)


def _as_function(script: Script) -> Callable[[Request[Any]], ScriptedReply]:
    if isinstance(script, Mapping):
        return _by_label(script)
    return script if callable(script) else _in_turn(script)


def _by_label(replies: Mapping[str, ScriptedReply]) -> Callable[[Request[Any]], ScriptedReply]:
    def reply(request: Request[Any]) -> ScriptedReply:
        known = replies.get(request.label)
        if known is None:
            return ReplyError(f"the script has no reply to {request.label!r}; it has {', '.join(map(repr, replies))}")
        return known

    return reply


def _in_turn(replies: Sequence[ScriptedReply]) -> Callable[[Request[Any]], ScriptedReply]:
    rest = iter(replies)

    def reply(request: Request[Any]) -> ScriptedReply:
        return next(rest, ReplyError(f"the script of {len(replies)} replies ended before {request.label!r}"))

    return reply
