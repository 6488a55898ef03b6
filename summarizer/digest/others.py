"""Records of topics that are neither tolls nor positions: each told once, however many papers carry it."""

from __future__ import annotations

import datetime
import itertools
import sqlite3
from collections.abc import Iterator, Sequence

from summarizer.digest.incidents import article_ref, coverage
from summarizer.digest.model import Other, Quote
from summarizer.digest.spelling import plain
from summarizer.digest.store import Store

MOST_QUOTES = 50
"""Articles of one sentence that are written out."""

AGAIN = datetime.timedelta(days=14)
"""The same sentence after so long a silence tells of something else."""

_ROWS = """
SELECT others.topic, others.title AS topic_title, others.place AS place, others.text, others.quote, others.start,
articles.* FROM others JOIN articles ON articles.id = others.article
ORDER BY others.topic, others.text, COALESCE(articles.date, '9999-99-99'), articles.id, others.place
"""


def write_others(store: Store) -> None:
    """Writes what the records of other topics say."""
    for _, rows in itertools.groupby(store.rows(_ROWS), key=lambda row: (row["topic"], plain(row["text"]))):
        for told in _runs(rows):
            if any(row["current"] for row in told):
                other = _other(told)
                last = max(row["date"] or "" for row in told)
                values = (other.topic, last, other.new, other.model_dump_json(exclude_defaults=True))
                store.db.execute("INSERT INTO told VALUES (?, ?, ?, ?)", values)


def _runs(rows: Iterator[sqlite3.Row]) -> Iterator[list[sqlite3.Row]]:
    """The rows in runs without a long silence."""
    run: list[sqlite3.Row] = []
    for row in rows:
        if run and run[-1]["date"] and row["date"] and _day(row) - _day(run[-1]) > AGAIN:
            yield run
            run = []
        run.append(row)
    yield run


def _day(row: sqlite3.Row) -> datetime.date:
    return datetime.date.fromisoformat(row["date"])


def _other(told: Sequence[sqlite3.Row]) -> Other:
    articles = [article_ref(row) for row in told]
    first = told[0]
    quotes = (
        Quote(
            article=article,
            record=row["place"],
            text=row["quote"],
            start=row["start"],
            end=row["start"] + len(row["quote"]),
        )
        for article, row in zip(articles, told, strict=True)
    )
    return Other(
        topic=first["topic"],
        title=first["topic_title"],
        text=first["text"],
        date=first["date"],
        coverage=coverage(articles, len(told)),
        quotes=tuple(itertools.islice(quotes, MOST_QUOTES)),
        new=all(article.new for article in articles),
    )
