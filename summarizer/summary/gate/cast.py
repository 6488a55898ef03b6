"""Who is named in a sentence: the actors of the article's records, and parties by any of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from summarizer.linking.registry import default_parties
from summarizer.schemas import Actor, Record, actors_of

_SHORTEST_SURNAME = 4
_NOT_SUBJECT = re.compile(
    r"\b(?:of|on|against|with|by|from|for|in|to|at|after|about|over|between|into|than|near|following|under|across|"
    r"involving|targeting|among)\s+(?:(?:the|a|an|both|all|its|their|his|"
    r"her)\s+)?(?:[\w’'-]+(?:,? (?:and )?|\s+)){0,2}?$",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """A name in a sentence.

    Attributes:
        start: offset of the first code point.
        end: offset after the last code point.
        keys: whom it may stand for: `n:` and a name, `p:` and the code of a party.
    """

    start: int
    end: int
    keys: frozenset[str]


def bare(name: str) -> str:
    """A name without article, brackets and case."""
    return re.sub(r"^(?:the|a|an) ", "", re.sub(r"\s*\([^()]*\)", "", name).casefold().replace("’", "'")).strip()


class Cast:
    """The actors of an article's records.

    Args:
        records: the records, those that a sentence cites and their siblings.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self._actors = {bare(a.name): a for record in records for a in actors_of(record)}
        self._patterns = [(self._pattern(name, actor), f"n:{name}", actor) for name, actor in self._actors.items()]

    def _pattern(self, name: str, actor: Actor) -> re.Pattern[str]:
        forms = {name, *(bare(found) for found in re.findall(r"\(([^()]+)\)", actor.name))}
        words = actor.name.split()
        surname = words[-1]
        capitalised = len(words) > 1 and all(word[0].isupper() for word in words[-2:])
        others = [other for other in self._actors if other != name and surname.casefold() in other.split()]
        if capitalised and len(surname) >= _SHORTEST_SURNAME and not others:
            forms.add(surname.casefold())
        either = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)

    def mentions(self, text: str) -> list[Mention]:
        """Every name in a text, in order; the longest where one holds another."""
        plain = text.replace("’", "'")
        named = [
            Mention(m.start(), m.end(), frozenset({key})) for p, key, _ in self._patterns for m in p.finditer(plain)
        ]
        parties = [Mention(m.start, m.end, frozenset({f"p:{m.code}"})) for m in default_parties().mentions(text)]
        found: dict[tuple[int, int], Mention] = {}
        for one in (*named, *parties):
            at = (one.start, one.end)
            found[at] = Mention(*at, (found[at].keys if at in found else frozenset()) | one.keys)
        kept = [m for m in found.values() if not any(_within(m, other) for other in found.values())]
        return sorted(kept)


def stands_for(mention: Mention, actor: Actor | None) -> bool:
    """True if a name may stand for an actor: its own name, or a name of the party that it speaks or acts for."""
    if actor is None:
        return False
    name = bare(actor.name)
    if f"n:{name}" in mention.keys or (actor.party is not None and f"p:{actor.party}" in mention.keys):
        return True
    return any(key[:2] == "n:" and re.search(rf"(?<!\w){re.escape(key[2:])}(?!\w|'s)", name) for key in mention.keys)


def subjects(mentions: Iterable[Mention], text: str, start: int, end: int) -> list[Mention]:
    """The names in a part of a sentence that can be the subject of a verb behind it, none behind a preposition."""
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    return [
        m
        for m in inside
        if not _NOT_SUBJECT.search(text[start : m.start]) and not _owns(text, m) and not _beside(text[start : m.start])
    ]


def _beside(before: str) -> bool:
    """True within a clause that only describes somebody: ", who leads the monitors,"."""
    at = max(before.rfind(", who "), before.rfind(", which "), before.rfind(", whose "))
    return at >= 0 and "," not in before[at + 2 :]


def _owns(text: str, mention: Mention) -> bool:
    """True for a possessor ("Russia's foreign minister"), which is not who acts."""
    return bool(re.match(r"['’]s\b|['’](?!\w)", text[mention.end :]))


def _within(mention: Mention, other: Mention) -> bool:
    longer = other.end - other.start > mention.end - mention.start
    return longer and other.start <= mention.start and mention.end <= other.end
