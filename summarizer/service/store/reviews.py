"""Reviews of records, stored beside the unchanged briefings. Nothing is deleted, only undone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import RowMapping, insert, select, update

from summarizer.service.store.database import Database, now
from summarizer.service.store.tables import reviews

Verdict = Literal["accept", "reject", "edit", "add", "complete"]
"""`complete` is said of a whole briefing: its article was read, and no record is missing."""


@dataclass(frozen=True)
class ReviewRow:
    """One verdict of one person.

    Attributes:
        id: its number; later ones are higher.
        briefing_id: the briefing.
        topic: topic of the record; `None` for a verdict on the whole.
        position: the record's place among the topic's, from 0; `None` for one that was added, or on the whole.
        verdict: what was said.
        record: the record as it should be, for `edit` and `add`.
        note: why, in words.
        reviewer: who said it.
        created_at: when, seconds since 1970.
        undone_at: when it was taken back.
    """

    id: int
    briefing_id: str
    topic: str | None
    position: int | None
    verdict: Verdict
    record: Mapping[str, Any] | None
    note: str
    reviewer: str
    created_at: float
    undone_at: float | None


class Reviews:
    """Verdicts, each with who and when."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        briefing_id: str,
        client: str,
        reviewer: str,
        verdict: Verdict,
        *,
        place: tuple[str | None, int | None] = (None, None),
        record: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> ReviewRow:
        """Keeps a verdict; an earlier one of the same person on the same record stands behind it.

        Args:
            briefing_id: the briefing.
            client: whose briefing it is.
            reviewer: who says it.
            verdict: what is said.
            place: topic and position of the record.
            record: the record as it should be.
            note: why.
        """
        topic, position = place
        values = {
            "briefing_id": briefing_id,
            "client": client,
            "topic": topic,
            "position": position,
            "verdict": verdict,
            "record": json.dumps(record) if record is not None else None,
            "note": note,
            "reviewer": reviewer,
            "created_at": now(),
        }
        with self._database.writing() as connection:
            review_id = connection.execute(insert(reviews).values(**values).returning(reviews.c.id)).scalar_one()
            return _row(connection.execute(select(reviews).where(reviews.c.id == review_id)).mappings().one())

    def undo(self, briefing_id: str, reviewer: str, review_id: int | None = None) -> ReviewRow | None:
        """Takes back a person's verdict on a briefing, the last where none is named; `None` where there is none."""
        asked = (
            select(reviews)
            .where(reviews.c.briefing_id == briefing_id, reviews.c.reviewer == reviewer, reviews.c.undone_at.is_(None))
            .order_by(reviews.c.id.desc())
            .limit(1)
        )
        if review_id is not None:
            asked = asked.where(reviews.c.id == review_id)
        with self._database.writing() as connection:
            row = connection.execute(asked).mappings().first()
            if row is None:
                return None
            time = now()
            connection.execute(update(reviews).where(reviews.c.id == row["id"]).values(undone_at=time))
            return replace(_row(row), undone_at=time)

    def of_briefing(self, briefing_id: str) -> tuple[ReviewRow, ...]:
        """All verdicts on a briefing in order, those taken back too."""
        asked = select(reviews).where(reviews.c.briefing_id == briefing_id).order_by(reviews.c.id)
        with self._database.reading() as connection:
            return tuple(map(_row, connection.execute(asked).mappings()))

    def standing(self, client: str | None = None) -> Mapping[str, tuple[ReviewRow, ...]]:
        """The verdicts that stand, by briefing, of a client or of all."""
        asked = select(reviews).where(reviews.c.undone_at.is_(None)).order_by(reviews.c.id)
        if client is not None:
            asked = asked.where(reviews.c.client == client)
        found: dict[str, list[ReviewRow]] = {}
        with self._database.reading() as connection:
            for row in map(_row, connection.execute(asked).mappings()):
                found.setdefault(row.briefing_id, []).append(row)
        return {briefing_id: tuple(rows) for briefing_id, rows in found.items()}


def standing_verdicts(rows: tuple[ReviewRow, ...]) -> tuple[ReviewRow, ...]:
    """Of each person and record the last verdict, those taken back left out; every record that was added."""
    last: dict[tuple[object, ...], ReviewRow] = {}
    for row in rows:
        if row.undone_at is None:
            added = row.id if row.verdict == "add" else None
            last[row.reviewer, row.topic, row.position, added] = row
    return tuple(sorted(last.values(), key=lambda row: row.id))


def _row(row: RowMapping) -> ReviewRow:
    return ReviewRow(
        id=row["id"],
        briefing_id=row["briefing_id"],
        topic=row["topic"],
        position=row["position"],
        verdict=row["verdict"],
        record=json.loads(row["record"]) if row["record"] else None,
        note=row["note"],
        reviewer=row["reviewer"],
        created_at=row["created_at"],
        undone_at=row["undone_at"],
    )
