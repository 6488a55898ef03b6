"""The lemmas of `lemmas.toml`: weapons, places, kinds of victims."""

from __future__ import annotations

from functools import cache

from summarizer.topics.word_lists import word_lists


@cache
def lemmas(section: str, kind: str = "nouns") -> frozenset[str]:
    """The lemmas of a section."""
    return frozenset(word_lists(__package__, "lemmas.toml")[section][kind])
