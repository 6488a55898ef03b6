"""Closed lists of English words for composed sentences, read from `english.toml`."""

from __future__ import annotations

import tomllib
from importlib import resources

from pydantic import BaseModel, ConfigDict, field_validator


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for closed lists."""
    return frozenset(text.split())


class Lexicon(BaseModel):
    """Classes of English words; the comments of `english.toml` say what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    things: frozenset[str]
    events: frozenset[str]
    uncounted: frozenset[str]
    measures_on: frozenset[str]
    measures_against: frozenset[str]
    finite: frozenset[str]
    possessives: frozenset[str]
    with_article: frozenset[str]
    plurals: frozenset[str]
    persons: frozenset[str]
    empty: frozenset[str]
    plain: frozenset[str]

    @field_validator("*", mode="before")
    @classmethod
    def _split(cls, words: object) -> object:
        return word_set(words) if isinstance(words, str) else words


LEXICON = Lexicon.model_validate(
    tomllib.loads(resources.files("summarizer.phrasing").joinpath("english.toml").read_text(encoding="utf-8"))
)
"""The words, read once; nothing changes them."""
