"""Leases: which jobs a worker holds, and what becomes of those that dead workers held."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select, update

from summarizer.service.store.database import now
from summarizer.service.store.tables import jobs

MOST_ATTEMPTS = 10
"""A job whose workers died so often without getting any further is given up: it may be what kills them."""

LONGEST_PAUSE = 300.0
"""Seconds that such a job waits at most before it is tried again."""


def held_by(worker: str, ids: Sequence[str]) -> ColumnElement[bool]:
    """The jobs among some that a worker holds."""
    return and_(jobs.c.id.in_(ids), jobs.c.worker == worker, jobs.c.state == "running")


def recover(connection: Connection) -> None:
    """Takes back the jobs whose leases ran out.

    The oldest are what a server works on first, each time it starts: where it is killed again and again, each of them
    waits longer than the last time, so that deaths in quick succession do not use up its attempts.
    """
    lost = select(jobs.c.id, jobs.c.attempts).where(jobs.c.state == "running", jobs.c.lease_until < now())
    for job_id, attempts in connection.execute(lost.with_for_update(skip_locked=True)).all():
        after = _given_up() if attempts >= MOST_ATTEMPTS else _queued(attempts)
        connection.execute(update(jobs).where(jobs.c.id == job_id).values(lease_until=None, **after))


def _given_up() -> dict[str, Any]:
    error = {
        "error": "GaveUp",
        "message": f"its workers died {MOST_ATTEMPTS} times: whoever runs this service finds why in their logs",
        "exit_code": 1,
    }
    return {"state": "failed", "error": json.dumps(error), "ended_at": now()}


def _queued(attempts: int) -> dict[str, Any]:
    pause = min(2.0 ** (attempts - 1), LONGEST_PAUSE) if attempts > 1 else 0.0
    return {"state": "queued", "worker": None, "not_before": now() + pause}
