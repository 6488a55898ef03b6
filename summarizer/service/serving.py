"""One process of the service, from its settings to its end."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from types import FrameType

import uvicorn

from summarizer.errors import UsageError
from summarizer.llm.connect import client_for
from summarizer.llm.settings import Settings
from summarizer.llm.specs import is_loopback
from summarizer.loading.web import STRICT, FetchPolicy
from summarizer.service.app import create_app
from summarizer.service.config import WebConfig, WorkConfig
from summarizer.service.context import Service
from summarizer.service.fetching import ArticleFetcher
from summarizer.service.measures import log_to_stderr
from summarizer.service.store import Store
from summarizer.service.work import Worker
from summarizer.session import Summarizer
from summarizer.topics import choose_topics


def build(
    store: Store, settings: Settings, web: WebConfig, work: WorkConfig, *, policy: FetchPolicy = STRICT
) -> Service:
    """Puts a service together.

    Args:
        store: what it remembers.
        settings: the model.
        web: how requests are answered.
        work: how jobs are worked on.
        policy: what addresses that clients name may reach.

    Raises:
        UsageError: the model is unknown, or its price is, where there is a ceiling.
        ModelUnavailable: the model needs a key, and there is none.
    """
    client = client_for(settings, cache=store.replies)
    if work.max_cost is not None and client.profile.prices is None:
        raise UsageError(
            "--max-cost needs the model's price, which is unknown: set price_prompt and "
            "price_completion in summarizer.toml"
        )
    topics = choose_topics(settings.topics)
    summarizer = Summarizer(llm=client, topics=topics, strategy=settings.strategy, summary=settings.summary)
    return Service(store, Worker(store, summarizer, ArticleFetcher(policy), work), web, work)


def check_exposure(store: Store, web: WebConfig) -> None:
    """Refuses to be reachable from elsewhere without a token.

    Raises:
        UsageError: it would be.
    """
    if (not is_loopback(web.host) or web.hosts) and not store.access.any_token():
        raise UsageError(
            f"refusing to listen on {web.host} for other machines without a token: make one with "
            "`summarizer tokens create NAME --role admin`, or listen on 127.0.0.1"
        )


class _Server(uvicorn.Server):
    """A server that tells the service of a shutdown at once, so that streams end and nothing waits for them."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to listen and says where."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets=sockets)
        for server in self.servers:
            for listener in server.sockets:
                host, port = listener.getsockname()[:2]
                shown = f"[{host}]" if ":" in host else host
                sys.stderr.write(f"summarizer: listening on http://{shown}:{port}\n")
                sys.stderr.flush()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Takes the signal to end."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._service.stopping.set)
        super().handle_exit(sig, frame)


def run(service: Service) -> None:
    """Answers requests until the process is told to end; running jobs are given their time.

    It returns after SIGTERM, so that the process ends with 0; Ctrl-C raises `KeyboardInterrupt` when all is done.

    Raises:
        UsageError: the address can't be listened on.
    """
    check_exposure(service.store, service.web)
    log_to_stderr()
    config = uvicorn.Config(
        create_app(service),
        host=service.web.host,
        port=service.web.port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=64_000,
        limit_concurrency=1_000,
    )
    server = _Server(config, service)
    # uvicorn sends itself the signal again when all is done; a server that ended as it was told to has not failed.
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        server.run()
    except SystemExit as error:
        raise UsageError(
            f"can't listen on {service.web.host}:{service.web.port}: choose another --port, or "
            "stop the program that uses it"
        ) from error
    finally:
        signal.signal(signal.SIGTERM, before)
