"""Composes a summary from records: up to six sentences, each topic among them, who says what always said.

Only words and numbers of the records, the little words between them, and dates written out. Two accounts of one
incident stand side by side in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
        sure = [_sure(r, topic, voiced) for r in found]
        labels |= {id(r): label for r, label in zip(sure, named[topic], strict=True)}
        if kept := [r for r in sure if only is None or labels[id(r)] in only]:
            present.append((topic, kept))
    by_topic = [_drafts(topic, found, wording, in_substance=False) for topic, found in present]
    room = _shares([len(drafts) for drafts in by_topic])
    for i, (topic, found) in enumerate(present):
        if len(by_topic[i]) > room[i]:
            by_topic[i] = _drafts(topic, found, wording, in_substance=True)
    weigh = Importance(article)
    chosen = [d for drafts, share in zip(by_topic, room, strict=True) for d in _weightiest(drafts, share, weigh)]
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
    return _drafts(topic, [record], wording, in_substance=False)[0].text


def _sure(record: R, topic: str, voiced: Callable[[str], bool]) -> R:
    """A copy of a record without the fields that are not sure enough to be told."""
    unsure = {
        name: field.get_default(call_default_factory=True)
        for name, field in type(record).model_fields.items()
        if not field.is_required() and name != "source" and not voiced(f"{topic}.{name}")
    }
    return record.model_copy(update=unsure)


def _drafts(topic: str, records: Sequence[Record], wording: Wording, *, in_substance: bool) -> list[Draft]:
    """The sentences that a topic could have.

    Args:
        topic: its name.
        records: its records.
        wording: the little words of the article.
        in_substance: positions that agree in substance share a sentence; else only those that agree in every word.
    """
    telling = telling_of(records[0])
    if telling is None:
        return [Draft(own_text(_title(topic, r), r, wording), (r,), topic) for r in records]
    return [_short(topic, group, wording, *telling.sentences) for group in telling.groups(records, in_substance)]


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


def _weightiest(drafts: Sequence[Draft], share: int, weigh: Importance) -> list[Draft]:
    """The most important sentences of a topic, no two the same."""
    once = list({d.text: d for d in reversed(drafts)}.values())[::-1]
    return sorted(once, key=lambda d: -weigh(d.records))[:share]


def _evidence(records: Iterable[Record]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for record in records for e in record.evidence))
