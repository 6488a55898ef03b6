"""The store of a digest: an SQLite file that holds the records, so that memory does not grow with the articles."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from summarizer.batch.near_copies import SIMILAR, band_keys, signature, similarity
from summarizer.contract import ArticleInfo, BriefingData
from summarizer.digest.agencies import agency_of
from summarizer.digest.other_rows import other_rows
from summarizer.linking.registry import default_parties
from summarizer.schemas import Record, actors_of, places_of
from summarizer.topics import all_topics

CACHE_KIB = 16_384
"""Pages of the file held in memory, in KiB."""

LITTLE = 80
"""Evidence with fewer characters in all does not tell that two articles are copies."""


class Store:
    """The records of many briefings on disk; gone when it is closed."""

    def __init__(self) -> None:
        self.db = sqlite3.connect("", check_same_thread=False)  # "" is a temporary file, removed on closing
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE_KIB}", "temp_store=FILE"):
            self.db.execute(f"PRAGMA {pragma}")
        schema = resources.files("summarizer.digest").joinpath("schema.sql").read_text(encoding="utf-8")
        self.db.executescript(schema)

    def close(self) -> None:
        """Closes the file and removes it."""
        self.db.close()

    def add(self, briefing: BriefingData, *, old: bool, current: bool) -> None:
        """Adds a briefing. Of two of one article the one made last counts, in whatever order they come.

        Args:
            briefing: the briefing.
            old: what it says was known before.
            current: it is of the digest itself, not only of what that is held against.
        """
        row = _article_row(briefing)
        known = self.db.execute(
            "SELECT version, old, current FROM articles WHERE id = ?", (briefing.article.id,)
        ).fetchone()
        if known is not None:
            old, current = old or bool(known[1]), current or bool(known[2])
            flags = "UPDATE articles SET old = ?, current = ? WHERE id = ?"
            self.db.execute(flags, (old, current, briefing.article.id))
            if known[0] >= row[-1]:
                return
            for table in ("records", "bands", "others"):
                self.db.execute(f"DELETE FROM {table} WHERE article = ?", (briefing.article.id,))
        marks = ", ".join("?" * (len(row) + 2))
        names = "id, date, outlet, title, url, same_as, update_of, agency, words, context, version, old, current"
        self.db.execute(f"INSERT OR REPLACE INTO articles ({names}) VALUES ({marks})", (*row, old, current))
        self.db.executemany(
            "INSERT INTO records VALUES (?, ?, ?, ?)",
            (
                (briefing.article.id, topic, place, record.model_dump_json(exclude_defaults=True))
                for topic, records in briefing.records.items()
                for place, record in enumerate(records)
            ),
        )
        others = list(other_rows(briefing))
        self.db.executemany("INSERT INTO others VALUES (?, ?, ?, ?, ?, ?, ?)", others)
        if briefing.article.text and (signed := signature(briefing.article.text)):
            rows = ((key, briefing.article.id, signed) for key in band_keys(signed))
            self.db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", rows)

    def finish(self, since: str | None) -> None:
        """Numbers the articles, and finds whose copy each is.

        Args:
            since: articles dated before this day are old.
        """
        if since is not None:
            self.db.execute("UPDATE articles SET old = 1 WHERE date < ?", (since,))
        self.db.execute(
            "UPDATE articles SET n = s.n FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM articles) AS s "
            "WHERE s.id = articles.id"
        )
        self.db.execute("CREATE UNIQUE INDEX articles_by_number ON articles (n)")
        _find_origins(self)

    def records(self, topic: str) -> Iterator[tuple[sqlite3.Row, int, Record]]:
        """Yields a topic's records in the order of their articles' ids: article row, position, record."""
        record_class = all_topics()[topic].record
        rows = self.rows(
            "SELECT articles.*, records.place AS place, records.body AS body FROM records "
            "JOIN articles ON articles.id = records.article WHERE topic = ? ORDER BY article, place",
            (topic,),
        )
        for row in rows:
            yield row, row["place"], record_class.model_validate_json(row["body"])

    def rows(self, query: str, parameters: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        """Yields the rows of a query by name of column, through a cursor of its own."""
        cursor = self.db.cursor()
        cursor.row_factory = sqlite3.Row
        yield from cursor.execute(query, parameters)

    def one(self, query: str, parameters: Sequence[object] = ()) -> Any:
        """The first value of the first row."""
        return self.db.execute(query, parameters).fetchone()[0]


def outlet_of(info: ArticleInfo) -> str:
    """Who published an article: its source, else the host of its address, else its id."""
    if info.source:
        return info.source
    host = urlsplit(info.url or "").hostname
    return re.sub(r"^www\.", "", host) if host else info.id


def _article_row(briefing: BriefingData) -> tuple[object, ...]:
    info = briefing.article
    body = briefing.model_dump_json(include={"article", "records"})
    version = f"{briefing.created_at.isoformat()} {hashlib.blake2b(body.encode(), digest_size=8).hexdigest()}"
    quotes = sorted(
        {e.quote.casefold() for records in briefing.records.values() for record in records for e in record.evidence}
    )
    words = "\n".join(quotes)
    return (
        info.id,
        info.date.isoformat() if info.date else None,
        outlet_of(info),
        info.title,
        info.url,
        info.same_as,
        info.update_of,
        agency_of(info.source, info.text),
        hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        if len(words) >= LITTLE
        else "",
        " ".join(sorted(_states(briefing))),
        version,
    )


def _states(briefing: BriefingData) -> set[str]:
    """The states that the records of an article speak of."""
    parties = default_parties()
    found: set[str] = set()
    for records in briefing.records.values():
        for record in records:
            found |= {actor.party for actor in actors_of(record) if actor.party in parties.states}
            for words in places_of(record):
                found |= {m.code for m in parties.mentions(words) if m.code in parties.states}
    return found


class Groups:
    """Numbers in groups: union-find over an array, the least number standing for its group."""

    def __init__(self, size: int) -> None:
        import array

        self._above = array.array("q", range(size))

    def of(self, number: int) -> int:
        """The least number of a number's group."""
        above = self._above
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Makes two groups one."""
        low, high = sorted((self.of(one), self.of(other)))
        self._above[high] = low


def _find_origins(store: Store) -> None:
    """Sets the origin of each article: an agency, or the outlet of the first of the articles that are copies."""
    groups = Groups(store.one("SELECT COUNT(*) FROM articles"))
    for one, other in _copies(store):
        groups.join(one, other)
    store.db.execute("CREATE TEMP TABLE grouped (n INTEGER PRIMARY KEY, g INTEGER)")
    numbers = store.db.execute("SELECT n FROM articles ORDER BY n")
    store.db.executemany("INSERT INTO grouped VALUES (?, ?)", ((n, groups.of(n)) for (n,) in numbers))
    store.db.execute("CREATE TEMP TABLE origins (g INTEGER PRIMARY KEY, origin TEXT)")
    store.db.execute(
        "INSERT INTO origins SELECT g, COALESCE(MIN(NULLIF(agency, '')), "
        "SUBSTR(MIN(COALESCE(date, '9999-99-99') || id || '\n' || outlet), "
        "INSTR(MIN(COALESCE(date, '9999-99-99') || id || '\n' || outlet), '\n') + 1)) "
        "FROM grouped JOIN articles USING (n) GROUP BY g"
    )
    store.db.execute(
        "UPDATE articles SET origin = s.origin FROM (SELECT n, origin FROM grouped JOIN origins USING (g)) AS s "
        "WHERE s.n = articles.n"
    )


def _copies(store: Store) -> Iterable[tuple[int, int]]:
    """Yields pairs of articles that are copies: said to be, word for word in their evidence, or by their texts."""
    yield from store.db.execute("SELECT a.n, b.n FROM articles AS a JOIN articles AS b ON b.id = a.same_as")
    yield from store.db.execute(
        "SELECT n, MIN(n) OVER (PARTITION BY words) FROM articles WHERE words != '' AND words IN "
        "(SELECT words FROM articles GROUP BY words HAVING COUNT(*) > 1)"
    )
    last: tuple[int, int, bytes] | None = None
    for key, n, signed in store.db.execute(
        "SELECT key, n, signature FROM bands JOIN articles ON articles.id = bands.article ORDER BY key, n"
    ):
        if last is not None and last[0] == key and similarity(last[2], signed) >= SIMILAR:
            yield last[1], n
        last = (key, n, signed)
