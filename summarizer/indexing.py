"""An article indexed once for everything that looks something up in it: quotes, actors, and on demand its syntax."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.article import Article, Span
from summarizer.grounding.grounding import QuoteIndex
from summarizer.linking.actors.index import ActorIndex
from summarizer.linking.registry import default_parties

if TYPE_CHECKING:
    from summarizer.syntax.parse import Parse


@dataclass(frozen=True)
class IndexedArticle:
    """An article with the indexes that grounding, checks and readers look things up in.

    Attributes:
        article: the article.
        quotes: finds quotes in it.
        actors: finds and resolves actors in it.
    """

    article: Article
    quotes: QuoteIndex
    actors: ActorIndex

    @classmethod
    def of(cls, article: Article) -> IndexedArticle:
        """Indexes an article; its sentences are parsed when they are first asked for."""
        return cls(article, QuoteIndex(article.text), ActorIndex(article.text, default_parties()))

    @cached_property
    def parse(self) -> Parse:
        """The syntax of the article; loads the parser at the first use in a process."""
        from summarizer.syntax.parse import Parse

        return Parse.of(self.article, default_parties().capitalised.__contains__)

    def sentence_span(self, index: int) -> Span:
        """The span of a sentence."""
        return self.article.sentences[index]

    def words(self, sentence: int) -> str:
        """The words of a sentence."""
        return self.article.sentences[sentence].of(self.article.text)
