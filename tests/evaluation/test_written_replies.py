"""Replies written with care to our own questions, on the golden half `test`: what gets lost is the code's fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUESTION = ("--model", "written", "--base-url", "http://127.0.0.1:18765/v1", "--split", "test", "--no-cache")
"""The endpoint that the replies were recorded at; a replay asks nobody."""


def summarizer(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("summarizer")), *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_written_replies_keep_their_records_on_their_way(tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    made = summarizer("eval", "run", *QUESTION, "--replay", "evals/recordings/written", "--out", run)
    assert made.returncode == 0, made.stderr
    floors = ("--baseline", "evals/baselines/written.json", "--thresholds", "evals/baselines/written.toml")
    held = summarizer("eval", "gate", run, *floors)
    assert held.returncode == 0, held.stderr
