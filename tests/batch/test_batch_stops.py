"""Ctrl-C, a full disk and a folder that goes away stop a run clearly; the same command goes on, nothing lost."""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from briefings import Desk, articles, given, ids
from commands import Commands, Served, news_model

from summarizer.batch import Batch, BatchConfig
from summarizer.errors import UnwritableOutput, UsageError

SMALL_DISK = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"


@pytest.fixture(scope="module")
def model() -> Iterator[Served]:
    with news_model(0.1) as served:
        yield served


@pytest.fixture
def commands(tmp_path: Path, model: Served) -> Commands:
    (tmp_path / "in.jsonl").write_text("".join(a.model_dump_json() + "\n" for a in articles(150)))
    return Commands(tmp_path, model.address)


def wait_for_results(out: Path, size: int = 5_000) -> None:
    deadline = time.monotonic() + 60
    while not out.exists() or out.stat().st_size < size:
        assert time.monotonic() < deadline, "no result came"
        time.sleep(0.01)


def test_ctrl_c_finishes_what_is_in_flight_and_the_same_command_goes_on(commands: Commands) -> None:
    out = commands.folder / "out.jsonl"
    arguments = ("in.jsonl", "--out", "out.jsonl", "--concurrency", "4", "--progress", "json")
    process = commands.start(*arguments)
    wait_for_results(out)
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=60)
    assert process.returncode == 130, messages
    assert "run the same command again" in messages
    last = json.loads([line for line in messages.splitlines() if line.startswith("{")][-1])
    assert last["done"] == len(ids(out)) < 150
    code, _, messages = commands.run(*arguments)
    assert code == 0, messages
    assert sorted(ids(out)) == [a.id for a in articles(150)]


def test_a_second_ctrl_c_stops_at_once_and_every_line_is_whole(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("".join(a.model_dump_json() + "\n" for a in articles(20)))
    with news_model(0.0) as quick, news_model(120.0) as slow:
        first = Commands(tmp_path, quick.address)
        assert first.run("in.jsonl", "--out", "out.jsonl", "--limit", "5")[0] == 0
        process = Commands(tmp_path, slow.address).start("in.jsonl", "--out", "out.jsonl")
        deadline = time.monotonic() + 60
        while not slow.seen():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert "finishing the articles in progress" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)  # the model would take two minutes
        assert process.returncode == 130
        assert len(ids(tmp_path / "out.jsonl")) == 5
        assert first.run("in.jsonl", "--out", "out.jsonl")[0] == 0
    assert sorted(ids(tmp_path / "out.jsonl")) == [a.id for a in articles(20)]


def test_a_full_disk_stops_the_run_with_whole_lines_only(commands: Commands) -> None:
    out = commands.folder / "out.jsonl"
    (commands.folder / "in.jsonl").write_text("".join(a.model_dump_json() + "\n" for a in articles(150, words=600)))
    arguments = ("in.jsonl", "--out", "out.jsonl", "--concurrency", "8", "--topic", "casualties", "--text")
    code, _, messages = commands.run(*arguments, prefix=SMALL_DISK.format(size=400_000))
    assert code == 2, messages
    assert "free disk space" in messages
    assert "Traceback" not in messages
    ids(out)  # every line is whole
    code, _, messages = commands.run(*arguments)
    assert code == 0, messages
    assert sorted(ids(out)) == [a.id for a in articles(150)]


async def test_a_line_that_does_not_fit_is_taken_back(tmp_path: Path) -> None:
    """The output alone is on the full disk: it ends with a whole line, and what the journal knows is in it."""
    import resource

    out = tmp_path / "out.jsonl"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    items, config = articles(80, words=900), BatchConfig(concurrency=1, with_text=True)
    await Batch(out, Desk().brief, config).run(given(items[:60]))
    limit = out.stat().st_size + 30_000
    assert Path(f"{out}.journal").stat().st_size + 100_000 < limit
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(UnwritableOutput, match="free disk space"):
            await Batch(out, Desk().brief, config).run(given(items))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert 60 <= len(ids(out)) < 80
    await Batch(out, Desk().brief, config).run(given(items))
    assert sorted(ids(out)) == [a.id for a in items]


async def test_a_folder_that_goes_away_stops_the_run(tmp_path: Path) -> None:
    folder = tmp_path / "results"
    batch = Batch(folder / "out.jsonl", Desk(seconds=0.005).brief, BatchConfig(concurrency=2))

    async def run_until_the_folder_goes() -> None:
        async for _ in batch.outcomes(given(articles(100))):
            if folder.exists():
                folder.rename(tmp_path / "elsewhere")

    with pytest.raises(UnwritableOutput, match="removed or replaced"):
        await run_until_the_folder_goes()
    (tmp_path / "elsewhere").rename(folder)
    await Batch(folder / "out.jsonl", Desk().brief).run(given(articles(100)))
    assert sorted(ids(folder / "out.jsonl")) == [a.id for a in articles(100)]


async def test_results_that_vanished_are_missed(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    await Batch(out, Desk().brief).run(given(articles(5)))
    shutil.move(out, tmp_path / "kept.jsonl")
    with pytest.raises(UsageError, match="empty or missing"):
        await Batch(out, Desk().brief).run(given(articles(5)))
    shutil.move(tmp_path / "kept.jsonl", out)
    desk = Desk()
    await Batch(out, desk.brief).run(given(articles(5)))
    assert not desk.asked


async def test_an_output_changed_by_hand_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    await Batch(out, Desk().brief).run(given(articles(5)))
    data = out.read_text().splitlines(keepends=True)
    out.write_text("".join([*data[1:], data[0], data[0]]))
    with pytest.raises(UsageError, match="was edited"):
        await Batch(out, Desk().brief).run(given(articles(6)))


async def test_a_file_that_is_no_result_is_never_written_to(tmp_path: Path) -> None:
    out = tmp_path / "notes.jsonl"
    out.write_text("my notes\n")
    with pytest.raises(UsageError, match="does not list"):
        await Batch(out, Desk().brief).run(given(articles(3)))
    assert out.read_text() == "my notes\n"
