"""The tables of a batch's journal."""

from __future__ import annotations

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
