"""`summarizer brief`: what comes out in each form, what is kept when something fails, and the exit codes."""

from __future__ import annotations

import gzip
import json
import signal
import socket
from pathlib import Path

import jsonschema
import pytest
from llm.chat_server import hang, says, status

from summarizer.article import Article
from summarizer.errors import ModelUnavailable

from .newsroom import SEED, Desk, knows_the_seed

OTHER = "date 2025-06-01 A storm passed over the coast on Sunday. Ships stayed in port."


@pytest.fixture
def other(desk: Desk) -> Path:
    return desk.write("other.txt", OTHER)


def test_one_article_gives_an_object_whose_quotes_stand_where_it_says(desk: Desk) -> None:
    ended = desk.brief(SEED, "--format", "json")
    assert ended.code == 0, ended.err
    briefing, text = ended.json(), Article.from_file(SEED).text
    assert {topic: len(records) for topic, records in briefing["records"].items()} == {
        "casualties": 1,
        "sanctions": 1,
        "ceasefire": 1,
    }
    assert briefing["records"]["casualties"][0]["killed"] == {"text": "nine", "best": 9, "low": 9, "high": 9}
    assert briefing["records"]["ceasefire"][0]["duration"] == "P30D"
    proved = [e for records in briefing["records"].values() for record in records for e in record["evidence"]]
    proved += [e for sentence in briefing["summary"] for e in sentence["evidence"]]
    assert len(proved) >= 6
    for evidence in proved:
        assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_what_is_written_fits_the_exported_schema_by_an_independent_validator(desk: Desk, other: Path) -> None:
    schema = desk.run("topics", "schema").json()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for extra in ((), ("--text",)):
        lines = desk.brief(SEED, other, "--format", "jsonl", *extra).out.splitlines()
        assert len(lines) == 2
        for line in lines:
            validator.validate(json.loads(line))
    spoiled = json.loads(lines[0])
    spoiled["records"]["casualties"][0]["victim_type"] = "alien"
    assert not validator.is_valid(spoiled)
    spoiled = json.loads(lines[0])
    spoiled["records"]["weather"] = []
    assert not validator.is_valid(spoiled)


def test_several_articles_give_an_array_and_a_pattern_names_several(desk: Desk, other: Path) -> None:
    desk.write("seed.txt", SEED.read_text(encoding="utf-8"))
    both = desk.brief("*.txt", "--format", "json").json()
    assert [len(one["records"]["casualties"]) for one in both] == [0, 1]
    partly = desk.brief(SEED, "absent.txt", "--format", "json")
    assert partly.code == 3
    assert [len(one["records"]["casualties"]) for one in partly.json()] == [1]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("text", ["bus passengers", "Zelenskyy", "a Russian drone killed nine"]),
        ("markdown", ["# ", "[^C1]", "bus passengers"]),
        ("html", ["<!DOCTYPE html>", "bus passengers", "</html>"]),
    ],
)
def test_the_forms_for_people_show_who_what_and_the_words(desk: Desk, form: str, expected: list[str]) -> None:
    ended = desk.brief(SEED, "--format", form)
    assert ended.code == 0, ended.err
    assert not ended.err
    for words in expected:
        assert words in ended.out


def test_standard_input_is_an_article(desk: Desk) -> None:
    process = desk.start("brief", "-", "--format", "json", *desk.model)
    out, err = process.communicate(SEED.read_text(encoding="utf-8"), timeout=60)
    assert process.returncode == 0, err
    assert json.loads(out)["article"]["date"] == "2025-05-18"


def test_only_the_topics_asked_for_are_asked_about(desk: Desk) -> None:
    ended = desk.brief(SEED, "--format", "json", "--topic", "sanctions")
    assert list(ended.json()["records"]) == ["sanctions"]
    assert desk.server.calls == 1


def test_an_output_file_is_whole_and_nothing_else_is_left(desk: Desk) -> None:
    out = desk.folder / "briefing.json"
    out.write_text("before")
    ended = desk.brief(SEED, "--format", "json", "--out", out)
    assert (ended.code, ended.out) == (0, "")
    assert json.loads(out.read_text())["records"]["casualties"]
    assert sorted(path.name for path in desk.folder.iterdir()) == ["briefing.json", "cache"]


@pytest.mark.parametrize("out", ["nowhere/b.json", "."])
def test_an_output_that_cannot_be_written_is_refused_before_anything_is_asked(desk: Desk, out: str) -> None:
    ended = desk.brief(SEED, "--out", out)
    assert ended.code == 2
    assert "folder" in ended.err
    assert desk.server.calls == 0


