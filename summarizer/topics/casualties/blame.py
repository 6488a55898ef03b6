"""Who is held responsible for a toll, by whom, and what they answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.article import Span
from summarizer.indexing import IndexedArticle
from summarizer.topics.casualties.harm import HARMS, harm_by_verb
from summarizer.topics.casualties.lemmas import lemmas
from summarizer.topics.casualties.victims import Toll
from summarizer.topics.roles_in_sentences import PhraseRole, roles_at
from summarizer.topics.topic import Topic

if TYPE_CHECKING:
    pass

RoleMap = Mapping[int, Sequence[PhraseRole]]
"""Index of a sentence → the phrases with a role in it."""

ANSWERS_WITHIN = 3
"""Sentences behind a toll in which the one who is blamed may answer."""

ANSWER = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|denials?|reject(?:s|ed|ing)?|disput(?:e[ds]?|ing)|dismiss(?:es|ed|ing)?"
    r"|refut(?:e[ds]?|ing)|blam(?:e[ds]?|ing)|accus(?:e[ds]?|ing)"
    r"|(?:does|do|did) not (?:target|attack|kill|fire)|never (?:target|attack))\b",
    re.IGNORECASE,
)
"""Words by which a sentence without a toll blames someone, or has them answer."""

DENIAL = re.compile(
    r"\b(?:not|no|never|none|nothing|neither|nobody|no[ -]one|false|untrue|lies?|wrong|disclaim\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Other words by which someone denies something."""

ANSWERING = ("denier", "perpetrator", "source")
DEEDS = frozenset({"responsibility", "attack", "strike", "raid", "bombing", "killing", "credit"})


@dataclass(frozen=True)
class Blame:
    """Who is held responsible.

    Attributes:
        blamed: where they are named; `None` where nobody is.
        responsibility: the class of the record.
        sentences: the sentences apart from the toll's that say so.
    """

    blamed: Span | None
    responsibility: str
    sentences: tuple[int, ...] = ()


def answers_to(article: IndexedArticle, topic: Topic, read: Iterable[int]) -> RoleMap:
    """The roles of sentences behind those of tolls that blame someone or deny something and have no toll themselves.

    Args:
        article: the article.
        topic: the topic.
        read: the sentences that are read for tolls.
    """
    known = set(read)
    behind = {at + step for at in known for step in range(1, ANSWERS_WITHIN + 1)} - known
    asked = [at for at in sorted(behind) if at < len(article.article.sentences) and ANSWER.search(article.words(at))]
    return {at: tuple(one for one in roles if one.role in ANSWERING) for at, roles in roles_at(article, topic, asked)}


def nearest(roles: Sequence[PhraseRole], wanted: Sequence[str], near: int) -> Span | None:
    """The phrase with one of some roles that stands nearest to an offset; no pronoun; `None` where none has them."""
    spans = [one.phrase.span for one in roles if one.role in wanted and one.phrase.head.pos_ != "PRON"]
    return min(spans, key=lambda span: abs(span.start - near), default=None)


def blame_for(article: IndexedArticle, read: RoleMap, toll: Toll, source: Span | None, origin: int | None) -> Blame:
    """Who is held responsible for a toll, and how.

    An answer stands in the toll's sentence or soon behind it; blame also in the sentence that tells of the attack.

    Args:
        article: the article.
        read: the roles of its sentences.
        toll: the toll.
        source: who it comes from.
        origin: the sentence before it that tells of the attack.
    """
    near = next(iter(toll.people.values())).span.start
    told = toll.sentence
    blamed = nearest(_held(read.get(told, ())), ("perpetrator",), near)
    if blamed is None and origin is not None:
        blamed, told = nearest(_held(read.get(origin, ())), ("perpetrator",), near), origin
    for at, denier in _deniers(article, read, toll):
        if blamed is None or _may_answer(article, denier, blamed, near):
            return Blame(blamed or denier.phrase.span, "denied", (at, told) if blamed is not None else (at,))
    if blamed is None:
        blamed, told = _blamed_behind(article, read, toll)
    if blamed is None:
        return Blame(None, "unknown")
    owned = _owned_at(article, toll, blamed, source, near)
    if owned is not None:
        return Blame(blamed, "claimed", (owned, told))
    attributed = (source is not None and told == toll.sentence) or told > toll.sentence
    return Blame(blamed, "alleged" if attributed else "undisputed", (told,))


def answered(responsibility: str, words: str, *, blamed: bool) -> str:
    """What the words of a finished record make of its responsibility, where they contradict it.

    A denial needs words that deny something. Nobody is held responsible where nobody is blamed.

    Args:
        responsibility: the class of the record.
        words: a piece of its evidence.
        blamed: whether the record has a perpetrator.
    """
    if responsibility == "denied" and not (DENIAL.search(words) or ANSWER.search(words)):
        return "alleged"
    return "alleged" if blamed and responsibility == "unknown" else responsibility


def _held(roles: Sequence[PhraseRole]) -> list[PhraseRole]:
    """The roles of a sentence; who does the harm in it is its perpetrator, though said to deny something."""
    return [
        PhraseRole(one.phrase, "perpetrator", one.probability) if one.role == "denier" and _does_harm(one) else one
        for one in roles
    ]


