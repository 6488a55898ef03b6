"""The measure is the words for what is asked or done, without who asks it and the verb of asking."""

from __future__ import annotations

import pytest

from summarizer.extraction.positions.measures import measure_in


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("Kyiv called for stronger sanctions on Moscow.", "stronger sanctions"),
        ("Norvald published sanctions against the firms.", "sanctions"),
        ("On Wednesday Norvald announced new sanctions.", "new sanctions"),
        ("Kestria remains under sanctions.", "sanctions"),
        ("Her minister asked for an arms embargo on Kestria.", "an arms embargo"),
        ("He pressed for a tenth package of sanctions.", "a tenth package of sanctions"),
        ("They prolonged the freeze on the funds of the bank.", "the freeze on the funds"),
        ("Norvald brought in a joint ban on the export of aviation fuel to the isles.",
         "a joint ban on the export of aviation fuel"),
        ("Norvald froze the assets of eleven generals.", "froze the assets"),
        ("Parliament asked them to halt all purchases of Kestrian gas.", "halt all purchases of Kestrian gas"),
        ("The Treasury then blacklisted the president.", "blacklisted"),
        ("Norvald denied visas to 46 officials.", "denied visas"),
    ],
)  # fmt: skip
def test_what_is_asked_or_done(words: str, measure: str) -> None:
    assert measure_in(words) == measure


@pytest.mark.parametrize("words", ["Kurti wants more.", "They met in Lissom.", "The bank opened an account."])
def test_without_a_measure_there_is_none(words: str) -> None:
    assert measure_in(words) is None
