"""The lemmas of `lemmas.toml`: weapons, places, kinds of victims."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def lemmas(section: str, kind: str = "nouns") -> frozenset[str]:
    """The lemmas of a section."""
    data = tomllib.loads(resources.files(__package__).joinpath("lemmas.toml").read_text(encoding="utf-8"))
    return frozenset(data[section][kind])
