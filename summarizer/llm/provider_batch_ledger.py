"""The ledger of a provider's Batch API, in SQLite: every request, the batch that holds it, and its reply.

A request is in one of these states:

    waiting    to be sent with the next batch
    sent       in a batch that was planned or handed in, not yet fetched
    answered   the provider's answer is here, be it a refusal
    failed     the provider gave none, however often it was sent

A batch is noted before it is handed in and once more after it, so that after a kill it is looked for at the provider
(by the name in its metadata, or its input file) before anything is sent again.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple
from uuid import uuid4

from summarizer.errors import UnwritableOutput, UsageError
from summarizer.llm.wire import Call
from summarizer.usage import Usage

CallState = Literal["waiting", "sent", "answered", "failed"]
BatchState = Literal["planned", "submitted", "closed"]

ATTEMPTS = 3
"""How often a request is handed in that the provider did not serve."""

_ID_LENGTH = 32

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS calls (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    payload BLOB,
    size INTEGER NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    batch INTEGER,
    status INTEGER,
    body TEXT,
    error TEXT,
    message TEXT
);
CREATE INDEX IF NOT EXISTS calls_state ON calls (state, seq);
CREATE INDEX IF NOT EXISTS calls_batch ON calls (batch, seq);
CREATE TABLE IF NOT EXISTS batches (
    number INTEGER PRIMARY KEY,
    token TEXT NOT NULL,
    state TEXT NOT NULL,
    file TEXT,
    batch TEXT,
    usage TEXT
);
"""


class Known(NamedTuple):
    """What is known of a request.

    Attributes:
        state: see the module.
        status: HTTP status of the answer.
        body: body of the answer.
        error: name of the error's class, for one that failed.
        message: why it failed.
    """

    state: CallState
    status: int | None
    body: str | None
    error: str | None
    message: str | None


