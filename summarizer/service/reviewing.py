"""Applies reviews: corrections in the article's own words, verdicts on a briefing, and precision by them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from summarizer.accuracy import field_accuracy
from summarizer.article import Article
from summarizer.contract import BriefingData, record_labels
from summarizer.errors import UsageError
from summarizer.grounding.grounding import Match
from summarizer.indexing import IndexedArticle
from summarizer.invalid import first_problem
from summarizer.schemas import Choice, Count, Derived, Evidence, Record, Verbatim, kinds
from summarizer.service.offered import topic_to_review
from summarizer.service.store import BriefingRow, ReviewRow
from summarizer.service.store.reviews import standing_verdicts
from summarizer.topics import Topic, road_of
from summarizer.values.dates.resolving import resolve_date, resolve_duration


def correct(article: Article, topic: Topic, base: Record | None, changes: Mapping[str, Any]) -> Record:
    """A record with some fields as a reviewer says, each in the article's words.

    Args:
        article: the article.
        topic: the record's topic.
        base: the record that is corrected; `None` for one that is missing.
        changes: new values by field: words for counts, actors and phrases (or a count's and an actor's parts),
            offsets or quotes for `evidence`, a class for classes; `None` empties a field.

    Raises:
        UsageError: a field does not exist, its words are not in the article, or its class is unknown.
    """
    record_type = topic.record
    marked = kinds(record_type)
    unknown = set(changes) - set(marked)
    if unknown:
        raise UsageError(f"unknown field {sorted(unknown)[0]!r}: {topic.name} has {', '.join(marked)}")
    facts = IndexedArticle.of(article)
    values: dict[str, Any] = base.model_dump(mode="json") if base is not None else {}
    near = values["evidence"][0]["start"] if values else None
    for name, value in changes.items():
        kind = marked[name]
        if isinstance(kind, Verbatim) and value not in (None, "", []):
            values[name] = _FILL[kind.holds](facts, value, near)
        else:
            values[name] = None if value == "" else value
    for name, kind in marked.items():
        if isinstance(kind, Derived) and kind.source in changes and name not in changes:
            values[name] = _derived(article, marked[kind.source], values.get(kind.source))
    kept = {name: value for name, value in values.items() if value is not None}
    try:
        return record_type.model_validate(kept)
    except ValidationError as error:
        raise UsageError(first_problem(error, whole="the record")) from error


def _found(facts: IndexedArticle, words: object, near: int | None) -> Match:
    if not isinstance(words, str):
        raise UsageError(f"{words!r} must be words of the article")
    found = facts.quotes.find(words, near=near)
    if not isinstance(found, Match):
        raise UsageError(f"the article does not say {words!r} ({found.code}): choose its words in the text")
    return found


def _words(facts: IndexedArticle, value: object, near: int | None) -> Any:
    if isinstance(value, list):
        return [_words(facts, one, near) for one in value]
    spans = _found(facts, value, near).spans
    return facts.article.text[spans[0][0] : spans[-1][1]]


def _count(facts: IndexedArticle, value: object, near: int | None) -> Any:
    parts = value if isinstance(value, dict) else {"text": value}
    text = _words(facts, parts.get("text"), near)
    return {**Count.from_text(text).model_dump(), **parts, "text": text}


def _actor(facts: IndexedArticle, value: object, near: int | None) -> Any:
    parts = value if isinstance(value, dict) else {"name": value}
    name = _words(facts, parts.get("name"), near)
    known = facts.actors.resolve(name, near=near or 0)
    return {"party": known.party if known is not None else None, **parts, "name": name}


def _evidence(facts: IndexedArticle, value: object, near: int | None) -> Any:
    text = facts.article.text
    spans: list[tuple[int, int]] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and isinstance(one.get("start"), int) and isinstance(one.get("end"), int):
            start, end = one["start"], one["end"]
            if not 0 <= start < end <= len(text):
                raise UsageError(f"the offsets {start}:{end} do not lie in the article's {len(text)} characters")
            spans.append((start, end))
        else:
            quote = one.get("quote") if isinstance(one, dict) else one
            spans += [(start, end) for start, end in _found(facts, quote, near).spans]
    return [Evidence(quote=text[start:end], start=start, end=end).model_dump() for start, end in spans]


_FILL = {
    "words": _words,
    "count": _count,
    "actor": _actor,
    "date": _words,
    "duration": _words,
    "evidence": _evidence,
}


def _derived(article: Article, kind: object, words: str | None) -> str | None:
    if words is None:
        return None
    is_date = isinstance(kind, Verbatim) and kind.holds == "date"
    return resolve_date(words, article.date) if is_date else resolve_duration(words)


def place_of(briefing: BriefingData, name: str) -> tuple[str, int]:
    """The topic and position of a record by its label (`C1`), or by its number among all records, from 1.

    Raises:
        UsageError: there is no such record.
    """
    places = [(topic, at) for topic, records in briefing.records.items() for at in range(len(records))]
    if name.isascii() and name.isdigit() and len(name) < 9 and 1 <= int(name) <= len(places):
        return places[int(name) - 1]
    labels = record_labels(briefing.records)
    for topic, at in places:
        if labels[topic][at] == name:
            return topic, at
    raise UsageError(f"the briefing has no record {name[:40]!r}: it has {len(places)}")


@dataclass(frozen=True)
class Judged:
    """A record with the verdicts on it.

    Attributes:
        topic: its topic.
        label: its short name; an added one is named after its review.
        position: its place among the topic's records; `None` for one that a reviewer added.
        made: the record as it was made, or as it was added.
        verdicts: those that stand, in order.
    """

    topic: str
    label: str
    position: int | None
    made: Record
    verdicts: tuple[ReviewRow, ...]

    @property
    def disputed(self) -> bool:
        """True if reviewers say different things of it."""
        return len({(one.verdict, str(one.record)) for one in self.verdicts}) > 1

    @property
    def last(self) -> ReviewRow | None:
        """The latest verdict."""
        return self.verdicts[-1] if self.verdicts else None

    @property
    def final(self) -> Record | None:
        """The record as the latest verdict has it; `None` where it was rejected."""
        if self.last is None or self.last.record is None:
            return None if self.last is not None and self.last.verdict == "reject" else self.made
        return type(self.made).model_validate(self.last.record)


def judged(row: BriefingRow, reviews: Sequence[ReviewRow]) -> tuple[Judged, ...]:
    """The records of a briefing with the verdicts on each, and those that were added after those that were made."""
    stand = standing_verdicts(tuple(reviews))
    labels = record_labels(row.briefing.records)
    found = [
        Judged(topic, labels[topic][at], at, record, tuple(r for r in stand if (r.topic, r.position) == (topic, at)))
        for topic, records in row.briefing.records.items()
        for at, record in enumerate(records)
    ]
    for one in stand:
        if one.verdict == "add" and one.topic is not None and one.record is not None:
            record = topic_to_review(row.briefing, one.topic).record.model_validate(one.record)
            found.append(Judged(one.topic, f"+{one.id}", None, record, (one,)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Precision:
    """How often something was right.

    Attributes:
        topic: the topic.
        field: the field; `None` for whole records.
        right: how many were right.
        judged: of how many.
    """

    topic: str
    field: str | None
    right: int
    judged: int

    @property
    def share(self) -> float:
        """The share that was right."""
        return self.right / self.judged

    @property
    def interval(self) -> tuple[float, float]:
        """The share's 95% interval after Wilson."""
        z, n, p = 1.96, self.judged, self.share
        middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (middle - spread) / (1 + z * z / n)), min(1.0, (middle + spread) / (1 + z * z / n))


