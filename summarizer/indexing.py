"""An article indexed once for everything that looks something up in it: quotes, actors, and on demand its syntax."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.article import Article, Span
from summarizer.grounding.grounding import QuoteIndex
from summarizer.linking.actors.index import ActorIndex
from summarizer.linking.registry import default_parties
from summarizer.planted import Planted, as_read, planted_in
from summarizer.schemas import Evidence

if TYPE_CHECKING:
    from summarizer.syntax.parse import Parse


@dataclass(frozen=True)
class IndexedArticle:
    """An article with the indexes that grounding, checks and readers look things up in.

    Attributes:
        article: the article as it is read, with spaces for what is planted in it.
        quotes: finds quotes in it.
        actors: finds and resolves actors in it.
        given: the article as given; the same one where nothing is planted.
    """

    article: Article
    quotes: QuoteIndex
    actors: ActorIndex
    given: Article

    @classmethod
    def of(cls, article: Article) -> IndexedArticle:
        """Indexes an article; its sentences are parsed when they are first asked for."""
        read = as_read(article)
        return cls(read, QuoteIndex(read.text), ActorIndex(read.text, default_parties()), article)

    @property
    def planted(self) -> tuple[Planted, ...]:
        """The stretches of the article as given that are not read."""
        return planted_in(self.given.text) if self.given is not self.article else ()

    def planted_words(self, words: str) -> Planted | None:
        """The planted stretch that words stand in; `None` where they stand in none."""
        sought = _letters(words)
        return next((one for one in self.planted if sought and sought in _letters(one.span.of(self.given.text))), None)

    def evidence(self, *spans: Span) -> tuple[Evidence, ...]:
        """The words at spans as evidence, without what is planted in them."""
        pieces = [piece for span in spans for piece in self.pieces(span)]
        return tuple(Evidence(quote=p.of(self.given.text), start=p.start, end=p.end) for p in pieces)

    def pieces(self, span: Span) -> tuple[Span, ...]:
        """What of a span is read: all of it, or where something is planted in it, what stands beside that."""
        pieces, at = [], span.start
        for one in self.planted:
            if one.span.overlaps(span):
                pieces.append(Span(at, one.span.start))
                at = one.span.end
        bare = [self._stripped(Span(start, end)) for start, end in (*pieces, Span(at, span.end)) if start < end]
        return tuple(piece for piece in bare if piece.start < piece.end) if pieces else (span,)

    def _stripped(self, span: Span) -> Span:
        words = span.of(self.given.text)
        return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))

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


def _letters(words: str) -> str:
    """Letters and digits alone, without case."""
    return "".join(char for char in words.casefold() if char.isalnum())
