"""Cuts an article's text where evidence begins and ends, so that overlapping evidence can be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """A range of the text, in code points, half-open, and the key of the record whose evidence it is.

    Attributes:
        start: offset of the first code point.
        end: offset behind the last one.
        key: names the record.
        proves: it holds the words that prove the record, rather than what stands around them.
    """

    start: int
    end: int
    key: str
    proves: bool = True


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of the text that the same marks cover.

    Attributes:
        text: the words, as they stand.
        keys: the records whose evidence they are part of, in the order of the marks given; empty for other words.
        ends: the keys of proving marks that end here.
        proves: the keys of the proving marks among those over it.
    """

    text: str
    keys: tuple[str, ...]
    ends: tuple[str, ...]
    proves: tuple[str, ...]


Paragraph = tuple[Segment, ...]


def paragraphs(text: str, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    """The text as paragraphs of segments; joined, the segments give the text without its blank lines.

    Args:
        text: the article.
        marks: the evidence, in any order, overlapping as it likes.
    """
    return tuple(tuple(_segments(text, start, end, marks)) for start, end in _paragraph_ranges(text))


def _paragraph_ranges(text: str) -> Iterable[tuple[int, int]]:
    """The ranges between blank lines."""
    start = 0
    for gap in re.finditer(r"\n\s*\n\s*", text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterable[Segment]:
    """The pieces of a paragraph between any two borders of marks."""
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    borders = {start, end} | {at for mark in here for at in (mark.start, mark.end) if start < at < end}
    cuts = sorted(borders)
    for left, right in pairwise(cuts):
        over = [mark for mark in here if mark.start <= left and mark.end >= right]
        keys = tuple(dict.fromkeys(mark.key for mark in over))
        proves = tuple(dict.fromkeys(mark.key for mark in over if mark.proves))
        ends = tuple(dict.fromkeys(mark.key for mark in over if mark.proves and mark.end == right))
        yield Segment(text[left:right], keys, ends, proves)
