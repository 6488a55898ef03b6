"""What a topic is: a record class, the words that give a record away, its prompts, and a reader where code reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.errors import UsageError
from summarizer.prompts import Prompt, is_packaged, packaged
from summarizer.schemas import Record

if TYPE_CHECKING:
    from summarizer.article import Span
    from summarizer.indexing import IndexedArticle

Draft = dict[str, Any]
"""A record before it is checked: field → words, list of words, class or boolean; absent fields left out."""


@dataclass(frozen=True)
class Objection:
    """Why no record may be made of a draft.

    Attributes:
        code: such as `hypothetical`.
        detail: the same as a sentence.
    """

    code: str
    detail: str


@dataclass(frozen=True)
class Proposal:
    """A draft that a reader makes of sentences of an article.

    Attributes:
        draft: the verbatim fields, as the article has them, and the class that the reader decided.
        evidence: the spans that prove it, the main one first.
        classes: class fields that the words decide.
        objection: why it is no record, or `None`.
    """

    draft: Draft
    evidence: tuple[Span, ...]
    classes: Mapping[str, Any] = field(default_factory=dict)
    objection: Objection | None = None


class Reader(Protocol):
    """Reads a topic off an article's syntax, without a language model."""

    @property
    def version(self) -> str:
        """What decides its drafts beside the code: 12 hexadecimal digits of a SHA-256."""
        ...

    def decided(self, record: Record) -> Mapping[str, object]:
        """The class fields of a finished record that its own words decide, without parser or classifier."""
        ...

    def read(self, article: IndexedArticle, topic: Topic) -> Sequence[Proposal]:
        """The drafts that a topic has in an article, in the order in which it brings them."""
        ...


@dataclass(frozen=True)
class Topic:
    """What to look for in an article, and how to ask for it.

    Attributes:
        name: the key of its records in a briefing.
        title: for people to read.
        record: the class of its records.
        cues: regular expressions for the words that give a record away; matched at a word's beginning, case ignored.
        weak_cues: words that give one away only in an article that has a cue elsewhere.
        anaphoric: a sentence beside one with a cue counts too where it refers to something ("Kyiv brushed it aside").
        short_names: the name under which a small model sees a field; every field under its own name where empty.
        reader: reads the topic's records by code on the `passages` road; a model is asked where there is none.
        prompts: its prompts by strategy; the packaged ones unless given.
    """

    name: str
    title: str
    record: type[Record]
    cues: tuple[str, ...]
    weak_cues: tuple[str, ...] = ()
    anaphoric: bool = False
    short_names: Mapping[str, str] = field(default_factory=dict)
    reader: Reader | None = None
    prompts: Mapping[str, Prompt] = field(default_factory=dict)

    @cached_property
    def cue_pattern(self) -> re.Pattern[str]:
        """The cues as one pattern."""
        return _at_word_start(self.cues)

    @cached_property
    def weak_cue_pattern(self) -> re.Pattern[str]:
        """Cues and weak cues as one pattern."""
        return _at_word_start(self.cues + self.weak_cues)

    def reader_on(self, strategy: str) -> Reader | None:
        """What reads the topic on a strategy; `None` where a model is asked."""
        return self.reader if strategy == "passages" else None

    def version(self, strategy: str) -> str:
        """The version of what a strategy goes by: that of the reader, or of the prompt.

        Raises:
            UsageError: the topic has no prompt for it.
        """
        reader = self.reader_on(strategy)
        return self.prompt(strategy).version if reader is None else reader.version

    def has(self, strategy: str) -> bool:
        """True if the topic can be read by a strategy."""
        if self.reader_on(strategy) is not None:
            return True
        return strategy in self.prompts or is_packaged(self.name, strategy)

    def prompt(self, strategy: str) -> Prompt:
        """The prompt for a strategy.

        Raises:
            UsageError: the topic has no prompt for it.
        """
        if strategy in self.prompts:
            return self.prompts[strategy]
        try:
            return packaged(self.name, strategy)
        except FileNotFoundError:
            raise UsageError(f"topic {self.name!r} has no prompt for the strategy {strategy!r}: give it one") from None


def _at_word_start(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(stems) + ")", re.IGNORECASE)
