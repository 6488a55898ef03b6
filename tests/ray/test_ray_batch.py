"""A batch on a cluster of this machine, its driver killed once: every row once, as a direct batch gives it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from summarizer.ray.rows import rows_schema

BATCH_TESTS = Path(__file__).parents[1] / "batch"
FILES, EACH = 4, 8

pytestmark = pytest.mark.ray


def write_inputs(folder: Path) -> list[dict[str, Any]]:
    rows = [
        {"id": f"a{n:02}", "text": f"Nine people were killed near town{n}. Officials spoke.", "date": "2025-05-01"}
        for n in range(FILES * EACH)
    ]
    folder.mkdir()
    for number in range(FILES):
        part = rows[number * EACH : (number + 1) * EACH]
        if number % 2:
            (folder / f"{number}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in part))
        else:
            parquet.write_table(pyarrow.Table.from_pylist(part), folder / f"{number}.parquet")
    (folder / "9.parquet").write_bytes(b"PAR1 nothing")
    return rows


def told(briefing: dict[str, Any]) -> dict[str, Any]:
    article = {name: value for name, value in briefing["article"].items() if name != "source"}  # where it stands
    return {**{k: v for k, v in briefing.items() if k not in ("created_at", "usage")}, "article": article}


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    code = "from summarizer.cli import main; main()"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SUMMARIZER_")},
        "SUMMARIZER_CACHE_DIR": str(folder / "cache"),
        "SUMMARIZER_SUMMARY": "composed",
    }
    command = [sys.executable, "-c", code, "batch", *arguments]
    return subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)


def test_a_killed_run_goes_on_and_gives_what_a_direct_batch_gives(tmp_path: Path) -> None:
    rows = write_inputs(tmp_path / "in")
    (tmp_path / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    serving = [sys.executable, str(BATCH_TESTS / "news_model.py"), "0.2"]
    with subprocess.Popen(serving, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        model = ["--model", "news", "--base-url", f"{address}/v1"]
        cluster = ["in", "--out", "out", "--engine", "ray", "--actors", "2", "--concurrency", "2", *model]
        killed = start(tmp_path, *cluster)
        deadline = time.monotonic() + 400
        while not list((tmp_path / "out").glob("part-*")):
            assert killed.poll() is None, killed.communicate()[1]
            assert time.monotonic() < deadline, "no partition came"
            time.sleep(0.05)
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        again = start(tmp_path, *cluster)
        _, messages = again.communicate(timeout=400)
        assert again.returncode == 3, messages
        assert "9.parquet" in messages
        direct = start(tmp_path, "all.jsonl", "--out", "direct.jsonl", "--no-cache", *model)
        direct.communicate(timeout=200)
        assert direct.returncode == 0
        server.kill()
    parts = sorted((tmp_path / "out").glob("part-*"))
    assert len(parts) == FILES
    table = pyarrow.concat_tables(parquet.read_table(part) for part in parts)
    assert table.schema.equals(rows_schema(), check_metadata=True)
    found = {row["id"]: told(json.loads(row["briefing"])) for row in table.to_pylist()}
    assert len(found) == table.num_rows
    lines = (tmp_path / "direct.jsonl").read_text().splitlines()
    expected = {line["article"]["id"]: told(line) for line in map(json.loads, lines)}
    assert found == expected
