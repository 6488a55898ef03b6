"""Aligns the tokens of a quote with those of the article that resemble them most.

Candidates are seeded by the quote's rarest tokens, so that the length of the article hardly counts, and each is
aligned in a narrow band around its diagonal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from summarizer.grounding.tokens import Tokens

_BAND = 5
"""Tokens that may be put in or left out before an alignment leaves its diagonal's band."""

_SEEDS, _POSTINGS, _CANDIDATES = 10, 200, 6
_SHORT = 4
"""Tokens up to which a quote is also sought by words that resemble its own."""

_EXTRA, _LEFT_OUT, _UNLIKE, _NUMBERS, _INFINITE = 1.06, 0.3, 1.05, 0.6, 1e9
_ALIGN, _INSERT, _DELETE = 0, 1, 2
_WIDTH = 2 * _BAND + 1
_SHIFTS = sorted(range(-_BAND, _BAND + 1), key=abs)
_STEP = 3
"""Diagonals whose votes are counted together, for words left out shift the rest of a quote from one to the next."""

_WORTHWHILE = 0.4
"""Share of the likeliest place's votes that another must have to be looked at."""

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
            weight = 1.0 + 1.0 / len(places)
            for place in places[bisect_left(places, first) : bisect_left(places, last)]:
                votes[place - index] += weight
        support: defaultdict[int, float] = defaultdict(float)
        for diagonal, weight in votes.items():
            support[diagonal // _STEP] += weight
            support[diagonal // _STEP - 1] += weight
        likeliest = nlargest(2 * _CANDIDATES, support, key=lambda bucket: (support[bucket], -bucket))
        chosen: list[int] = []
        for bucket in likeliest:
            if len(chosen) == _CANDIDATES or support[bucket] < _WORTHWHILE * support[likeliest[0]]:
                break
            diagonal = max(range(bucket * _STEP, (bucket + 2) * _STEP), key=lambda d: votes.get(d, 0.0))
            if all(abs(diagonal - other) >= _STEP for other in chosen):
                chosen.append(diagonal)
        return chosen

    def _align_at(self, quote: Tokens, diagonal: int, first: int, last: int) -> Alignment | None:
        """The cheapest alignment in the band around a diagonal, both ends of the article's stretch free.

        Runs of the same words at the beginning and the end of the quote are set beside each other at once; only what
        lies between them is weighed.
        """
        keys, bounds = quote.keys, (diagonal, first, last)
        head, entry = self._run(keys, bounds, from_end=False)
        tail, leave = self._run(keys[head:], (diagonal + head, first, last), from_end=True)
        if head + tail == len(keys) and leave < entry:
            head, tail = 0, 0
        row, made = _entrance(entry if head else None, last - (diagonal - _BAND + head - 1))
        moves = [made]
        for index in range(head, len(keys) - tail):
            row, made = self._next_row(quote, index, row, (diagonal - _BAND + index, first, last))
            moves.append(made)
        column = leave if tail else min(range(_WIDTH), key=row.__getitem__)
        if row[column] >= _INFINITE:
            return None
        base = diagonal - _BAND
        pairs = _retrace(moves, column, base, head)
        before = [(i, base + i + entry) for i in range(head)]
        after = [(i, base + i + leave) for i in range(len(keys) - tail, len(keys))]
        return Alignment((*before, *pairs, *after), row[column])

    def _run(self, keys: list[str], bounds: tuple[int, int, int], *, from_end: bool) -> tuple[int, int]:
        """The longest run of the same words at one end, and the column of the band in which it lies."""
        diagonal, first, last = bounds
        best, column = 0, _BAND
        order = range(len(keys) - 1, -1, -1) if from_end else range(len(keys))
        for shift in _SHIFTS:
            length = 0
            for i in order:
                at = diagonal + shift + i
                if not first <= at < last or self.tokens.keys[at] != keys[i]:
                    break
                length += 1
            if length > best:
                best, column = length, _BAND + shift
        return (best, column) if best > 1 else (0, _BAND)

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
            inside = first <= at < last
            if inside and before < _INFINITE:
                other = keys[at]
                best = before if other == key else before + _unlike(key, other, is_number and kinds[at] == "number")
            if column + 1 < _WIDTH and row[column + 1] + _EXTRA < best:
                best, move = row[column + 1] + _EXTRA, _INSERT
            if inside and previous + _LEFT_OUT < best:
                best, move = previous + _LEFT_OUT, _DELETE
            costs.append(best)
            made.append(move)
            previous = best
        return costs, made


def _entrance(column: int | None, limit: int) -> tuple[list[float], list[int]]:
    """The row before the first token that is weighed: any place is free, or only the one where a run has ended.

    Args:
        column: where the run has ended, or `None`.
        limit: the first column that is beyond the article.
    """
    if column is None:
        return [0.0] * _WIDTH, [_ALIGN] * _WIDTH
    costs = [_LEFT_OUT * (at - column) if column <= at < max(limit, column + 1) else _INFINITE for at in range(_WIDTH)]
    return costs, [_DELETE if at > column else _ALIGN for at in range(_WIDTH)]


def _unlike(left: str, right: str, numbers: bool) -> float:
    """The cost of setting two different tokens beside each other."""
    if numbers:
        return _NUMBERS
    likeness = OSA.normalized_similarity(left, right, score_cutoff=0.5)
    return _UNLIKE - 0.5 * likeness


def _retrace(moves: list[list[int]], column: int, base: int, head: int) -> tuple[Pair, ...]:
    """The pairs of the alignment that ends in a column of the last row.

    Args:
        moves: the moves of each row, that of the entrance first.
        column: where the alignment ends.
        base: place in the article of the first column, were the quote's first token to be weighed.
        head: tokens of the quote before those that were weighed.
    """
    pairs: list[Pair] = []
    row = len(moves) - 1
    while row or moves[0][column] == _DELETE:
        index = head + row - 1
        move, at = moves[row][column], base + index + column
        if move == _ALIGN:
            pairs.append((index, at))
            row -= 1
        elif move == _INSERT:
            pairs.append((index, None))
            row, column = row - 1, column + 1
        else:
            pairs.append((None, at))
            column -= 1
    return tuple(reversed(pairs))
