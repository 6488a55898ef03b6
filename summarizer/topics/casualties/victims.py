"""Which tolls of an article speak of the same single victim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.topics.casualties.tolls import CountedPeople

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 3
"""Sentences within which a victim is named again without a name."""


@dataclass(frozen=True)
class Toll:
    """The people of one incident that a sentence tells of.

    Attributes:
        sentence: index of the sentence.
        people: harm → people.
    """

    sentence: int
    people: dict[str, CountedPeople]

    @property
    def single(self) -> CountedPeople | None:
        """The victim of a toll of one; `None` of any other."""
        (first, *others) = self.people.values()
        alone = not others and first.count.best == 1 and len(first.heads) == 1
        return first if alone else None


def without_repetitions(tolls: Sequence[Toll]) -> list[Toll]:
    """The tolls without those that name a victim again: "the mayor", "he", "Hossain Ali" behind "a convert"."""
    kept: list[Toll] = []
    for toll in tolls:
        victim = toll.single
        if victim is not None and any(_is_again(victim, toll.sentence, earlier) for earlier in kept):
            continue
        if not any(_takes_for_known(toll, earlier) for earlier in kept):
            kept.append(toll)
    return kept


def _takes_for_known(toll: Toll, earlier: Toll) -> bool:
    """True of people without a number whom an earlier toll has made known: "the children", "they"."""
    if toll.sentence < earlier.sentence:
        return False
    return all(people.count.key is None and _is_definite(people.heads[0]) for people in toll.people.values())


def _is_again(victim: CountedPeople, sentence: int, earlier: Toll) -> bool:
    known = earlier.single
    if known is None or known.harm != victim.harm:
        return False
    head, before = victim.heads[0], known.heads[0]
    if _name(head) and _name(before):
        return _name(head) == _name(before)
    if sentence - earlier.sentence > NEAR:
        return False
    if head.lemma_.lower() == before.lemma_.lower():
        return _is_definite(head)
    return _is_definite(head) or (bool(_name(head)) != bool(_name(before)) and not _is_indefinite(head))


def _name(head: Token) -> str:
    """The last word of a proper name, in lower case; empty for any other phrase."""
    return head.lower_ if head.pos_ == "PROPN" else ""


def _is_definite(head: Token) -> bool:
    return head.pos_ == "PRON" or any(
        child.lower_ in {"the", "his", "her", "this", "that"}
        for child in head.children
        if child.dep_ in {"det", "poss"}
    )


def _is_indefinite(head: Token) -> bool:
    return any(child.lower_ in {"a", "an", "another", "one"} for child in head.children)
