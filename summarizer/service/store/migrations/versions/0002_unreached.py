"""How often a job found no model, counted apart from how often its workers died."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the count; 0 for the jobs that are there."""
    op.add_column("jobs", sa.Column("unreached", sa.Integer, nullable=False, server_default="0"))
