"""What sanctions hit, by the words for measure and target, else by the first such words beside them."""

from __future__ import annotations

import re
from functools import cache

from summarizer.topics.word_lists import any_of, word_lists

GOODS = 40
"""Longest distance in code points from the word for trade to what is traded ("the sale of drilling equipment")."""


def sector_of(told: str, words: str) -> str:
    """The sector of a sanction.

    Args:
        told: the words for measure and target.
        words: the sentence.
    """
    if _comprehensive().search(told):
        return "comprehensive"
    named = [name for name, pattern in _sectors() if pattern.search(told)]
    if {"travel", "finance"} <= set(named):
        return "individuals"
    if named == ["individuals"] or (not named and _persons().search(words)):
        return "unspecified" if _bodies().search(told) else "individuals"
    if named:
        return named[0]
    things = [
        (found.start() - (GOODS if name in ("energy", "arms") else 0), name)
        for name, pattern in _sectors()
        if name != "individuals" and (found := pattern.search(words))
    ]
    return min(things)[1] if things else "unspecified"


@cache
def _sectors() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The sectors with the words that name them, in the order of the file."""
    return tuple(
        (one["name"], re.compile(any_of(one.get("words", ()), one.get("beginnings", ())), re.IGNORECASE))
        for one in word_lists(__package__, "words.toml")["sectors"]
    )


@cache
def _comprehensive() -> re.Pattern[str]:
    """Words for what shuts a country off as a whole."""
    lists = word_lists(__package__, "words.toml")["comprehensive"]
    embargo = rf"{any_of(lists['adjectives'])}(?: and [a-z]+| [a-z]+)? {any_of(lists['nouns'])}"
    return re.compile(rf"{any_of(lists['words'])}|{embargo}", re.IGNORECASE)


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(any_of(word_lists(__package__, "words.toml")["bodies"]["words"]), re.IGNORECASE)


@cache
def _persons() -> re.Pattern[str]:
    """Words of a sentence by which sanctions hit persons, not those who speak of them."""
    lists = word_lists(__package__, "words.toml")
    persons = lists["persons"]
    no_body = any_of(lists["bodies"]["words"])
    counted = rf"(?:\b\d+|{any_of(persons['numbers'])})(?: (?!{no_body})[\w-]+){{0,2}} {any_of(persons['counted'])}"
    return re.compile(f"{counted}|{any_of(persons['words'], persons['beginnings'])}", re.IGNORECASE)
