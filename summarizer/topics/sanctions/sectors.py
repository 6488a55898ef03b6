"""What sanctions hit, by the words for measure and target, else by the first such words beside them."""

from __future__ import annotations

import re

SECTORS = (
    ("travel", r"\b(visa|travel|entry ban|entering the country)"),
    ("arms", r"\b(arms|weapon|munition|military equipment|dual-use)"),
    ("energy", r"\b(oil|crude|gas|energy|fuel|coal|petrol|nuclear power|pipeline|drilling|refiner|tanker|price cap)"),
    ("finance", r"\b(bank|financ|asset|funds|money|swift|central bank|transaction|credit|loan)"),
    ("trade", r"\b(trade|export|import|goods|textile|timber|commerc|tariff|ports?\b|purchases|sale of)"),
    (
        "individuals",
        r"\b(individual|official|officer|minister|leader|person|people|general|oligarch|settler|colonel|chief|"
        r"names?|blacklist|listing)s?\b",
    ),
)
COMPREHENSIVE = (
    r"\b(?:comprehensive|all trade|sweeping|blockade|(?:general|economic|total|full|complete|decades-old)"
    r"(?: and [a-z]+| [a-z]+)? (?:embargo|boycott))\b"
)
"""Words for what shuts a country off as a whole."""
BODIES = (
    r"\b(?:compan(?:y|ies)|firms?|entit(?:y|ies)|bodies|organi[sz]ations?|ministr(?:y|ies)|brigade|army|groups?|"
    r"vessels?)\b"
)
"""Words for what is no person; persons and bodies listed together are no sector (the guide)."""
PERSONS = (
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|dozens of|several)"
    r"(?: (?!companies|firms|banks|bodies|entities)[\w-]+){0,2} "
    r"(?:people|persons|individuals|men|names|officials|chiefs|ministers|commanders|officers|judges|settlers)\b|"
    r"\bindividuals?\b|\bpersons and\b|\bpeople and firms\b|\bblacklist"
)
"""Words of a sentence by which sanctions hit persons, not those who speak of them."""

GOODS = 40
"""Longest distance in code points from the word for trade to what is traded ("the sale of drilling equipment")."""


def sector_of(told: str, words: str) -> str:
    """The sector of a sanction.

    Args:
        told: the words for measure and target.
        words: the sentence.
    """
    if re.search(COMPREHENSIVE, told, re.IGNORECASE):
        return "comprehensive"
    named = [name for name, pattern in SECTORS if re.search(pattern, told, re.IGNORECASE)]
    if {"travel", "finance"} <= set(named):
        return "individuals"
    if named == ["individuals"] or (not named and re.search(PERSONS, words, re.IGNORECASE)):
        return "unspecified" if re.search(BODIES, told, re.IGNORECASE) else "individuals"
    if named:
        return named[0]
    things = [
        (found.start() - (GOODS if name in ("energy", "arms") else 0), name)
        for name, pattern in SECTORS
        if name != "individuals" and (found := re.search(pattern, words, re.IGNORECASE))
    ]
    return min(things)[1] if things else "unspecified"
