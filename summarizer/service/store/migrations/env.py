"""Tells Alembic to use the connection that the service has opened."""

from __future__ import annotations

from alembic import context

from summarizer.service.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
