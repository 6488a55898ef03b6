"""Composes a summary from records: up to six sentences, each topic among them, who says what always said.

Only words and numbers of the records, the little words between them, and dates written out. Two accounts of one
incident stand side by side in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from summarizer.article import Article
from summarizer.contract import SummarySentence, record_labels
from summarizer.phrasing.wording import Wording
from summarizer.schemas import Evidence, Record
from summarizer.summary.importance import Importance
from summarizer.summary.own import own_text
from summarizer.topics import known_topics, telling_of

R = TypeVar("R", bound=Record)

LONGEST = 6
"""The most sentences of a summary."""

MOST_WORDS = 45
"""The most words of a sentence; where one would be longer, its last records are left to their own cards."""


@dataclass(frozen=True)
class Draft:
    """A sentence and the records that it rests on."""

    text: str
    records: tuple[Record, ...]
    topic: str


@dataclass(frozen=True)
class _Unwritten:
    """The records that a sentence may tell of, and what writes it, about as many of them as it has room for."""

    records: tuple[Record, ...]
    write: Callable[[], Draft]


def compose_summary(
    records: Mapping[str, Sequence[Record]],
    article: Article | None,
    *,
    only: Collection[str] | None = None,
    voiced: Callable[[str], bool] = lambda _field: True,
) -> tuple[SummarySentence, ...]:
    """Composes the summary of an article's records.

    Args:
        records: the records by topic.
        article: the article, whose little words ("a", "the", "near") make the phrases read well.
        only: labels of the records that may be told of; all of them by default.
        voiced: whether a field, named `topic.field`, is right often enough to be told; by default all are.

    Returns:
        At most `LONGEST` sentences (more only where there are more topics), at least one for each topic that has a
        record, the most important first. Each has the labels and the evidence of every record that it rests on.
    """
    wording = Wording(
        article.text if article else "\n".join(e.quote for rs in records.values() for r in rs for e in r.evidence)
    )
    labels: dict[int, str] = {}
    named = record_labels(records)
    present = []
    for topic, found in records.items():
        unsure = {kind: _unsure(kind, topic, voiced) for kind in {type(r) for r in found}}
        sure = [r.model_copy(update=unsure[type(r)]) for r in found]
        labels |= {id(r): label for r, label in zip(sure, named[topic], strict=True)}
        if kept := [r for r in sure if only is None or labels[id(r)] in only]:
            present.append((topic, kept))
    by_topic = [_sentences(topic, found, wording, in_substance=False) for topic, found in present]
    room = _shares([len(sentences) for sentences in by_topic])
    for i, (topic, found) in enumerate(present):
        if len(by_topic[i]) > room[i]:
            by_topic[i] = _sentences(topic, found, wording, in_substance=True)
    weigh = Importance(article)
    chosen = [d for sentences, share in zip(by_topic, room, strict=True) for d in _weightiest(sentences, share, weigh)]
    ranked = sorted(chosen, key=lambda d: -weigh(d.records))
    return tuple(
        SummarySentence(
            text=d.text, records=tuple(dict.fromkeys(labels[id(r)] for r in d.records)), evidence=_evidence(d.records)
        )
        for d in ranked
    )


def sentence_about(topic: str, record: Record) -> str:
    """One sentence about one record, with no article at hand but its own evidence."""
    wording = Wording("\n".join(e.quote for e in record.evidence))
    return _sentences(topic, [record], wording, in_substance=False)[0].write().text


def _unsure(kind: type[Record], topic: str, voiced: Callable[[str], bool]) -> dict[str, object]:
    """The fields that are not sure enough to be told, each with the value that leaves it out."""
    return {
        name: field.get_default(call_default_factory=True)
        for name, field in kind.model_fields.items()
        if not field.is_required() and name != "source" and not voiced(f"{topic}.{name}")
    }


def _sentences(topic: str, records: Sequence[Record], wording: Wording, *, in_substance: bool) -> list[_Unwritten]:
    """The sentences that a topic could have.

    Args:
        topic: its name.
        records: its records.
        wording: the little words of the article.
        in_substance: positions that agree in substance share a sentence; else only those that agree in every word.
    """
    telling = telling_of(records[0])
    if telling is None:
        return [_Unwritten((r,), partial(_own, topic, r, wording)) for r in records]
    groups = telling.groups(records, in_substance)
    return [_Unwritten(group, partial(_short, topic, group, wording, *telling.sentences)) for group in groups]


def _own(topic: str, record: Record, wording: Wording) -> Draft:
    return Draft(own_text(_title(topic, record), record, wording), (record,), topic)


def _short(topic: str, records: tuple[R, ...], wording: Wording, *ways: Callable[[Sequence[R], Wording], str]) -> Draft:
    """A sentence about as many of the records as it has room for, at least the first.

    Args:
        topic: the topic's name.
        records: the records that could share a sentence.
        wording: the little words of the article.
        ways: how to write it, the fullest first.
    """
    for count in range(len(records), 0, -1):
        for write in ways:
            text = write(records[:count], wording)
            if len(text.split()) <= MOST_WORDS:
                return Draft(text, records[:count], topic)
    return Draft(ways[-1](records[:1], wording), records[:1], topic)


def _title(topic: str, record: Record) -> str:
    known = known_topics()
    if record.form is not None:
        return record.form.title
    return known[topic].title if topic in known else topic


def _shares(sizes: Sequence[int]) -> list[int]:
    """How many sentences each topic may have: one each, and what is left in turns."""
    shares = [1] * len(sizes)
    while sum(shares) < LONGEST and any(share < size for share, size in zip(shares, sizes, strict=True)):
        for i, size in enumerate(sizes):
            if shares[i] < size and sum(shares) < LONGEST:
                shares[i] += 1
    return shares


def _weightiest(sentences: Sequence[_Unwritten], share: int, weigh: Importance) -> list[Draft]:
    """The most important sentences of a topic, no two the same; of one record, no others are written."""
    weighed: list[tuple[float, Callable[[], Draft]]] = []
    for sentence in sentences:
        if len(sentence.records) == 1:
            weighed.append((weigh(sentence.records), sentence.write))
        else:
            draft = sentence.write()
            weighed.append((weigh(draft.records), partial(_written, draft)))
    chosen: dict[str, Draft] = {}
    for _, write in sorted(weighed, key=lambda one: -one[0]):
        if len(chosen) == share:
            break
        draft = write()
        chosen.setdefault(draft.text, draft)
    return list(chosen.values())


def _written(draft: Draft) -> Draft:
    return draft


def _evidence(records: Iterable[Record]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for record in records for e in record.evidence))
