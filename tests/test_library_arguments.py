"""What the command line can do, the library can; its errors speak of arguments, not of flags."""

from __future__ import annotations

import inspect
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.main import get_command

import summarizer
from summarizer import Article, Briefing, Summarizer, UsageError
from summarizer.cli.app import app
from summarizer.llm.scripted import ScriptedLLM
from summarizer.loading.web import FetchPolicy
from summarizer.wording import ARGUMENTS, in_arguments

OF_THE_COMMAND_LINE = {
    "--format": "to_text, to_markdown, to_html and model_dump_json give the formats",
    "--out": "what they give is written by the caller",
    "--text": "the caller has the article",
    "--estimate": "summarizer.batch.estimate_batch",
    "--no-progress": "nothing is shown unless a callback shows it",
    "--debug": "the caller sees the traceback",
    "--help": "help()",
    "--calls": "summarizer.extraction.strategy_named gives a strategy with it",
}


def library_arguments() -> set[str]:
    ways = (Summarizer, Article.from_file, Article.from_url, Summarizer.brief_many, FetchPolicy)
    return {name for way in ways for name in inspect.signature(way).parameters}


def options_of(command: str) -> set[str]:
    parameters = get_command(app).commands[command].params  # type: ignore[attr-defined]
    return {max(parameter.opts, key=len) for parameter in parameters if parameter.opts[0].startswith("-")}


def test_each_option_of_brief_is_an_argument_of_the_library_or_said_to_be_none() -> None:
    for option in options_of("brief") - set(OF_THE_COMMAND_LINE):
        assert re.split(r"[(=]", ARGUMENTS[option])[0] in library_arguments(), option


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"model": "local", "base_url": "http://127.0.0.1:9/v1"}, "base_url"),
        ({"model": "m", "base_url": "http://127.0.0.1:9/v1", "record": "a", "replay": "b"}, "record"),
        ({"model": "m", "base_url": "http://127.0.0.1:9/v1", "refresh": True, "cache": False}, "refresh"),
        ({"model": "m", "base_url": "http://127.0.0.1:9/v1", "max_cost": -1.0}, "max_cost"),
        ({"model": "m", "base_url": "http://127.0.0.1:9/v1", "replay": "nowhere"}, "record"),
    ],
)
def test_errors_of_the_library_speak_of_its_arguments(
    arguments: dict[str, object], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as error:
        Summarizer(**arguments)  # type: ignore[arg-type]  # any of them
    assert said in str(error.value)
    assert "--" not in str(error.value)


def test_only_flags_that_have_an_argument_are_reworded() -> None:
    message = "raise --max-cost to go on, give --ctx-size or --max-model-len, not --out-of-date"
    assert in_arguments(message) == "raise max_cost to go on, give --ctx-size or --max-model-len, not --out-of-date"


def briefing() -> Briefing:
    article = Article.from_text("Norland called for a truce on Friday.", date="2024-03-02", title="Truce")
    with Summarizer(llm=ScriptedLLM(lambda _: {"records": []}), strategy="document", summary="composed") as summarizer:
        return summarizer.brief(article)


def test_a_briefing_shows_itself_in_one_line_and_as_text() -> None:
    made = briefing()
    assert repr(made) == "<Briefing 'Truce' of 2024-03-02: 0 casualties, 0 sanctions, 0 ceasefire>"
    assert made.to_text().startswith("Truce")
    assert made.to_text().endswith("\n")


def test_progress_of_many_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    articles = [Article.from_text(f"Norland called for truce number {n} on Friday.") for n in range(3)]
    with Summarizer(llm=ScriptedLLM(lambda _: {"records": []}), strategy="document", summary="composed") as summarizer:
        made = list(summarizer.brief_many(articles, on_progress=lambda progress: told.append(progress.done)))
    assert len(made) == told[-1] == 3


def test_the_version_is_that_of_the_installed_package() -> None:
    assert summarizer.__version__ == version("summarizer")
