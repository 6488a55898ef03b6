"""Requests and answers of the API; briefings themselves are the library's own."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from summarizer.service.store import JobRow
from summarizer.service.store.job_values import State
from summarizer.service.store.reviews import ReviewRow, Verdict

Short = Annotated[str, StringConstraints(max_length=500)]


class Asked(BaseModel):
    """An article to brief: its text, its HTML or its address, one of the three."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "KYIV - A Russian drone killed nine bus passengers in the Sumy region on Saturday.",
                    "title": "Drone kills nine bus passengers",
                    "date": "2025-05-18",
                },
                {"url": "https://news.example/2025/05/18/sumy", "topics": ["casualties"]},
            ]
        },
    )

    text: str | None = Field(default=None, min_length=1, description="The article as plain text")
    html: str | None = Field(default=None, min_length=1, description="The article's page as HTML")
    url: Annotated[str, StringConstraints(max_length=2_000)] | None = Field(
        default=None, description="Where the article stands"
    )
    title: Short | None = Field(default=None, description="Headline, in place of the article's own")
    date: datetime.date | None = Field(default=None, description="Day of publication, in place of the article's own")
    topics: list[Short] = Field(default_factory=list, description="Names of topics; all of them by default")

    @model_validator(mode="after")
    def _one_article(self) -> Self:
        if sum(part is not None for part in (self.text, self.html, self.url)) != 1:
            raise ValueError("give one of 'text', 'html' and 'url'")
        return self


class Step(BaseModel):
    """How far a topic has come."""

    done: int
    total: int


class JobError(BaseModel):
    """What ended a job without a briefing."""

    error: str
    message: str
    exit_code: int


class Job(BaseModel):
    """An article on its way to a briefing."""

    id: str
    state: State
    created_at: datetime.datetime
    topics: list[str]
    url: str | None
    batch_id: str | None
    line: int | None
    progress: dict[str, Step]
    error: JobError | None
    briefing_id: str | None

    @classmethod
    def of(cls, row: JobRow) -> Self:
        """A job as it is answered."""
        return cls(
            id=row.id,
            state=row.state,
            created_at=moment(row.created_at),
            topics=list(row.topics),
            url=row.url,
            batch_id=row.batch_id,
            line=row.line,
            progress={topic: Step(done=done, total=total) for topic, (done, total) in row.progress.items()},
            error=JobError.model_validate(row.error) if row.error is not None else None,
            briefing_id=row.briefing_id,
        )


class Listed(BaseModel):
    """A briefing in a list."""

    id: str
    title: str
    date: datetime.date | None
    model: str
    created_at: datetime.datetime
    created_by: str
    records: dict[str, int]
    failed: list[str]


class Listing(BaseModel):
    """Briefings, the latest first; `next` is the cursor of those before them."""

    items: list[Listed]
    next: str | None


class Batch(BaseModel):
    """A batch and how many of its articles are in each state."""

    id: str
    created_at: datetime.datetime
    articles: int
    states: dict[str, int]


class Said(BaseModel):
    """A verdict on a record."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"verdict": "accept"},
                {"verdict": "edit", "record": {"victims": "bus passengers", "victim_type": "civilian"}},
            ]
        },
    )

    verdict: Literal["accept", "reject", "edit"] = Field(description="Whether the record is right")
    record: dict[str, Any] | None = Field(default=None, description="For `edit`: the fields that change")
    note: Annotated[str, StringConstraints(max_length=2_000)] = Field(default="", description="Why")

    @model_validator(mode="after")
    def _fields_of_an_edit(self) -> Self:
        if (self.verdict == "edit") != (self.record is not None):
            raise ValueError("'record' goes with the verdict 'edit', and no other")
        return self


class SaidOfAll(BaseModel):
    """A record that is missing, or the verdict that none is."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "verdict": "add",
                    "topic": "ceasefire",
                    "record": {"actor": "Kyiv", "stance": "demands", "evidence": [{"start": 120, "end": 185}]},
                },
                {"verdict": "complete"},
            ]
        },
    )

    verdict: Literal["add", "complete"]
    topic: Short | None = Field(default=None, description="For `add`: the record's topic")
    record: dict[str, Any] | None = Field(default=None, description="For `add`: its fields; evidence as offsets")
    note: Annotated[str, StringConstraints(max_length=2_000)] = ""

    @model_validator(mode="after")
    def _record_of_an_addition(self) -> Self:
        whole = self.topic is not None and self.record is not None
        if (self.verdict == "add") != whole or (not whole and (self.topic or self.record)):
            raise ValueError("'topic' and 'record' go with the verdict 'add', and no other")
        return self


class Review(BaseModel):
    """A verdict that was given: who, when, what."""

    id: int
    verdict: Verdict
    topic: str | None
    position: int | None
    record: dict[str, Any] | None
    note: str
    reviewer: str
    created_at: datetime.datetime
    undone_at: datetime.datetime | None

    @classmethod
    def of(cls, row: ReviewRow) -> Self:
        """A verdict as it is answered."""
        return cls(
            id=row.id,
            verdict=row.verdict,
            topic=row.topic,
            position=row.position,
            record=dict(row.record) if row.record is not None else None,
            note=row.note,
            reviewer=row.reviewer,
            created_at=moment(row.created_at),
            undone_at=moment(row.undone_at) if row.undone_at is not None else None,
        )


class TopicInfo(BaseModel):
    """A topic and the JSON Schema of its records."""

    name: str
    title: str
    record: dict[str, Any]


class DayUsage(BaseModel):
    """What a day cost."""

    day: datetime.date
    usd: float


class UsageInfo(BaseModel):
    """Spending over all clients, and how many jobs are in each state."""

    today_usd: float
    ceiling_usd: float | None
    days: list[DayUsage]
    jobs: dict[str, int]


class PrecisionInfo(BaseModel):
    """How often the records of a topic, or one of their fields, were right in the eyes of reviewers."""

    topic: str
    field: str | None
    right: int
    judged: int
    precision: float
    low: float
    high: float


class WorthALook(BaseModel):
    """A record that should be reviewed, and why."""

    briefing_id: str
    title: str
    record: str
    score: float
    reasons: list[str]


def moment(seconds: float) -> datetime.datetime:
    """A time of the tables as a date with a zone."""
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
