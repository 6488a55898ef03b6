"""The endpoint of the batch's benchmark: one record a topic, as the `document` strategy asks for it, after 50 ms.

Run as a file; prints its address, and serves until its standard input is closed.
"""

from __future__ import annotations

import asyncio
import json
import sys

from aiohttp import web

LATENCY = 0.05
"""Seconds before each reply."""

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


async def _answer(request: web.Request) -> web.Response:
    payload = await request.json()
    schema = json.dumps(payload.get("response_format"))
    asked = {topic: [RECORDS[name]] for name, topic in TOPICS.items() if name in schema}
    reply = asked if len(asked) > 1 else {"records": next(iter(asked.values()))}
    await asyncio.sleep(LATENCY)
    message = {"role": "assistant", "content": json.dumps(reply)}
    return web.json_response(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 1200, "completion_tokens": 60, "total_tokens": 1260},
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
