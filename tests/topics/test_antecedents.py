"""Whom pronouns and descriptions without a name stand for, by the syntax of the sentences before them."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.indexing import IndexedArticle
from summarizer.syntax.phrases import phrases_in
from summarizer.topics.antecedents import antecedent


def meant_by(words: str, text: str) -> str | None:
    """Whom the last phrase with these words stands for."""
    article = IndexedArticle.of(Article.from_text(text))
    found = None
    for index in range(len(article.article.sentences)):
        for phrase in phrases_in(article.parse.sentence(index)):
            if phrase.words == words:
                found = antecedent(article, index, phrase)
    return found.name if found is not None else None


@pytest.mark.parametrize(
    ("words", "text", "meant"),
    [
        pytest.param(
            "he",
            "Foreign Minister Sergei Lavrov met the envoys. After lunch, he refused the truce.",
            "Sergei Lavrov",
            id="the subject of the sentence before",
        ),
        pytest.param(
            "he",
            "Olaf Scholz telephoned Emmanuel Macron about the harvest. In the end he wanted a truce.",
            "Olaf Scholz",
            id="the subject, not the object",
        ),
        pytest.param(
            "She",
            "Mrs Angela Merkel greeted Mr Donald Tusk. She called for a truce.",
            "Angela Merkel",
            id="the title fits",
        ),
        pytest.param(
            "the Iran-backed group",
            "Hezbollah fired rockets at dawn. Hours later the Iran-backed group offered a truce.",
            "Hezbollah",
            id="a group by its description",
        ),
        pytest.param(
            "The group", "Hamas and Hezbollah met in Doha. The group refused a truce.", None, id="two groups fit"
        ),
        pytest.param(
            "its foreign ministry",
            "Turkey closed the border on Monday. On Tuesday its foreign ministry rejected the truce.",
            "Turkey",
            id="a body of the owner",
        ),
        pytest.param("it", "Sudan bought wheat. On Sunday it refused a truce.", "Sudan", id="the state named last"),
        pytest.param("The villagers", "Hamas left. The villagers wanted a truce.", None, id="no group"),
    ],
)
def test_a_phrase_without_a_name_stands_for_the_subject_that_fits(words: str, text: str, meant: str | None) -> None:
    assert meant_by(words, text) == meant
