"""Word lists of a topic, kept as TOML beside its code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def word_lists(package: str, file: str) -> Mapping[str, Any]:
    """The sections of a file of lists.

    Args:
        package: the topic's package, as in `__package__`.
        file: its name, with the ending.
    """
    return tomllib.loads(resources.files(package).joinpath(file).read_text(encoding="utf-8"))


def any_of(words: Iterable[str] = (), beginnings: Iterable[str] = ()) -> str:
    """The pattern of a word or phrase that is one of those given, or begins as one does."""
    whole = "|".join(map(re.escape, words))
    begun = "|".join(map(re.escape, beginnings))
    return r"\b(?:" + "|".join(part for part in (whole and rf"(?:{whole})\b", begun and rf"(?:{begun})") if part) + ")"
