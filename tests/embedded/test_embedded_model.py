"""The embedded model's server and its manners, asked about a topic no code reads; what `local` does without it.

Weights are fetched when they are not on the machine.
"""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.llm import embedded
from summarizer.prompts import load
from summarizer.session import Summarizer
from summarizer.topics import CEASEFIRE

SEED = Path(__file__).parents[2] / "seeds" / "2025-05-18-sumy-bus.txt"
SHORT = Article.from_text(
    "At least 14 people were killed in Oruma on Friday. Norland called for a truce.", date="2024-03-02"
)
TRUCES = replace(
    CEASEFIRE,
    reader=None,
    short_names={"actor": "who", "stance": "stance"},
    prompts={"passages": load(Path(__file__).with_name("truces.passages.jinja"))},
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[Summarizer]:
    """A summarizer that asks the 0.5B model, whose answers may be any; no reply comes from the cache."""
    monkeypatch.setenv("SUMMARIZER_CACHE", "false")
    with Summarizer("local:0.5b") as summarizer:
        summarizer.topics = (TRUCES,)
        yield summarizer


def test_the_seed_article_becomes_a_grounded_briefing_without_a_call() -> None:
    article = Article.from_file(SEED)
    with Summarizer("local") as summarizer:
        assert not summarizer.asks_model
        briefing = summarizer.brief(article)
    assert briefing.failures == ()
    assert briefing.usage.calls == briefing.usage.cached_calls == 0
    toll = briefing.casualties[0]
    assert toll.killed is not None
    assert (toll.killed.best, toll.victims) == (9, "bus passengers")
    assert toll.location is not None
    assert "Sumy region" in toll.location
    calls = [(c.actor.party, c.target and c.target.party) for c in briefing.sanctions if c.status == "called_for"]
    assert ("UKR", "RUS") in calls
    assert "demands" in [position.stance for position in briefing.ceasefire]
    everything = [e for records in briefing.records.values() for record in records for e in record.evidence]
    assert all(article.text[e.start : e.end] == e.quote for e in everything)


@pytest.mark.model05
def test_two_runs_of_an_article_give_the_same_but_for_times(small: Summarizer) -> None:
    assert small.asks_model
    first, second = (
        small.brief(SHORT).model_dump(mode="json", exclude={"created_at": True, "usage": True}) for _ in range(2)
    )
    assert first == second


@pytest.mark.model05
def test_a_topic_s_constant_part_is_read_once(small: Summarizer) -> None:
    small.brief(SHORT)
    usage = small.brief(SHORT).usage
    assert usage.calls == 1
    assert usage.cached_prompt_tokens > usage.prompt_tokens / 2


@pytest.mark.model05
def test_the_server_answers_on_loopback_and_only_with_its_key() -> None:
    server = embedded.start(embedded.weights_path("0.5b"))
    assert server.base_url.startswith("http://127.0.0.1:")
    assert server.api_key not in repr(server)
    request = urllib.request.Request(f"{server.base_url}/chat/completions", data=b"{}", method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 401
    refused.value.close()


@pytest.mark.model05
def test_the_engine_keeps_quiet_on_the_terminal() -> None:
    program = (
        "import sys; from summarizer import Article, Summarizer; "
        "s = Summarizer('local:0.5b', topics=('ceasefire',), strategy='document'); "
        "s.brief(Article.from_text(sys.argv[1])); s.close()"
    )
    command = [sys.executable, "-c", program, "Norland called for a truce with the rebels of Oruma."]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
