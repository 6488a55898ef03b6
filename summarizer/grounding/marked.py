"""Quotes found in a text without its markup, put back into the text as given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from summarizer.grounding.folding import fold, may_join_code_points
from summarizer.grounding.matches import Match, Span
from summarizer.values.markup import PlainText


@dataclass(frozen=True)
class MarkedUp:
    """A text with markup, and the same without.

    Attributes:
        given: the text as given.
        plain: the text without its markup.
    """

    given: str
    plain: PlainText

    def asked(self, near: int | None, scope: Span) -> tuple[int | None, Span]:
        """An offset and a scope of the text as given, in the plain text."""
        low, high = self.plain.offset(scope[0]), self.plain.offset_before(scope[1])
        return None if near is None else self.plain.offset(near), (low, max(low, high))

    def as_given(self, match: Match, quote: str) -> Match:
        """A match in the plain text, in offsets of the text as given."""
        spans = tuple(self._whole(*self.plain.original(*span)) for span in match.spans)
        if match.how != "exact" or (len(spans) == 1 and self.given[slice(*spans[0])] == quote):
            return Match(spans, match.how)
        return Match(spans, "typographic")

    def references(self, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """What stands in the reference marks within some spans, and right behind them."""
        low, high = spans[0][0], spans[-1][1] + 1
        return tuple(mark.words for mark in self.plain.references if low <= mark.start <= high)

    @cached_property
    def _inner(self) -> frozenset[int]:
        return fold(self.given).inner if may_join_code_points(self.given) else frozenset()

    def _whole(self, start: int, end: int) -> Span:
        """A span out to whole characters: a mark that is left out may have a combining one behind it."""
        while start in self._inner:
            start -= 1
        while end in self._inner:
            end += 1
        return start, end
