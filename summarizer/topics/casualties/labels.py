"""Tolls as lines with labels ("Killed: 9", "14 wounded"): a line and its label are a unit, adjacent lines one toll."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.article import Span
from summarizer.schemas import Count
from summarizer.values.numbers import find_numbers

_HARMS = {
    "killed": r"killed|dead|deaths?|fatalities|died|killed in action",
    "injured": r"wounded|injured|injuries|hurt",
    "missing": r"missing|unaccounted for",
    "captured": r"captured|hostages|kidnapped|abducted|taken prisoner|prisoners",
}
_LABEL = "|".join(f"(?P<{harm}>{words})" for harm, words in _HARMS.items())
_BULLET = r"[ \t]*(?:[-*•·–—][ \t]*|\(?\d{1,2}[.)][ \t]+)?"
_COUNT = r"(?P<count>[^\n:;.!?]{1,60}?)"
_BEFORE = re.compile(
    rf"^{_BULLET}(?:{_LABEL})[ \t]*[:=\-–—|\t][ \t]*{_COUNT}[ \t]*[.;,]?$", re.IGNORECASE | re.MULTILINE
)
_BEHIND = re.compile(rf"^{_BULLET}{_COUNT}[ \t]+(?:{_LABEL})[ \t]*[.;,]?$", re.IGNORECASE | re.MULTILINE)
MOST_WORDS = 5
"""Words of a count in such a line; a longer line is a sentence."""


@dataclass(frozen=True)
class LabelledToll:
    """The counts of adjacent lines.

    Attributes:
        span: from the first of the lines to the last.
        counts: harm → the count and where its words stand.
    """

    span: Span
    counts: dict[str, tuple[Count, Span]]


def labelled_tolls(text: str) -> tuple[LabelledToll, ...]:
    """The tolls that a text lists in lines with labels, in order."""
    tolls: list[LabelledToll] = []
    for line, harm, count, words in sorted(_lines(text), key=lambda found: found[0]):
        last = tolls[-1] if tolls else None
        adjacent = last is not None and not text[last.span.end : line.start].strip()
        if last is not None and adjacent and harm not in last.counts:
            tolls[-1] = LabelledToll(Span(last.span.start, line.end), {**last.counts, harm: (count, words)})
        else:
            tolls.append(LabelledToll(line, {harm: (count, words)}))
    return tuple(tolls)


def _lines(text: str) -> Iterator[tuple[Span, str, Count, Span]]:
    taken: set[int] = set()
    for pattern in (_BEFORE, _BEHIND):
        for found in pattern.finditer(text):
            words = found["count"].strip()
            numbers = find_numbers(words)
            if found.start() in taken or len(words.split()) > MOST_WORDS or len(numbers) != 1:
                continue
            harm = next(harm for harm in _HARMS if found[harm])
            start = found.start("count") + found["count"].index(words)
            taken.add(found.start())
            yield Span(*found.span()), harm, Count.from_text(words), Span(start, start + len(words))
