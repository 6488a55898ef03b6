"""Scores links: how likely two claims describe one incident, by points for and against.

What excludes it (other days, towns apart, a total against one attack) is no low score but the end of the matter. A
wrong merge is worse than a missed one, so what is unknown gives next to nothing.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from summarizer.digest.bounds import Bounds
from summarizer.digest.claims import Claim
from summarizer.digest.gazetteer import kilometres
from summarizer.digest.spelling import alike, skeleton
from summarizer.digest.weapons import related

THRESHOLD = 5.0
"""The least score of a link."""

NEXT_TOWN = 15.0
"""Distance in km up to which two towns may name the place of one attack."""

BESIDE = 350
"""Code points between two quotes of one article that tell of one thing."""


class Part(NamedTuple):
    """Points for one thing, and why."""

    about: str
    points: float
    why: str


class Score(NamedTuple):
    """What speaks for and against one incident.

    Attributes:
        total: the sum; a link where it reaches `THRESHOLD`.
        parts: the things, each with its points.
    """

    total: float
    parts: tuple[Part, ...]


def score(one: Claim, other: Claim) -> Score | None:
    """The score of two claims; `None` where they can't be one incident."""
    if one.cumulative or other.cumulative or one.window.gap(other.window) > 1:
        return None
    where = place_points(one, other)
    if where is None:
        return None
    parts = [where, _day_points(one, other), *_toll_points(one, other), _weapon_points(one, other)]
    parts += [*_victim_points(one, other), _perpetrator_points(one, other), *_article_points(one, other, where)]
    kept = tuple(part for part in parts if part.points)
    return Score(round(sum(part.points for part in kept), 2), kept)


def place_points(one: Claim, other: Claim) -> Part | None:
    """Points for the places; `None` where they are apart."""
    a, b = one.place, other.place
    if a.country and b.country and a.country != b.country:
        return None
    if a.names and b.names:
        shared = [(x, y) for x in a.names for y in b.names if x == y or alike(x, y)]
        if not shared:
            return None
        x, y = shared[0]
        same = x == y
        return Part(
            "place", 4.0 if same else 3.0, f"{a.name}" if same else f"{a.name}, {b.name}: one name spelled twice"
        )
    if a.town is not None and a.town == b.town:
        spot = next((place.name for place in (a, b) if place.names), "")
        return Part("place", 3.0, f"{spot} is in the town") if spot else Part("place", 4.0, a.name)
    if a.point is not None and b.point is not None:
        return _by_distance(one, other, kilometres(a.point, b.point))
    if "none" in (a.level, b.level):
        return Part("place", 0.0, "unknown")
    if "name" in (a.level, b.level) and "town" in (a.level, b.level):
        # A name that several towns have may be this one's; one unknown to the gazetteer is another place.
        town, names = (a.name, b.names) if a.level == "town" else (b.name, a.names)
        same = any(skeleton(name) == skeleton(town) for name in names)
        return Part("place", 3.0, f"{town}, by name") if same else None
    if a.country and a.country == b.country:
        return Part("place", 0.5, f"{a.country}")
    return Part("place", 0.0, "may be one")


def _by_distance(one: Claim, other: Claim, distance: float) -> Part | None:
    a, b = one.place, other.place
    if a.level == b.level == "town":
        if distance > NEXT_TOWN:
            return None
        return Part("place", 2.0, f"{a.name} and {b.name}, {distance:.0f} km apart")
    if distance > a.radius + b.radius + NEXT_TOWN:
        return None
    if a.level == b.level and not a.names and not b.names and distance < NEXT_TOWN:
        return Part("place", 2.0, f"{a.name} region")
    return Part("place", 1.5, f"{a.name} within reach of {b.name}, {distance:.0f} km")


def _day_points(one: Claim, other: Claim) -> Part:
    a, b = one.window, other.window
    if not (a.known and b.known):
        return Part("day", 0.0, "unknown")
    if a.gap(b):
        return Part("day", -2.5, "one day apart")
    if a.precision == b.precision == "day":
        return Part("day", 2.0, str(a.iso))
    if "reported" in (a.precision, b.precision) and {a.precision, b.precision} <= {"day", "reported"}:
        return Part("day", 0.7, "reported within days of it")
    return Part("day", 0.3, "within the same period")


def _toll_points(one: Claim, other: Claim) -> list[Part]:
    parts = []
    for measure, weight in (("killed", 1.0), ("captured", 1.0), ("injured", 0.5), ("missing", 0.5)):
        a, b = one.counts.get(measure), other.counts.get(measure)
        if a is not None and b is not None:
            points, why = _compared(a, b)
            parts.append(Part("toll", round(weight * points, 2), f"{measure} {a.sign} and {b.sign}: {why}"))
    return parts


def _compared(a: Bounds, b: Bounds) -> tuple[float, str]:
    less, more = sorted((a.key, b.key))
    if less == more:
        return min(2.5, 0.3 + 0.5 * math.log2(max(more, 1))), "the same"
    if more - less <= 3 or more <= 2 * less:
        return (0.0, "a revision may lie between") if a.excludes(b) else (0.3, "they overlap")
    if not a.excludes(b):
        return 0.0, "they overlap"
    return (-1.0 if more <= 4 * less else -2.5), "far apart"


def _weapon_points(one: Claim, other: Claim) -> Part:
    a, b = one.weapons, other.weapons
    if not a or not b:
        return Part("weapon", 0.0, "unknown")
    if a & b:
        return Part("weapon", 1.0, ", ".join(sorted(a & b)))
    said = f"{', '.join(sorted(a))} and {', '.join(sorted(b))}"
    return Part("weapon", 0.0 if related(a, b) else -2.0, said)


def _victim_points(one: Claim, other: Claim) -> list[Part]:
    parts = []
    shared = one.victims & other.victims
    if shared:
        share = len(shared) / min(len(one.victims), len(other.victims))
        parts.append(Part("victims", round(0.5 + share, 2), ", ".join(sorted(shared))))
    if {one.victim_type, other.victim_type} == {"civilian", "combatant"}:
        parts.append(Part("victims", -1.0, "civilians and combatants"))
    return parts


def _perpetrator_points(one: Claim, other: Claim) -> Part:
    a, b = one.perpetrator, other.perpetrator
    if not a or not b:
        return Part("perpetrator", 0.0, "unknown")
    return Part("perpetrator", 0.5, a) if a == b else Part("perpetrator", -0.5, f"{a} and {b}")


def _article_points(one: Claim, other: Claim, where: Part) -> list[Part]:
    """Points for standing in one article, or for having the same words."""
    if one.quote and one.quote == other.quote:
        return [Part("words", 4.0, "the same words")]
    if one.article < 0 or one.article != other.article:
        return []
    beside = abs(one.start - other.start) <= BESIDE and one.source != other.source
    if beside and where.points <= 0:
        return [Part("article", 3.0, "side by side in one article, by two sources")]
    return [Part("article", 0.8, "in one article")]
