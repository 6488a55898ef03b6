"""A desk with the command line and a model on the loopback; nothing of the user's own settings is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .newsroom import Desk, on_the_loopback


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    for name in os.environ:
        if name.startswith("SUMMARIZER_") or name.endswith(("_API_KEY", "_BASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("SUMMARIZER_ATTEMPTS", "1")
    monkeypatch.setenv("SUMMARIZER_SUMMARY", "composed")
    monkeypatch.chdir(tmp_path)
    with on_the_loopback() as server:
        yield Desk(tmp_path, server, capsys)
