"""A ceasefire that is over: what broke it then is no position of today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

EARLIER = frozenset({"earlier", "previous", "prior", "former", "past", "old", "first", "last"})
_TRUCE = re.compile(r"\b(?:cease-?\s?fire|truce|armistice|cessation of)", re.IGNORECASE)
_EARLIER_TRUCE = re.compile(
    rf"\b(?:{'|'.join(sorted(EARLIER))})\s(?:[\w-]+\s){{0,3}}(?:cease-?\s?fire|truce|armistice|cessation of)$",
    re.IGNORECASE,
)
_HOW_IT_ENDED = re.compile(
    r"\b(?:collapsed|failed|ended|fell apart|fell|expired|broke down|broke|unravel+ed|crumbled|lapsed)\b[^.;]{0,30}?"
    r"\b(?P<clause>(?:when|after|as|because|once|following)\b(?:(?!\b(?:and|but|while)\b)[^.;])*)",
    re.IGNORECASE,
)
ENDED = frozenset({"collapse", "fail", "end", "fall", "hold", "last", "expire", "break", "unravel", "crumble", "lapse"})


def is_history(sentence: TokenSpan, cues: re.Pattern[str], head: Token) -> bool:
    """True of someone in a clause that tells how an earlier ceasefire came to its end, where no other is spoken of.

    Args:
        sentence: the tokens of the sentence.
        cues: the words for a ceasefire.
        head: the head of the phrase that names them.
    """
    places = {found.start() for found in cues.finditer(sentence.doc.text, sentence.start_char, sentence.end_char)}
    nouns = [token for token in sentence if token.idx in places]
    if not nouns or not all(any(child.lower_ in EARLIER for child in noun.children) for noun in nouns):
        return False
    ended = [verb for verb in sentence if verb.lemma_.lower() in ENDED and any(_ends(verb, noun) for noun in nouns)]
    return any(_stands_under(head, verb) for verb in ended)


def tells_history(words: str, actor: str) -> bool:
    """True of words that name someone only in a clause on how an earlier ceasefire ended: the same without syntax.

    Args:
        words: the words.
        actor: a pattern for the name.
    """
    truces = list(_TRUCE.finditer(words))
    if not truces or not all(_EARLIER_TRUCE.search(words[: truce.end()]) for truce in truces):
        return False
    named = [m.start() for m in re.finditer(actor, words)]
    clauses = [m.span("clause") for m in _HOW_IT_ENDED.finditer(words)]
    return bool(named) and all(any(start <= at < end for start, end in clauses) for at in named)


def _ends(verb: Token, noun: Token) -> bool:
    """True of a verb whose subject is a noun, or that stands in its relative clause."""
    if verb.dep_ in {"relcl", "acl"} and verb.head == noun:
        return True
    return noun.dep_ in {"nsubj", "nsubjpass"} and noun.head == verb


def _stands_under(token: Token, verb: Token) -> bool:
    """True of a word under a verb, but not under one that is joined to it by "and" or "but"."""
    while token.head != token:
        if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
            return False
        token = token.head
        if token == verb:
            return True
    return False
