"""Every command but `brief` and `batch`: what it prints, what it never prints, and its exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from .newsroom import SEED, Desk

KEY = "canary-key-5f2c"
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def exported(desk: Desk) -> Path:
    path = desk.folder / "briefings.jsonl"
    assert desk.brief(SEED, "--format", "jsonl", "--out", path).code == 0
    return path


def spoil(path: Path, topic: str, **fields: object) -> Path:
    """Changes fields of a topic's first record in a file of briefings."""
    briefing = json.loads(path.read_text(encoding="utf-8"))
    briefing["records"][topic][0] |= fields
    path.write_text(json.dumps(briefing) + "\n", encoding="utf-8")
    return path


def write_golden(folder: Path, articles: int) -> None:
    """Writes a golden set in which the model of the tests finds nothing that it should not."""
    names = [f"entry-{number}" for number in range(articles)]
    for number, name in enumerate(names):
        (folder / name).mkdir(parents=True)
        front = f"title: Rain {number}\ndate: 2025-05-18\nsource: wire\ntags: [invented]"
        (folder / name / "article.md").write_text(f"---\n{front}\n---\nIt rained for {number + 2} days.\n")
        (folder / name / "gold.yaml").write_text("casualties: []\nsanctions: []\nceasefire: []\n")
    text = SEED.read_text(encoding="utf-8").partition("Zelenskyy")[2]
    (folder / names[0] / "article.md").write_text(f"---\ntitle: Sumy\ndate: 2025-05-18\n---\nZelenskyy{text}\n")
    killed = {
        "quotes": ["a Russian drone killed nine bus passengers in the Sumy region of northeastern Ukraine"],
        "killed": {"text": "nine", "best": 9, "low": 9, "high": 9},
    }
    gold = {"casualties": [killed], "sanctions": [], "ceasefire": []}
    (folder / names[0] / "gold.yaml").write_text(yaml.safe_dump(gold))
    (folder / "splits.yaml").write_text(yaml.safe_dump({"dev": names[::2], "test": names[1::2]}))


def test_an_untouched_export_is_verified_from_the_articles_or_their_text(desk: Desk, exported: Path) -> None:
    from_folder = desk.run("verify", exported, "--articles", SEED.parent)
    assert from_folder.code == 0, from_folder.out
    assert from_folder.out.startswith("1 briefings, 3 records, ")
    assert "not checked (a model or classifier chose these): " in from_folder.out
    assert "ceasefire.stance" in from_folder.out
    desk.brief(SEED, "--format", "jsonl", "--text", "--out", exported)
    assert desk.run("verify", exported).code == 0


def test_without_the_text_nothing_is_taken_on_trust(desk: Desk, exported: Path) -> None:
    ended = desk.run("verify", exported)
    assert ended.code == 3
    assert "no_text" in ended.out
    assert "--articles" in ended.out


@pytest.mark.parametrize(
    ("topic", "fields", "expected"),
    [
        ("casualties", {"killed": {"text": "nine", "best": 90, "low": 90, "high": 90}}, "killed: number_mismatch"),
        ("casualties", {"killed": {"text": "ninety", "best": 90, "low": 90, "high": 90}}, "killed: not_found"),
        ("casualties", {"weapon": "missile"}, "weapon: not_found"),
        ("casualties", {"date": "2025-05-17"}, "date: date_mismatch"),
        ("casualties", {"perpetrator": {"name": "Belarus", "party": "BLR"}}, "perpetrator: name_mismatch"),
        ("sanctions", {"target": {"name": "Moscow", "party": "USA"}}, "target: party_mismatch"),
        ("sanctions", {"evidence": [{"quote": "Xelenskyy called", "start": 0, "end": 16}]}, "quote_mismatch"),
        ("sanctions", {"status": "abolished"}, "not_the_form"),
        ("ceasefire", {"duration": "P31D"}, "duration: duration_mismatch"),
    ],
)
def test_what_was_changed_after_the_export_is_found(
    desk: Desk, exported: Path, topic: str, fields: dict[str, object], expected: str
) -> None:
    whole = exported.read_text(encoding="utf-8")
    spoil(exported, topic, **fields)
    exported.write_text(whole + exported.read_text(encoding="utf-8"), encoding="utf-8")
    ended = desk.run("verify", exported, "--articles", SEED.parent)
    assert ended.code == 3
    assert expected in ended.out
    others = [line for line in ended.out.splitlines() if expected not in line]
    assert all("summary_mismatch" in line for line in others), ended.out  # a sentence may tell of the field


