"""The endpoint of the client's benchmark: chat completions with a fixed latency, in a process of its own.

Run as a file; prints its address, and serves until its standard input is closed.
"""

from __future__ import annotations

import asyncio
import json
import sys

from aiohttp import web

LATENCY = 0.05
"""Seconds before each reply."""

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
    """Returns the answer to a request, by the topic in its prompt and by the form it asks for."""
    text = json.dumps(payload["messages"])
    topic = next(name for name in RECORDS if f"[{name}]" in text)
    if "json_schema" in json.dumps(payload.get("response_format")):
        return json.dumps({"records": [RECORDS[topic]]})
    quote = QUOTES[topic]
    return json.dumps({"extractions": [{topic: quote, f"{topic}_attributes": {"kind": "one"}}]})


async def _answer(request: web.Request) -> web.Response:
    content = _content(await request.json())
    await asyncio.sleep(LATENCY)
    message = {"role": "assistant", "content": content}
    return web.json_response(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 900, "completion_tokens": 60, "total_tokens": 960},
        }
    )


async def main() -> None:
    application = web.Application()
    application.router.add_post("/v1/chat/completions", _answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}/v1", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
