"""Statistics of a run: records by topic, party and class over time, failures, rejected drafts, cost.

The records of an article that repeats another (`same_as`) are not counted again: three papers with one agency's report
are one source.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from summarizer.batch.outputs import read_lines
from summarizer.batch.store import Paths
from summarizer.errors import UnreadableInput
from summarizer.schemas import Choice, FieldKind, Record, TopicForm, Verbatim, kinds
from summarizer.topics import all_topics, known_topics, topic_of_form
from summarizer.usage import Usage

MOST_DAYS = 31
"""A run over more days than this is counted by month."""


@dataclass
class Stats:
    """What a run gave.

    Attributes:
        articles: articles with a result.
        repeats: those of them that repeat another's text; their records are in no count below.
        updates: those of them that repeat another's text with other figures or positions; their records are counted.
        lost: articles without a result.
        not_examined: articles by topic for which it failed, the lost ones too; no absence of records.
        partial: those of them with failed topics.
        records: records by topic.
        parties: records by topic, role (`actor`, `perpetrator`, …) and party; "?" for an actor of no party.
        classes: records by topic, field and class.
        days: records by topic and the article's day of publication; "" for articles without a date.
        rejects: drafts that did not become records, by topic and code.
        failures: articles or topics without a result, by the error's class.
        usage: what it cost.
        models: articles by model.
    """

    articles: int = 0
    repeats: int = 0
    updates: int = 0
    lost: int = 0
    not_examined: Counter[str] = field(default_factory=Counter)
    partial: int = 0
    records: Counter[str] = field(default_factory=Counter)
    parties: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    classes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    days: Counter[tuple[str, str]] = field(default_factory=Counter)
    rejects: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    usage: Usage = field(default_factory=Usage)
    models: Counter[str] = field(default_factory=Counter)

    def periods(self) -> Counter[tuple[str, str]]:
        """Records by topic and period: the day, or the month where there are many days."""
        if len({day for _, day in self.days}) <= MOST_DAYS:
            return self.days
        months: Counter[tuple[str, str]] = Counter()
        for (topic, day), count in self.days.items():
            months[topic, day[:7]] += count
        return months


def read_stats(path: Path) -> Stats:
    """Counts what a run gave, in one pass; a run under way may be looked at.

    Args:
        path: the file of results.

    Raises:
        UnreadableInput: it is not there, or holds no results.
    """
    paths = Paths.beside(path)
    if not paths.lines.is_file():
        raise UnreadableInput(f"no results in {str(paths.lines)!r}: name a file that `summarizer batch` wrote")
    stats = Stats()
    for number, line in enumerate(read_lines(paths.lines), start=1):
        try:
            _count(stats, json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableInput(
                f"line {number} of {str(paths.lines)!r} is not a result of `summarizer batch`: name a "
                "file that it wrote"
            ) from error
    if not stats.articles and not paths.journal.exists():
        raise UnreadableInput(f"no results in {str(paths.lines)!r}: name a file that `summarizer batch` wrote")
    _add_journal(stats, paths.journal)
    return stats


def _count(stats: Stats, line: Mapping[str, Any]) -> None:
    article = line["article"]
    stats.articles += 1
    stats.models[line["model"]] += 1
    stats.usage += Usage.model_validate(line["usage"])
    stats.partial += bool(line["failures"])
    stats.not_examined.update({failure["topic"] for failure in line["failures"]})
    stats.updates += bool(article.get("update_of"))
    if article.get("same_as"):
        stats.repeats += 1
        return
    for rejected in line["rejected"]:
        stats.rejects[rejected["topic"], rejected["reason"].partition(":")[0]] += 1
    for topic, records in line["records"].items():
        stats.records[topic] += len(records)
        if records:
            stats.days[topic, article["date"] or ""] += len(records)
        kind = _record_class(line, topic) if records else None
        markers = kinds(kind) if kind is not None else {}
        for record in records:
            _count_record(stats, topic, markers, record)


def _record_class(line: Mapping[str, Any], topic: str) -> type[Record] | None:
    """The class of a topic's records: the known one, else what the line says of a topic of one's own."""
    own = line.get("topics", {}).get(topic)
    if topic in all_topics() or own is None:
        known = known_topics().get(topic)
        return known.record if known is not None else None
    return topic_of_form(TopicForm.model_validate(own)).record


def _count_record(stats: Stats, topic: str, markers: Mapping[str, FieldKind], record: Mapping[str, Any]) -> None:
    for name, marker in markers.items():
        value = record.get(name)
        if isinstance(marker, Choice):
            stats.classes[topic, name, str(value).lower() if isinstance(value, bool) else str(value)] += 1
        elif isinstance(marker, Verbatim) and marker.holds == "actor" and name != "source" and value:
            stats.parties[topic, name, value["party"] or "?"] += 1


def _add_journal(stats: Stats, journal: Path) -> None:
    """Adds the failures that the journal knows, if it is there."""
    if not journal.is_file():
        return
    connection = sqlite3.connect(f"file:{quote(str(journal))}?mode=ro", uri=True, timeout=30.0)
    try:
        query = "SELECT error, COUNT(*) FROM articles WHERE state IN ('failed', 'lost', 'partial') GROUP BY error"
        for name, count in connection.execute(query):
            stats.failures[str(name)] += int(count)
        (stats.lost,) = connection.execute("SELECT COUNT(*) FROM articles WHERE state IN ('failed', 'lost')").fetchone()
        row = connection.execute("SELECT value FROM meta WHERE key = 'setup'").fetchone()
        topics = json.loads(row[0]).get("topics", "") if row is not None else ""
        for topic in filter(None, topics.split(", ")) if stats.lost else ():
            stats.not_examined[topic] += stats.lost
    finally:
        connection.close()
