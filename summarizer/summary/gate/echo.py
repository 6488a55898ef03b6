"""The stretches of a sentence that stand word for word in the evidence: what is copied can't be a mismatch.

A stretch counts only where both texts deny, or neither does, right before it and right behind it. A changed number,
name, verb or negation ends a stretch, so that what was changed is never in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from summarizer.summary.gate.verbs import NEGATOR, REFUSES
from summarizer.values.numbers import find_numbers

_TOKEN = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.;!?]\s|▪")
_SHORTEST = 4
_BESIDE = 3


class Echo(NamedTuple):
    """A stretch of a sentence that is a stretch of a quote.

    Attributes:
        start: offset of the first code point in the sentence.
        end: offset after the last one.
        words: how many words it has.
        opens: whether it is the beginning of a sentence in the quote.
        whole: whether it is the whole quote.
        half: whether it is at least half of the quote, and six words or more.
    """

    start: int
    end: int
    words: int
    opens: bool
    whole: bool
    half: bool

    def holds(self, start: int, end: int) -> bool:
        """True if a span of the sentence lies within the stretch."""
        return self.start <= start and end <= self.end


class _Word(NamedTuple):
    start: int
    end: int
    form: str


def echoes(text: str, quote: str) -> list[Echo]:
    """Every longest stretch of four words or more, or of a whole quote, that a text shares with a quote.

    Args:
        text: a sentence with one kind of apostrophe.
        quote: words of the evidence, with the same kind.
    """
    said, proof = _words(text), _words(quote)
    found = []
    for i, j, length in _common(said, proof):
        if length < min(_SHORTEST, len(proof)):
            continue
        span = (said[i].start, said[i + length - 1].end)
        there = (proof[j].start, proof[j + length - 1].end)
        if _beside(text, *span) == _beside(quote, *there):
            opens = not _before(quote, there[0]).strip(" \"“”'")
            found.append(Echo(*span, length, opens, length == len(proof), length >= max(6, len(proof) / 2)))
    return found


def _common(said: list[_Word], proof: list[_Word]) -> Iterator[tuple[int, int, int]]:
    """The longest stretches of equal words: both beginnings, and the length in words."""
    for i, word in enumerate(said):
        for j, other in enumerate(proof):
            if word.form != other.form or (i and j and said[i - 1].form == proof[j - 1].form):
                continue
            length = 1
            while (
                i + length < len(said) and j + length < len(proof) and said[i + length].form == proof[j + length].form
            ):
                length += 1
            yield i, j, length


def _words(text: str) -> list[_Word]:
    return [_Word(m.start(), m.end(), _form(m[0])) for m in _TOKEN.finditer(text)]


@lru_cache(maxsize=4096)
def _form(word: str) -> str:
    """A word in lower case; a number in figures, however it is written."""
    found = find_numbers(word)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(word)) and found[0].kind == "cardinal":
        return f"{found[0].value:g}"
    return word.casefold()


def _before(text: str, start: int) -> str:
    return _SENTENCE_END.split(text[:start])[-1]


def _beside(text: str, start: int, end: int) -> tuple[bool, bool]:
    """True where a text denies something: close before a span, and close behind it."""
    before = " ".join(_before(text, start).split()[-_BESIDE:])
    behind = " ".join(_SENTENCE_END.split(text[end:])[0].split()[:_BESIDE])
    return _denies(before), _denies(behind)


def _denies(words: str) -> bool:
    return bool(NEGATOR.search(words) or REFUSES.search(words))
