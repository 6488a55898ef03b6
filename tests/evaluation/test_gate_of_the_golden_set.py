"""The repository's own gate: the golden set briefed with `local`, and held against the baseline.

About five minutes; in a file of its own, so that `--dist loadfile` gives it a worker of its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def summarizer(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("summarizer")), *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.gate
def test_the_golden_set_holds_against_its_baseline(tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    made = summarizer("eval", "run", "--model", "local", "--out", run)
    assert made.returncode == 0, made.stderr
    held = summarizer("eval", "gate", run)
    assert held.returncode == 0, held.stderr
