"""Articles come out of folders, globs, JSONL, CSV and Parquet; what can't be read is named and passed over."""

from __future__ import annotations

import datetime
import gzip
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from briefings import Desk, articles, ids, lines

from summarizer.batch import Batch, Chosen, Columns, Entry, Inputs, Selection, Unreadable
from summarizer.errors import UsageError

ROWS = [
    {"key": "x1", "words": "First, with a comma\nand a line.", "day": "2025-05-18", "head": "One"},
    {"key": "x2", "words": "Second – with “signs”.", "day": "2025-05-19T10:30:00Z", "head": ""},
]
COLUMNS = Columns(text="words", date="day", title="head", id="key")


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
    table = pa.table({**{n: [row[n] for row in ROWS] for n in ("key", "words", "head")}, "day": days, "other": [1, 2]})
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
    for name in ("b.txt", "a/z.md", "a/c.json", ".hidden/d.txt", "notes.xlsx", "a/.e.txt", "out.jsonl.failures.jsonl"):
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
        ('{"text": null}', "no article text"),
        ('{"text": "  "}', "no article text"),
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
    with pytest.raises(UsageError, match=r"no column 'text'.*words"):
        list(Inputs([str(path)]))


@pytest.mark.parametrize("path", ["nowhere.jsonl", "nothing*.txt", "empty"])
def test_an_input_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no articles found in"):
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


def test_a_folder_gives_shards_and_tables_beside_single_articles(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("A single one.")
    (tmp_path / "two.txt.gz").write_bytes(gzip.compress(b"Another single one."))
    (tmp_path / "part-0.jsonl").write_text('{"text": "From a shard."}\n')
    (tmp_path / "part-1.jsonl.gz").write_bytes(gzip.compress(b'{"text": "From a packed shard."}\n'))
    (tmp_path / "part-2.csv").write_text("text\nFrom a table.\n")
    pq.write_table(pa.table({"content": ["From Parquet."]}), tmp_path / "part-3.parquet")
    assert sorted(entry.article.text for entry in entries(tmp_path)) == [
        "A single one.",
        "Another single one.",
        "From Parquet.",
        "From a packed shard.",
        "From a shard.",
        "From a table.",
    ]


def test_a_table_of_something_else_in_a_folder_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("price,amount\n1,2\n")
    (tmp_path / "b.txt").write_text("An article.")
    bad, good = Inputs([str(tmp_path)])
    assert isinstance(bad, Unreadable)
    assert "no column 'text'" in bad.message
    assert isinstance(good, Entry)


@pytest.mark.parametrize("name", ["cut.jsonl.gz", "cut.csv.gz"])
def test_a_packed_table_that_was_cut_off_is_named_and_what_was_whole_is_read(tmp_path: Path, name: str) -> None:
    rows = [json.dumps({"text": f"Article {n}: {hash(str(n))}"}) for n in range(3000)]
    if "csv" in name:
        rows = ["text", *(f"Article {n}: {hash(str(n))}" for n in range(3000))]
    whole = gzip.compress("\n".join(rows).encode())
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    (tmp_path / "z.txt").write_text("An article.")
    items = list(Inputs([str(tmp_path)]))
    (bad,) = [item for item in items if isinstance(item, Unreadable)]
    assert bad.origin == str(tmp_path / name)
    assert f"after row {len(items) - 2} " in bad.message
    assert len(items) > 500
    assert isinstance(items[-1], Entry)


def test_a_damaged_parquet_file_and_a_dead_link_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing more")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "c.jsonl").symlink_to(tmp_path / "gone.jsonl")
    (tmp_path / "d.txt").write_text("An article.")
    parquet, text, table, good = Inputs([str(tmp_path)])
    assert isinstance(parquet, Unreadable)
    assert "Parquet" in parquet.message
    for item in (text, table):
        assert isinstance(item, Unreadable)
        assert "link" in item.message
    assert isinstance(good, Entry)


async def test_a_file_name_that_is_no_utf8_is_shown_in_a_form_that_can_be_written(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    folder.mkdir()
    for name, text in ((b"caf\xe9.txt", "Nine people were killed."), (b"b\xff.txt", "")):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(text)
    report = await Batch(out, Desk().brief).run(Inputs([str(folder)]))
    assert report.counts == {"done": 1, "lost": 1}
    assert lines(out)[0]["article"]["source"].endswith(r"caf\xe9.txt")
    assert lines(tmp_path / "out.jsonl.failures.jsonl")[0]["id"].endswith(r"b\xff.txt")


@pytest.mark.parametrize("name", ["in.csv", "in.jsonl"])
def test_an_id_that_was_given_before_fails_its_row_and_names_both(tmp_path: Path, name: str) -> None:
    rows = [("x", "One."), ("y", "Two."), ("x", "Three."), ("x", "One.")]
    if name == "in.csv":
        (tmp_path / name).write_text("id,text\n" + "".join(f"{key},{text}\n" for key, text in rows))
    else:
        (tmp_path / name).write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in rows))
    inputs = Inputs([str(tmp_path / name)])
    for _ in range(2):
        first, second, third, same = inputs
        assert isinstance(third, Unreadable)
        assert third.origin == f"{tmp_path / name}:3"
        assert f"{tmp_path / name}:1" in third.message
        assert all(isinstance(item, Entry) for item in (first, second, same))


