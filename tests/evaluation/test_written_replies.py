"""Replies written with care to our own questions: what gets lost on their way is the code's fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENDPOINT = ("--model", "written", "--base-url", "http://127.0.0.1:18765/v1", "--no-cache")
"""The endpoint that the replies were recorded at; a replay asks nobody."""

SETS = {
    "written": ("--split", "test"),
    "written-hostages": ("--golden", "evals/golden-topics/hostages", "--topic", "hostages"),
    "written-aid": ("--golden", "evals/golden-topics/aid", "--topic", "aid"),
}
"""Recordings with the golden articles that they answer."""


def summarizer(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("summarizer")), *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", SETS)
def test_written_replies_keep_their_records_on_their_way(name: str, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    made = summarizer("eval", "run", *ENDPOINT, *SETS[name], "--replay", f"evals/recordings/{name}", "--out", run)
    assert made.returncode == 0, made.stderr
    floors = ("--baseline", f"evals/baselines/{name}.json", "--thresholds", f"evals/baselines/{name}.toml")
    held = summarizer("eval", "gate", run, *(SETS[name][:2] if "--golden" in SETS[name] else ()), *floors)
    assert held.returncode == 0, held.stderr
