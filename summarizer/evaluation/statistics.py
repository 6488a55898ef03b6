"""The uncertainty of scores: intervals, tests and the smallest difference that a set can show.

Every score here is a ratio of two sums over articles (matched over predicted, twice matched over golden and predicted).
Articles, not records, are resampled and permuted, since the records of one article depend on each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Statistic = Callable[[Indices], Floats]

SEED = 20250518
"""Seed of every resampling, so that the same runs give the same figures."""

POWER = 0.8
"""Chance with which the smallest detectable difference would be found."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the statistics are done.

    Attributes:
        confidence: of the intervals; tests are done at one minus this.
        resamples: how many sets of articles are drawn.
    """

    confidence: float = 0.95
    resamples: int = 9999

    @property
    def alpha(self) -> float:
        """The level of the tests."""
        return 1 - self.confidence


DEFAULT = Settings()


@dataclass(frozen=True, slots=True)
class Interval:
    """A score and where it may lie.

    Attributes:
        value: the score.
        low: lower end of the interval.
        high: upper end of the interval.
        error: standard error of the score.
    """

    value: float
    low: float
    high: float
    error: float


@dataclass(frozen=True)
class Sums:
    """A score as a ratio of sums over articles.

    Attributes:
        parts: what each article adds above the line, shape `(articles,)`.
        wholes: what each adds below it, shape `(articles,)`.
    """

    parts: Floats
    wholes: Floats

    @classmethod
    def of(cls, parts: Sequence[float], wholes: Sequence[float]) -> Sums:
        """Makes sums of one number an article."""
        return cls(np.asarray(parts, dtype=float), np.asarray(wholes, dtype=float))

    @property
    def empty(self) -> bool:
        """Nothing below the line: the score can't be told."""
        return not self.wholes.any()

    def at(self, index: Indices) -> Floats:
        """The score over articles given by position, along the last axis.

        A draw with nothing below the line has nothing wrong in it: 1.
        """
        part, whole = self.parts[index].sum(axis=-1), self.wholes[index].sum(axis=-1)
        score: Floats = np.divide(part, whole, out=np.ones_like(whole), where=whole > 0)
        return score

    @property
    def value(self) -> float:
        """The score over all articles."""
        return float(self.at(np.arange(len(self.wholes))))


def interval(sums: Sums, settings: Settings = DEFAULT) -> Interval | None:
    """A score with its bootstrap interval (bias-corrected and accelerated); `None` when it can't be told.

    With one article only, nothing is known of the spread and the interval is everything, 0 to 1.
    """
    if sums.empty:
        return None
    kept = np.flatnonzero(sums.wholes > 0)
    if len(kept) == 1:
        return Interval(sums.value, 0.0, 1.0, math.inf)
    found = _bootstrap(Sums(sums.parts[kept], sums.wholes[kept]).at, len(kept), settings)
    return Interval(sums.value, max(0.0, found.low), min(1.0, found.high), found.error)


@dataclass(frozen=True, slots=True)
class Difference:
    """How two scores on the same articles differ, second minus first.

    Attributes:
        first: the first score, with its interval.
        second: the second score, with its interval.
        change: second minus first, with its interval.
        p: chance of a change as great if the runs were interchangeable (paired permutation test, two-sided).
        detectable: the smallest change that this set would show with a power of `POWER`.
    """

    first: Interval
    second: Interval
    change: Interval
    p: float
    detectable: float


def difference(first: Sums, second: Sums, settings: Settings = DEFAULT) -> Difference | None:
    """Compares two scores article by article; `None` when one of them can't be told.

    Args:
        first: the score compared with.
        second: the score in question, over the same articles in the same order.
        settings: how the statistics are done.
    """
    ours, theirs = interval(first, settings), interval(second, settings)
    if ours is None or theirs is None:
        return None
    kept = np.flatnonzero((first.wholes > 0) | (second.wholes > 0))
    a, b = Sums(first.parts[kept], first.wholes[kept]), Sums(second.parts[kept], second.wholes[kept])
    if len(kept) == 1:
        change = Interval(theirs.value - ours.value, -1.0, 1.0, math.inf)
    else:
        change = _bootstrap(lambda index: b.at(index) - a.at(index), len(kept), settings)
    # Runs that agree everywhere have no spread to judge by: then the bound for unrelated runs is given.
    error = change.error or math.sqrt(2) * ours.error
    return Difference(ours, theirs, change, _permutation_p(a, b, settings), detectable_difference(error, settings))


def detectable_difference(error: float, settings: Settings = DEFAULT) -> float:
    """The smallest true change that a test finds with a power of `POWER`.

    Args:
        error: standard error of the change.
        settings: how the statistics are done.
    """
    return float(stats.norm.ppf(1 - settings.alpha / 2) + stats.norm.ppf(POWER)) * error


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted after Holm, in their order: the chance of any false alarm in the family is held."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted = [0.0] * len(p_values)
    reached = 0.0
    for rank, i in enumerate(order):
        reached = max(reached, min(1.0, (len(p_values) - rank) * p_values[i]))
        adjusted[i] = reached
    return adjusted


def _bootstrap(statistic: Statistic, articles: int, settings: Settings) -> Interval:
    """Draws articles with replacement."""
    everything = np.arange(articles)
    value = float(statistic(everything))
    without_one = statistic(np.array([np.delete(everything, i) for i in everything]))
    if np.ptp(without_one) < 1e-12:
        # Every article says the same: no draw can differ, and BCa has no acceleration to estimate.
        return Interval(value, value, value, 0.0)
    result = stats.bootstrap(
        (everything,),
        lambda index, axis: statistic(np.moveaxis(index, axis, -1)),
        vectorized=True,
        n_resamples=settings.resamples,
        confidence_level=settings.confidence,
        method="BCa",
        rng=np.random.default_rng(SEED),
    )
    low, high = result.confidence_interval
    return Interval(value, float(low), float(high), float(result.standard_error))


def _permutation_p(first: Sums, second: Sums, settings: Settings) -> float:
    """Swaps the runs at random within each article."""
    n = len(first.wholes)
    if n == 1:
        return 1.0  # one article swapped or not: either is as likely
    both = Sums(np.concatenate([first.parts, second.parts]), np.concatenate([first.wholes, second.wholes]))

    def change(a: Indices, b: Indices, axis: int) -> Floats:
        return both.at(np.moveaxis(b, axis, -1)) - both.at(np.moveaxis(a, axis, -1))

    result = stats.permutation_test(
        (np.arange(n), np.arange(n, 2 * n)),
        change,
        permutation_type="samples",
        vectorized=True,
        n_resamples=settings.resamples,
        rng=np.random.default_rng(SEED),
    )
    return float(result.pvalue)
