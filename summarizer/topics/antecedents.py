"""Whom a pronoun or a description without a name stands for, read off the parse: "he", "the group".

The nearest subject wins: in the pronoun's own sentence before it, then in up to three sentences before. What several
could be, and what nobody could be, stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.indexing import IndexedArticle
from summarizer.linking.registry import default_parties
from summarizer.schemas import Actor
from summarizer.syntax.lemmas import armed_groups, bodies_of_parties
from summarizer.syntax.phrases import Phrase, phrase_of
from summarizer.syntax.predicates import SUBJECTS, speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL = frozenset({"he", "she", "him", "her"})
TITLES = {"mr": "he", "mr.": "he", "mrs": "she", "mrs.": "she", "ms": "she", "ms.": "she"}
REACH = 3
"""Number of sentences before its own in which a pronoun or description looks for its antecedent."""


def antecedent(article: IndexedArticle, sentence: int, phrase: Phrase) -> Actor | None:
    """Whom a phrase without a name of its own stands for; `None` for any other phrase, or where nobody fits alone.

    Args:
        article: the article.
        sentence: the index of the phrase's sentence.
        phrase: "he", "the Iran-backed group".
    """
    if phrase.head.lower_ in PERSONAL:
        return _person(article, sentence, phrase)
    if phrase.head.lower_ == "it":
        return _party_before(article, phrase)
    if _is_description_of_a_group(phrase):
        return _group(article, sentence, phrase)
    return _owner(article, sentence, phrase)


def _owner(article: IndexedArticle, sentence: int, phrase: Phrase) -> Actor | None:
    """Whose body or spokesman a phrase is: the party of "its foreign ministry", "the group's military wing"."""
    owner = next((child for child in phrase.head.lefts if child.dep_ == "poss"), None)
    if owner is None or phrase.head.lemma_.lower() not in bodies_of_parties():
        return None
    if owner.lower_ in {"its", "their"}:
        return _party_before(article, phrase_of(owner))
    described = phrase_of(owner)
    return _group(article, sentence, described) if _is_description_of_a_group(described) else None


def _party_before(article: IndexedArticle, phrase: Phrase) -> Actor | None:
    """The party that "it" stands for: the subject named last."""
    actor = article.actors.subject_before(phrase.span.start)
    return actor if actor is not None and actor.party is not None else None


def _person(article: IndexedArticle, sentence: int, phrase: Phrase) -> Actor | None:
    """The person who is the nearest subject before a pronoun, else the only one whom a sentence names."""
    pronoun = "she" if phrase.head.lower_ in {"she", "her"} else "he"
    for at in range(sentence, max(-1, sentence - REACH - 1), -1):
        heads = [h for h in _people(article, at) if _may_be(h, pronoun)]
        if at == sentence:
            heads = [h for h in heads if h.i < phrase.head.i and not _is_in_clause_of(h, phrase.head)]
        subjects = _distinct(article, [h for h in heads if _is_subject(article, at, h)])
        found = subjects or _distinct(article, heads)
        if subjects or len(found) == 1:
            return found[-1] if at == sentence else found[0]
        if found:
            return None
    return None


def _people(article: IndexedArticle, sentence: int) -> Iterator[Token]:
    """The heads of the names of persons in a sentence."""
    for entity in article.parse.sentence(sentence).ents:
        name = " ".join(t.text for t in entity if t.lower_ not in TITLES and t.tag_ != "POS")
        if article.actors.person_in(name) is not None:  # whatever the parser takes the name for
            yield entity.root


def _may_be(head: Token, pronoun: str) -> bool:
    """False of "Mrs X" for "he"."""
    titles = (TITLES.get(token.lower_) for token in head.lefts)
    return all(title in (None, pronoun) for title in titles)


def _is_in_clause_of(head: Token, pronoun: Token) -> bool:
    """True of a name that is another argument of the pronoun's own verb: whom "he" does something to is not he."""
    return pronoun.dep_ in {"nsubj", "nsubjpass", "dobj"} and head.head.i == pronoun.head.i


def _is_subject(article: IndexedArticle, sentence: int, head: Token) -> bool:
    if head.dep_ in SUBJECTS or (head.dep_ == "appos" and head.head.dep_ in SUBJECTS):
        return True
    speaker = speaker_of(article.parse.sentence(sentence))
    return speaker is not None and speaker.head.i == head.i


def first_joined(head: Token) -> Token:
    """The first of the words that "and" joins a word to."""
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    return head


def _distinct(article: IndexedArticle, heads: list[Token]) -> list[Actor]:
    found: dict[str, Actor] = {}
    for head in heads:
        span = phrase_of(head).span
        actor = article.actors.resolve(span.of(article.article.text), near=span.start)
        if actor is not None:
            found.setdefault(actor.name, actor)
    return list(found.values())


def _is_description_of_a_group(phrase: Phrase) -> bool:
    """True of "the group" and "the Iran-backed militia": a definite noun for an armed group, no name of one."""
    tokens = [t for t in phrase.head.lefts if t.i >= phrase.head.left_edge.i]
    definite = any(t.lower_ in {"the", "that", "this"} for t in tokens)
    named = any(t.pos_ == "PROPN" and t.ent_type_ in {"ORG", "PERSON"} for t in tokens)
    return definite and not named and phrase.head.lemma_.lower() in armed_groups() and phrase.head.tag_ == "NN"


def _group(article: IndexedArticle, sentence: int, phrase: Phrase) -> Actor | None:
    """The party, no state, that is the last subject before a description, or the only one in a sentence."""
    states = default_parties().states
    beside = _apposed(article, phrase)
    if beside is not None:
        return beside
    for at in range(sentence, max(-1, sentence - REACH - 1), -1):
        named: dict[str, tuple[bool, Actor]] = {}
        for entity in article.parse.sentence(at).ents:
            if (at == sentence and entity.root.i >= phrase.head.i) or entity.label_ in {"GPE", "PERSON", "DATE"}:
                continue
            actor = article.actors.resolve(entity.text, near=entity.start_char)
            if actor is None or actor.party in states or (actor.party is None and entity.label_ != "ORG"):
                continue
            subject = first_joined(entity.root).dep_ in SUBJECTS
            key = actor.party or actor.name
            known = named.get(key)
            named[key] = (subject or (known is not None and known[0]), known[1] if known else actor)
        subjects = [actor for subject, actor in named.values() if subject]
        found = subjects or [actor for _, actor in named.values()]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def _apposed(article: IndexedArticle, phrase: Phrase) -> Actor | None:
    """The group whose name follows its description: "the armed group Hamas"."""
    after = phrase.head.i + 1
    entity = next((e for e in phrase.head.doc.ents if e.start == after and e.label_ != "DATE"), None)
    return article.actors.resolve(entity.text, near=entity.start_char) if entity is not None else None
