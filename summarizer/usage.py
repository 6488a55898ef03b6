"""Usage: calls, tokens, cost and seconds. It is below everything, so that errors can carry it too."""

from __future__ import annotations

import math

from pydantic import BaseModel, ConfigDict


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


def dollars(amount: float) -> str:
    """An amount of US dollars as it is shown: cents, and two digits that count where it is less than one."""
    if amount <= 0:
        return "$0.00"
    digits = 2 if amount >= 1 else 1 - math.floor(math.log10(amount))
    return f"${amount:,.{max(digits, 2)}f}"
