"""The phrases of a topic's sentences, each with the role that the classifier gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.article import Span
from summarizer.indexing import IndexedArticle
from summarizer.roles import NONE, RoleClassifier, RoleQuestion, Roles, default_classifier
from summarizer.syntax.phrases import Phrase, phrases_in
from summarizer.topics.passages import select_passages
from summarizer.topics.topic import Topic

NOBODY = frozenset(
    {
        "my",
        "our",
        "your",
        "himself",
        "herself",
        "itself",
        "themselves",
        "this",
        "that",
        "there",
        "these",
        "those",
        "what",
        "i",
        "you",
    }
)
"""Pronouns that name nobody who could have a role, or nobody whom the article names."""

SURE = 0.9
"""The probability of a phrase's likeliest role from which its sentence is not read a second time."""

WEIGHT_ALONE = 0.3
"""The weight of the reading without the sentence before, where a sentence is read twice."""


@dataclass(frozen=True)
class PhraseRole:
    """A phrase with a role in its sentence.

    Attributes:
        phrase: the phrase.
        role: the most likely of the topic's roles; never `none`.
        probability: how likely it is, 0 to 1.
    """

    phrase: Phrase
    role: str
    probability: float


def roles_in(article: IndexedArticle, topic: Topic) -> list[tuple[int, tuple[PhraseRole, ...]]]:
    """The sentences of a topic, as indexes, with the phrases that have a role in them, in the order of the text."""
    indexes = [at for passage in select_passages(article.article, topic) for at in passage.cue_sentences]
    return roles_at(article, topic, indexes)


def roles_at(article: IndexedArticle, topic: Topic, indexes: Sequence[int]) -> list[tuple[int, tuple[PhraseRole, ...]]]:
    """The same of sentences that are given.

    Args:
        article: the article.
        topic: whose roles are asked for.
        indexes: the sentences.
    """
    phrases = {at: _candidates(article, at) for at in indexes}
    asked = [at for at in indexes if phrases[at]]
    answers = _classified(default_classifier(), topic.name, [_question(article, at, phrases[at]) for at in asked])
    found = []
    for at, answer in zip(asked, answers, strict=True):
        roles = (PhraseRole(p, *max(r.items(), key=lambda x: x[1])) for p, r in zip(phrases[at], answer, strict=True))
        found.append((at, tuple(one for one in roles if one.role != NONE)))
    return found


def _candidates(article: IndexedArticle, sentence: int) -> list[Phrase]:
    return [p for p in phrases_in(article.parse.sentence(sentence)) if p.words.lower() not in NOBODY]


def _question(article: IndexedArticle, sentence: int, phrases: Sequence[Phrase]) -> RoleQuestion:
    start = article.article.sentences[sentence].start
    context = article.words(sentence - 1) if sentence else ""
    spans = tuple(Span(p.span.start - start, p.span.end - start) for p in phrases)
    return RoleQuestion(article.words(sentence), context, spans)


def _classified(classifier: RoleClassifier, topic: str, questions: Sequence[RoleQuestion]) -> list[list[Roles]]:
    """The roles of each question's phrases; a sentence with a doubtful one is also read without the one before it.

    The sentence before resolves pronouns, and misleads where it is about someone else: the mean of both readings errs
    less than either.
    """
    answers = classifier.classify(topic, questions)
    doubtful = [n for n, question in enumerate(questions) if question.context and _is_doubtful(answers[n])]
    alone = classifier.classify(topic, [replace(questions[n], context="") for n in doubtful])
    for n, second in zip(doubtful, alone, strict=True):
        answers[n] = [_mean(one, other) for one, other in zip(answers[n], second, strict=True)]
    return answers


def _is_doubtful(answer: Sequence[Roles]) -> bool:
    return any(max(roles.values()) < SURE for roles in answer)


def _mean(roles: Roles, alone: Roles) -> Roles:
    return {role: (1 - WEIGHT_ALONE) * p + WEIGHT_ALONE * alone[role] for role, p in roles.items()}
