"""Kinds of weapon, by the words that articles have for them."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

from summarizer.linking.words import fold


@cache
def _lexicon() -> tuple[dict[str, str], list[frozenset[str]]]:
    raw = tomllib.loads(resources.files("summarizer.digest").joinpath("weapons.toml").read_text(encoding="utf-8"))
    stems = {stem: kind for kind, words in raw["kinds"].items() for stem in words.split()}
    return stems, [frozenset(kinds.split()) for kinds in raw["families"].values()]


@lru_cache(maxsize=4096)
def weapon_kinds(words: str | None) -> frozenset[str]:
    """The kinds that the words name; none for words such as "attack"."""
    stems, _ = _lexicon()
    said = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(words or ""))
    return frozenset(
        kind for word in said for stem, kind in stems.items() if word.startswith(stem) or f"-{stem}" in word
    )


def related(one: frozenset[str], other: frozenset[str]) -> bool:
    """True if two kinds may be one weapon in other words ("missile", "airstrike")."""
    return any(one & family and other & family for family in _lexicon()[1])
