"""A browser drives the page from pasting to gold. Needs node, Chromium and `npm install` in tests/browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from service.running import SEED, running
from summarizer.evaluation.golden import GoldenSet
from summarizer.service.export import export_reviews

BROWSER = Path(__file__).parents[1] / "browser"
HERE = shutil.which("node") and shutil.which("chromium") and (BROWSER / "node_modules").is_dir()


@pytest.mark.skipif(not HERE, reason="no browser: needs node, Chromium and `npm install` in tests/browser")
def test_a_reviewer_s_day_ends_in_the_golden_set(tmp_path: Path) -> None:
    pictures = os.environ.get("PICTURES", "")
    with running(f"sqlite:///{tmp_path / 's.sqlite3'}", tmp_path / "cache") as one:
        command = ["node", "review.mjs", one.url, str(SEED), *([pictures] if pictures else [])]
        driven = subprocess.run(command, cwd=BROWSER, capture_output=True, text=True, check=False)
        assert driven.returncode == 0, driven.stdout + driven.stderr
        done = export_reviews(one.store, tmp_path / "gold")
    assert done.exported == 1
    golden = GoldenSet.load(tmp_path / "gold")
    assert golden.size == {"casualties": 1, "sanctions": 1, "ceasefire": 1}
