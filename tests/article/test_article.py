"""Articles load from every form they come in, and say what is wrong when they don't."""

import datetime
import io
import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article, split_sentences
from summarizer.errors import UnreadableInput
from summarizer.loading import MAX_BYTES

SEED = Path("seeds/2025-05-18-sumy-bus.txt")


def test_the_date_line_of_the_seed_is_metadata_and_not_text() -> None:
    article = Article.from_file(SEED)
    assert article.date == datetime.date(2025, 5, 18)
    assert article.text.startswith("Zelenskyy called on Saturday")


def test_front_matter_of_markdown_is_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: A raid\ndate: 2024-03-02\nsource: wire\ntags: [x]\n---\n\nNine died.\n", encoding="utf-8"
    )
    article = Article.from_file(path)
    assert (article.title, article.source, article.text) == ("A raid", "wire", "Nine died.")
    assert article.date == datetime.date(2024, 3, 2)


def test_html_gives_its_article_and_metadata(tmp_path: Path) -> None:
    body = "".join(
        f"<p>Nine people were killed in town number {n}, officials said, in the worst attack yet.</p>" for n in range(6)
    )
    page = (
        '<html><head><title>Raid</title><meta property="og:title" content="A raid">'
        '<meta property="article:published_time" content="2024-03-02T10:00:00Z"></head>'
        f"<body><nav>Menu</nav><article><h1>A raid</h1>{body}</article><script>alert(1)</script></body></html>"
    )
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    article = Article.from_file(path)
    assert article.title == "A raid"
    assert article.date == datetime.date(2024, 3, 2)
    assert "town number 5" in article.text
    assert "alert" not in article.text


def test_json_gives_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": "Nine died.", "date": "2024-03-02", "id": "x1", "other": 1}), encoding="utf-8")
    assert Article.from_file(path).id == "x1"


def test_standard_input_is_read_as_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"date 2024-03-02\nNine died."), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stdin)
    assert Article.from_file("-").text == "Nine died."


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        pytest.param("utf-8-sig", "Nine people died in Sumy.", id="utf-8 with a mark"),
        pytest.param("utf-16", "Nine people died in Sumy.", id="utf-16"),
        pytest.param("cp1251", "Україна закликала до негайного припинення вогню. " * 5, id="windows-1251"),
        pytest.param("shift_jis", "昨日の攻撃で九人が死亡したと当局が発表した。" * 5, id="shift-jis"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(tmp_path: Path, encoding: str, words: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(words.encode(encoding))
    assert Article.from_file(path).text.strip() == words.strip()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \n\n ", "is empty", id="white space"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, "not text", id="binary"),
        pytest.param(b"x" * (MAX_BYTES + 1), "larger than 4 MB", id="too large"),
        pytest.param(b"---\n[}\n---\ntext", "not valid YAML", id="front matter"),
    ],
)
def test_a_file_without_an_article_says_what_is_wrong(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=says):
        Article.from_file(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"no such file .*gone\.txt"):
        Article.from_file(tmp_path / "gone.txt")
    with pytest.raises(UnreadableInput, match="is a folder"):
        Article.from_file(tmp_path)


def test_a_date_that_is_no_date_is_named() -> None:
    for written in ("last week", "05/06/2025"):
        with pytest.raises(UnreadableInput, match="invalid date"):
            Article.from_text("Nine died.", date=written)


def test_the_same_text_has_the_same_id() -> None:
    assert Article.from_text("Nine died.").id == Article.from_text("Nine died.", title="other").id
    assert Article.from_text("Nine died.").id != Article.from_text("Ten died.").id


def test_sentences_end_at_paragraphs_and_not_at_abbreviations() -> None:
    text = "The U.S. Army left. He stayed.\n\nRALLYING SUPPORT\n\nOn Oct. 24, nine died."
    words = [span.of(text) for span in split_sentences(text)]
    assert words == ["The U.S. Army left.", "He stayed.", "RALLYING SUPPORT", "On Oct. 24, nine died."]


@given(st.text(max_size=300))
def test_sentences_are_in_order_inside_the_text_and_keep_every_word(text: str) -> None:
    spans = split_sentences(text)
    assert all(0 <= a.start < a.end <= len(text) for a in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = set().union(*(range(s.start, s.end) for s in spans))
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


def test_a_date_that_a_caller_gives_is_said_to_be_given() -> None:
    assert Article(text="Nine died.", date=datetime.date(2024, 3, 2)).date_source == "given"
    assert Article(text="Nine died.").date_source == "none"


def test_the_credit_of_a_photograph_ends_a_sentence() -> None:
    text = "Men wait in Oruma. Ola Brun/Anadolu/Getty Images President Orlo spoke. It was via Reuters that he heard."
    assert [span.of(text) for span in split_sentences(text)] == [
        "Men wait in Oruma.",
        "Ola Brun/Anadolu/Getty Images",
        "President Orlo spoke.",
        "It was via Reuters that he heard.",
    ]
