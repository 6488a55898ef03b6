"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    _access()
    _work()
    _results()


def _access() -> None:
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("client", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("revoked_at", sa.Double),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("token_id", sa.String(32), sa.ForeignKey("tokens.id"), nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False),
    )


def _work() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("client", sa.String(200), nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
    )
    op.create_index("ix_batches_client", "batches", ["client"])
    op.create_table(
        "briefings",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("client", sa.String(200), nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("content_key", sa.String(64), nullable=False),
        sa.Column("article_id", sa.String(200), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("date", sa.String(10)),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_index("ix_briefings_content_key", "briefings", ["content_key"])
    op.create_index("ix_briefings_article_id", "briefings", ["article_id"])
    op.create_index("ix_briefings_listed", "briefings", ["client", "created_at", "id"])
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("client", sa.String(200), nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("batch_id", sa.String(32), sa.ForeignKey("batches.id")),
        sa.Column("line", sa.Integer),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("article", sa.Text),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("content_key", sa.String(64)),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", sa.Double, nullable=False),
        sa.Column("worker", sa.String(100)),
        sa.Column("lease_until", sa.Double),
        sa.Column("progress", sa.Text, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("briefing_id", sa.String(32), sa.ForeignKey("briefings.id")),
        sa.Column("ended_at", sa.Double),
    )
    op.create_index("ix_jobs_waiting", "jobs", ["state", "not_before"])
    op.create_index("ix_jobs_client", "jobs", ["client", "state"])
    op.create_index("ix_jobs_batch", "jobs", ["batch_id", "line"])
    running = sa.text("state = 'running'")
    op.create_index(
        "uq_jobs_one_running", "jobs", ["content_key"], unique=True, sqlite_where=running, postgresql_where=running
    )


def _results() -> None:
    op.create_table(
        "facets",
        sa.Column("briefing_id", sa.String(32), sa.ForeignKey("briefings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("value", sa.String(200), primary_key=True),
    )
    op.create_index("ix_facets_value", "facets", ["kind", "value"])
    op.create_table(
        "requests",
        sa.Column("client", sa.String(200), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("target", sa.String(32), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("briefing_id", sa.String(32), sa.ForeignKey("briefings.id", ondelete="CASCADE"), nullable=False),
        sa.Column("client", sa.String(200), nullable=False),
        sa.Column("topic", sa.String(100)),
        sa.Column("position", sa.Integer),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("record", sa.Text),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("reviewer", sa.String(200), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("undone_at", sa.Double),
    )
    op.create_index("ix_reviews_briefing_id", "reviews", ["briefing_id"])
    op.create_table(
        "spending",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("usd", sa.Double, nullable=False),
    )
    op.create_table(
        "replies",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
    )
