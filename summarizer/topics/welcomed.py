"""Excludes what is welcomed as an actor, and whoever gave the answer that is welcomed."""

from __future__ import annotations

import re
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


def answers_what_is_welcomed(words: str, actor: str) -> bool:
    """True of words that name someone only as who gave an answer that is welcomed: the same without syntax.

    Args:
        words: the words.
        actor: a pattern for the name.
    """
    verb = (
        rf"(?:{'|'.join(re.escape(lemma.removesuffix('e')) for lemma in sorted(welcoming_verbs()))})(?:e|es|ed|s|ing)?"
    )
    noun = rf"(?:{'|'.join(sorted(answers()))})s?"
    welcomed = re.compile(
        rf"\b{verb}\s(?:[\w’'-]+\s){{0,3}}?(?:(?P<owner>{actor})(?:['’]s?)?\s(?:[\w-]+\s){{0,2}}{noun}"
        rf"|{noun}\s(?:of|by|from)\s(?:the\s)?(?P<giver>{actor}))",
    )
    spans = [m.span("owner" if m["owner"] else "giver") for m in welcomed.finditer(words)]
    return bool(spans) and all(any(s <= m.start() < e for s, e in spans) for m in re.finditer(actor, words))
