"""OpenTelemetry spans for requests, after the GenAI conventions. Needs the extra `telemetry`.

Give an instance to a client as an observer; nothing is measured or sent otherwise:

    Client(endpoint, profile, observers=(SpanObserver(),))

Spans hold names, counts and durations; no prompt and no answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.errors import UsageError
from summarizer.llm.observe import Event, Moment

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

_PROVIDER_NAMES = {"azure": "azure.ai.openai", "gemini": "gcp.gemini"}


class SpanObserver:
    """Makes one span of each request, with an event for each retry, re-ask and truncation.

    Args:
        tracer: what spans are made with; the global provider's by default.

    Raises:
        UsageError: OpenTelemetry is not installed.
    """

    def __init__(self, tracer: Tracer | None = None) -> None:
        try:
            from opentelemetry import trace
        except ImportError as error:
            raise UsageError("spans need OpenTelemetry: run `pip install 'summarizer[telemetry]'`") from error
        self._kind = trace.SpanKind.CLIENT
        self._failed = trace.StatusCode.ERROR
        self._tracer = tracer if tracer is not None else trace.get_tracer("summarizer")
        self._spans: dict[int, Span] = {}

    def __call__(self, event: Event, /) -> None:
        """Begins, marks or ends the span of the event's request."""
        if event.moment is Moment.ASKED:
            self._spans[event.request_id] = self._begin(event)
            return
        span = self._spans[event.request_id]
        if event.moment in (Moment.ANSWERED, Moment.FAILED):
            self._end(self._spans.pop(event.request_id), event)
        elif event.moment in (Moment.RETRIED, Moment.REASKED, Moment.TRUNCATED, Moment.CACHED):
            span.add_event(f"summarizer.{event.moment.value}", {"detail": event.detail})

    def _begin(self, event: Event) -> Span:
        provider, _, model = event.model.partition("/")
        span = self._tracer.start_span(f"chat {model or provider}", kind=self._kind)
        span.set_attribute("gen_ai.operation.name", "chat")
        span.set_attribute("gen_ai.provider.name", _PROVIDER_NAMES.get(provider, provider))
        span.set_attribute("gen_ai.request.model", model or provider)
        span.set_attribute("gen_ai.output.type", "json")
        span.set_attribute("summarizer.label", event.label)
        address = urlsplit(event.endpoint)
        if address.hostname:
            span.set_attribute("server.address", address.hostname)
        if address.port:
            span.set_attribute("server.port", address.port)
        return span

    def _end(self, span: Span, event: Event) -> None:
        span.set_attribute("gen_ai.usage.input_tokens", event.usage.prompt_tokens)
        span.set_attribute("gen_ai.usage.output_tokens", event.usage.completion_tokens)
        span.set_attribute("summarizer.calls", event.usage.calls)
        span.set_attribute("summarizer.cached_calls", event.usage.cached_calls)
        if event.error is not None:
            span.set_attribute("error.type", type(event.error).__name__)
            span.set_status(self._failed, event.detail)
        span.end()
