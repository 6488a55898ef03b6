"""What is embedded tells a proxy nothing: with one in the environment, a briefing reaches it with zero bytes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

SEED = Path(__file__).parents[2] / "seeds" / "2025-05-18-sumy-bus.txt"
TRUCES = Path(__file__).with_name("truces.passages.jinja")
ASKS_THE_MODEL = f"""
from dataclasses import replace
from pathlib import Path
from summarizer.article import Article
from summarizer.prompts import load
from summarizer.session import Summarizer
from summarizer.topics import CEASEFIRE

names = {{"actor": "who", "stance": "stance"}}
topic = replace(CEASEFIRE, reader=None, short_names=names, prompts={{"passages": load(Path({str(TRUCES)!r}))}})
with Summarizer("local:0.5b") as summarizer:
    summarizer.topics = (topic,)
    briefing = summarizer.brief(Article.from_text("Norland called for a truce.", date="2024-03-02"))
assert briefing.usage.calls == 1, briefing.usage
assert briefing.failures == (), briefing.failures
"""


class RecordingProxy:
    """A server on this machine that keeps what it is sent and answers nothing."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:  # closed: the test is over
                return
            with connection:
                connection.settimeout(5)
                self.received.append(connection.recv(65_536))

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()


@pytest.fixture
def proxy() -> Iterator[RecordingProxy]:
    recording = RecordingProxy()
    yield recording
    recording.close()


def environment(proxy: RecordingProxy) -> dict[str, str]:
    """The environment of a process that is to use the proxy for everything."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
    return kept | dict.fromkeys(names, proxy.url) | {"SUMMARIZER_CACHE": "false"}


def test_the_proxy_keeps_what_it_is_sent(proxy: RecordingProxy) -> None:
    asks = "import urllib.request as r; r.urlopen('http://news.example/', timeout=5)"
    subprocess.run([sys.executable, "-c", asks], env=environment(proxy), capture_output=True, timeout=60, check=False)
    assert b"news.example" in b"".join(proxy.received)


def test_a_briefing_read_by_code_reaches_no_proxy(proxy: RecordingProxy) -> None:
    runs = "import sys; from summarizer.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", runs, "brief", str(SEED), "--model", "local", "--format", "json"]
    ended = subprocess.run(command, env=environment(proxy), capture_output=True, timeout=600, check=False)
    assert ended.returncode == 0, ended.stderr
    assert b'"casualties"' in ended.stdout
    assert proxy.received == []


@pytest.mark.model05
def test_a_briefing_by_the_embedded_model_reaches_no_proxy(proxy: RecordingProxy) -> None:
    command = [sys.executable, "-c", ASKS_THE_MODEL]
    ended = subprocess.run(command, env=environment(proxy), capture_output=True, timeout=600, check=False)
    assert ended.returncode == 0, ended.stderr
    assert proxy.received == []
