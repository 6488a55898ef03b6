"""The files of a provider's batch, line by line: requests as they are submitted, replies as they come back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import ModelUnavailable
from summarizer.llm.faults import Fault, reported, unreadable
from summarizer.llm.provider_batch_ledger import Answer, Unserved
from summarizer.llm.replies import read_body
from summarizer.llm.specs import Endpoint
from summarizer.llm.wire import Reply
from summarizer.usage import Usage

ROOM = 200
"""Bytes of a line beside its request, at most."""


def write_requests(path: Path, requests: Iterable[tuple[str, Any]], url: str) -> None:
    """Writes requests as the lines of a batch's input file.

    Args:
        path: the file.
        requests: id and body of each.
        url: what the provider calls the kind of request.
    """
    with path.open("w", encoding="utf-8") as file:
        for name, body in requests:
            line = {"custom_id": name, "method": "POST", "url": url, "body": body}
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an output or error file.

    Attributes:
        id: of the request; empty where the line has none.
        status: HTTP status of its answer; 0 where the request was not served.
        body: the answer's body, or the error.
    """

    id: str
    status: int
    body: Any


def read_lines(path: Path) -> Iterator[Line | None]:
    """Yields the lines of an output or error file; `None` for one that can't be read."""
    with path.open("rb") as file:
        for text in file:
            if text.strip():
                yield _line(text)


def _line(text: bytes) -> Line | None:
    try:
        line = json.loads(text.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(line, dict):
        return None
    name, response = line.get("custom_id"), line.get("response")
    name = name if isinstance(name, str) else ""
    if isinstance(response, dict) and response.get("body") is not None:
        status = response.get("status_code")
        return Line(name, status if isinstance(status, int) else 200, response["body"])
    return Line(name, 0, line.get("error") or {})


def read_answer(status: int, body: str, endpoint: Endpoint) -> Reply:
    """Reads the answer to one request.

    Raises:
        Fault: it is an error, or no chat completion.
    """
    if status < 400:
        return read_body(body.encode("utf-8", "replace"), 0.0, endpoint)
    usage = Usage(calls=1)
    decoded = json.loads(body)
    error = decoded.get("error") if isinstance(decoded, dict) else decoded
    parts = error if isinstance(error, Mapping) else {"message": str(error or decoded)}
    # The status goes before a code of the provider's own, which may be a number too.
    fault = reported({}, {**{k: v for k, v in parts.items() if k != "code"}, "status_code": status}, endpoint, usage)
    raise fault if fault is not None else unreadable(endpoint, body, seconds=0.0)


def judged(line: Line, endpoint: Endpoint) -> Answer | Unserved:
    """What a line is: an answer, a refusal being one, or word that the request was not served."""
    if line.status == 0:
        said = line.body.get("message") or line.body.get("code") if isinstance(line.body, dict) else line.body
        return Unserved(f"the provider did not serve the request: {endpoint.blotted(str(said or 'no reason given'))}")
    body = json.dumps(line.body, ensure_ascii=False)
    try:
        usage = read_answer(line.status, body, endpoint).usage
    except Fault as fault:
        if fault.transient:
            return Unserved(str(fault))
        if isinstance(fault.error, ModelUnavailable):
            return Unserved(str(fault), ModelUnavailable.__name__, again=False)
        usage = fault.error.usage
    return Answer(line.id, line.status, body, usage)
