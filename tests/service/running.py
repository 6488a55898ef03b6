"""A service that runs: a real server and a real database, and a model on the loopback that knows the seed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from cli.newsroom import SEED, on_the_loopback
from llm.chat_server import ChatServer

from summarizer.llm.settings import Settings
from summarizer.loading.web import STRICT, FetchPolicy
from summarizer.service.app import create_app
from summarizer.service.config import WebConfig, WorkConfig
from summarizer.service.context import Service
from summarizer.service.serving import build
from summarizer.service.store import Role, Store

QUICK = WorkConfig(jobs=4, lease=5.0, poll=0.05, drain=5.0)
__all__ = ["QUICK", "SEED", "Running", "running"]


@dataclass
class Running:
    """A service with its address.

    Attributes:
        url: where it answers.
        service: the service.
        model: the model that it asks.
        http: a client for it without a token.
    """

    url: str
    service: Service
    model: ChatServer
    http: httpx2.Client

    @property
    def store(self) -> Store:
        return self.service.store

    def token(self, name: str, role: Role = "editor", client: str | None = None) -> dict[str, str]:
        """Makes a token and returns the header that shows it."""
        return {"Authorization": f"Bearer {self.store.access.create(name, role, client)[1]}"}

    def brief(
        self, text: str | None = None, headers: Mapping[str, str] | None = None, **fields: Any
    ) -> httpx2.Response:
        """Asks for a briefing of the seed or of a text, and waits for it."""
        asked = {"text": text if text is not None else SEED.read_text(encoding="utf-8"), **fields}
        answer = self.http.post("/v1/briefings?wait=50", json=asked, headers=dict(headers or {}))
        while answer.status_code == 202:  # on a busy machine; asked again it is the same job
            answer = self.http.post("/v1/briefings?wait=50", json=asked, headers=dict(headers or {}))
        return answer


@contextmanager
def running(
    database: str,
    cache: Path,
    *,
    web: WebConfig | None = None,
    work: WorkConfig = QUICK,
    policy: FetchPolicy = STRICT,
    **settings: Any,
) -> Iterator[Running]:
    """Starts a service, and ends it."""
    with on_the_loopback() as model:
        store = Store(database)
        chosen = {"base_url": model.base_url, "attempts": 1, "summary": "composed", "cache_dir": cache, **settings}
        service = build(store, Settings(model="m", **chosen), replace(web or WebConfig(), port=0), work, policy=policy)
        config = uvicorn.Config(
            create_app(service),
            host="127.0.0.1",
            port=0,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=2,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, name="server")
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                time.sleep(0.02)
            port = server.servers[0].sockets[0].getsockname()[1]
            url = f"http://127.0.0.1:{port}"
            with httpx2.Client(base_url=url, timeout=90) as http:
                yield Running(url, service, model, http)
        finally:
            server.should_exit = True
            thread.join()
            store.close()
