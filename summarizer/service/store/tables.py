"""The tables. Times are seconds since 1970, UTC; documents (articles, briefings, records) are JSON text.

A change here needs a migration in `migrations/versions`; a test holds the two against each other.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKey, Index, Integer, MetaData, String, Table, Text, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("client", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created_at", Double, nullable=False),
    Column("revoked_at", Double),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("token_id", String(32), ForeignKey("tokens.id"), nullable=False),
    Column("expires_at", Double, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("client", String(200), nullable=False, index=True),
    Column("created_by", String(200), nullable=False),
    Column("created_at", Double, nullable=False),
)

briefings = Table(
    "briefings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("client", String(200), nullable=False),
    Column("created_by", String(200), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("content_key", String(64), nullable=False, index=True),
    Column("article_id", String(200), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("date", String(10)),
    Column("model", String(200), nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("article", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("words", Text, nullable=False),
    Index("ix_briefings_listed", "client", "created_at", "id"),
)

facets = Table(
    "facets",
    metadata,
    Column("briefing_id", String(32), ForeignKey("briefings.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("value", String(200), primary_key=True),
    Index("ix_facets_value", "kind", "value"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("client", String(200), nullable=False),
    Column("created_by", String(200), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("batch_id", String(32), ForeignKey("batches.id")),
    Column("line", Integer),
    Column("state", String(12), nullable=False),
    Column("url", Text),
    Column("article", Text),
    Column("topics", Text, nullable=False),
    Column("content_key", String(64)),
    Column("attempts", Integer, nullable=False),
    Column("unreached", Integer, nullable=False, server_default="0"),
    Column("not_before", Double, nullable=False),
    Column("worker", String(100)),
    Column("lease_until", Double),
    Column("progress", Text, nullable=False),
    Column("error", Text),
    Column("briefing_id", String(32), ForeignKey("briefings.id")),
    Column("ended_at", Double),
    Index("ix_jobs_waiting", "state", "not_before"),
    Index("ix_jobs_client", "client", "state"),
    Index("ix_jobs_batch", "batch_id", "line"),
    Index(
        "uq_jobs_one_running",  # an article is worked on once at a time, whoever asks for it
        "content_key",
        unique=True,
        sqlite_where=text("state = 'running'"),
        postgresql_where=text("state = 'running'"),
    ),
)

requests = Table(
    "requests",
    metadata,
    Column("client", String(200), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("target", String(32), nullable=False),
    Column("created_at", Double, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("briefing_id", String(32), ForeignKey("briefings.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("client", String(200), nullable=False),
    Column("topic", String(100)),
    Column("position", Integer),
    Column("verdict", String(12), nullable=False),
    Column("record", Text),
    Column("note", Text, nullable=False),
    Column("reviewer", String(200), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("undone_at", Double),
)

spending = Table(
    "spending",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("usd", Double, nullable=False),
)

replies = Table(
    "replies",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("model", String(200), nullable=False),
    Column("reply", Text, nullable=False),
    Column("created_at", Double, nullable=False),
)
