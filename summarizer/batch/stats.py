"""What a run gave, counted line by line: records by topic, party and class over time, failures, rejects, cost.

The records of an article that repeats another (`same_as`) are not counted again: three papers with one agency's report
are one source.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from summarizer.batch.outputs import read_lines
from summarizer.batch.store import Paths
from summarizer.errors import UnreadableInput
from summarizer.schemas import Choice, Verbatim, kinds
from summarizer.topics import all_topics
from summarizer.usage import Usage

MOST_DAYS = 31
"""A run over more days than this is counted by month."""


@dataclass
class Stats:
    """What a run gave.

    Attributes:
        articles: articles with a result.
        repeats: those of them that repeat another's text; their records are in no count below.
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
        """Returns records by topic and period: the day, or the month where there are many days."""
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
        raise UnreadableInput(f"there are no results in {str(paths.lines)!r}: give what `summarizer batch` wrote")
    stats = Stats()
    for number, line in enumerate(read_lines(paths.lines), start=1):
        try:
            _count(stats, json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableInput(
                f"line {number} of {str(paths.lines)!r} is no result of a batch: {error!r}"
            ) from error
    for error_name, count in _failures(paths.journal):
        stats.failures[error_name] += count
    return stats


def _count(stats: Stats, line: Mapping[str, Any]) -> None:
    article = line["article"]
    stats.articles += 1
    stats.models[line["model"]] += 1
    stats.usage += Usage.model_validate(line["usage"])
    stats.partial += bool(line["failures"])
    if article.get("same_as"):
        stats.repeats += 1
        return
    for rejected in line["rejected"]:
        stats.rejects[rejected["topic"], rejected["reason"].partition(":")[0]] += 1
    for topic, records in line["records"].items():
        stats.records[topic] += len(records)
        if records:
            stats.days[topic, article["date"] or ""] += len(records)
        for record in records:
            _count_record(stats, topic, record)


def _count_record(stats: Stats, topic: str, record: Mapping[str, Any]) -> None:
    for name, marker in kinds(all_topics()[topic].record).items():
        value = record.get(name)
        if isinstance(marker, Choice):
            stats.classes[topic, name, str(value).lower() if isinstance(value, bool) else str(value)] += 1
        elif isinstance(marker, Verbatim) and marker.holds == "actor" and name != "source" and value:
            stats.parties[topic, name, value["party"] or "?"] += 1


def _failures(journal: Path) -> Iterator[tuple[str, int]]:
    """Yields the failures that the journal knows, if it is there, by the error's class."""
    if not journal.is_file():
        return
    connection = sqlite3.connect(f"file:{quote(str(journal))}?mode=ro", uri=True, timeout=30.0)
    try:
        query = "SELECT error, COUNT(*) FROM articles WHERE state IN ('failed', 'lost', 'partial') GROUP BY error"
        for name, count in connection.execute(query):
            yield str(name), int(count)
    finally:
        connection.close()
