"""`make bench` runs every benchmark that the README speaks of; one that is not started measures nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_benchmark_is_run() -> None:
    script = "from benchmarks.__main__ import benchmarks; print(*benchmarks())"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.split() == [
        "batch",
        "client",
        "dense",
        "digest",
        "grounding",
        "long_document",
        "reading",
        "startup",
    ]
