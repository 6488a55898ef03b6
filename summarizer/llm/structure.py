"""How a response model is asked for and read: instructor's patched call, with a schema that is built once.

Instructor asks (schema as response format, tool or text), hands the reply to the model class, and asks again with the
reason where it does not fit. What is ours is the class that it is given: its schema is made once, and it reads replies
tolerantly (`reading.py`).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.llm.profiles import Mode
from summarizer.llm.reading import OPENING, Unfit, answer_json
from summarizer.llm.shapes import Shape
from summarizer.llm.wire import Reply

if TYPE_CHECKING:
    from instructor import OpenAISchema
    from openai.types.chat import ChatCompletion

T = TypeVar("T", bound=BaseModel)

Create = Callable[..., Awaitable["ChatCompletion"]]
"""Sends the fields of one request and returns the completion."""


def explain(error: ValidationError) -> str:
    """A validation error as short lines for a model: where, and what is wrong."""
    lines = []
    for item in error.errors(include_url=False, include_context=False, include_input=True):
        where = ".".join(str(part) for part in item["loc"]) or "the reply"
        lines.append(f"{where}: {item['msg']}" + _given(item["input"]))
    return "\n".join(lines[:10])


def _given(value: object) -> str:
    return f" (you gave {value!r})" if isinstance(value, str | int | float) and len(repr(value)) <= 80 else ""


@dataclass(frozen=True)
class Structure(Generic[T]):
    """How one response model is asked for and read.

    Attributes:
        response_model: the class that replies must fit.
        shape: the form of its JSON.
        asked: the class that instructor is given.
        mode: how the schema reaches the model.
    """

    response_model: type[T]
    shape: Shape
    asked: type[OpenAISchema]
    mode: Mode

    @classmethod
    def build(cls, response_model: type[T], mode: Mode) -> Structure[T]:
        """Builds what is the same for each call; the first time, instructor and the SDK are loaded (about 1 s)."""
        schema = response_model.model_json_schema()
        shape = Shape.of(schema)
        return cls(response_model, shape, _asked(response_model, schema, shape), mode)

    def asking(self, create: Create) -> Callable[..., Awaitable[T]]:
        """`create` as instructor patches it: it takes a `response_model` and returns a value."""
        import instructor

        modes = {
            "json_schema": instructor.Mode.JSON_SCHEMA,
            "tools": instructor.Mode.TOOLS,
            "json": instructor.Mode.JSON,
            "md_json": instructor.Mode.MD_JSON,
        }
        patched: Callable[..., Awaitable[T]] = instructor.patch(create=create, mode=modes[self.mode])
        return patched

    def read(self, text: str) -> T:
        """Reads the words of a reply.

        Raises:
            Unfit: they are no answer; the text says why, for the model.
        """
        return read_answer(text, self.response_model, self.shape)

    def fitting_part(self, text: str) -> T | None:
        """Reads those records of a reply that fit, each for itself; `None` where there are none."""
        name = self.shape.list_name
        try:
            answer = json.loads(answer_json(text, self.shape))
        except Unfit:
            return None
        records = answer.get(name) if isinstance(answer, dict) and name is not None else None
        fit = [record for record in records if self._reads([record])] if isinstance(records, list) else []
        return self.read(json.dumps({name: fit}, ensure_ascii=False)) if fit and self._reads(fit) else None

    def _reads(self, records: list[Any]) -> bool:
        try:
            self.read(json.dumps({self.shape.list_name: records}, ensure_ascii=False))
        except Unfit:
            return False
        return True

    def completion(self, reply: Reply) -> ChatCompletion:
        """A reply as the SDK's type, with the answer where the mode has it."""
        from openai.types.chat import ChatCompletion

        message: dict[str, Any] = {"role": "assistant", "content": reply.text}
        if self.mode == "tools" and (reply.tool_call is not None or OPENING.search(reply.text)):
            function = {"name": self.asked.__name__, "arguments": reply.text}
            call = {"id": reply.tool_call or "call", "type": "function", "function": function}
            message = {"role": "assistant", "content": None, "tool_calls": [call]}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        # Instructor adds up usage; of a reply without any it asks whether another SDK is installed, each time anew.
        spent = {"prompt_tokens": reply.usage.prompt_tokens, "completion_tokens": reply.usage.completion_tokens}
        usage = {**spent, "total_tokens": sum(spent.values())}
        return ChatCompletion.model_validate(
            {"id": "reply", "object": "chat.completion", "created": 0, "model": "", "choices": [choice], "usage": usage}
        )

    def turns(self, reply: Reply, words: str) -> list[dict[str, Any]]:
        """A reply and what is said to it as turns of a conversation."""
        if self.mode != "tools" or reply.tool_call is None:
            return [{"role": "assistant", "content": reply.text}, {"role": "user", "content": words}]
        function = {"name": self.asked.__name__, "arguments": reply.text}
        call = {"id": reply.tool_call, "type": "function", "function": function}
        return [
            {"role": "assistant", "content": "", "tool_calls": [call]},
            {"role": "tool", "tool_call_id": reply.tool_call, "name": self.asked.__name__, "content": words},
        ]


def read_answer(text: str, response_model: type[T], shape: Shape) -> T:
    """Reads the words of a reply.

    Raises:
        Unfit: they are no answer; the text says why, for the model.
    """
    answer = answer_json(text, shape)
    try:
        return response_model.model_validate_json(answer)
    except ValidationError as error:
        raise Unfit(explain(error)) from error


def _asked(response_model: type[BaseModel], schema: dict[str, Any], shape: Shape) -> type[OpenAISchema]:
    """The class that instructor is given in place of a response model: same name, same schema, tolerant."""
    from instructor import OpenAISchema
    from instructor.core import ResponseParsingError

    class Asked(OpenAISchema):
        @classmethod
        def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
            return schema

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Any:
            text = json_data if isinstance(json_data, str) else json_data.decode()
            try:
                return read_answer(text, response_model, shape)
            except Unfit as error:
                reason = str(error)
            raise ResponseParsingError(reason)  # which instructor answers by asking again

    Asked.__name__ = response_model.__name__
    Asked.__doc__ = response_model.__doc__
    return Asked
