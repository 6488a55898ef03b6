"""Topics, usage, health and measures."""

from __future__ import annotations

import datetime

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from summarizer.service.context import need, service_of
from summarizer.service.models import DayUsage, TopicInfo, UsageInfo

router = APIRouter(tags=["about"])
health = APIRouter(tags=["health"])


@router.get("/topics", response_model=list[TopicInfo])
def topics(request: Request) -> list[TopicInfo]:
    """What may be looked for, with the JSON Schema of each topic's records."""
    return [
        TopicInfo(name=topic.name, title=topic.title, record=topic.record.model_json_schema(mode="serialization"))
        for topic in service_of(request).worker.offered.topics.values()
    ]


@router.get("/usage", response_model=UsageInfo)
def usage(request: Request) -> UsageInfo:
    """What the model cost by day, over all clients; for admins."""
    need(request, "admin")
    service = service_of(request)
    days = [DayUsage(day=datetime.date.fromisoformat(day), usd=usd) for day, usd in service.store.spending.days()]
    return UsageInfo(
        today_usd=service.store.spending.today(),
        ceiling_usd=service.work.max_cost,
        days=days,
        jobs=dict(service.store.jobs.counts()),
    )


@health.get("/healthz")
def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@health.get("/readyz")
def ready(request: Request) -> JSONResponse:
    """The database answers, and the process is not shutting down."""
    service = service_of(request)
    is_ready = not service.stopping.is_set() and service.store.database.ping()
    return JSONResponse({"status": "ok" if is_ready else "not ready"}, 200 if is_ready else 503)


@health.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request) -> Response:
    """Measures in Prometheus' text form."""
    service = service_of(request)
    page = service.measures.page(service.store.jobs.counts(), service.store.spending.today())
    return Response(page, media_type="text/plain; version=0.0.4; charset=utf-8")
