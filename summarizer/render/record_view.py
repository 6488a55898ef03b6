"""What every form of a briefing shows of a record: who, what, the figures, the words beneath. No colours, no markup.

Strings here come from articles and models as they are; each form makes them inert in its own way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from summarizer.accuracy import is_voiced
from summarizer.contract import BriefingData, SummarySentence, topic_letters
from summarizer.phrasing.numbers import day_in_words, duration_in_words
from summarizer.schemas import (
    Actor,
    CasualtyReport,
    CeasefirePosition,
    Count,
    Evidence,
    FieldForm,
    Money,
    Record,
    SanctionsCall,
    TopicForm,
)
from summarizer.schemas.form import UNSPECIFIED
from summarizer.topics import road_of
from summarizer.values.bounds import bounded_sign

Tone = Literal["harm", "for", "against", "between", "neutral"]
"""What a record's sign means: people harmed, for the topic's matter, against it, in between, none of these."""

COUNTED = ("killed", "injured", "missing", "captured")


@dataclass(frozen=True, slots=True)
class Badge:
    """A record at a glance: a sign and a word, so that colour is never the only carrier of meaning."""

    sign: str
    word: str
    tone: Tone


STANCES: Mapping[str, Badge] = {
    "demands": Badge("▲", "demands", "for"),
    "accepts": Badge("✓", "accepts", "for"),
    "conditional": Badge("◐", "on condition", "between"),
    "rejects": Badge("✗", "rejects", "against"),
    "mediates": Badge("⇄", "mediates", "between"),
    "violates_alleged": Badge("⚠", "accused of a breach", "against"),
    "noncommittal": Badge("○", "takes no side", "neutral"),
}

STATUSES: Mapping[str, Badge] = {
    "called_for": Badge("▲", "calls for", "for"),
    "in_preparation": Badge("◔", "prepares", "for"),
    "imposed": Badge("✓", "imposes", "for"),
    "extended": Badge("↻", "extends", "for"),
    "eased": Badge("▽", "eases", "against"),
    "opposed": Badge("✗", "opposes", "against"),
}

RESPONSIBILITY: Mapping[str, str] = {
    "claimed": "says it did it",
    "denied": "denies it",
    "alleged": "is blamed",
    "undisputed": "undisputed",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled phrase.

    Attributes:
        label: what it tells.
        value: the phrase.
        unsure: whether its field is rarely right on the road and with the model that the record came by.
    """

    label: str
    value: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A count for people to read.

    Attributes:
        name: what is counted ("killed").
        sign: the figure in short: 9, ≥ 9, ≤ 9, ≈ 9, 10–15, or "?" where the words state none.
        words: the article's words.
    """

    name: str
    sign: str
    words: str

    @property
    def exact(self) -> bool:
        """True if the sign alone says what the words say."""
        return self.sign.replace(",", "").isdecimal()


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
        same_words_as: label of the record before it that rests on the very same words; `None` where there is none.
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
    """Returns the title of a topic, or its name where nobody knows it."""
    known = briefing.topic(topic)
    return known.title if known is not None else topic


def actor_text(actor: Actor | None) -> str:
    """Returns an actor's name, and the party's code where that says more."""
    if actor is None:
        return ""
    if actor.party is None or actor.party.casefold() == actor.name.casefold():
        return actor.name
    return f"{actor.name} ({actor.party})"


def figure(name: str, count: Count) -> Figure:
    """Returns a count in short."""
    return Figure(name, bounded_sign(count.best, count.low, count.high), count.text)


Voiced = Callable[[str], bool]
"""Tells of a field, as `topic.field`, whether it is right often enough to be told as a fact."""


def always_voiced(_field: str) -> bool:
    """Takes every field for sure."""
    return True


def view(topic: str, label: str, record: Record, voiced: Voiced = always_voiced) -> RecordView:
    """Returns a record as people see it; a record of an unknown kind shows its fields by name.

    Args:
        topic: name of its topic.
        label: its short name.
        record: the record.
        voiced: tells which fields are sure; the facts of others are marked.
    """
    if isinstance(record, CasualtyReport):
        badge, who, what, figures, facts = _casualties(record)
    elif isinstance(record, SanctionsCall):
        badge, who, what, figures, facts = _sanctions(record)
    elif isinstance(record, CeasefirePosition):
        badge, who, what, figures, facts = _ceasefire(record)
    elif record.form is not None:
        badge, who, what, figures, facts = _own(record, record.form)
    else:
        badge, who, what, figures, facts = _unknown(record)
    source = actor_text(record.source) or None
    fields = FIELDS.get(type(record), {})
    told = tuple(replace(fact, unsure=not all(map(voiced, _fields_of(topic, fact, fields)))) for fact in facts)
    return RecordView(topic, label, badge, who, what, figures, told, source, record.evidence)


FIELDS: Mapping[type[Record], Mapping[str, tuple[str, ...]]] = {
    CasualtyReport: {
        "where": ("location",),
        "when": ("date",),
        "weapon": ("weapon",),
        "by": ("perpetrator", "responsibility"),
        "total": ("cumulative",),
    },
    SanctionsCall: {"against": ("target",), "sector": ("sector",)},
    CeasefirePosition: {"with": ("counterparty",), "lasting": ("duration",), "if": ("conditions",)},
}
"""The fields that a fact tells, by class of record and label."""


def _fields_of(topic: str, fact: Fact, fields: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """The fields that a fact tells, as `topic.field`; those of topics of one's own bear their own names."""
    own = (fact.label.replace(" ", "_"),)
    return (f"{topic}.{field}" for field in fields.get(fact.label, own))