def test_a_file_without_briefings_is_exit_code_2(desk: Desk) -> None:
    assert "can't read" in desk.run("verify", "absent.jsonl").err
    for text in ("", "no json\n", "[1]\n"):
        ended = desk.run("verify", desk.write("bad.jsonl", text))
        assert ended.code == 2
        assert "contains no briefings" in ended.err


def test_the_cache_says_what_it_holds_and_forgets_it(desk: Desk, exported: Path) -> None:
    assert "replies  1" in desk.run("cache", "info").out
    assert desk.run("cache", "clear").out == "1 cached reply deleted\n"
    assert "replies  0" in desk.run("cache", "info").out


def test_models_show_says_where_each_setting_came_from_and_shows_no_key(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write("summarizer.toml", 'model = "openai/gpt-4o-mini"\nseed = 11\n')
    monkeypatch.setenv("SUMMARIZER_CONCURRENCY", "3")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    ended = desk.run("models", "show")
    assert ended.code == 0, ended.err
    rows = {line.split()[0]: line for line in ended.out.splitlines() if line.strip()}
    assert "summarizer.toml" in rows["seed"]
    assert "SUMMARIZER_CONCURRENCY" in rows["concurrency"]
    assert "OPENAI_API_KEY" in rows["key"]
    assert "profile" in rows["strategy"]
    assert "default" in rows["temperature"]
    assert KEY not in ended.out + ended.err
    named = desk.run("models", "show", "ollama/qwen3:8b").out
    assert "--model" in named
    assert "http://127.0.0.1:11434/v1" in named


def test_models_list_names_what_can_be_had(desk: Desk) -> None:
    out = desk.run("models", "list").out
    for words in ("local:1.5b", "local:0.5b", "syntax", "roles", "Apache-2.0", "openai/", "OPENAI_API_KEY"):
        assert words in out


def test_a_wrong_setting_is_named_with_its_place(desk: Desk) -> None:
    desk.write("summarizer.toml", "colour = 3\n")
    ended = desk.run("models", "show")
    assert ended.code == 2
    assert "'colour'" in ended.err
    assert "summarizer.toml" in ended.err


def test_doctor_is_content_with_an_endpoint_that_answers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    ended = desk.run("doctor", *desk.model)
    assert ended.code == 0, ended.out
    for words in ("python", "openai", "cache", desk.server.base_url, "SUMMARIZER_API_KEY"):
        assert words in "".join(ended.out.split())
    assert KEY not in ended.out + ended.err


def test_doctor_does_not_ask_for_an_embedded_model_that_no_topic_needs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))
    bare = desk.run("doctor", "--model", "local")
    said = {line.split()[0]: line for line in bare.out.splitlines() if line.strip()}
    assert bare.code == 5
    assert "not needed" in said["model"]
    for name in ("syntax", "roles"):
        assert f"models pull {name}" in " ".join(bare.out.split())
        assert "not downloaded" in said[name]
    monkeypatch.setenv("SUMMARIZER_STRATEGY", "document")
    asking = desk.run("doctor", "--model", "local")
    assert asking.code == 5
    assert "models pull 1.5b" in " ".join(asking.out.split())
    assert "not downloaded" not in next(line for line in asking.out.splitlines() if line.split()[:1] == ["roles"])


def test_weights_that_there_are_none_of_are_named(desk: Desk) -> None:
    ended = desk.run("models", "pull", "weather")
    assert ended.code == 2
    assert "local:1.5b" in ended.err


def test_doctor_says_what_to_do_without_a_key_and_without_an_endpoint(desk: Desk) -> None:
    keyless = desk.run("doctor", "--model", "openai/gpt-4o-mini")
    assert keyless.code == 5
    assert "OPENAI_API_KEY" in keyless.out
    gone = desk.run("doctor", "--model", "m", "--base-url", "http://127.0.0.1:9/v1")
    assert gone.code == 5
    assert "check the address" in " ".join(gone.out.split())


def test_topics_are_listed_and_shown(desk: Desk) -> None:
    assert [line.split()[0] for line in desk.run("topics", "list").out.splitlines()] == [
        "topic",
        "casualties",
        "sanctions",
        "ceasefire",
        "aid",
        "hostages",
    ]
    shown = desk.run("topics", "show", "ceasefire").out
    for words in (
        "stance",
        "verbatim",
        "derived",
        "violates_alleged",
        "prompt ceasefire.document",
        "reader ceasefire.passages",
    ):
        assert words in shown
    assert desk.run("topics", "show", "weather").code == 2


