"""The training sentences of the role classifier can be read, and become the rows that training needs."""

from __future__ import annotations

import json
import random
from importlib import resources
from pathlib import Path

import pytest
from safetensors import safe_open

from evals.training.examples import (
    LABELS,
    LabelledSpan,
    Row,
    halves,
    negatives,
    read_file,
    read_line,
    rows_of,
    sentence_files,
    topic_of,
)

FILES = sentence_files()


def test_every_topic_has_sentences() -> None:
    assert {topic_of(path) for path in FILES} == set(LABELS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_sentence_file_is_well_formed(path: Path) -> None:
    lines = read_file(path)
    assert len(lines) > 400
    for line in lines:
        assert line.text.strip() == line.text
        for span in line.spans:
            words = line.text[span.start : span.end]
            assert words
            assert words == words.strip()
        starts_and_ends = [at for span in line.spans for at in (span.start, span.end)]
        assert starts_and_ends == sorted(starts_and_ends)


@pytest.mark.parametrize("topic", LABELS)
def test_every_label_is_used(topic: str) -> None:
    used = {s.label for path in FILES if topic_of(path) == topic for line in read_file(path) for s in line.spans}
    assert used == set(LABELS[topic])


def test_labels_are_those_of_the_packaged_adapter() -> None:
    with (
        resources.as_file(resources.files("summarizer.roles").joinpath("adapter.safetensors")) as path,
        safe_open(path, "numpy") as file,
    ):
        packaged = json.loads(file.metadata()["labels"])
    assert {topic: tuple(labels) for topic, labels in packaged.items()} == LABELS


def test_spans_count_behind_the_context() -> None:
    line = read_line("[Orria|accepts] signed. || [Its rival|rejects] did not.", "ceasefire")
    assert line.context == "Orria signed."
    assert [(line.text[s.start : s.end], s.label) for s in line.spans] == [("Its rival", "rejects")]


@pytest.mark.parametrize("line", ["[Orria|accept] signed.", "[Orria|accepts signed.", "Orria || signed || again."])
def test_a_faulty_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="Orria"):
        read_line(line, "ceasefire")


def test_rows_hold_marks_and_the_other_phrases_of_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "sanctions-9.txt"
    path.write_text(
        "The vote was close. || [The Kestrian parliament|imposed] froze the assets of [two ministers|target].\n",
        encoding="utf-8",
    )
    (row,) = rows_of(read_file(path), topic_of(path))
    assert row.context == "The vote was close."
    assert row.text == "The Kestrian parliament froze the assets of two ministers."
    labels = {row.text[s.start : s.end]: (s.label, s.marked) for s in row.spans}
    assert labels["The Kestrian parliament"] == ("imposed", True)
    assert labels["two ministers"] == ("target", True)
    assert labels["the assets of two ministers"] == ("none", False)


def test_a_phrase_with_the_head_of_a_mark_has_its_label() -> None:
    line = read_line("[Officials of the Varn League|opposed] condemned the embargo.", "sanctions")
    shorter = read_line("Senior [officials|opposed] condemned the embargo.", "sanctions")
    for one in (line, shorter):
        (row,) = rows_of([one], "sanctions")
        assert all(s.label == "opposed" for s in row.spans if "fficials" in row.text[s.start : s.end])
    assert any(row.text[s.start : s.end] == "Senior officials" for s in row.spans)


def test_negatives_are_sentences_without_the_other_topics_words() -> None:
    span = LabelledSpan(0, 5, "imposed", marked=True)
    plain = Row("sanctions", "", "Orria barred the bank.", (span,))
    about_both = Row("sanctions", "", "Orria imposed an embargo after the truce failed and nine were killed.", (span,))
    found = list(negatives([plain, about_both], 1.0, random.Random(0)))
    assert {row.topic for row in found} == {"ceasefire", "casualties"}
    assert all(row.text == plain.text and row.spans[0].label == "none" for row in found)


def test_a_tenth_is_held_out_and_nothing_lost() -> None:
    rows = [Row("sanctions", "", str(n), ()) for n in range(400)]
    learned, held = halves(rows)
    assert len(held) == 40
    assert sorted(int(row.text) for row in learned + held) == list(range(400))
