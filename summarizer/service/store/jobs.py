"""The queue of jobs: one article each, alone or in a batch. A job survives the death of its worker.

A worker leases a job for a while and renews the lease as it works. What a dead worker held comes back when its lease
runs out; a worker that lost its lease can no longer finish the job.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, func, insert, not_, select, update
from sqlalchemy.exc import IntegrityError

from summarizer.article import Article
from summarizer.service.store.briefings import BriefingRow, insert_briefing
from summarizer.service.store.database import Database, now
from summarizer.service.store.job_values import (
    ENDED,
    BatchRow,
    Claimed,
    JobRow,
    KeyReused,
    LeaseLost,
    Limits,
    NewJob,
    QueueFull,
    article_json,
    claimed_job,
    job_row,
)
from summarizer.service.store.leases import held_by, recover
from summarizer.service.store.tables import batches, jobs, requests

USUAL = Limits()


class Jobs:
    """The queue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        job: NewJob,
        client: str,
        created_by: str,
        *,
        limits: Limits = USUAL,
        key: str | None = None,
        digest: str = "",
    ) -> tuple[JobRow, bool]:
        """Queues a job, or returns the one that the same request made before; says whether it is new.

        Args:
            job: what to do.
            client: whose it is.
            created_by: who asked.
            limits: how many may wait.
            key: the request's idempotency key.
            digest: names the request's content.

        Raises:
            QueueFull: too many wait.
            KeyReused: the key came before with another content.
        """
        with self._database.writing() as connection:
            known = _known_request(connection, client, key, digest)
            if known is not None:
                return job_row(_job(connection, known)), False
            same = self._same_work(connection, job, client)
            if same is None:
                _check_room(connection, client, limits)
            job_id = same or _insert(connection, [(None, job)], client, created_by, None)[0]
            _remember(connection, client, key, digest, "job", job_id)
            return job_row(_job(connection, job_id)), same is None

    def add_batch(
        self,
        new: Sequence[tuple[int, NewJob]],
        client: str,
        created_by: str,
        *,
        key: str | None = None,
        digest: str = "",
    ) -> tuple[str, bool]:
        """Queues a batch, or returns the id of the one that the same request made before; says whether it is new.

        Args:
            new: each line's number and what is to be done.
            client: whose it is.
            created_by: who asked.
            key: the request's idempotency key.
            digest: names the request's content.

        Raises:
            KeyReused: the key came before with another content.
        """
        with self._database.writing() as connection:
            known = _known_request(connection, client, key, digest)
            if known is not None:
                return known, False
            batch_id = uuid.uuid4().hex
            connection.execute(
                insert(batches).values(id=batch_id, client=client, created_by=created_by, created_at=now())
            )
            _insert(connection, new, client, created_by, batch_id)
            _remember(connection, client, key, digest, "batch", batch_id)
            return batch_id, True

    @staticmethod
    def _same_work(connection: Connection, job: NewJob, client: str) -> str | None:
        """A job of this client that is on the same article already."""
        if job.content_key is None:
            return None
        return connection.execute(
            select(jobs.c.id)
            .where(jobs.c.client == client, jobs.c.content_key == job.content_key, jobs.c.batch_id.is_(None))
            .where(jobs.c.state.in_(("queued", "running")))
            .limit(1)
        ).scalar()

    def claim(self, worker: str, lease: float, held: Sequence[str] = ()) -> Claimed | None:
        """Leases the job that has waited longest, single ones before those of batches; `None` where none waits.

        Args:
            worker: names the worker.
            lease: seconds until it must be renewed.
            held: jobs that the worker is on already; their leases are renewed first, however late.
        """
        try:
            with self._database.writing() as connection:
                if held:
                    connection.execute(update(jobs).where(held_by(worker, held)).values(lease_until=now() + lease))
                recover(connection)
                other = jobs.alias()
                busy = exists().where(other.c.state == "running", other.c.content_key == jobs.c.content_key)
                waiting = (
                    select(jobs.c.id)
                    .where(jobs.c.state == "queued", jobs.c.not_before <= now(), not_(busy))
                    .order_by(jobs.c.batch_id.is_not(None), jobs.c.created_at, jobs.c.line)
                    .limit(1)
                    .with_for_update(skip_locked=True)
                )
                job_id = connection.execute(waiting).scalar()
                if job_id is None:
                    return None
                connection.execute(
                    update(jobs)
                    .where(jobs.c.id == job_id)
                    .values(state="running", worker=worker, lease_until=now() + lease, attempts=jobs.c.attempts + 1)
                )
                row = _job(connection, job_id)
        except IntegrityError:  # another worker took a job on the same article at this moment
            return None
        return claimed_job(row)

    def renew(self, worker: str, job_ids: Iterable[str], lease: float) -> frozenset[str]:
        """Renews leases; returns the jobs that are still the worker's."""
        ids = list(job_ids)
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(held_by(worker, ids)).values(lease_until=now() + lease))
            return frozenset(connection.execute(select(jobs.c.id).where(held_by(worker, ids))).scalars())

    def set_progress(self, worker: str, job_id: str, progress: Mapping[str, tuple[int, int]]) -> None:
        """Says how far a job has come. What is behind an earlier attempt's progress is not told."""
        with self._database.writing() as connection:
            told = select(jobs.c.progress).where(held_by(worker, [job_id])).with_for_update()
            before = connection.execute(told).scalar()
            if before is not None and _steps(progress) > _steps(json.loads(before)):
                # Whoever gets further than all attempts before is not what kills the workers.
                further = {"progress": json.dumps(progress), "attempts": 1}
                connection.execute(update(jobs).where(held_by(worker, [job_id])).values(**further))

    def set_article(self, worker: str, job_id: str, article: Article, content_key: str) -> bool:
        """Keeps the article that was fetched for a job; false if another job on it is running, and this one waits.

        Raises:
            LeaseLost: the job is no longer the worker's.
        """
        kept = {"article": article_json(article), "content_key": content_key}
        try:
            with self._database.writing() as connection:
                if not connection.execute(update(jobs).where(held_by(worker, [job_id])).values(**kept)).rowcount:
                    raise LeaseLost(job_id)
            return True
        except IntegrityError:
            with self._database.writing() as connection:
                connection.execute(
                    update(jobs)
                    .where(held_by(worker, [job_id]))
                    .values(state="queued", attempts=jobs.c.attempts - 1, **kept)
                )
            return False

    def finish(self, worker: str, job_id: str, briefing: BriefingRow, *, is_new: bool = True) -> None:
        """Ends a job with its briefing; both are kept or neither.

        Args:
            worker: who did it.
            job_id: the job.
            briefing: what came of it.
            is_new: whether the briefing is not in the database yet.

        Raises:
            LeaseLost: the job is no longer the worker's; nothing is kept.
        """
        with self._database.writing() as connection:
            if is_new:
                insert_briefing(connection, briefing)
            ended = connection.execute(
                update(jobs)
                .where(held_by(worker, [job_id]))
                .values(state="done", briefing_id=briefing.id, ended_at=now(), lease_until=None, error=None)
            )
            if not ended.rowcount:
                raise LeaseLost(job_id)

    def fail(self, worker: str, job_id: str, error: Mapping[str, Any]) -> None:
        """Ends a job without a briefing."""
        with self._database.writing() as connection:
            connection.execute(
                update(jobs)
                .where(held_by(worker, [job_id]))
                .values(state="failed", error=json.dumps(error), ended_at=now(), lease_until=None)
            )

    def release(self, worker: str, job_id: str, *, after: float = 0.0, unreached: bool = False) -> None:
        """Gives a job back to the queue; the attempt does not count as a death.

        Args:
            worker: who held it.
            job_id: the job.
            after: seconds before anyone takes it.
            unreached: whether the model could not be reached, which is counted.
        """
        given_back = {"state": "queued", "not_before": now() + after, "lease_until": None, "worker": None}
        counts = {"attempts": jobs.c.attempts - 1, "unreached": jobs.c.unreached + int(unreached)}
        with self._database.writing() as connection:
            connection.execute(update(jobs).where(held_by(worker, [job_id])).values(**given_back, **counts))

    def cancel(self, job_id: str) -> None:
        """Ends a job that has not ended."""
        self._cancel(jobs.c.id == job_id)

    def cancel_batch(self, batch_id: str) -> None:
        """Ends what is left of a batch."""
        self._cancel(jobs.c.batch_id == batch_id)

    def _cancel(self, which: ColumnElement[bool]) -> None:
        with self._database.writing() as connection:
            connection.execute(
                update(jobs).where(which, jobs.c.state.not_in(ENDED)).values(state="cancelled", ended_at=now())
            )

    def resume_batch(self, batch_id: str) -> int:
        """Queues what was cancelled or failed in a batch once more; returns how many that were."""
        again = {"state": "queued", "attempts": 0, "unreached": 0, "error": None, "ended_at": None, "not_before": 0.0}
        with self._database.writing() as connection:
            return connection.execute(
                update(jobs)
                .where(jobs.c.batch_id == batch_id, jobs.c.state.in_(("failed", "cancelled")))
                .values(**again)
            ).rowcount

    def get(self, job_id: str) -> JobRow | None:
        """A job by its id."""
        with self._database.reading() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id)).mappings().first()
        return None if row is None else job_row(row)

    def batch(self, batch_id: str) -> BatchRow | None:
        """A batch by its id."""
        with self._database.reading() as connection:
            row = connection.execute(select(batches).where(batches.c.id == batch_id)).mappings().first()
            if row is None:
                return None
            counted = connection.execute(
                select(jobs.c.state, func.count()).where(jobs.c.batch_id == batch_id).group_by(jobs.c.state)
            )
            return BatchRow(row["id"], row["client"], row["created_at"], {state: count for state, count in counted})

    def of_batch(self, batch_id: str, *, after: int = 0, most: int = 500) -> tuple[JobRow, ...]:
        """Jobs of a batch by line, those after a line."""
        asked = select(jobs).where(jobs.c.batch_id == batch_id, jobs.c.line > after).order_by(jobs.c.line).limit(most)
        with self._database.reading() as connection:
            return tuple(map(job_row, connection.execute(asked).mappings()))

    def recent(self, client: str | None, most: int = 20) -> tuple[JobRow, ...]:
        """The latest single jobs that have no briefing (yet) of a client, or of all."""
        asked = select(jobs).where(jobs.c.batch_id.is_(None), jobs.c.state != "done")
        if client is not None:
            asked = asked.where(jobs.c.client == client)
        with self._database.reading() as connection:
            return tuple(
                map(job_row, connection.execute(asked.order_by(jobs.c.created_at.desc()).limit(most)).mappings())
            )

    def counts(self) -> Mapping[str, int]:
        """How many jobs are in each state."""
        with self._database.reading() as connection:
            counted = connection.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))
            return {state: count for state, count in counted}


