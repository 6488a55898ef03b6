"""The service through its commands: a server that is told to end, and the way from a pasted article to a score."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from pathlib import Path

import httpx2
import pytest
from aiohttp import web
from cli.conftest import desk as command_line
from cli.newsroom import Desk, knows_the_seed
from llm.chat_server import Payload

from service.running import SEED, running
from summarizer.service.store import Store

__all__ = ["command_line"]


async def knows_the_seed_after_a_while(request: web.Request, payload: Payload) -> web.StreamResponse:
    await asyncio.sleep(1.0)
    return await knows_the_seed(request, payload)


@pytest.mark.parametrize(
    ("number", "code"),
    [pytest.param(signal.SIGTERM, 0, id="SIGTERM"), pytest.param(signal.SIGINT, 130, id="Ctrl-C")],
)
def test_a_server_that_is_told_to_end_finishes_its_jobs_first(
    command_line: Desk, number: signal.Signals, code: int
) -> None:
    desk = command_line
    desk.server.otherwise = knows_the_seed_after_a_while
    database = f"sqlite:///{desk.folder / 's.sqlite3'}"
    process = desk.start("serve", "--port", "0", "--database", database, *desk.model)
    try:
        assert process.stderr is not None
        url = process.stderr.readline().rpartition(" ")[2].strip()
        with httpx2.Client(base_url=url, timeout=30) as http:
            job = http.post("/v1/briefings", json={"text": SEED.read_text(encoding="utf-8")}).json()
            while http.get(f"/v1/jobs/{job['id']}").json()["state"] == "queued":
                time.sleep(0.05)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == code, said
    assert "Traceback" not in said
    store = Store(database)
    assert store.jobs.counts() == {"done": 1}
    store.close()


@pytest.fixture
def golden(command_line: Desk, tmp_path: Path) -> tuple[Desk, Path]:
    """The seed pasted and reviewed to the end: a weapon corrected, a position rejected; exported by the command."""
    database = f"sqlite:///{tmp_path / 's.sqlite3'}"
    with running(database, tmp_path / "cache") as one:
        where = one.brief().headers["location"]
        said = {
            "C1": {"verdict": "edit", "record": {"weapon": "Russian drone"}},
            "S1": {"verdict": "accept"},
            "F1": {"verdict": "reject", "note": "a demand of others"},
        }
        for label, verdict in said.items():
            assert one.http.post(f"{where}/records/{label}/review", json=verdict).status_code == 201
        assert one.http.post(f"{where}/reviews", json={"verdict": "complete"}).status_code == 201
    exported = command_line.run("reviews", "export", "--database", database, "--out", "golden")
    assert exported.code == 0, exported.err
    assert "1 golden articles" in exported.out
    return command_line, tmp_path / "golden"


def test_corrections_become_gold_that_the_next_evaluation_is_scored_by(golden: tuple[Desk, Path]) -> None:
    desk, folder = golden
    checked = desk.run("eval", "check", folder)
    assert "front matter" not in checked.out
    assert [line for line in checked.out.splitlines() if "split" not in line] == []
    ended = desk.run("eval", "run", "--golden", folder, "--out", "run.json", *desk.model)
    assert ended.code == 0, ended.err
    shown = desk.run("eval", "show", "run.json", "--golden", folder, "--errors")
    assert shown.code == 0, shown.err
    assert "Finds 2 of 2 records (100%)" in shown.out
    assert re.search(r"casualties weapon +66\.7", shown.out)  # the model says "drone"
    assert re.search(r"spurious +\S+ +ceasefire", shown.out)
