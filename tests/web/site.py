"""A site on the loopback, served by a thread: pages by path, and what was asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from summarizer.loading.web import FetchPolicy

PARAGRAPHS = (
    "A Russian drone killed nine bus passengers in the Sumy region of northeastern Ukraine on Saturday, police said.",
    "President Volodymyr Zelenskyy called for stronger sanctions on Moscow after the strike, the deadliest in weeks.",
    "Ukraine has demanded that Russia agree to an immediate, unconditional ceasefire lasting at least 30 days.",
    "Talks between the two sides ended without an agreement on Friday, and both said that they would meet again.",
)


def page(*paragraphs: str, head: str = "", title: str = "Nine killed on a bus") -> str:
    """A page with an article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )


@dataclass
class Answer:
    """What a path answers."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stall: threading.Event | None = None


@dataclass
class Site:
    """A site.

    Attributes:
        port: where it listens.
        answers: what its paths answer; all others are not there.
        asked: the paths that were asked for, in order, robots.txt left out.
        agents: how those who asked called themselves.
        hosts: the `Host` headers of the requests.
    """

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)

    @property
    def policy(self) -> FetchPolicy:
        """A policy that reaches this site and no other private address."""
        return FetchPolicy(reachable=frozenset({f"127.0.0.1:{self.port}"}), pause=0.0, proxy=False)

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes, content_type: str = "text/html; charset=utf-8", **more: object) -> str:
        """Has a path answer, and returns its address."""
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(data, content_type)
        for name, value in more.items():
            setattr(self.answers[path], name, value)
        return self.url(path)


@contextmanager
def on_the_loopback(address: str = "127.0.0.1", port: int = 0) -> Iterator[Site]:
    """Serves a site while the block runs, on a free port unless one is given."""
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/robots.txt":
                site.asked.append(self.path)
            site.agents.add(self.headers.get("User-Agent", ""))
            site.hosts.add(self.headers.get("Host", ""))
            answer = site.answers.get(self.path, Answer(b"<p>not here</p>", status=404))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.content_type:
                self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body) + (1 if answer.stall else 0)))
            self.end_headers()
            self.wfile.write(answer.body)
            if answer.stall is not None:
                self.wfile.flush()
                ended.wait()

        def log_message(self, format: str, *args: object) -> None:
            """Keeps quiet."""

    with ThreadingHTTPServer((address, port), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        site = Site(int(server.server_address[1]))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            ended.set()
            server.shutdown()
            thread.join()
