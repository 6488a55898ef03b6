"""Jobs and batches: how far they are, their progress as it happens, cancelling, resuming."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import ValidationError
from starlette.responses import JSONResponse, Response, StreamingResponse

from summarizer.service.api.answers import events
from summarizer.service.api.briefings import Key
from summarizer.service.context import Service, identity_of, need, service_of
from summarizer.service.intake import take_batch
from summarizer.service.models import Asked, Batch, Job, moment
from summarizer.service.problems import Refused
from summarizer.service.store import BatchRow, Identity, JobRow
from summarizer.service.store.job_values import ENDED

router = APIRouter(tags=["jobs"])
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"description": "Events `progress` and `ended`", "content": {"text/event-stream": {}}}
}
_LINES = {
    "requestBody": {
        "required": True,
        "description": "One JSON object a line, each as for `POST /briefings`",
        "content": {
            "application/x-ndjson": {
                "schema": {"type": "string"},
                "example": '{"text": "KYIV - A drone killed nine."}\n{"url": "https://news.example/1"}\n',
            }
        },
    }
}


def _job(request: Request, job_id: str, identity: Identity) -> JobRow:
    row = service_of(request).store.jobs.get(job_id)
    if row is None or not (row.client == identity.client or identity.may("admin")):
        raise Refused(404, "not-found", f"no such job {job_id!r}")
    return row


def _batch(request: Request, batch_id: str, identity: Identity) -> BatchRow:
    row = service_of(request).store.jobs.batch(batch_id)
    if row is None or not (row.client == identity.client or identity.may("admin")):
        raise Refused(404, "not-found", f"no such batch {batch_id!r}")
    return row


@router.get("/jobs/{job_id}", response_model=Job)
def job(request: Request, job_id: str) -> Job:
    """How a job stands."""
    return Job.of(_job(request, job_id, identity_of(request)))


@router.get("/jobs/{job_id}/events", responses=_STREAM)
def job_events(request: Request, job_id: str) -> Response:
    """A job's progress as server-sent events, to its end."""
    service, first = service_of(request), _job(request, job_id, identity_of(request))

    def look() -> tuple[Mapping[str, Any], bool]:
        row = service.store.jobs.get(first.id) or first
        return Job.of(row).model_dump(mode="json"), row.state in ENDED

    return events(service, look)


@router.delete("/jobs/{job_id}", response_model=Job)
def cancel(request: Request, job_id: str) -> Job:
    """Cancel a job; one that has ended stays as it is."""
    row = _job(request, job_id, need(request, "editor"))
    service_of(request).store.jobs.cancel(row.id)
    return Job.of(_job(request, job_id, identity_of(request)))


@router.post("/batches", openapi_extra=_LINES, responses={202: {"model": Batch}}, status_code=202)
async def ask_batch(request: Request, idempotency_key: Key = None) -> Response:
    """Brief many articles: JSON Lines, each line as for `POST /briefings`.

    All lines are taken or none. A batch survives the server; sent again under its `Idempotency-Key`, it is the same
    batch, and articles that are briefed already cost nothing.
    """
    identity, service = need(request, "editor"), service_of(request)
    body = await request.body()
    batch_id = await asyncio.to_thread(_taken, service, identity, body, idempotency_key)
    service.worker.wake()
    answer = await asyncio.to_thread(_batch, request, batch_id, identity)
    where = {"Location": f"/v1/batches/{batch_id}"}
    return JSONResponse(_told(answer).model_dump(mode="json"), 202, where)


def _taken(service: Service, identity: Identity, body: bytes, key: str | None) -> str:
    lines: list[tuple[int, Asked]] = []
    errors = []
    for number, line in enumerate(body.splitlines(), 1):
        if not line.strip():
            continue
        if len(lines) >= service.web.max_lines:
            raise Refused(413, "too-large", f"a batch has {service.web.max_lines:,} articles at most: split it")
        try:
            lines.append((number, Asked.model_validate_json(line)))
        except ValidationError as error:
            errors.append({"line": number, "detail": error.errors(include_input=False, include_url=False)[0]["msg"]})
    if errors or not lines:
        detail = f"{len(errors)} lines do not fit; nothing was queued" if errors else "the batch has no line"
        raise Refused(422, "invalid", detail, errors=errors[:100], exit_code=2)
    return take_batch(service, identity, lines, key)


def _told(row: BatchRow) -> Batch:
    return Batch(
        id=row.id, created_at=moment(row.created_at), articles=sum(row.states.values()), states=dict(row.states)
    )


@router.get("/batches/{batch_id}", response_model=Batch)
def batch(request: Request, batch_id: str) -> Batch:
    """How a batch stands."""
    return _told(_batch(request, batch_id, identity_of(request)))


@router.get("/batches/{batch_id}/events", responses=_STREAM)
def batch_events(request: Request, batch_id: str) -> Response:
    """A batch's progress as server-sent events, to its end."""
    service, first = service_of(request), _batch(request, batch_id, identity_of(request))

    def look() -> tuple[Mapping[str, Any], bool]:
        row = service.store.jobs.batch(first.id) or first
        return _told(row).model_dump(mode="json"), not set(row.states) - set(ENDED)

    return events(service, look)


@router.get(
    "/batches/{batch_id}/results", responses={200: {"content": {"application/x-ndjson": {}}, "description": "Lines"}}
)
def batch_results(
    request: Request,
    batch_id: str,
    after: Annotated[int, Query(ge=0, le=10**9, description="Only lines after this one, to go on from there")] = 0,
) -> Response:
    """What has ended of a batch, one JSON object a line, in the order of its lines."""
    service, row = service_of(request), _batch(request, batch_id, identity_of(request))
    return StreamingResponse(_results(service, row.id, after), media_type="application/x-ndjson")


def _results(service: Service, batch_id: str, after: int) -> Iterator[str]:
    while jobs := service.store.jobs.of_batch(batch_id, after=after, most=100):
        for one in jobs:
            after = one.line or after
            if one.state not in ENDED:
                continue
            found = service.store.briefings.get(one.briefing_id) if one.briefing_id is not None else None
            told = Job.of(one).model_dump(mode="json", include={"line", "state", "error", "briefing_id"})
            yield json.dumps({**told, "briefing": found.briefing.to_dict() if found is not None else None}) + "\n"


@router.delete("/batches/{batch_id}", response_model=Batch)
def cancel_batch(request: Request, batch_id: str) -> Batch:
    """Cancel what is left of a batch; what is done stays."""
    row = _batch(request, batch_id, need(request, "editor"))
    service_of(request).store.jobs.cancel_batch(row.id)
    return _told(_batch(request, batch_id, identity_of(request)))


@router.post("/batches/{batch_id}/resume", response_model=Batch)
def resume_batch(request: Request, batch_id: str) -> Batch:
    """Queue once more what failed or was cancelled in a batch."""
    row = _batch(request, batch_id, need(request, "editor"))
    service = service_of(request)
    service.store.jobs.resume_batch(row.id)
    return _told(_batch(request, batch_id, identity_of(request)))
