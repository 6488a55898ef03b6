"""Every row of an input is in one partition, on local paths and on S3; what is corrupt is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import fs, parquet

from summarizer.errors import UnreadableInput
from summarizer.ray import partitions
from summarizer.ray.files import write_partition
from summarizer.ray.partitions import filesystem_of, partitions_of, read_partition
from summarizer.ray.rows import rows_schema, unreadable_row

ROWS = [{"id": f"a{n}", "text": "Nine people were killed." + "é" * (n % 7), "date": "2025-05-01"} for n in range(50)]


def read(inputs: list[str]) -> list[dict[str, Any]]:
    return [row for partition in partitions_of(inputs) for row in read_partition(partition)]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1), st.integers(1, 60))
def test_each_line_is_in_one_stretch(tmp_path_factory: pytest.TempPathFactory, texts: list[str], stretch: int) -> None:
    path = tmp_path_factory.mktemp("lines") / "in.jsonl"
    path.write_text("".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts), encoding="utf-8")
    before, partitions.STRETCH = partitions.STRETCH, stretch
    try:
        assert [row["text"] for row in read([str(path)])] == texts
    finally:
        partitions.STRETCH = before


def test_files_of_all_kinds_in_a_folder_are_read_once(tmp_path: Path) -> None:
    table = pyarrow.Table.from_pylist(ROWS[:20])
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=7)
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS[20:40]))
    lines = [f"{row['id']},{row['text']},{row['date']}\n" for row in ROWS[40:]]
    (tmp_path / "c.csv").write_text("id,text,date\n" + "".join(lines))
    rows = read([str(tmp_path)])
    assert [row["id"] for row in rows] == [row["id"] for row in ROWS]
    assert len({row["origin"] for row in rows}) == len(ROWS)


def test_a_corrupt_file_is_one_partition_that_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 nothing")
    (partition,) = partitions_of([str(tmp_path)])
    with pytest.raises(UnreadableInput, match=r"a\.parquet"):
        read_partition(partition)


def test_a_file_that_changed_is_refused_rather_than_read_in_part(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "a"}\n')
    (partition,) = partitions_of([str(path)])
    path.write_text('{"text": "a"}\n{"text": "b"}\n')
    with pytest.raises(UnreadableInput, match="changed"):
        read_partition(partition)


@pytest.mark.parametrize("name", ["nothing", "in.docx"])
def test_what_can_not_be_partitioned_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.docx").write_bytes(b"")
    with pytest.raises(UnreadableInput, match=name):
        list(partitions_of([str(tmp_path / name)]))


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    query = f"?scheme=http&endpoint_override=127.0.0.1:{port}&region=us-east-1&allow_bucket_creation=true"
    filesystem, _ = filesystem_of(f"s3://news{query}")
    filesystem.create_dir("news")
    yield query
    server.stop()


def test_partitions_are_read_from_s3(bucket: str) -> None:
    filesystem, folder = filesystem_of(f"s3://news/in{bucket}")
    parquet.write_table(pyarrow.Table.from_pylist(ROWS[:20]), f"{folder}/a.parquet", filesystem=filesystem)
    with filesystem.open_output_stream(f"{folder}/b.jsonl") as file:
        file.write("".join(json.dumps(row) + "\n" for row in ROWS[20:]).encode())
    rows = read([f"s3://news/in{bucket}"])
    assert [row["id"] for row in rows] == [row["id"] for row in ROWS]
    assert rows[0]["origin"] == "s3://news/in/a.parquet:1"


def test_a_partition_on_s3_is_written_whole_and_once_more_over_itself(bucket: str) -> None:
    filesystem, folder = filesystem_of(f"s3://news/many{bucket}")
    for name in ("a", "b"):
        parquet.write_table(pyarrow.Table.from_pylist(ROWS[:20]), f"{folder}/{name}.parquet", filesystem=filesystem)
    with filesystem.open_output_stream(f"{folder}/c.parquet") as file:
        file.write(b"PAR1 nothing")
    out = f"s3://news/done{bucket}"
    broken = []
    for _ in range(2):  # a worker that was killed before it could tell does its partition again
        for partition in partitions_of([f"s3://news/many{bucket}"]):
            try:
                rows = [unreadable_row(str(row["origin"]), "no text") for row in read_partition(partition)]
                write_partition(out, partition, rows)
            except UnreadableInput as error:
                broken.append(str(error))
    files = [info for info in filesystem.get_file_info(fs.FileSelector("news/done")) if info.is_file]
    assert len(files) == 2
    assert all(info.base_name.startswith("part-") for info in files)
    tables = [parquet.read_table(info.path, filesystem=filesystem) for info in files]
    assert all(table.schema.equals(rows_schema(), check_metadata=True) for table in tables)
    assert len({origin for table in tables for origin in table["origin"].to_pylist()}) == 40
    assert ["c.parquet" in message for message in broken] == [True, True]
