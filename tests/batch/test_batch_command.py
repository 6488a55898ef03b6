"""The command line says what it would cost, what it did, and what a run gave."""

from __future__ import annotations

import gc
import json
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from briefings import Desk, articles, given, ids, lines
from commands import Commands, Served, news_model
from typer.testing import CliRunner

from summarizer.batch import Batch
from summarizer.cli.app import app
from summarizer.llm.connect import CACHE_FILE


@pytest.fixture(scope="module")
def model() -> Iterator[Served]:
    with news_model(0.0) as served:
        yield served


@pytest.fixture
def commands(tmp_path: Path, model: Served) -> Commands:
    (tmp_path / "in.jsonl").write_text("".join(a.model_dump_json() + "\n" for a in articles(40)))
    return Commands(tmp_path, model.address)


def test_an_estimate_asks_nothing(commands: Commands, model: Served) -> None:
    before = model.seen()
    code, output, messages = commands.run("in.jsonl", "--out", "out.jsonl", "--estimate", "--limit", "10")
    assert code == 0, messages
    figures = {line.rpartition("  ")[0].strip(): line for line in output.splitlines()}
    assert "10" in output.splitlines()[0]
    assert "10" in output.splitlines()[1], figures
    assert model.seen() == before
    assert not (commands.folder / "out.jsonl").exists()


def test_progress_as_json_ends_with_the_sums_of_the_output(commands: Commands) -> None:
    code, _, messages = commands.run("in.jsonl", "--out", "out.jsonl", "--progress", "json", "--topic", "casualties")
    assert code == 0, messages
    progress = [json.loads(line) for line in messages.splitlines() if line.startswith("{")]
    written = lines(commands.folder / "out.jsonl")
    assert progress[-1]["done"] == len(written) == 40
    assert progress[-1]["fraction"] == 1.0
    for key in ("calls", "prompt_tokens", "completion_tokens"):
        assert progress[-1][key] == sum(line["usage"][key] for line in written)


def test_answers_in_the_cache_are_not_asked_for_again(commands: Commands, model: Served) -> None:
    commands.run("in.jsonl", "--out", "first.jsonl")
    before = sum(model.seen().values())
    code, _, messages = commands.run("in.jsonl", "--out", "second.jsonl", "--progress", "json")
    assert code == 0, messages
    assert sum(model.seen().values()) == before
    last = json.loads([line for line in messages.splitlines() if line.startswith("{")][-1])
    assert (last["calls"], last["cached_calls"]) == (0, 40)
    known = sqlite3.connect(commands.folder / "cache" / CACHE_FILE)
    assert known.execute("SELECT COUNT(*) FROM replies").fetchone() == (40,)
    known.close()


def test_sample_and_where_choose_the_same_articles_each_time(commands: Commands) -> None:
    chosen = ("--sample", "7", "--seed", "3", "--where", "date >= 2025-05-05 and date < 2025-06")
    for name in ("one.jsonl", "two.jsonl"):
        code, _, messages = commands.run("in.jsonl", "--out", name, *chosen, "--ordered")
        assert code == 0, messages
    assert ids(commands.folder / "one.jsonl") == ids(commands.folder / "two.jsonl")
    assert len(ids(commands.folder / "one.jsonl")) == 7


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.jsonl",), "no articles found in 'nowhere.jsonl'"),
        (("in.jsonl", "--where", "yesterday"), "invalid condition 'yesterday'"),
        (("in.jsonl", "--text-column", "body"), "no column 'body'"),
        (("in.jsonl", "--topic", "weather"), "unknown topic 'weather'"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(commands: Commands, arguments: tuple[str, ...], said: str) -> None:
    code, _, messages = commands.run(*arguments, "--out", "out.jsonl")
    assert code == 2
    assert said in messages
    assert "Traceback" not in messages


def test_a_model_that_is_not_there_is_exit_code_5(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("".join(a.model_dump_json() + "\n" for a in articles(3)))
    code, _, messages = Commands(tmp_path, "http://127.0.0.1:9").run("in.jsonl", "--out", "out.jsonl")
    assert code == 5, messages
    assert "can't be reached" in messages


def test_a_run_leaves_the_interpreter_as_it_was(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(commands.folder / "cache"))
    monkeypatch.setenv("SUMMARIZER_SUMMARY", "composed")
    before = gc.get_threshold(), signal.getsignal(signal.SIGINT)
    source, out = str(commands.folder / "in.jsonl"), str(commands.folder / "out.jsonl")
    done = CliRunner().invoke(
        app, ["batch", source, "--out", out, "--model", "m", "--base-url", f"{commands.address}/v1"]
    )
    assert done.exit_code == 0, done.output
    assert (gc.get_threshold(), signal.getsignal(signal.SIGINT)) == before


async def test_stats_show_what_a_run_gave_and_draw_it(tmp_path: Path) -> None:
    out, chart = tmp_path / "out.jsonl", tmp_path / "chart.svg"
    await Batch(out, Desk().brief).run(given(articles(40)))
    shown = CliRunner().invoke(app, ["stats", str(out), "--chart", str(chart)])
    assert shown.exit_code == 0, shown.output
    assert "40 articles" in shown.output
    assert "2025-05" in shown.output
    assert "victim_type" in shown.output
    assert chart.read_text().startswith("<svg")
    assert "2025-06" in chart.read_text()
