"""Briefings with their articles, and the index to search them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from sqlalchemy import Connection, RowMapping, and_, exists, insert, or_, select

from summarizer.article import Article
from summarizer.briefing import Briefing
from summarizer.schemas import Actor, Choice, kinds
from summarizer.service.store.database import Database, now
from summarizer.service.store.tables import briefings, facets


@dataclass(frozen=True)
class BriefingRow:
    """A briefing with whose it is.

    Attributes:
        id: its id here.
        client: whose it is.
        created_by: who asked for it.
        created_at: when it was made, seconds since 1970.
        content_key: names the article and how it was read.
        article: the article.
        briefing: the briefing, which has the article at hand.
    """

    id: str
    client: str
    created_by: str
    created_at: float
    content_key: str
    article: Article
    briefing: Briefing

    @classmethod
    def new(cls, briefing: Briefing, article: Article, *, content_key: str, client: str, created_by: str) -> Self:
        """The row of a new briefing."""
        return cls(uuid.uuid4().hex, client, created_by, now(), content_key, article, briefing.with_article(article))

    def copied_for(self, client: str, created_by: str) -> BriefingRow:
        """The same briefing for a client that gave the same article; it cost nothing more."""
        usage = self.briefing.usage
        free = usage.model_copy(update={"calls": 0, "cached_calls": usage.calls + usage.cached_calls, "cost_usd": 0.0})
        briefing = self.briefing.model_copy(update={"usage": free}).with_article(self.article)
        return replace(
            self, id=uuid.uuid4().hex, client=client, created_by=created_by, created_at=now(), briefing=briefing
        )


@dataclass(frozen=True)
class Search:
    """What to look for; every part that is given must fit.

    Attributes:
        party: code of a party that acts, is addressed or is blamed.
        topic: a topic with records.
        value: a class of a record, such as `rejects` or `imposed`.
        since: earliest day of publication, ISO 8601.
        until: latest day of publication.
        words: words of title or text, each of which must occur; case is ignored.
        most: how many to return.
        before: `created_at` and id of the last one seen, to go on from there.
    """

    party: str | None = None
    topic: str | None = None
    value: str | None = None
    since: str | None = None
    until: str | None = None
    words: str | None = None
    most: int = 50
    before: tuple[float, str] | None = None


class Briefings:
    """Finished briefings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, row: BriefingRow) -> None:
        """Keeps a briefing."""
        with self._database.writing() as connection:
            insert_briefing(connection, row)

    def get(self, briefing_id: str) -> BriefingRow | None:
        """A briefing by its id."""
        with self._database.reading() as connection:
            row = connection.execute(select(briefings).where(briefings.c.id == briefing_id)).mappings().first()
        return None if row is None else _row(row)

    def same(self, content_key: str, client: str) -> BriefingRow | None:
        """A complete briefing of the same article read in the same way: the client's own before another's."""
        asked = (
            select(briefings)
            .where(briefings.c.content_key == content_key, briefings.c.complete)
            .order_by(briefings.c.client != client, briefings.c.created_at)
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(asked).mappings().first()
        return None if row is None else _row(row)

    def of_article(self, article_id: str, client: str) -> tuple[BriefingRow, ...]:
        """All of a client's briefings of an article, by whatever model."""
        asked = select(briefings).where(briefings.c.article_id == article_id[:200], briefings.c.client == client)
        with self._database.reading() as connection:
            return tuple(map(_row, connection.execute(asked).mappings()))

    def search(self, search: Search, client: str | None) -> tuple[BriefingRow, ...]:
        """Briefings of a client (of all where it is `None`), the latest first."""
        asked = select(briefings).order_by(briefings.c.created_at.desc(), briefings.c.id.desc()).limit(search.most)
        if client is not None:
            asked = asked.where(briefings.c.client == client)
        for kind in ("party", "topic", "value"):
            value = getattr(search, kind)
            if value is not None:
                asked = asked.where(
                    exists().where(
                        facets.c.briefing_id == briefings.c.id,
                        facets.c.kind == kind,
                        facets.c.value == value[:200],
                    )
                )
        if search.since is not None:
            asked = asked.where(briefings.c.date >= search.since)
        if search.until is not None:
            asked = asked.where(briefings.c.date <= search.until)
        for word in (search.words or "").casefold().split():
            asked = asked.where(briefings.c.words.contains(word, autoescape=True))
        if search.before is not None:
            time, last = search.before
            earlier = and_(briefings.c.created_at == time, briefings.c.id < last)
            asked = asked.where(or_(briefings.c.created_at < time, earlier))
        with self._database.reading() as connection:
            return tuple(map(_row, connection.execute(asked).mappings()))


def insert_briefing(connection: Connection, row: BriefingRow) -> None:
    """Puts a briefing and what it is found by into the tables."""
    title = row.article.title or row.article.text.strip().split("\n", 1)[0]
    connection.execute(
        insert(briefings).values(
            id=row.id,
            client=row.client,
            created_by=row.created_by,
            created_at=row.created_at,
            content_key=row.content_key,
            article_id=row.article.id[:200],
            title=title[:500],
            date=row.article.date.isoformat() if row.article.date is not None else None,
            model=row.briefing.model[:200],
            complete=not row.briefing.failures,
            article=json.dumps(row.article.model_dump(mode="json")),
            body=json.dumps(row.briefing.to_dict()),
            words=f"{title}\n{row.article.text}".casefold(),
        )
    )
    found = {(kind, value[:200]) for kind, value in _facets(row.briefing)}
    if found:
        connection.execute(
            insert(facets), [{"briefing_id": row.id, "kind": kind, "value": value} for kind, value in sorted(found)]
        )


def _facets(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """What a briefing can be found by: its topics, the parties and the classes of its records."""
    for topic, records in briefing.records.items():
        for record in records:
            yield "topic", topic
            for name, kind in kinds(type(record)).items():
                value = getattr(record, name)
                if isinstance(value, Actor) and value.party is not None:
                    yield "party", value.party
                elif isinstance(kind, Choice) and isinstance(value, str):
                    yield "value", value


def _row(row: RowMapping) -> BriefingRow:
    article = Article.model_validate_json(row["article"])
    body: Mapping[str, Any] = json.loads(row["body"])
    briefing = Briefing.model_validate(body).with_article(article)
    return BriefingRow(
        row["id"], row["client"], row["created_by"], row["created_at"], row["content_key"], article, briefing
    )
