"""Blocking: keys that claims of one incident share, so that no claim is compared with all others."""

from __future__ import annotations

import math
from collections.abc import Iterator

from summarizer.digest.claims import Claim
from summarizer.digest.spelling import skeleton

FINE, COARSE = 0, 1
"""Roles in a block: fine claims are compared with all, or, in blocks for coarse ones, only with those."""

LONGEST_WINDOW = 8
"""A claim of more days than this is found by its month and toll."""

GRID = 0.3
"""Degrees; towns within 15 km share a cell of one of four shifted grids, but for the far north."""

WIDE_GRID = 4.0


def keys(claim: Claim) -> Iterator[tuple[str, int]]:
    """Yields the keys of a claim, with its role in each; none for a total over many incidents.

    A role `COARSE` marks a block whose pairs need one such claim.
    """
    if claim.cumulative:
        return
    if claim.quote:
        yield f"q:{claim.quote}", COARSE
    if claim.article >= 0:
        yield f"a:{claim.article}", COARSE
    days = range(claim.window.first, claim.window.last + 2)
    if not claim.window.known or len(days) > LONGEST_WINDOW + 1:
        days = range(0)
        for place in _own_places(claim):
            yield f"m:{place}:{claim.window.iso or ''}:{_toll(claim)}", COARSE
    for day in days:
        for place in _own_places(claim):
            yield f"p:{place}:{day}", COARSE
        for place, role in _wide_places(claim):
            yield f"w:{place}:{day}", role
        if claim.place.level in ("none", "country", "name"):
            yield f"d:{day}:{_toll(claim)}", COARSE
        else:
            yield f"d:{day}:{_toll(claim)}", FINE


def _toll(claim: Claim) -> str:
    return ",".join(f"{name}{bounds.key}" for name, bounds in sorted(claim.counts.items())[-1:])


def _own_places(claim: Claim) -> Iterator[str]:
    """The names and the small cells of a place that is finer than an area."""
    place = claim.place
    yield from dict.fromkeys(skeleton(name) for name in place.names)
    if place.level == "town" and place.point is not None:
        yield skeleton(place.name)
        yield from cells(place.point, GRID)


def _wide_places(claim: Claim) -> Iterator[tuple[str, int]]:
    """The wide cells of a place; those of an area are compared with all that lie about it."""
    place = claim.place
    if place.point is not None and (place.level == "town" or place.level == "area"):
        role = COARSE if place.level == "area" else FINE
        for cell in cells(place.point, WIDE_GRID):
            yield cell, role


def cells(point: tuple[float, float], size: float) -> Iterator[str]:
    """The cells of a point in four grids, shifted by half a cell."""
    for number, (down, right) in enumerate(((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5))):
        row, column = math.floor(point[0] / size + down), math.floor(point[1] / size + right)
        yield f"{number}.{row}.{column}.{size:g}"
