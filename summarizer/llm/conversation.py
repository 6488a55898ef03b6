"""The way from a question to a value: reading, bounded re-asks, the rest of a truncated reply."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from pydantic import BaseModel

from summarizer.errors import ModelError, ReplyError
from summarizer.llm.observe import Moment
from summarizer.llm.structure import InvalidReply, Structure
from summarizer.llm.truncation import complete_part, join
from summarizer.llm.types import Completion, Request
from summarizer.llm.wire import Call, Reply
from summarizer.usage import Usage

T = TypeVar("T", bound=BaseModel)

Send = Callable[[Call], Awaitable[Reply]]
Tell = Callable[[Moment, str], None]

_GO_ON = (
    "Your reply was cut off; what stands above is kept. Reply once more in the same JSON form, holding only what is "
    "still missing, and an empty list where nothing is."
)


@dataclass(frozen=True)
class _Reading(Generic[T]):
    """What a reply came to: a value, a reason to ask again, or both.

    Attributes:
        reply: the reply, as a re-ask quotes it.
        value: what it says; `None` where it does not fit the schema.
        reason: why to ask again; `None` where there is none.
        truncated: whether the reply was cut off and its rest could not be had.
    """

    reply: Reply
    value: T | None
    reason: str | None
    truncated: bool = False


@dataclass
class Conversation(Generic[T]):
    """One question and what follows from it.

    Attributes:
        request: the question.
        structure: how its response model is asked for and read.
        first: the call that asks it.
        send: gets the reply to a call.
        tell: is told of re-asks and truncations, with the reason.
        reasks: how often a reply that does not fit the schema is sent back.
        usage: what the conversation has cost so far.
        good: calls with the replies to remember for them.
    """

    request: Request[T]
    structure: Structure[T]
    first: Call
    send: Send
    tell: Tell
    reasks: int
    usage: Usage = field(default_factory=Usage)
    good: list[tuple[Call, Reply]] = field(default_factory=list)

    async def run(self) -> Completion[T]:
        """Asks until there is a value, or no use in asking.

        Raises:
            ModelError: there is none.
        """
        reading = await self._turn(self.first)
        for _ in range(self.reasks):
            if reading.value is None:
                reading = await self._turn(self._reask(reading))
        if reading.value is not None and reading.reason is not None:
            reading = await self._second_look(reading)
        if reading.value is None:
            raise ReplyError(
                f"the reply to {self.request.label or 'a request'!r} does not fit the schema, asked "
                f"{_times(1 + self.reasks)}: {reading.reason}"
            )
        return Completion(value=reading.value, usage=self.usage, truncated=reading.truncated)

    async def _second_look(self, refused: _Reading[T]) -> _Reading[T]:
        """Asks once more for a value that the check refused; what was there stays where nothing better comes."""
        try:
            again = await self._turn(self._reask(refused))
        except ModelError:  # counted in the usage by `_ask`, and told by the client
            return refused
        return again if again.value is not None else refused

    def _reask(self, reading: _Reading[T]) -> Call:
        """Returns the first call with the last reply and the reason; earlier re-asks are not carried along."""
        reason = reading.reason or ""
        self.tell(Moment.REASKED, reason)
        return replace(self.first, payload=self.structure.reask(self.first.payload, reading.reply, reason))

    async def _turn(self, call: Call) -> _Reading[T]:
        reply = await self._ask(call)
        reading = await self._continued(call, reply) if reply.finish_reason == "length" else self._read(reply)
        if reading.value is None:
            return reading
        self.good.append((call, reply))
        if call is not self.first and not any(known is self.first for known, _ in self.good):
            # Next time the first question gets the reply that stood in the end.
            self.good.append((self.first, reply))
        reason = self.request.check(reading.value) if self.request.check is not None else None
        return replace(reading, reason=reason)

    async def _ask(self, call: Call) -> Reply:
        try:
            reply = await self.send(call)
        except ModelError as error:
            self.usage = self.usage + error.usage
            raise
        self.usage = self.usage + reply.usage
        if reply.refusal is not None or reply.finish_reason == "content_filter":
            words = reply.refusal or "the provider's content filter stopped it"
            raise ReplyError(f"the model refused to answer {self.request.label or 'a request'!r}: {words[:300]}")
        return reply

    def _read(self, reply: Reply) -> _Reading[T]:
        try:
            return _Reading(reply=reply, value=self.structure.read(reply), reason=None)
        except InvalidReply as error:
            return _Reading(reply=reply, value=None, reason=str(error))

    async def _continued(self, call: Call, reply: Reply) -> _Reading[T]:
        """Keeps the complete records of a reply that was cut off, and asks once for the rest."""
        kept = complete_part(reply.text)
        self.tell(Moment.TRUNCATED, f"cut off after {reply.usage.completion_tokens} tokens")
        if kept is None:
            raise ReplyError(
                f"the reply to {self.request.label or 'a request'!r} was cut off before its first record was complete: "
                "allow more tokens"
            )
        part = self._read(replace(reply, text=kept, finish_reason="stop"))
        rest_call = replace(call, payload=self.structure.go_on(call.payload, part.reply, _GO_ON))
        try:
            rest = await self._ask(rest_call)
        except ModelError:  # counted in the usage by `_ask`, and told by the client
            return replace(part, truncated=True)
        cut_again = rest.finish_reason == "length"
        rest_text = complete_part(rest.text) if cut_again else rest.text
        whole = join(kept, rest_text) if rest_text is not None else None
        joined = self._read(replace(part.reply, text=whole)) if whole is not None else part
        if joined.value is None or whole is None:
            return replace(part, truncated=True)
        self.good.append((rest_call, rest))
        return replace(joined, truncated=cut_again)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
