"""Classes that the evidence of a position contradicts: a rejection called acceptance, a call called a decision.

What a model or a classifier chose stands unless the words behind the actor's name say one other thing, and nothing that
may be the actor's says what was chosen. A topic brings the words, in a file `own_words.toml` of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from summarizer.schemas import Actor
from summarizer.topics.said_of_actors import Table, may_say, said_of

WORD = r"(?:(?!claim|accus|report|alleg|charg|that\b|violat|breach|responsib|break|critic|blam|impos)[\w'’-]+\s)"
"""A word between a verb and the thing that it speaks of."""

_NOT_DONE = re.compile(
    r"(?:\bnot|\bnever|n['’]t|\bno longer|\bwithout|refus\w+ to|declin\w+ to|yet to)(?: \w+ly)? (?:be |been |yet )?$"
    r"|\b(?:claims?|reports?|accus\w+|alleg\w+|den(?:y|ied|ies|ying)|suggestions?|if|unless)\b[^.;]{0,40}$",
    re.I,
)
_OF_OTHERS = re.compile(
    r"(?:\bnot|\bnever|n['’]t|\bno longer)(?: \w+){0,2} $"
    r"|\b(?:call|urg|demand|ask|press|appeal|want)(?:s|es|ed|ing)?\b[^.;,]{0,60}\b(?:to|that|must|should)\b[^.;,]{0,40}$",
    re.I,
)
"""Before a verb that is denied, or asked of somebody else."""

_PROVIDED = re.compile(r"\b(?:without|unless|until|before|only|provided)\b", re.I)
"""Words of a condition, with which a refusal is none outright."""


Lists = Mapping[str, Mapping[str, str]]
"""Regular expressions by section of a file of words, and by class or verb."""


def read_words(package: str, **stands_for: str) -> Lists:
    """The lists of a topic's `own_words.toml`, each as one regular expression.

    Args:
        package: the topic's package.
        stands_for: what a word in capitals of the file stands for.
    """
    text = resources.files(package).joinpath("own_words.toml").read_text(encoding="utf-8")
    return {
        name: {key: _either(words, stands_for) for key, words in lists.items()}
        for name, lists in tomllib.loads(text).items()
    }


def _either(words: str, stands_for: Mapping[str, str]) -> str:
    either = "|".join(words.split()).replace("_", r"\s+")
    for name, pattern in stands_for.items():
        either = either.replace(name, pattern)
    return either


@dataclass(frozen=True)
class Wording:
    """The words by which a topic's classes are told.

    Attributes:
        lists: the sections `bearing_out` (words that may bear a class out) and `plainly` (words that say one).
        table: verbs that say a class behind the actor's name.
        against: by class, what contradicts it where the words say it.
        deeds: classes that words behind a negation, or within a call on somebody else, do not bear out.
    """

    lists: Lists
    table: Table
    against: Mapping[str, tuple[str, ...]]
    deeds: frozenset[str]

    def otherwise(self, actor: Actor, chosen: str, quotes: Sequence[str]) -> str | None:
        """The class that all of a record's evidence says instead of its own; `None` where that is not one thing alone.

        Args:
            actor: whose position it is.
            chosen: its class.
            quotes: the evidence, without markup.
        """
        against = set(self.against.get(chosen, ()))
        said = {key for quote in quotes for key in said_of(actor, quote, self.table)}
        if not against or chosen in said:
            return None
        favouring = [(quote, places) for quote in quotes if (places := self._bearing_out(chosen, quote))]
        if not favouring:
            said |= {key for key in against for quote in quotes if self._says(key, actor, quote)}
        elif any(may_say(actor, quote, places) for quote, places in favouring):
            return None
        others = said & against
        if others == {"rejects"} and any(_PROVIDED.search(quote) for quote in quotes):
            return None
        return others.pop() if len(others) == 1 else None

    def _bearing_out(self, chosen: str, quote: str) -> list[tuple[int, int]]:
        """Where a quote has words that may bear a class out."""
        words = re.compile(rf"\b(?:{self.lists['bearing_out'][chosen]})", re.IGNORECASE)
        return [
            m.span()
            for m in words.finditer(quote)
            if chosen not in self.deeds or not _OF_OTHERS.search(quote[: m.start()])
        ]

    def _says(self, key: str, actor: Actor, quote: str) -> bool:
        """True if a quote says a class plainly, and may say it of the actor."""
        found = re.finditer(rf"\b(?:{self.lists['plainly'][key]})", quote, re.IGNORECASE)
        return may_say(actor, quote, [m.span() for m in found if not _NOT_DONE.search(quote[: m.start()])])
