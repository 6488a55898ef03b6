"""Sets the tokens of a quote beside those of the article that resemble them most.

Candidates are seeded by the quote's rarest tokens, so that the length of the article hardly counts, and each is
aligned in a narrow band around its diagonal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from summarizer.extraction.tokens import Tokens

_BAND = 5
"""Tokens that may be put in or left out before an alignment leaves its diagonal's band."""

_SEEDS, _POSTINGS, _CANDIDATES = 10, 200, 6
_SHORT = 4
"""Tokens up to which a quote is also sought by words that resemble its own."""

_GAP, _UNLIKE, _NUMBERS, _INFINITE = 0.6, 1.05, 0.6, 1e9
_ALIGN, _INSERT, _DELETE = 0, 1, 2

Pair = tuple[int | None, int | None]
"""Index of a quote token and of the article token set beside it; `None` where the other side has nothing."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quote set beside a stretch of the article.

    Attributes:
        pairs: every token of the quote, and every token of the stretch, in order.
        cost: 0 where all are the same.
    """

    pairs: tuple[Pair, ...]
    cost: float


class Aligner:
    """Finds the stretches of one article that resemble a quote."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    @cached_property
    def postings(self) -> dict[str, list[int]]:
        """Where each folded word of the article stands."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(self.tokens.keys):
            found[key].append(index)
        return dict(found)

    @cached_property
    def _neighbours(self) -> dict[str, list[int]]:
        """Where each two words of the article, written as one, stand."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        keys = self.tokens.keys
        for index in range(len(keys) - 1):
            found[keys[index] + keys[index + 1]].append(index)
        return dict(found)

    def align(self, quote: Tokens, low: int, high: int) -> Iterator[Alignment]:
        """Aligns a quote with the stretches between two offsets that share most with it, the likeliest first."""
        first = bisect_left(self.tokens.starts, low)
        last = bisect_right(self.tokens.ends, high)
        for diagonal in self._diagonals(quote, first, last):
            aligned = self._align_at(quote, diagonal, first, last)
            if aligned is not None:
                yield aligned

    def _seeds(self, quote: Tokens) -> Iterator[tuple[int, list[int]]]:
        """Tokens of the quote with the places where the article has them, rarest first."""
        known = [(i, self.postings[key]) for i, key in enumerate(quote.keys) if key in self.postings]
        known.sort(key=lambda seed: len(seed[1]))
        for rank, (index, places) in enumerate(known[:_SEEDS]):
            if rank < 2 or len(places) <= _POSTINGS:
                yield index, places
        if len(quote) <= _SHORT:
            yield from self._distant_seeds(quote)

    def _distant_seeds(self, quote: Tokens) -> Iterator[tuple[int, list[int]]]:
        """Words of the quote that the article spells or divides otherwise."""
        for index, key in enumerate(quote.keys):
            joined = key + quote.keys[index + 1] if index + 1 < len(quote) else ""
            for places in (self._neighbours.get(key), self.postings.get(joined)):
                if places:
                    yield index, places
            if key not in self.postings and len(key) > _SHORT:
                for alike, _, _ in extract(key, self.postings.keys(), scorer=OSA.distance, score_cutoff=2, limit=3):
                    yield index, self.postings[alike]

    def _diagonals(self, quote: Tokens, first: int, last: int) -> list[int]:
        """Places in the article at which the quote may begin, in token indices, the likeliest first."""
        votes: defaultdict[int, float] = defaultdict(float)
        for index, places in self._seeds(quote):
            weight = 1.0 / len(places)
            for place in places[bisect_left(places, first) : bisect_left(places, last)]:
                votes[place - index] += 1.0 + weight
        support = {d: sum(votes.get(d + shift, 0.0) for shift in range(-3, 4)) for d in votes}
        chosen: list[int] = []
        for diagonal in sorted(support, key=lambda d: (-support[d], -votes[d], d)):
            if len(chosen) == _CANDIDATES or (chosen and support[diagonal] < 0.4 * support[chosen[0]]):
                break
            if all(abs(diagonal - other) > _BAND for other in chosen):
                chosen.append(diagonal)
        return chosen

    def _align_at(self, quote: Tokens, diagonal: int, first: int, last: int) -> Alignment | None:
        """The cheapest alignment in the band around a diagonal, both ends of the article's stretch free."""
        width = 2 * _BAND + 1
        row = [0.0] * width
        moves: list[list[int]] = []
        for index in range(len(quote)):
            row, made = self._next_row(quote, index, row, (diagonal - _BAND + index, first, last))
            moves.append(made)
        column = min(range(width), key=row.__getitem__)
        if row[column] >= _INFINITE:
            return None
        return Alignment(_retrace(moves, column, diagonal - _BAND), row[column])

    def _next_row(
        self, quote: Tokens, index: int, row: list[float], place: tuple[int, int, int]
    ) -> tuple[list[float], list[int]]:
        """Costs, and the moves that gave them, once one more token of the quote is set."""
        base, first, last = place
        key, is_number = quote.keys[index], quote.kinds[index] == "number"
        keys, kinds = self.tokens.keys, self.tokens.kinds
        costs, made = [], []
        previous = _INFINITE
        for column, before in enumerate(row):
            at = base + column
            best, move = _INFINITE, _ALIGN
            if first <= at < last:
                other = keys[at]
                best = before if other == key else before + _unlike(key, other, is_number and kinds[at] == "number")
            if column + 1 < len(row) and row[column + 1] + _GAP < best:
                best, move = row[column + 1] + _GAP, _INSERT
            if previous + _GAP < best and first <= at < last:
                best, move = previous + _GAP, _DELETE
            costs.append(best)
            made.append(move)
            previous = best
        return costs, made


def _unlike(left: str, right: str, numbers: bool) -> float:
    """The cost of setting two different tokens beside each other."""
    if numbers:
        return _NUMBERS
    likeness = OSA.normalized_similarity(left, right, score_cutoff=0.5)
    return _UNLIKE - 0.5 * likeness


def _retrace(moves: list[list[int]], column: int, base: int) -> tuple[Pair, ...]:
    """The pairs of the alignment that ends in a column of the last row."""
    pairs: list[Pair] = []
    index = len(moves) - 1
    while index >= 0:
        move = moves[index][column]
        at = base + index + column
        if move == _ALIGN:
            pairs.append((index, at))
            index -= 1
        elif move == _INSERT:
            pairs.append((index, None))
            index, column = index - 1, column + 1
        else:
            pairs.append((None, at))
            column -= 1
    return tuple(reversed(pairs))
