"""Whatever the format and the encoding, the loaded text keeps every word and number of the article, in order."""

from __future__ import annotations

import csv
import html
import io
import json
import random
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article
from summarizer.batch import Entry, Inputs

_VOCABULARY = """
mayor rebels café Zürich Peña “truce” ministry’s shelling — killed wounded toll € district said Łódź Київ
"""
WORDS = _VOCABULARY.split()
WESTERN = [word for word in WORDS if word not in ("Łódź", "Київ")]


@st.composite
def articles(draw: st.DrawFn, words: list[str]) -> list[str]:
    """Paragraphs of words and numbers, each a sentence."""
    token = st.one_of(st.sampled_from(words), st.integers(0, 99_999).map(str), st.just("1,200"), st.just("3.5"))
    paragraph = st.lists(token, min_size=4, max_size=30).map(lambda tokens: f"The {' '.join(tokens)} today.")
    return draw(st.lists(paragraph, min_size=1, max_size=6))


def as_html(paragraphs: list[str], seed: int) -> str:
    """A page with the words of a text under inline tags that begin and end anywhere in them."""
    chance = random.Random(seed)
    written = []
    for paragraph in paragraphs:
        marked = ""
        for letter in paragraph:
            tag = chance.choice(("b", "i", "em", "span", "u"))
            marked += f"<{tag}>{html.escape(letter)}</{tag}>" if chance.random() < 0.1 else html.escape(letter)
        written.append(f"<p>{marked}</p>")
    return f"<article>{''.join(written)}</article>"


def as_markdown(paragraphs: list[str], seed: int) -> str:
    """A text in which whole words are links or stressed."""
    chance = random.Random(seed)
    forms = ("**{}**", "[{}](https://news.example/9)", "_{}_", "{}", "{}", "{}")
    marked = [
        " ".join(chance.choice(forms).format(word) if word.isalpha() else word for word in paragraph.split(" "))
        for paragraph in paragraphs
    ]
    return "\n\n".join(marked)


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def loaded(data: bytes, suffix: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        (item,) = Inputs([str(path)])
        assert isinstance(item, Entry), item
        return item.article.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le"])
@given(paragraphs=articles(WORDS), seed=st.integers(0, 10_000))
@settings(max_examples=8, deadline=None)
def test_single_articles_keep_every_word_and_number(encoding: str, paragraphs: list[str], seed: int) -> None:
    text = "\n\n".join(paragraphs)
    for suffix, written in (
        (".txt", text),
        (".md", as_markdown(paragraphs, seed)),
        (".html", as_html(paragraphs, seed)),
        (".json", json.dumps({"body": text}, ensure_ascii=False)),
    ):
        assert tokens(loaded(written.encode(encoding), suffix)) == tokens(text), suffix


@given(paragraphs=articles(WESTERN), seed=st.integers(0, 10_000))
@settings(max_examples=8, deadline=None)
def test_undeclared_windows_1252_keeps_every_word_and_number(paragraphs: list[str], seed: int) -> None:
    text = "\n\n".join(paragraphs)
    for suffix, written in ((".txt", text), (".html", as_html(paragraphs, seed))):
        assert tokens(loaded(written.encode("cp1252"), suffix)) == tokens(text), suffix


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@given(paragraphs=articles(WORDS))
@settings(max_examples=8, deadline=None)
def test_rows_of_tables_keep_every_word_and_number(encoding: str, paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    table = io.StringIO()
    csv.writer(table).writerows([["id", "text"], ["1", text]])
    line = json.dumps({"id": "1", "text": html.escape(text)}, ensure_ascii=False)
    for suffix, written in ((".csv", table.getvalue()), (".jsonl", line + "\n")):
        assert tokens(loaded(written.encode(encoding), suffix)) == tokens(text), suffix


@given(paragraphs=articles(WORDS))
@settings(max_examples=25, deadline=None)
def test_plain_paragraphs_are_loaded_as_they_are(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert Article.from_text(text).text == text
