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
    data = ("*.py", "*.jinja", "*.toml", "*.html", "*.css", "*.js", "*.yaml", "*.sql")
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


OWN_TOPIC = """\
name: troop-withdrawals
record: One withdrawal of troops.
fields:
  who: {kind: actor, says: Whose troops they are, required: true}
  troops: {kind: count, says: How many}
cues: [withdr]
examples:
  - text: Zenda withdrew 300 men on Friday.
    records: [{evidence: Zenda withdrew 300 men on Friday., who: Zenda, troops: 300 men}]
"""
OWN_CODE = """\
from pathlib import Path

from pydantic import BaseModel

from summarizer.topics import Topic

WITHDRAWALS = Path(__file__).with_name("withdrawals.yaml")


class Landing(BaseModel):
    \"\"\"One landing of troops.\"\"\"

    who: str
    troops: int | None = None


LANDINGS = Topic.from_record(Landing, cues=["land"])
"""
OWN_PROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[project]
name = "desk-topics"
version = "1"
[project.entry-points."summarizer.topics"]
withdrawals = "desk_topics:WITHDRAWALS"
landings = "desk_topics:LANDINGS"
[tool.setuptools]
packages = ["desk_topics"]
[tool.setuptools.package-data]
desk_topics = ["*.yaml"]
"""
TELL = """\
import json
from summarizer import Article, Summarizer
from summarizer.llm.scripted import ScriptedLLM
from desk_topics import Landing

text = "Ruritania withdrew 900 soldiers on Saturday, and Norway landed 40 marines."
replies = {
    "troop-withdrawals": {"evidence": ["Ruritania withdrew 900 soldiers"], "who": "Ruritania", "troops": "900"},
    "landing": {"evidence": ["Norway landed 40 marines"], "who": "Norway", "troops": "40"},
}
counts, landings = {}, []
for name, reply in replies.items():
    with Summarizer(llm=ScriptedLLM([{"records": [reply]}]), topics=[name], strategy="document") as summarizer:
        briefing = summarizer.brief(Article.from_text(text))
    counts[name] = briefing.records[name][0].troops.best
    landings += briefing.records_of(Landing)
(landing,) = landings
print(json.dumps([counts, landing.who, landing.troops]))
"""


def beside(environment: Path) -> Path:
    """A fresh environment that sees the packages of this one; returns its Python."""
    subprocess.run([UV, "venv", "-q", "--python", sys.executable, environment], check=True)
    here = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    site = next((environment / "lib").glob("python*")) / "site-packages"
    (site / "beside.pth").write_text(f"import site; site.addsitedir({str(here)!r})\n", encoding="utf-8")
    return environment / "bin" / "python"


def run(python: Path, code: str, *arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs code without the repository in its path."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SUMMARIZER_"))}
    own |= {"PYTHONPATH": str(path)} if path is not None else {}
    command = [str(python), "-P", "-c", code, *arguments]
    return subprocess.run(command, cwd=path, env=own, capture_output=True, text=True, check=False)


MAIN = "from summarizer.cli import main; main()"


def test_an_installed_package_brings_topics_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "desk_topics").mkdir(parents=True)
    (source / "pyproject.toml").write_text(OWN_PROJECT, encoding="utf-8")
    (source / "desk_topics" / "__init__.py").write_text(OWN_CODE, encoding="utf-8")
    (source / "desk_topics" / "withdrawals.yaml").write_text(OWN_TOPIC, encoding="utf-8")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    python = beside(tmp_path / "environment")
    install = [str(UV), "pip", "install", "-q", "--offline", "--no-index", "--no-deps", "--python", str(python)]
    subprocess.run([*install, str(next(tmp_path.glob("*.whl")))], check=True)

    listed = run(python, MAIN, "topics", "list")
    assert listed.returncode == 0, listed.stderr
    own = [line.split() for line in listed.stdout.splitlines() if line.strip().startswith(("troop-", "landing"))]
    assert [words[-1] for words in own] == ["always", "always"]
    told = run(python, TELL)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == [{"troop-withdrawals": 900, "landing": 40}, "Norway", 40]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("BAD = 7", "must be a Topic or the path of a topic file"),
        ("BAD = 'nowhere.yaml'", "can't read the topic file 'nowhere.yaml'"),
        ("GOOD = 7", "has no attribute 'BAD'"),
        ("from summarizer.topics import CASUALTIES as BAD", "the name 'casualties' is taken"),
    ],
)
def test_an_entry_point_that_brings_no_topic_is_named(value: str, said: str, tmp_path: Path) -> None:
    info = tmp_path / "bad_topics-1.dist-info"
    info.mkdir()
    (tmp_path / "bad_topics.py").write_text(f"{value}\n", encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-topics\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[summarizer.topics]\nbad = bad_topics:BAD\n", encoding="utf-8")
    ended = run(Path(sys.executable), MAIN, "topics", "list", path=tmp_path)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "bad_topics:BAD" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
