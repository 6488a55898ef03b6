"""From a request to a value: bounded re-asks, continuation of truncated replies, the caller's check."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from summarizer.errors import ModelError, ReplyError
from summarizer.llm.observe import Moment
from summarizer.llm.reading import CutOff, Unfit, answer_json, without_thoughts
from summarizer.llm.structure import Structure
from summarizer.llm.truncation import complete_part, join, unfinished
from summarizer.llm.types import Completion, Request
from summarizer.llm.wire import Call, Reply
from summarizer.usage import Usage

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

T = TypeVar("T", bound=BaseModel)

Send = Callable[[Call], Awaitable[Reply]]
Tell = Callable[[Moment, str], None]

for _library in ("instructor", "openai"):
    # Without a handler, Python prints the libraries' errors on the user's terminal; ours say the same better.
    logging.getLogger(_library).addHandler(logging.NullHandler())

_GO_ON = (
    "Your reply was cut off; what stands above is kept. Reply once more in the same JSON form, holding only what is "
    "still missing, and an empty list where nothing is."
)
_CORRECT = "Correct your JSON ONLY RESPONSE, based on the following errors:\n"


@dataclass
class _Asking:
    """One question, asked until its reply fits.

    Attributes:
        messages: how many messages the first request has.
        sent: how many the last one had.
        calls: calls and replies of the last request.
        reply: the last reply, as it was read.
        cut: names of the lists that are not whole, where it was cut off and its rest could not be had.
        failed: why no reply came.
        unfit: why some records were left out.
    """

    messages: int = 0
    sent: int = 0
    calls: list[tuple[Call, Reply]] = field(default_factory=list)
    reply: Reply | None = None
    cut: frozenset[str] = frozenset()
    failed: BaseException | None = None
    unfit: str = ""


@dataclass
class Conversation(Generic[T]):
    """One question and what follows from it.

    Attributes:
        request: the question.
        structure: how its response model is asked for and read.
        fields: what the request's body holds beside messages and schema.
        call: what is known of every call: endpoint, label and prefix.
        send: gets the reply to a call.
        tell: is told of re-asks and truncations, with the reason.
        reasks: how often a reply that does not fit the schema is sent back.
        usage: what the conversation has cost so far.
        good: calls with the replies to remember for them.
    """

    request: Request[T]
    structure: Structure[T]
    fields: dict[str, Any]
    call: Call
    send: Send
    tell: Tell
    reasks: int
    usage: Usage = field(default_factory=Usage)
    good: list[tuple[Call, Reply]] = field(default_factory=list)
    _first: Call | None = None

    async def run(self) -> Completion[T]:
        """Asks until there is a value, or no use in asking.

        Raises:
            ModelError: there is none.
        """
        turns = [{"role": message.role, "content": message.content} for message in self.request.messages]
        value, asking = await self._ask(turns, self.reasks)
        check = self.request.check if not asking.unfit else None
        reason = check(value) if check is not None else None
        if reason is not None and asking.reply is not None:
            self.tell(Moment.REASKED, reason)
            again = [*turns, *self.structure.turns(asking.reply, _CORRECT + reason)]
            # What was there stays where nothing better comes: the cost is in the usage, the fault was told.
            with contextlib.suppress(ModelError):
                second = await self._ask(again, 0)
                value, asking = (value, asking) if second[1].unfit else second
        return Completion(value, self.usage, truncated=bool(asking.cut), unfit=asking.unfit, cut=asking.cut)

    async def _ask(self, turns: list[dict[str, Any]], reasks: int) -> tuple[T, _Asking]:
        """Has instructor ask, and ask again where the reply does not fit.

        Raises:
            ModelError: no reply came, or none that fits.
        """
        from instructor.core import InstructorRetryException

        asking = _Asking()

        async def create(**fields: Any) -> ChatCompletion:
            try:
                return self.structure.completion(await self._reply(fields, asking))
            except BaseException as error:
                asking.failed = error
                raise

        unfit = ""
        value: T | None = None
        try:
            value = await self.structure.asking(create)(
                response_model=self.structure.asked,
                max_retries=reasks,
                strict=False,
                messages=turns,
                **self.fields,
            )
        except InstructorRetryException as error:
            unfit = "; ".join(str(error.failed_attempts[-1].exception if error.failed_attempts else error).split("\n"))
        # Raised out here, so that no error that holds the whole request is its context.
        if asking.failed is not None:
            raise asking.failed
        if value is None and asking.reply is not None:
            value, asking.unfit = self.structure.fitting_part(asking.reply.text), unfit
        if value is None:
            unfit = unfit.partition("; answer with JSON")[0]  # what follows is for the model
            name = self.request.label or "a request"
            raise ReplyError(f"no valid reply to {name!r} after {_attempts(1 + reasks)}: {unfit}")
        if not asking.unfit:
            self._remember(asking)
        return value, asking

    async def _reply(self, fields: dict[str, Any], asking: _Asking) -> Reply:
        """Gets the reply to a request as instructor makes it, its rest included where it was cut off."""
        messages = list(fields["messages"])
        if asking.sent:
            new = messages[asking.sent :]
            asking.sent = len(messages)
            # Instructor keeps every re-ask; sent is the question with the last one.
            messages = [*messages[: asking.messages], *new]
            self.tell(Moment.REASKED, str(new[-1]["content"]))
        else:
            asking.messages = asking.sent = len(messages)
        call = replace(self.call, payload={**fields, "messages": messages})
        self._first = self._first or call
        reply = await self._sent(call)
        asking.calls, asking.cut = [(call, reply)], frozenset()
        answer = without_thoughts(reply.text)
        if reply.finish_reason == "length" or self._is_cut(reply):
            if answer.thinking and self._complete(answer.answer) is None:
                raise self._cut("while the model was still thinking")
            reply = await self._continued(call, replace(reply, text=answer.answer), asking)
        elif not answer.thinking:
            reply = replace(reply, text=answer.answer)
        asking.reply = reply
        return reply

    def _is_cut(self, reply: Reply) -> bool:
        """True for a reply that calls itself whole, ends in the middle of its JSON and holds a complete record."""
        text = reply.text
        if text.count("{") + text.count("[") <= text.count("}") + text.count("]"):
            return False
        try:
            answer_json(reply.text, self.structure.shape)
        except CutOff:
            return self._complete(without_thoughts(reply.text).answer) is not None
        except Unfit:
            return False
        return False

    def _remember(self, asking: _Asking) -> None:
        """Notes the replies that led to a value; next time the first question gets the one that stood in the end."""
        self.good.extend(asking.calls)
        if self._first is not None and not any(call is self._first for call, _ in self.good):
            self.good.append((self._first, asking.calls[0][1]))

    async def _sent(self, call: Call) -> Reply:
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

    def _cut(self, where: str) -> ReplyError:
        return ReplyError(
            f"the reply to {self.request.label or 'a request'!r} was cut off {where}: raise "
            "max_output_tokens in summarizer.toml"
        )

    async def _continued(self, call: Call, reply: Reply, asking: _Asking) -> Reply:
        """Keeps the complete records of a reply that was cut off, and asks once for the rest."""
        self.tell(Moment.TRUNCATED, f"cut off after {reply.usage.completion_tokens} tokens")
        complete = self._complete(reply.text)
        if complete is None:
            raise self._cut("before its first record was complete")
        part, kept = replace(reply, text=complete, finish_reason="stop"), self._fit(complete)
        if kept is None:
            return part  # instructor says why it does not fit
        part = replace(part, text=kept)
        asking.cut = self._unfinished(reply.text)
        rest_call = replace(call, payload={**call.payload, "messages": [*call.payload["messages"], *_go_on(kept)]})
        try:
            rest = await self._sent(rest_call)
        except ModelError:  # counted in the usage, and told by the client
            return part
        cut_again = rest.finish_reason == "length"
        rest_text = self._complete(without_thoughts(rest.text).answer) if cut_again else rest.text
        rest_text = self._fit(rest_text) if rest_text is not None else None
        whole = join(kept, rest_text) if rest_text is not None else None
        if whole is None or self._fit(whole) is None:
            return part
        asking.calls.append((rest_call, rest))
        asking.cut &= self._unfinished(without_thoughts(rest.text).answer) if cut_again else frozenset()
        return replace(part, text=whole)

    def _unfinished(self, text: str) -> frozenset[str]:
        """Names of the answer's lists that a text which was cut off does not hold to their end."""
        return unfinished(text, self._lists) or self._lists

    def _complete(self, text: str) -> str | None:
        """What is complete of a text which was cut off, as JSON."""
        return complete_part(text, several=len(self._lists) > 1)

    @property
    def _lists(self) -> frozenset[str]:
        """Names of the lists that an answer is made of."""
        return frozenset(name for name, part in self.structure.shape.properties.items() if part.kind == "array")

    def _fit(self, text: str) -> str | None:
        """The answer in a text, or `None` where it holds none that fits."""
        try:
            answer = answer_json(text, self.structure.shape)
            self.structure.read(answer)
        except Unfit:
            return None
        return answer


def _go_on(kept: str) -> list[dict[str, str]]:
    return [{"role": "assistant", "content": kept}, {"role": "user", "content": _GO_ON}]


def _attempts(count: int) -> str:
    return "1 attempt" if count == 1 else f"{count} attempts"
