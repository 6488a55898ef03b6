"""Text in capitals is put into ordinary case in place: nothing moves, names keep their capital, other text is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Span
from summarizer.syntax.casing import in_ordinary_case

NAMES = frozenset({"Ruritania", "Strelsau", "NATO"})


def cased(text: str) -> str:
    """A text that is one sentence."""
    return in_ordinary_case(text, [Span(0, len(text))], NAMES.__contains__)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE REBELS SHELLED THE PORT.", "The rebels shelled the port."),
        ("RURITANIA SENT NINE GUARDS TO STRELSAU.", "Ruritania sent nine guards to Strelsau."),
        ("NINE ENVOYS OF NATO LEFT THE PORT.", "Nine envoys of NATO left the port."),
        ("The rebels shelled the port of NATO.", "The rebels shelled the port of NATO."),
        ("BREAKING", "BREAKING"),
    ],
    ids=["words", "names", "acronym", "ordinary text", "too short to tell"],
)
def test_a_sentence_in_capitals_reads_as_another_would(text: str, expected: str) -> None:
    assert cased(text) == expected


def test_a_name_in_capitals_is_known_from_the_rest_of_the_text() -> None:
    first, second = "REBELS FIRED ON ZENDA AT NIGHT.", "The mayor of Zenda fled."
    text = f"{first} {second}"
    spans = [Span(0, len(first)), Span(len(first) + 1, len(text))]
    assert in_ordinary_case(text, spans, NAMES.__contains__) == f"Rebels fired on Zenda at night. {second}"


@given(st.text(alphabet=st.sampled_from("ABCİIßÉÑŐΣ ab.,'’-12\n"), max_size=80))
def test_every_letter_stays_where_it_stood(text: str) -> None:
    result = cased(text)
    assert len(result) == len(text)
    for before, after in zip(text, result, strict=True):
        assert after == before or (before.isalpha() and after == before.lower())


@given(
    st.lists(st.sampled_from(["THE REBELS SHELLED THE PORT.", "The mayor of NATO fled.", "İZMİR FELL TO THE GUARDS."]))
)
def test_only_sentences_in_capitals_change(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    starts = [sum(len(s) + 2 for s in sentences[:n]) for n in range(len(sentences))]
    spans = [Span(start, start + len(s)) for start, s in zip(starts, sentences, strict=True)]
    result = in_ordinary_case(text, spans, NAMES.__contains__)
    assert len(result) == len(text)
    for span, sentence in zip(spans, sentences, strict=True):
        assert (span.of(result) == sentence) == (not sentence.isupper())
