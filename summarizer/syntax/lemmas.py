"""The lemmas of `lemmas.toml` that more than one topic asks for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _lemmas(section: str, kind: str) -> frozenset[str]:
    data = tomllib.loads(resources.files(__package__).joinpath("lemmas.toml").read_text(encoding="utf-8"))
    return frozenset(data[section][kind])


def saying_verbs() -> frozenset[str]:
    """Verbs by which someone says something."""
    return _lemmas("saying", "verbs")


def speech_acts() -> frozenset[str]:
    """Verbs of saying, and others by which someone does something with words."""
    return saying_verbs() | _lemmas("speech_acts", "verbs")


def speakers() -> frozenset[str]:
    """Heads of phrases for those who speak for someone else."""
    return _lemmas("speakers", "nouns")


def vague_adjectives() -> frozenset[str]:
    """Adjectives of nationality that name no party."""
    return _lemmas("vague", "adjectives")


def plain_verbs() -> frozenset[str]:
    """Verbs that add nothing to the measure that they govern."""
    return _lemmas("plain", "verbs")


def armed_groups() -> frozenset[str]:
    """Heads of descriptions of an armed group."""
    return _lemmas("armed_groups", "nouns")


def bodies_of_parties() -> frozenset[str]:
    """Heads of phrases for what speaks or acts for its owner."""
    return _lemmas("bodies_of_parties", "nouns")


def welcoming_verbs() -> frozenset[str]:
    """Verbs by which someone is glad of what another does."""
    return _lemmas("welcoming", "verbs")


def answers() -> frozenset[str]:
    """Nouns for what someone says in return."""
    return _lemmas("answers", "nouns")


def welcomed_things() -> frozenset[str]:
    """Nouns for what someone does that others welcome."""
    return _lemmas("welcomed", "nouns")
