"""Composes a summary from records: up to six sentences, each topic among them, who says what always said.

Only words and numbers of the records, the little words between them, and dates written out. Two accounts of one
incident stand side by side in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from summarizer.article import Article
from summarizer.contract import SummarySentence
from summarizer.schemas import Actor, CasualtyReport, CeasefirePosition, Evidence, Record, SanctionsCall
from summarizer.summary.casualties import casualty_groups, casualty_text
from summarizer.summary.phrases import Wording, sentence
from summarizer.summary.positions import ceasefire_text, sanctions_text
from summarizer.topics import all_topics

R = TypeVar("R", bound=Record)
Group = tuple[str, tuple[Record, ...]]
"""A sentence and the records that it rests on."""

LONGEST = 6
"""The most sentences of a summary."""


def compose_summary(records: Mapping[str, Sequence[Record]], article: Article | None) -> tuple[SummarySentence, ...]:
    """Returns the summary of an article's records.

    Args:
        records: the records by topic.
        article: the article, whose little words ("a", "the", "near") make the phrases read well.

    Returns:
        At most `LONGEST` sentences (more only where there are more topics), at least one for each topic that has a
        record, in the order of the topics and, within one, of the article. Each has the evidence of every record that
        it rests on.
    """
    wording = Wording(
        article.text if article else "\n".join(e.quote for rs in records.values() for r in rs for e in r.evidence)
    )
    present = [(topic, found) for topic, found in records.items() if found]
    by_topic = [_groups(topic, found, wording, in_substance=False) for topic, found in present]
    room = _shares([len(groups) for groups in by_topic])
    for i, (topic, found) in enumerate(present):
        if len(by_topic[i]) > room[i]:
            by_topic[i] = _groups(topic, found, wording, in_substance=True)
    chosen = [g for groups, share in zip(by_topic, room, strict=True) for g in _weightiest(groups, share)]
    return tuple(SummarySentence(text=text, evidence=_evidence(cited)) for text, cited in chosen)


def _groups(topic: str, records: Sequence[Record], wording: Wording, *, in_substance: bool) -> list[Group]:
    """The sentences that a topic could have.

    Args:
        topic: its name.
        records: its records.
        wording: the little words of the article.
        in_substance: positions that agree in substance share a sentence; else only those that agree in every word.
    """
    casualties = [r for r in records if isinstance(r, CasualtyReport)]
    sanctions = [r for r in records if isinstance(r, SanctionsCall)]
    ceasefire = [r for r in records if isinstance(r, CeasefirePosition)]
    others = [r for r in records if not isinstance(r, CasualtyReport | SanctionsCall | CeasefirePosition)]
    sanctions_key = _sanctions_gist if in_substance else _sanctions_key
    ceasefire_key = _ceasefire_gist if in_substance else _ceasefire_key
    return [
        *((casualty_text(rs, wording), rs) for rs in casualty_groups(casualties)),
        *((sanctions_text(rs, wording), rs) for rs in _by(sanctions, sanctions_key)),
        *((ceasefire_text(rs, wording), rs) for rs in _by(ceasefire, ceasefire_key)),
        *((_quoting(topic, r, wording), (r,)) for r in others),
    ]


def _by(records: Sequence[R], key: Callable[[R], Hashable]) -> list[tuple[R, ...]]:
    groups: dict[Hashable, list[R]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return [tuple(group) for group in groups.values()]


def _party(actor: Actor | None) -> str | None:
    return None if actor is None else actor.party or actor.name.casefold()


def _sanctions_key(r: SanctionsCall) -> Hashable:
    return (*_sanctions_gist(r), r.measure)


def _sanctions_gist(r: SanctionsCall) -> tuple[Hashable, ...]:
    return (r.status, _party(r.target), r.source.name if r.source else None)


def _ceasefire_key(r: CeasefirePosition) -> Hashable:
    return (*_ceasefire_gist(r), r.duration_text, r.scope, r.unconditional)


def _ceasefire_gist(r: CeasefirePosition) -> tuple[Hashable, ...]:
    return (r.stance, _party(r.counterparty), r.source.name if r.source else None, r.conditions)


def _quoting(topic: str, record: Record, wording: Wording) -> str:
    """A record of a topic that this package has no sentences for: its words, under the topic's title."""
    known = all_topics()
    title = known[topic].title if topic in known else topic
    source = f", according to {wording.name(record.source.name)}" if record.source else ""
    return sentence([f"{title}: “{record.evidence[0].quote}”"], source)


def _shares(sizes: Sequence[int]) -> list[int]:
    """How many sentences each topic may have: one each, and what is left in turns."""
    shares = [1] * len(sizes)
    while sum(shares) < LONGEST and any(share < size for share, size in zip(shares, sizes, strict=True)):
        for i, size in enumerate(sizes):
            if shares[i] < size and sum(shares) < LONGEST:
                shares[i] += 1
    return shares


def _weightiest(groups: Sequence[Group], share: int) -> list[Group]:
    """The sentences that say most, in their own order."""
    ranked = sorted(range(len(groups)), key=lambda i: (-_weight(groups[i][1]), i))
    return [groups[i] for i in sorted(ranked[:share])]


def _weight(records: Sequence[Record]) -> int:
    """How much a sentence says: the dead and hurt that it tells of, else the records that it rests on."""
    counts = [c.key or 0 for r in records if isinstance(r, CasualtyReport) for c in (r.killed, r.injured) if c]
    return max(counts, default=0) + len(records)


def _evidence(records: Iterable[Record]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for record in records for e in record.evidence))
