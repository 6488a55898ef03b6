"""Who must agree to a ceasefire: whom the actor asks, with whom it is, or who agreed to it together with the actor."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.positions.counterparties import counterparty_in


@pytest.mark.parametrize(
    ("words", "actor", "stance", "counterparty"),
    [
        ("France urged Israel to stop.", "France", "demands", "Israel"),
        ("Kyiv has demanded that Russia agree to a truce.", "Kyiv", "demands", "Russia"),
        ("Berlin said it was for Russia to accept the ceasefire.", "Berlin", "demands", "Russia"),
        ("Israel accepted a ceasefire with Hezbollah.", "Israel", "accepts", "Hezbollah"),
        ("Israel and Hezbollah have agreed to a truce.", "Israel", "accepts", "Hezbollah"),
        ("Israel and Hezbollah have agreed to a truce.", "Hezbollah", "accepts", "Israel"),
    ],
)
def test_who_is_tied_to_the_position(words: str, actor: str, stance: str, counterparty: str) -> None:
    assert counterparty_in(ArticleFacts.of(Article.from_text(words)), 0, actor, stance) == counterparty


@pytest.mark.parametrize(
    ("words", "actor", "stance"),
    [
        ("France called for a ceasefire in Lebanon.", "France", "demands"),
        ("Israel told Reuters that no truce was considered.", "Israel", "rejects"),
        ("Israel asked Qatar to clarify the truce.", "Israel", "noncommittal"),
        ("Israel, Egypt and Jordan have agreed to a truce brokered by Oman.", "Egypt", "mediates"),
    ],
)
def test_nobody_is_named_whom_no_words_tie_to_it(words: str, actor: str, stance: str) -> None:
    assert counterparty_in(ArticleFacts.of(Article.from_text(words)), 0, actor, stance) is None