def views(briefing: BriefingData) -> dict[str, tuple[RecordView, ...]]:
    """Returns the views of a briefing's records by topic; topics without a record are left out."""
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


_Described = tuple[Badge, str, str, tuple[Figure, ...], tuple[Fact, ...]]


def _facts(*pairs: tuple[str, str | None]) -> tuple[Fact, ...]:
    return tuple(Fact(label, value) for label, value in pairs if value)


def _quoted(words: str | None) -> str | None:
    """The article's words, marked as such."""
    return f"“{words}”" if words else None


def _when(iso: str | None, words: str | None) -> str | None:
    """A date with the article's words for it beside it."""
    if not iso:
        return words
    day = day_in_words(iso)
    return f"{day} ({_quoted(words)})" if words and words not in (iso, day) else day


def _lasting(iso: str | None, words: str | None) -> str | None:
    """How long something lasts: in the article's words, which mean more to a reader than the ISO form."""
    return words or (duration_in_words(iso) if iso else None)


def _casualties(record: CasualtyReport) -> _Described:
    counts = ((name, getattr(record, name)) for name in COUNTED)
    figures = tuple(figure(name, count) for name, count in counts if isinstance(count, Count))
    blamed = actor_text(record.perpetrator)
    if blamed and record.responsibility in RESPONSIBILITY:
        blamed = f"{blamed}, {RESPONSIBILITY[record.responsibility]}"
    facts = _facts(
        ("where", record.location),
        ("when", _when(record.date, record.date_text)),
        ("weapon", record.weapon),
        ("by", blamed),
        ("total", "over a period or several incidents" if record.cumulative else None),
    )
    victims = record.victims or "people"
    if record.victim_type != "unknown":
        victims += f" ({record.victim_type})"
    return Badge("†" if record.killed else "•", "harmed", "harm"), victims, "", figures, facts


def _sanctions(record: SanctionsCall) -> _Described:
    facts = _facts(
        ("against", actor_text(record.target)),
        ("sector", record.sector if record.sector != "unspecified" else None),
    )
    return STATUSES[record.status], actor_text(record.actor), _quoted(record.measure) or "sanctions", (), facts


def _ceasefire(record: CeasefirePosition) -> _Described:
    scope = f"{record.scope} " if record.scope != "unspecified" else ""
    what = f"{'unconditional ' if record.unconditional else ''}{scope}ceasefire"
    facts = _facts(
        ("with", actor_text(record.counterparty)),
        ("lasting", _lasting(record.duration, record.duration_text)),
        ("if", "; ".join(f"“{condition}”" for condition in record.conditions)),
    )
    return STANCES[record.stance], actor_text(record.actor), what, (), facts


def _own(record: Record, form: TopicForm) -> _Described:
    """A record of a topic with a form: its first actor, its first class as the badge, counts as figures, then the rest.

    What is not said and what says no more than that is left out.
    """
    values = {field: getattr(record, field.name) for field in form.fields}
    actor = next((f for f, value in values.items() if isinstance(value, Actor)), None)
    badge = next((f for f, value in values.items() if f.kind == "class" and value != UNSPECIFIED), None)
    figures = tuple(
        figure(field.name.replace("_", " "), value) for field, value in values.items() if isinstance(value, Count)
    )
    rest = [field for field in values if field not in (actor, badge) and field.kind != "count"]
    facts = _facts(*((field.name.replace("_", " "), _told(record, field)) for field in rest))
    word = str(values[badge]).replace("_", " ") if badge else form.title.lower()
    return Badge("•", word, "neutral"), actor_text(values[actor]) if actor else "", "", figures, facts


def _told(record: Record, field: FieldForm) -> str | None:
    """A field for people; `None` where the record has nothing in it."""
    value = getattr(record, field.name)
    if isinstance(value, Money):
        return f"{value.sign} ({_quoted(value.text)})"
    if isinstance(value, Actor):
        return actor_text(value)
    if field.kind in ("date", "duration"):
        return (_when if field.kind == "date" else _lasting)(value, getattr(record, f"{field.name}_text"))
    if isinstance(value, tuple):
        return "; ".join(f"“{words}”" for words in value)
    if isinstance(value, bool):
        return "yes" if value else None
    return str(value).replace("_", " ") if field.kind == "class" and value != UNSPECIFIED else _plain_words(value)


def _plain_words(value: object) -> str | None:
    return value if isinstance(value, str) and value != UNSPECIFIED else None


def _unknown(record: Record) -> _Described:
    """A record of a topic that another package brings: whatever it has, by the names of its fields."""
    fields = record.model_dump(mode="json", exclude={"evidence", "source"}, exclude_defaults=True)
    pairs = ((name.replace("_", " "), _plain(value)) for name, value in fields.items())
    return Badge("•", "says", "neutral"), "", "", (), _facts(*pairs)


def _plain(value: object) -> str:
    """A value of an unknown field: its own text where it has one."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("text") or value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
