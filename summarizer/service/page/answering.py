"""What all routes of the pages use: forms in, whole pages or parts of them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse

from summarizer.service.context import COOKIE
from summarizer.service.page.view import templates
from summarizer.service.store import Identity


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form; files are not taken."""
    form: FormData = await request.form(max_files=0)
    return {name: value for name, value in form.items() if isinstance(value, str)}


Form = Depends(form_of)


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or a part of one."""
    identity = request.scope.get("identity")
    known = identity if isinstance(identity, Identity) else None
    content = templates().get_template(name).render(who=known, signed_in=COOKIE in request.cookies, **values)
    return HTMLResponse(content, status)


def is_part(request: Request) -> bool:
    """True if the script asks, which puts the answer into the page that is open."""
    return "hx-request" in request.headers
