"""The OpenAPI document: the routes as FastAPI knows them, with the library's schema of a briefing and an example."""

from __future__ import annotations

import datetime
import json
from typing import Any

from fastapi import FastAPI

from summarizer.article import Article
from summarizer.briefing import ArticleInfo, Briefing
from summarizer.contract import briefing_schema
from summarizer.schemas import CasualtyReport, Count, Evidence
from summarizer.usage import Usage

BRIEFING = {"$ref": "#/components/schemas/Briefing"}


def describe(app: FastAPI) -> None:
    """Has an application's document hold the schema of briefings, which its answers refer to."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            known = document["components"]["schemas"]
            new = _schemas()
            assert not set(known) & set(new), "a model of the service has the name of one of the library's"
            known.update(new)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend the document


def _schemas() -> dict[str, Any]:
    """The schema of a briefing and those it is made of, as components."""
    schema = json.loads(json.dumps(briefing_schema()).replace('"#/$defs/', '"#/components/schemas/'))
    parts: dict[str, Any] = schema.pop("$defs")
    del schema["$schema"]
    return {**parts, "Briefing": schema}


def example() -> dict[str, Any]:
    """A briefing of one sentence, as it is answered."""
    text = "KYIV - A Russian drone killed nine bus passengers in the Sumy region on Saturday."
    article = Article(text=text, title="Drone kills nine bus passengers", date=datetime.date(2025, 5, 18))
    quote = text.removeprefix("KYIV - ")
    proof = Evidence(quote=quote, start=text.index(quote), end=len(text))
    toll = CasualtyReport(evidence=(proof,), killed=Count.from_text("nine"), victims="bus passengers")
    briefing = Briefing(
        article=ArticleInfo.of(article),
        model="openai/gpt-5-mini",
        created_at=datetime.datetime(2025, 5, 18, 9, tzinfo=datetime.UTC),
        records={"casualties": (toll,), "sanctions": (), "ceasefire": ()},
        usage=Usage(calls=1, prompt_tokens=2_100, completion_tokens=120, seconds=2.4),
    )
    return briefing.to_dict()
