"""What victims were, by the nouns that name them: from the words alone, so that a class can be decided again later."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.linking.names import singular
from summarizer.topics.casualties.lemmas import lemmas

_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "wives": "wife", "people": "person"}


def victim_type(phrases: Iterable[str]) -> str:
    """What the victims were whom phrases count: `civilian`, `combatant`, `mixed` or `unknown`.

    Args:
        phrases: the words that count them.
    """
    nouns = {noun for phrase in phrases for word in re.findall(r"[^\W\d_]+", phrase) for noun in _forms(word.lower())}
    civilian, combatant = bool(nouns & lemmas("civilians")), bool(nouns & lemmas("combatants"))
    if civilian and combatant:
        return "mixed"
    return "civilian" if civilian else "combatant" if combatant else "unknown"


def _forms(word: str) -> Iterable[str]:
    """A word and its singular: "schoolgirls", "policemen", "mothers"."""
    yield word
    yield _IRREGULAR.get(word) or singular(word)
    if word.endswith("men"):
        yield f"{word[:-2]}an"
