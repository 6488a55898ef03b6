"""The routes of the pages around reviewing: signing in, asking for a briefing, precision, what to look at."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import FileResponse, RedirectResponse, Response

from summarizer.service.api.reviews import reviewed
from summarizer.service.config import STATIC
from summarizer.service.context import COOKIE, identity_of, need, scope_of, service_of
from summarizer.service.intake import take
from summarizer.service.models import Asked
from summarizer.service.page.answering import Form, is_part, page
from summarizer.service.problems import Refused
from summarizer.service.reviewing import doubts, precision
from summarizer.service.store import Search
from summarizer.service.store.access import SESSION_SECONDS

router = APIRouter(include_in_schema=False)

_RENDER = STATIC.parents[2] / "render" / "style.css"
_FILES = {
    "briefing.css": (_RENDER, "text/css"),
    "service.css": (STATIC / "service.css", "text/css"),
    "icon.svg": (STATIC / "icon.svg", "image/svg+xml"),
    "htmx.min.js": (STATIC / "htmx.min.js", "text/javascript"),
    "review.js": (STATIC / "review.js", "text/javascript"),
}


@router.get("/static/{name}")
def static(name: str) -> Response:
    """Scripts and styles; there are no others than these."""
    if name not in _FILES:
        raise Refused(404, "not-found", f"no such file {name!r}")
    path, kind = _FILES[name]
    return FileResponse(path, media_type=kind, headers={"Cache-Control": "max-age=300"})


@router.get("/login")
def login_form(request: Request) -> Response:
    """Where people sign in."""
    return page(request, "login.html", error="")


@router.post("/login")
def login(request: Request, form: Mapping[str, str] = Form) -> Response:
    """Opens a session for the holder of a token."""
    service = service_of(request)
    session = service.store.access.sign_in(form.get("token", "").strip())
    if session is None:
        return page(request, "login.html", 401, error="That token is not valid. Check it, or ask for a new one.")
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        COOKIE, session, max_age=SESSION_SECONDS, httponly=True, samesite="strict", secure=service.web.https
    )
    return answer


@router.post("/logout")
def logout(request: Request) -> Response:
    """Ends the session."""
    service_of(request).store.access.sign_out(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/")
def home(request: Request, q: str = "", party: str = "", topic: str = "") -> Response:
    """Paste an article; below, what was briefed before."""
    return _home(request, {}, "", q=q[:300], party=party[:50], topic=topic[:100])


def _home(
    request: Request,
    form: Mapping[str, str],
    error: str,
    *,
    q: str = "",
    party: str = "",
    topic: str = "",
    status: int = 200,
) -> Response:
    service, client = service_of(request), scope_of(identity_of(request))
    search = Search(words=q or None, party=party.strip().upper() or None, topic=topic or None, most=30)
    rows = service.store.briefings.search(search, client)
    return page(
        request,
        "home.html",
        status,
        rows=[(row, sum(map(len, row.briefing.records.values()))) for row in rows],
        waiting=service.store.jobs.recent(client, 5),
        standing=service.store.reviews.standing(client),
        form=form,
        error=error,
        asked={"q": q, "party": party, "topic": topic},
        topics=service_of(request).worker.offered.topics,
    )


@router.post("/")
def ask(request: Request, form: Mapping[str, str] = Form) -> Response:
    """Takes an article or a link."""
    identity, service = need(request, "editor"), service_of(request)
    given = {name: form[name].strip() for name in ("title", "date") if form.get(name, "").strip()}
    text = form.get("article", "").strip()
    is_link = text.lower().startswith(("http://", "https://")) and len(text.split()) == 1
    try:
        taken = take(service, identity, Asked.model_validate({"url" if is_link else "text": text, **given}))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = {"text": "the article", "date": "the date"}.get(
            str(first["loc"][-1]) if first["loc"] else "", "the form"
        )
        return _home(request, form, f"Check {place}: {first['msg']}.", status=422)
    except Refused as refused:
        return _home(request, form, str(refused), status=refused.status)
    service.worker.wake()
    if taken.briefing is not None:
        return RedirectResponse(f"/briefings/{taken.briefing.id}", 303)
    assert taken.job is not None
    return RedirectResponse(f"/jobs/{taken.job.id}", 303)


@router.get("/jobs/{job_id}")
def progress(request: Request, job_id: str) -> Response:
    """How a job stands; the page asks again every second until the briefing is there."""
    identity = identity_of(request)
    job = service_of(request).store.jobs.get(job_id)
    if job is None or not (job.client == identity.client or identity.may("admin")):
        return page(request, "message.html", 404, title="Not found", message="There is no such job.")
    part = is_part(request)
    if job.briefing_id is not None:
        where = f"/briefings/{job.briefing_id}"
        return Response(status_code=204, headers={"HX-Redirect": where}) if part else RedirectResponse(where, 303)
    return page(request, "progress.html" if part else "job.html", job=job, titles=_titles(request))


@router.get("/precision")
def show_precision(request: Request) -> Response:
    """How often records were right, by topic and field."""
    found = precision(reviewed(service_of(request), scope_of(identity_of(request))))
    return page(request, "precision.html", found=found, titles=_titles(request))


@router.get("/queue")
def show_queue(request: Request) -> Response:
    """The records most worth a look."""
    service, client = service_of(request), scope_of(identity_of(request))
    rows = service.store.briefings.search(Search(most=200), client)
    return page(request, "queue.html", found=doubts(rows, service.store.reviews.standing(client)))


def _titles(request: Request) -> dict[str, str]:
    return {name: topic.title for name, topic in service_of(request).worker.offered.topics.items()}
