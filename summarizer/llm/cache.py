"""The cache of valid replies, in one SQLite file that many processes may share."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import UsageError
from summarizer.llm.wire import Call, Reply
from summarizer.usage import Usage

_SCHEMA = """
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    reply TEXT NOT NULL,
    created REAL NOT NULL
) WITHOUT ROWID
"""

_BUSY_SECONDS = 30.0
_KEYS_AT_A_TIME = 500
"""SQLite takes no more than some hundreds of values in one statement."""


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What a cache holds.

    Attributes:
        path: the file.
        replies: how many replies are in it.
        bytes: size of the file.
        models: replies by model.
    """

    path: Path
    replies: int
    bytes: int
    models: dict[str, int]


class ResponseCache:
    """Replies by the hash of what was asked: model, endpoint, messages, schema, sampling.

    Args:
        path: the SQLite file; it and its folder are made when first needed.
        refresh: whether known replies are passed over and replaced.
    """

    def __init__(self, path: Path, *, refresh: bool = False) -> None:
        self._path = path
        self._refresh = refresh
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def get(self, calls: Sequence[Call]) -> list[Reply | None]:
        """The remembered reply to each of some calls, `None` where there is none; they cost nothing."""
        if self._refresh:
            return [None] * len(calls)
        keys = [call.key for call in calls]
        found: dict[str, str] = {}
        with self._using() as connection:
            for at in range(0, len(keys), _KEYS_AT_A_TIME):
                some = keys[at : at + _KEYS_AT_A_TIME]
                marks = ",".join("?" * len(some))
                found.update(connection.execute(f"SELECT key, reply FROM replies WHERE key IN ({marks})", some))
        return [_decoded(found[key]) if key in found else None for key in keys]

    def put(self, replies: Iterable[tuple[Call, Reply]]) -> None:
        """Remembers the replies to some calls, all together; one that came from here is not written again."""
        now = time.time()
        rows = [
            (call.key, str(call.payload.get("model", "")), _encoded(reply), now)
            for call, reply in replies
            if not reply.usage.cached_calls
        ]
        if rows:
            with self._using() as connection, connection:
                connection.executemany("INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)", rows)

    def info(self) -> CacheInfo:
        """What the cache holds."""
        with self._using() as connection:
            counted = connection.execute("SELECT model, COUNT(*) FROM replies GROUP BY model ORDER BY model")
            models = {str(model): int(count) for model, count in counted}
        return CacheInfo(self._path, sum(models.values()), self._path.stat().st_size, models)

    def clear(self) -> int:
        """Forgets everything; returns how many replies that were."""
        with self._using() as connection:
            with connection:
                count = connection.execute("DELETE FROM replies").rowcount
            connection.execute("VACUUM")
        return count

    def close(self) -> None:
        """Closes the file; the next use opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """Gives the open file to one thread at a time.

        Raises:
            UsageError: it can't be opened, read or written.
        """
        try:
            with self._lock:
                if self._connection is None:
                    self._connection = self._open()
                yield self._connection
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"can't use the cache {str(self._path)!r} ({error}): set SUMMARIZER_CACHE_DIR to "
                "another folder, or use --no-cache"
            ) from error

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute(_SCHEMA)
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _encoded(reply: Reply) -> str:
    return json.dumps([reply.text, reply.finish_reason, reply.tool_call], ensure_ascii=False)


def _decoded(text: str) -> Reply:
    words, finish_reason, tool_call = json.loads(text)
    return Reply(text=words, finish_reason=finish_reason, tool_call=tool_call, usage=Usage(cached_calls=1))
