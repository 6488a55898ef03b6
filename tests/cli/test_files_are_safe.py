"""No command destroys an input, no output is left half written, and where nothing can be written a sentence says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .newsroom import SEED, Desk


@pytest.fixture
def story(desk: Desk) -> Path:
    return desk.write("story.txt", SEED.read_text(encoding="utf-8"))


def aliases(path: Path) -> dict[str, Path]:
    """Other names of a file."""
    soft, hard = path.with_name("soft.txt"), path.with_name("hard.txt")
    soft.symlink_to(path)
    os.link(path, hard)
    return {"itself": path, "a link": soft, "a hard link": hard, "a detour": path.parent / "." / path.name}


def test_an_output_that_is_an_input_by_any_name_is_refused_and_left_alone(desk: Desk, story: Path) -> None:
    before = story.read_bytes()
    for name, alias in aliases(story).items():
        for command in ("brief", "batch"):
            ended = desk.run(command, story, "--out", alias, *desk.model)
            assert ended.code == 2, name
            assert "is also the input" in ended.err, name
        assert story.read_bytes() == before, name
    assert desk.server.calls == 0


def test_an_output_that_a_folder_or_a_pattern_brings_is_refused(desk: Desk, story: Path) -> None:
    inside = story.parent / "results.jsonl"
    (desk.folder / "elsewhere").mkdir()
    ended = desk.run("batch", desk.folder, "--out", inside, *desk.model)
    assert ended.code == 2
    assert "write it elsewhere" in ended.err
    assert desk.run("brief", "*.txt", "--out", "all.txt", *desk.model).code == 2
    assert desk.run("batch", "**/*.jsonl", "--out", "elsewhere/new.jsonl", *desk.model).code == 2
    assert not inside.exists()
    assert not list(desk.folder.glob("*.journal"))


def test_a_file_of_somebody_else_is_no_output_of_a_batch(desk: Desk, story: Path) -> None:
    for text in ("a line without an end", "a line\nand another\n", '{"article": {"id": "x"}}\n'):
        notes = desk.write("notes.jsonl", text)
        ended = desk.run("batch", story, "--out", notes, *desk.model)
        assert ended.code == 2
        assert notes.read_text(encoding="utf-8") == text
        (desk.folder / "notes.jsonl.journal").unlink()


def test_replies_are_not_recorded_among_the_articles(desk: Desk, story: Path) -> None:
    ended = desk.run("batch", desk.folder, "--out", desk.folder.parent / "o.jsonl", "--record", "tape", *desk.model)
    assert ended.code == 2
    assert "--record" in ended.err
    assert not (desk.folder / "tape").exists()


def test_reports_of_evaluations_and_charts_do_not_overwrite_what_they_are_made_of(desk: Desk, story: Path) -> None:
    assert desk.run("batch", story, "--out", "out.jsonl", *desk.model).code == 0
    before = (desk.folder / "out.jsonl").read_bytes()
    Path("drawn.html").symlink_to("out.jsonl")
    assert desk.run("stats", "out.jsonl", "--chart", "drawn.html").code == 2
    Path("report.html").symlink_to("out.jsonl")
    (desk.folder / "golden").mkdir()
    scored = desk.run("eval", "score", "out.jsonl", "--html", "report.html", "--golden", "golden")
    assert scored.code == 2
    assert "is also the input" in scored.err
    assert (desk.folder / "out.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "begins"),
    [("p.html", "<!DOCTYPE html>"), ("p.md", "# "), ("p.json", "{\n"), ("p.jsonl", '{"schema'), ("p.HTM", "<!DOCTYPE")],
)
def test_the_form_follows_the_ending(desk: Desk, story: Path, name: str, begins: str) -> None:
    assert desk.brief(story, "--out", name).code == 0
    assert Path(name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("form", "name"), [("text", "p.json"), ("json", "p.html"), ("jsonl", "p.json"), ("html", "p.md"), ("json", "p.pdf")]
)
def test_a_form_that_contradicts_the_ending_is_an_error(desk: Desk, story: Path, form: str, name: str) -> None:
    ended = desk.brief(story, "--out", name, "--format", form)
    assert ended.code == 2
    assert name in ended.err
    assert not Path(name).exists()
    assert desk.server.calls == 0


def test_a_full_disk_is_a_sentence(desk: Desk, story: Path) -> None:
    ended = desk.brief(story, "--out", "/dev/full")
    assert ended.code == 2
    assert "can't write '/dev/full' (No space left on device)" in ended.err
    assert desk.run("batch", story, "--out", "/dev/full", *desk.model).code == 2
    assert not Path("/dev/full.journal").exists()


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-c", "from summarizer.cli import main; main()", *map(str, arguments)]


def test_standard_output_on_a_full_disk_is_a_sentence(desk: Desk) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        ended = subprocess.run(command("topics", "list"), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "summarizer: standard output can't be written (No space left on device): make room, or write to a file with "
        "--out"
    ]


def test_a_reader_that_goes_away_ends_a_command_without_a_traceback(desk: Desk) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        ended = subprocess.run(command("topics", "schema"), stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr == "summarizer: the output was closed by its reader before all of it was written\n"


def test_a_folder_that_takes_no_file_is_named_before_any_question(desk: Desk, story: Path) -> None:
    ended = desk.brief(story, "--out", "/proc/briefing.json")
    assert ended.code == 2
    assert "/proc/briefing.json" in ended.err
    assert desk.server.calls == 0


def test_an_output_behind_a_link_is_replaced_and_the_link_stays(desk: Desk, story: Path) -> None:
    (desk.folder / "kept").mkdir()
    Path("kept/real.json").write_text("before", encoding="utf-8")
    Path("link.json").symlink_to("kept/real.json")
    assert desk.brief(story, "--out", "link.json").code == 0
    assert Path("link.json").is_symlink()
    assert json.loads(Path("kept/real.json").read_text(encoding="utf-8"))["records"]
    assert [path.name for path in Path("kept").iterdir()] == ["real.json"]
