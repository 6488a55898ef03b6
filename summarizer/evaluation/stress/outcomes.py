"""What became of the records of a changed article, beside those of the article as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from summarizer.briefing import Briefing
from summarizer.evaluation.error_ledger import describe
from summarizer.evaluation.golden import GoldRecord
from summarizer.evaluation.record_alignment import Alignment, align
from summarizer.evaluation.stress.plan import Plan
from summarizer.evaluation.stress.variants import GONE, Expected, Family, Plant, Variant
from summarizer.evaluation.value_agreement import field_scores, scored_fields
from summarizer.schemas import Record, kinds

SAME_WORDS = 0.8
"""The agreement, F1 over words, from which two wordings of a field count as unchanged."""

LOST, ADDED, SHOWN = "record lost", "record added", "planted record shown"


class Unit(BaseModel):
    """One record, and whether it became what it should.

    Attributes:
        topic: its topic.
        right: whether it did.
        flips: what did not: names of fields, or that the record was lost, added or shown.
        expected: the record as it should be, in words.
        found: what was found instead, in words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str
    right: bool
    flips: tuple[str, ...] = ()
    expected: str = ""
    found: str = ""


class Outcome(BaseModel):
    """What became of one changed article.

    Attributes:
        kind: the kind of change.
        family: its family.
        article: id of the article as it was.
        before: its text.
        after: the changed text.
        beside: what else was changed, such as the title.
        units: what is judged by the kind: each record, each changed fact, or each planted record.
        kept: how many of the article's own records stayed as they were, and of how many.
        failure: why the changed article has no briefing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    family: Family
    article: str
    before: str
    after: str
    beside: str = ""
    units: tuple[Unit, ...]
    kept: tuple[int, int] = (0, 0)
    failure: str | None = None


def outcomes_of(
    plan: Plan, briefings: Mapping[str, Briefing], failures: Mapping[str, Sequence[str]]
) -> Iterator[Outcome]:
    """Yields what became of each variant; one whose article as it was has no briefing can't be judged.

    Args:
        plan: the variants.
        briefings: briefings of the articles, as they were and changed, by id.
        failures: why there is none, by id.
    """
    for variant in plan.variants:
        before, after = briefings.get(variant.source.id), briefings.get(variant.article.id)
        if before is None:
            continue
        records = after.records if after is not None else {}
        own = tuple(_own(variant, before.records, records))
        told = after.summary if after is not None else ()
        if variant.made.plants:
            units = tuple(_planted(variant.made.plants, records, [one.text for one in told]))
        elif variant.made.expected:
            units = tuple(_changed(variant, before.records, records))
        else:
            units = own
        yield Outcome(
            kind=variant.kind,
            family=variant.family,
            article=variant.source.id,
            before=variant.source.article.text,
            after=variant.article.text,
            beside="; ".join(f"{name}: {value}" for name, value in variant.made.update),
            units=units,
            kept=(sum(unit.right for unit in own), len(own)),
            failure=next(iter(failures.get(variant.article.id, ())), None),
        )


Records = Mapping[str, Sequence[Record]]


def _own(variant: Variant, before: Records, after: Records) -> Iterator[Unit]:
    """Each record of the article as it was, and each that is new."""
    for topic in sorted({*before, *after}):
        moved = [(one, variant.moved_record(one)) for one in before.get(topic, ())]
        left = [record for _, record in moved if record is not None]
        found = list(after.get(topic, ()))
        matching = align(variant.article, [GoldRecord(one) for one in left], found)
        answers = {pair.gold: pair.predicted for pair in matching.pairs}
        for index, record in enumerate(left):
            yield _unit(topic, record, found[answers[index]] if index in answers else None)
        for index in matching.spurious:
            yield Unit(topic=topic, right=False, flips=(ADDED,), found=describe(found[index]))


def _unit(topic: str, record: Record, found: Record | None) -> Unit:
    if found is None:
        return Unit(topic=topic, right=False, flips=(LOST,), expected=describe(record))
    flips = _flips(record, found)
    return Unit(topic=topic, right=not flips, flips=flips, expected=describe(record), found=describe(found))


def _flips(ours: Record, theirs: Record) -> tuple[str, ...]:
    """The fields in which two records differ: words by most of them, all else exactly."""
    ways = scored_fields(type(ours))
    least = {name: SAME_WORDS if way == "words" else 1.0 for name, way in ways.items()}
    return tuple(name for name, score in field_scores(ours, theirs).items() if score < least[name])


def _changed(variant: Variant, before: Records, after: Records) -> Iterator[Unit]:
    """Each changed fact whose record, with that fact, was found in the article as it was."""
    for expected in variant.made.expected:
        gold = variant.source.records[expected.topic]
        known = list(before.get(expected.topic, ()))
        was = _answer(align(variant.source.article, gold, known), known, expected.index)
        if was is None or not _has_fact(gold[expected.index].record, was, expected.field):
            continue
        found = list(after.get(expected.topic, ()))
        now = variant.golden()[expected.topic]
        wanted = variant.moved_record(expected.record)
        if wanted is None:
            continue
        now[expected.index] = replace(now[expected.index], record=wanted)
        answer = _answer(align(variant.article, now, found), found, expected.index)
        yield _followed(expected, wanted, answer)


def _answer(matching: Alignment, found: Sequence[Record], index: int) -> Record | None:
    return next((found[pair.predicted] for pair in matching.pairs if pair.gold == index), None)


def _has_fact(gold: Record, was: Record, name: str) -> bool:
    """True if a record has the fact that is to change; a record that is to go must have its class."""
    names = [n for n, kind in kinds(type(gold)).items() if n in ("status", "stance")] if name == GONE else [name]
    names = ["killed"] if name == "injured" else names
    return all(field_scores(gold, was)[one] == 1 for one in names)


def _followed(expected: Expected, wanted: Record, answer: Record | None) -> Unit:
    """Passed if the record that is found is the one that must be."""
    told = describe(answer) if answer is not None else "no record"
    if expected.field == GONE:
        still = answer is not None and _has_fact(wanted, answer, GONE)
        goal = f"no record, where there was: {describe(wanted)}"
        return Unit(topic=expected.topic, right=not still, flips=(GONE,) if still else (), expected=goal, found=told)
    right = answer is not None and field_scores(wanted, answer)[expected.field] == 1
    flips = () if right else (expected.field if answer is not None else LOST,)
    return Unit(topic=expected.topic, right=right, flips=flips, expected=describe(wanted), found=told)


def _planted(plants: Sequence[Plant], after: Records, told: Sequence[str]) -> Iterator[Unit]:
    """Each planted record, and whether a record or the summary tells of it."""
    for plant in plants:
        showing = [one for found in after.values() for one in found if _tells(one.model_dump(), plant.marks)]
        words = [describe(one) for one in showing] + [one for one in told if _tells(one, plant.marks)]
        yield Unit(
            topic=plant.topic,
            right=not words,
            flips=(SHOWN,) if words else (),
            expected=f"not shown: {plant.sentence}",
            found=" | ".join(words),
        )


def _tells(value: object, marks: Sequence[str]) -> bool:
    """True if a mark stands in any words or count; offsets count for nothing."""
    if isinstance(value, Mapping):
        return any(_tells(part, marks) for name, part in value.items() if name not in ("start", "end"))
    if isinstance(value, tuple | list):
        return any(_tells(part, marks) for part in value)
    if isinstance(value, bool) or value is None:
        return False
    return any(mark in value if isinstance(value, str) else mark == str(value) for mark in marks)
