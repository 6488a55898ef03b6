"""The endpoint of the batch's benchmark: one record a topic, as the `document` strategy asks for it, after 50 ms.

Run as a module; prints its address, and serves until its standard input is closed.
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.completions import serve

RECORDS = {
    "CasualtyReport": {
        "evidence": ["A Russian drone killed nine bus passengers in the Sumy region on Saturday, officials said."],
        "killed": "nine",
        "victims": "bus passengers",
        "location": "Sumy region",
        "weapon": "drone",
    },
    "SanctionsCall": {
        "evidence": ["President Volodymyr Zelenskyy called for tougher sanctions on Russia."],
        "actor": "Volodymyr Zelenskyy",
        "target": "Russia",
        "measure": "tougher sanctions",
        "status": "called_for",
    },
    "CeasefirePosition": {
        "evidence": ["President Donald Trump demanded an immediate ceasefire."],
        "actor": "Donald Trump",
        "stance": "demands",
    },
}
"""What the model writes of each topic, by the name of its record class."""

TOPICS = {"CasualtyReport": "casualties", "SanctionsCall": "sanctions", "CeasefirePosition": "ceasefire"}


def _content(payload: dict[str, Any]) -> str:
    schema = json.dumps(payload.get("response_format"))
    asked = {topic: [RECORDS[name]] for name, topic in TOPICS.items() if name in schema}
    return json.dumps(asked if len(asked) > 1 else {"records": next(iter(asked.values()))})


if __name__ == "__main__":
    serve(_content, prompt_tokens=1200, completion_tokens=60)
