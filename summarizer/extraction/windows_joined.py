"""Joins the records of an article's windows: a record found in two of them counts once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.errors import ModelError, ModelUnavailable, ReplyError
from summarizer.extraction.merging import merge
from summarizer.extraction.results import Extraction, Refused
from summarizer.extraction.windows import Window
from summarizer.llm.types import Usage
from summarizer.schemas import Record


@dataclass(frozen=True)
class Found:
    """What one topic gave in one window.

    Attributes:
        records: the records.
        refused: drafts and fields that did not hold.
        usage: what the calls cost.
        failure: the error that left the window without a full answer, or `None`.
    """

    records: tuple[Record, ...] = ()
    refused: tuple[Refused, ...] = ()
    usage: Usage = field(default_factory=Usage)
    failure: ModelError | None = None


def join_windows(
    topic: str, windows: Sequence[Window], found: Sequence[Found], sentence_starts: Sequence[int]
) -> Extraction:
    """The extraction of a topic from what each window gave.

    Args:
        topic: the topic's name.
        windows: the windows, in order.
        found: what each gave.
        sentence_starts: where the article's sentences begin.
    """
    records = [list(one.records) for one in found]
    for left in range(len(windows) - 1):
        _share_out(records, left, windows, sentence_starts)
    refused = list[Refused]()
    for one in found:
        refused += [refusal for refusal in one.refused if refusal not in refused]
    return Extraction(
        topic=topic,
        records=merge([record for window in records for record in window]),
        refused=tuple(refused),
        usage=sum((one.usage for one in found), Usage()),
        failure=_failure(windows, found),
    )


def _share_out(
    records: list[list[Record]], left: int, windows: Sequence[Window], sentence_starts: Sequence[int]
) -> None:
    """Leaves the records of each sentence that two windows read to the one that found more in it, else to the first."""
    begin, end = windows[left + 1].span.start, windows[left].span.end
    per_sentence: list[dict[int, list[Record]]] = []
    for window in (left, left + 1):
        by_sentence: dict[int, list[Record]] = defaultdict(list)
        for record in records[window]:
            start = record.evidence[0].start
            if begin <= start < end:
                by_sentence[bisect_right(sentence_starts, start)].append(record)
        per_sentence.append(by_sentence)
    first, second = per_sentence
    for sentence in first.keys() & second.keys():
        loser, lost = (left, first) if len(second[sentence]) > len(first[sentence]) else (left + 1, second)
        gone = {id(record) for record in lost[sentence]}
        records[loser] = [record for record in records[loser] if id(record) not in gone]


def _failure(windows: Sequence[Window], found: Sequence[Found]) -> ModelError | None:
    """The error of a topic: that of its only window, or one that names the windows without a full answer."""
    failed = [(window, one.failure) for window, one in zip(windows, found, strict=True) if one.failure is not None]
    if not failed:
        return None
    unavailable = all(isinstance(error, ModelUnavailable) for _, error in failed)
    if len(windows) == 1 or (unavailable and len(failed) == len(windows)):
        return failed[0][1]
    told = "; ".join(f"{window.place}: {error}" for window, error in failed)
    kind = type(failed[0][1])
    return (ReplyError if kind is ModelUnavailable else kind)(
        f"{len(failed)} of the article's {len(windows)} parts could not be read: {told}"
    )