def _does_harm(one: PhraseRole) -> bool:
    """True of the subject of a verb of harm, or its agent by "by"."""
    head = one.phrase.head
    if head.dep_ == "pobj" and head.head.dep_ == "agent":
        return any(harm_by_verb(child) for child in head.head.head.children if child.dep_ == "nsubjpass")
    return head.dep_ == "nsubj" and any(harm_by_verb(child) for child in head.head.children if child.dep_ == "dobj")


def _deniers(article: IndexedArticle, read: RoleMap, toll: Toll) -> Iterator[tuple[int, PhraseRole]]:
    """Who denies something in a toll's sentence or behind it: neither its victims nor who does the harm."""
    victims = {head.lemma_.lower() for people in toll.people.values() for head in people.heads}
    last = min(toll.sentence + ANSWERS_WITHIN, len(article.article.sentences) - 1)
    for at in range(toll.sentence, last + 1):
        if at > toll.sentence and any(one.role in HARMS for one in read.get(at, ())):
            return  # what is denied there is another toll
        for one in read.get(at, ()):
            is_victim = one.phrase.head.lemma_.lower() in victims
            if one.role == "denier" and not is_victim and not _does_harm(one) and _denies(article, at, one):
                yield at, one


def _denies(article: IndexedArticle, sentence: int, one: PhraseRole) -> bool:
    """True of the subject of a verb of denial; where the sentence has no such verb, if it denies in other words."""
    if one.phrase.head.pos_ == "PRON":
        return False
    verbs = [t for t in article.parse.sentence(sentence) if t.lemma_.lower() in lemmas("denying", "verbs")]
    subjects = [child for verb in verbs for child in verb.children if child.dep_ == "nsubj"]
    if not subjects:
        return DENIAL.search(article.words(sentence)) is not None
    named = [s.head.head if s.lower_ in {"who", "which"} and s.head.dep_ == "relcl" else s for s in subjects]
    return any(one.phrase.span.start <= subject.idx < one.phrase.span.end for subject in named)


def _may_answer(article: IndexedArticle, denier: PhraseRole, blamed: Span, near: int) -> bool:
    """True unless the one who denies and the one who is blamed stand for two parties, or neither is known to be one."""
    text = article.article.text
    one = article.actors.resolve(denier.phrase.span.of(text), near=denier.phrase.span.start)
    other = article.actors.resolve(blamed.of(text), near=near)
    if one is None or other is None:
        return True
    if one.party is None and other.party is None:
        heads = {token.lemma_.lower() for token in article.parse.tokens(blamed)}
        return one.name == other.name or denier.phrase.head.lemma_.lower() in heads
    return one.party is None or other.party is None or one.party == other.party


def _blamed_behind(article: IndexedArticle, read: RoleMap, toll: Toll) -> tuple[Span | None, int]:
    """Who is blamed in the sentence behind a toll that says nobody did it, and which sentence that is."""
    at = toll.sentence + 1
    if at < len(article.article.sentences) and re.search(r"\b(?:blam|accus)", article.words(at), re.IGNORECASE):
        return nearest(read.get(at, ()), ("perpetrator",), article.article.sentences[at].start), at
    return None, toll.sentence


def _owned_at(article: IndexedArticle, toll: Toll, blamed: Span, source: Span | None, near: int) -> int | None:
    """The sentence in which the one who is blamed says that they did it; `None` where none does."""
    text = article.article.text
    if source is not None and (
        _same(article, source.of(text), blamed.of(text), near) or _is_of(article, toll.sentence, source, blamed)
    ):
        return toll.sentence
    last = min(toll.sentence + ANSWERS_WITHIN, len(article.article.sentences) - 1)
    return next((at for at in range(toll.sentence, last + 1) if _owns_up(article, at, blamed, near)), None)


def _is_of(article: IndexedArticle, sentence: int, source: Span, blamed: Span) -> bool:
    """True of "its soldiers" where the source is the subject before them."""
    words = blamed.of(article.article.text).split()
    if words[0].lower() not in {"its", "their", "our", "his", "her"} or source.start > blamed.start:
        return False
    tokens = article.parse.sentence(sentence)
    return any(token.dep_ == "nsubj" and source.start <= token.idx < source.end for token in tokens)


def _owns_up(article: IndexedArticle, sentence: int, blamed: Span, near: int) -> bool:
    """True of a sentence in which the one who is blamed claims or admits the deed."""
    for token in article.parse.sentence(sentence):
        if token.pos_ == "VERB" and token.lemma_.lower() in lemmas("owning", "verbs"):
            objects = {child.lemma_.lower() for child in token.children if child.dep_ in {"dobj", "ccomp"}}
            subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
            if subject is not None and objects & DEEDS:
                return _same(article, subject.text, blamed.of(article.article.text), near)
    return False


def _same(article: IndexedArticle, a: str, b: str, near: int) -> bool:
    one, other = article.actors.resolve(a, near=near), article.actors.resolve(b, near=near)
    if one is None or other is None:
        return a == b
    return one.party == other.party if one.party and other.party else one.name == other.name