def _check_room(connection: Connection, client: str, limits: Limits) -> None:
    waiting = select(func.count()).where(jobs.c.state == "queued", jobs.c.batch_id.is_(None))
    if connection.execute(waiting).scalar_one() >= limits.queued:
        raise QueueFull("the queue is full")
    if connection.execute(waiting.where(jobs.c.client == client)).scalar_one() >= limits.queued_by_client:
        raise QueueFull(f"{limits.queued_by_client} of your articles wait")


def _known_request(connection: Connection, client: str, key: str | None, digest: str) -> str | None:
    """What an earlier request with the same key made."""
    if key is None:
        return None
    asked = select(requests.c.digest, requests.c.target).where(requests.c.client == client, requests.c.key == key)
    row = connection.execute(asked).first()
    if row is None:
        return None
    if row.digest != digest:
        raise KeyReused(key)
    return str(row.target)


def _remember(connection: Connection, client: str, key: str | None, digest: str, kind: str, target: str) -> None:
    if key is not None:
        connection.execute(
            insert(requests).values(client=client, key=key, digest=digest, kind=kind, target=target, created_at=now())
        )


def _insert(
    connection: Connection,
    new: Sequence[tuple[int | None, NewJob]],
    client: str,
    created_by: str,
    batch_id: str | None,
) -> list[str]:
    rows = [
        {
            "id": uuid.uuid4().hex,
            "client": client,
            "created_by": created_by,
            "created_at": now(),
            "batch_id": batch_id,
            "line": line,
            "state": "queued",
            "url": job.url,
            "article": article_json(job.article) if job.article is not None else None,
            "topics": json.dumps(job.topics),
            "content_key": job.content_key,
            "attempts": 0,
            "unreached": 0,
            "not_before": 0.0,
            "progress": "{}",
        }
        for line, job in new
    ]
    connection.execute(insert(jobs), rows)
    return [str(row["id"]) for row in rows]


def _steps(progress: Mapping[str, Sequence[int]]) -> int:
    return sum(done for done, _ in progress.values())


def _job(connection: Connection, job_id: str) -> RowMapping:
    return connection.execute(select(jobs).where(jobs.c.id == job_id)).mappings().one()
