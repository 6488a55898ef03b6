"""Docs, docstrings, comments and messages keep to the house rules of English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prose import Piece, findings, long_sentences, of_markdown, of_source

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("evals/*.md"), *ROOT.glob("evals/training/*.md")]
)
SOURCES = sorted(path for room in ("summarizer", "schemas", "prompts") for path in ROOT.glob(f"{room}/**/*.py"))


def test_sources_keep_to_the_rules() -> None:
    assert len(SOURCES) > 300
    assert not [found for path in SOURCES for piece in of_source(path) for found in findings(piece)]


def test_pages_keep_to_the_rules_and_their_sentences_are_short() -> None:
    assert ROOT / "README.md" in PAGES
    pieces = [piece for path in PAGES for piece in of_markdown(path)]
    assert not [found for piece in pieces for found in (*findings(piece), *long_sentences(piece))]


@pytest.mark.parametrize(
    "text",
    [
        "the model 'x' is none that is known",
        "Tells whether the file is there.",
        "Waits for so many seconds.",
        "It is the first line that decides.",
        "This is very fast.",
    ],
)
def test_the_rules_find_what_they_are_against(text: str) -> None:
    assert list(findings(Piece("here", text)))


def test_a_sentence_without_end_is_found() -> None:
    assert list(long_sentences(Piece("here", "word " * 51 + "end.")))
    assert not list(long_sentences(Piece("here", "A short one. " * 20)))


def test_the_glossary_has_each_word_once() -> None:
    rows = re.findall(r"(?m)^\| (?!word\b)([^|-]+?) \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    assert len(rows) > 50
    assert len(rows) == len(set(rows))
