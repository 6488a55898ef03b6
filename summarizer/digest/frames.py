"""A digest as data frames: casualty records with their incident, incidents, figures over time, positions, others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from summarizer.digest.contents import Contents
from summarizer.digest.model import Incident
from summarizer.errors import UsageError
from summarizer.render.data_frame import columns_of
from summarizer.topics import TollRecord

if TYPE_CHECKING:
    from pandas import DataFrame


def frame(digest: Contents, table: str) -> DataFrame:
    """One of the tables of a digest.

    Raises:
        UsageError: there is no such table, or pandas is not installed.
    """
    tables: dict[str, Callable[[Contents], Iterator[dict[str, Any]]]] = {
        "casualties": _casualties,
        "incidents": _incidents,
        "figures": _figures,
        "positions": _positions,
        "others": _others,
    }
    if table not in tables:
        raise UsageError(f"unknown table {table!r}: choose from {', '.join(tables)}")
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageError("data frames need pandas: run `pip install 'summarizer[notebook]'`") from error
    made = pd.DataFrame(list(tables[table](digest))).convert_dtypes()
    for column in made.columns.intersection(["article_date", "date"]):
        made[column] = pd.to_datetime(made[column], errors="coerce").astype("datetime64[s]")
    return made


def _all(digest: Contents) -> Iterable[Incident]:
    yield from digest.incidents()
    yield from digest.incidents(cumulative=True)


def _casualties(digest: Contents) -> Iterator[dict[str, Any]]:
    """A row a record; `incident` is empty for a running total, which counts no attack."""
    columns = columns_of(TollRecord)
    for incident in _all(digest):
        for report in incident.reports:
            yield {
                "article_id": report.article.id,
                "article_date": report.article.date,
                "article_source": report.article.outlet,
                "record": report.record,
                "incident": None if incident.cumulative else incident.id,
                **{name: get(report.report) for name, _, get in columns},
            }


def _incidents(digest: Contents) -> Iterator[dict[str, Any]]:
    for incident in digest.incidents():
        held = {
            f"{measure}_{part}": getattr(held, part)
            for measure, held in incident.now.items()
            for part in ("low", "best", "high")
        }
        yield {
            "incident": incident.id,
            "place": incident.place,
            "country": incident.country,
            "latitude": incident.latitude,
            "longitude": incident.longitude,
            "day": incident.day,
            "day_precision": incident.day_precision,
            **held,
            "perpetrators": "; ".join(incident.perpetrators) or None,
            "sources": incident.coverage.sources,
            "independent": incident.coverage.independent,
            "new": incident.new,
        }


def _figures(digest: Contents) -> Iterator[dict[str, Any]]:
    for incident in _all(digest):
        for figure in incident.figures:
            yield {
                "incident": incident.id,
                "cumulative": incident.cumulative,
                "date": figure.date,
                "measure": figure.measure,
                "low": figure.low,
                "best": figure.best,
                "high": figure.high,
                "text": figure.text,
                "by": figure.by,
                "party": figure.party,
                "outlet": figure.quotes[0].article.outlet,
                "change": figure.change,
                "standing": figure.standing,
                "new": figure.new,
                "quote": figure.quotes[0].text,
            }


def _positions(digest: Contents) -> Iterator[dict[str, Any]]:
    for number, line in digest.lines():
        for statement in digest.statements(number):
            yield {
                "topic": line.topic,
                "actor": line.actor,
                "other": line.other or None,
                "sector": line.sector or None,
                "date": statement.date,
                "stance": statement.stance,
                "by": statement.by,
                "told_by": statement.told_by,
                "sources": statement.coverage.sources,
                "independent": statement.coverage.independent,
                "new": statement.new,
                "quote": statement.quote.text,
            }


def _others(digest: Contents) -> Iterator[dict[str, Any]]:
    for other in digest.others():
        yield {
            "topic": other.topic,
            "date": other.date,
            "text": other.text,
            "sources": other.coverage.sources,
            "independent": other.coverage.independent,
            "new": other.new,
            "quote": other.quotes[0].text,
        }
