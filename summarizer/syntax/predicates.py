"""Predicates: the verbs of a sentence with who does them, whether they are negated or only imagined, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.syntax.lemmas import saying_verbs
from summarizer.syntax.phrases import phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from summarizer.syntax.phrases import Phrase

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "obj", "dative", "attr"})
MODALS = frozenset({"would", "could", "might", "may", "should", "can", "must", "shall"})
FIRST_PERSON = frozenset({"i", "we", "us", "me"})


@dataclass(frozen=True)
class Predicate:
    """A verb with its arguments.

    Attributes:
        verb: its token.
        subjects: who does it; of a passive, who undergoes it. Joined subjects are all there.
        objects: to whom or what it is done.
        agents: who does a passive, by "by".
        negated: "not", "never", "no longer".
        modals: auxiliaries such as "would" or "could".
    """

    verb: Token
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    agents: tuple[Token, ...]
    negated: bool
    modals: tuple[str, ...]

    @property
    def lemma(self) -> str:
        """The verb's dictionary form, in lower case."""
        return self.verb.lemma_.lower()

    @property
    def passive(self) -> bool:
        """True for a verb in the passive."""
        return any(child.dep_ in {"nsubjpass", "auxpass"} for child in self.verb.children)

    @classmethod
    def of(cls, verb: Token) -> Predicate:
        """The predicate of a verb; a verb joined to another without a subject of its own shares the other's."""
        children = list(verb.children)
        subjects = [child for child in children if child.dep_ in SUBJECTS]
        if not subjects and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
            subjects = [child for child in verb.head.children if child.dep_ in SUBJECTS]
        agents = [g for child in children if child.dep_ == "agent" for g in child.children if g.dep_ == "pobj"]
        return cls(
            verb=verb,
            subjects=_with_joined(subjects),
            objects=_with_joined([child for child in children if child.dep_ in OBJECTS]),
            agents=_with_joined(agents),
            negated=any(child.dep_ == "neg" for child in children),
            modals=tuple(child.lower_ for child in children if child.dep_ == "aux" and child.lower_ in MODALS),
        )


def predicates_of(sentence: TokenSpan) -> tuple[Predicate, ...]:
    """The predicates of a sentence, in order."""
    return tuple(Predicate.of(token) for token in sentence if token.pos_ == "VERB")


def governing_verb(token: Token) -> Token | None:
    """The verb in whose clause a word stands; `None` outside of any."""
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return token if token.pos_ in {"VERB", "AUX"} else None


def speaker_of(sentence: TokenSpan) -> Phrase | None:
    """Who a sentence says that it comes from: the subject of a verb of saying, or behind "according to"."""
    for token in sentence:
        if token.lower_ == "according" or (token.dep_ == "prep" and token.lower_ == "to" and _follows_according(token)):
            named = next((t for t in token.subtree if t.dep_ == "pobj" and t.i > token.i), None)
            if named is not None:
                return phrase_of(named)
    said = [p for p in predicates_of(sentence) if p.lemma in saying_verbs() and p.subjects and not p.passive]
    told = [p for p in said if _has_speech(p.verb) or p.verb.dep_ in {"parataxis", "ROOT"}]
    return phrase_of(told[0].subjects[0]) if told else None


def _follows_according(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ == "according"


def _has_speech(verb: Token) -> bool:
    """True of a verb with what was said as its object."""
    return any(child.dep_ in {"ccomp", "parataxis", "dobj"} for child in verb.children)


def _with_joined(tokens: list[Token]) -> tuple[Token, ...]:
    found: list[Token] = []
    for token in tokens:
        found += [token, *(t for t in token.conjuncts if t.i > token.i)]
    return tuple(found)
