"""The one owner of transport retries: when to try again, how long to wait, when to give up."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from tenacity import AsyncRetrying, RetryCallState

from summarizer.errors import ModelError
from summarizer.llm.faults import Fault
from summarizer.llm.wire import Reply
from summarizer.usage import Usage

OnRetry = Callable[[Fault, float], None]
"""Is told of a fault and of the wait before the next attempt, in seconds."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and after how long a request is sent again.

    Attributes:
        attempts: requests for one call at most, the first included.
        unanswered_attempts: of these, how many where nobody answers at the address, or not in time.
        base_delay: wait before the second attempt, in seconds; doubled with each further one.
        max_delay: longest wait of our own choosing, in seconds.
        max_retry_after: longest wait that an endpoint may ask for, in seconds; beyond it the fault is final.
        jitter: share of a wait that is added at random, so that callers do not come back at once.
    """

    attempts: int = 6
    unanswered_attempts: int = 3
    base_delay: float = 0.5
    max_delay: float = 30.0
    max_retry_after: float = 120.0
    jitter: float = 0.25

    def wants_retry(self, error: BaseException | None, attempt: int) -> bool:
        """Whether the same request is worth sending again after the `attempt`-th failure (from 1)."""
        if not isinstance(error, Fault) or not error.transient or (error.retry_after or 0.0) > self.max_retry_after:
            return False
        return attempt < (self.unanswered_attempts if error.unanswered else self.attempts)

    def delay(self, attempt: int, fault: Fault) -> float:
        """Returns the wait after the `attempt`-th failure (from 1), in seconds: never less than the endpoint asks."""
        chosen = min(self.base_delay * 2.0 ** (attempt - 1), self.max_delay)
        wait = chosen if fault.retry_after is None else fault.retry_after
        return wait * (1.0 + self.jitter * random.random())


async def with_retries(attempt: Callable[[], Awaitable[Reply]], policy: RetryPolicy, on_retry: OnRetry) -> Reply:
    """Runs `attempt` until it succeeds, fails for good, or the policy's attempts are used up.

    Returns:
        The reply; its usage counts the attempts that failed.

    Raises:
        ModelError: the last attempt's error, its usage counting all attempts.
    """
    spent = Usage()

    def wants_retry(state: RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome is not None else None
        return policy.wants_retry(error, state.attempt_number)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome is not None else None
        return policy.delay(state.attempt_number, error) if isinstance(error, Fault) else 0.0

    def before_sleep(state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome is not None else None
        if isinstance(error, Fault):
            on_retry(error, state.upcoming_sleep)

    async def counted() -> Reply:
        nonlocal spent
        try:
            return await attempt()
        except Fault as fault:
            spent = spent + fault.error.usage
            raise

    retrying = AsyncRetrying(
        retry=wants_retry,
        wait=wait,
        before_sleep=before_sleep,
        reraise=True,
    )
    failed: ModelError | None = None
    reply = Reply(text="")
    try:
        reply = await retrying(counted)
    except Fault as fault:
        failed = fault.error
        failed.usage = Usage()
    except ModelError as error:  # such as a budget that is used up between two attempts
        failed = error
    # Raised out here, so that what is raised has no other error for its context.
    if failed is not None:
        failed.usage = spent + failed.usage
        raise failed
    return replace(reply, usage=spent + reply.usage)
