"""The `LLM` protocol: a request, and its completion. Nothing here knows of news or of a provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from summarizer.errors import ReplyError
from summarizer.usage import Usage

__all__ = ["LLM", "Check", "Completion", "Message", "Request", "Usage"]

T = TypeVar("T", bound=BaseModel)

Check = Callable[[BaseModel], str | None]
"""Looks at a validated reply; returns the reason to ask once more, or `None` when it is good."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Request(Generic[T]):
    """One question to a model.

    Attributes:
        messages: the conversation; what is constant over articles comes first.
        response_model: the Pydantic class that the answer must fit; its JSON Schema goes to the model.
        max_tokens: ceiling of the answer, in tokens; `None` takes the profile's.
        check: looks at a validated answer and gives a reason to ask once more.
        label: what the question is about, for progress and observers ("casualties, passage 2 of 5").
        prefix: how many of the first messages are the same for every question of this kind.
    """

    messages: tuple[Message, ...]
    response_model: type[T]
    max_tokens: int | None = None
    check: Check | None = None
    label: str = ""
    prefix: int = 0


@dataclass(frozen=True)
class Completion(Generic[T]):
    """An answer that fits the schema, and what it cost.

    Attributes:
        value: the answer.
        usage: what it cost, re-asks and retries included.
        truncated: the reply was cut off; `value` holds what was complete.
        cut: names of the answer's lists that are not whole, where it was truncated.
        unfit: why some records of the reply do not fit the schema, asked again; `value` holds the others.
    """

    value: T
    usage: Usage = field(default_factory=Usage)
    truncated: bool = False
    unfit: str = ""
    cut: frozenset[str] = frozenset()

    @property
    def failure(self) -> ReplyError | None:
        """What was lost, as the failure of the question: `None` where nothing was."""
        if self.unfit:
            return ReplyError(f"some records of the reply do not fit the schema and were dropped: {self.unfit}")
        if not self.truncated:
            return None
        return ReplyError(
            "the reply was cut off and its rest could not be fetched; complete records are kept: "
            "raise max_output_tokens in summarizer.toml"
        )


class LLM(Protocol):
    """Anything that answers requests: a client of a hosted model, the embedded one, a script."""

    @property
    def name(self) -> str:
        """The model's spec as the user wrote it, such as `local` or `openai/gpt-5-mini`."""
        ...

    async def complete(self, request: Request[T]) -> Completion[T]:
        """Answers one request.

        Raises:
            ModelError: no usable answer came; `error.usage` says what the attempts cost.
        """
        ...
