"""Lines with labels are tolls of their own: a line and its label are a unit, and adjacent lines are one toll."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.topics.casualties.labels import labelled_tolls

LABELS = {"killed": ("Killed", "Dead", "Deaths"), "injured": ("Wounded", "Injured"), "missing": ("Missing",)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Killed: 9\nWounded: 14\nMissing: 3", {"killed": 9, "injured": 14, "missing": 3}, id="colon"),
        pytest.param("- 9 dead\n- 14 injured", {"killed": 9, "injured": 14}, id="points"),
        pytest.param("Dead - at least 12\n\nInjured - 30", {"killed": 12, "injured": 30}, id="dash, paragraphs"),
    ],
)
def test_a_list_of_labels_is_one_toll(text: str, expected: dict[str, int]) -> None:
    (toll,) = labelled_tolls(f"The figures of noon:\n\n{text}\n\nThe ministry blamed nobody.")
    assert {harm: count.key for harm, (count, _) in toll.counts.items()} == expected


def test_a_sentence_is_no_line_with_a_label() -> None:
    assert labelled_tolls("Nine people were killed near the bridge.\nThe army said 14 of its men were wounded.") == ()


@given(
    st.lists(st.sampled_from(sorted(LABELS)), min_size=1, max_size=3, unique=True),
    st.lists(st.integers(1, 9999), min_size=3, max_size=3),
    st.sampled_from([": ", " - ", ":\t"]),
    st.sampled_from(["", "- ", "• ", "1. "]),
    st.data(),
)
def test_any_layout_gives_the_counts_under_their_own_labels(
    harms: list[str], numbers: list[int], gap: str, bullet: str, data: st.DataObject
) -> None:
    lines = [
        f"{bullet}{data.draw(st.sampled_from(LABELS[harm]))}{gap}{number}"
        for harm, number in zip(harms, numbers, strict=False)
    ]
    text = "Toll so far\n\n" + "\n".join(lines)
    tolls = labelled_tolls(text)
    found = {harm: count.best for toll in tolls for harm, (count, _) in toll.counts.items()}
    assert found == dict(zip(harms, numbers, strict=False))
    assert all(text[s.start : s.end] == count.text for toll in tolls for count, s in toll.counts.values())
