"""The journal of a batch, in SQLite beside the output: which articles are seen, done, failed, and why.

An article is in one of these states:

    pending   seen, without a result: in flight, or left by a run that was stopped
    waiting   has the text of an article that is pending or failed; gets that one's result
    done      its line is in the output
    failed    failed once; tried again at the end of the run
    partial   its line is in the output, some topics failed after the second attempt
    lost      no line: it can't be read, or failed after the second attempt

All that one call of `commit` closes becomes durable together. A line of the output that the journal does not know yet
(the process was killed in between) is taken over by `adopt`.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from summarizer.article import Article
from summarizer.batch.items import Entry, Unreadable
from summarizer.batch.journal_schema import FAILED, LATER_COLUMNS, SCHEMA
from summarizer.batch.near_copies import SIMILAR, band_keys, similarity
from summarizer.batch.outputs import Place
from summarizer.batch.updates import Near, claims, holds
from summarizer.errors import UnwritableOutput, UsageError

State = Literal["pending", "waiting", "done", "failed", "partial", "lost"]

ENDED: frozenset[State] = frozenset({"done", "partial", "lost"})
"""The states in which an article is at its end, unless it is to be tried again."""

UNREADABLE = "UnreadableInput"

_FIELDS = "seq, id, state, same_as, copy_of, start, size, error, message, article, origin, update_of"


class Row(NamedTuple):
    """What the journal knows of an article."""

    seq: int
    id: str
    state: State
    same_as: str | None
    copy_of: int | None
    start: int | None
    size: int | None
    error: str | None
    message: str | None
    article: str | None
    origin: str | None
    update_of: str | None

    @property
    def place(self) -> Place | None:
        """Where its line is in the output, if it is there."""
        return None if self.start is None or self.size is None else Place(self.start, self.size)

    def load(self) -> Article:
        """The article, kept where it is needed again: one that failed or waits."""
        return Article.model_validate_json(self.article or "")


@dataclass(frozen=True, slots=True)
class Failed:
    """An article or topic without a result.

    Attributes:
        id: id of the article; where it stands, for one that can't be read.
        error: name of the error's class.
        message: what went wrong.
        partial: whether other topics of the article have a result.
        origin: where the article stands: a path, with a colon and the row's number for a table.
        trace: the traceback of an internal error; else empty.
    """

    id: str
    error: str
    message: str
    partial: bool = False
    origin: str = ""
    trace: str = ""


class Journal:
    """The journal of one output.

    Args:
        path: the SQLite file; made if it is not there.
        setup: what all results of an output have in common, such as the model and the topics.

    Raises:
        UsageError: the output was begun with another setup, or the file is no journal.
    """

    def __init__(self, path: Path, setup: Mapping[str, str] | None = None) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(path, timeout=30.0, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(SCHEMA)
            self._add_columns()
        except sqlite3.OperationalError as error:
            raise UnwritableOutput(
                f"can't write the journal {str(path)!r} ({error}): free disk space or repair it, then "
                "run the same command"
            ) from error
        except sqlite3.DatabaseError as error:
            raise UsageError(f"can't use the journal {str(path)!r} ({error}): name another --out") from error
        self._has_unreadable = self._one("SELECT 1 FROM articles WHERE error = ? LIMIT 1", UNREADABLE) is not None
        if setup is not None:
            self._compare(setup)

    def _add_columns(self) -> None:
        """Gives a journal of an earlier release the columns that it has not."""
        present = {row[1] for row in self._db.execute("PRAGMA table_info(articles)")}
        for name in LATER_COLUMNS:
            if name not in present:
                self._db.execute(f"ALTER TABLE articles ADD COLUMN {name} TEXT")

    def is_new(self) -> bool:
        """True if no article was ever admitted."""
        return self._one("SELECT 1 FROM articles LIMIT 1") is None

    def _compare(self, setup: Mapping[str, str]) -> None:
        known = self.meta("setup")
        if known is None:
            self.set_meta("setup", json.dumps(dict(setup), sort_keys=True))
            self.commit()
            return
        before = json.loads(known)
        changed = [name for name in sorted({*before, *setup}) if before.get(name) != setup.get(name)]
        if changed:
            name = changed[0]
            raise UsageError(
                f"this output was started with {name} {before.get(name)!r}, not {setup.get(name)!r}: "
                f"name another --out, or use the same {name}"
            )

    def meta(self, key: str) -> str | None:
        """A remembered value."""
        row = self._one("SELECT value FROM meta WHERE key = ?", key)
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Remembers a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def admit(self, entry: Entry, signed: bytes) -> Row:
        """What is known of an article, after making a row for one that is new.

        Args:
            entry: the article.
            signed: its signature for finding near-copies.

        Raises:
            UsageError: the article changed since it was first seen.
        """
        if self._has_unreadable:
            self._db.execute("DELETE FROM articles WHERE id = ? AND error = ?", (entry.origin, UNREADABLE))
        article = entry.article
        digest = _digest(article.text, str(article.date), article.title or "")
        if not entry.named:
            self._same_at_origin(entry, digest)
        known = self._one("SELECT digest FROM articles WHERE id = ?", article.id)
        if known is None:
            return self._new(entry, digest, signed)
        if entry.named and known[0] != digest:
            if not entry.may_change:
                raise _changed(article.id, entry.origin)
            self._db.execute(
                "UPDATE articles SET digest = ?, text_digest = ?, copy_of = NULL WHERE id = ? AND state = 'pending'",
                (digest, _digest(article.text), article.id),
            )
        return self.row(article.id)

    def find(self, article_id: str) -> Row | None:
        """What is known of an article; `None` if it was never admitted, or could not be read."""
        query = f"SELECT {_FIELDS} FROM articles WHERE id = ? AND (error IS NULL OR error <> ?)"
        found = self._db.execute(query, (article_id, UNREADABLE)).fetchone()
        return None if found is None else Row(*found)

    def _same_at_origin(self, entry: Entry, digest: bytes) -> None:
        before = self._one("SELECT id, digest FROM origins WHERE origin = ?", entry.origin)
        if before is None:
            self._db.execute("INSERT INTO origins VALUES (?, ?, ?)", (entry.origin, entry.article.id, digest))
        elif before[1] != digest:
            raise _changed(str(before[0]), entry.origin)

    def _new(self, entry: Entry, digest: bytes, signed: bytes) -> Row:
        article = entry.article
        text_digest = _digest(article.text)
        original = self._one(
            "SELECT seq, id, same_as FROM articles WHERE text_digest = ? AND copy_of IS NULL", text_digest
        )
        if original is not None:
            near, copy_of, claimed = Near(original[2] or original[1], update=False), original[0], b""
        else:
            copy_of, claimed = None, claims(article.text) if signed else b""
            near = self._near(signed, claimed)
        added = self._db.execute(
            "INSERT INTO articles (id, digest, text_digest, state, same_as, update_of, copy_of, origin)"
            " VALUES (?, ?, ?, 'pending', ?, ?, ?, ?)",
            (article.id, digest, text_digest, near.same_as, near.update_of, copy_of, entry.origin),
        )
        if copy_of is None and signed:
            self._db.execute("INSERT INTO signatures VALUES (?, ?)", (added.lastrowid, signed))
            self._db.execute("INSERT INTO claims VALUES (?, ?)", (added.lastrowid, claimed))
            self._db.executemany(
                "INSERT OR IGNORE INTO bands VALUES (?, ?)", [(key, added.lastrowid) for key in band_keys(signed)]
            )
        return self.row(article.id)

    def _near(self, signed: bytes, claimed: bytes) -> Near:
        """The article that a text repeats but for some of it; an update of it where it claims something new."""
        if not signed:
            return Near(None)
        keys = band_keys(signed)
        marks = ",".join("?" * len(keys))
        candidates = self._db.execute(
            "SELECT a.id, COALESCE(a.same_as, a.update_of), s.signature, c.claims"
            " FROM signatures s JOIN articles a USING (seq) LEFT JOIN claims c USING (seq)"
            f" WHERE s.seq IN (SELECT seq FROM bands WHERE key IN ({marks}) LIMIT 200) ORDER BY a.seq",
            keys,
        )
        best, most = Near(None), (False, SIMILAR)
        for name, first, other, known in candidates:
            share = similarity(signed, other)
            repeated = known is None or holds(known, claimed)  # a journal of the first release has no claims
            if share >= SIMILAR and ((repeated, share) > most or best.id is None):
                best, most = Near(name if repeated else str(first or name), update=not repeated), (repeated, share)
        return self._root(best)

    def _root(self, near: Near) -> Near:
        """The article that a repeated one repeats itself."""
        if near.id is None or near.update:
            return near
        row = self.row(near.id)
        return Near(row.same_as or near.id)

    def refuse(self, unreadable: Unreadable) -> bool:
        """Remembers a file or row that can't be read; returns whether it is new."""
        self._has_unreadable = True
        origin, message = unreadable.origin, unreadable.message
        added = self._db.execute(
            "INSERT OR IGNORE INTO articles (id, digest, text_digest, state, error, message, origin)"
            " VALUES (?, x'', x'', 'lost', ?, ?, ?)",
            (origin, UNREADABLE, message, origin),
        )
        if not added.rowcount:
            self._db.execute(
                "UPDATE articles SET message = ? WHERE id = ? AND error = ?", (message, origin, UNREADABLE)
            )
        return bool(added.rowcount)

    def row(self, article_id: str) -> Row:
        """What is known of an article that was admitted."""
        return Row(*self._db.execute(f"SELECT {_FIELDS} FROM articles WHERE id = ?", (article_id,)).fetchone())

    def row_at(self, seq: int) -> Row:
        """What is known of the article of a number."""
        return Row(*self._db.execute(f"SELECT {_FIELDS} FROM articles WHERE seq = ?", (seq,)).fetchone())

    def rows(self, state: State, *, after: int = 0, most: int = 64) -> list[Row]:
        """Articles in a state in the order of admission, those after a number."""
        query = f"SELECT {_FIELDS} FROM articles WHERE state = ? AND seq > ? ORDER BY seq LIMIT ?"
        return [Row(*row) for row in self._db.execute(query, (state, after, most))]

    def copies_of(self, seq: int) -> list[Row]:
        """The waiting articles that get the result of the article of a number."""
        query = f"SELECT {_FIELDS} FROM articles WHERE copy_of = ? AND state = 'waiting' ORDER BY seq LIMIT 64"
        return [Row(*row) for row in self._db.execute(query, (seq,))]

    def set_done(self, seq: int, place: Place, failure: Failed | None = None) -> None:
        """Remembers where an article's line is, and the failure of some of its topics."""
        if failure is None:
            state, error, message = "done", None, None
        else:
            state, error, message = "partial", failure.error, failure.message
        keep = ", article = NULL" if failure is None else ""
        self._db.execute(
            f"UPDATE articles SET state = ?, start = ?, size = ?, error = ?, message = ?{keep} WHERE seq = ?",
            (state, *place, error, message, seq),
        )

    def set_state(self, seq: int, state: State, *, article: Article | None = None) -> None:
        """Changes an article's state, and keeps the article where it will be needed again."""
        if article is None:
            self._db.execute("UPDATE articles SET state = ? WHERE seq = ?", (state, seq))
        else:
            self._db.execute(
                "UPDATE articles SET state = ?, article = ? WHERE seq = ?", (state, article.model_dump_json(), seq)
            )

    def set_failed(self, seq: int, state: State, failure: Failed) -> None:
        """Remembers why an article has no result."""
        self._db.execute(
            "UPDATE articles SET state = ?, error = ?, message = ?, trace = ?, start = NULL, size = NULL WHERE seq = ?",
            (state, failure.error, failure.message, failure.trace or None, seq),
        )

    def reopen(self) -> None:
        """Makes articles that failed for good such as are tried again; their lines must be out of the output."""
        self._db.execute(
            "UPDATE articles SET state = CASE WHEN copy_of IS NULL THEN 'failed' ELSE 'waiting' END,"
            " start = NULL, size = NULL"
            " WHERE state IN ('partial', 'lost') AND error != ? AND article IS NOT NULL",
            (UNREADABLE,),
        )

    def last_place(self) -> Place | None:
        """The place of the last line that the journal knows."""
        row = self._one("SELECT start, size FROM articles WHERE start IS NOT NULL ORDER BY start DESC LIMIT 1")
        return None if row is None else Place(*row)

    def id_at(self, place: Place) -> str:
        """Whose line is at a place."""
        row = self._one("SELECT id FROM articles WHERE start = ?", place.start)
        return "" if row is None else str(row[0])

    def forget_places_after(self, end: int) -> None:
        """Makes articles pending again whose lines would end after an offset."""
        self._db.execute(
            "UPDATE articles SET state = 'pending', start = NULL, size = NULL WHERE start + size > ?",
            (end,),
        )

    def places(self, *, after: int = -1, most: int = 256) -> list[tuple[int, State, Place]]:
        """Number, state and place of articles in the output, in the order of their lines, after an offset."""
        query = "SELECT seq, state, start, size FROM articles WHERE start > ? ORDER BY start LIMIT ?"
        return [(row[0], row[1], Place(row[2], row[3])) for row in self._db.execute(query, (after, most))]

    def adopt(self, article_id: str, place: Place, failure: Failed | None) -> bool:
        """Takes over a line of the output; returns whether it was one that the journal has no other line for."""
        row = self._one("SELECT seq, start FROM articles WHERE id = ?", article_id)
        if row is None or row[1] is not None:
            return False
        self.set_done(row[0], place, failure)
        return True

    def counts(self) -> dict[str, int]:
        """How many articles are in each state."""
        return {str(s): int(n) for s, n in self._db.execute("SELECT state, COUNT(*) FROM articles GROUP BY state")}

    def failures(self) -> Iterator[Failed]:
        """Yields what failed, in the order of admission."""
        query = f"SELECT id, error, message, state, origin, trace FROM articles WHERE state IN {FAILED} ORDER BY seq"
        for name, error, message, state, origin, trace in self._db.execute(query):
            yield Failed(str(name), str(error), str(message), state == "partial", origin or "", trace or "")

    def commit(self) -> None:
        """Makes everything since the last call durable, together."""
        self._db.commit()

    def close(self) -> None:
        """Closes the file; what was not committed is given up."""
        # Set back, so that a journal at rest is one file and can be read without making others beside it. On a disk
        # that is full or gone this fails, and nothing depends on it.
        with suppress(sqlite3.Error):
            self._db.rollback()
            self._db.execute("PRAGMA journal_mode=DELETE")
        self._db.close()

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._db.execute(query, values).fetchone()
        return row


def _digest(*texts: str) -> bytes:
    hasher = hashlib.blake2b(digest_size=16)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.digest()


def _changed(article_id: str, origin: str) -> UsageError:
    return UsageError(
        f"article {article_id!r} at {origin!r} differs from the one read first under this id "
        "or at this place (changed text, date or title, or an id used twice): name another "
        "--out, or restore the input"
    )
