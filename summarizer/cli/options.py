"""The options that several commands share, each declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.completion import complete_model, complete_topic


class SummaryBy(StrEnum):
    """Who writes a briefing's summary."""

    model = "model"
    composed = "composed"
    none = "none"


Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        "-m",
        help="local (the default), local:0.5b, local:/path.gguf, or provider/model",
        autocompletion=complete_model,
    ),
]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Address of an OpenAI-compatible endpoint")]
ApiKeyFile = Annotated[Path | None, typer.Option("--api-key-file", help="File that holds the endpoint's key")]
Topics = Annotated[
    list[str] | None,
    typer.Option(
        "--topic", "-t", help="Only this topic, or a topic file (may be repeated)", autocompletion=complete_topic
    ),
]
Calls = Annotated[
    str | None,
    typer.Option("--calls", help="one: all topics in one question; per-topic: a question each (document strategy)"),
]
Strategy = Annotated[str | None, typer.Option("--strategy", help="passages or document; by default what suits it")]
Summary = Annotated[
    SummaryBy | None,
    typer.Option("--summary", help="Who writes the summary; by default the model, unless it is embedded"),
]
MaxCost = Annotated[float | None, typer.Option("--max-cost", min=0, help="Stop before this many US dollars")]
Timeout = Annotated[
    float | None, typer.Option("--timeout", min=0.1, help="Seconds that one reply may take; by default the model's")
]
Estimate = Annotated[bool, typer.Option("--estimate", help="Say what it would ask and cost, and stop")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep remembered replies")]
Refresh = Annotated[bool, typer.Option("--refresh", help="Ask again what is remembered, and remember that")]
RecordTo = Annotated[Path | None, typer.Option("--record", help="Keep every reply in this folder")]
Replay = Annotated[Path | None, typer.Option("--replay", help="Answer from the replies in this folder, ask nothing")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from this machine and private networks too, not only the web")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error")]


def cache_flags(no_cache: bool, refresh: bool) -> dict[str, object]:
    """Returns the two flags about remembered replies as settings; `None` stands for what was not given."""
    return {"cache": False if no_cache else None, "refresh": True if refresh else None}
