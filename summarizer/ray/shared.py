"""What all actors of a run share: one limiter of requests, tokens and dollars, and one cache of replies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiolimiter import AsyncLimiter

from summarizer.errors import BudgetExceeded, ModelUnavailable, UsageError
from summarizer.llm.cache import ResponseCache
from summarizer.llm.limits import Limits, prompt_tokens
from summarizer.llm.profiles import Prices
from summarizer.llm.wire import Call, Reply
from summarizer.usage import Usage


def import_ray() -> Any:
    """`ray`.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError("--engine ray needs Ray: run `pip install 'summarizer[ray]'`") from error
    return ray


@contextmanager
def _reaching(name: str) -> Iterator[None]:
    """Says that what all actors share is gone, so that articles count as not tried rather than as failed.

    Raises:
        ModelUnavailable: the actor of that name died.
    """
    from ray.exceptions import RayActorError

    try:
        yield
    except RayActorError as error:
        raise ModelUnavailable(f"the {name} of this run died: start the same command again") from error


class Limiter:
    """Requests and tokens a minute, and dollars, of all clients together; lives in an actor of its own.

    Args:
        limits: the ceilings.
        prices: what tokens cost; `None` where that is not known, and then there is no ceiling in dollars.
    """

    def __init__(self, limits: Limits, prices: Prices | None) -> None:
        self._requests = AsyncLimiter(limits.requests_per_minute, 60) if limits.requests_per_minute else None
        self._tokens = AsyncLimiter(limits.tokens_per_minute, 60) if limits.tokens_per_minute else None
        self._ceiling = limits.max_cost_usd
        self._prices = prices
        self._spent = Usage()

    async def admit(self, tokens: int) -> str | None:
        """Waits until a request of N tokens may be sent; the reason where it may not."""
        if self._requests is not None:
            await self._requests.acquire()
        if self._tokens is not None:
            await self._tokens.acquire(min(tokens, self._tokens.max_rate))
        if self._ceiling is None or self._prices is None:
            return None
        answer = self._spent.completion_tokens // self._spent.calls if self._spent.calls else 0
        spent = self._prices.cost(self._spent)
        if spent + self._prices.cost(Usage(prompt_tokens=tokens, completion_tokens=answer)) <= self._ceiling:
            return None
        return (
            f"stopped at ${spent:.4f} before a call that would pass the ${self._ceiling:g} allowed: "
            "raise --max-cost to go on"
        )

    async def record(self, usage: Usage) -> None:
        """Counts an answer, and waits for the tokens that were written."""
        self._spent = self._spent + usage.model_copy(update={"calls": 1})
        if self._tokens is not None and usage.completion_tokens:
            await self._tokens.acquire(min(usage.completion_tokens, self._tokens.max_rate))

    async def spent(self) -> Usage:
        """What all answers cost so far."""
        cost = self._prices.cost(self._spent) if self._prices is not None else None
        return self._spent.model_copy(update={"cost_usd": cost})


class SharedPacing:
    """A client's way to the limiter.

    Args:
        limiter: handle of the actor.
    """

    def __init__(self, limiter: Any) -> None:
        self._limiter = limiter

    async def before(self, call: Call) -> None:
        """Waits until the limiter lets a request through.

        Raises:
            BudgetExceeded: it would cost too much.
            ModelUnavailable: the limiter died.
        """
        with _reaching("limiter"):
            refused = await self._limiter.admit.remote(prompt_tokens(call))
        if refused is not None:
            raise BudgetExceeded(refused)

    async def after(self, usage: Usage) -> None:
        """Tells the limiter what an answer cost.

        Raises:
            ModelUnavailable: the limiter died.
        """
        with _reaching("limiter"):
            await self._limiter.record.remote(usage)


class Keeper:
    """The replies of all clients, in one file; lives in an actor of its own.

    Args:
        path: the file, on the machine of the actor.
        refresh: whether known replies are passed over and replaced.
    """

    def __init__(self, path: Path, *, refresh: bool) -> None:
        self._cache = ResponseCache(path, refresh=refresh)

    def get(self, calls: Sequence[Call]) -> list[Reply | None]:
        """The remembered replies."""
        return self._cache.get(calls)

    def put(self, replies: list[tuple[Call, Reply]]) -> None:
        """Remembers replies."""
        self._cache.put(replies)


class KeptReplies(ResponseCache):
    """A client's way to the keeper.

    Args:
        keeper: handle of the actor.
    """

    def __init__(self, keeper: Any) -> None:
        super().__init__(Path("none"))
        self._keeper = keeper

    def get(self, calls: Sequence[Call]) -> list[Reply | None]:
        """The remembered replies.

        Raises:
            ModelUnavailable: the keeper died.
        """
        with _reaching("keeper of replies"):
            found: list[Reply | None] = import_ray().get(self._keeper.get.remote(list(calls)))
        return found

    def put(self, replies: Iterable[tuple[Call, Reply]]) -> None:
        """Remembers replies; returns when they are on disk, as they are paid for.

        Raises:
            ModelUnavailable: the keeper died.
        """
        with _reaching("keeper of replies"):
            import_ray().get(self._keeper.put.remote(list(replies)))


@dataclass(frozen=True)
class Shared:
    """Handles of what actors share.

    Attributes:
        limiter: the actor of a `Limiter`.
        keeper: the actor of a `Keeper`; `None` without a cache.
    """

    limiter: Any
    keeper: Any

    @classmethod
    def start(cls, limits: Limits, prices: Prices | None, cache: Path | None, *, refresh: bool) -> Shared:
        """Starts the actors on this machine, where it is part of the cluster."""
        ray = import_ray()
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=True)
        options = {"num_cpus": 0, "scheduling_strategy": here}
        limiter = ray.remote(Limiter).options(max_concurrency=1_000, **options).remote(limits, prices)
        keeper = ray.remote(Keeper).options(**options).remote(cache, refresh=refresh) if cache is not None else None
        return cls(limiter, keeper)
