"""Reviews: verdicts on records, and what they say together."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from summarizer.errors import SummarizerError
from summarizer.service.context import Service, briefing_for, identity_of, need, scope_of, service_of
from summarizer.service.models import PrecisionInfo, Review, Said, SaidOfAll, WorthALook
from summarizer.service.offered import topic_to_review
from summarizer.service.problems import Refused, refusal_of
from summarizer.service.reviewing import correct, doubts, place_of, precision
from summarizer.service.store import BriefingRow, Identity, ReviewRow, Search

router = APIRouter(tags=["reviews"])


def say(service: Service, row: BriefingRow, identity: Identity, name: str, said: Said) -> ReviewRow:
    """Keeps a verdict on a record.

    Raises:
        Refused: there is no such record, or the correction is not in the article's words.
    """
    try:
        topic, at = place_of(row.briefing, name)
    except SummarizerError as error:
        raise Refused(404, "not-found", str(error)) from error
    record = None
    if said.record is not None:
        try:
            base = row.briefing.records[topic][at]
            record = correct(row.article, topic_to_review(row.briefing, topic), base, said.record).model_dump(
                mode="json"
            )
        except SummarizerError as error:
            raise refusal_of(error) from error
    return service.store.reviews.add(
        row.id, row.client, identity.name, said.verdict, place=(topic, at), record=record, note=said.note
    )


def say_of_all(service: Service, row: BriefingRow, identity: Identity, said: SaidOfAll) -> ReviewRow:
    """Keeps a record that is missing, or the verdict that none is.

    Raises:
        Refused: the record is not in the article's words.
    """
    record = None
    if said.topic is not None and said.record is not None:
        try:
            topic = topic_to_review(row.briefing, said.topic)
            record = correct(row.article, topic, None, said.record).model_dump(mode="json")
        except SummarizerError as error:
            raise refusal_of(error) from error
    return service.store.reviews.add(
        row.id, row.client, identity.name, said.verdict, place=(said.topic, None), record=record, note=said.note
    )


@router.post("/briefings/{briefing_id}/records/{n}/review", response_model=Review, status_code=201)
def review(
    request: Request,
    briefing_id: str,
    n: Annotated[str, Path(max_length=40, description="The record's label (C1), or its number among all, from 1")],
    said: Said,
) -> Review:
    """Accept, reject or correct a record. The record stays as it was made; the verdict is a layer on it."""
    identity = need(request, "editor")
    row = briefing_for(request, briefing_id, identity)
    return Review.of(say(service_of(request), row, identity, n, said))


@router.post("/briefings/{briefing_id}/reviews", response_model=Review, status_code=201)
def review_all(request: Request, briefing_id: str, said: SaidOfAll) -> Review:
    """Add a record that is missing, or say that none is."""
    identity = need(request, "editor")
    row = briefing_for(request, briefing_id, identity)
    return Review.of(say_of_all(service_of(request), row, identity, said))


@router.get("/briefings/{briefing_id}/reviews", response_model=list[Review])
def reviews(request: Request, briefing_id: str) -> list[Review]:
    """All verdicts on a briefing, those taken back too."""
    row = briefing_for(request, briefing_id, identity_of(request))
    return [Review.of(one) for one in service_of(request).store.reviews.of_briefing(row.id)]


@router.delete("/briefings/{briefing_id}/reviews/{review_id}", response_model=Review)
def undo(request: Request, briefing_id: str, review_id: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Review:
    """Take back a verdict of one's own."""
    identity = need(request, "editor")
    row = briefing_for(request, briefing_id, identity)
    undone = service_of(request).store.reviews.undo(row.id, identity.name, review_id)
    if undone is None:
        raise Refused(404, "not-found", f"you have no verdict {review_id} on this briefing")
    return Review.of(undone)


def reviewed(service: Service, client: str | None) -> list[tuple[BriefingRow, tuple[ReviewRow, ...]]]:
    """The briefings with verdicts that stand."""
    found = ((service.store.briefings.get(one), rows) for one, rows in service.store.reviews.standing(client).items())
    return [(row, rows) for row, rows in found if row is not None]


@router.get("/precision", response_model=list[PrecisionInfo])
def read_precision(request: Request) -> list[PrecisionInfo]:
    """How often records and fields were right, by the latest verdict on each."""
    found = precision(reviewed(service_of(request), scope_of(identity_of(request))))
    return [
        PrecisionInfo(
            topic=one.topic,
            field=one.field,
            right=one.right,
            judged=one.judged,
            precision=one.share,
            low=one.interval[0],
            high=one.interval[1],
        )
        for one in found
    ]


@router.get("/queue", response_model=list[WorthALook])
def queue(request: Request, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> list[WorthALook]:
    """The records most worth a look, among the latest 200 briefings."""
    service, client = service_of(request), scope_of(identity_of(request))
    rows = service.store.briefings.search(Search(most=200), client)
    return [
        WorthALook(
            briefing_id=one.row.id,
            title=one.row.article.title or one.row.article.text.strip().split("\n", 1)[0][:200],
            record=one.label,
            score=one.score,
            reasons=list(one.reasons),
        )
        for one in doubts(rows, service.store.reviews.standing(client), limit)
    ]
