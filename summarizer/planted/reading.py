"""An article as it is read: what is planted in it replaced by spaces, every other code point where it stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex

from summarizer.article import Article, Span
from summarizer.planted.orders import orders_in
from summarizer.planted.structures import structures_in


@dataclass(frozen=True, slots=True)
class Planted:
    """A stretch of a text that is no report.

    Attributes:
        span: where it stands.
        what: what it is, in words.
    """

    span: Span
    what: str


@lru_cache(maxsize=64)
def planted_in(text: str) -> tuple[Planted, ...]:
    """The stretches of a text that are no report, in order and apart from each other."""
    found = [Planted(span, what) for span, what in structures_in(text)]
    found += [Planted(span, what) for span, what in orders_in(_without(text, (one.span for one in found)))]
    # An order that only the marks between its words hide from a search is looked for in the text as given too.
    found += [Planted(span, what) for span, what in orders_in(text)] if found else []
    return _joined(found)


@lru_cache(maxsize=64)
def as_read(article: Article) -> Article:
    """The article without what is planted in it; the same object where nothing is.

    Offsets count as in the article as given. A title that is no report is left out.
    """
    planted = planted_in(article.text)
    titled = article.title is not None and bool(planted_in(article.title))
    if not planted and not titled:
        return article
    text = _without(article.text, (one.span for one in planted))
    # Made anew, since a copy would keep the sentences of the text as given.
    return Article.model_validate({**article.model_dump(), "text": text, "title": None if titled else article.title})


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with spaces in place of some stretches; line ends stay, so that paragraphs do."""
    for span in spans:
        text = text[: span.start] + regex.sub(r"[^\n]", " ", span.of(text)) + text[span.end :]
    return text


def _joined(found: Iterable[Planted]) -> tuple[Planted, ...]:
    joined: list[Planted] = []
    for one in sorted(found, key=lambda planted: planted.span):
        if joined and one.span.start <= joined[-1].span.end:
            last = joined[-1]
            joined[-1] = Planted(Span(last.span.start, max(last.span.end, one.span.end)), last.what)
        else:
            joined.append(one)
    return tuple(joined)
