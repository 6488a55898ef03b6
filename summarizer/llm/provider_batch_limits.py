"""Limits of a provider's batch: requests, bytes, the user's budget, and the price."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from summarizer.llm.profiles import Prices
from summarizer.llm.provider_batch_ledger import Ledger
from summarizer.llm.provider_batch_lines import ROOM
from summarizer.llm.retry import RetryPolicy
from summarizer.usage import Usage

DISCOUNT = 0.5
"""What a request of a batch costs, as a share of its price."""

_UNKNOWN_ANSWER, _FEW_ANSWERS, _MARGIN = 1_000, 20, 1.25
"""Tokens of an answer while few are known, how many that is, and how much longer than the mean they are taken to be."""


@dataclass(frozen=True, slots=True)
class CourierConfig:
    """How requests are handed in and looked after.

    Attributes:
        most_requests: requests of one batch.
        most_bytes: size of its input file.
        first_look: seconds until a batch is looked at; each further wait is half as long again.
        longest_wait: seconds between two looks, at most.
        patience: looks in a row that may fail.
        retry: transport retries.
        max_cost_usd: dollars that all batches of an output may cost, `None` for no ceiling.
    """

    most_requests: int = 50_000
    most_bytes: int = 190_000_000
    first_look: float = 5.0
    longest_wait: float = 120.0
    patience: int = 20
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    max_cost_usd: float | None = None


def discounted(prices: Prices | None) -> Prices | None:
    """Prices of tokens in a batch."""
    if prices is None:
        return None
    return Prices(prices.prompt * DISCOUNT, prices.cached_prompt * DISCOUNT, prices.completion * DISCOUNT)


def answer_tokens(spent: Usage) -> float:
    """About how long an answer is, rather too long than too short.

    Args:
        spent: what all answers so far have cost.
    """
    if spent.calls < _FEW_ANSWERS:
        return _UNKNOWN_ANSWER
    return _MARGIN * spent.completion_tokens / spent.calls


@dataclass(frozen=True, slots=True)
class BatchBudget:
    """Keeps the cost of an output's batches, those of all runs, under a ceiling: a batch is made no larger.

    Attributes:
        ceiling: in US dollars; `None` for none.
        prices: what tokens of a batch cost.
    """

    ceiling: float | None
    prices: Prices | None

    def affordable(self, ledger: Ledger) -> Callable[[int], bool]:
        """A check, request by request, whether one more of N tokens is within the budget."""
        if self.ceiling is None or self.prices is None:
            return lambda _: True
        prices, spent = self.prices, ledger.spent()
        answer = answer_tokens(spent)
        count, tokens = ledger.sent_tokens()
        owed = Usage(prompt_tokens=tokens, completion_tokens=round(count * answer))
        left = self.ceiling - prices.cost(spent) - prices.cost(owed)

        def afford(tokens: int) -> bool:
            nonlocal left
            left -= prices.cost(Usage(prompt_tokens=tokens, completion_tokens=round(answer)))
            return left >= 0

        return afford


@dataclass
class Room:
    """What one batch still has room for.

    Attributes:
        requests: how many.
        bytes: their size.
        affordable: whether one more request is within the budget.
        oversized: whether the first request alone was too large.
    """

    requests: int
    bytes: int
    affordable: Callable[[int], bool]
    oversized: bool = False
    _taken: int = 0

    def take(self, size: int, tokens: int) -> bool:
        """Takes a request, or ends the batch."""
        if size + ROOM > self.bytes:
            self.oversized = self._taken == 0
            return False
        if self.requests < 1 or not self.affordable(tokens):
            return False
        self.requests -= 1
        self.bytes -= size + ROOM
        self._taken += 1
        return True
