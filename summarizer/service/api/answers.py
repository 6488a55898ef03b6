"""Responses: the media type that the client wants, cursors, event streams."""

from __future__ import annotations

import asyncio
import base64
import html
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from starlette.responses import Response, StreamingResponse

from summarizer.service.context import Service
from summarizer.service.problems import Refused
from summarizer.service.store import BriefingRow

MOST_STREAMS = 200
_BEAT_SECONDS = 15.0
_OWN_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def wanted(accept: str, offered: tuple[str, ...]) -> str:
    """The offered media type that a client likes best; the first where it has no preference.

    Raises:
        Refused: it takes none of them.
    """
    best, best_quality = "", 0.0
    for part in accept.split(",") if accept.strip() else ["*/*"]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        for offer in offered:
            if name in (offer, "*/*", f"{offer.partition('/')[0]}/*") and quality > best_quality:
                best, best_quality = offer, quality
                break
    if not best:
        raise Refused(406, "not-acceptable", f"choose from {', '.join(offered)} in Accept")
    return best


def briefing_answer(row: BriefingRow, accept: str, *, with_text: bool = False, status: int = 200) -> Response:
    """A briefing as JSON, HTML or Markdown.

    Raises:
        Refused: the client takes none of them.
    """
    kind = wanted(accept, ("application/json", "text/html", "text/markdown"))
    where = {"Location": f"/v1/briefings/{row.id}", "Content-Location": f"/v1/briefings/{row.id}"}
    if kind == "text/html":
        page = row.briefing.to_html()
        # The page brings a policy by hashes, which the header repeats, so that both say the same.
        own = _OWN_POLICY.search(page)
        policy = html.unescape(own[1]) if own else "default-src 'none'"
        headers = {**where, "Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}
        return Response(page, status, headers, "text/html")
    if kind == "text/markdown":
        return Response(row.briefing.to_markdown(), status, where, "text/markdown")
    content = row.briefing.to_dict()
    if with_text:
        content["article"]["text"] = row.article.text
    return Response(json.dumps(content), status, where, "application/json")


def cursor_of(row: BriefingRow) -> str:
    """Where a list stopped, as an opaque word."""
    return base64.urlsafe_b64encode(json.dumps([row.created_at, row.id]).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> tuple[float, str] | None:
    """The place that a cursor names.

    Raises:
        Refused: it is no cursor of ours.
    """
    if cursor is None:
        return None
    try:
        time, last = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return float(time), str(last).replace("\0", "")
    except (ValueError, TypeError, OverflowError) as error:
        raise Refused(422, "invalid", "invalid 'cursor': give the 'next' of a listing") from error


def events(service: Service, look: Callable[[], tuple[Mapping[str, Any], bool]]) -> Response:
    """A stream that sends a thing whenever it has changed, until it has ended or the service stops.

    Args:
        service: the service.
        look: returns the thing as JSON values, and whether it has ended.

    Raises:
        Refused: too many streams are open.
    """
    if service.streams >= MOST_STREAMS:
        raise Refused(503, "too-many-streams", "too many event streams are open", headers={"Retry-After": "5"})

    async def stream() -> AsyncIterator[str]:
        service.streams += 1
        try:
            last, quiet, number = "", 0.0, 0
            while not service.stopping.is_set():
                thing, ended = await asyncio.to_thread(look)
                data = json.dumps(thing)
                if data != last:
                    last, quiet, number = data, 0.0, number + 1
                    yield f"id: {number}\nevent: {'ended' if ended else 'progress'}\ndata: {data}\n\n"
                elif quiet >= _BEAT_SECONDS:
                    quiet = 0.0
                    yield ": still here\n\n"
                if ended:
                    return
                try:
                    async with asyncio.timeout(service.work.poll):
                        await service.stopping.wait()
                except TimeoutError:
                    quiet += service.work.poll
        finally:
            service.streams -= 1

    return StreamingResponse(stream(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
