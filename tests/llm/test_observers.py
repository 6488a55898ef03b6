"""Observers are told what happens, in order; spans follow the conventions and hold no text of a prompt or an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, Status, StatusCode, TraceFlags, Tracer
from opentelemetry.util._decorator import _agnosticcontextmanager
from opentelemetry.util.types import AttributeValue

from llm.asking import CANARY, QUICK, Clients, ask
from llm.chat_server import GOOD, ChatServer, says, status
from summarizer.errors import ModelUnavailable, ReplyError
from summarizer.llm.client import Client
from summarizer.llm.observe import Event, Moment
from summarizer.llm.profiles import Profile
from summarizer.llm.specs import Endpoint
from summarizer.llm.telemetry import SpanObserver

WRONG = '{"records": [{"name": "Omar", "count": "nine"}]}'


async def test_each_moment_is_told_in_order(server: ChatServer, clients: Clients) -> None:
    events: list[Event] = []
    server.will([status(503, "overloaded"), says(WRONG)])
    answer = await clients(observers=(events.append,)).complete(ask())
    assert [event.moment for event in events] == [
        Moment.ASKED,
        Moment.SENT,
        Moment.RETRIED,
        Moment.REPLIED,
        Moment.REASKED,
        Moment.SENT,
        Moment.REPLIED,
        Moment.ANSWERED,
    ]
    assert {(event.request_id, event.label, event.model) for event in events} == {(1, "items", "custom/m")}
    assert "HTTP 503" in events[2].detail
    assert "records.0.count" in events[4].detail
    assert events[3].usage.calls == 2
    assert events[-1].usage == answer.usage


async def test_a_failure_is_told_with_its_error(server: ChatServer, clients: Clients) -> None:
    events: list[Event] = []
    server.will([status(401, f"no {CANARY}")])
    with pytest.raises(ModelUnavailable) as caught:
        await clients(observers=(events.append,)).complete(ask())
    assert events[-1].moment is Moment.FAILED
    assert events[-1].error is caught.value
    assert CANARY not in repr(events)


class NotedSpan(NonRecordingSpan):
    """A span that keeps what it is told."""

    def __init__(self, name: str) -> None:
        super().__init__(SpanContext(1, 1, is_remote=False, trace_flags=TraceFlags(0)))
        self.name = name
        self.attributes: dict[str, AttributeValue] = {}
        self.events: list[str] = []
        self.status: object = None
        self.ended = False

    def set_attribute(self, key: str, value: AttributeValue) -> None:
        self.attributes[key] = value

    def add_event(self, name: str, *_: Any, **__: Any) -> None:
        self.events.append(name)

    def set_status(self, status: Status | StatusCode, *_: Any) -> None:
        self.status = status

    def end(self, *_: Any) -> None:
        self.ended = True


class NotingTracer(Tracer):
    """Makes spans and keeps them."""

    def __init__(self) -> None:
        self.spans: list[NotedSpan] = []

    def start_span(self, name: str, *_: Any, **__: Any) -> NotedSpan:
        self.spans.append(NotedSpan(name))
        return self.spans[-1]

    @_agnosticcontextmanager
    def start_as_current_span(self, name: str, *_: Any, **__: Any) -> Iterator[Span]:
        yield self.start_span(name)


async def test_one_span_for_each_request(server: ChatServer, clients: Clients) -> None:
    tracer = NotingTracer()
    server.will([status(503), says(WRONG), says(GOOD), says(None, refusal="no")])
    client = clients(observers=(SpanObserver(tracer),))
    await client.complete(ask())
    with pytest.raises(ReplyError):
        await client.complete(ask())
    answered, refused = tracer.spans
    assert answered.name == "chat m"
    assert answered.ended
    assert answered.events == ["summarizer.retried", "summarizer.reasked"]
    assert answered.attributes == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "custom",
        "gen_ai.request.model": "m",
        "gen_ai.output.type": "json",
        "summarizer.label": "items",
        "server.address": "127.0.0.1",
        "server.port": int(server.base_url.split(":")[2].partition("/")[0]),
        "gen_ai.usage.input_tokens": 200,
        "gen_ai.usage.output_tokens": 40,
        "summarizer.calls": 3,
        "summarizer.cached_calls": 0,
    }
    assert answered.status is None
    assert refused.ended
    assert refused.attributes["error.type"] == "ReplyError"
    assert refused.status is StatusCode.ERROR


async def test_the_server_is_started_once_and_only_when_it_is_needed(server: ChatServer, clients: Clients) -> None:
    started: list[str] = []

    async def start() -> Endpoint:
        started.append("once")
        return replace(clients.endpoint(), name="local")

    local = Endpoint("local", "", "1.5b", identity="local:1.5b")
    async with Client(local, Profile(), config=QUICK, start=start) as client:
        assert started == []
        await client.complete(ask("one"))
        await client.complete(ask("two"))
    assert started == ["once"]
    assert server.calls == 2