class SentBatch(NamedTuple):
    """A batch that was planned or handed in.

    Attributes:
        number: ours.
        token: our name for it, in its metadata.
        state: `planned` until the provider's name for it is known.
        file: the provider's name of the uploaded requests, once it is known.
        batch: the provider's name of the batch, once it is known.
    """

    number: int
    token: str
    state: BatchState
    file: str | None
    batch: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider said to one request of a batch.

    Attributes:
        id: of the request.
        status: HTTP status.
        body: body of the answer.
        usage: tokens it cost.
    """

    id: str
    status: int
    body: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class Unserved:
    """A request that the provider did not serve.

    Attributes:
        message: why.
        error: class of the error that its asker gets when it is not sent again.
        again: whether it is worth sending again.
    """

    message: str
    error: str = "ReplyError"
    again: bool = True


class Ledger:
    """Requests and batches of one output; one process at a time.

    Args:
        path: the SQLite file; made if it is not there.
        endpoint: lasting name of the endpoint, which knows the batches.

    Raises:
        UnwritableOutput: another process has it open, or it can't be written.
        UsageError: batches are under way at another endpoint, or the file is no ledger.
    """

    def __init__(self, path: Path, endpoint: str) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=0.5, check_same_thread=False)
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_SCHEMA)
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('endpoint', ?)", (endpoint,))
            self._db.commit()
        except (OSError, sqlite3.OperationalError) as error:
            raise UnwritableOutput(
                f"can't write the ledger {str(path)!r} ({error}): another run of the same command may be in progress"
            ) from error
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{str(path)!r} is not a ledger of batches ({error}): name another --out") from error
        self._check_endpoint(endpoint)

    def _check_endpoint(self, endpoint: str) -> None:
        (known,) = self._db.execute("SELECT value FROM meta WHERE key = 'endpoint'").fetchone()
        if known == endpoint:
            return
        if self.under_way():
            self.close()
            raise UsageError(
                f"batches of this output are in progress at {known}, not {endpoint}: use that "
                "endpoint, or name another --out"
            )
        self._db.execute("UPDATE meta SET value = ? WHERE key = 'endpoint'", (endpoint,))
        self.commit()

    def find(self, call: Call) -> Known | None:
        """What is known of a request."""
        query = "SELECT state, status, body, error, message FROM calls WHERE id = ?"
        row = self._db.execute(query, (call_id(call),)).fetchone()
        return None if row is None else Known(*row)

    def add(self, call: Call, prompt_tokens: int) -> None:
        """Has a request sent with the next batch.

        Args:
            call: the request.
            prompt_tokens: about how long its prompt is.
        """
        payload = json.dumps(call.payload, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        self._db.execute(
            "INSERT OR IGNORE INTO calls (id, payload, size, prompt_tokens) VALUES (?, ?, ?, ?)",
            (call_id(call), zlib.compress(payload, 1), len(payload), prompt_tokens),
        )

    def count(self, state: CallState) -> int:
        """How many requests are in a state."""
        (number,) = self._db.execute("SELECT COUNT(*) FROM calls WHERE state = ?", (state,)).fetchone()
        return int(number)

    def plan(self, fits: Callable[[int, int], bool]) -> SentBatch | None:
        """Puts waiting requests into a new batch, the first ones first, and notes it; `None` where none fits.

        Args:
            fits: told the size in bytes and the tokens of a request, takes it or ends the batch.
        """
        chosen = []
        for seq, size, tokens in self._db.execute(
            "SELECT seq, size, prompt_tokens FROM calls WHERE state = 'waiting' ORDER BY seq"
        ):
            if not fits(size, tokens):
                break
            chosen.append(seq)
        if not chosen:
            self.commit()
            return None
        token = uuid4().hex
        number = self._db.execute("INSERT INTO batches (token, state) VALUES (?, 'planned')", (token,)).lastrowid
        assert number is not None
        self._db.executemany(
            "UPDATE calls SET state = 'sent', batch = ?, attempts = attempts + 1 WHERE seq = ?",
            [(number, seq) for seq in chosen],
        )
        self.commit()
        return SentBatch(number, token, "planned", None, None)

    def requests(self, number: int) -> Iterator[tuple[str, Any]]:
        """Yields id and payload of a batch's requests, in their order."""
        query = "SELECT id, payload FROM calls WHERE batch = ? AND state = 'sent' ORDER BY seq"
        for name, payload in self._db.execute(query, (number,)):
            yield str(name), json.loads(zlib.decompress(payload))

    def ids(self, number: int) -> list[str]:
        """The ids of a batch's requests, in the order of its lines."""
        query = "SELECT id FROM calls WHERE batch = ? AND state = 'sent' ORDER BY seq"
        return [str(row[0]) for row in self._db.execute(query, (number,))]

    def set_file(self, number: int, file: str) -> None:
        """Notes what the provider calls a batch's uploaded requests."""
        self._db.execute("UPDATE batches SET file = ? WHERE number = ?", (file, number))
        self.commit()

    def set_submitted(self, number: int, batch: str) -> None:
        """Notes what the provider calls a batch."""
        self._db.execute("UPDATE batches SET batch = ?, state = 'submitted' WHERE number = ?", (batch, number))
        self.commit()

    def under_way(self) -> list[SentBatch]:
        """The batches that are planned or handed in, and not fetched."""
        query = "SELECT number, token, state, file, batch FROM batches WHERE state != 'closed' ORDER BY number"
        return [SentBatch(*row) for row in self._db.execute(query)]

    def settle(self, number: int, answers: Iterable[Answer], unserved: Callable[[str], Unserved], lost: Usage) -> None:
        """Notes what came of a batch, all at once.

        Args:
            number: the batch.
            answers: one for each request that has one.
            unserved: why a request has none, by its id.
            lost: about what the provider took for answers that can't be had.
        """
        usage = lost
        for answer in answers:
            noted = self._db.execute(
                "UPDATE calls SET state = 'answered', status = ?, body = ?, payload = NULL"
                " WHERE id = ? AND batch = ? AND state = 'sent'",
                (answer.status, answer.body, answer.id, number),
            )
            if noted.rowcount:  # the first answer to a request counts
                usage = usage + answer.usage
        for name in self.ids(number):
            self._unserved(name, unserved(name))
        self._db.execute(
            "UPDATE batches SET state = 'closed', usage = ? WHERE number = ?", (usage.model_dump_json(), number)
        )
        self.commit()

    def _unserved(self, name: str, why: Unserved) -> None:
        (attempts,) = self._db.execute("SELECT attempts FROM calls WHERE id = ?", (name,)).fetchone()
        if why.again and attempts < ATTEMPTS:
            self._db.execute("UPDATE calls SET state = 'waiting', batch = NULL WHERE id = ?", (name,))
            return
        times = f" (sent {attempts} times)" if attempts > 1 else ""
        self._db.execute(
            "UPDATE calls SET state = 'failed', error = ?, message = ? WHERE id = ?",
            (why.error, why.message + times, name),
        )

    def take_back(self, number: int) -> None:
        """Has the requests of a batch that the provider did not begin sent with another one."""
        self._db.execute(
            "UPDATE calls SET state = 'waiting', batch = NULL, attempts = attempts - 1"
            " WHERE batch = ? AND state = 'sent'",
            (number,),
        )
        self._db.execute("UPDATE batches SET state = 'closed' WHERE number = ?", (number,))
        self.commit()

    def refuse_next(self, message: str) -> None:
        """Gives up the first request that waits."""
        self._db.execute(
            "UPDATE calls SET state = 'failed', error = 'ReplyError', message = ?"
            " WHERE seq = (SELECT MIN(seq) FROM calls WHERE state = 'waiting')",
            (message,),
        )
        self.commit()

    def prompt_tokens(self, number: int) -> int:
        """About how many tokens the unanswered requests of a batch have."""
        query = "SELECT COALESCE(SUM(prompt_tokens), 0) FROM calls WHERE batch = ? AND state = 'sent'"
        return int(self._db.execute(query, (number,)).fetchone()[0])

    def spent(self) -> Usage:
        """What all batches of this output have cost, over all runs; without dollars."""
        rows = self._db.execute("SELECT usage FROM batches WHERE usage IS NOT NULL")
        return sum((Usage.model_validate_json(row[0]) for row in rows), Usage())

    def sent_tokens(self) -> tuple[int, int]:
        """How many requests are under way, and about how many tokens their prompts have."""
        query = "SELECT COUNT(*), COALESCE(SUM(prompt_tokens), 0) FROM calls WHERE state = 'sent'"
        count, tokens = self._db.execute(query).fetchone()
        return int(count), int(tokens)

    def forget_failed(self) -> None:
        """Forgets requests without an answer, so that who asks again has them sent again."""
        self._db.execute("DELETE FROM calls WHERE state = 'failed'")
        self.commit()

    def forget_waiting(self) -> None:
        """Forgets requests that are in no batch: who still needs one asks again."""
        self._db.execute("DELETE FROM calls WHERE state = 'waiting'")
        self.commit()

    def forget_answers(self) -> None:
        """Forgets the answers: all that needed them is written."""
        self._db.execute("DELETE FROM calls WHERE state IN ('answered', 'failed')")
        self.commit()

    def commit(self) -> None:
        """Makes everything since the last call durable."""
        try:
            self._db.commit()
        except sqlite3.Error as error:
            raise UnwritableOutput(
                f"can't write the ledger {str(self.path)!r} ({error}): free disk space, then run the same command again"
            ) from error

    def close(self) -> None:
        """Closes the file; what was not committed is given up."""
        self._db.close()


def call_id(call: Call) -> str:
    """The name of a request among the lines of a batch."""
    return call.key[:_ID_LENGTH]
