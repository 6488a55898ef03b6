"""The contents of a digest, read from its store on demand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from summarizer.digest.model import Contradiction, Counts, Incident, Line, Other, StanceChange, Statement
from summarizer.digest.store import Store

By = Literal["incident", "party", "topic"]
"""What a digest is sorted by for people."""


class Contents:
    """Incidents, positions, changes and contradictions of many articles, on disk.

    Args:
        store: where they are.
        compared: they are held against earlier briefings or a date, so that `new` means something.
        since: ISO date from which on the incidents and positions shown have news; `None` where all are shown.
    """

    def __init__(self, store: Store, *, compared: bool, since: str | None) -> None:
        self._store = store
        self.compared = compared
        self.since = since
        self._counts: Counts | None = None

    @property
    def store(self) -> Store:
        """Where its parts are kept."""
        return self._store

    @property
    def counts(self) -> Counts:
        """How much it holds."""
        if self._counts is None:
            self._counts = _counts(self)
        return self._counts

    def incidents(self, *, cumulative: bool = False, new: int = 0, most: int = -1) -> Iterator[Incident]:
        """Yields the incidents, those with the most dead first.

        Args:
            cumulative: running totals over several attacks instead.
            new: 1 for those of which something is new, 3 for those that are new altogether, 0 for all.
            most: largest number of them; all by default.
        """
        rows = self._store.db.execute(
            "SELECT body FROM incidents WHERE cumulative = ? AND (? = 0 OR new >= ?) AND COALESCE(latest, '') >= ? "
            "ORDER BY weight DESC, id LIMIT ?",
            (cumulative, new, new, self.since or "", most),
        )
        for (body,) in rows:
            yield Incident.model_validate_json(body)

    def incident(self, id: str) -> Incident:
        """The incident of an id.

        Raises:
            KeyError: there is none.
        """
        row = self._store.db.execute("SELECT body FROM incidents WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise KeyError(id)
        return Incident.model_validate_json(row[0])

    def lines(
        self, topic: str | None = None, *, party: str | None = None, new: int = 0, most: int = -1
    ) -> Iterator[tuple[int, Line]]:
        """Yields the positions over time, each with its number; those that changed, and the most reported, first.

        Args:
            topic: `ceasefire` or `sanctions`; both by default.
            party: only this actor's.
            new: as for `incidents`.
            most: largest number of them.
        """
        rows = self._store.db.execute(
            "SELECT l, body FROM lines WHERE (? IS NULL OR topic = ?) AND (? IS NULL OR party = ?) AND new >= ? "
            "AND latest >= ? ORDER BY weight DESC, l LIMIT ?",
            (topic, topic, party, party, new, self.since or "", most),
        )
        for number, body in rows:
            yield int(number), Line.model_validate_json(body)

    def statements(self, line: int, *, most: int = -1) -> Iterator[Statement]:
        """Yields a line's statements, the first first; with `most`, only the last ones."""
        query = "SELECT body FROM statements WHERE l = ? ORDER BY day, s"
        values: tuple[int, ...] = (line,)
        if most >= 0:
            query = (
                "SELECT body FROM (SELECT day, s, body FROM statements WHERE l = ? ORDER BY day DESC, s DESC LIMIT ?) "
                "ORDER BY day, s"
            )
            values = (line, most)
        for (body,) in self._store.db.execute(query, values):
            yield Statement.model_validate_json(body)

    def changes(self, *, new: bool = False, most: int = -1) -> Iterator[tuple[Line, StanceChange]]:
        """Yields the changes of stance, the last first, each with its line."""
        rows = self._store.db.execute(
            "SELECT lines.body, changes.body FROM changes JOIN lines USING (l) WHERE changes.new >= ? AND day >= ? "
            "ORDER BY day DESC, l LIMIT ?",
            (new, self.since or "", most),
        )
        for line, change in rows:
            yield Line.model_validate_json(line), StanceChange.model_validate_json(change)

    def contradictions(self, *, new: bool = False, most: int = -1) -> Iterator[Contradiction]:
        """Yields the contradictions, the weightiest first."""
        rows = self._store.db.execute(
            "SELECT body FROM contradictions WHERE new >= ? AND day >= ? ORDER BY weight DESC, day DESC, body LIMIT ?",
            (new, self.since or "", most),
        )
        for (body,) in rows:
            yield Contradiction.model_validate_json(body)

    def others(self, topic: str | None = None, *, new: bool = False, most: int = -1) -> Iterator[Other]:
        """Yields what the records of other topics say, by topic, the last first.

        Args:
            topic: only this one's.
            new: only what was not known before.
            most: largest number of them.
        """
        rows = self._store.db.execute(
            "SELECT body FROM told WHERE (? IS NULL OR topic = ?) AND new >= ? AND day >= ? "
            "ORDER BY topic, day DESC, body LIMIT ?",
            (topic, topic, new, self.since or "", most),
        )
        for (body,) in rows:
            yield Other.model_validate_json(body)

    def incident_of(self, article: str, record: int) -> str | None:
        """The id of the incident of a casualty record; `None` for a running total, or a record that is not there."""
        row = self._store.db.execute(
            "SELECT incidents.id FROM mentions JOIN claims USING (c) JOIN incidents ON incidents.i = claims.incident "
            "WHERE article = ? AND place = ? AND incidents.cumulative = 0",
            (article, record),
        ).fetchone()
        return str(row[0]) if row is not None else None


def _counts(contents: Contents) -> Counts:
    db = contents.store.db
    articles, sources, origins, first, last, new = db.execute(
        "SELECT COUNT(*), COUNT(DISTINCT outlet), COUNT(DISTINCT origin), MIN(date), MAX(date), SUM(NOT old) "
        "FROM articles WHERE current"
    ).fetchone()
    one = contents.store.one
    return Counts(
        articles=articles,
        sources=sources,
        independent=origins,
        records=one("SELECT COUNT(*) FROM records JOIN articles ON articles.id = records.article WHERE current"),
        incidents=one("SELECT COUNT(*) FROM incidents WHERE NOT cumulative"),
        totals=one("SELECT COUNT(*) FROM incidents WHERE cumulative"),
        lines=one("SELECT COUNT(*) FROM lines"),
        changes=one("SELECT COUNT(*) FROM changes"),
        others=one("SELECT COUNT(*) FROM told"),
        contradictions=one("SELECT COUNT(*) FROM contradictions"),
        first=first,
        last=last,
        compared=contents.compared,
        new_articles=new or 0,
    )
