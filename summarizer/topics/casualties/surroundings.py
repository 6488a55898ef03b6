"""Where, when and with what a toll came about, by the grammar of its sentence or of the one about the attack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.indexing import IndexedArticle
from summarizer.loading.heads import end_of_dateline
from summarizer.syntax.lemmas import saying_verbs, speech_acts
from summarizer.syntax.parse import span_of
from summarizer.syntax.phrases import phrase_of
from summarizer.syntax.predicates import governing_verb
from summarizer.topics.casualties.lemmas import lemmas
from summarizer.values.dates.resolving import find_dates

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from summarizer.topics.topic import Draft

WHERE = frozenset(
    {"in", "at", "near", "on", "outside", "inside", "off", "around", "across", "along", "over", "through"}
)
PLACES = frozenset({"GPE", "LOC", "FAC"})
BACK = 4
"""Sentences before a toll in which its attack may be told."""

HIT = frozenset({"hit", "strike", "shell", "bomb", "attack", "storm", "raid", "target", "pound"})
"""Verbs whose object is the place of an attack."""


@dataclass(frozen=True)
class Surroundings:
    """What a sentence says of an incident.

    Attributes:
        words: record field → words.
        sentence: index of the sentence.
    """

    words: Draft
    sentence: int


def surroundings(article: IndexedArticle, sentence: int, near: int, *, total: bool) -> Surroundings:
    """What the sentence of a toll says of its incident.

    Args:
        article: the article.
        sentence: index of the sentence.
        near: where the toll stands in the text.
        total: a total over a time, which has no day of its own.
    """
    tokens, text = article.parse.sentence(sentence), article.article.text
    words = {
        "location": _location(tokens, text, near),
        "weapon": _weapon(tokens, text, near),
        "date_text": None if total else _day(article, sentence, tokens, near),
    }
    return Surroundings({name: value for name, value in words.items() if value}, sentence)


def told_before(article: IndexedArticle, sentence: int) -> int | None:
    """The nearest sentence before a toll's in its paragraph, or in the one before, that tells of an attack.

    `None` where the toll's own sentence tells of one.
    """
    if _tells_of_attack(article.parse.sentence(sentence)):
        return None
    text, sentences = article.article.text, article.article.sentences
    crossed = 0
    for at in range(sentence - 1, max(-1, sentence - 1 - BACK), -1):
        crossed += "\n\n" in text[sentences[at].end : sentences[at + 1].start]
        if crossed > 1:
            return None
        if _tells_of_attack(article.parse.sentence(at)):
            return at
    return None


def _tells_of_attack(sentence: TokenSpan) -> bool:
    return any(token.pos_ == "VERB" and token.lemma_.lower() in lemmas("attacks", "verbs") for token in sentence)


def _location(sentence: TokenSpan, text: str, near: int) -> str | None:
    """The place that hangs on what happened; one where someone speaks, sits in office or counts the dead is none."""
    struck = [
        phrase_of(child).head
        for token in sentence
        if token.pos_ == "VERB" and token.lemma_.lower() in HIT
        for child in token.children
        if child.dep_ in {"dobj", "nsubjpass"} and child.lemma_.lower() in lemmas("places")
    ]
    found = struck or [head for preposition, head in _placed(sentence) if _is_of_the_deed(preposition, head)]
    if not found:
        return None
    head = min(found, key=lambda token: abs(token.idx - near))
    return span_of(text_start(head), _end_of_place(head)).of(text)


def text_start(head: Token) -> Token:
    """The first word of a head's phrase."""
    first = phrase_of(head).span.start
    return next(token for token in head.doc[head.sent.start : head.i + 1] if token.idx == first)


def _placed(sentence: TokenSpan) -> Iterator[tuple[Token, Token]]:
    for token in sentence:
        if token.dep_ == "prep" and token.lower_ in WHERE:
            for child in token.children:
                named = child.ent_type_ in PLACES or child.lemma_.lower() in lemmas("places")
                if child.dep_ == "pobj" and named and child.lemma_.lower() not in lemmas("places", "counting"):
                    yield token, child


def _is_of_the_deed(preposition: Token, place: Token) -> bool:
    """False of a place within another place, of an office ("the governor in Sumy"), or where someone speaks."""
    holder = preposition.head
    if holder.pos_ in {"NOUN", "PROPN"}:
        inner = holder.ent_type_ in PLACES or holder.lemma_.lower() in lemmas("places")
        return (
            not inner and holder.ent_type_ not in {"PERSON", "ORG"} and holder.lemma_.lower() not in lemmas("offices")
        )
    verb = governing_verb(preposition)
    return verb is None or verb.lemma_.lower() not in saying_verbs() or place.i < verb.i


def _end_of_place(head: Token) -> Token:
    """The last word of a place with the places it lies in: "a checkpoint near Darvan in the north"."""
    last = head
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "in", "near", "outside"} and child.i <= last.i + 1:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and (inner.ent_type_ in PLACES or inner.lemma_.lower() in lemmas("places")):
                last = _end_of_place(inner)
    return last


def _weapon(sentence: TokenSpan, text: str, near: int) -> str | None:
    """What people were hit by: the nearest such noun that is not itself what was hit, found or seized."""
    found = [
        token
        for token in sentence
        if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in lemmas("weapons") and _is_used(token)
    ]
    if not found:
        return None
    head = min(found, key=lambda token: abs(token.idx - near))
    first = head
    for child in reversed(list(head.lefts)):
        if (
            child.dep_ not in {"compound", "amod"}
            or child.ent_type_ in {"GPE", "NORP", "ORG", "DATE", "TIME"}
            or child.tag_ == "JJS"
            or child.i != first.i - 1
        ):
            break
        first = child
    return span_of(first, head).of(text)


def _is_used(token: Token) -> bool:
    """False of a weapon within another noun ("a drone workshop") or as the object of a verb of finding or stopping."""
    if token.dep_ in {"compound", "amod", "nmod"}:
        return token.head.lemma_.lower() in {"attack", "strike", "fire", "raid", "explosion", "blast"}
    return not (token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_.lower() in lemmas("seized", "verbs"))


def _stands_in_speech(first: Token | None, verb: Token) -> bool:
    """True of a day between what was said and who said it: "… were killed the Friday before last, the mayor said"."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    said = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    return first is not None and subject is not None and said is not None and said.i < first.i < subject.left_edge.i


def _day(article: IndexedArticle, sentence: int, tokens: TokenSpan, near: int) -> str | None:
    """The words for the day: the nearest date that belongs neither to a verb of saying nor to a dateline."""
    start = article.article.sentences[sentence].start
    published = end_of_dateline(article.words(sentence))
    dates = []
    for date in find_dates(article.words(sentence)):
        if date.edge or date.start < published:
            continue
        first = next((t for t in tokens if t.idx >= start + date.start), None)
        verb = governing_verb(first) if first is not None else None
        if verb is None or verb.lemma_.lower() not in speech_acts() or _stands_in_speech(first, verb):
            dates.append(date)
    return min(dates, key=lambda d: abs(start + d.start - near)).words if dates else None
