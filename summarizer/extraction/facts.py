"""An article made ready for checking: its quotes and its actors indexed once."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.article import Article, Span
from summarizer.grounding.grounding import QuoteIndex
from summarizer.linking.actors.index import ActorIndex
from summarizer.linking.registry import default_parties


@dataclass(frozen=True)
class ArticleFacts:
    """An article with the indexes that grounding and checks look things up in.

    Attributes:
        article: the article.
        quotes: finds quotes in it.
        actors: finds and resolves actors in it.
    """

    article: Article
    quotes: QuoteIndex
    actors: ActorIndex

    @classmethod
    def of(cls, article: Article) -> ArticleFacts:
        """Indexes an article."""
        return cls(article, QuoteIndex(article.text), ActorIndex(article.text, default_parties()))

    def sentence_span(self, index: int) -> Span:
        """The span of a sentence."""
        return self.article.sentences[index]
