"""Windows: the parts in which a model reads an article that does not fit its context.

Windows end at the ends of sentences and overlap by a few, so that a claim that runs over a border stands whole in one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.article import Article, Span
from summarizer.llm.limits import estimate_tokens

OVERLAP = 3
"""Sentences at the end of a window that the next one reads too."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of an article.

    Attributes:
        span: where it stands.
        index: its place among the windows, from 0.
        total: how many there are.
        paragraphs: numbers of its first and last paragraph, from 1.
    """

    span: Span
    index: int = 0
    total: int = 1
    paragraphs: tuple[int, int] = (1, 1)

    @property
    def label(self) -> str:
        """What tells its question from those over other windows; empty where there is one."""
        return f", part {self.index + 1} of {self.total}" if self.total > 1 else ""

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        first, last = self.paragraphs
        return f"paragraphs {first} to {last} (characters {self.span.start:,} to {self.span.end:,})"


def whole(article: Article) -> Window:
    """The whole article as one window."""
    return Window(Span(0, len(article.text)))


def windows_of(article: Article, tokens: int | None) -> tuple[Window, ...]:
    """The windows of an article: one where it fits.

    Args:
        article: the article.
        tokens: about how many tokens of it one question may hold; `None` for any number.
    """
    if tokens is None or estimate_tokens((article.text,)) <= tokens:
        return (whole(article),)
    spans = list(_runs(article, tokens))
    breaks = [match.start() for match in re.finditer(r"\n\s*\n", article.text)]
    paragraphs = [(bisect_right(breaks, s.start) + 1, bisect_right(breaks, s.end - 1) + 1) for s in spans]
    return tuple(Window(span, i, len(spans), paragraphs[i]) for i, span in enumerate(spans))


def _runs(article: Article, tokens: int) -> Iterator[Span]:
    """Runs of sentences within a number of tokens, each beginning with the last sentences of the one before."""
    pieces = [piece for span in article.sentences for piece in _pieces(article.text, span, tokens)]
    sizes = [estimate_tokens((piece.of(article.text),)) for piece in pieces]
    first = 0
    while True:
        end, size = first, 0
        while end < len(pieces) and (end == first or size + sizes[end] <= tokens):
            size += sizes[end]
            end += 1
        yield Span(pieces[first].start, pieces[end - 1].end)
        if end == len(pieces):
            return
        back, shared = end, 0
        while back > max(first + 1, end - OVERLAP) and (shared := shared + sizes[back - 1]) <= tokens // 4:
            back -= 1
        first = back


def _pieces(text: str, span: Span, tokens: int) -> Iterator[Span]:
    """A sentence, or where it is too long for a window, parts of it that end between words."""
    start = span.start
    while estimate_tokens((text[start : span.end],)) > tokens:
        end = start + max(tokens, 1)  # code points: no script has more than four bytes in one
        cut = max(text.rfind(" ", start, end), text.rfind("\n", start, end)) + 1
        yield Span(start, cut if cut > start else end)
        start = cut if cut > start else end
    if start < span.end:
        yield Span(start, span.end)