def test_an_evaluation_is_recorded_replayed_and_gated(desk: Desk) -> None:
    write_golden(desk.folder / "evals" / "golden", articles=4)
    recorded = desk.run("eval", "record", *desk.model, "--to", "evals/recordings/m")
    assert recorded.code == 0, recorded.err
    asked = desk.server.calls
    assert asked > 0
    assert desk.run("eval", "gate", "--accept").code == 0
    replay = ("--replay", "evals/recordings/m", *desk.model)
    replayed = desk.run("eval", "run", *replay)
    assert replayed.code == 0, replayed.err
    assert desk.server.calls == asked
    gate = desk.run("eval", "gate")
    assert gate.code == 0, gate.err
    assert "the gate passed" in gate.out
    other = desk.run("eval", "run", "--replay", "evals/recordings/m", "--model", "n", "--base-url", "http://h/v1")
    assert other.code == 3
    assert desk.run("eval", "run", "--golden", "nowhere", *desk.model).code == 2


def test_batch_takes_the_same_settings(desk: Desk) -> None:
    arguments: tuple[str | Path, ...] = ("batch", SEED, "--out", "out.jsonl", *desk.model)
    assert desk.run(*arguments, "--record", "tape").code == 0
    asked = desk.server.calls
    assert desk.run("batch", SEED, "--out", "again.jsonl", *desk.model, "--replay", "tape").code == 0
    assert desk.server.calls == asked
    assert desk.run("verify", "again.jsonl", "--articles", SEED.parent).code == 0
    assert "records" in desk.run("stats", "again.jsonl").out


def test_the_version_is_that_of_the_changelog(desk: Desk) -> None:
    version = desk.run("--version").out.strip()
    changelog = (SEED.parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = [line for line in changelog.splitlines() if line.startswith("## [")]
    assert headings[1].startswith(f"## [{version}]")


def rewrite(path: Path, change: Change) -> None:
    """Changes a file of one briefing by hand."""
    briefing = json.loads(path.read_text(encoding="utf-8"))
    change(briefing)
    path.write_text(json.dumps(briefing) + "\n", encoding="utf-8")


def swap_numbers(briefing: dict[str, Any]) -> None:
    for sentence in briefing["summary"]:
        sentence["text"] = sentence["text"].replace("ine", "inety")


def drop_records(briefing: dict[str, Any]) -> None:
    briefing["records"]["sanctions"] = []


def drop_a_sentence(briefing: dict[str, Any]) -> None:
    briefing["summary"].pop()


def turn_round(briefing: dict[str, Any]) -> None:
    briefing["summary"].reverse()


def repeat_a_record(briefing: dict[str, Any]) -> None:
    briefing["records"]["ceasefire"] *= 2


def redate(briefing: dict[str, Any]) -> None:
    briefing["article"]["date"] = "2025-05-11"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (swap_numbers, "summary_mismatch"),
        (drop_records, "summary_mismatch"),
        (drop_a_sentence, "summary_mismatch"),
        (turn_round, "summary_mismatch"),
        (repeat_a_record, "order_mismatch"),
        (redate, "article: date_mismatch"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_summary_or_an_order_changed_by_hand_is_found(
    desk: Desk, exported: Path, change: Change, expected: str
) -> None:
    rewrite(exported, change)
    ended = desk.run("verify", exported, "--articles", SEED.parent)
    assert ended.code == 3, ended.out
    assert expected in ended.out


def test_a_text_changed_with_its_quotes_is_found_by_the_article_or_the_id(desk: Desk) -> None:
    path = desk.folder / "with-text.jsonl"
    assert desk.brief(SEED, "--text", "--out", path).code == 0
    path.write_text(path.read_text(encoding="utf-8").replace("Moscow", "Warsaw"), encoding="utf-8")
    assert "text_mismatch" in desk.run("verify", path).out
    assert "quote_mismatch" in desk.run("verify", path, "--articles", SEED.parent).out


def test_a_pretty_file_is_verified_too(desk: Desk) -> None:
    assert desk.brief(SEED, "--text", "--out", "whole.json").code == 0
    assert desk.run("verify", "whole.json").out.startswith("1 briefings, 3 records")


def test_a_briefing_of_version_1_is_held_to_the_words_of_its_records(desk: Desk, exported: Path) -> None:
    def first_version(briefing: dict[str, Any]) -> None:
        briefing["schema_version"] = 1
        del briefing["summary_by"], briefing["article"]["date_source"]
        for sentence in briefing["summary"]:
            del sentence["records"]

    rewrite(exported, first_version)
    assert desk.run("verify", exported, "--articles", SEED.parent).code == 0
    rewrite(exported, lambda briefing: briefing["summary"][0].update(text="Ninety bus passengers were killed."))
    assert "number_mismatch" in desk.run("verify", exported, "--articles", SEED.parent).out
