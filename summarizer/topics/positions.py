"""Who takes which position: the actors of a topic's sentences with the class that the role classifier gives them.

Candidates are the noun phrases of a sentence with a cue; the classifier says of each which position it takes, or what
else it is to the others ("target", "addressed"). One actor has one position in a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.indexing import IndexedArticle
from summarizer.schemas import Actor
from summarizer.syntax.lemmas import saying_verbs, speakers, vague_adjectives
from summarizer.syntax.phrases import Phrase, phrase_of
from summarizer.syntax.predicates import FIRST_PERSON, SUBJECTS, predicates_of, speaker_of
from summarizer.topics.antecedents import PERSONAL, antecedent, first_joined
from summarizer.topics.roles_in_sentences import PhraseRole, roles_in
from summarizer.topics.topic import Topic
from summarizer.topics.welcomed import is_welcomed

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST_UNNAMED = 0.75
"""The least probability of a group that has neither a party nor a name."""

UNRESOLVED = frozenset({"he", "she", "it", "they", "we", "who", "them", "him", "her", "us", "i", "you", "this", "that"})
"""Pronouns that, where nobody is found for them, name nobody."""

NOT_ACTING = frozenset({"FAC", "LAW", "DATE", "TIME", "EVENT", "WORK_OF_ART", "PRODUCT", "MONEY", "QUANTITY"})
"""Kinds of entity that take no position."""


@dataclass(frozen=True)
class Placed:
    """An actor with a role in a sentence.

    Attributes:
        phrase: the words.
        actor: whom they stand for.
        role: the most likely of the topic's roles.
        probability: how likely it is, 0 to 1.
        named: the phrase has the actor's own words; false of "we", "he" and "the group".
    """

    phrase: Phrase
    actor: Actor
    role: str
    probability: float

    named: bool

    def words(self, text: str) -> str:
        """The words of the phrase; of one without a name ("we", "the group"), the name of whom it stands for."""
        return self.phrase.span.of(text) if self.named else self.actor.name

    @property
    def key(self) -> str:
        """What is the same for all names of one party, or of one actor without a party."""
        return self.actor.party or self.actor.name.lower().removeprefix("the ")


@dataclass(frozen=True)
class ReadSentence:
    """A sentence with the actors that have a role in it.

    Attributes:
        index: which sentence of the article it is.
        actors: in the order of the text.
        names_topic: the topic's own words stand in it.
        least: the least probability of a position in it.
    """

    index: int
    actors: tuple[Placed, ...]
    names_topic: bool
    least: float

    def positions(self, others: Iterable[str]) -> tuple[Placed, ...]:
        """One mention an actor: one by name before others, and the most likely of them.

        Args:
            others: the roles that are no position.
        """
        best: dict[str, Placed] = {}
        for placed in self.actors:
            if placed.role not in others and placed.probability >= self.least:
                known = best.get(placed.key)
                if known is None or (placed.named, placed.probability) > (known.named, known.probability):
                    best[placed.key] = placed
        return tuple(sorted(best.values(), key=lambda placed: placed.phrase.span.start))

    def nearest(self, role: str, to: Placed) -> Placed | None:
        """The actor with a role that stands nearest to another; `None` where none has it."""
        fitting = [p for p in self.actors if p.role == role and p.key != to.key]
        start = to.phrase.span.start
        return min(fitting, key=lambda p: (p.phrase.span.start < start, abs(p.phrase.span.start - start)), default=None)


@dataclass(frozen=True)
class Least:
    """The least probability of a position that becomes a record.

    Attributes:
        named: in a sentence that has the topic's own words.
        beside: in a sentence that only refers to it ("Kyiv brushed it aside").
    """

    named: float
    beside: float


def read_sentences(article: IndexedArticle, topic: Topic, least: Least) -> list[ReadSentence]:
    """The sentences of a topic with the actors that have a role in them."""
    read = []
    for at, roles in roles_in(article, topic):
        named = topic.cue_pattern.search(article.words(at)) is not None
        actors = tuple(_actors(article, at, roles))
        read.append(ReadSentence(at, actors, named, least.named if named else least.beside))
    return read


def _actors(article: IndexedArticle, sentence: int, roles: Sequence[PhraseRole]) -> Iterator[Placed]:
    placed = list(_placed(article, sentence, roles))
    yield from (one for one in placed if not any(_reports(one, other) for other in placed))


def _reports(one: Placed, other: Placed) -> bool:
    """True of a party that only tells of another's position: the first of "Cairo said Tel Aviv wanted no truce"."""
    if not (one.named and other.named) or one.role != other.role or one.key == other.key:
        return False
    if None in (one.actor.party, other.actor.party):
        return False
    speaker, subject = one.phrase.head, other.phrase.head
    if speaker.dep_ != "nsubj" or subject.dep_ not in SUBJECTS or speaker.head.lemma_.lower() not in saying_verbs():
        return False
    at = subject.head
    while at.dep_ == "ccomp" and at.head.i != speaker.head.i:
        at = at.head
    return at.dep_ == "ccomp"


