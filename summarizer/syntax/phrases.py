"""Noun phrases: who and what a sentence speaks of, each with its head and the words that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.article import Span
from summarizer.syntax.parse import span_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
WITHIN_PHRASE = frozenset({"compound", "amod", "nummod", "quantmod", "det", "predet", "advmod", "nmod", "npadvmod"})
"""Relations to the head of a phrase that make a word part of it and no phrase of its own."""

BEFORE_HEAD = WITHIN_PHRASE | {"poss", "neg", "punct", "case", "preconj", "prep", "pobj", "pcomp"}
RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "what", "there"})
NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON", "FAC", "LOC"})
NO_PHRASE = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "LANGUAGE"})
"""Kinds of entity that are neither people nor places nor things."""


@dataclass(frozen=True)
class Phrase:
    """A noun phrase without its relative clauses, appositions and adjuncts; "of" belongs to it.

    Attributes:
        span: where it stands in the text.
        head: its head.
    """

    span: Span
    head: Token

    @property
    def words(self) -> str:
        """The phrase as the parsed text has it."""
        doc: Doc = self.head.doc
        return doc.text[self.span.start : self.span.end]


def phrases_in(sentence: TokenSpan) -> tuple[Phrase, ...]:
    """The noun phrases of a sentence in order, with the names within them ("US" in "US sanctions")."""
    found = {phrase.span: phrase for phrase in _headed(sentence)}
    heads = {phrase.head.i for phrase in found.values()}
    for entity in sentence.ents:
        if entity.label_ in NAMES and entity.root.i not in heads and entity.root.pos_ in {"PROPN", "NOUN", "ADJ"}:
            phrase = Phrase(span_of(_without_determiner(entity), _without_mark(entity[-1])), entity.root)
            found.setdefault(phrase.span, phrase)
    return tuple(sorted(found.values(), key=lambda phrase: (phrase.span.start, -phrase.span.end)))


def _headed(sentence: TokenSpan) -> Iterator[Phrase]:
    for token in sentence:
        if (
            (token.pos_ not in NOMINAL and not _is_counted(token))
            or token.dep_ in WITHIN_PHRASE
            or token.lower_ in RELATIVE
        ):
            continue
        if token.ent_type_ in NO_PHRASE and token.pos_ != "PRON" and not _is_number_alone(token):
            continue
        yield phrase_of(token)


def _is_counted_people(token: Token) -> bool:
    """True of a number of people that the parser takes for a measure: "IS shot dead more than 100 people"."""
    is_people = token.dep_ == "npadvmod" and token.lower_ in {"people", "persons", "civilians", "soldiers"}
    return is_people and any(child.dep_ == "nummod" for child in token.children)


def _is_counted(token: Token) -> bool:
    """True of an adjective for people with a number before it ("14 dead"), where a noun would stand."""
    noun_like = token.pos_ in {"ADJ", "VERB"} and token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass", "attr"}
    return noun_like and any(child.dep_ == "nummod" and child.i == token.i - 1 for child in token.children)


def _is_number_alone(token: Token) -> bool:
    """True of a number that is a verb's object or subject ("wounded 22 on Tuesday"), whatever it was taken for."""
    return token.pos_ == "NUM" and token.dep_ in {"dobj", "nsubj", "nsubjpass", "conj"}


def phrase_of(head: Token) -> Phrase:
    """The phrase of a head."""
    return Phrase(span_of(_first(head), _last(head)), head)


def _first(head: Token) -> Token:
    """The first word of a phrase: the chain of its left children without a break."""
    first = head
    for child in reversed(list(head.lefts)):
        if child.dep_ not in BEFORE_HEAD or child.right_edge.i != first.i - 1 or child.is_space:
            break
        if child.dep_ == "punct" and child.text not in {"-", "'", "’", '"', "“", "``"}:
            break
        first = child.left_edge
    while first.i < head.i and (first.is_punct or first.is_space or _is_pairing(first, head)):
        first = first.nbor(1)
    return first


def _is_pairing(word: Token, head: Token) -> bool:
    """True of the "both" before the first of two: "both Mr Sánchez and Ms Kallas"."""
    return word.lower_ == "both" and len(head.conjuncts) > 0


def _last(head: Token) -> Token:
    """The last word of a phrase: its head, or the end of what "of" joins to it."""
    following = next((child for child in head.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    if following is not None and following.i == head.i + 1:
        joined = next((child for child in following.rights if child.dep_ == "pobj"), None)
        if joined is not None:
            return _last(joined)
    return head


def _without_determiner(entity: TokenSpan) -> Token:
    """The first word of an entity without an article that belongs to a larger phrase."""
    outside = entity[0].lower_ == "the" and len(entity) > 1 and entity[0].head.i != entity.root.i
    return entity[1] if outside else entity[0]


def _without_mark(token: Token) -> Token:
    """The last word of an entity without a possessive mark behind it."""
    return token.nbor(-1) if token.dep_ == "case" and token.i > 0 else token
