"""One question for all topics: the article goes out once, and each topic stands or falls by its own list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from llm.asking import Clients
from llm.chat_server import Action, ChatServer, says
from summarizer.article import Article
from summarizer.extraction import Extraction, extract, strategy_named
from summarizer.extraction.document import document_request
from summarizer.extraction.room import Room
from summarizer.indexing import IndexedArticle
from summarizer.prompts import load
from summarizer.schemas import SanctionsCall
from summarizer.topics import CASUALTIES, CEASEFIRE, SANCTIONS, Topic

ARTICLE = Article.from_text(
    "A drone killed nine bus passengers near Sumy. Norway called for sanctions on Belarus. Peru rejected the truce.",
    date="2025-05-18",
)
TOPICS = (CASUALTIES, SANCTIONS, CEASEFIRE)
TOLL = {"evidence": ["A drone killed nine bus passengers near Sumy."], "killed": "nine"}
CALL = {"evidence": ["Norway called for sanctions on Belarus."], "actor": "Norway", "status": "called_for"}
NO = {"evidence": ["Peru rejected the truce."], "actor": "Peru", "stance": "rejects"}
ALL = {"casualties": [TOLL], "sanctions": [CALL], "ceasefire": [NO]}


async def asked(server: ChatServer, clients: Clients, *replies: Any, topics: tuple[Topic, ...] = TOPICS) -> Any:
    """What the topics give when the model answers so, and the questions that it got."""
    server.will([reply if callable(reply) else says(json.dumps(reply)) for reply in replies])
    found = await extract(ARTICLE, topics, clients(), strategy_named("document"))
    assert not server.plan, "each reply is asked for"
    return {e.topic: e for e in found}


def counts(found: dict[str, Extraction]) -> list[int]:
    return [len(extraction.records) for extraction in found.values()]


async def test_an_article_is_sent_once_for_all_topics(server: ChatServer, clients: Clients) -> None:
    found = await asked(server, clients, ALL)
    assert counts(found) == [1, 1, 1]
    assert sum(e.usage.calls for e in found.values()) == server.calls == 1


async def test_per_topic_each_topic_has_a_question(server: ChatServer, clients: Clients) -> None:
    server.otherwise = says('{"records": []}')
    await extract(ARTICLE, TOPICS, clients(), strategy_named("document", calls="per-topic"))
    assert server.calls == 3


@pytest.mark.parametrize(
    "wrong", [None, "none", [{"actor": 3}], {"records": 1}], ids=["no list", "words", "unfit", "object"]
)
async def test_a_malformed_list_is_asked_for_alone(server: ChatServer, clients: Clients, wrong: object) -> None:
    found = await asked(server, clients, {**ALL, "sanctions": wrong}, {"records": [CALL]})
    assert counts(found) == [1, 1, 1]
    assert all(e.failure is None for e in found.values())
    again = server.payloads[1]
    assert "Norway" in again["messages"][-1]["content"]
    assert "CasualtyReport" not in json.dumps(again["response_format"])


async def test_a_topic_without_a_usable_list_fails_and_the_others_stand(
    server: ChatServer,
    clients: Clients,
) -> None:
    refused = says(None, refusal="no")
    found = await asked(server, clients, {**ALL, "ceasefire": [NO, {"actor": 3}]}, refused)
    assert counts(found) == [1, 1, 1]
    assert [e.topic for e in found.values() if e.failure is not None] == ["ceasefire"]


async def test_a_quote_that_is_not_in_the_article_is_asked_about_in_its_topic_alone(
    server: ChatServer,
    clients: Clients,
) -> None:
    changed = {**CALL, "evidence": ["Norway called for sanctions on Peru."]}
    found = await asked(server, clients, {**ALL, "sanctions": [changed]}, {"records": [CALL]})
    (record,) = found["sanctions"].records
    assert isinstance(record, SanctionsCall)
    assert [m["role"] for m in server.payloads[1]["messages"]] == ["system", "user", "assistant", "user"]
    assert "sanctions on Peru" in server.payloads[1]["messages"][-1]["content"]


def cut_after(text: str) -> Action:
    return says(json.dumps(ALL).partition(text)[0] + text, finish="length")


async def test_the_rest_of_a_cut_reply_is_asked_for(server: ChatServer, clients: Clients) -> None:
    found = await asked(server, clients, cut_after('"ceasefire": ['), {"casualties": [], "ceasefire": [NO]})
    assert counts(found) == [1, 1, 1]
    assert all(e.failure is None for e in found.values())


async def test_a_cut_reply_fails_the_topics_that_are_not_whole(server: ChatServer, clients: Clients) -> None:
    found = await asked(server, clients, cut_after('"status"'), says("{", finish="length"))
    assert counts(found) == [1, 0, 0]
    assert [e.failure is None for e in found.values()] == [True, False, False]
    assert "cut off" in str(found["ceasefire"].failure)


async def test_an_empty_list_before_the_cut_is_whole(server: ChatServer, clients: Clients) -> None:
    cut = says('{"casualties": [], "sanctions": [{"evid', finish="length")
    found = await asked(server, clients, cut, says("{", finish="length"))
    assert [e.failure is None for e in found.values()] == [True, False, False]


async def test_a_reply_without_any_list_fails_every_topic(server: ChatServer, clients: Clients) -> None:
    found = await asked(server, clients, {"records": []}, {})
    assert [e.failure is None for e in found.values()] == [False] * 3
    assert sum(e.usage.calls for e in found.values()) == 2


OWN = """---
strategy: document
---
{% block system %}List who was put out of their homes.{% endblock %}
{% block user %}
{% if title %}Title: {{ title }}
{% endif %}
Published: {{ date }}
<article>
{{ article }}
</article>
{% endblock %}
"""


@pytest.mark.parametrize(("prompt", "calls"), [(OWN, 1), (OWN.replace("Published", "Printed"), 2)], ids=["same", "own"])
async def test_a_topic_of_ones_own_shares_the_question_where_it_puts_the_article_so(
    server: ChatServer,
    clients: Clients,
    tmp_path: Path,
    prompt: str,
    calls: int,
) -> None:
    path = tmp_path / "evictions.document.jinja"
    path.write_text(prompt, encoding="utf-8")
    own = Topic("put out", "Evictions", SanctionsCall, ("evict",), prompts={"document": load(path)})
    replies = [{**ALL, "put out": [CALL]}] if calls == 1 else [ALL, {"records": [CALL]}]
    found = await asked(server, clients, *replies, topics=(*TOPICS, own))
    assert counts(found) == [1, 1, 1, 1]
    assert server.calls == calls
    assert any("put out of their homes" in p["messages"][0]["content"] for p in server.payloads)


def test_instructions_are_the_same_for_every_article_and_describe_each_field_once() -> None:
    other = Article.from_text("Four died.", date="2024-01-02")
    a, b = (document_request(IndexedArticle.of(article), TOPICS) for article in (ARTICLE, other))
    assert a.messages[0] == b.messages[0]
    assert a.response_model is b.response_model
    assert "description" not in json.dumps(a.response_model.model_json_schema())
    assert a.messages[0].content.count("word for word, that makes the claim") == 1


async def test_a_model_without_room_for_all_instructions_is_asked_topic_by_topic(
    server: ChatServer,
    clients: Clients,
) -> None:
    server.otherwise = says('{"records": []}')
    small = strategy_named("document", room=Room(context=4_096, answer=1_024))
    await extract(ARTICLE, TOPICS, clients(), small)
    assert server.calls == 3
