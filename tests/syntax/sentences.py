"""A sentence parsed as an article of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.article import Article
from summarizer.indexing import IndexedArticle

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan


def parsed(sentence: str) -> TokenSpan:
    """The tokens of a sentence."""
    return IndexedArticle.of(Article.from_text(sentence)).parse.sentence(0)
