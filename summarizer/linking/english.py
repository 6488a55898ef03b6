"""The English words that the rules for names, phrases and actors turn on, read from `english.toml`."""

from __future__ import annotations

import tomllib
from importlib import resources

from pydantic import BaseModel, ConfigDict


class English(BaseModel):
    """Classes of English words; the comments of `english.toml` say what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calendar: frozenset[str]
    function: frozenset[str]
    abbreviations: frozenset[str]
    determiners: frozenset[str]
    singling: frozenset[str]
    cutting: frozenset[str]
    joining: frozenset[str]
    against: frozenset[str]
    regional: frozenset[str]
    spoken: frozenset[str]
    seated: frozenset[str]
    following: frozenset[str]
    ranks: frozenset[str]
    quantities: frozenset[str]
    documents: frozenset[str]
    particles: frozenset[str]
    name_parts: frozenset[str]
    suffixes: frozenset[str]
    locatives: frozenset[str]
    places: frozenset[str]
    speech: frozenset[str]
    articles: frozenset[str]
    agencies: frozenset[str]
    inner: frozenset[str]
    posts: frozenset[str]
    collective: frozenset[str]
    personal: frozenset[str]
    impersonal: frozenset[str]
    mouthpieces: frozenset[str]


ENGLISH = English.model_validate(
    tomllib.loads(resources.files("summarizer.linking").joinpath("english.toml").read_text(encoding="utf-8"))
)
"""The words, read once; nothing changes them."""
