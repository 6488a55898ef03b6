"""The endpoint of the client's benchmark: chat completions with a fixed latency, in a process of its own.

Run as a module; prints its address, and serves until its standard input is closed.
"""

from __future__ import annotations

import json

from benchmarks.completions import serve

QUOTES = {
    "casualties": "killed nine people",
    "sanctions": "called for tougher sanctions",
    "ceasefire": "an immediate ceasefire",
}

RECORDS = {
    "casualties": {
        "killed": {"text": "nine"},
        "victims": "bus passengers",
        "location": "Sumy region",
        "weapon": "drone",
        "evidence": [{"quote": QUOTES["casualties"], "start": 10, "end": 28}],
    },
    "sanctions": {
        "actor": {"name": "Volodymyr Zelenskyy"},
        "target": {"name": "Russia"},
        "measure": "tougher sanctions",
        "status": "called_for",
        "evidence": [{"quote": QUOTES["sanctions"], "start": 40, "end": 68}],
    },
    "ceasefire": {
        "actor": {"name": "Donald Trump"},
        "stance": "demands",
        "evidence": [{"quote": QUOTES["ceasefire"], "start": 70, "end": 92}],
    },
}
"""One record of each kind, as a model would write it."""


def _content(payload: dict[str, object]) -> str:
    """The answer to a request, by the topic in its prompt and by the form it asks for."""
    text = json.dumps(payload["messages"])
    topic = next(name for name in RECORDS if f"[{name}]" in text)
    if "json_schema" in json.dumps(payload.get("response_format")):
        return json.dumps({"records": [RECORDS[topic]]})
    quote = QUOTES[topic]
    return json.dumps({"extractions": [{topic: quote, f"{topic}_attributes": {"kind": "one"}}]})


if __name__ == "__main__":
    serve(_content, prompt_tokens=900, completion_tokens=60)
