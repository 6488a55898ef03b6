"""`kill -9` at any moment, then the same command: no article lost or twice, no paid call repeated."""

from __future__ import annotations

import json
import random
import signal
import time
from pathlib import Path
from typing import Any

from briefings import articles, ids, lines
from commands import Commands, news_model

COUNT = 300
KILLS = 20
CONCURRENCY = 8


def without_time(line: dict[str, Any]) -> str:
    """A result without what differs from run to run: when it was made, and which of its answers were cached."""
    return json.dumps({key: value for key, value in line.items() if key not in ("created_at", "usage")}, sort_keys=True)


def test_a_run_killed_at_twenty_moments_ends_like_one_that_was_not(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(article.model_dump_json() + "\n" for article in articles(COUNT)))
    arguments = ("in.jsonl", "--concurrency", str(CONCURRENCY), "--out")
    lots = random.Random(11)
    with news_model(0.02) as unbroken:
        whole = tmp_path / "whole"
        whole.mkdir()
        (whole / "in.jsonl").write_text(source.read_text())
        assert Commands(whole, unbroken.address).run(*arguments, "out.jsonl")[0] == 0
        every_request = set(unbroken.seen())
    with news_model(0.02) as served:
        commands = Commands(tmp_path, served.address)
        kills = 0
        out = tmp_path / "out.jsonl"
        while kills < KILLS:
            process = commands.start(*arguments, "out.jsonl")
            before = out.stat().st_size if out.exists() else 0
            grown = lots.choice([0, 1, 300, 2_000, 5_000, 12_000])
            while process.poll() is None and (out.stat().st_size if out.exists() else 0) < before + grown:
                time.sleep(0.002)
            time.sleep(lots.random() * 0.05)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            assert process.returncode == -signal.SIGKILL, "the run ended before it could be killed"
            kills += 1
        code, _, messages = commands.run(*arguments, "out.jsonl")
        assert code == 0, messages
        assert sorted(ids(out)) == [article.id for article in articles(COUNT)]
        assert sorted(map(without_time, lines(out))) == sorted(map(without_time, lines(whole / "out.jsonl")))
        seen = served.seen()
        assert set(seen) == every_request
        # Only what was in flight at a kill may have been asked again.
        assert sum(seen.values()) - len(seen) <= KILLS * CONCURRENCY


def test_with_a_third_of_faults_every_article_is_in_the_output_or_in_the_failures(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("".join(a.model_dump_json() + "\n" for a in articles(200)))
    with news_model(0.002, faults=0.3) as served:
        code, _, messages = Commands(tmp_path, served.address).run(
            "in.jsonl", "--out", "out.jsonl", "--concurrency", "16", "--topic", "casualties"
        )
    assert code == 3, messages
    written = ids(tmp_path / "out.jsonl")
    failed = {line["id"]: line for line in lines(tmp_path / "out.jsonl.failures.jsonl")}
    assert sorted([*written, *(i for i, line in failed.items() if not line["partial"])]) == [
        a.id for a in articles(200)
    ]
    assert all(line["error"] and line["message"] for line in failed.values())
    assert failed
    assert len(written) > 100
