"""A run by a provider's Batch API ends like a direct one, whatever the provider does, and pays for no request twice."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from briefings import articles, ids, lines
from commands import news_model
from provider_desk import ProviderDesk, provider_desk

from summarizer.cli import main

COUNT = 12
TOPICS = 3


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("SUMMARIZER_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("SUMMARIZER_SUMMARY", "composed")
    monkeypatch.setenv("SUMMARIZER_CALLS", "per-topic")
    monkeypatch.setenv("SUMMARIZER_PRICE_PROMPT", "2")
    monkeypatch.setenv("SUMMARIZER_PRICE_COMPLETION", "8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text("".join(a.model_dump_json() + "\n" for a in articles(COUNT)))


def told(line: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name not in ("created_at", "usage")}


@pytest.mark.parametrize(("calls", "questions"), [("one", 1), ("per-topic", TOPICS)])
def test_a_run_by_batches_writes_what_a_direct_one_writes_at_half_the_price(
    tmp_path: Path, calls: str, questions: int
) -> None:
    with news_model(0.0) as direct:
        model = ["--model", "news", "--base-url", f"{direct.address}/v1", "--no-cache", "--calls", calls]
        with pytest.raises(SystemExit) as ended:
            main(["batch", "in.jsonl", "--out", "direct.jsonl", *model])
    assert ended.value.code == 0
    with provider_desk(tmp_path) as desk:
        assert desk.run("--ordered", "--calls", calls) == 0
        assert desk.made() == [COUNT * questions]
    direct_lines = sorted(lines(tmp_path / "direct.jsonl"), key=lambda line: str(line["article"]["id"]))
    assert list(map(told, lines(tmp_path / "out.jsonl"))) == list(map(told, direct_lines))
    for ours, theirs in zip(lines(tmp_path / "out.jsonl"), direct_lines, strict=True):
        assert ours["usage"]["prompt_tokens"] == theirs["usage"]["prompt_tokens"]
        assert ours["usage"]["cost_usd"] == pytest.approx(theirs["usage"]["cost_usd"] / 2)


FAULTS = [
    pytest.param({"expire": [1]}, 0, 1, id="expired with half of the answers"),
    pytest.param({"errors": [1]}, 3, 1, id="lines with errors"),
    pytest.param({"late_500": [1]}, 0, 1, id="accepted and answered by 500"),
    pytest.param({"early_500": [1]}, 0, 1, id="not accepted at first"),
    pytest.param({"duplicate": [1], "throttle": [1]}, 0, 1, id="a line twice, looks throttled"),
    pytest.param({"nameless": [1]}, 0, 2, id="a line without a name"),
    pytest.param({"torn": [1]}, 0, 2, id="a line cut off"),
    pytest.param({"deleted": [1]}, 0, 2, id="the output deleted"),
    pytest.param({"refuse_over": 20}, 0, 1, id="more than may be enqueued"),
    pytest.param({"bad_line": [1]}, 3, 1, id="a line refused"),
    pytest.param({"misfit": 3}, 0, 1, id="answers that fit no schema, asked again"),
]


@pytest.mark.parametrize(("faults", "code", "times"), FAULTS)
def test_what_the_provider_does_not_serve_is_sent_again_or_named(
    tmp_path: Path, faults: dict[str, Any], code: int, times: int
) -> None:
    with provider_desk(tmp_path, seconds=0.0, faults=faults) as desk:
        assert desk.run() == code
        # Where an answer can't be had, its request has to be paid for once more; else none is.
        assert max(desk.seen().values()) == times
    assert sorted(ids(tmp_path / "out.jsonl")) == [article.id for article in articles(COUNT)]
    failed = lines(tmp_path / "out.jsonl.failures.jsonl") if code else []
    assert [line["message"] != "" for line in failed] == [True] * (1 if code else 0)


STAGES = ["upload 1", "create 1", "retrieve 1", "content 1"]


def test_killed_at_each_stage_a_run_hands_in_no_request_twice(tmp_path: Path) -> None:
    with provider_desk(tmp_path, hold=STAGES) as desk:
        for stage in STAGES:
            process = desk.start()
            deadline = time.monotonic() + 120
            while stage not in desk.tells("held") and process.poll() is None:
                assert time.monotonic() < deadline, f"{stage} was not reached"
                time.sleep(0.02)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            assert process.returncode == -signal.SIGKILL
        assert desk.run() == 0
        assert desk.made() == [COUNT * TOPICS]
        assert set(desk.seen().values()) == {1}
    assert sorted(ids(tmp_path / "out.jsonl")) == [article.id for article in articles(COUNT)]


def test_a_run_that_does_not_wait_is_taken_up_by_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with provider_desk(tmp_path, seconds=0.5) as desk:
        assert desk.run("--no-wait") == 0
        assert f"{COUNT * TOPICS} requests in 1 batches are with the provider" in capsys.readouterr().err
        assert ids(tmp_path / "out.jsonl") == []
        time.sleep(0.5)
        assert desk.run("--no-wait") == 0
        assert sorted(ids(tmp_path / "out.jsonl")) == [article.id for article in articles(COUNT)]
        assert desk.made() == [COUNT * TOPICS]


def test_cancelled_batches_give_what_they_served_and_the_rest_is_sent_when_the_run_goes_on(tmp_path: Path) -> None:
    with provider_desk(tmp_path, seconds=600) as desk:
        assert desk.run("--no-wait") == 0
        assert desk.run("--cancel") == 0
        done = ids(tmp_path / "out.jsonl")
        assert 0 < len(done) < COUNT
        assert desk.run("--no-wait") == 0
        assert desk.made() == [COUNT * TOPICS, COUNT * TOPICS // 2]
        assert sorted(ids(tmp_path / "out.jsonl")) == sorted(done)


def test_interrupted_while_it_waits_a_run_leaves_its_batches_with_the_provider(tmp_path: Path) -> None:
    with provider_desk(tmp_path, seconds=600) as desk:
        process = desk.start()
        deadline = time.monotonic() + 120
        while not desk.made():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=60)
        assert process.returncode == 130, messages
        assert "run the same command again" in messages


def test_no_batch_is_handed_in_that_would_cost_more_than_allowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with provider_desk(tmp_path) as desk:
        assert desk.run("--max-cost", "0.006") == 3
        assert "raise --max-cost" in capsys.readouterr().err
        assert 0 < sum(desk.seen().values()) < COUNT * TOPICS
        assert desk.run() == 0
        assert set(desk.seen().values()) == {1}
        assert sum(desk.made()) == COUNT * TOPICS


def test_only_a_model_at_a_provider_takes_batches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["batch", "in.jsonl", "--out", "out.jsonl", "--provider-batch", "--model", "local"])
    assert ended.value.code == 2
    assert "--provider-batch needs a hosted model" in capsys.readouterr().err


def test_an_endpoint_without_batches_is_named_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with news_model(0.0) as served:
        assert ProviderDesk(tmp_path, served.address).run() == 5
    assert "has no Batch API" in capsys.readouterr().err


def test_the_estimate_of_a_run_by_batches_is_half_as_dear(capsys: pytest.CaptureFixture[str]) -> None:
    costs = []
    for further in ([], ["--provider-batch"]):
        with pytest.raises(SystemExit):
            main(["batch", "in.jsonl", "--out", "out.jsonl", "--model", "vllm/m", "--estimate", *further])
        written = capsys.readouterr().out
        costs.append(float(written.partition("cost")[2].strip(" $\n")))
    assert costs[1] == pytest.approx(costs[0] / 2, rel=0.06)
