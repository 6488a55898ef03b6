"""The site of the docs builds: no link, anchor or name in it leads nowhere, and every command has its place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typer.main import get_command

from summarizer.cli.app import app

ROOT = Path(__file__).parents[1]
MKDOCS = Path(sys.executable).with_name("mkdocs")


def test_the_site_builds_and_has_every_command_and_the_library(tmp_path: Path) -> None:
    built = subprocess.run(
        [MKDOCS, "build", "--strict", "--site-dir", tmp_path],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    commands = (tmp_path / "reference" / "cli.html").read_text(encoding="utf-8")
    groups: dict[str, object] = getattr(get_command(app), "commands", {})
    paths = [(name, *inner) for name, group in groups.items() for inner in ((), *_words_below(group))]
    assert len(paths) > 30
    assert [path for path in paths if f'id="summarizer-{"-".join(path)}"' not in commands] == []
    library = (tmp_path / "reference" / "library.html").read_text(encoding="utf-8")
    for name in ("summarizer.session.Summarizer.brief_many", "summarizer.schemas.CasualtyReport", "summarizer.errors"):
        assert f'id="{name}"' in library


def _words_below(group: object) -> list[tuple[str, ...]]:
    inner: dict[str, object] = getattr(group, "commands", {})
    return [(name,) for name in inner]
