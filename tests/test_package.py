"""The built wheel, alone in a fresh environment outside the repository, briefs an article."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from cli.newsroom import SEED, on_the_loopback

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")
SOURCES = ("summarizer", "schemas", "prompts", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Builds the wheel from a copy, so that nothing of earlier builds gets into it."""
    copy, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, copy / name, symlinks=True, ignore=ignored)
        else:
            shutil.copy(ROOT / name, copy)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(copy)]
    subprocess.run(build, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_the_wheel_holds_all_that_is_needed_and_nothing_twice(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    held = set(names)
    assert len(held) == len(names)
    assert "summarizer/py.typed" in held
    data = ("*.py", "*.jinja", "*.toml", "*.html", "*.css", "*.js")
    folders = {"summarizer": "summarizer", "schemas": "summarizer/schemas", "prompts": "summarizer/prompts"}
    for folder, inside in folders.items():
        for path in (path for pattern in data for path in (ROOT / folder).rglob(pattern)):
            assert f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" in held
    assert not [name for name in names if name.startswith(("schemas/", "prompts/", "tests/"))]


@pytest.mark.wheel
def test_the_wheel_alone_briefs_an_article(wheel: Path, tmp_path: Path) -> None:
    environment, elsewhere = tmp_path / "environment", tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(SEED, elsewhere / "article.txt")
    python = environment / "bin" / "python"
    subprocess.run([UV, "venv", "-q", "--python", sys.executable, environment], check=True)
    subprocess.run([UV, "pip", "install", "-q", "--python", python, wheel], check=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SUMMARIZER_"))}
    own |= {"SUMMARIZER_CACHE_DIR": str(tmp_path / "cache"), "SUMMARIZER_SUMMARY": "composed"}
    with on_the_loopback() as server:
        command = [str(environment / "bin" / "summarizer"), "brief", "article.txt", "--format", "json"]
        command += ["--model", "m", "--base-url", server.base_url]
        ended = subprocess.run(command, cwd=elsewhere, env=own, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    killed = json.loads(ended.stdout)["records"]["casualties"][0]["killed"]
    assert killed == {"text": "nine", "best": 9, "low": 9, "high": 9}
    where = "import summarizer.schemas, summarizer.prompts; print(summarizer.schemas.__file__)"
    found = subprocess.run([python, "-c", where], cwd=elsewhere, env=own, capture_output=True, text=True, check=True)
    assert str(environment) in found.stdout
