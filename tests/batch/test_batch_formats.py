"""Results are lines, compressed lines or a Parquet table; each can be resumed and read by ordinary tools."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from briefings import REFUSED, Desk, articles, given

from summarizer.batch import Batch, BatchConfig
from summarizer.batch.outputs import LineFile, read_lines
from summarizer.batch.stats import read_stats
from summarizer.errors import UnreadableInput, UsageError


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst"])
async def test_a_compressed_output_is_resumed_where_it_stopped(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    await Batch(out, Desk().brief).run(given(articles(30)))
    with out.open("ab") as file:
        file.write(b"\x1f\x8b\x08 half a member, half a line")  # as a kill would leave it
    desk = Desk()
    await Batch(out, desk.brief).run(given(articles(50)))
    assert len(desk.asked) == 20
    assert sorted(json.loads(line)["article"]["id"] for line in read_lines(out)) == [a.id for a in articles(50)]
    if name.endswith(".gz"):
        assert gzip.decompress(out.read_bytes()).count(b"\n") == 50


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
async def test_whole_lines_that_the_journal_missed_are_taken_over(tmp_path: Path, name: str) -> None:
    """As after a kill between the line and the journal's commit: a line is there that the journal calls pending."""
    import sqlite3

    out = tmp_path / name
    await Batch(out, Desk().brief).run(given(articles(10)))
    journal = sqlite3.connect(f"{out}.journal")
    journal.execute("UPDATE articles SET state = 'pending', start = NULL, size = NULL WHERE seq > 6")
    journal.commit()
    journal.close()
    desk = Desk()
    await Batch(out, desk.brief).run(given(articles(10)))
    assert not desk.asked
    assert len(list(read_lines(out))) == 10


async def test_an_output_cut_short_loses_only_what_was_cut(tmp_path: Path) -> None:
    """As after a power cut, where the file system kept the journal and not the end of the output."""
    out = tmp_path / "out.jsonl"
    await Batch(out, Desk().brief).run(given(articles(10)))
    os.truncate(out, out.stat().st_size - 10)
    desk = Desk()
    await Batch(out, desk.brief).run(given(articles(10)))
    assert len(desk.asked) == 1
    assert len(list(read_lines(out))) == 10


async def test_parquet_has_a_row_a_record_and_grows_with_the_next_run(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    await Batch(out, Desk().brief).run(given(articles(20)))
    assert pq.read_table(out).num_rows == 20
    await Batch(out, Desk().brief).run(given(articles(25)))
    table = pq.read_table(out)
    assert sorted(table["article_id"].to_pylist()) == [a.id for a in articles(25)]
    row = table.slice(0, 1).to_pylist()[0]
    assert (row["topic"], row["killed_best"], row["killed_text"]) == ("casualties", 9, "Nine people")
    assert row["evidence_quote"].startswith("Nine people were killed")
    assert row["stance"] is None
    assert str(table.schema.field("article_date").type) == "date32[day]"
    assert read_stats(out).articles == 25


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl.xz", "out.json"])
async def test_a_form_that_is_not_written_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="name it"):
        await Batch(tmp_path / name, Desk().brief).run(given(articles(1)))


def test_a_line_is_read_back_from_its_place(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.jsonl.gz", "a.jsonl.zst"):
        file = LineFile(tmp_path / name)
        places = [file.append(f"line {n} – ü".encode()) for n in range(5)]
        assert [file.read(place).decode() for place in places] == [f"line {n} – ü\n" for n in range(5)]
        file.close()


async def test_a_rewrite_that_was_killed_is_made_good(tmp_path: Path) -> None:
    """Partial lines are cut out by a new file; a kill after it stands in place, before the journal knows."""
    import sqlite3

    out = tmp_path / "out.jsonl"
    broken = Desk(fail=lambda a, _: (REFUSED,) if a.id in ("a0001", "a0004") else ())
    await Batch(out, broken.brief).run(given(articles(6)))
    kept = [line for line in read_lines(out) if not json.loads(line)["failures"]]
    out.write_bytes(b"".join(kept))
    journal = sqlite3.connect(f"{out}.journal")
    journal.execute("INSERT OR REPLACE INTO meta VALUES ('rewriting', '1')")
    journal.commit()
    journal.close()
    desk = Desk()
    await Batch(out, desk.brief, BatchConfig(retry_failed=True)).run(given(articles(6)))
    assert set(desk.asked) == {"a0001", "a0004"}
    assert sorted(json.loads(line)["article"]["id"] for line in read_lines(out)) == [a.id for a in articles(6)]


async def test_stats_count_records_rejects_and_failures(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    await Batch(out, Desk(fail=lambda a, _: (REFUSED,) if a.id == "a0001" else ()).brief).run(given(articles(40)))
    stats = read_stats(out)
    assert stats.articles == 40
    assert stats.partial == 1
    assert stats.records == {"casualties": 40, "sanctions": 0, "ceasefire": 0}
    assert stats.classes["casualties", "victim_type", "unknown"] == 40
    assert stats.failures == {"ReplyError": 1}
    assert stats.periods() == {("casualties", "2025-05"): 31, ("casualties", "2025-06"): 9}
    assert stats.usage.calls == 120


def test_what_is_no_result_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no results in"):
        read_stats(tmp_path / "nothing.jsonl")
    (tmp_path / "other.jsonl").write_text('{"a": 1}\n')
    (tmp_path / "article.txt").write_text("Nine people were killed in Oruma.")
    with pytest.raises(UnreadableInput, match="no results in"):
        read_stats(tmp_path / "article.txt")
    with pytest.raises(UnreadableInput, match="line 1"):
        read_stats(tmp_path / "other.jsonl")
