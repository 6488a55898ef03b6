"""What code reads off a sentence for a record: how long a ceasefire is, on what day it was, who says so."""

from __future__ import annotations

import pytest

from summarizer.article import Article
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.wording import day_in, duration_in, speaker_of


@pytest.mark.parametrize(
    ("words", "duration"),
    [
        ("They demand a ceasefire lasting at least 30 days.", "at least 30 days"),
        ("He proposed a truce of twenty-one days on all fronts.", "twenty-one days"),
        ("They rejected a ceasefire after others had proposed, in a text of ten pages, a three-week pause.",
         "three-week"),
        ("The cabinet approved the sixty-day arrangement.", "sixty-day"),
        ("They prolonged the truce by a further thirty days.", "a further thirty days"),
        ("The ceasefire held.", None),
        ("A day later the ceasefire was over.", None),
        ("The war had gone on for two years when, after many a round of talks by the envoys, a truce came.", None),
    ],
)  # fmt: skip
def test_how_long_a_ceasefire_is_to_last(words: str, duration: str | None) -> None:
    assert duration_in(words) == duration


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Nine people were killed on Friday.", "Friday"),
        ("He called on Saturday for sanctions after nine people were killed.", None),
        ("He said on Saturday that nine people were killed on Friday.", "Friday"),
        ("Nine people have been killed since Monday.", None),
    ],
)
def test_the_day_of_a_call_or_a_word_is_not_that_of_the_deed(words: str, day: str | None) -> None:
    assert day_in(words, words.index("nine") if "nine" in words else 0) == day


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The navy reckons that some 50 of them perished.", "The navy"),
        ("The interior ministry spoke by noon of eighteen dead.", "The interior ministry"),
        ("Some 40 people have died, by a broadcaster's count.", "a broadcaster"),
        ("Rebels fled. Nine people died.", None),
    ],
)
def test_who_gives_a_toll(text: str, speaker: str | None) -> None:
    assert speaker_of(ArticleFacts.of(Article.from_text(text)), 0) == speaker


def test_it_said_stands_for_whom_the_sentence_before_names() -> None:
    text = "The United Nations sent monitors. Nine people died in the raid, it said."
    assert speaker_of(ArticleFacts.of(Article.from_text(text)), 1) == "The United Nations"
