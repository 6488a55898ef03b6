"""Which reports of casualties are one."""

from summarizer.schemas import CasualtyReport
from summarizer.topics.casualties.draft_counts import HarmedPeople
from summarizer.topics.casualties.sentences import COUNTED
from summarizer.topics.casualties.turned import turned
from summarizer.topics.checks import Checks, actors_agree, words_agree

FEW = 3
"""Counts up to this many say little of which incident they belong to: the victims must be called the same."""


def _same_toll(a: CasualtyReport, b: CasualtyReport) -> bool:
    pairs = [(getattr(a, n), getattr(b, n)) for n in COUNTED]
    both = [(x, y) for x, y in pairs if x is not None and y is not None]
    if not both or any(x.key != y.key for x, y in both):
        return False
    if max(x.key or 0 for x, _ in both) <= FEW and not words_agree(a.victims, b.victims):
        return False
    same_time = a.date is None or b.date is None or a.date.startswith(b.date) or b.date.startswith(a.date)
    same_place = words_agree(a.location, b.location) and a.cumulative == b.cumulative
    return actors_agree(a.source, b.source) and same_time and same_place


CHECKS = Checks[CasualtyReport](_same_toll, turned, HarmedPeople())
