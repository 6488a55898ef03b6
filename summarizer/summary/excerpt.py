"""The text that a model summarises: the whole article, or the sentences behind the main records of a long one."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence

from summarizer.article import Article, Span
from summarizer.schemas import Record
from summarizer.summary.importance import Importance

LONGEST = 64_000
"""Code points of an article that is told whole: some 11,000 words."""

MOST_RECORDS = 60
"""Records of one article that a summary of a few sentences is written from."""

_LEFT_OUT = "\n[…]\n"

Records = Mapping[str, Sequence[Record]]


def main_records(records: Records, article: Article) -> set[int]:
    """The identities (`id`) of the records to tell: all, or the most important of a great number."""
    everything = [record for found in records.values() for record in found]
    if len(everything) > MOST_RECORDS:
        weigh = Importance(article)
        everything = sorted(everything, key=lambda record: -weigh((record,)))[:MOST_RECORDS]
    return {id(record) for record in everything}


def told_text(article: Article, records: Sequence[Record]) -> str:
    """The article, or of a long one the sentences that prove records, each with its neighbours."""
    if len(article.text) <= LONGEST:
        return article.text
    starts = [span.start for span in article.sentences]
    told: set[int] = set()
    for record in records:
        for evidence in record.evidence:
            first = bisect.bisect_right(starts, evidence.start) - 1
            last = bisect.bisect_left(starts, evidence.end) - 1
            told |= set(range(max(first - 1, 0), min(last + 2, len(starts))))
    runs: list[Span] = []
    for index in sorted(told | {0}):
        span = article.sentences[index]
        if runs and index - 1 in told | {0} and index > 0:
            runs[-1] = Span(runs[-1].start, span.end)
        else:
            runs.append(span)
    return _LEFT_OUT.join(span.of(article.text) for span in runs)[:LONGEST]
