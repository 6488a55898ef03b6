"""Chat completions on a loopback port with a fixed latency, for the endpoints of the benchmarks."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import Any

from aiohttp import web

LATENCY = 0.05
"""Seconds before each reply."""

Content = Callable[[dict[str, Any]], str]
"""The words of the reply to a request's body."""


def serve(content: Content, *, prompt_tokens: int, completion_tokens: int) -> None:
    """Prints the address, and serves until standard input is closed.

    Args:
        content: writes the replies.
        prompt_tokens: what each reply says that its request took.
        completion_tokens: what each reply says that it took.
    """
    tokens = {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": completion_tokens,
        "total_tokens": prompt_tokens + completion_tokens,
    }
    asyncio.run(_serve(content, tokens))


async def _serve(content: Content, tokens: dict[str, int]) -> None:
    async def answer(request: web.Request) -> web.Response:
        message = {"role": "assistant", "content": content(await request.json())}
        await asyncio.sleep(LATENCY)
        return web.json_response(
            {
                "id": "chatcmpl-1",
                "object": "chat.completion",
                "created": 1,
                "model": "m",
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": tokens,
            }
        )

    application = web.Application()
    application.router.add_post("/v1/chat/completions", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}/v1", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()
