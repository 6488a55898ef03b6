"""What every form of a briefing shows of a record: who, what, the figures, the words beneath. No colours, no markup.

Strings here come from articles and models as they are; each form makes them inert in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from summarizer.accuracy import is_voiced
from summarizer.contract import BriefingData, SummarySentence, topic_letters
from summarizer.schemas import Evidence, Record
from summarizer.topics import road_of, topic_of
from summarizer.topics.showing import Badge, Fact, Figure, actor_text
from summarizer.topics.shown_by_kind import by_form, by_names


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as people see it.

    Attributes:
        topic: name of its topic.
        label: a short name for footnotes and margins: the topic's letters and the number, such as C1.
        badge: its sign and word.
        who: the actor, or the victims.
        what: what is asked, done or reported, in one phrase.
        figures: the counts that it has.
        facts: the rest.
        source: who says so; `None` where the article does.
        evidence: the words that prove it.
        same_words_as: label of the record before it that rests on the same words; `None` if no other does.
    """

    topic: str
    label: str
    badge: Badge
    who: str
    what: str
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    source: str | None
    evidence: tuple[Evidence, ...]
    same_words_as: str | None = None


def topic_title(briefing: BriefingData, topic: str) -> str:
    """The title of a topic, or its name where nobody knows it."""
    known = briefing.topic(topic)
    return known.title if known is not None else topic


Voiced = Callable[[str], bool]
"""Tells of a field, as `topic.field`, whether it is right often enough to be told as a fact."""


def always_voiced(_field: str) -> bool:
    """Takes every field for sure."""
    return True


def view(topic: str, label: str, record: Record, voiced: Voiced = always_voiced) -> RecordView:
    """A record as people see it; a record of an unknown kind shows its fields by name.

    Args:
        topic: name of its topic.
        label: its short name.
        record: the record.
        voiced: tells which fields are sure; the facts of others are marked.
    """
    known = topic_of(record)
    showing = known.showing if known is not None else None
    if showing is not None:
        told, fields = showing.described(record), showing.fields
    else:
        told, fields = (by_form(record, record.form) if record.form is not None else by_names(record)), {}
    source = actor_text(record.source) or None
    facts = tuple(replace(fact, unsure=not all(map(voiced, _fields_of(topic, fact, fields)))) for fact in told.facts)
    return RecordView(topic, label, told.badge, told.who, told.what, told.figures, facts, source, record.evidence)


def counted_names(briefing: BriefingData, topic: str, shown: Iterable[RecordView]) -> list[str]:
    """The names of the counts that occur among a topic's records, in the order of the topic's fields."""
    met = list(dict.fromkeys(figure.name for v in shown for figure in v.figures))
    known = briefing.topic(topic)
    order = [name.replace("_", " ") for name in known.record.model_fields] if known is not None else []
    return sorted(met, key=lambda name: order.index(name) if name in order else len(order))


def _fields_of(topic: str, fact: Fact, fields: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """The fields that a fact tells, as `topic.field`; those of topics of one's own bear their own names."""
    own = (fact.label.replace(" ", "_"),)
    return (f"{topic}.{field}" for field in fields.get(fact.label, own))


def views(briefing: BriefingData) -> dict[str, tuple[RecordView, ...]]:
    """The views of a briefing's records by topic; topics without a record are left out."""
    road = road_of(briefing.prompts, briefing.model)
    voiced = partial(is_voiced, road, model=briefing.model)
    letters = topic_letters(briefing.records)
    shown: dict[str, tuple[RecordView, ...]] = {}
    for topic, records in briefing.records.items():
        if not records:
            continue
        first: dict[tuple[Evidence, ...], str] = {}
        seen = []
        for v in (view(topic, f"{letters[topic]}{n}", record, voiced) for n, record in enumerate(records, 1)):
            seen.append(replace(v, same_words_as=first.get(v.evidence)))
            first.setdefault(v.evidence, v.label)
        shown[topic] = tuple(seen)
    return shown


def cited(sentence: SummarySentence, shown: Mapping[str, tuple[RecordView, ...]]) -> tuple[RecordView, ...]:
    """The records that a sentence of the summary rests on; in old briefings, those whose evidence is all its own."""
    if sentence.records:
        return tuple(v for vs in shown.values() for v in vs if v.label in sentence.records)
    spans = {(e.start, e.end) for e in sentence.evidence}
    return tuple(v for vs in shown.values() for v in vs if spans.issuperset((e.start, e.end) for e in v.evidence))
