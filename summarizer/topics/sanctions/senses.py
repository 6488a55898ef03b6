"""What the grammar alone says of sanctions: another sense of the verb, and who refuses to vote for any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.syntax.predicates import Predicate, predicates_of

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

APPROVED = frozenset(
    {
        "loan", "credit", "grant", "payment", "budget", "spending", "fund", "deal", "agreement", "plan", "project",
        "scheme", "programme", "program", "operation", "mission", "use", "move", "raid", "strike", "war", "invasion",
        "visit", "release", "purchase", "sale", "amendment", "marriage", "construction", "merger", "appointment",
        "transfer", "increase", "rise", "trip", "inquiry", "probe", "investigation", "prosecution", "leave",
        "promotion", "recruitment", "expansion", "posting", "change", "transaction", "expenditure", "subsidy",
        "allocation", "borrowing",
    }
)  # fmt: skip
"""Nouns for what is approved, and not punished, by who "sanctions" it."""

SUPPORTING = frozenset({"vote", "support", "back", "agree", "join", "approve", "accept", "endorse", "adopt", "consent"})
"""Verbs by which someone takes the side of a measure."""


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
    return any(thing.lemma_.lower() in APPROVED for thing in things)


def refusers(sentence: TokenSpan, cues: re.Pattern[str]) -> Iterator[Token]:
    """Who, in a sentence, would not support any sanctions: the subjects of a negated verb of support.

    Args:
        sentence: the tokens of the sentence.
        cues: the words for sanctions.
    """
    for predicate in predicates_of(sentence):
        if predicate.negated and predicate.lemma in SUPPORTING and _is_of_any(predicate, cues):
            yield from predicate.subjects


def _is_of_any(predicate: Predicate, cues: re.Pattern[str]) -> bool:
    """True of a verb whose object, or what its preposition holds, is "any" sanctions."""
    held = [o for p in predicate.verb.children if p.dep_ == "prep" for o in p.children if o.dep_ == "pobj"]
    for token in (*predicate.objects, *held):
        if cues.match(token.text) and any(child.lower_ in {"any", "further", "more"} for child in token.children):
            return True
    return False
