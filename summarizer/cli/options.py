"""The options that several commands share, each declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.completion import complete_model, complete_topic
from summarizer.cli.helping import ARTICLES, MODEL, OUTPUT, REPLIES, option


class SummaryBy(StrEnum):
    """Who writes a briefing's summary."""

    model = "model"
    composed = "composed"
    none = "none"


Model = Annotated[
    str | None,
    option(
        "--model",
        "-m",
        metavar="MODEL",
        help="Use this model: local, local:0.5b, local:/path.gguf or provider/model  [default: local]",
        complete=complete_model,
        panel=MODEL,
    ),
]
BaseUrl = Annotated[
    str | None,
    option("--base-url", metavar="URL", help="Address of an OpenAI-compatible endpoint, up to /v1", panel=MODEL),
]
ApiKeyFile = Annotated[
    Path | None,
    option(
        "--api-key-file",
        metavar="FILE",
        help="Read the API key from FILE  [default: the provider's variable]",
        panel=MODEL,
    ),
]
Topics = Annotated[
    list[str] | None,
    option(
        "--topic",
        "-t",
        metavar="NAME",
        help="Use only this topic: a name or a topic file (repeatable)  [default: all]",
        complete=complete_topic,
        panel=ARTICLES,
    ),
]
Calls = Annotated[
    str | None,
    option(
        "--calls",
        metavar="one|per-topic",
        help="Ask about all topics in one call, or one call per topic (strategy document)  [default: one]",
        panel=MODEL,
    ),
]
Strategy = Annotated[
    str | None,
    option(
        "--strategy",
        metavar="passages|document",
        help="Read passage by passage, or the whole document at once  [default: the model's]",
        panel=MODEL,
    ),
]
Summary = Annotated[
    SummaryBy | None,
    option(
        "--summary",
        metavar="model|composed|none",
        help="Write the summary by model, compose it from records, or omit it  [default: model; local: composed]",
        panel=OUTPUT,
    ),
]
MaxCost = Annotated[
    float | None,
    option(
        "--max-cost",
        min=0,
        metavar="DOLLARS",
        help="Stop before the calls cost more than this (US dollars)",
        panel=REPLIES,
    ),
]
Timeout = Annotated[
    float | None,
    option(
        "--timeout",
        min=0.1,
        metavar="SECONDS",
        help="Give up on a reply after this many seconds  [default: the model's]",
        panel=MODEL,
    ),
]
Estimate = Annotated[
    bool, option("--estimate", help="Print the expected calls, tokens and cost, and stop", panel=REPLIES)
]
NoCache = Annotated[bool, option("--no-cache", help="Neither read nor write the cache", panel=REPLIES)]
Refresh = Annotated[bool, option("--refresh", help="Ask again and replace cached replies", panel=REPLIES)]
RecordTo = Annotated[
    Path | None, option("--record", metavar="FOLDER", help="Save every reply to FOLDER", panel=REPLIES)
]
Replay = Annotated[
    Path | None, option("--replay", metavar="FOLDER", help="Take every reply from FOLDER; call no model", panel=REPLIES)
]
AllowPrivate = Annotated[
    bool, option("--allow-private", help="Fetch pages from this machine and private networks too", panel=ARTICLES)
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error")]


def cache_flags(no_cache: bool, refresh: bool) -> dict[str, object]:
    """The two flags about cached replies as settings; `None` stands for a flag that was not given."""
    return {"cache": False if no_cache else None, "refresh": True if refresh else None}
