"""A model on the loopback that knows the seed article, and the command line run against it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from llm.chat_server import ChatServer, Payload, completion, serving

from summarizer.cli import main

SEED = Path(__file__).parents[2] / "seeds" / "2025-05-18-sumy-bus.txt"

KNOWN: dict[str, list[dict[str, Any]]] = {
    "CasualtyReport": [
        {
            "evidence": ["a Russian drone killed nine bus passengers in the Sumy region of northeastern Ukraine"],
            "killed": "nine",
            "victims": "bus passengers",
            "victim_type": "civilian",
            "location": "Sumy region of northeastern Ukraine",
            "weapon": "drone",
            "perpetrator": "Russia",
        }
    ],
    "SanctionsCall": [
        {
            "evidence": ["Zelenskyy called on Saturday for stronger sanctions on Moscow"],
            "actor": "Zelenskyy",
            "target": "Moscow",
            "status": "called_for",
        }
    ],
    "CeasefirePosition": [
        {
            "evidence": [
                "Ukraine and Western governments, including the US, have demanded that Russia agree to an immediate, "
                "unconditional ceasefire lasting at least 30 days."
            ],
            "actor": "Ukraine",
            "counterparty": "Russia",
            "stance": "demands",
            "duration_text": "at least 30 days",
            "unconditional": True,
        }
    ],
}
"""What a careful reader finds in the seed, by the class of the record."""


async def knows_the_seed(_: web.Request, payload: Payload) -> web.StreamResponse:
    """Answers with the records whose evidence stands in the article that is asked about."""
    if not payload["messages"]:
        return web.json_response({"error": {"message": "messages: too short"}}, status=400)
    asked, article = json.dumps(payload["response_format"]), payload["messages"][-1]["content"]
    found = {kind: [r for r in known if r["evidence"][0] in article] for kind, known in KNOWN.items() if kind in asked}
    topics = {"CasualtyReport": "casualties", "SanctionsCall": "sanctions", "CeasefirePosition": "ceasefire"}
    reply = {topics[kind]: records for kind, records in found.items()}
    return web.json_response(
        completion(json.dumps(reply if len(reply) > 1 else {"records": next(iter(found.values()))}))
    )


@contextmanager
def on_the_loopback() -> Iterator[ChatServer]:
    """Serves the model in a thread, so that commands can run in this process and in others."""
    started, ended = threading.Event(), threading.Event()
    servers: list[ChatServer] = []

    async def serve() -> None:
        async with serving() as server:
            server.otherwise = knows_the_seed
            servers.append(server)
            started.set()
            await asyncio.to_thread(ended.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    started.wait()
    try:
        yield servers[0]
    finally:
        ended.set()
        thread.join()


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Attributes:
        code: its exit code.
        out: what it wrote to standard output.
        err: what it wrote to standard error.
    """

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    """A working folder with the command line, its cache in that folder.

    Attributes:
        folder: the folder.
        server: the model.
        capture: what catches the output of this process.
    """

    folder: Path
    server: ChatServer
    capture: pytest.CaptureFixture[str]

    @property
    def model(self) -> tuple[str, ...]:
        return ("--model", "m", "--base-url", self.server.base_url)

    def run(self, *arguments: str | Path) -> Ended:
        """Runs a command in this process."""
        self.capture.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        caught = self.capture.readouterr()
        code = ended.value.code
        return Ended(code if isinstance(code, int) else 1 if code else 0, caught.out, caught.err)

    def brief(self, *arguments: str | Path) -> Ended:
        """Runs `summarizer brief` with the model."""
        return self.run("brief", *arguments, *self.model)

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Starts a command in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-c", "from summarizer.cli import main; main()", *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path
