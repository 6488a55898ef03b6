"""Transport retries: when to try again, how long to wait, when to give up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential,
    wait_random,
)
from tenacity.stop import stop_base
from tenacity.wait import wait_base

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

    def worth_retrying(self, error: BaseException) -> bool:
        """True if the same request may succeed later, and not too much later."""
        return isinstance(error, Fault) and error.transient and (error.retry_after or 0.0) <= self.max_retry_after


class _Stop(stop_base):
    """Ends after the policy's attempts, sooner where nobody answers."""

    def __init__(self, policy: RetryPolicy) -> None:
        self._all = stop_after_attempt(policy.attempts)
        self._unanswered = stop_after_attempt(min(policy.unanswered_attempts, policy.attempts))

    def __call__(self, retry_state: RetryCallState) -> bool:
        return (self._unanswered if _fault(retry_state).unanswered else self._all)(retry_state)


class _Wait(wait_base):
    """Waits as long as the endpoint asks, or twice as long as before, and a random share longer."""

    def __init__(self, policy: RetryPolicy) -> None:
        self._doubling = wait_exponential(multiplier=policy.base_delay, max=policy.max_delay)
        self._share = wait_random(0.0, policy.jitter)

    def __call__(self, retry_state: RetryCallState) -> float:
        asked = _fault(retry_state).retry_after
        wait = self._doubling(retry_state) if asked is None else asked
        return wait * (1.0 + self._share(retry_state))


def _fault(state: RetryCallState) -> Fault:
    error = state.outcome.exception() if state.outcome is not None else None
    if not isinstance(error, Fault):
        raise TypeError(f"only faults are tried again, not {error!r}")
    return error


@lru_cache(maxsize=16)
def _rules(policy: RetryPolicy) -> tuple[retry_if_exception, _Stop, _Wait]:
    """When to try again, when to stop and how long to wait: made once a policy, not once a call."""
    return retry_if_exception(policy.worth_retrying), _Stop(policy), _Wait(policy)


def retrying_by(policy: RetryPolicy, on_retry: OnRetry) -> AsyncRetrying:
    """What runs a function again after a `Fault` that may pass; the last one is raised."""
    retry, stop, wait = _rules(policy)
    return AsyncRetrying(
        retry=retry,
        stop=stop,
        wait=wait,
        before_sleep=lambda state: on_retry(_fault(state), state.upcoming_sleep),
        reraise=True,
    )


async def with_retries(attempt: Callable[[], Awaitable[Reply]], policy: RetryPolicy, on_retry: OnRetry) -> Reply:
    """Runs `attempt` until it succeeds, fails for good, or the policy's attempts are used up.

    Returns:
        The reply; its usage counts the attempts that failed.

    Raises:
        ModelError: the last attempt's error, its usage counting all attempts.
    """
    spent = Usage()

    async def counted() -> Reply:
        nonlocal spent
        try:
            return await attempt()
        except Fault as fault:
            spent = spent + fault.error.usage
            raise

    retrying = retrying_by(policy, on_retry)
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
