"""Jobs and batches as values: the request, the state, the lease of a worker."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import RowMapping

from summarizer.article import Article

State = Literal["queued", "running", "done", "failed", "cancelled"]
ENDED: tuple[State, ...] = ("done", "failed", "cancelled")


class QueueFull(Exception):
    """More jobs wait than may."""


class LeaseLost(Exception):
    """The job was cancelled, or is worked on by another."""


class KeyReused(Exception):
    """An idempotency key came with another request than the first time."""


@dataclass(frozen=True)
class NewJob:
    """What is to be briefed: an article, or the address of one.

    Attributes:
        topics: names of the topics, in order.
        article: the article, where it is at hand.
        url: where it is to be fetched from.
        content_key: names the article and how it is read; `None` until the article is at hand.
    """

    topics: tuple[str, ...]
    article: Article | None = None
    url: str | None = None
    content_key: str | None = None


@dataclass(frozen=True)
class JobRow:
    """A job as it stands.

    Attributes:
        progress: by topic, how many questions are answered and how many there are.
        error: class, message and exit code of what ended it.
    """

    id: str
    client: str
    created_by: str
    created_at: float
    batch_id: str | None
    line: int | None
    state: State
    url: str | None
    topics: tuple[str, ...]
    progress: Mapping[str, tuple[int, int]]
    error: Mapping[str, Any] | None
    briefing_id: str | None
    ended_at: float | None


@dataclass(frozen=True)
class Claimed:
    """A job in the hands of a worker.

    Attributes:
        attempts: which attempt this is since the job last got further; the others ended with their worker.
        unreached: how often the model could not be reached for it.
    """

    id: str
    client: str
    created_by: str
    topics: tuple[str, ...]
    article: Article | None
    url: str | None
    attempts: int
    unreached: int


@dataclass(frozen=True)
class BatchRow:
    """A batch, and how many of its jobs are in each state."""

    id: str
    client: str
    created_at: float
    states: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many jobs may wait, in all and of one client; those of batches are not counted."""

    queued: int = 1_000
    queued_by_client: int = 100


def article_json(article: Article) -> str:
    """An article as ASCII, which every database takes."""
    return json.dumps(article.model_dump(mode="json"))


def job_row(row: RowMapping) -> JobRow:
    """A row of the table as a job."""
    progress = {topic: (done, total) for topic, (done, total) in json.loads(row["progress"]).items()}
    return JobRow(
        id=row["id"],
        client=row["client"],
        created_by=row["created_by"],
        created_at=row["created_at"],
        batch_id=row["batch_id"],
        line=row["line"],
        state=row["state"],
        url=row["url"],
        topics=tuple(json.loads(row["topics"])),
        progress=progress,
        error=json.loads(row["error"]) if row["error"] else None,
        briefing_id=row["briefing_id"],
        ended_at=row["ended_at"],
    )


def claimed_job(row: RowMapping) -> Claimed:
    """A row of the table as a job in the hands of a worker."""
    article = Article.model_validate_json(row["article"]) if row["article"] else None
    return Claimed(
        id=row["id"],
        client=row["client"],
        created_by=row["created_by"],
        topics=tuple(json.loads(row["topics"])),
        article=article,
        url=row["url"],
        attempts=row["attempts"],
        unreached=row["unreached"],
    )
