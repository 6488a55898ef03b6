"""Articles come out of folders, globs, JSONL, CSV and Parquet; what can't be read is named and passed over."""

from __future__ import annotations

import datetime
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from briefings import Desk, articles, ids, lines

from summarizer.batch import Batch, Columns, Entry, Inputs, Unreadable
from summarizer.errors import UsageError

ROWS = [
    {"key": "x1", "body": "First, with a comma\nand a line.", "day": "2025-05-18", "head": "One"},
    {"key": "x2", "body": "Second – with “signs”.", "day": "2025-05-19T10:30:00Z", "head": ""},
]
COLUMNS = Columns(text="body", date="day", title="head", id="key")


def entries(path: Path | str, columns: Columns | None = None) -> list[Entry]:
    return [item for item in Inputs([str(path)], columns) if isinstance(item, Entry)]


def as_jsonl(path: Path) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS) + "\n")
    return path


def as_csv(path: Path) -> Path:
    rows = [",".join(ROWS[0]), *(",".join('"{}"'.format(v.replace('"', '""')) for v in row.values()) for row in ROWS)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    return path


def as_parquet(path: Path) -> Path:
    days = [datetime.datetime(2025, 5, n, 23, 59, tzinfo=datetime.UTC) for n in (18, 19)]
    table = pa.table({**{n: [row[n] for row in ROWS] for n in ("key", "body", "head")}, "day": days, "other": [1, 2]})
    pq.write_table(table, path)
    return path


def as_gzip(path: Path) -> Path:
    path.write_bytes(gzip.compress(as_jsonl(path).read_bytes()))
    return path


def as_zstd(path: Path) -> Path:
    path.write_bytes(pa.compress(as_jsonl(path).read_bytes(), codec="zstd", asbytes=True))
    return path


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("in.jsonl", as_jsonl),
        ("in.csv", as_csv),
        ("in.parquet", as_parquet),
        ("in.jsonl.gz", as_gzip),
        ("in.jsonl.zst", as_zstd),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_table_gives_the_same_articles(tmp_path: Path, name: str, write) -> None:  # type: ignore[no-untyped-def]
    found = [entry.article for entry in entries(write(tmp_path / name), COLUMNS)]
    assert [(a.id, a.text, str(a.date), a.title) for a in found] == [
        ("x1", "First, with a comma\nand a line.", "2025-05-18", "One"),
        ("x2", "Second – with “signs”.", "2025-05-19", None),
    ]


def test_a_folder_gives_its_articles_at_any_depth_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.json", ".hidden/d.txt", "notes.csv", "a/.e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"text": name}) if name.endswith("json") else name)
    first = [entry.origin for entry in entries(tmp_path)]
    assert first == [str(tmp_path / name) for name in ("a/c.json", "a/z.md", "b.txt")]
    assert [entry.origin for entry in entries(f"{tmp_path}/**/*.txt")] == [str(tmp_path / "b.txt")]


def test_an_id_is_that_of_the_table_or_the_hash_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "One.", "id": 7}\n{"text": "Two."}\n')
    assert [(e.article.id, e.named) for e in entries(path)] == [("7", True), (entries(path)[1].article.id, False)]
    assert len(entries(path)[1].article.id) == 16


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "cut', "not valid JSON"),
        ("[1, 2]", "not a JSON object"),
        ('{"text": null}', "no text"),
        ('{"text": "  "}', "no article text"),
        ('{"text": "Fine.", "date": "18 May"}', "'date'"),
        ('{"text": "\\u0000"}', "binary"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"text": "Before."}}\n{line}\n{{"text": "After."}}\n')
    before, bad, after = Inputs([str(path)])
    assert isinstance(bad, Unreadable)
    assert bad.origin == f"{path}:2"
    assert said in bad.message
    assert isinstance(before, Entry)
    assert isinstance(after, Entry)


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.parquet"])
def test_a_column_that_is_not_there_is_said_before_anything_is_asked(tmp_path: Path, name: str) -> None:
    path = {"in.jsonl": as_jsonl, "in.csv": as_csv, "in.parquet": as_parquet}[name](tmp_path / name)
    with pytest.raises(UsageError, match=r"no column 'text'.*body"):
        list(Inputs([str(path)]))


@pytest.mark.parametrize("path", ["nowhere.jsonl", "nothing*.txt", "empty"])
def test_an_input_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no article in"):
        Inputs([path])


def test_what_has_been_read_grows_to_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(a.model_dump_json() + "\n" for a in articles(500)))
    inputs = Inputs([str(path)])
    seen = [inputs.fraction for _ in inputs]
    assert seen == sorted(seen)
    assert 0 < seen[0] < 0.5
    assert inputs.fraction == 1.0


async def test_a_file_that_can_not_be_read_is_a_failure_until_it_is_mended(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    folder.mkdir()
    (folder / "good.txt").write_text("Nine people were killed.")
    (folder / "bad.txt").write_bytes(b"")
    report = await Batch(out, Desk().brief).run(Inputs([str(folder)]))
    assert report.counts == {"done": 1, "lost": 1}
    (failed,) = lines(tmp_path / "out.jsonl.failures.jsonl")
    assert (failed["id"], failed["error"]) == (str(folder / "bad.txt"), "UnreadableInput")
    (folder / "bad.txt").write_text("Ten people were killed.")
    report = await Batch(out, Desk().brief).run(Inputs([str(folder)]))
    assert report.counts == {"done": 2}
    assert len(ids(out)) == 2


async def test_a_file_whose_text_changed_stops_the_run(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    folder.mkdir()
    (folder / "a.txt").write_text("Nine people were killed.")
    await Batch(out, Desk().brief).run(Inputs([str(folder)]))
    (folder / "a.txt").write_text("Ten people were killed.")
    with pytest.raises(UsageError, match="changed"):
        await Batch(out, Desk().brief).run(Inputs([str(folder)]))
    assert len(ids(out)) == 1
