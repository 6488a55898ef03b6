"""Restores ordinary case in texts in capitals (wires, archives, headlines) for the parser, offsets unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from summarizer.article import Span

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
FEWEST_LETTERS = 12
"""A sentence with fewer letters than this may be an acronym or a crosshead and is left as it is."""


def in_ordinary_case(text: str, sentences: Iterable[Span], is_name: Callable[[str], bool]) -> str:
    """A text whose sentences in capitals are in ordinary case: names with a capital, other words without.

    Args:
        text: the text.
        sentences: its sentences.
        is_name: true of a word, given with a capital, that is a name wherever it stands.

    Returns:
        A text of the same length: every word stands where it stood.
    """
    cased = list(text)
    names = {word for word in WORD.findall(text) if word[:1].isupper() and not word.isupper()}
    for span in sentences:
        words = span.of(text)
        if _is_in_capitals(words):
            for found in WORD.finditer(words):
                plain = _cased(found[0], names, is_name, opens=found.start() == 0)
                cased[span.start + found.start() : span.start + found.end()] = plain
    return "".join(cased)


def _is_in_capitals(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) >= FEWEST_LETTERS and sum(letter.isupper() for letter in letters) > 0.9 * len(letters)


def _cased(word: str, names: set[str], is_name: Callable[[str], bool], *, opens: bool) -> str:
    """A word of a sentence in capitals as it would stand in another; a letter whose case changes its length stays."""
    lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in word)
    capital = word[:1] + lower[1:]
    if is_name(word) and len(word) > 1:
        return word
    if capital in names or is_name(capital) or opens:
        return capital
    return lower
