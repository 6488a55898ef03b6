"""The parser keeps to the article: its sentences are the article's, its offsets count in the article's text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article, Span
from summarizer.indexing import IndexedArticle

TEXTS = {
    "blank lines": "The army fired on the port\n\nGuards fled from Strelsau.\n\n\nThe mayor stayed.",
    "quotes": '"We stop here," the minister said. "We go home." Nobody answered him.',
    "curly quotes": "“Is it over?” she asked. “It’s not.” The guns fell silent.",
    "capitals": "THE REBELS SHELLED THE PORT ON MONDAY. NINE GUARDS DIED. The mayor stayed.",
    "abbreviations": "Gen. Black met U.S. envoys at 5 p.m. in St. Mary. They signed nothing.",
    "a list": "The raid left:\n- 9 dead\n- 14 hurt\n\nThe mayor stayed.",
    "one word": "Silence",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_each_sentence_of_the_article_is_one_of_the_parser(text: str) -> None:
    article = Article.from_text(text)
    parse = IndexedArticle.of(article).parse
    assert [sentence[0].idx for sentence in parse.doc.sents] == [span.start for span in article.sentences]
    for index, span in enumerate(article.sentences):
        tokens = parse.sentence(index)
        assert tokens.text.strip().lower() == span.of(article.text).lower()
        assert len({token.sent.start for token in tokens}) == 1


@settings(max_examples=15)
@given(st.lists(st.sampled_from(sorted(TEXTS.values())), min_size=1, max_size=3).map("\n\n".join))
def test_every_token_stands_at_its_offset(text: str) -> None:
    article = Article.from_text(text)
    doc = IndexedArticle.of(article).parse.doc
    assert len(doc.text) == len(article.text)
    for token in doc:
        assert article.text[token.idx : token.idx + len(token)].lower() == token.lower_
    starts = {span.start for span in article.sentences}
    assert {token.idx for token in doc if token.is_sent_start} == starts


def test_the_tokens_of_a_span_are_those_that_begin_in_it() -> None:
    article = Article.from_text("Guards fled from Strelsau.")
    parse = IndexedArticle.of(article).parse
    assert [token.text for token in parse.tokens(Span(7, 16))] == ["fled", "from"]
    assert [token.text for token in parse.tokens(Span(1, 7))] == []