def test_a_row_is_never_refused_for_its_date(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    days = ["9/17/2024", '"Tue, 17 Sep 2024 06:05:00 GMT"', "20240917060500", "03/04/2024", "45552", "nan", ""]
    path.write_text("text,date\n" + "".join(f"Four died in the accident number {n}.,{d}\n" for n, d in enumerate(days)))
    found = [entry.article for entry in entries(path)]
    day = datetime.date(2024, 9, 17)
    assert [article.date for article in found] == [day, day, day, None, None, None, None]
    assert [article.date_source for article in found] == ["metadata"] * 3 + ["none"] * 4
    assert [len(article.warnings) for article in found] == [0, 0, 0, 1, 1, 0, 0]
    assert f"{path}:4" in found[3].warnings[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["in.csv", "in.jsonl"])
def test_a_table_in_any_usual_encoding_is_read(tmp_path: Path, name: str, encoding: str) -> None:
    words = "“Four died,” the mayor’s office said — the café on the Plaza was hit."
    row = f'id,text\n1,"{words}"\n' if name == "in.csv" else json.dumps({"text": words}, ensure_ascii=False) + "\n"
    (tmp_path / name).write_bytes(row.encode(encoding))
    (entry,) = entries(tmp_path / name)
    assert (entry.article.text, entry.article.warnings) == (words, ())
    assert entry.article.path == f"{tmp_path / name}:1"


def test_usual_names_of_columns_are_known_unless_others_were_named(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    row = {"content": "Four died.", "body": "Another.", "published_at": "2024-09-17", "seen": "2024-09-18"}
    path.write_text(json.dumps(row) + "\n")
    (entry,) = entries(path, Columns(text="content", date="seen"))
    assert (entry.article.text, str(entry.article.date)) == ("Four died.", "2024-09-18")
    path.write_text(json.dumps({key: row[key] for key in ("content", "published_at")}) + "\n")
    assert str(entries(path)[0].article.date) == "2024-09-17"


def test_doubts_in_reading_the_chosen_articles_are_told(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("text,date\nFour died.,03/04/2024\nFive died.,2024-09-17\nSix died.,05/06/2024\n")
    told: list[str] = []
    list(Chosen(Inputs([str(path)]), Selection(limit=2), told.append))
    (warning,) = told
    assert f"{path}:1" in warning
    assert "2024-03-04 or 2024-04-03" in warning


async def test_failures_are_counted_once_in_progress_at_the_end_and_in_a_second_run(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "Four guards were wounded at the pass."}\n{"note": 3}\n[]\n')
    (tmp_path / "empty.txt").write_text(" \n")
    inputs = Inputs([str(tmp_path / "in.jsonl"), str(tmp_path / "empty.txt")])
    seen: list[int] = []
    first = await Batch(tmp_path / "out.jsonl", Desk().brief, on_progress=lambda p: seen.append(p.failed)).run(inputs)
    again = await Batch(tmp_path / "out.jsonl", Desk().brief).run(inputs)
    assert (first.progress.done, first.progress.failed, seen[-1], len(first.failures)) == (1, 3, 3, 3)
    assert (again.progress.done, again.progress.failed, again.progress.skipped) == (0, 3, 1)


def test_a_table_with_semicolons_is_read_by_its_usual_names(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('title;published;text\r\nToll;18.05.2025;"Four guards, all young; two of them hurt"\r\n')
    (entry,) = Inputs([str(path)])
    assert isinstance(entry, Entry)
    assert (entry.article.title, str(entry.article.date)) == ("Toll", "2025-05-18")
    assert entry.article.text == "Four guards, all young; two of them hurt"
