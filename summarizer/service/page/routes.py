"""The routes of the pages: forms in, whole pages or parts of them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from summarizer.errors import SummarizerError
from summarizer.service.api.reviews import reviewed, say, say_of_all
from summarizer.service.config import STATIC
from summarizer.service.context import COOKIE, briefing_for, identity_of, need, scope_of, service_of
from summarizer.service.intake import take
from summarizer.service.models import Asked, Said, SaidOfAll
from summarizer.service.offered import reviewable, topic_to_review
from summarizer.service.page.view import changes_of, form_fields, offsets_of, review_page, templates
from summarizer.service.problems import Refused
from summarizer.service.reviewing import Judged, doubts, judged, precision
from summarizer.service.store import BriefingRow, Identity, Search
from summarizer.service.store.access import SESSION_SECONDS
from summarizer.topics import Topic

router = APIRouter(include_in_schema=False)

_RENDER = STATIC.parents[2] / "render" / "style.css"
_FILES = {
    "briefing.css": (_RENDER, "text/css"),
    "service.css": (STATIC / "service.css", "text/css"),
    "icon.svg": (STATIC / "icon.svg", "image/svg+xml"),
    "htmx.min.js": (STATIC / "htmx.min.js", "text/javascript"),
    "review.js": (STATIC / "review.js", "text/javascript"),
}


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


@router.get("/static/{name}")
def static(name: str) -> Response:
    """Scripts and styles; there are no others than these."""
    if name not in _FILES:
        raise Refused(404, "not-found", f"there is no file {name!r}")
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
    is_part = "hx-request" in request.headers
    if job.briefing_id is not None:
        where = f"/briefings/{job.briefing_id}"
        return Response(status_code=204, headers={"HX-Redirect": where}) if is_part else RedirectResponse(where, 303)
    titles = {name: topic.title for name, topic in service_of(request).worker.offered.topics.items()}
    return page(request, "progress.html" if is_part else "job.html", job=job, titles=titles)


@router.get("/briefings/{briefing_id}")
def read(request: Request, briefing_id: str) -> Response:
    """A briefing beside its article, to be reviewed."""
    row = _row(request, briefing_id)
    if isinstance(row, Response):
        return row
    shown = review_page(row, service_of(request).store.reviews.of_briefing(row.id))
    return page(request, "briefing.html", shown=shown)


def _row(request: Request, briefing_id: str) -> BriefingRow | Response:
    try:
        return briefing_for(request, briefing_id, identity_of(request))
    except Refused:
        return page(request, "message.html", 404, title="Not found", message="There is no such briefing.")


def _records(request: Request, row: BriefingRow, message: str = "", focus: str = "") -> Response:
    """The column of records anew; without the script, the page itself."""
    if "hx-request" not in request.headers:
        return RedirectResponse(f"/briefings/{row.id}#{focus}", 303)
    shown = review_page(row, service_of(request).store.reviews.of_briefing(row.id))
    return page(request, "records.html", shown=shown, message=message)


def _judged(request: Request, row: BriefingRow, label: str) -> Judged:
    found = judged(row, service_of(request).store.reviews.of_briefing(row.id))
    for one in found:
        if one.label == label and one.position is not None:
            return one
    raise Refused(404, "not-found", f"there is no record {label[:40]!r}")


@router.get("/briefings/{briefing_id}/records/{label}/edit")
def edit_form(request: Request, briefing_id: str, label: str) -> Response:
    """The form to correct a record."""
    row = briefing_for(request, briefing_id, need(request, "editor"))
    one = _judged(request, row, label)
    record = one.final or one.made
    about: dict[str, Any] = {
        "label": label,
        "topic": one.topic,
        "evidence": offsets_of(record.evidence),
        "error": "",
        "note": "",
    }
    whole = "hx-request" not in request.headers
    return page(
        request,
        "edit_page.html" if whole else "edit.html",
        row=row,
        fields=form_fields(topic_to_review(row.briefing, one.topic), record),
        **about,
    )


@router.post("/briefings/{briefing_id}/records/{label}")
def review(request: Request, briefing_id: str, label: str, form: Mapping[str, str] = Form) -> Response:
    """Takes a verdict on a record."""
    identity = need(request, "editor")
    row = briefing_for(request, briefing_id, identity)
    one = _judged(request, row, label)
    verdict, note = form.get("verdict", ""), form.get("note", "")[:2000]
    changes = None
    if verdict == "edit":
        # The form shows the record as it was corrected last; the verdict says all that differs from what was made.
        changes = changes_of(topic_to_review(row.briefing, one.topic), one.made, form)
        if not changes:
            verdict, changes = "accept", None
    try:
        said = Said.model_validate({"verdict": verdict, "record": changes, "note": note})
        say(service_of(request), row, identity, label, said)
    except (Refused, ValidationError) as error:
        message = str(error) if isinstance(error, Refused) else "choose accept, reject or edit"
        fields = form_fields(topic_to_review(row.briefing, one.topic), one.final or one.made)
        about = {
            "label": label,
            "topic": one.topic,
            "evidence": form.get("f.evidence", ""),
            "error": message,
            "note": note,
        }
        return page(
            request, "edit.html", 200 if "hx-request" in request.headers else 422, row=row, fields=fields, **about
        )
    words = {"accept": "accepted", "reject": "rejected", "edit": "corrected"}[verdict]
    return _records(request, row, f"{label} {words}", f"r-{label}")


@router.get("/briefings/{briefing_id}/add")
def add_form(request: Request, briefing_id: str, topic: str = "", evidence: str = "") -> Response:
    """The form for a record that is missing."""
    row = briefing_for(request, briefing_id, need(request, "editor"))
    topics = reviewable(row.briefing)
    chosen = topic if topic in topics else next(iter(topics))
    whole = "hx-request" not in request.headers
    return page(
        request,
        "add_page.html" if whole else "add.html",
        row=row,
        topic=chosen,
        topics=topics,
        fields=form_fields(topics[chosen], None),
        evidence=evidence[:500],
        quote=_quoted(row, evidence),
        error="",
        note="",
    )


def _quoted(row: BriefingRow, evidence: str) -> str:
    quotes = []
    for one in evidence[:500].split(","):
        start, _, end = one.partition(":")
        if start.isdigit() and end.isdigit():
            quotes.append(row.article.text[int(start) : int(end)])
    return " … ".join(quotes)


@router.post("/briefings/{briefing_id}/add")
def add(request: Request, briefing_id: str, form: Mapping[str, str] = Form) -> Response:
    """Takes a record that is missing."""
    identity = need(request, "editor")
    row = briefing_for(request, briefing_id, identity)
    topic, evidence, note = form.get("topic", ""), form.get("f.evidence", ""), form.get("note", "")[:2000]
    topics = reviewable(row.briefing)
    try:
        if topic not in topics:
            raise Refused(422, "invalid", "choose a topic")
        if not evidence:
            raise Refused(422, "invalid", "select the words that prove it in the article first")
        record = changes_of(topics[topic], None, form)
        said = SaidOfAll(verdict="add", topic=topic, record=record, note=note)
        say_of_all(service_of(request), row, identity, said)
    except (Refused, SummarizerError) as error:
        chosen = topic if topic in topics else next(iter(topics))
        shown: dict[str, Any] = {
            "evidence": evidence[:500],
            "topics": topics,
            "quote": _quoted(row, evidence),
            "error": str(error),
            "note": note,
        }
        return page(request, "add.html", row=row, topic=chosen, fields=_filled(topics[chosen], form), **shown)
    return _records(request, row, "record added")


def _filled(topic: Topic, form: Mapping[str, str]) -> list[Any]:
    """A form's fields with what was typed."""
    from dataclasses import replace

    return [
        replace(
            field,
            value=form.get(f"f.{field.name}", field.value),
            extra=form.get(f"f.{field.name}.extra", field.extra),
        )
        for field in form_fields(topic, None)
    ]


