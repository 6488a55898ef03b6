"""The work of the quality benchmark, the same for all peers: what is asked for, and how answers are written down.

Imports nothing of ours, so that a peer can run it in an environment of its own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

Told = dict[str, Any]
"""A record as a peer gives it: `topic`, `quote`, the offsets `start` and `end` where it knows them, and its fields."""

INSTRUCTIONS = """Read the news article and list what it says on three topics.
casualties: people reported killed, injured, missing or captured by violence, one entry for each incident and source.
sanctions: who calls for, prepares, imposes, extends, eases or opposes sanctions, one entry for each actor and target.
ceasefire: whose position on a ceasefire or truce is which, one entry for each actor.
Each entry quotes the words of the article that prove it, exactly. Leave out what the article does not say."""

FIELDS: dict[str, dict[str, str | tuple[str, ...]]] = {
    "casualties": {
        "killed": "how many were killed, a number",
        "injured": "how many were injured, a number",
        "missing": "how many are missing, a number",
        "captured": "how many were captured, a number",
        "victims": "who they were",
        "victim_type": ("civilian", "combatant", "mixed", "unknown"),
        "location": "where",
        "date": "when, as YYYY-MM-DD",
        "weapon": "by what",
        "perpetrator": "who did it",
        "responsibility": ("claimed", "denied", "alleged", "undisputed", "unknown"),
    },
    "sanctions": {
        "actor": "who calls for, imposes or opposes them",
        "target": "against whom",
        "measure": "what is asked or done",
        "status": ("called_for", "in_preparation", "imposed", "extended", "eased", "opposed"),
        "sector": ("energy", "finance", "trade", "arms", "travel", "individuals", "comprehensive", "unspecified"),
    },
    "ceasefire": {
        "actor": "whose position it is",
        "counterparty": "who must agree",
        "stance": ("demands", "accepts", "conditional", "rejects", "mediates", "violates_alleged", "noncommittal"),
        "duration": "how long, as an ISO 8601 duration",
        "scope": ("full", "humanitarian", "energy", "maritime", "local", "unspecified"),
    },
}
"""The fields of each topic: what a peer is told of each, or its classes."""


def explained(told: str | tuple[str, ...]) -> str:
    """What a peer is told of a field, in words."""
    return told if isinstance(told, str) else f"one of {', '.join(told)}"


def articles() -> Iterator[tuple[str, str, str]]:
    """Yields the articles given on standard input, as JSON lines: id, date and text."""
    for line in sys.stdin:
        row = json.loads(line)
        yield row["id"], row["date"], row["text"]


def answer_all(ask: Callable[[str, str], list[Told]]) -> None:
    """Asks about every article and writes a JSON line for each as it comes; a failure is written, and ends nothing."""
    for name, date, text in articles():
        began = time.perf_counter()
        row: dict[str, Any] = {"id": name, "told": []}
        try:
            row["told"] = ask(date, text)
        except Exception as error:  # whatever a peer raises is its answer to this article
            row["error"] = f"{type(error).__name__}: {str(error)[:200]}"
        row["seconds"] = round(time.perf_counter() - began, 1)
        print(json.dumps(row, ensure_ascii=False), flush=True)
