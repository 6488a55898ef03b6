"""What instructor does for a schema, done once a schema: the request's part, the reading of a reply, the re-ask.

Only what a reply is made of goes through here: no transport, no retries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError

from summarizer.llm.profiles import Mode
from summarizer.llm.types import Message
from summarizer.llm.wire import Payload, Reply

T = TypeVar("T", bound=BaseModel)

_PER_CALL: frozenset[Mode] = frozenset({"json", "md_json"})
"""Modes that write the schema into the messages, which differ from call to call."""


class InvalidReply(ValueError):
    """A reply is not what the schema asks for; its text is the reason given to the model."""


def explain(error: ValidationError) -> str:
    """Returns a validation error as short lines for a model: where, and what is wrong."""
    lines = []
    for item in error.errors(include_url=False, include_context=False, include_input=True):
        where = ".".join(str(part) for part in item["loc"]) or "the reply"
        lines.append(f"{where}: {item['msg']}" + _given(item["input"]))
    return "\n".join(lines[:10])


def _given(value: object) -> str:
    return f" (you gave {value!r})" if isinstance(value, str | int | float) and len(repr(value)) <= 80 else ""


def handlers_for(mode: Mode) -> Any:
    """Returns instructor's functions for a mode; the first time, it and the SDK are loaded, which takes a second."""
    from instructor.v2.core.mode import Mode as InstructorMode
    from instructor.v2.core.providers import Provider
    from instructor.v2.core.registry import mode_registry

    modes = {
        "json_schema": InstructorMode.JSON_SCHEMA,
        "tools": InstructorMode.TOOLS,
        "json": InstructorMode.JSON,
        "md_json": InstructorMode.MD_JSON,
    }
    return mode_registry.get_handlers(Provider.OPENAI, modes[mode])


@dataclass(frozen=True)
class Structure(Generic[T]):
    """How one response model is asked for and read.

    Attributes:
        response_model: the class that replies must fit.
        constants: the part of the request that is the same in each call (schema as response format or tool).
        handlers: instructor's functions for the mode.
        mode: how the schema reaches the model.
    """

    response_model: type[T]
    constants: dict[str, Any]
    handlers: Any
    mode: Mode

    @classmethod
    def build(cls, response_model: type[T], mode: Mode) -> Structure[T]:
        """Builds what can be built once: the JSON Schema, and instructor's handlers."""
        handlers = handlers_for(mode)
        constants: dict[str, Any] = {}
        if mode not in _PER_CALL:
            _, constants = handlers.request_handler(response_model=response_model, kwargs={"messages": []})
            constants = {name: value for name, value in constants.items() if name != "messages"}
        return cls(response_model=response_model, constants=constants, handlers=handlers, mode=mode)

    def request(self, messages: Sequence[Message]) -> dict[str, Any]:
        """Returns the messages and the schema as fields of a request's body."""
        turns = [{"role": m.role, "content": m.content} for m in messages]
        if self.mode not in _PER_CALL:
            return {"messages": turns, **self.constants}
        _, fields = self.handlers.request_handler(response_model=self.response_model, kwargs={"messages": turns})
        return cast("dict[str, Any]", fields)

    def reask(self, request: Payload, reply: Reply, reason: str) -> Payload:
        """Returns the request with the reply and the reason it was refused; earlier re-asks are not in it."""
        messages = list(request["messages"])
        fields = self.handlers.reask_handler(
            kwargs={"messages": messages},
            response=_as_completion(reply, self._function),
            exception=InvalidReply(reason),
        )
        return {**request, "messages": fields["messages"]}

    @property
    def _function(self) -> str:
        """The name of the function that the schema is the parameters of, in the mode that has one."""
        tools = self.constants.get("tools")
        return str(tools[0]["function"]["name"]) if tools else "reply"

    def go_on(self, request: Payload, part: Reply, words: str) -> Payload:
        """Returns the request with the complete part of a reply that was cut off and the wish for the rest."""
        turns = [{"role": "assistant", "content": part.text}, {"role": "user", "content": words}]
        return {**request, "messages": [*request["messages"], *turns]}

    def read(self, reply: Reply) -> T:
        """Reads a reply by instructor's rules.

        Raises:
            InvalidReply: it does not fit; the text says why, for the model.
        """
        from instructor.v2.core.errors import ResponseParsingError

        if not reply.text.strip():
            raise InvalidReply("the reply was empty; answer with JSON that fits the schema")
        try:
            value = self.handlers.response_parser(
                response=_as_completion(reply), response_model=self.response_model, validation_context=None, strict=None
            )
        except ValidationError as error:
            raise InvalidReply(explain(error)) from error
        except ResponseParsingError as error:
            raise InvalidReply("the reply did not call the function; call it") from error
        # instructor hangs the raw reply on the value, where it would be kept for as long as the value lives.
        value.__dict__.pop("_raw_response", None)
        return cast("T", value)


@dataclass(frozen=True, slots=True)
class _Function:
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class _ToolCall:
    id: str
    function: _Function


@dataclass(frozen=True, slots=True)
class _Message:
    content: str | None
    tool_calls: tuple[_ToolCall, ...] | None
    role: str = "assistant"
    refusal: str | None = None
    function_call: None = None

    def model_dump(self) -> dict[str, Any]:
        """Returns the turn as a re-ask quotes it."""
        calls = [
            {"id": call.id, "type": "function", "function": asdict(call.function)} for call in self.tool_calls or ()
        ]
        return {"role": self.role, "content": self.content, "tool_calls": calls, "function_call": None}


@dataclass(frozen=True, slots=True)
class _Choice:
    message: _Message
    finish_reason: str = "stop"


@dataclass(frozen=True, slots=True)
class _Completion:
    """As much of a chat completion as instructor's functions read, and quicker to build than the SDK's own."""

    choices: tuple[_Choice, ...]


def _as_completion(reply: Reply, function: str = "reply") -> _Completion:
    """Returns the reply as the object that instructor's functions read."""
    if reply.tool_call is None:
        return _Completion((_Choice(_Message(content=reply.text, tool_calls=None)),))
    calls = (_ToolCall(reply.tool_call, _Function(function, reply.text)),)
    return _Completion((_Choice(_Message(content=None, tool_calls=calls)),))
