"""The place of a toll is the nearest that its sentence names, and none where someone speaks or counts the dead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.extraction.casualties.places import place_in


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Nine were killed in the Sumy region of northeastern Ukraine.", "the Sumy region of northeastern Ukraine"),
        ("Four soldiers died near Pico Alto on Tuesday.", "Pico Alto"),
        ("Two women were hurt in the village of Brask.", "the village of Brask"),
        ("Rockets came down on the crowded Abu Nasr quarter.", "the crowded Abu Nasr quarter"),
        ("A shell struck the covered market of Port Ilse, killing five.", "the covered market of Port Ilse"),
        ("Jets bombed Nether Dale and nine people died.", "Nether Dale"),
        ("A guard was killed in an ambush on a blocked bridge.", "a blocked bridge"),
        ("At least 90 people have been killed across Lebanon.", "Lebanon"),
        ("Five died in Granar in the western province of Farad.", "Granar in the western province of Farad"),
    ],
)  # fmt: skip
def test_where_it_happened(words: str, place: str) -> None:
    assert place_in(words, 0, attacked=True) == place


@pytest.mark.parametrize(
    "words",
    [
        "Twelve people were killed in March.",
        "In Belgrade, the state office put the number of dead at four.",
        "At the regional hospital, a surgeon counted 40 wounded.",
        "The interior minister in Tripoli said 19 prisoners were taken.",
        "Nine people died in Israeli strikes.",
        "Nine people were killed on Friday.",
    ],
)
def test_where_someone_speaks_or_counts_is_no_place_of_the_deed(words: str) -> None:
    assert place_in(words, words.find("dead"), attacked=False) is None


def test_of_several_places_the_nearest_is_the_tolls() -> None:
    words = "Raids killed 62 people in Iran, and missiles left at least 28 dead in Israel."
    assert place_in(words, words.index("62"), attacked=True) == "Iran"
    assert place_in(words, words.index("at least"), attacked=True) == "Israel"


@given(st.text(alphabet="in at the of Port Ilse market , killed", max_size=60), st.integers(0, 60))
def test_a_place_is_words_of_the_sentence(words: str, near: int) -> None:
    place = place_in(words, near, attacked=True)
    assert place is None or (place in words and place == place.strip())


def test_a_name_of_very_many_parts_is_read_in_no_more_time_than_its_length_takes() -> None:
    """Names that could be cut up in many ways once took twice as long for each part: this one would never end."""
    name = "Aa" + "-Bb" * 2_000
    assert place_in(f"Nine died in {name}.", 0, attacked=True) == name
    assert place_in(f"Nine died in {name} _", 0, attacked=True) == name