def _placed(article: IndexedArticle, sentence: int, roles: Sequence[PhraseRole]) -> Iterator[Placed]:
    for one in roles:
        if _is_no_actor(one.phrase):
            continue
        meant = None if _is_first_person(one.phrase) else antecedent(article, sentence, one.phrase)
        actor = meant or (None if one.phrase.head.lower_ == "it" else _actor(article, sentence, one, roles))
        if actor is not None and not _speaks_for_another(one, actor, roles):
            named = meant is None and one.phrase.head.pos_ != "PRON"
            yield Placed(one.phrase, actor, one.role, one.probability, named)


def _is_first_person(phrase: Phrase) -> bool:
    return phrase.words.lower() in FIRST_PERSON


def _is_no_actor(phrase: Phrase) -> bool:
    """True of a place that is no state, a law, a day, an adjective that names no party, or what someone welcomes."""
    head = phrase.head
    if head.pos_ in {"DET", "PUNCT"} or is_welcomed(head):
        return True
    vague = head.pos_ == "ADJ" and head.ent_type_ == "NORP" and head.lower_ in vague_adjectives()
    return vague or head.ent_type_ in NOT_ACTING


def _actor(article: IndexedArticle, sentence: int, one: PhraseRole, roles: Sequence[PhraseRole]) -> Actor | None:
    """Whom a phrase stands for; a pronoun that stands for nobody known is nobody."""
    span = one.phrase.span
    words = span.of(article.article.text)
    if _is_first_person(one.phrase):
        return _speaking(article, sentence, one, roles)
    actor = article.actors.resolve(words, near=span.start)
    if actor is None or (actor.name.lower() == words.lower() and actor.name.lower() in UNRESOLVED):
        return None
    return None if _is_unnamed(one.phrase, actor) and one.probability < LEAST_UNNAMED else actor


def _is_unnamed(phrase: Phrase, actor: Actor) -> bool:
    """True of a group without a party and without a name in its words: "our voters"."""
    return actor.party is None and not any(token.pos_ == "PROPN" for token in phrase.head.subtree)


def _speaking(article: IndexedArticle, sentence: int, one: PhraseRole, roles: Sequence[PhraseRole]) -> Actor | None:
    """Who "we" are: whoever says the sentence, or the one before, or the same side in this sentence."""
    same = (r for r in roles if r.role == one.role and r.phrase.head.pos_ != "PRON")
    if any(first_joined(r.phrase.head).dep_ in SUBJECTS for r in same):
        return None  # the speaker stands here under a name
    for at in (sentence, sentence - 1, sentence + 1):
        speaker = speaker_of(article.parse.sentence(at)) if 0 <= at < len(article.article.sentences) else None
        if speaker is not None and speaker.head.pos_ != "PRON":
            return article.actors.resolve(speaker.span.of(article.article.text), near=speaker.span.start)
        if speaker is not None and speaker.head.lower_ in PERSONAL:
            return antecedent(article, at, speaker)
    return _author(article, {_party(article, r.phrase) for r in roles if r.role != one.role})


def _party(article: IndexedArticle, phrase: Phrase) -> str | None:
    """The party that a phrase, or whoever possesses it, names."""
    actor = article.actors.resolve(phrase.words, near=phrase.span.start)
    return actor.party if actor is not None else None


def _author(article: IndexedArticle, others: set[str | None]) -> Actor | None:
    """Who speaks in a document of someone's own: the party that is the subject of most of its sentences.

    A ministry's statement says "we" and "the United States" for the same.

    Args:
        article: the document.
        others: parties that the sentence speaks of as of someone else.
    """
    subjects: Counter[str] = Counter()
    first: dict[str, Actor] = {}
    for index in range(len(article.article.sentences)):
        for predicate in predicates_of(article.parse.sentence(index)):
            for subject in predicate.subjects:
                actor = _named(article, subject)
                if actor is not None and actor.party is not None:
                    subjects[actor.party] += 1
                    first.setdefault(actor.party, actor)
    if not subjects:
        return None
    party, times = subjects.most_common(1)[0]
    return first[party] if 2 * times > subjects.total() and party not in others else None


def _named(article: IndexedArticle, head: Token) -> Actor | None:
    """Whom a proper name at the head of a phrase stands for."""
    if head.pos_ != "PROPN":
        return None
    span = phrase_of(head).span
    return article.actors.resolve(span.of(article.article.text), near=span.start)


def _speaks_for_another(one: PhraseRole, actor: Actor, roles: Sequence[PhraseRole]) -> bool:
    """True of a spokesman, an official or a source without a name beside someone else with the same role."""
    if actor.party is not None or one.phrase.head.lemma_.lower() not in speakers():
        return False
    others = (r for r in roles if r is not one and r.role == one.role)
    return any(other.phrase.head.lemma_.lower() not in speakers() for other in others)
