"""The routes of the page on which records are reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Self

from fastapi import APIRouter, Query, Request
from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from summarizer.errors import SummarizerError
from summarizer.schemas import Record
from summarizer.service.api.reviews import say, say_of_all
from summarizer.service.context import briefing_for, identity_of, need, service_of
from summarizer.service.models import Said, SaidOfAll
from summarizer.service.offered import reviewable, topic_to_review
from summarizer.service.page.answering import Form, is_part, page
from summarizer.service.page.view import Field, changes_of, form_fields, offsets_of, quoted, review_page
from summarizer.service.problems import Refused
from summarizer.service.reviewing import Judged, judged
from summarizer.service.store import BriefingRow
from summarizer.topics import Topic

router = APIRouter(include_in_schema=False)


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
    if not is_part(request):
        return RedirectResponse(f"/briefings/{row.id}#{focus}", 303)
    shown = review_page(row, service_of(request).store.reviews.of_briefing(row.id))
    return page(request, "records.html", shown=shown, message=message)


def _judged(request: Request, row: BriefingRow, label: str) -> Judged:
    found = judged(row, service_of(request).store.reviews.of_briefing(row.id))
    for one in found:
        if one.label == label and one.position is not None:
            return one
    raise Refused(404, "not-found", f"no such record {label[:40]!r}")


@router.get("/briefings/{briefing_id}/records/{label}/edit")
def edit_form(request: Request, briefing_id: str, label: str) -> Response:
    """The form to correct a record."""
    row = briefing_for(request, briefing_id, need(request, "editor"))
    one = _judged(request, row, label)
    record = one.final or one.made
    shown = _Shown(form_fields(topic_to_review(row.briefing, one.topic), record), offsets_of(record.evidence))
    return _form(request, "edit", row, shown, label=label)


@dataclass(frozen=True)
class _Shown:
    """What a form shows.

    Attributes:
        fields: the fields with what they hold.
        evidence: offsets of the words that prove the record.
        error: what is wrong with what was sent.
        note: why.
    """

    fields: Sequence[Field]
    evidence: str
    error: str = ""
    note: str = ""

    @classmethod
    def again(cls, topic: Topic, record: Record | None, form: Mapping[str, str], error: str) -> Self:
        """A form that was refused, with what was typed."""
        fields = [
            replace(f, value=form.get(f"f.{f.name}", f.value), extra=form.get(f"f.{f.name}.extra", f.extra))
            for f in form_fields(topic, record)
        ]
        return cls(fields, form.get("f.evidence", "")[:500], error, form.get("note", "")[:2000])


def _form(request: Request, name: str, row: BriefingRow, shown: _Shown, **about: Any) -> Response:
    """A form within the page that is open, or as a page of its own."""
    part = is_part(request)
    status = 422 if shown.error and not part else 200  # the script swaps in no answer that is an error
    values = {"fields": shown.fields, "evidence": shown.evidence, "error": shown.error, "note": shown.note}
    quote = quoted(row.article, shown.evidence)
    template = f"{name}.html" if part else f"{name}_page.html"
    return page(request, template, status, row=row, quote=quote, whole=not part, **values, **about)


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
        shown = _Shown.again(topic_to_review(row.briefing, one.topic), one.final or one.made, form, message)
        return _form(request, "edit", row, shown, label=label)
    words = {"accept": "accepted", "reject": "rejected", "edit": "corrected"}[verdict]
    return _records(request, row, f"{label} {words}", f"r-{label}")


@router.get("/briefings/{briefing_id}/add")
def add_form(
    request: Request,
    briefing_id: str,
    topic: str = "",
    evidence: str = "",
    held: Annotated[str, Query(alias="f.evidence")] = "",
) -> Response:
    """The form for a record that is missing; asked again with what it holds when another topic is chosen."""
    row = briefing_for(request, briefing_id, need(request, "editor"))
    topics = reviewable(row.briefing)
    chosen = topic if topic in topics else next(iter(topics))
    shown = _Shown(form_fields(topics[chosen], None), (evidence or held)[:500])
    return _form(request, "add", row, shown, topic=chosen, topics=topics)


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
        shown = _Shown.again(topics[chosen], None, form, str(error))
        return _form(request, "add", row, shown, topic=chosen, topics=topics)
    return _records(request, row, "record added")


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
