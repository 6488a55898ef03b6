"""A provider with files and batches on the loopback, in a process of its own; its model is that of the news.

    python batch_provider.py '{"seconds": 0.2, "faults": {"expire": [1]}}'

It prints its address, and tells at /seen how often each distinct request was served (and would have been paid for), and
at /made how many batches there are. Faults name batches by their number, from 1:

    expire          served by half, the others are in the error file as expired
    errors          a tenth of the lines come back as 500, one as 400
    late_500        creating it answers 500 after it was made
    early_500       creating it answers 500 before it was made
    duplicate       its first line comes twice
    nameless        one line has no custom_id
    torn            one line is cut off in the middle
    throttle        each look is answered by 429 twice
    deleted         its output file is gone
    refuse_over     a batch of more requests than this is refused for the token limit
    bad_line        it is refused over its second line
    misfit          questions of fewer messages than this get answers that fit no schema

With "hold": ["create 1", …] it does what it is asked and does not answer, that time: `/held` tells which holds began.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
import time
from collections import Counter
from typing import Any

from aiohttp import web
from news_model import reply

Json = dict[str, Any]


class Provider:
    def __init__(self, seconds: float, faults: Json, holds: list[str]) -> None:
        self.seconds = seconds
        self.holds = holds
        self.held: list[str] = []
        self.asked: Counter[str] = Counter()
        self.faults = faults
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, Json] = {}
        self.looks: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()

    async def hold(self, what: str) -> None:
        """Keeps an answer back where that was ordered: whoever waits for it is about to be killed."""
        self.asked[what] += 1
        name = f"{what} {self.asked[what]}"
        if name in self.holds:
            self.held.append(name)
            await asyncio.sleep(60)

    def has(self, fault: str, batch: Json) -> bool:
        return batch["number"] in self.faults.get(fault, ())

    async def upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        part: Any = form["file"]
        assert form["purpose"] == "batch"
        name = f"file-{len(self.files)}"
        self.files[name] = part.file.read()
        await self.hold("upload")
        return web.json_response({"id": name, "object": "file", "filename": part.filename, "purpose": "batch"})

    async def create(self, request: web.Request) -> web.Response:
        asked = await request.json()
        number = len(self.batches) + 1
        early = self.faults.setdefault("early_500", [])
        if number in early:
            early.remove(number)
            return web.json_response({"error": {"message": "try later"}}, status=500)
        batch = {
            "id": f"batch_{number}",
            "object": "batch",
            "number": number,
            "endpoint": asked["endpoint"],
            "completion_window": asked["completion_window"],
            "input_file_id": asked["input_file_id"],
            "metadata": asked["metadata"],
            "created_at": int(time.time()),
            "began": time.monotonic(),
            "status": "in_progress",
        }
        self.batches[batch["id"]] = batch
        await self.hold("create")
        if self.has("late_500", batch):
            return web.json_response({"error": {"message": "try later"}}, status=500)
        return web.json_response(batch)

    async def listed(self, _: web.Request) -> web.Response:
        batches = list(reversed(self.batches.values()))
        return web.json_response({"object": "list", "data": batches, "has_more": False})

    async def retrieve(self, request: web.Request) -> web.Response:
        batch = self.batches.get(request.match_info["id"])
        if batch is None:
            return web.json_response({"error": {"message": "no such batch"}}, status=404)
        self.looks[batch["id"]] += 1
        if self.has("throttle", batch) and self.looks[batch["id"]] <= 2:
            return web.json_response({"error": {"message": "slow down"}}, status=429, headers={"retry-after": "0"})
        if batch["status"] == "in_progress" and time.monotonic() - batch["began"] >= self.seconds:
            self.serve(batch, share=0.5 if self.has("expire", batch) else 1.0, ending="completed")
        await self.hold("retrieve")
        return web.json_response(batch)

    async def cancel(self, request: web.Request) -> web.Response:
        batch = self.batches[request.match_info["id"]]
        if batch["status"] != "in_progress":
            return web.json_response({"error": {"message": "it is at its end"}}, status=409)
        self.serve(batch, share=0.5, ending="cancelled")
        return web.json_response(batch)

    def serve(self, batch: Json, *, share: float, ending: str) -> None:
        lines = [json.loads(line) for line in self.files[batch["input_file_id"]].splitlines()]
        batch["request_counts"] = {"total": len(lines), "completed": 0, "failed": 0}
        refusal = self.refusal(batch, lines)
        if refusal is not None:
            batch |= {"status": "failed", "errors": {"object": "list", "data": [refusal]}}
            return
        served = lines[: max(1, round(len(lines) * share))] if share < 1 else lines
        good: list[Json] = []
        bad: list[Json] = []
        for at, line in enumerate(served):
            assert line["url"] == batch["endpoint"] == "/v1/chat/completions"
            outcome = self.outcome(batch, line, at)
            (good if outcome["response"]["status_code"] == 200 else bad).append(outcome)
        code = "batch_expired" if ending == "completed" else "batch_cancelled"
        unserved = {"code": code, "message": "it was not served"}
        bad += [{"custom_id": line["custom_id"], "response": None, "error": unserved} for line in lines[len(served) :]]
        batch["status"] = "expired" if share < 1 and ending == "completed" else ending
        batch["request_counts"] |= {"completed": len(good), "failed": len(bad)}
        batch["output_file_id"] = self.keep(self.mangled(batch, good)) if good else None
        batch["error_file_id"] = self.keep([json.dumps(line) for line in bad]) if bad else None
        if self.has("deleted", batch):
            del self.files[batch["output_file_id"]]

    def refusal(self, batch: Json, lines: list[Json]) -> Json | None:
        if len(lines) > self.faults.get("refuse_over", len(lines)):
            return {"code": "token_limit_exceeded", "message": "Enqueued token limit reached", "line": None}
        if self.has("bad_line", batch):
            return {"code": "invalid_request", "message": "this line can't be served", "line": 2}
        return None

    def outcome(self, batch: Json, line: Json, at: int) -> Json:
        status, body = 200, reply(line["body"])
        if self.has("errors", batch) and at % 10 == 0:
            status, body = 500, {"error": {"message": "overloaded"}}
            if at == 0:
                status, body = 400, {"error": {"message": "the content policy forbids it"}}
        if status == 200:
            asked = json.dumps(line["body"]["messages"], sort_keys=True)
            name = hashlib.sha256(asked.encode()).hexdigest()
            self.seen[name] += 1
            if len(line["body"]["messages"]) < self.faults.get("misfit", 0):
                body["choices"][0]["message"]["content"] = '{"records": [{"killed": 7, "evidence": "none"'
        response = {"status_code": status, "request_id": "r", "body": body}
        return {"id": "l", "custom_id": line["custom_id"], "response": response, "error": None}

    def mangled(self, batch: Json, lines: list[Json]) -> list[str]:
        lines = lines[::-1]  # the order of an output is not that of its input
        if self.has("nameless", batch):
            del lines[1]["custom_id"]
        texts = [json.dumps(line) for line in lines]
        if self.has("duplicate", batch):
            texts.append(texts[0])
        if self.has("torn", batch):
            texts[1] = texts[1][: len(texts[1]) // 2]
        return texts

    def keep(self, lines: list[str]) -> str:
        name = f"file-{len(self.files)}"
        self.files[name] = "".join(line + "\n" for line in lines).encode()
        return name

    async def content(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["id"])
        if content is None:
            return web.json_response({"error": {"message": "no such file"}}, status=404)
        await self.hold("content")
        return web.Response(body=content)

    async def tell_seen(self, _: web.Request) -> web.Response:
        return web.json_response(self.seen)

    async def tell_held(self, _: web.Request) -> web.Response:
        return web.json_response(self.held)

    async def tell_made(self, _: web.Request) -> web.Response:
        sizes = [len(self.files[b["input_file_id"]].splitlines()) for b in self.batches.values()]
        return web.json_response(sizes)


def application(provider: Provider) -> web.Application:
    made = web.Application(client_max_size=1 << 30)
    made.router.add_post("/v1/files", provider.upload)
    made.router.add_get("/v1/files/{id}/content", provider.content)
    made.router.add_post("/v1/batches", provider.create)
    made.router.add_get("/v1/batches", provider.listed)
    made.router.add_get("/v1/batches/{id}", provider.retrieve)
    made.router.add_post("/v1/batches/{id}/cancel", provider.cancel)
    made.router.add_get("/seen", provider.tell_seen)
    made.router.add_get("/held", provider.tell_held)
    made.router.add_get("/made", provider.tell_made)
    return made


async def main() -> None:
    told = json.loads(sys.argv[1])
    provider = Provider(told.get("seconds", 0.1), told.get("faults", {}), told.get("hold", []))
    runner = web.AppRunner(application(provider), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
