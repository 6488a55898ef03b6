"""Briefings: ask for one, read one, find some."""

from __future__ import annotations

import asyncio
import datetime
import json
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import JSONResponse, Response

from summarizer.contract import briefing_schema
from summarizer.service.api.answers import briefing_answer, cursor_of, read_cursor
from summarizer.service.api.document import BRIEFING, example
from summarizer.service.context import Service, briefing_for, identity_of, need, scope_of, service_of
from summarizer.service.intake import Taken, take
from summarizer.service.models import Asked, Job, Listed, Listing, moment
from summarizer.service.problems import Refused, refusal_of_job
from summarizer.service.store import BriefingRow, Search
from summarizer.service.store.job_values import ENDED

router = APIRouter(tags=["briefings"])

Key = Annotated[str | None, Header(max_length=200, description="Names the request, so that sending it again is safe")]
Wait = Annotated[float, Query(ge=0, le=600, description="Seconds to wait for the briefing; 0 answers at once")]
_BRIEFING = {
    "description": "The briefing, as `summarizer brief --format json` writes it",
    "content": {
        "application/json": {"schema": BRIEFING, "example": example()},
        "text/html": {"schema": {"type": "string"}},
        "text/markdown": {"schema": {"type": "string"}},
    },
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Asked.model_json_schema()},
            "text/plain": {"schema": {"type": "string", "minLength": 1}, "example": "KYIV - A drone killed nine."},
            "text/html": {"schema": {"type": "string", "minLength": 1}, "example": "<h1>Truce</h1><p>Kyiv agreed.</p>"},
        },
    }
}


@router.post(
    "/briefings",
    openapi_extra=_BODY,
    responses={
        200: {**_BRIEFING, "description": "The briefing was there already: nothing was paid"},
        201: _BRIEFING,
        202: {"model": Job, "description": "The article waits or is worked on"},
    },
)
async def ask(
    request: Request,
    wait: Wait = 0.0,
    title: Annotated[str | None, Query(max_length=500, description="Headline, for text and HTML")] = None,
    date: Annotated[datetime.date | None, Query(description="Day of publication, for text and HTML")] = None,
    topic: Annotated[list[str] | None, Query(description="Only these topics, for text and HTML")] = None,
    idempotency_key: Key = None,
) -> Response:
    """Brief an article, given as JSON, text, HTML or by its address.

    Without `wait` the answer is a job (202) whose briefing is to come; with it, the briefing (201) if it is there in
    time. An article that was briefed before is answered at once (200).
    """
    identity, service = need(request, "editor"), service_of(request)
    asked = _asked(request.headers.get("content-type", ""), await request.body(), (title, date, topic))
    taken = await asyncio.to_thread(take, service, identity, asked, idempotency_key)
    service.worker.wake()
    accept = request.headers.get("accept", "")
    if taken.briefing is not None:
        return briefing_answer(taken.briefing, accept)
    taken = await _waited(service, taken, min(wait, service.web.longest_wait))
    if taken.briefing is not None:
        return briefing_answer(taken.briefing, accept, status=201)
    assert taken.job is not None
    if taken.job.state == "failed" and taken.job.error is not None:
        raise refusal_of_job(taken.job.error)
    where = {"Location": f"/v1/jobs/{taken.job.id}", "Retry-After": "1"}
    return JSONResponse(Job.of(taken.job).model_dump(mode="json"), 202, where)


def _asked(kind: str, body: bytes, given: tuple[str | None, datetime.date | None, list[str] | None]) -> Asked:
    """The request as its body and, for text and HTML, its query say.

    Raises:
        Refused: it is not of a kind or a form that is taken.
    """
    title, date, topics = given
    media = kind.partition(";")[0].strip().lower()
    try:
        if media == "application/json":
            return Asked.model_validate_json(body)
        if media in ("text/plain", "text/html"):
            name = "text" if media == "text/plain" else "html"
            values: dict[str, Any] = {name: body.decode("utf-8"), "title": title, "date": date, "topics": topics or []}
            return Asked.model_validate(values)
    except UnicodeDecodeError as error:
        raise Refused(422, "unreadable", "the body is not UTF-8", exit_code=2) from error
    except ValidationError as error:
        faults = [
            {"place": ".".join(map(str, one["loc"])), "detail": one["msg"]}
            for one in error.errors(include_input=False, include_url=False, include_context=False)
        ]
        raise Refused(422, "invalid", "the request does not fit", errors=faults, exit_code=2) from error
    raise Refused(415, "unsupported-media-type", "send application/json, text/plain or text/html")


