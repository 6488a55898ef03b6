"""A web server on loopback that serves one file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import ThreadingHTTPServer
from typing import ClassVar

import pytest

from .pulls import OneFile

Serve = Callable[[str, bytes], tuple[str, list[tuple[str, str | None]]]]


@contextmanager
def serving(served: str, data: bytes) -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    class Handler(OneFile):
        path_served = served
        content = data
        seen: ClassVar = []

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", Handler.seen
        server.shutdown()
        thread.join()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server for a path and its content; gives its address and the requests that it saw."""
    with ExitStack() as stack:
        yield lambda path, content: stack.enter_context(serving(path, content))
