"""Chooses the passages of an article that can hold a record: cue sentences, and a little of what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.article import Article, Span
from summarizer.topics.topic import Topic

ANAPHORS = re.compile(
    r"\b(?:it|they|them|one|none|(?:the|its|their|this|that|such) (?:offer|proposal|plan|deal|text|"
    r"document|accord|agreement|arrangement|move|measures?|steps?|list|ban|package|decision|idea|paper|announcement|listing|"
    r"curbs|penalties)|\w+['’]s announcement)\b",
    re.IGNORECASE,
)
"""What a sentence beside one with a cue calls the thing that the cue names."""


@dataclass(frozen=True)
class Passage:
    """A run of sentences.

    Attributes:
        span: the passage in the article's text.
        first: index of its first sentence.
        last: index of its last sentence.
        cue_sentences: indexes of the sentences in it that hold a cue, or refer to what a cue beside them names.
    """

    span: Span
    first: int
    last: int
    cue_sentences: tuple[int, ...]


def select_passages(article: Article, topic: Topic, *, longest: int = 3) -> tuple[Passage, ...]:
    """The passages for a topic, in order and without overlap.

    Adjacent cue sentences form one passage, cut where it would grow longer than `longest` sentences. Of a topic with
    actors, a sentence beside one with a cue counts too where it refers to something ("Kyiv brushed it aside"). A
    crosshead alone is no passage: what it says is said again in the text below it.

    Args:
        article: the article.
        topic: whose cues choose the sentences.
        longest: the most sentences in a passage.
    """
    text, sentences = article.text, article.sentences
    words = [span.of(text) for span in sentences]
    strong = any(topic.cue_pattern.search(sentence) for sentence in words)
    pattern = topic.weak_cue_pattern if strong else topic.cue_pattern
    cues = [i for i, sentence in enumerate(words) if pattern.search(sentence) and not _crosshead(sentence)]
    if topic.anaphoric:
        beside = {i + step for i in cues for step in (-1, 1)} & set(range(len(words)))
        cues = sorted({*cues, *(i for i in beside if ANAPHORS.search(words[i]) and not _crosshead(words[i]))})
    groups: list[list[int]] = []
    for index in cues:
        if groups and index == groups[-1][-1] + 1 and index - groups[-1][0] < longest:
            groups[-1].append(index)
        else:
            groups.append([index])
    return tuple(Passage(Span(sentences[g[0]].start, sentences[g[-1]].end), g[0], g[-1], tuple(g)) for g in groups)


def _crosshead(words: str) -> bool:
    """True if a sentence is a crosshead: a few words in capitals, with no stop at the end."""
    return words.isupper() and len(words.split()) <= 8 and words[-1] not in '.!?"”'
