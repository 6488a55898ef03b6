"""The OpenAPI document tried out by schemathesis: no request that fits it breaks the server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok

from service.running import running
from summarizer.service.config import WebConfig, WorkConfig

schemathesis.serializer.alias(["application/x-ndjson", "text/html"], "text/plain")
FEW = settings(
    max_examples=3,
    phases=[Phase.generate],
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def broken_by(operation: Any, url: str) -> list[str]:
    """The requests of an operation that the server answered with an error of its own."""
    found: list[str] = []

    @FEW
    @given(data=st.data())
    def send(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy())
        answer = case.call(base_url=url, timeout=60)
        if answer.status_code >= 500:
            found.append(f"{case.method} {case.formatted_path} {case.query} {case.body!r}: {answer.text[:300]}")

    send()
    return found


def test_no_request_that_the_document_describes_breaks_the_server(database_url: str, tmp_path: Path) -> None:
    idle, web = WorkConfig(jobs=0), WebConfig(requests_per_minute=1_000_000, longest_wait=0.1)
    with running(database_url, tmp_path / "cache", work=idle, web=web) as one:
        schema = schemathesis.openapi.from_dict(one.http.get("/v1/openapi.json").json())
        operations = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
        assert len(operations) > 20
        tried = [operation for operation in operations if not operation.path.endswith("/events")]
        assert [fault for operation in tried for fault in broken_by(operation, one.url)] == []
