"""The words for what sanctions ask or do: the phrase that names them, with the verb that lifts, keeps or stops them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.article import Span
from summarizer.syntax.lemmas import plain_verbs
from summarizer.syntax.parse import span_of
from summarizer.syntax.phrases import phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token


def measure_of(sentence: TokenSpan, cues: re.Pattern[str], near: int) -> Span | None:
    """Where a sentence says what is asked or done; the nearest to an offset of the text, or `None`.

    Args:
        sentence: the tokens of the sentence.
        cues: the words for sanctions.
        near: where the actor stands.
    """
    text = sentence.doc.text
    first, last = sentence[0].idx, sentence[-1].idx + len(sentence[-1])
    places = [found.span() for found in cues.finditer(text, first, last)]
    cued = [sentence.doc.char_span(*place, alignment_mode="expand") for place in places]
    tokens = [span.root for span in cued if span is not None and span.root.sent == sentence[0].sent]
    named = [token for token in tokens if token.pos_ in {"NOUN", "PROPN", "VERB"}]
    if not named:
        return None
    return _worded(min(named, key=lambda token: abs(token.idx - near)))


def _worded(token: Token) -> Span:
    """The words around a cue: a verb with its object, or a phrase with the verb that governs it."""
    if token.pos_ == "VERB":
        objects = [child for child in token.children if child.dep_ in {"dobj", "nsubjpass"}]
        things = [o for o in objects if o.i > token.i and o.ent_type_ not in {"PERSON", "ORG", "GPE", "NORP"}]
        return span_of(token, phrase_of(things[0]).head if things else token)
    head = _head_of_phrase(token)
    span = phrase_of(head).span
    verb = head.head
    governs = verb.pos_ == "VERB" and head.dep_ == "dobj" and verb.i < head.i
    if governs and verb.lemma_.lower() not in plain_verbs():
        return Span(verb.idx, span.end)
    return span


def _head_of_phrase(token: Token) -> Token:
    """The head of the phrase in which a cue stands: "package" of "a new package of sanctions"."""
    while token.dep_ in {"compound", "amod", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ == "NOUN":
        return token.head.head
    return token
