"""Kinds of harm, and the verbs that do them to their object or their subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.topics.casualties.lemmas import lemmas

if TYPE_CHECKING:
    from spacy.tokens import Token

HARMS = ("killed", "injured", "missing", "captured")


def harm_by_verb(head: Token) -> str | None:
    """The harm that the verb of a phrase does to those whom it names; `None` where it does none.

    Args:
        head: the head of the phrase: the object, or the subject of a passive or of "die".
    """
    verb = head.head
    lemma = verb.lemma_.lower()
    for harm in HARMS:
        suffered = head.dep_ in {"dobj", "nsubjpass"} and lemma in lemmas("harming", harm)
        if suffered or (head.dep_ == "nsubj" and lemma in lemmas("dying", harm)):
            return harm
    return None
