"""Chooses the evidence of a draft: the sentence of the passage that contains most of its values."""

from __future__ import annotations

import re

from summarizer.extraction.drafts import Draft
from summarizer.indexing import IndexedArticle
from summarizer.schemas import Verbatim, kinds
from summarizer.topics import Topic
from summarizer.topics.passages import Passage
from summarizer.values.numbers import find_numbers

WEIGHTS = {"count": 4.0, "money": 4.0, "actor": 2.0, "words": 1.0, "date": 1.0, "duration": 2.0, "evidence": 0.0}
"""What a field found in a sentence says for it: a number more than a name, a name more than other words."""


def best_sentence(facts: IndexedArticle, topic: Topic, passage: Passage, draft: Draft) -> int | None:
    """The index of the cue sentence that holds most of a draft, or `None` when none holds any of it."""
    scored = [(support(facts, topic, draft, index), -index) for index in passage.cue_sentences]
    score, negative = max(scored)
    return -negative if score > 0 else None


def support(facts: IndexedArticle, topic: Topic, draft: Draft, sentence: int) -> float:
    """How much of a draft stands in a sentence: the share of each field's words, weighted by kind of field."""
    text = facts.sentence_span(sentence).of(facts.article.text)
    words = _words(text)
    numbers = {mention.value for mention in find_numbers(text)}
    total = 0.0
    for name, kind in kinds(topic.record).items():
        if not isinstance(kind, Verbatim) or name not in draft:
            continue
        drafted = draft[name]
        said = " ".join(drafted) if isinstance(drafted, list) else str(drafted)
        own = _words(said)
        share = len(own & words) / len(own) if own else 0.0
        if kind.holds in ("count", "money") and (values := {m.value for m in find_numbers(said)}):
            share = 0.5 * share + 0.5 * bool(values & numbers)
        total += WEIGHTS[kind.holds] * share
    return total


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
