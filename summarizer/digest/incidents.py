"""Incidents and running totals: the records of one attack joined, one at a time, and written to the store."""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pycountry

from summarizer.digest.claims import Claim, Measure, actor_key
from summarizer.digest.contradictions import of_incident
from summarizer.digest.links import score
from summarizer.digest.model import (
    ArticleRef,
    Coverage,
    Incident,
    Link,
    LinkPart,
    Report,
)
from summarizer.digest.places import Place
from summarizer.digest.store import Store
from summarizer.digest.tolls import Toll, figures, known_before, tolls
from summarizer.topics import TollRecord, toll_topic

_MEMBERS = """
SELECT claims.incident AS incident, claims.c AS c, mentions.place AS place, records.body AS record, articles.*
FROM claims JOIN mentions ON mentions.c = claims.c JOIN articles ON articles.id = mentions.article
JOIN records ON records.article = mentions.article AND records.topic = ? AND records.place = mentions.place
ORDER BY claims.incident, COALESCE(articles.date, '9999-99-99'), articles.update_of IS NOT NULL, articles.id,
mentions.place
"""
_LEVELS = ("town", "name", "area", "country", "none")
_PRECISIONS = ("day", "month", "reported", "year", "none")


def write_incidents(store: Store) -> None:
    """Writes every incident and total of the current articles, with the contradictions within."""
    for number, rows in itertools.groupby(
        store.rows(_MEMBERS, (toll_topic().name,)), key=lambda row: int(row["incident"])
    ):
        members = list(rows)
        if any(row["current"] for row in members):
            _write(store, number, members)


def article_ref(row: sqlite3.Row) -> ArticleRef:
    """An article as digests name it."""
    return ArticleRef(
        id=row["id"],
        date=row["date"],
        outlet=row["outlet"],
        title=row["title"],
        url=row["url"],
        origin=row["origin"],
        new=not row["old"],
    )


def coverage(articles: Sequence[ArticleRef], records: int) -> Coverage:
    """How widely the records of these articles are reported."""
    return Coverage(
        records=records,
        articles=len({a.id for a in articles}),
        sources=len({a.outlet for a in articles}),
        independent=len({a.origin for a in articles}),
    )


def _write(store: Store, number: int, rows: Sequence[sqlite3.Row]) -> None:
    reports = [
        Report(article=article_ref(row), record=row["place"], report=TollRecord.model_validate_json(row["record"]))
        for row in rows
    ]
    claims = {
        int(c): Claim.from_json(body)
        for c, body in store.db.execute("SELECT c, body FROM claims WHERE incident = ?", (number,))
    }
    found = tolls(reports, frozenset(row["id"] for row in rows if row["update_of"]))
    for toll in found.values():
        known_before(toll)
    links = tuple(_links(store, number, claims, {int(row["c"]): row for row in reversed(rows)}))
    incident = _incident(reports, list(claims.values()), found, links)
    known = found.get("killed") or next(iter(found.values()), None)
    killed = known.now.low or 0 if known is not None else 0
    store.db.execute(
        "INSERT INTO incidents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            incident.id,
            incident.cumulative,
            2 * incident.new + incident.updated,
            float(killed) + min(incident.coverage.independent, 50) / 100,
            incident.day,
            incident.coverage.articles,
            max(r.article.date or "" for r in reports),
            incident.model_dump_json(exclude_defaults=True),
        ),
    )
    for weight, contradiction in of_incident(incident, found):
        store.db.execute(
            "INSERT INTO contradictions VALUES (?, ?, ?, ?, ?)",
            (
                contradiction.kind,
                weight,
                contradiction.new,
                contradiction.other_quote.article.date or "",
                contradiction.model_dump_json(exclude_defaults=True),
            ),
        )


def _incident(
    reports: Sequence[Report], claims: Sequence[Claim], found: Mapping[Measure, Toll], links: tuple[Link, ...]
) -> Incident:
    first = reports[0]
    cumulative = claims[0].cumulative
    place = _finest(claims)
    when = min((c.window for c in claims), key=lambda w: (_PRECISIONS.index(w.precision), w.first, w.last))
    day = when.iso
    if cumulative:
        day = None
    new = all(r.article.new for r in reports)
    all_figures = tuple(figure for toll in found.values() for figure in figures(toll))
    return Incident(
        id=_name(cumulative, first),
        cumulative=cumulative,
        place=(_country_name(place.name) if place.level == "country" else place.name) or None,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        place_level=place.level,
        day=day or _reported_day(reports, cumulative),
        day_precision=when.precision if day else "reported" if first.article.date and not cumulative else "none",
        weapon=next((r.report.weapon for r in reports if r.report.weapon), None),
        victims=next((r.report.victims for r in reports if r.report.victims), None),
        perpetrators=tuple(
            dict.fromkeys(actor_key(r.report.perpetrator) for r in reports if r.report.perpetrator is not None)
        ),
        denied_by=tuple(
            dict.fromkeys(
                actor_key(r.report.perpetrator)
                for r in reports
                if r.report.responsibility == "denied" and r.report.perpetrator is not None
            )
        ),
        now={measure: toll.now for measure, toll in found.items()},
        figures=all_figures,
        coverage=coverage([r.article for r in reports], len(reports)),
        links=links,
        reports=tuple(reports),
        new=new,
        updated=new or any(figure.new for figure in all_figures),
    )


def _country_name(code: str) -> str:
    """A country's common name in English; the code where the list has none."""
    country = pycountry.countries.get(alpha_3=code)
    return str(getattr(country, "common_name", country.name)) if country is not None else code


def _reported_day(reports: Sequence[Report], cumulative: bool) -> str | None:
    """The day of the first article, for want of a better."""
    return None if cumulative else next((r.article.date for r in reports if r.article.date), None)


def _finest(claims: Sequence[Claim]) -> Place:
    """The finest place that most claims name."""
    level = min(_LEVELS.index(c.place.level) for c in claims)
    at_level = [c.place for c in claims if _LEVELS.index(c.place.level) == level]
    counted = Counter(at_level)
    return min(at_level, key=lambda p: (not p.names if level == 2 else False, -counted[p], p.name))


def _name(cumulative: bool, first: Report) -> str:
    said = f"{first.article.id}#{first.record}"
    return ("T" if cumulative else "I") + hashlib.blake2b(said.encode(), digest_size=4).hexdigest()


def _links(store: Store, number: int, claims: dict[int, Claim], row_of: dict[int, sqlite3.Row]) -> Iterator[Link]:
    """Why the claims are one incident: the links that joined them."""
    query = "SELECT a, b, score FROM joins WHERE incident = ? ORDER BY score DESC, a, b"
    for a, b, points in store.db.execute(query, (number,)):
        found = score(claims[a], claims[b])
        parts = found.parts if found is not None else ()
        yield Link(
            one=f"{row_of[a]['id']}#{row_of[a]['place']}",
            other=f"{row_of[b]['id']}#{row_of[b]['place']}",
            score=points,
            parts=tuple(LinkPart(about=part.about, points=part.points, why=part.why) for part in parts),
        )
