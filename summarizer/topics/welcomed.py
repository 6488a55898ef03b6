"""What is welcomed is no actor, nor is whoever gave an answer that is welcomed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.syntax.lemmas import answers, welcomed_things, welcoming_verbs

if TYPE_CHECKING:
    from spacy.tokens import Token

WITHIN = frozenset({"poss", "compound", "nmod", "amod", "pobj", "prep", "conj"})
"""Relations by which a word belongs to the phrase that is welcomed."""


def is_welcomed(head: Token) -> bool:
    """True of the object of a verb of welcoming ("the decision"), and of who stands in it where it is an answer.

    "France welcomed the reply of the rebels": neither the reply nor the rebels take a position by it. Who decides,
    offers or accepts something that is welcomed does.

    Args:
        head: the head of a phrase.
    """
    top = head
    while top.dep_ in WITHIN:
        top = top.head
    if top.dep_ != "dobj" or top.head.lemma_.lower() not in welcoming_verbs():
        return False
    lemma = top.lemma_.lower()
    return lemma in answers() or (top == head and lemma in welcomed_things())
