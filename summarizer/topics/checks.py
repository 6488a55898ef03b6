"""What a topic adds to the checks of its field kinds: which records make the same claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from summarizer.article import Span
from summarizer.indexing import IndexedArticle
from summarizer.schemas import Actor, Count, Evidence, Record
from summarizer.values.markup import plain

R = TypeVar("R", bound=Record)


def same_fields(a: Record, b: Record) -> bool:
    """True if two records of one article say the same, whatever their words."""
    return type(a) is type(b) and a.model_dump(exclude={"evidence"}) == b.model_dump(exclude={"evidence"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What the evidence makes of a record.

    Attributes:
        code: why it can't stand as drafted.
        detail: the same in words.
        record: the record as the evidence has it; `None` where it is none.
    """

    code: str
    detail: str
    record: Record | None


def never_turned(_facts: IndexedArticle, _record: Record) -> Turn | None:
    """The evidence decides no class."""
    return None


def never_against(_record: Record) -> Turn | None:
    """The words decide nothing."""
    return None


class Wrong(NamedTuple):
    """Why a count can't stand.

    Attributes:
        code: what is wrong.
        detail: the same in words.
    """

    code: str
    detail: str


class CountChecks(Protocol):
    """Checks the counts of a topic's drafts against the evidence."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The count fields; a record needs one of them."""
        ...

    def wrong(self, facts: IndexedArticle, span: Span, name: str) -> Wrong | None:
        """Why the count at a span can't stand in a field; `None` where it can."""
        ...

    def completed(
        self, facts: IndexedArticle, evidence: Sequence[Evidence], values: Mapping[str, Any]
    ) -> Mapping[str, Count]:
        """Counts that stand in place of those of a draft without a number, and of none.

        Args:
            facts: the article.
            evidence: the words that prove the record.
            values: the fields of the draft that hold.
        """
        ...


@dataclass(frozen=True)
class Checks(Generic[R]):
    """What one topic adds to the checks of its records.

    Attributes:
        same_claim: True if two records of one article make the same claim; they are joined.
        turned: what a record's evidence makes of its class where it contradicts it. Few rules, each of which holds
            whatever the article; what they can't tell stays as drafted.
        against_words: what the evidence alone makes of a record, of a class or of all of it, on every road and of a
            stored record too.
        counts: checks its counts of people; `None` where any number of the evidence will do.
    """

    same_claim: Callable[[R, R], bool] = same_fields
    turned: Callable[[IndexedArticle, R], Turn | None] = never_turned
    counts: CountChecks | None = None
    against_words: Callable[[R], Turn | None] = never_against


def same_actor(a: Actor, b: Actor) -> bool:
    """True if two actors are one: the same party, or where one has none, a shared name word."""
    if a.party is not None and b.party is not None:
        return a.party == b.party
    return bool(_words(a.name) & _words(b.name))


def actors_agree(a: Actor | None, b: Actor | None) -> bool:
    """True if two actors may be one: the same, or one is not said."""
    return a is None or b is None or same_actor(a, b)


def words_agree(a: str | None, b: str | None) -> bool:
    """True if two phrases may mean one thing: they share a word, or one is not said."""
    return a is None or b is None or bool(_words(a) & _words(b))


def _words(name: str) -> set[str]:
    common = {"the", "of", "and", "a", "an", "in", "for", "its", "on", "at", "s"}
    return {word for word in name.lower().replace("'", " ").replace("’", " ").split() if word not in common}


def said_in(record: Record) -> str:
    """The words that prove a record, without marks."""
    return " ".join(plain(e.quote) for e in record.evidence)


def name_pattern(actor: Actor) -> str:
    """A pattern for an actor's name, or its last word."""
    last = re.findall(r"[\w'’-]+", actor.name)[-1]
    return rf"(?<!\w)(?:{re.escape(actor.name)}|{re.escape(last)})(?!\w)"
