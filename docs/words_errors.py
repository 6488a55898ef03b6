"""Sixty commands that go wrong, the files that they name, and an endpoint that answers as badly as endpoints do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOME = {"SUMMARIZER_ATTEMPTS": "1", "SUMMARIZER_SUMMARY": "composed", "SUMMARIZER_CACHE": "false"}
"""Settings of all commands: one attempt a request, and nothing kept between them."""

NEWS = "Nine people were killed in Oruma on Friday, officials said. Arden called on Brena to accept a ceasefire."
BRIEFING = {"schema_version": 2, "article": {"id": "a1"}, "records": {}}


@dataclass(frozen=True, slots=True)
class Provoked:
    """A command that goes wrong.

    Attributes:
        command: the words behind `summarizer`; `{endpoint}` stands for the address of the bad endpoint.
        given: what stands on standard input.
        environment: variables that are set for it.
    """

    command: str
    given: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)


def _asked(path: str, options: str = "") -> Provoked:
    """A briefing by a model at a path of the bad endpoint."""
    return Provoked(f"brief article.txt --model m --base-url {{endpoint}}/{path} {options}".rstrip())


ERRORS = (
    # what is typed
    Provoked("breif article.txt"),
    Provoked("brief"),
    Provoked("brief article.txt --modl local"),
    Provoked("brief article.txt --format pdf"),
    Provoked("brief article.txt --out briefing.pdf"),
    Provoked("brief article.txt --out briefing.json --format html"),
    Provoked("brief article.txt --max-cost lots"),
    Provoked("brief article.txt --date 31/02/2025"),
    Provoked("brief article.txt other.md --date 2025-05-18"),
    Provoked("brief article.txt --strategy chapters"),
    Provoked("brief article.txt --topic casualtys"),
    Provoked("brief article.txt --refresh --no-cache --model m --base-url {endpoint}/good"),
    # articles
    Provoked("brief artcle.txt"),
    Provoked("brief nothing/*.txt"),
    Provoked("brief folder"),
    Provoked("brief empty.txt"),
    Provoked("brief picture.png"),
    Provoked("brief broken.json"),
    Provoked("brief -", given=""),
    Provoked("brief https://"),
    Provoked("brief http://127.0.0.1/news"),
    Provoked("brief {endpoint}/page --allow-private"),
    Provoked("brief several.json"),
    Provoked("brief article.txt --out article.txt"),
    Provoked("brief article.txt --out gone/briefing.html"),
    # models and settings
    Provoked("brief article.txt --model opnai/gpt-5-mini"),
    Provoked("brief article.txt --model local:0.4b"),
    Provoked("brief article.txt --model local:/gone.gguf --summary model"),
    Provoked("brief article.txt --model openai/gpt-5-mini"),
    Provoked("brief article.txt --model openai/gpt-5-mini --api-key-file empty.txt"),
    Provoked("brief article.txt --model m --base-url ftp://host/v1"),
    Provoked("brief article.txt --base-url {endpoint}/good"),
    Provoked("brief article.txt", environment={"SUMMARIZER_MODLE": "local"}),
    Provoked("brief article.txt", environment={"SUMMARIZER_TIMEOUT": "soon"}),
    Provoked("brief article.txt --replay tapes --model m --base-url {endpoint}/good"),
    Provoked("brief article.txt --max-cost 1 --model m --base-url {endpoint}/good"),
    # endpoints
    Provoked("brief article.txt --model m --base-url http://127.0.0.1:1/v1"),
    _asked("401"),
    _asked("404"),
    _asked("429"),
    _asked("500"),
    _asked("page"),
    _asked("prose"),
    _asked("cut"),
    _asked("refusal"),
    Provoked("doctor --model m --base-url {endpoint}/404"),
    # batches
    Provoked("batch gone --out results.jsonl"),
    Provoked("batch folder --out results.xlsx --model m --base-url {endpoint}/good"),
    Provoked("batch table.csv --out one.jsonl --text-column story --model m --base-url {endpoint}/good"),
    Provoked("batch list.jsonl --where 'date after May' --out results.jsonl"),
    Provoked("batch list.jsonl --provider-batch --out results.jsonl"),
    Provoked("batch list.jsonl --engine ray --limit 3 --out results.jsonl"),
    Provoked("batch list.jsonl --out two.jsonl --model m --base-url {endpoint}/401"),
    Provoked("stats article.txt"),
    # the rest
    Provoked("digest article.txt"),
    Provoked("digest briefings.jsonl --since yesterday"),
    Provoked("verify article.txt"),
    Provoked("topics check topic.yaml"),
    Provoked("topics new Arms"),
    Provoked("eval run --golden gone"),
    Provoked("eval run --golden golden --split train"),
    Provoked("eval check golden"),
    Provoked("eval gate briefings.jsonl"),
    Provoked("models pull 7b"),
    Provoked("tokens create desk --role owner --database sqlite:///desk.db"),
    Provoked("serve --host 0.0.0.0 --database sqlite:///desk.db --model m --base-url {endpoint}/good"),
    Provoked("serve --database mysql://host/db"),
)


def write_files(folder: Path) -> None:
    """Writes the files that the commands name."""
    (folder / "folder").mkdir()
    (folder / "golden" / "one").mkdir(parents=True)
    files = {
        "article.txt": NEWS,
        "other.md": f"# Elsewhere\n\n{NEWS}",
        "folder/one.txt": NEWS,
        "empty.txt": "",
        "broken.json": '{"text": "Nine people were killed',
        "list.jsonl": json.dumps({"id": "1", "text": NEWS, "date": "2025-05-18"}) + "\n",
        "several.json": '{"text": "One."}\n{"text": "Two."}\n',
        "table.csv": "id,body\n1,Nine people were killed.\n",
        "briefings.jsonl": json.dumps(BRIEFING) + "\n",
        "topic.yaml": "name: arms\ntitle: Arms\nfields:\n  giver: {kind: person, says: Who gives}\n",
        "golden/one/article.md": f"---\ntitle: Oruma\ndate: 2025-05-18\n---\n{NEWS}\n",
        "golden/one/gold.yaml": "casualties:\n- quotes: [Ten people were killed]\n  killed: ten\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


def _completion(content: str | None, finish: str = "stop", **more: object) -> bytes:
    message = {"role": "assistant", "content": content, **more}
    whole = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return json.dumps(whole).encode()


def _fault(message: str) -> bytes:
    return json.dumps({"error": {"message": message}}).encode()


_ANSWERS = {
    "401": (401, "application/json", _fault("Incorrect API key provided")),
    "404": (404, "application/json", _fault("The model `m` does not exist")),
    "429": (429, "application/json", _fault("Rate limit reached for requests")),
    "500": (500, "application/json", _fault("The server had an error")),
    "page": (404, "text/html", b"<!DOCTYPE html><title>Not found</title><p>No such page."),
    "prose": (200, "application/json", _completion("I found nine people killed in Oruma.")),
    "cut": (200, "application/json", _completion('{"casualties": [{"killed": "ni', "length")),
    "refusal": (200, "application/json", _completion(None, refusal="I can't help with that.")),
    "good": (200, "application/json", _completion('{"casualties": [], "sanctions": [], "ceasefire": []}')),
}


_ABSENT = (404, "text/plain", b"")


class _Bad(BaseHTTPRequestHandler):
    """Answers by the first part of the path."""

    def do_POST(self) -> None:
        """Answers a chat request."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, kind, body = _ANSWERS.get(self.path.split("/")[1], _ABSENT)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST

    def log_message(self, format: str, *args: object) -> None:
        """Logs nothing."""


@contextmanager
def faulty_endpoint() -> Iterator[str]:
    """Serves the endpoint on the loopback, and gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Bad) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