@router.post("/briefings/{briefing_id}/complete")
def complete(request: Request, briefing_id: str) -> Response:
    """Takes the verdict that no record is missing."""
    identity = need(request, "editor")
    row = briefing_for(request, briefing_id, identity)
    say_of_all(service_of(request), row, identity, SaidOfAll(verdict="complete"))
    return _records(request, row, "marked as complete")


@router.post("/briefings/{briefing_id}/undo")
def undo(request: Request, briefing_id: str) -> Response:
    """Takes back one's last verdict."""
    identity = need(request, "editor")
    row = briefing_for(request, briefing_id, identity)
    undone = service_of(request).store.reviews.undo(row.id, identity.name)
    return _records(request, row, "nothing to undo" if undone is None else f"undone: {undone.verdict}")


@router.get("/briefings/{briefing_id}/records")
def records(request: Request, briefing_id: str) -> Response:
    """The column of records, for who closes a form."""
    return _records(request, briefing_for(request, briefing_id, identity_of(request)))


@router.get("/precision")
def show_precision(request: Request) -> Response:
    """How often records were right, by topic and field."""
    found = precision(reviewed(service_of(request), scope_of(identity_of(request))))
    return page(request, "precision.html", found=found)


@router.get("/queue")
def show_queue(request: Request) -> Response:
    """The records most worth a look."""
    service, client = service_of(request), scope_of(identity_of(request))
    rows = service.store.briefings.search(Search(most=200), client)
    return page(request, "queue.html", found=doubts(rows, service.store.reviews.standing(client)))
