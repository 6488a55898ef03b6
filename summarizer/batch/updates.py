"""Tells repeats from updates: a near-copy with other figures or positions is an update.

What a text claims is read off its sentences about a topic: their numbers, and their verbs of position with negations
and parties. Two texts with most words in common are compared so; what a record says is read elsewhere.
"""

from __future__ import annotations

import hashlib
import re
import string
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.linking.registry import default_parties
from summarizer.topics import all_topics
from summarizer.values.numbers import find_numbers

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]*)*")
_POSITION = re.compile(
    r"\b(accept|agre|approv|back|block|breach|broke|call|claim|condemn|condition|demand|den[iy]|dismiss|eas[ei]|extend|"
    r"halt|impos|lift|mediat|"
    r"oppos|propos|reject|refus|resum|spurn|support|suspend|threat|urg|veto|violat|welcom)\w*"
)
"""In small letters: many times quicker than a pattern that takes both cases."""

_NEGATION = re.compile(r"\b(?:not|no|never|neither|nor|without)\b|n't\b", re.IGNORECASE)
_LETTERS = string.ascii_letters + "-"
_SIZE = 8


class Near(NamedTuple):
    """Which article a text repeats, if any.

    Attributes:
        id: id of that article.
        update: whether the text claims something else.
    """

    id: str | None
    update: bool = False

    @property
    def same_as(self) -> str | None:
        """The article, where nothing else is claimed."""
        return None if self.update else self.id

    @property
    def update_of(self) -> str | None:
        """The article, where something else is claimed."""
        return self.id if self.update else None


def claims(text: str) -> bytes:
    """Hashes of what a text claims on any topic, sorted, 8 bytes each.

    Args:
        text: the article.
    """
    return b"".join(sorted({hashlib.blake2b(one.encode(), digest_size=_SIZE).digest() for one in _claims(text)}))


def holds(known: bytes, new: bytes) -> bool:
    """True if all that a text claims is claimed by another.

    Args:
        known: the claims of the other.
        new: the claims of the text.
    """
    return _parts(new) <= _parts(known)


def _parts(joined: bytes) -> set[bytes]:
    return {joined[at : at + _SIZE] for at in range(0, len(joined), _SIZE)}


def _claims(text: str) -> Iterator[str]:
    patterns = [topic.cue_pattern for topic in all_topics().values()]
    for found in _SENTENCE.finditer(text):
        sentence = found[0]
        verbs = set(_POSITION.findall(sentence.lower()))
        # A figure in a name or a code counts nothing.
        numbers = [n for n in find_numbers(sentence) if not sentence[: n.start].endswith(tuple(_LETTERS))]
        if not (verbs or numbers) or not any(pattern.search(sentence) for pattern in patterns):
            continue
        yield from (f"number {number.value}" for number in numbers)
        if verbs:
            parties = sorted({mention.code for mention in default_parties().mentions(sentence)})
            negated = len(_NEGATION.findall(sentence))
            yield from (f"position {verb} {negated} {' '.join(parties)}" for verb in verbs)
