"""Shorter names for what an article has named in full: "the Council" behind "the Council of the European Union"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from summarizer.linking.actors.phrases import Phrase
from summarizer.linking.actors.units import Tag
from summarizer.linking.english import ENGLISH
from summarizer.linking.words import words_of

BLOC = "bloc"
UNIONS = frozenset({"union", "league", "community", "concert", "association", "alliance", "commonwealth", "council"})
"""Words in the names of bodies of states, which "the bloc" may mean."""


class FullNames:
    """The phrases of one article that name someone in full, of whom a shorter name may come behind them.

    Args:
        text: the article's text.
        phrases: its actor phrases, in order.
    """

    def __init__(self, text: str, phrases: Sequence[Phrase]) -> None:
        self._text = text
        self._phrases = phrases

    def before(self, start: int, short: tuple[str, ...]) -> Phrase | None:
        """The phrase before an offset that names in full what a shorter one means; `None` unless one alone fits.

        It begins or ends with the same words ("the ministers" of "the ministers of the Meridian Union", "the Guard"
        of "the Pelagian Guard"), has a name in it, and is no person.

        Args:
            start: where the shorter name stands.
            short: its folded words without its determiner.
        """
        fitting: dict[tuple[str, ...], Phrase] = {}
        for full, phrase in self._full:
            if phrase.start >= start:
                break
            if len(full) > len(short) and _shortens(short, full):
                fitting.setdefault(full, phrase)
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    @cached_property
    def _full(self) -> list[tuple[tuple[str, ...], Phrase]]:
        """The phrases with their words, in order; one word alone is short for nothing."""
        named = (p for p in self._phrases if not is_called_a_person(p) and _names(p))
        full = ((_words(self._text[p.start : p.end]), p) for p in named)
        return [(words, phrase) for words, phrase in full if len(words) > 1]


def is_called_a_person(phrase: Phrase) -> bool:
    """True if a phrase names a person; behind an article a proper name is something else's."""
    return phrase.is_person and phrase.units[0].tag is not Tag.DETERMINER


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if short == (BLOC,):
        return bool(UNIONS & set(full[-1:]))
    ends = full[-len(short) :] == short and "of" not in full
    before_of = full[: full.index("of")] if "of" in full else ()
    return ends or before_of[-len(short) :] == short


@lru_cache(maxsize=8_192)
def _words(phrase: str) -> tuple[str, ...]:
    found = (word.folded for word in words_of(phrase))
    return tuple(word for n, word in enumerate(found) if n or word not in ENGLISH.determiners)


def _names(phrase: Phrase) -> bool:
    """True if a phrase has a name in it, not only nouns."""
    return any(
        unit.tag in (Tag.PARTY, Tag.PROPER) or (unit.text[:1].isupper() and unit.tag in (Tag.HEAD, Tag.MODIFIER))
        for unit in phrase.units
    )
