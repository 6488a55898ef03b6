"""An article parsed once: spaCy's tokens under the article's own sentences and offsets."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.article import Article, Span
from summarizer.syntax.casing import in_ordinary_case
from summarizer.syntax.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan


@dataclass(frozen=True)
class Parse:
    """The syntax of an article.

    Attributes:
        article: the article; every offset counts in its text.
        doc: its tokens, each sentence of the article one sentence of the parser.
    """

    article: Article
    doc: Doc

    @classmethod
    def of(cls, article: Article, is_name: Callable[[str], bool]) -> Parse:
        """Parses an article.

        Args:
            article: the article.
            is_name: true of a word, given with a capital, that is a name wherever it stands (for texts in capitals).
        """
        pipeline = load_pipeline()
        doc = pipeline.make_doc(in_ordinary_case(article.text, article.sentences, is_name))
        starts = {span.start for span in article.sentences}
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in starts
        for _, component in pipeline.pipeline:
            doc = component(doc)
        return cls(article, doc)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.idx for token in self.doc]

    def sentence(self, index: int) -> TokenSpan:
        """The tokens of a sentence of the article."""
        return self.tokens(self.article.sentences[index])

    def tokens(self, span: Span) -> TokenSpan:
        """The tokens that begin within a span of the text."""
        first = bisect.bisect_left(self._token_starts, span.start)
        return self.doc[first : bisect.bisect_left(self._token_starts, span.end)]


def span_of(first: Token, last: Token) -> Span:
    """Where the words from one token to another stand in the text."""
    return Span(first.idx, last.idx + len(last))
