"""What an estimate counts is what a run asks; a run with a written summary is recorded and replayed whole."""

from __future__ import annotations

import json

import pytest
from aiohttp import web
from llm.chat_server import Payload, completion

from .newsroom import SEED, Desk, knows_the_seed

SUMMARY = {"text": "A Russian drone killed nine bus passengers in the Sumy region.", "records": ["C1"]}


async def writes(request: web.Request, payload: Payload) -> web.StreamResponse:
    """Knows the seed's records, and writes a sentence of them."""
    if "sentences" in json.dumps(payload["response_format"]):
        return web.json_response(completion(json.dumps({"sentences": [SUMMARY]})))
    return await knows_the_seed(request, payload)


@pytest.mark.parametrize("calls", ["one", "per-topic"])
@pytest.mark.parametrize("summary", ["model", "composed"])
@pytest.mark.parametrize("window", ["32768", "6600"])
def test_as_many_calls_are_made_as_were_estimated(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, calls: str, summary: str, window: str
) -> None:
    monkeypatch.setenv("SUMMARIZER_CONTEXT_WINDOW", window)
    monkeypatch.setenv("SUMMARIZER_MAX_OUTPUT_TOKENS", "1024" if window == "6600" else "4096")
    desk.server.otherwise = writes
    filler = "The council met in the old harbour and spoke of bridges and the price of wheat.\n\n" * 240
    article = desk.write("long.txt", SEED.read_text(encoding="utf-8") + "\n\n" + filler)
    options = ("--calls", calls, "--summary", summary)
    estimated = desk.brief(article, "--estimate", *options)
    figures = dict(line.split()[:2] for line in estimated.out.splitlines() if not line.startswith("tokens"))
    assert desk.server.calls == 0
    briefed = desk.brief(article, "--format", "json", "--no-cache", *options)
    assert briefed.code == 0, briefed.err
    assert briefed.json()["usage"]["calls"] == desk.server.calls == int(figures["requests"])
    assert desk.server.calls > (2 if window == "6600" else 0)


def test_a_written_summary_is_recorded_and_replayed(desk: Desk) -> None:
    desk.server.otherwise = writes
    options = ("--summary", "model", "--format", "json")
    recorded = desk.brief(SEED, "--record", "tape", *options).json()
    asked = desk.server.calls
    replayed = desk.brief(SEED, "--replay", "tape", *options).json()
    assert desk.server.calls == asked == 2
    assert (recorded["summary_by"], [s["text"] for s in recorded["summary"]]) == ("model", [SUMMARY["text"]])
    assert replayed["summary"] == recorded["summary"]
    assert replayed["records"] == recorded["records"]