BAD = {
    "missing": (Path.absolute, "no such file"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "empty": (lambda path: path.write_bytes(b" \n"), "is empty"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 20), "not text"),
    "gzip": (lambda path: path.write_bytes(gzip.compress(OTHER.encode() * 50)), "not text"),
    "20 MB": (lambda path: path.write_bytes(b"Nine died. " * 2_000_000), "MB"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_article_is_one_sentence_and_exit_code_2(desk: Desk, kind: str) -> None:
    make, words = BAD[kind]
    path = desk.folder / "bad.txt"
    make(path)
    ended = desk.brief(path)
    assert ended.code == 2
    assert ended.out == ""
    assert len(ended.err.strip().splitlines()) == 1
    assert words in ended.err
    assert "bad.txt" in ended.err
    beside = desk.brief(path, SEED)
    assert beside.code == 3
    assert "bus passengers" in beside.out


def test_a_pattern_that_matches_nothing_is_named(desk: Desk) -> None:
    ended = desk.brief("none/*.txt")
    assert ended.code == 2
    assert "no file matches 'none/*.txt'" in ended.err


def test_an_address_that_refuses_is_exit_code_5_and_named(desk: Desk) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    ended = desk.run("brief", SEED, "--model", "m", "--base-url", address)
    assert ended.code == 5
    assert address in ended.err
    assert "Traceback" not in ended.err
    with pytest.raises(ModelUnavailable):
        desk.run("brief", SEED, "--model", "m", "--base-url", address, "--debug")


def test_a_wrong_key_is_exit_code_5_and_never_shown(desk: Desk) -> None:
    desk.server.otherwise = status(401, "wrong key canary-key-123")
    key = desk.write("key", "canary-key-123\n")
    ended = desk.brief(SEED, "--api-key-file", key)
    assert ended.code == 5
    assert desk.server.keys == {"Bearer canary-key-123"}
    assert "canary-key-123" not in ended.out + ended.err


def test_a_topic_that_fails_is_named_and_the_others_are_kept(desk: Desk) -> None:
    desk.server.otherwise = says(None, refusal="I will not")
    ended = desk.brief(SEED, "--format", "json", "--topic", "sanctions")
    assert ended.code == 3
    assert ended.json()["failures"][0]["topic"] == "sanctions"
    assert ", sanctions: " in ended.err


@pytest.mark.parametrize(
    "arguments", [("--bogus",), ("--format", "pdf"), ("--topic", "weather"), ("--strategy", "guess")]
)
def test_wrong_options_are_exit_code_2(desk: Desk, arguments: tuple[str, ...]) -> None:
    ended = desk.brief(SEED, *arguments)
    assert ended.code == 2
    assert arguments[0] in ended.err or arguments[-1] in ended.err
    assert desk.server.calls == 0


def test_an_unknown_model_is_exit_code_2(desk: Desk) -> None:
    ended = desk.run("brief", SEED, "--model", "nobody")
    assert ended.code == 2
    assert "'nobody'" in ended.err


@pytest.mark.parametrize("to_file", [False, True])
def test_ctrl_c_keeps_the_finished_articles(desk: Desk, other: Path, to_file: bool) -> None:
    desk.server.will([knows_the_seed])
    desk.server.otherwise = hang
    out = desk.folder / "out.jsonl"
    target = ("--out", out) if to_file else ()
    process = desk.start("brief", SEED, other, "--format", "jsonl", *target, *desk.model)
    while desk.server.calls < 2 and process.poll() is None:
        signal.sigtimedwait([], 0.02)
    process.send_signal(signal.SIGINT)
    printed, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err == "summarizer: interrupted; 1 of 2 articles are done and saved\n"
    lines = (out.read_text() if to_file else printed).splitlines()
    assert [len(json.loads(line)["records"]["casualties"]) for line in lines] == [1]


def test_the_same_article_again_asks_nothing_unless_told_to(desk: Desk) -> None:
    desk.brief(SEED)
    asked = desk.server.calls
    again = desk.brief(SEED, "--format", "json").json()
    assert desk.server.calls == asked == 1
    assert (again["usage"]["calls"], again["usage"]["cached_calls"]) == (0, 1)
    desk.brief(SEED, "--refresh")
    assert desk.server.calls == 2 * asked
    desk.brief(SEED, "--no-cache")
    assert desk.server.calls == 3 * asked


def test_a_recorded_run_is_replayed_without_a_model(desk: Desk, other: Path) -> None:
    recorded = desk.brief(SEED, "--record", "tape", "--format", "json").json()
    asked = desk.server.calls
    replayed = desk.brief(SEED, "--replay", "tape", "--format", "json").json()
    assert desk.server.calls == asked
    assert replayed["records"] == recorded["records"]
    missed = desk.brief(other, "--replay", "tape")
    assert missed.code == 3
    assert "record it anew" in missed.err
    both = desk.brief(SEED, "--replay", "tape", "--record", "tape")
    assert both.code == 2
    assert desk.brief(SEED, "--replay", "absent").code == 2


def test_an_estimate_asks_nothing(desk: Desk, other: Path) -> None:
    ended = desk.brief(SEED, other, "--estimate")
    assert ended.code == 0, ended.err
    assert desk.server.calls == 0
    figures = dict(line.split()[:2] for line in ended.out.splitlines() if not line.startswith("tokens"))
    assert (figures["articles"], figures["requests"]) == ("2", "2")


def test_a_budget_stops_before_the_call_that_would_pass_it(
    desk: Desk, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.brief(SEED, "--max-cost", "1").code == 2  # what the model costs is not known
    monkeypatch.setenv("SUMMARIZER_PRICE_PROMPT", "1000")
    stopped = desk.brief(SEED, other, "--max-cost", "0.5")
    assert stopped.code == 3
    assert "raise --max-cost" in stopped.err
    assert desk.server.calls == 0
    assert desk.brief(SEED, other, "--max-cost", "100").code == 0
