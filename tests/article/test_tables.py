"""A table is no article: it is refused with the command that reads its rows."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.errors import UnreadableInput

CSV = "id,published,text\n7,2024-02-03,Four guards were wounded at the pass.\n"


@pytest.mark.parametrize(
    ("name", "data", "command"),
    [
        ("rows.csv", CSV.encode(), "summarizer batch rows.csv --out rows.briefings.jsonl"),
        ("my rows.tsv", CSV.replace(",", "\t").encode(), "batch 'my rows.tsv' --out 'my rows.briefings.jsonl'"),
        ("rows.jsonl", b'{"text": "One."}\n\n{"text": "Two."}\n', "batch rows.jsonl --out"),
        ("rows.csv.gz", gzip.compress(CSV.encode()), "batch rows.csv.gz --out rows.briefings.jsonl"),
        ("rows.parquet", b"PAR1", "batch rows.parquet --out"),
        ("story.txt.gz", gzip.compress(b"Four guards were wounded."), "unpack it, or use `summarizer batch"),
        ("rows.txt", CSV.replace(",", ";").encode(), "save it as 'rows.csv', then use `summarizer batch rows.csv"),
        ("rows", b'body\tdate\n"Four guards\nwere hurt."\t2024\n', "save it as 'rows.tsv'"),
    ],
)
def test_a_table_names_the_command_that_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    with pytest.raises(UnreadableInput) as refused:
        Article.from_file(name)
    assert command in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("story.txt", "Text, date and place are known\nFour guards were hurt, at the pass."),
        ("story.jsonl", '{"text": "Four guards were hurt."}\n'),
        ("story.txt", "Story, body\n\nFour guards were hurt."),
    ],
)
def test_an_article_that_only_resembles_a_table_is_read(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert "Four guards were hurt" in Article.from_file(tmp_path / name).text
