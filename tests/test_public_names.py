"""The package's names are there, typed, and cost nothing until they are used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import summarizer

ROOT = Path(__file__).parents[1]
READERS = {"spacy", "onnxruntime"}
HEAVY = ("openai", "instructor", "pydantic", "aiohttp", "rich", "scipy", "numpy", *sorted(READERS))


def imported_by(code: str) -> set[str]:
    """Which of the heavy packages a fresh interpreter has loaded after running the code."""
    told = f"{code}\nimport sys\nprint('|', *[name for name in {HEAVY!r} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(ended.stdout.rpartition("|")[2].split())


def test_importing_the_package_loads_no_library() -> None:
    assert imported_by("import summarizer") == set()


@pytest.mark.parametrize("arguments", [["--help"], ["brief", "--help"], ["eval", "run", "--help"]])
def test_help_loads_no_model_library(arguments: list[str]) -> None:
    run = f"from summarizer.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit:\n    pass"
    assert not imported_by(run) & {"openai", "instructor", "aiohttp", "scipy", "numpy", *READERS}


def test_a_client_loads_the_sdk_only_when_it_is_used() -> None:
    make = "from summarizer import Summarizer\nSummarizer('m', base_url='http://127.0.0.1:9/v1').close()"
    assert "openai" not in imported_by(make)


def test_a_client_that_is_prepared_has_loaded_the_sdk_before_its_first_call() -> None:
    make = "from summarizer.llm.connect import connect\nconnect('m', base_url='http://127.0.0.1:9/v1').prepare()"
    assert {"openai", "instructor"} <= imported_by(make)


DOCUMENT_ROAD = """
from summarizer import Article, Summarizer
from summarizer.llm.scripted import ScriptedLLM
article = Article.from_text("Norland called for a truce. Nine people were killed in Oruma.", date="2024-03-02")
llm = ScriptedLLM(lambda request: {"records": []})
summarizer = Summarizer(llm=llm, strategy="document")
briefing = summarizer.brief(article)
summarizer.close()
assert llm.requests, briefing
"""

VERIFY = """
import json, sys
from pathlib import Path
from summarizer.contract import BriefingData
from summarizer.article import Article
from summarizer.verification import verify_briefing
made = json.loads(Path("evals/baselines/local.json").read_text(encoding="utf-8"))["predictions"][0]
article = Article.from_file(f"evals/golden/{made['article']}/article.md")
assert made["briefing"]["records"]
verify_briefing(BriefingData.model_validate(made["briefing"]), article)
"""


@pytest.mark.parametrize("work", [DOCUMENT_ROAD, VERIFY], ids=["document road", "verify"])
def test_what_does_not_read_sentences_loads_neither_parser_nor_encoder(work: str) -> None:
    assert not imported_by(work) & READERS


def test_every_public_name_is_there() -> None:
    for name in summarizer.__all__:
        assert getattr(summarizer, name).__name__ == name
    assert list(summarizer.__all__) == sorted(summarizer.__all__)
    assert set(summarizer.__all__) <= set(dir(summarizer))
    with pytest.raises(AttributeError, match="nonsense"):
        summarizer.nonsense  # type: ignore[attr-defined]  # noqa: B018
