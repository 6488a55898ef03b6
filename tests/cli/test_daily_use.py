"""What a new user does first: flags that contradict, wrong inputs, failures, other languages, faults of the program."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from llm.chat_server import status

from summarizer.article import Article
from summarizer.language import foreign_language
from summarizer.llm.scripted import ScriptedLLM
from summarizer.session import Summarizer

from .newsroom import SEED, Desk

GERMAN = (
    "Bei einem Drohnenangriff auf einen Bus sind in der Region Sumy neun Menschen getötet worden. "
    "Die Regierung in Kiew forderte am Samstag schärfere Sanktionen gegen Moskau und eine sofortige Waffenruhe."
)
RUSSIAN = "В Сумской области при ударе беспилотника по автобусу погибли девять человек. Киев требует перемирия."


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--base-url", "http://127.0.0.1:9/v1"), "--model"),
        (("--api-key-file", "key"), "--model"),
        (("--model", "local:7b"), "local:1.5b"),
        (("--date", "18 May"), "2025-05-18"),
        (("--date", "04/05/2025"), "2025-04-05 or 2025-05-04"),
        (("--no-cache", "--refresh"), "--refresh"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_a_flag_that_would_do_nothing_or_is_wrong_is_an_error(desk: Desk, flags: tuple[str, ...], words: str) -> None:
    desk.write("key", "canary-key-5f2c")
    ended = desk.run("brief", SEED, *flags)
    assert ended.code == 2
    assert ended.out == ""
    assert words in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("command", "flag"),
    [
        (("brief", str(SEED), "--estimate", "--out", "x.json"), "--out has no effect"),
        (("brief", str(SEED), "--text"), "--text has no effect"),
        (("batch", str(SEED), "--out", "o.jsonl", "--seed", "3"), "--seed has no effect"),
        (("batch", str(SEED), "--out", "o.jsonl", "--estimate", "--ordered"), "--ordered has no effect"),
        (("brief", str(SEED), "--record", "tape", "--refresh"), "--refresh has no effect"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_flag_without_effect_is_said_to_have_none(desk: Desk, command: tuple[str, ...], flag: str) -> None:
    ended = desk.run(*command, *desk.model)
    assert ended.code == 0, ended.err
    assert flag in ended.err


def test_date_and_title_of_one_article_replace_what_its_file_says(desk: Desk) -> None:
    briefing = desk.brief(SEED, "--date", "2024-02-29", "--title", "A bus", "--format", "json").json()
    assert (briefing["article"]["date"], briefing["article"]["title"]) == ("2024-02-29", "A bus")
    assert briefing["article"]["date_source"] == "given"
    worded = desk.brief(SEED, "--date", "29 février 2024", "--format", "json")
    assert worded.json()["article"]["date"] == "2024-02-29"
    assert "'29 février 2024' is read as 2024-02-29" in worded.err
    several = desk.brief(SEED, SEED, "--title", "A bus")
    assert several.code == 2
    assert "one article" in several.err


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.7\n...", "as PDF"),
        ("a.docx", b"PK\x03\x04....[Content_Types].xml word/document.xml", "as a Word file"),
        ("a.doc", b"\xd0\xcf\x11\xe0rest", "plain text"),
        ("a.zip", b"PK\x03\x04....a.txt", "unpack"),
    ],
)
def test_a_file_that_is_no_text_is_named_with_a_way_out(desk: Desk, name: str, data: bytes, words: str) -> None:
    Path(name).write_bytes(data)
    ended = desk.brief(name)
    assert ended.code == 2
    assert name in ended.err
    assert words in ended.err


@pytest.mark.parametrize("address", ["ftp://example.org/a", "http://user:secret@example.org/"])
def test_an_address_that_is_none_of_a_page_is_named(desk: Desk, address: str) -> None:
    ended = desk.brief(address)
    assert ended.code == 2
    assert "example.org" in ended.err
    assert "secret" not in ended.err


@pytest.mark.parametrize("command", ["brief", "batch"])
def test_a_slip_in_a_setting_names_the_nearest_before_anything_is_done(
    desk: Desk, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = () if command == "brief" else ("--out", "out.jsonl")
    desk.write("summarizer.toml", "conccurrency = 3\n")
    in_file = desk.run(command, SEED, *out, *desk.model)
    assert in_file.code == 2
    assert "summarizer.toml" in in_file.err
    assert "'concurrency'" in in_file.err
    Path("summarizer.toml").unlink()
    monkeypatch.setenv("SUMMARIZER_MAXCOST", "3")
    in_environment = desk.run(command, SEED, *out, *desk.model)
    assert in_environment.code == 2
    assert "SUMMARIZER_MAXCOST" in in_environment.err
    assert "'SUMMARIZER_MAX_COST'" in in_environment.err
    assert not Path("out.jsonl").exists()
    assert desk.server.calls == 0


def test_when_every_topic_fails_the_output_says_that_nothing_was_examined(desk: Desk) -> None:
    desk.server.otherwise = status(400, "no such parameter")
    ended = desk.brief(SEED, "--no-cache")
    assert ended.code == 3
    assert "not examined: 3 of 3 topics failed" in ended.out
    assert "Nothing found" not in ended.out
    assert "0 records" not in ended.out
    assert str(SEED) in ended.err


def test_outputs_lead_back_to_the_file(desk: Desk) -> None:
    path = desk.write("one.txt", SEED.read_text(encoding="utf-8"))
    assert desk.brief(path, "--format", "json").json()["article"]["source"] == str(path)
    assert desk.run("batch", path.parent / "one.txt", "--out", "o.jsonl", *desk.model).code == 0
    assert json.loads(Path("o.jsonl").read_text(encoding="utf-8"))["article"]["source"] == str(path)
    desk.server.otherwise = status(400, "no such parameter")
    failed = desk.run("batch", path, "--out", "p.jsonl", "--no-cache", *desk.model)
    assert failed.code == 3
    assert f"{path}: " in failed.err
    (line,) = Path("p.jsonl.failures.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["origin"] == str(path)
    assert "not examined in 1 of 1 articles" in " ".join(desk.run("stats", "p.jsonl").out.split())


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes briefing an article with the word "storm" fail as only a mistake of this program could."""
    whole = Summarizer._brief

    async def brief(self: Summarizer, article: Article, on_step: object) -> object:
        if "storm" in article.text:
            raise KeyError("storm")
        return await whole(self, article, on_step)  # type: ignore[arg-type]

    monkeypatch.setattr(Summarizer, "_brief", brief)


