"""Actors of an article: whether a name stands in it, and for which party it speaks."""

from __future__ import annotations

from summarizer.extraction.grounding import QuoteIndex
from summarizer.extraction.matches import Match
from summarizer.extraction.parties import Parties
from summarizer.schemas import Actor


class ActorIndex:
    """Resolves the actors of one article."""

    def __init__(self, text: str, parties: Parties) -> None:
        self._text = text
        self._quotes = QuoteIndex(text)
        self._parties = parties

    def resolve(self, name: str, near: int | None = None) -> Actor | None:
        """Returns the actor, or `None` when the article does not name it."""
        found = self._quotes.find(name, near=near)
        if not isinstance(found, Match):
            return None
        start, end = found.spans[0]
        words = self._text[start:end]
        return Actor(name=words, party=self._parties.code(words))
