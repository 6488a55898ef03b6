"""What a gate would miss: regressions of a known size are simulated on the accepted run, and tested as the gate tests.

A simulated run loses as many records as the regression takes, and beside that a share of the records come and go, as
they do between two prompts. Articles are drawn with replacement for sets of other sizes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.evaluation.metrics import Tally
from summarizer.evaluation.scores import OVERALL, Scores
from summarizer.evaluation.statistics import DEFAULT, POWER, SEED

CHURN = 0.05
"""The share of the records that come, and as many go, in a run that is no better and no worse."""

TRIALS, FLIPS = 200, 499
GROWTH = (1.25, 1.5, 2, 3, 4, 6, 8)

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Missed:
    """How often a regression would pass the gate.

    Attributes:
        topic: name of a topic, or `overall`.
        points: the fall of F1, 0 to 1.
        share: the share of simulated regressions that the test does not find.
        more: articles more with which it would find four of five; 0 where it does already, `None` where even eight
            times as many are too few.
    """

    topic: str
    points: float
    share: float
    more: int | None

    @property
    def is_shown(self) -> bool:
        """True if the set is likely to show such a regression."""
        return self.share <= 1 - POWER

    @property
    def sentence(self) -> str:
        """The same in words."""
        fall = f"a fall of {100 * self.points:g} points in {self.topic}"
        if self.is_shown:
            return f"{fall} would be missed in {100 * self.share:.0f}% of simulated runs"
        more = f"{self.more} more articles" if self.more is not None else "more than eight times as many articles"
        return f"{fall} is below what this set shows: {100 * self.share:.0f}% missed; {more} would show it"


def missed_regressions(scores: Scores, points: float = 0.05) -> list[Missed]:
    """How often a fall of F1 would be missed, overall and by topic; a topic with too few records is left out."""
    found = []
    for topic in (OVERALL, *scores.topics):
        tallies = _tallies(scores, topic)
        matched = sum(tally.matched for tally in tallies)
        lost = points * sum(tally.gold + tally.predicted for tally in tallies) / 2
        if 0 < lost < matched:
            found.append(_missed(topic, points, tallies, lost / matched))
    return found


def _tallies(scores: Scores, topic: str) -> list[Tally]:
    found = dict.fromkeys((article.id for article in scores.golden), Tally())
    for case in scores.cases:
        if topic in (OVERALL, case.topic):
            found[case.article.id] += case.tally
    return list(found.values())


def _missed(topic: str, points: float, tallies: Sequence[Tally], rate: float) -> Missed:
    matched = np.array([tally.matched for tally in tallies])
    unmatched = np.array([tally.gold - tally.matched for tally in tallies])
    draw = np.random.default_rng(SEED)
    share = _share(matched, unmatched, rate, len(tallies), draw)
    if share <= 1 - POWER:
        return Missed(topic, points, share, 0)
    for factor in GROWTH:
        size = math.ceil(factor * len(tallies))
        if _share(matched, unmatched, rate, size, draw) <= 1 - POWER:
            return Missed(topic, points, share, size - len(tallies))
    return Missed(topic, points, share, None)


def _share(matched: Ints, unmatched: Ints, rate: float, size: int, draw: np.random.Generator) -> float:
    """The share of simulated regressions on sets of a size that a paired permutation test does not find."""
    total = matched.sum() + unmatched.sum()
    come = min(1.0, CHURN * total / max(1, unmatched.sum()))
    go = min(1.0, rate + CHURN * total / matched.sum())
    missed = 0
    for _ in range(TRIALS):
        drawn = draw.integers(len(matched), size=size) if size != len(matched) else np.arange(size)
        change = draw.binomial(unmatched[drawn], come) - draw.binomial(matched[drawn], go)
        signs = draw.choice((-1, 1), size=(FLIPS, size))
        chance = (np.count_nonzero(np.abs(signs @ change) >= abs(change.sum())) + 1) / (FLIPS + 1)
        missed += bool(chance >= DEFAULT.alpha or change.sum() >= 0)
    return missed / TRIALS
