"""The command line helps on: nearest names in errors, an example, completion, progress in one line."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from summarizer.cli.completion import complete_model, complete_topic
from summarizer.cli.progress import fitting, shortened

from .newsroom import SEED, Desk


def test_brief_without_an_input_says_what_to_type(desk: Desk) -> None:
    ended = desk.run("brief")
    assert ended.code == 2
    assert "summarizer brief article.txt" in ended.err


def test_help_shows_an_example(desk: Desk) -> None:
    assert "Example: summarizer brief" in desk.run("--help").out


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["brief", "artcle.txt"], "article.txt"),
        (["brief", "articles/on.txt"], os.path.join("articles", "one.txt")),
        (["batch", "artcles", "--out", "out.jsonl"], "articles"),
        (["brief", "article.txt", "--topic", "casualtys"], "casualties"),
        (["brief", "article.txt", "--model", "opnai/gpt-5-mini"], "openai/gpt-5-mini"),
        (["brief", "article.txt", "--model", "locl"], "local"),
        (["brief", "article.txt", "--model", "local:0.4b"], "local:0.5b"),
        (["brief", "article.txt", "--modl", "local"], "--model"),
        (["breif", "article.txt"], "brief"),
    ],
)
def test_a_slip_is_answered_with_the_nearest_name(desk: Desk, arguments: list[str], meant: str) -> None:
    desk.write("article.txt", "Nine people were killed in Oruma on Friday.")
    Path("articles").mkdir()
    desk.write("articles/one.txt", "Nine people were killed in Oruma on Friday.")
    ended = desk.run(*arguments)
    assert ended.code == 2
    assert meant in ended.err


def test_models_and_topics_are_completed() -> None:
    assert complete_model("local:") == ["local:1.5b", "local:0.5b"]
    assert "openai/" in complete_model("op")
    assert complete_topic("cas") == ["casualties"]


def test_the_shell_is_offered_what_fits(desk: Desk) -> None:
    words = {"_SUMMARIZER_COMPLETE": "complete_bash", "COMP_WORDS": "summarizer brief --topic ceas", "COMP_CWORD": "3"}
    code = "from summarizer.cli import main; main([])"
    ended = subprocess.run([sys.executable, "-c", code], env={**os.environ, **words}, capture_output=True, text=True)
    assert ended.stdout.split() == ["ceasefire"]


def on_a_terminal(desk: Desk, columns: int, *arguments: str) -> str:
    """What a command writes to standard error where that is a terminal."""
    leader, follower = pty.openpty()
    code = "from summarizer.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=desk.folder,
        env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm"},
        stdout=subprocess.DEVNULL,
        stderr=follower,
    )
    os.close(follower)
    written = b""
    while True:
        try:
            chunk = os.read(leader, 65_536)
        except OSError:  # the other end was closed
            break
        if not chunk:
            break
        written += chunk
    os.close(leader)
    process.wait()
    return written.decode()


def test_progress_is_one_line_that_fits_and_names_the_file(desk: Desk) -> None:
    name = "a-very-long-name-of-a-file-that-no-line-of-a-terminal-of-sixty-columns-can-hold.txt"
    desk.write(name, SEED.read_text())
    desk.write("b.txt", SEED.read_text())
    shown = on_a_terminal(desk, 60, "brief", name, "b.txt", "gone.txt", *desk.model)
    lines = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line) for line in re.split(r"[\r\n]+", shown)]
    working = [line for line in lines if re.search(r"\d:\d\d:\d\d", line)]
    assert any("can-hold.txt" in line and "1 of 2" in line for line in working)
    assert any("1 failed" in line for line in working)
    assert all(cell_len(line.rstrip()) <= 60 for line in working)


def test_piped_messages_have_no_control_characters(desk: Desk) -> None:
    with desk.start("brief", SEED, "gone.txt", *desk.model) as process:
        out, err = process.communicate(timeout=120)
    assert "\x1b" not in out + err
    assert "\r" not in out + err


@pytest.mark.parametrize("name", ["short.txt", "nach/sehr/langem/weg/" * 5 + "ende.txt", "記事" * 40 + ".txt"])
def test_a_name_is_shortened_to_its_room_and_keeps_its_end(name: str) -> None:
    assert cell_len(shortened(name, 30)) <= 30
    assert shortened(name, 30).endswith(".txt")
    assert cell_len(fitting(name, 30)) <= 30
