"""The model's replies in the database, so that a resumed job does not pay again for calls made before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from summarizer.llm.cache import CacheInfo, ResponseCache
from summarizer.llm.wire import Call, Reply
from summarizer.service.store.database import Database, now
from summarizer.service.store.tables import replies as table
from summarizer.usage import Usage

_KEYS_AT_A_TIME = 500


class SharedReplies(ResponseCache):
    """The library's cache of replies, kept in the service's database."""

    def __init__(self, database: Database) -> None:
        super().__init__(Path("replies"))
        self._database = database

    def get(self, calls: Sequence[Call]) -> list[Reply | None]:
        """The remembered reply to each of some calls, `None` where there is none; they cost nothing."""
        keys = [call.key for call in calls]
        found: dict[str, str] = {}
        with self._database.reading() as connection:
            for at in range(0, len(keys), _KEYS_AT_A_TIME):
                some = keys[at : at + _KEYS_AT_A_TIME]
                rows = connection.execute(select(table.c.key, table.c.reply).where(table.c.key.in_(some)))
                found.update({key: reply for key, reply in rows})
        return [_decoded(found[key]) if key in found else None for key in keys]

    def put(self, replies: Iterable[tuple[Call, Reply]]) -> None:
        """Remembers the replies to some calls; one that came from here is not written again."""
        rows = [
            {
                "key": call.key,
                "model": str(call.payload.get("model", ""))[:200],
                "reply": json.dumps([reply.text, reply.finish_reason, reply.tool_call]),
                "created_at": now(),
            }
            for call, reply in replies
            if not reply.usage.cached_calls
        ]
        if not rows:
            return
        with self._database.writing() as connection:
            insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            connection.execute(insert(table).on_conflict_do_nothing(index_elements=["key"]), rows)

    def info(self) -> CacheInfo:
        """How many replies are remembered, and of which models."""
        with self._database.reading() as connection:
            counted = connection.execute(select(table.c.model, func.count()).group_by(table.c.model)).all()
        models = {str(model): int(count) for model, count in counted}
        return CacheInfo(Path(self._database.name), sum(models.values()), 0, models)

    def clear(self) -> int:
        """Forgets everything; returns how many replies that were."""
        with self._database.writing() as connection:
            return connection.execute(table.delete()).rowcount

    def close(self) -> None:
        """Leaves the database open for its other users."""


def _decoded(text: str) -> Reply:
    words, finish_reason, tool_call = json.loads(text)
    return Reply(text=words, finish_reason=finish_reason, tool_call=tool_call, usage=Usage(cached_calls=1))
