"""The endpoint of the dense benchmark: every sentence is a record, and a fifth of the replies is wrong at first.

Run as a module; prints its address, and serves until its standard input is closed.
"""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

from benchmarks.completions import serve

TOLL = re.compile(r"Shells killed (\d+) (\w+) in (\w+) on (\w+), (.+?) said\.")
CALL = re.compile(r"(\w+) called for (.+?) against (\w+)\.")
STANCE = re.compile(r"(\w+) rejected the ceasefire that (\w+) had offered\.")


def records(name: str, text: str) -> list[dict[str, Any]]:
    """The records of a topic in an article, as a model would write them."""
    if name == "casualties":
        return [
            {
                "evidence": [m[0]],
                "source": m[5],
                "killed": m[1],
                "victims": m[2],
                "victim_type": "civilian",
                "location": m[3],
                "date_text": f"on {m[4]}",
            }
            for m in TOLL.finditer(text)
        ]
    if name == "sanctions":
        return [
            {"evidence": [m[0]], "actor": m[1], "target": m[3], "measure": m[2], "status": "called_for"}
            for m in CALL.finditer(text)
        ]
    return [
        {"evidence": [m[0]], "actor": m[1], "counterparty": m[2], "stance": "rejects"} for m in STANCE.finditer(text)
    ]


NAMES = {"CasualtyReport": "casualties", "SanctionsCall": "sanctions", "CeasefirePosition": "ceasefire"}


def asked_again(text: str) -> bool:
    """True of the fifth of the questions that get a wrong reply first."""
    return zlib.crc32(text.encode()) % 5 == 0


def content(payload: dict[str, Any]) -> str:
    """The reply to a question."""
    messages = payload["messages"]
    text, schema = messages[1]["content"], json.dumps(payload["response_format"])
    found = {topic: records(topic, text) for name, topic in NAMES.items() if name in schema}
    if len(messages) == 2 and asked_again(text):
        first = next(iter(found.values()))
        first[0] = {**first[0], "evidence": ["Nobody was hurt by anything in the whole of the wide country."]}
    return json.dumps(found if len(found) > 1 else {"records": next(iter(found.values()))})


if __name__ == "__main__":
    serve(content, prompt_tokens=3000, completion_tokens=900)
