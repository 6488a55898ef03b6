"""Finds where in its article a golden quote stands, also when the same words stand in several places."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Article, Span


def locate_quotes(article: Article, quotes: Sequence[str], words: Sequence[str]) -> tuple[Span | None, ...]:
    """Finds each quote in an article, exactly.

    Of several places the one is taken that has most of the record's own words in its sentence, then the one nearest to
    the record's quotes that stand in one place only, then the first.

    Args:
        article: the article.
        quotes: the words to find.
        words: what the record's other fields hold.

    Returns:
        For each quote its place, or `None` when it is not in the text.
    """
    places = [_occurrences(article.text, quote) for quote in quotes]
    anchors = [found[0].start for found in places if len(found) == 1]
    return tuple(_choose(article, found, words, anchors) for found in places)


def _occurrences(text: str, quote: str) -> list[Span]:
    """Every place where a quote stands, overlapping ones too."""
    found: list[Span] = []
    start = text.find(quote) if quote else -1
    while start >= 0:
        found.append(Span(start, start + len(quote)))
        start = text.find(quote, start + 1)
    return found


def _choose(article: Article, places: list[Span], words: Sequence[str], anchors: Sequence[int]) -> Span | None:
    """The likeliest of the places."""

    def unlikeliness(span: Span) -> tuple[int, int, int]:
        around = article.text[
            article.sentences[article.sentence_at(span.start)].start : article.sentences[
                article.sentence_at(span.end - 1)
            ].end
        ]
        near = min((abs(span.start - anchor) for anchor in anchors), default=0)
        return -sum(word in around for word in words), near, span.start

    if len(places) < 2:
        return places[0] if places else None
    return min(places, key=unlikeliness)
