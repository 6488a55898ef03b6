"""A model of the news on the loopback, in a process of its own: it finds nine dead wherever nine are dead.

    python news_model.py LATENCY_SECONDS [FAULTS]

It prints its address, answers every topic, and tells at /seen how often each distinct request came. With FAULTS, that
share of the requests (drawn by their number) gets a fault: 500, 429, a reset, a refusal, a body that is no JSON.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import random
import re
import sys
from collections import Counter
from typing import Any

from aiohttp import web

SENTENCE = re.compile(r"Nine people were killed near \w+\.?")


def reply(payload: dict[str, Any]) -> dict[str, Any]:
    article = payload["messages"][-1]["content"]
    found = SENTENCE.search(article)
    records: list[dict[str, Any]] = []
    if found and "killed" in payload["messages"][0]["content"] and "casualt" in json.dumps(payload).lower():
        records = [{"evidence": [found[0]], "killed": "Nine people"}]
    lists = payload["response_format"]["json_schema"]["schema"]["required"]
    content = {name: records if name in ("records", "casualties") else [] for name in lists}
    message = {"role": "assistant", "content": json.dumps(content)}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": payload["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": usage,
    }


class NewsModel:
    def __init__(self, latency: float, faults: float) -> None:
        self.latency = latency
        self.faults = faults
        self.seen: Counter[str] = Counter()
        self.numbers = itertools.count()
        self.lots = random.Random(7)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        payload = await request.json()
        asked = json.dumps(payload["messages"], sort_keys=True)
        self.seen[hashlib.sha256(asked.encode()).hexdigest()] += 1
        await asyncio.sleep(self.latency)
        if self.lots.random() < self.faults:
            return self.fault(request, next(self.numbers) % 5)
        return web.json_response(reply(payload))

    @staticmethod
    def fault(request: web.Request, kind: int) -> web.StreamResponse:
        if kind == 0:
            return web.json_response({"error": {"message": "overloaded"}}, status=500)
        if kind == 1:
            return web.json_response({"error": {"message": "slow down"}}, status=429, headers={"retry-after": "0"})
        if kind == 2:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if kind == 3:
            return web.json_response({"error": {"message": "the content policy forbids it"}}, status=400)
        return web.Response(text="<html>gateway</html>", content_type="text/html")

    async def tell(self, _: web.Request) -> web.Response:
        return web.json_response(self.seen)


async def main() -> None:
    model = NewsModel(float(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 0.0)
    application = web.Application()
    application.router.add_post("/v1/chat/completions", model.answer)
    application.router.add_get("/seen", model.tell)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
