"""Turns casualty records into claims, numbered in the order of their articles' ids."""

from __future__ import annotations

import datetime
import itertools

from summarizer.digest.blocks import COARSE, keys
from summarizer.digest.bounds import Bounds
from summarizer.digest.claims import Claim, actor_key, claim_of, content_words
from summarizer.digest.days import window
from summarizer.digest.homes import home_states
from summarizer.digest.places import find_place
from summarizer.digest.store import Store
from summarizer.topics import TollRecord, toll_topic


def make_claims(store: Store) -> None:
    """Reduces the casualty records to claims, and notes which of one article are told apart."""
    for _, group in itertools.groupby(store.records(toll_topic().name), key=lambda item: item[0]["n"]):
        mine: list[tuple[int, TollRecord]] = []
        for row, place, record in group:
            if not isinstance(record, TollRecord):
                continue
            published = datetime.date.fromisoformat(row["date"]) if row["date"] else None
            where = find_place(record.location, frozenset(row["context"].split()), home_states(record))
            c = _number(store, claim_of(record, where, window(record.date, published), row["n"]))
            store.db.execute("INSERT INTO mentions VALUES (?, ?, ?)", (row["id"], place, c))
            if not record.cumulative:
                store.db.execute("INSERT OR IGNORE INTO blocks VALUES (?, ?, ?)", (f"a:{row['n']}", c, COARSE))
            mine.append((c, record))
        pairs = itertools.combinations(mine, 2)
        apart = (sorted((a[0], b[0])) for a, b in pairs if a[0] != b[0] and told_apart(a[1], b[1]))
        store.db.executemany("INSERT OR IGNORE INTO apart VALUES (?, ?)", apart)


def _number(store: Store, claim: Claim) -> int:
    """The number of a claim; the same for equal ones."""
    body = claim.to_json()
    known = store.db.execute("SELECT c FROM claims WHERE body = ?", (body,)).fetchone()
    if known is not None:
        return int(known[0])
    c = int(store.db.execute("INSERT INTO claims (body) VALUES (?)", (body,)).lastrowid or 0)
    store.db.executemany("INSERT OR IGNORE INTO blocks VALUES (?, ?, ?)", ((k, c, role) for k, role in keys(claim)))
    return c


def told_apart(one: TollRecord, other: TollRecord) -> bool:
    """True if two records of one article are two incidents: one source gives two tolls of the same kind of victims.

    One source's toll of one incident is one record, so two that exclude each other, in words of their own, are not.
    """
    if actor_key(one.source) != actor_key(other.source):
        return False
    if any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence):
        return False
    a, b = Bounds.of(one.killed), Bounds.of(other.killed)
    if a is None or b is None or not a.excludes(b):
        return False
    first, second = content_words(one.victims), content_words(other.victims)
    return one.victim_type == other.victim_type and (not first or not second or bool(first & second))