async def _waited(service: Service, taken: Taken, seconds: float) -> Taken:
    """What became of a job within some seconds."""
    assert taken.job is not None
    loop = asyncio.get_running_loop()
    until, pause, job = loop.time() + seconds, 0.02, taken.job
    while job.state not in ENDED and loop.time() < until and not service.stopping.is_set():
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, 0.25)
        seen = await asyncio.to_thread(service.store.jobs.get, job.id)
        job = seen if seen is not None else job
    if job.briefing_id is None:
        return Taken(job=job)
    return Taken(briefing=await asyncio.to_thread(service.store.briefings.get, job.briefing_id), job=job)


class Wanted(BaseModel):
    """What to list; every part that is given must fit."""

    model_config = ConfigDict(extra="forbid")

    party: str | None = Field(default=None, max_length=50, description="Code of a party, such as UKR")
    topic: str | None = Field(default=None, max_length=100, description="A topic with records")
    value: str | None = Field(
        default=None, alias="class", max_length=100, description="A class, such as rejects or imposed"
    )
    since: datetime.date | None = Field(default=None, description="Earliest day of publication")
    until: datetime.date | None = Field(default=None, description="Latest day of publication")
    q: str | None = Field(default=None, max_length=300, description="Words of the headline or the text")
    limit: int = Field(default=50, ge=1, le=200)
    cursor: str | None = Field(default=None, max_length=500, description="`next` of the page before")

    def search(self) -> Search:
        """The same as the store takes it.

        Raises:
            Refused: the cursor is invalid.
        """
        return Search(
            party=self.party,
            topic=self.topic,
            value=self.value,
            since=self.since.isoformat() if self.since is not None else None,
            until=self.until.isoformat() if self.until is not None else None,
            words=self.q,
            most=self.limit,
            before=read_cursor(self.cursor),
        )


@router.get("/briefings", response_model=Listing)
def find(request: Request, wanted: Annotated[Wanted, Query()]) -> Listing:
    """List briefings, the latest first, and search them."""
    rows = service_of(request).store.briefings.search(wanted.search(), scope_of(identity_of(request)))
    return Listing(items=[listed(row) for row in rows], next=cursor_of(rows[-1]) if len(rows) == wanted.limit else None)


def listed(row: BriefingRow) -> Listed:
    """A briefing as an item of a list."""
    return Listed(
        id=row.id,
        title=row.article.title or row.article.text.strip().split("\n", 1)[0][:200],
        date=row.article.date,
        model=row.briefing.model,
        created_at=moment(row.created_at),
        created_by=row.created_by,
        records={topic: len(records) for topic, records in row.briefing.records.items()},
        failed=sorted({failure.topic for failure in row.briefing.failures}),
    )


@router.get("/briefings/{briefing_id}", responses={200: _BRIEFING})
def read(
    request: Request,
    briefing_id: str,
    text: Annotated[bool, Query(description="Include the article's text in JSON")] = False,
) -> Response:
    """Read a briefing as JSON, HTML or Markdown, by `Accept`."""
    row = briefing_for(request, briefing_id, identity_of(request))
    return briefing_answer(row, request.headers.get("accept", ""), with_text=text)


@router.get("/schema", tags=["about"], responses={200: {"description": "JSON Schema 2020-12"}})
def schema() -> Response:
    """The JSON Schema of a briefing."""
    return Response(json.dumps(briefing_schema()), media_type="application/schema+json")
