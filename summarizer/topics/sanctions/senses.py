"""What the grammar alone says of sanctions: another sense of the verb, and who refuses to vote for any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from summarizer.syntax.predicates import Predicate, predicates_of
from summarizer.topics.word_lists import word_lists

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_OBJECT = (
    r"(?:(?:the|a|an|any|this|that|these|those|its|his|her|their|such|all|some|no)\s)?"
    r"(?P<thing>(?:[\w'’-]+\s){0,4}?[\w-]+)"
)
_APPROVING = re.compile(
    rf"\bsanction(?:ed|s|ing)?\s{_OBJECT}(?=\s(?:of|to|by|for|in|on|at|that|which|worth|from|and|as|after|with|last|this"
    r"|when|despite|against)\b|[.,;:]|$)",
    re.IGNORECASE,
)
_APPROVED_BY = re.compile(
    r"(?P<thing>[\w-]+)(?:\s(?:that|which))?\s"
    r"(?:(?:was|were|is|are|be|been|being|has been|had been|have been|not|never)\s)+(?:\w+ly\s)?sanctioned\b",
    re.IGNORECASE,
)


def only_approves(sentence: TokenSpan, cues: re.Pattern[str]) -> bool:
    """True of a sentence that speaks of approval alone: "the fund sanctioned the loan".

    Args:
        sentence: the tokens of the sentence.
        cues: the words for sanctions.
    """
    approving = {token.idx for token in sentence if token.lemma_.lower() == "sanction" and _has_approved(token)}
    places = (found.start() for found in cues.finditer(sentence.doc.text, sentence.start_char, sentence.end_char))
    return bool(approving) and all(place in approving for place in places)


def _has_approved(verb: Token) -> bool:
    things = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
    return any(thing.lemma_.lower() in _words("approved", "nouns") for thing in things)


def speaks_of_approval(words: str, cues: re.Pattern[str]) -> bool:
    """True of words in which every cue is the verb for approving something: the same of a text without its syntax.

    Args:
        words: the words.
        cues: the words for sanctions.
    """
    approving = [m for m in _APPROVING.finditer(words) if _is_approved(m["thing"])]
    places = {m.start() for m in approving}
    places |= {m.end() - len("sanctioned") for m in _APPROVED_BY.finditer(words) if _is_approved(m["thing"])}
    within = [m.span() for m in approving]
    return bool(places) and all(
        cue.start() in places or any(start < cue.start() < end for start, end in within) for cue in cues.finditer(words)
    )


def _is_approved(thing: str) -> bool:
    """True of a phrase whose last word is a thing that is approved."""
    head = thing.split()[-1].lower()
    return not _words("approved", "nouns").isdisjoint({head, head.removesuffix("s"), head.removesuffix("es")})


def refusers(sentence: TokenSpan, cues: re.Pattern[str]) -> Iterator[Token]:
    """Who, in a sentence, would not support any sanctions: the subjects of a negated verb of support.

    Args:
        sentence: the tokens of the sentence.
        cues: the words for sanctions.
    """
    for predicate in predicates_of(sentence):
        if predicate.negated and predicate.lemma in _words("supporting", "verbs") and _is_of_any(predicate, cues):
            yield from predicate.subjects


def _is_of_any(predicate: Predicate, cues: re.Pattern[str]) -> bool:
    """True of a verb whose object, or what its preposition holds, is "any" sanctions."""
    held = [o for p in predicate.verb.children if p.dep_ == "prep" for o in p.children if o.dep_ == "pobj"]
    for token in (*predicate.objects, *held):
        if cues.match(token.text) and any(child.lower_ in {"any", "further", "more"} for child in token.children):
            return True
    return False


@cache
def _words(section: str, kind: str) -> frozenset[str]:
    return frozenset(word_lists(__package__, "words.toml")[section][kind])
