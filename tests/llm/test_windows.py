"""A document that does not fit the model is read in windows: nothing twice, nothing lost, offsets of the whole."""

from __future__ import annotations

import json
import re
from typing import Any

from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from llm.asking import Clients
from llm.chat_server import ChatServer, Payload, completion
from summarizer.article import Article
from summarizer.extraction.windows import windows_of
from summarizer.llm.limits import estimate_tokens
from summarizer.llm.profiles import Profile
from summarizer.session import Summarizer

PLANT = re.compile(r"Shells killed (\d+) dockers in (\w+) on the quay\.")
SMALL = Profile(context_window=8_192, max_output_tokens=1_024)


def document(paragraphs: int) -> Article:
    """Paragraphs of some seventy words, each with a toll of its own."""
    filler = "The council met in the old harbour and spoke of bridges, roads and the price of wheat. " * 4
    parts = [f"{filler}Shells killed {n + 10} dockers in Port{n} on the quay. {filler}" for n in range(paragraphs)]
    return Article.from_text("\n\n".join(part.strip() for part in parts), date="2025-05-18", title="The quays")


class Reader:
    """Answers with every toll that stands in what it is given; refuses a window with a word that it does not like."""

    def __init__(self, refuses: str = "nothing") -> None:
        self.refuses = refuses

    async def __call__(self, _: web.Request, payload: Payload) -> web.StreamResponse:
        words = payload["messages"][-1]["content"]
        if self.refuses in words:
            return web.json_response(completion(None, refusal="not this one"))
        tolls = [
            {"evidence": [match[0]], "killed": match[1], "location": match[2], "victims": "dockers"}
            for match in PLANT.finditer(words)
        ]
        return web.json_response(completion(json.dumps({"casualties": tolls, "sanctions": [], "ceasefire": []})))


async def briefed(clients: Clients, article: Article, steps: list[Any] | None = None) -> Any:
    with Summarizer(llm=clients(profile=SMALL), summary="composed") as summarizer:
        return await summarizer.abrief(article, on_step=(steps if steps is not None else []).append)


async def test_every_record_is_found_once_at_its_place(server: ChatServer, clients: Clients) -> None:
    server.otherwise = Reader()
    article, steps = document(60), list[Any]()
    briefing = await briefed(clients, article, steps)
    assert server.calls >= 3
    assert briefing.failures == ()
    assert [r.location for r in briefing.casualties] == [f"Port{n}" for n in range(60)]
    for record in briefing.casualties:
        (evidence,) = record.evidence
        assert (
            evidence.start
            == article.text.index(f"in {record.location} ") - len(evidence.quote.partition(" in ")[0]) - 1
        )
    done = [(s.done, s.total) for s in steps if s.topic == "casualties"]
    assert done == [(n, server.calls) for n in range(server.calls + 1)]
    for payload in server.payloads:
        assert payload["messages"][-1]["content"].startswith("Title: The quays\nPublished: 2025-05-18\n")
        assert payload["messages"][0] == server.payloads[0]["messages"][0]


async def test_a_window_that_fails_is_named_and_the_others_stand(server: ChatServer, clients: Clients) -> None:
    server.otherwise = Reader(refuses="in Port30 ")
    article = document(60)
    briefing = await briefed(clients, article)
    places = {r.location for r in briefing.casualties}
    assert {"Port0", "Port59"} <= places
    assert "Port30" not in places
    failure = next(f for f in briefing.failures if f.topic == "casualties")
    named = re.search(r"paragraphs (\d+) to (\d+) \(characters ([\d,]+) to ([\d,]+)\)", failure.message)
    assert named is not None, failure.message
    first, last = int(named[1]), int(named[2])
    assert first <= 31 <= last
    start, end = (int(named[n].replace(",", "")) for n in (3, 4))
    assert "in Port30 " in article.text[start:end]
    assert all(f"Port{n}" in places for n in range(60) if not first <= n + 1 <= last)


async def test_the_same_words_in_two_windows_are_proved_in_each(server: ChatServer, clients: Clients) -> None:
    server.otherwise = Reader()
    text = document(60).text
    article = Article.from_text(text.replace("69 dockers in Port59", "10 dockers in Port0"), date="2025-05-18")
    briefing = await briefed(clients, article)
    first = briefing.casualties[0]
    quote = "Shells killed 10 dockers in Port0 on the quay."
    assert [e.start for e in first.evidence] == [article.text.index(quote), article.text.rindex(quote)]


@given(
    st.lists(st.text("ab \n.é漢", min_size=1, max_size=60), min_size=1, max_size=40).map(" ".join),
    st.integers(8, 60),
)
def test_windows_cover_every_sentence_and_none_is_too_long(text: str, tokens: int) -> None:
    if not text.strip():
        return
    article = Article(text=text)
    windows = windows_of(article, tokens)
    covered = set[int]()
    for window in windows:
        covered.update(range(*window.span))
        assert len(windows) == 1 or estimate_tokens((window.span.of(text),)) <= 2 * tokens
    assert all(at in covered for span in article.sentences for at in range(*span))
    starts = [window.span.start for window in windows]
    assert starts == sorted(set(starts))


def test_an_article_that_fits_is_one_window() -> None:
    assert len(windows_of(document(1), 4_000)) == len(windows_of(document(60), None)) == 1
