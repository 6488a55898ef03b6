"""Rate and budget limits: requests in flight, requests and tokens per minute, total dollars."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from aiolimiter import AsyncLimiter

from summarizer.errors import BudgetExceeded, UsageError
from summarizer.llm.profiles import Prices
from summarizer.llm.types import Request
from summarizer.llm.wire import Call
from summarizer.usage import Usage

_BYTES_PER_TOKEN = 4
"""English and code come to about four bytes of UTF-8 a token; other scripts to fewer tokens than this says."""


def estimate_tokens(texts: Iterable[str]) -> int:
    """About how many tokens some texts are together."""
    return sum(len(text.encode()) for text in texts) // _BYTES_PER_TOKEN + 1


def prompt_tokens(call: Call) -> int:
    """About how many tokens the messages of a call are."""
    return estimate_tokens(message.get("content") or "" for message in call.payload["messages"])


_WINDOWS = frozenset(1 << power for power in range(9, 18))
_LETTERS_PER_TOKEN, _MOST_LETTERS_PER_TOKEN, _FEWEST_TOKENS = 5, 7, 2_000


def read_too_little(call: Call, usage: Usage) -> bool:
    """True if a server says that it read far fewer tokens than it was sent: it cut the prompt without a word.

    No tokenizer puts more than about five letters of an article into a token. A round count, which is the size of a
    window, is enough there; any other must be further off, and no small number made up by a stand-in.
    """
    read = usage.prompt_tokens + usage.cached_prompt_tokens
    if not read:
        return False
    sent = sum(len(message.get("content") or "") for message in call.payload["messages"])
    if read in _WINDOWS:
        return sent > _LETTERS_PER_TOKEN * read
    return read >= _FEWEST_TOKENS and sent > _MOST_LETTERS_PER_TOKEN * read


def estimate(requests: Iterable[Request[Any]], prices: Prices | None, *, completion_tokens: int) -> Usage:
    """What requests will cost, before anything is sent.

    Args:
        requests: what is going to be asked; schemas are left out, as providers count them differently.
        prices: what tokens cost, `None` where that is not known.
        completion_tokens: length of one answer, in tokens.
    """
    prompts = [estimate_tokens(message.content for message in request.messages) for request in requests]
    usage = Usage(calls=len(prompts), prompt_tokens=sum(prompts), completion_tokens=len(prompts) * completion_tokens)
    return usage.model_copy(update={"cost_usd": None if prices is None else prices.cost(usage)})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client may use.

    Attributes:
        concurrency: requests in flight at most; `None` takes the profile's.
        requests_per_minute: ceiling, `None` for none.
        tokens_per_minute: ceiling of prompt tokens (estimated) and tokens written (measured), `None` for none.
        max_cost_usd: dollars that all calls together may cost, `None` for no ceiling.
    """

    concurrency: int | None = None
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    max_cost_usd: float | None = None


class Gate:
    """Limits the requests in flight: one more after a full round of successes, half after a 429.

    Args:
        ceiling: requests in flight at most; also the number to begin with.
    """

    def __init__(self, ceiling: int) -> None:
        self._ceiling = float(ceiling)
        self._width = float(ceiling)
        self._inside = 0
        self._queue: deque[asyncio.Future[None]] = deque()
        self._era = 0

    @property
    def width(self) -> int:
        """How many requests may be in flight now."""
        return int(self._width)

    @asynccontextmanager
    async def enter(self) -> AsyncIterator[int]:
        """Waits for a place; gives the era in which it was taken, for `throttled`."""
        await self._wait()
        try:
            yield self._era
        finally:
            self._inside -= 1
            self._admit()

    def succeeded(self) -> None:
        """Widens the gate by one place after as many successes as it has places."""
        self._width = min(self._width + 1.0 / self._width, self._ceiling)

    def throttled(self, era: int) -> None:
        """Halves the gate, once for all requests that were sent before it was last halved."""
        if era == self._era:
            self._era += 1
            self._width = max(self._width / 2.0, 1.0)

    async def _wait(self) -> None:
        if self._inside < int(self._width) and not self._queue:
            self._inside += 1
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._inside -= 1
                self._admit()
            raise

    def _admit(self) -> None:
        while self._queue and self._inside < int(self._width):
            place = self._queue.popleft()
            if not place.done():
                self._inside += 1
                place.set_result(None)


class Budget:
    """Keeps the cost of all calls under a ceiling; calls in flight may pass it, no call begins beyond it.

    Args:
        max_cost_usd: the ceiling, in US dollars; `None` for none.
        prices: what tokens cost.

    Raises:
        UsageError: there is a ceiling, and the price of the model is not known.
    """

    def __init__(self, max_cost_usd: float | None, prices: Prices | None) -> None:
        if max_cost_usd is not None and prices is None:
            raise UsageError(
                "--max-cost needs the model's price, which is unknown: set price_prompt and "
                "price_completion in summarizer.toml"
            )
        self._ceiling = max_cost_usd
        self._prices = prices
        self._spent = 0.0
        self._written = 0
        self._answers = 0

    @property
    def spent_usd(self) -> float:
        """What calls have cost so far, in US dollars."""
        return self._spent

    def admit(self, call: Call) -> None:
        """Checks a call before it is sent, by its prompt and the mean length of the answers so far.

        Raises:
            BudgetExceeded: it would pass the ceiling.
        """
        if self._ceiling is None or self._prices is None:
            return
        expected = Usage(
            prompt_tokens=prompt_tokens(call),
            completion_tokens=self._written // self._answers if self._answers else 0,
        )
        if self._spent + self._prices.cost(expected) > self._ceiling:
            raise BudgetExceeded(
                f"stopped at ${self._spent:.4f}, before a call that would exceed the limit of "
                f"${self._ceiling:g}: raise --max-cost to go on"
            )

    def record(self, usage: Usage) -> None:
        """Counts an answer."""
        if self._prices is not None:
            self._spent += self._prices.cost(usage)
        self._written += usage.completion_tokens
        self._answers += 1


class Pacing(Protocol):
    """Decides when a request may be sent."""

    async def before(self, call: Call) -> None:
        """Waits until a request of this size may be sent.

        Raises:
            BudgetExceeded: it may not.
        """
        ...

    async def after(self, usage: Usage) -> None:
        """Counts what an answered request cost."""
        ...


class Pace:
    """Requests and tokens a minute.

    Args:
        limits: the ceilings; where they are `None` nothing waits.
    """

    def __init__(self, limits: Limits) -> None:
        self._requests = AsyncLimiter(limits.requests_per_minute, 60) if limits.requests_per_minute else None
        self._tokens = AsyncLimiter(limits.tokens_per_minute, 60) if limits.tokens_per_minute else None

    async def before(self, call: Call) -> None:
        """Waits until a request of this size may be sent."""
        if self._requests is not None:
            await self._requests.acquire()
        if self._tokens is not None:
            await self._tokens.acquire(min(prompt_tokens(call), self._tokens.max_rate))

    async def after(self, usage: Usage) -> None:
        """Counts the tokens that were written, which nobody knew before."""
        if self._tokens is not None and usage.completion_tokens:
            await self._tokens.acquire(min(usage.completion_tokens, self._tokens.max_rate))
