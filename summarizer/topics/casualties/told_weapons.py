"""What people were hit by, as a phrase behind a verb of harm: "by a Russian drone", "in an ambush"."""

from __future__ import annotations

import re

from summarizer.phrasing.wording import is_noun_phrase
from summarizer.phrasing.words import LEXICON

_LONGEST = 10
_BEHIND = re.compile(r"\s(?:from|of|under|on|in|at|near|packed|loaded|laden|fired|filled|aboard|against|by|with)\s")
_DETERMINED = re.compile(r"(?:the|an?|one|two|three|several|some|many|his|her|its|their)\s", re.IGNORECASE)
_INNER = re.compile(r"\s(?:the|an?|and|or|to|that|who)\s")


def by_weapon(weapon: str | None, location: str | None) -> str:
    """The weapon with its preposition; empty where there is none, or the words name no weapon ("bombed", a clause).

    Args:
        weapon: the article's words.
        location: where it happened, which is not said twice.
    """
    if not weapon or not is_noun_phrase(weapon, longest=_LONGEST):
        return ""
    words = weapon.strip().lower() if weapon.isupper() and " " in weapon.strip() else weapon.strip()
    if location and location in words:
        words = re.sub(r"\s(?:in|at|near|on|of)\s(?:the )?$", "", words.partition(location)[0] + " ").strip()
        if not words:
            return ""
    parts = re.split(r",? and |, ", words)
    named = [_named(part) for part in parts]
    if any(part is None for part in named):
        return ""
    heads = [head for part in named if part is not None for head in (part[1],)]
    preposition = "in" if all(head in LEXICON.events for head in heads) else "by"
    said = [part[0] for part in named if part is not None]
    whole = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{preposition} {whole}"


def _named(words: str) -> tuple[str, str] | None:
    """A weapon with an article where it needs one, and its head in small letters."""
    bare = _DETERMINED.sub("", words, count=1) if _DETERMINED.match(words) else words
    front = _BEHIND.split(bare, maxsplit=1)[0]
    head = front.rpartition(" ")[2].casefold()
    if head not in LEXICON.things | LEXICON.events or _INNER.search(f" {front} "):
        return None
    if re.match(r"(?:his|her|its|their)\s", words, re.IGNORECASE):
        words = bare
    if re.search(r"\s(?:his|her|its|their)\s", words):
        words = words.removesuffix(bare) + front
    first = words.partition(" ")[0]
    if first.istitle() and words[1:].islower() and (first.lower() == head or _DETERMINED.match(words)):
        words = words[0].lower() + words[1:]
    if _DETERMINED.match(words) or head in LEXICON.uncounted or _is_plural(head):
        return words, head
    return f"{'an' if words[0].casefold() in 'aeiou' else 'a'} {words}", head


def _is_plural(head: str) -> bool:
    return (
        head in LEXICON.plurals
        or (head.endswith("s") and head.removesuffix("s") in LEXICON.things | LEXICON.events)
        or head.endswith(("ches", "ives"))
    )