@pytest.mark.usefixtures("breaking")
def test_an_internal_error_names_its_article_and_the_others_are_done(desk: Desk) -> None:
    storm = desk.write("storm.txt", "A storm passed over the coast on Sunday.")
    ended = desk.brief(storm, SEED, "--format", "jsonl")
    assert ended.code == 3
    assert f"{storm}: internal error (KeyError: 'storm'): please report it with the output of `--debug`" in ended.err
    failed, done = (json.loads(line) for line in ended.out.splitlines())
    assert {failure["error"] for failure in failed["failures"]} == {"KeyError"}
    assert done["records"]["casualties"]
    assert "Traceback" not in ended.err
    assert "Traceback" in desk.brief(storm, SEED, "--debug").err
    assert desk.brief(storm).code == 1


@pytest.mark.usefixtures("breaking")
def test_an_internal_error_in_a_batch_is_kept_in_the_journal(desk: Desk) -> None:
    storm = desk.write("storm.txt", "A storm passed over the coast on Sunday.")
    ended = desk.run("batch", storm, SEED, "--out", "o.jsonl", *desk.model)
    assert ended.code == 3
    assert f"{storm}: internal error" in ended.err
    assert "Traceback" not in ended.err
    with sqlite3.connect("o.jsonl.journal") as journal:
        ((trace,),) = journal.execute("SELECT trace FROM articles WHERE trace IS NOT NULL")
    journal.close()
    assert "KeyError: 'storm'" in trace
    assert "Traceback" in desk.run("batch", storm, SEED, "--out", "o.jsonl", *desk.model, "--debug").err
    assert desk.run("batch", storm, "--out", "p.jsonl", *desk.model).code == 1


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "German"), (RUSSIAN, "Russian")])
def test_the_road_for_small_models_says_that_it_does_not_read_a_language(desk: Desk, text: str, language: str) -> None:
    path = desk.write("foreign.txt", text)
    ended = desk.brief(path, "--strategy", "passages")
    assert ended.code == 3
    assert f"the article is in {language}" in ended.err
    assert "Nothing found" not in ended.out
    assert "not examined: 3 of 3 topics failed" in ended.out


@pytest.mark.parametrize(
    "text",
    [
        "Killed: 9\nInjured: 14\nMissing: 3",
        "Gaza truce: Hamas says yes, Netanyahu no",
        "KYIV, May 18 - Volodymyr Petrenko and Oleksandr Kovalenko died in Novopetrivka, Zaporizhzhia.",
        SEED.read_text(encoding="utf-8"),
        "",
    ],
)
def test_english_with_few_words_or_many_names_is_no_other_language(text: str) -> None:
    assert foreign_language(text) is None


def test_doctor_names_a_cache_that_cannot_be_used(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("in-the-way", "a file where the cache's folder should be")
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", "in-the-way")
    ended = desk.run("doctor", *desk.model)
    assert ended.code == 2
    assert "can't use" in " ".join(ended.out.split())


def test_doctor_is_not_content_with_an_address_at_which_nothing_is_served(desk: Desk) -> None:
    elsewhere = desk.server.base_url.removesuffix("/v1") + "/elsewhere"
    ended = desk.run("doctor", "--model", "m", "--base-url", elsewhere)
    assert ended.code == 5, ended.out
    assert "check --base-url" in " ".join(ended.out.split())


def test_a_chart_needs_nothing_from_the_internet(desk: Desk) -> None:
    assert desk.run("batch", SEED, "--out", "o.jsonl", *desk.model).code == 0
    ended = desk.run("stats", "o.jsonl", "--chart", "c.html")
    assert ended.code == 0, ended.err
    page = Path("c.html").read_text(encoding="utf-8")
    assert not re.findall(r"""<(?:script|link)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//""", page)
    assert len(page) > 100_000  # the libraries are in it


async def test_the_library_says_what_the_command_line_says(desk: Desk) -> None:
    summarizer = Summarizer(llm=ScriptedLLM([]), strategy="passages")
    briefing = await summarizer.abrief(Article(text=GERMAN))
    assert {failure.error for failure in briefing.failures} == {"UnreadLanguage"}


@pytest.mark.parametrize("command", ["brief", "batch"])
def test_what_loading_had_to_guess_is_said_with_the_file(desk: Desk, command: str) -> None:
    rows = '{"text": "Nine people were killed in the town.", "date": "5/6/2025"}'
    path = desk.write("row.json" if command == "brief" else "rows.jsonl", rows + "\n")
    out = () if command == "brief" else ("--out", "o.jsonl")
    ended = desk.run(command, path, *out, *desk.model)
    assert ended.code == 0, ended.err
    (line,) = (line for line in ended.err.splitlines() if "date" in line)
    assert str(path) in line
