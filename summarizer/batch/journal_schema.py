"""The tables of a batch's journal."""

from __future__ import annotations

from collections.abc import Mapping

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL,
    text_digest BLOB NOT NULL,
    state TEXT NOT NULL,
    same_as TEXT,
    copy_of INTEGER,
    start INTEGER,
    size INTEGER,
    error TEXT,
    message TEXT,
    article TEXT,
    origin TEXT,
    trace TEXT,
    update_of TEXT
);
CREATE INDEX IF NOT EXISTS articles_text ON articles (text_digest) WHERE copy_of IS NULL;
CREATE INDEX IF NOT EXISTS articles_copies ON articles (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX IF NOT EXISTS articles_open ON articles (state, seq) WHERE state != 'done';
CREATE INDEX IF NOT EXISTS articles_place ON articles (start) WHERE start IS NOT NULL;
CREATE TABLE IF NOT EXISTS origins (origin TEXT PRIMARY KEY, id TEXT NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bands (key INTEGER, seq INTEGER, PRIMARY KEY (key, seq)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS signatures (seq INTEGER PRIMARY KEY, signature BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS claims (seq INTEGER PRIMARY KEY, claims BLOB NOT NULL);
"""

LATER_COLUMNS = ("origin", "trace", "update_of")
"""Columns that journals of the first release have not."""

FAILED = ("failed", "lost", "partial")
"""The states of an article without a whole result."""


def failed_in(counts: Mapping[str, int], *, final: bool = False) -> int:
    """How many articles have no whole result.

    Args:
        counts: articles by state.
        final: whether those that are to be tried again are left out.
    """
    return sum(counts.get(state, 0) for state in FAILED if not (final and state == "failed"))
