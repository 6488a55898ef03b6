"""The seam: what is asked of a model, and what comes back. Nothing here knows of news or of a provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T", bound=BaseModel)

Check = Callable[[BaseModel], str | None]
"""Looks at a validated reply; returns the reason to ask once more, or `None` when it is good."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


class Usage(BaseModel):
    """What answers cost. Usages add up with `+`.

    Attributes:
        calls: HTTP requests sent, failed ones and re-asks too.
        cached_calls: answers taken from our own cache or a recording; they cost nothing.
        prompt_tokens: tokens read by the model, those from its prompt cache included.
        cached_prompt_tokens: the part of `prompt_tokens` that the provider had cached.
        completion_tokens: tokens written by the model.
        cost_usd: US dollars; 0 for embedded models, `None` when the price of the model is not known.
        seconds: wall time spent waiting, summed over calls.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    calls: int = 0
    cached_calls: int = 0
    prompt_tokens: int = 0
    cached_prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = 0.0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        cost = None if self.cost_usd is None or other.cost_usd is None else self.cost_usd + other.cost_usd
        return Usage(
            calls=self.calls + other.calls,
            cached_calls=self.cached_calls + other.cached_calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            cached_prompt_tokens=self.cached_prompt_tokens + other.cached_prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost_usd=cost,
            seconds=self.seconds + other.seconds,
        )


@dataclass(frozen=True)
class Request(Generic[T]):
    """One question to a model.

    Attributes:
        messages: the conversation; what is constant over articles comes first.
        response_model: the Pydantic class that the answer must fit; its JSON Schema goes to the model.
        max_tokens: ceiling of the answer, in tokens; `None` takes the profile's.
        check: looks at a validated answer and gives a reason to ask once more.
        label: what the question is about, for progress and observers ("casualties, passage 2 of 5").
    """

    messages: tuple[Message, ...]
    response_model: type[T]
    max_tokens: int | None = None
    check: Check | None = None
    label: str = ""


@dataclass(frozen=True)
class Completion(Generic[T]):
    """An answer that fits the schema, and what it cost.

    Attributes:
        value: the answer.
        usage: what it cost, re-asks and retries included.
        truncated: the reply was cut off; `value` holds what was complete.
    """

    value: T
    usage: Usage = field(default_factory=Usage)
    truncated: bool = False


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
