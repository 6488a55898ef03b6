"""The error ledger: every disagreement between golden and predicted records, by kind, with the words of the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from summarizer.evaluation.metrics import Case
from summarizer.evaluation.record_alignment import Pair, is_grounded, near, sentence_ranges
from summarizer.evaluation.value_agreement import key_differences, keys_agree, scored_fields
from summarizer.schemas import Actor, Choice, Count, Derived, Evidence, Money, Record, kinds

Kind = Literal[
    "missed",
    "spurious",
    "split",
    "merged",
    "wrong count",
    "wrong actor",
    "wrong source",
    "wrong class",
    "wrong polarity",
    "ungrounded",
    "date off",
]
"""What a disagreement is.

missed: a golden record that nothing near speaks of. spurious: a predicted one that answers nothing. split: a predicted
record that says again what another one has said. merged: a golden record that fits a prediction which already answers
another. wrong …: a field differs, in a matched pair or so that the records could not be matched. wrong source: who
says it differs, not who did it. wrong polarity: for taken as against. ungrounded: no quote of the predicted record
stands in the article. date off: a date or duration differs.
"""


@dataclass(frozen=True)
class Disagreement:
    """One disagreement.

    Attributes:
        article: id of the article.
        topic: name of the topic.
        kind: what it is.
        field: the field in which the records differ; `None` when whole records do.
        gold: what is right, in words; `None` for a record too many.
        predicted: what was predicted, in words; `None` for a record too few.
        gold_evidence: the words that prove the golden record.
        predicted_evidence: the words given for the predicted one.
        words: the sentences of the article that this is about.
    """

    article: str
    topic: str
    kind: Kind
    field: str | None
    gold: str | None
    predicted: str | None
    gold_evidence: tuple[Evidence, ...]
    predicted_evidence: tuple[Evidence, ...]
    words: str


def disagreements(case: Case) -> list[Disagreement]:
    """The disagreements of one topic of one article: records first, then fields of matched pairs."""
    return [*_unmatched(case), *(one for pair in case.alignment.pairs for one in _field_errors(case, pair))]


def describe(record: Record) -> str:
    """A record's filled fields in one line: `killed nine; location Sumy`."""
    return "; ".join(f"{name} {value}" for name, value in described_fields(record).items())


def described_fields(record: Record) -> dict[str, str]:
    """The filled fields of a record but its evidence, by name, in words."""
    filled = {name: getattr(record, name) for name in kinds(type(record)) if name != "evidence"}
    return {name: in_words(value) for name, value in filled.items() if value not in (None, (), False)}


def in_words(value: object) -> str:
    """A field's value as a person would write it."""
    if value is None or value == ():
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Actor):
        return f"{value.name} ({value.party})" if value.party else value.name
    if isinstance(value, Count):
        figures = "/".join("–" if n is None else str(n) for n in (value.best, value.low, value.high))
        return f"{value.text} [{figures}]" if value.text else f"[{figures}]"
    if isinstance(value, Money):
        return f"{value.text} [{value.sign}]" if value.text else f"[{value.sign}]"
    return str(value)


def _unmatched(case: Case) -> Iterator[Disagreement]:
    """Pairs up what was left unmatched where only the key is wrong, and names the rest."""
    left = list(case.alignment.spurious)
    for i in case.alignment.missed:
        gold = case.gold[i].record
        close = [j for j in left if near(case.article, gold.evidence, case.predicted[j].evidence)]
        if close:
            j = min(close, key=partial(_distance, case, gold))
            left.remove(j)
            name = key_differences(gold, case.predicted[j])[0]
            yield _of(case, _kind_of_field(type(gold), name, gold, case.predicted[j]), gold, case.predicted[j], name)
        else:
            merged = _answers_another(case, gold)
            yield _of(case, "merged" if merged else "missed", gold, merged)
    for j in left:
        predicted = case.predicted[j]
        yield _of(case, _kind_of_surplus(case, predicted), None, predicted)


def _distance(case: Case, gold: Record, j: int) -> tuple[int, str]:
    """Ranks predicted records by how little of the key keeps them from answering a golden one."""
    return len(key_differences(gold, case.predicted[j])), case.predicted[j].model_dump_json()


def _answers_another(case: Case, gold: Record) -> Record | None:
    """The predicted record that would answer a golden one, had it not answered another."""
    fits = [
        case.predicted[pair.predicted]
        for pair in case.alignment.pairs
        if near(case.article, gold.evidence, case.predicted[pair.predicted].evidence)
        and keys_agree(gold, case.predicted[pair.predicted])
    ]
    return fits[0] if fits else None


def _kind_of_surplus(case: Case, predicted: Record) -> Kind:
    """Tells why a predicted record answers nothing."""
    if not any(is_grounded(case.article, one) for one in predicted.evidence):
        return "ungrounded"
    again = any(
        near(case.article, gold.record.evidence, predicted.evidence) and keys_agree(gold.record, predicted)
        for gold in case.gold
    )
    return "split" if again else "spurious"


def _field_errors(case: Case, pair: Pair) -> Iterator[Disagreement]:
    """Names the classes, counts, actors and dates that differ in a matched pair; words are scored, not listed."""
    gold, predicted = case.gold[pair.gold].record, case.predicted[pair.predicted]
    for name, way in scored_fields(type(gold)).items():
        if way != "words" and pair.scores[name] < 1:
            yield _of(case, _kind_of_field(type(gold), name, gold, predicted), gold, predicted, name)


def _kind_of_field(record: type[Record], name: str, gold: Record, predicted: Record) -> Kind:
    """Tells what it is when a field differs."""
    way = scored_fields(record)[name]
    if way in ("count", "money"):
        return "wrong count"
    if way == "actor":
        return "wrong source" if name == "source" else "wrong actor"
    kind = kinds(record)[name]
    if isinstance(kind, Derived):
        return "date off"
    sides = dict(kind.sides) if isinstance(kind, Choice) else {}
    ours, theirs = sides.get(getattr(gold, name)), sides.get(getattr(predicted, name))
    return "wrong polarity" if ours and theirs and ours != theirs else "wrong class"


def _of(case: Case, kind: Kind, gold: Record | None, predicted: Record | None, name: str | None = None) -> Disagreement:
    """Makes an entry; with a field's name it shows the field, else the whole records."""

    def shown(record: Record | None) -> str | None:
        if record is None:
            return None
        return in_words(getattr(record, name)) if name else describe(record)

    ours = gold.evidence if gold else ()
    theirs = predicted.evidence if predicted else ()
    return Disagreement(
        article=case.article.id,
        topic=case.topic,
        kind=kind,
        field=name,
        gold=shown(gold),
        predicted=shown(predicted),
        gold_evidence=ours,
        predicted_evidence=theirs,
        words=_sentences(case, ours or theirs),
    )


def _sentences(case: Case, evidence: tuple[Evidence, ...]) -> str:
    """The sentences that the first grounded quote lies in; of an ungrounded one, the quote."""
    ranges = sentence_ranges(case.article, evidence)
    if not ranges:
        return " … ".join(one.quote for one in evidence)
    first, last = case.article.sentences[ranges[0].start], case.article.sentences[ranges[0].end - 1]
    return case.article.text[first.start : last.end]