def precision(reviewed: Iterable[tuple[BriefingRow, Sequence[ReviewRow]]]) -> tuple[Precision, ...]:
    """How often records and their fields were right, by topic, each record by its latest verdict."""
    counted: dict[tuple[str, str | None], list[bool]] = {}
    for row, reviews in reviewed:
        for one in judged(row, reviews):
            if one.position is None or one.last is None:
                continue
            counted.setdefault((one.topic, None), []).append(one.last.verdict == "accept")
            final = one.final
            if final is None:
                continue
            for name in kinds(type(one.made)):
                before, after = getattr(one.made, name), getattr(final, name)
                if name != "evidence" and (before or after):
                    counted.setdefault((one.topic, name), []).append(before == after)
    found = (Precision(topic, name, sum(right), len(right)) for (topic, name), right in counted.items())
    return tuple(sorted(found, key=lambda one: (one.topic, one.field is not None, one.field or "")))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A record worth a look.

    Attributes:
        row: its briefing.
        label: its short name.
        score: the higher, the sooner.
        reasons: why.
    """

    row: BriefingRow
    label: str
    score: float
    reasons: tuple[str, ...]


def doubts(
    rows: Sequence[BriefingRow], reviews: Mapping[str, Sequence[ReviewRow]], most: int = 50
) -> tuple[Doubt, ...]:
    """The records most worth a look: reviewers or roads disagree, a class is rarely right, drafts were refused."""
    found: list[Doubt] = []
    for row in rows:
        others = [o for o in rows if o.article.id == row.article.id and o.briefing.model != row.briefing.model]
        for one in judged(row, reviews.get(row.id, ())):
            if one.position is None or (one.verdicts and not one.disputed):
                continue
            reasons = list(_reasons(row, one, others))
            if reasons:
                score = sum(score for score, _ in reasons)
                found.append(Doubt(row, one.label, round(score, 2), tuple(reason for _, reason in reasons)))
    return tuple(sorted(found, key=lambda doubt: -doubt.score)[:most])


def _reasons(row: BriefingRow, one: Judged, others: Sequence[BriefingRow]) -> Iterator[tuple[float, str]]:
    briefing = row.briefing
    if one.disputed:
        yield 2.0, "reviewers disagree"
    for other in others:
        if not any(_agree(one.made, record) for record in other.briefing.records.get(one.topic, ())):
            yield 1.0, f"{other.briefing.model} reads it differently"
    road, known = road_of(briefing.prompts, briefing.model), field_accuracy()
    for name, kind in kinds(type(one.made)).items():
        share = known.of(road, f"{one.topic}.{name}", model=briefing.model) if isinstance(kind, Choice) else None
        if share is not None and share < known.floor:
            yield 1.0 - share, f"{name.replace('_', ' ')} is right in {share:.0%} only"
    refused = sum(draft.topic == one.topic for draft in briefing.rejected)
    if refused:
        yield min(0.2 * refused, 0.6), f"{refused} drafts of the topic were refused"


def _agree(one: Record, other: Record) -> bool:
    """True if two records rest on the same words and have the same classes."""
    overlap = any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)
    classes = (name for name, kind in kinds(type(one)).items() if isinstance(kind, Choice))
    return overlap and all(getattr(one, name) == getattr(other, name) for name in classes)
