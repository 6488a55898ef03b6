"""Noun phrases: how far each reaches, and which words are none."""

from __future__ import annotations

import pytest

from summarizer.syntax.phrases import phrases_in

from .sentences import parsed

SENTENCE = "The army of Ruritania shot three guards of the old prison in Strelsau."


def words_of(sentence: str) -> list[str]:
    """The phrases of a sentence."""
    return [phrase.words for phrase in phrases_in(parsed(sentence))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            SENTENCE,
            ["The army of Ruritania", "Ruritania", "three guards of the old prison", "the old prison", "Strelsau"],
        ),
        ("Israel's foreign minister rejected it.", ["Israel's foreign minister", "Israel", "it"]),
        ("Norway criticised US sanctions.", ["Norway", "US sanctions", "US"]),
        ("The shelling wounded 22 on Tuesday.", ["The shelling", "22"]),
        ("The gunmen, who came from Strelsau, killed the mayor.", ["The gunmen", "Strelsau", "the mayor"]),
        ("France and Germany signed the plan.", ["France", "Germany", "the plan"]),
        ("Rain fell.", ["Rain"]),
    ],
    ids=["of", "possessor", "name within", "bare number", "relative clause", "joined", "one word"],
)
def test_a_phrase_reaches_as_far_as_its_words(sentence: str, expected: list[str]) -> None:
    assert words_of(sentence) == expected


@pytest.mark.parametrize("day", ["on Tuesday", "in March", "at noon"])
def test_a_time_is_no_phrase(day: str) -> None:
    assert words_of(f"The guards left {day}.") == ["The guards"]


def test_a_phrase_stands_where_its_span_says() -> None:
    phrases = phrases_in(parsed(SENTENCE))
    for phrase in phrases:
        assert phrase.span.of(SENTENCE) == phrase.words
        assert phrase.span.start <= phrase.head.idx < phrase.span.end
    assert [p.span.start for p in phrases] == sorted(p.span.start for p in phrases)
    assert len({p.span for p in phrases}) == len(phrases)
