"""Extracts all topics of an article concurrently."""

from __future__ import annotations

from dataclasses import replace

from summarizer.article import Article
from summarizer.errors import UsageError
from summarizer.extraction.checks import PLANTED
from summarizer.extraction.document import DocumentStrategy
from summarizer.extraction.passage_strategy import PassagesStrategy
from summarizer.extraction.results import Extraction, Refused
from summarizer.extraction.room import Room
from summarizer.extraction.strategy import OnStep, Strategy, ignore_step
from summarizer.indexing import IndexedArticle
from summarizer.llm.profiles import Calls
from summarizer.llm.types import LLM
from summarizer.topics import Topic

STRATEGIES: tuple[Strategy, ...] = (PassagesStrategy(), DocumentStrategy())


def strategy_named(name: str, *, calls: Calls = "one", room: Room | None = None) -> Strategy:
    """A strategy.

    Args:
        name: `passages` or `document`.
        calls: whether `document` asks once for all topics, or once for each.
        room: what the model takes; articles that do not fit it are read in windows by `document`.

    Raises:
        UsageError: there is no strategy of that name.
    """
    for strategy in STRATEGIES:
        if strategy.name == name:
            return replace(strategy, calls=calls, room=room) if isinstance(strategy, DocumentStrategy) else strategy
    raise UsageError(f"unknown strategy {name!r}: choose from {', '.join(s.name for s in STRATEGIES)}")


async def extract(
    article: Article, topics: tuple[Topic, ...], llm: LLM, strategy: Strategy, on_step: OnStep = ignore_step
) -> tuple[Extraction, ...]:
    """Extracts every topic's records from an article.

    Args:
        article: the article.
        topics: what to look for.
        llm: the model.
        strategy: how to ask it.
        on_step: told of every answer.

    Returns:
        One extraction a topic, in the order of `topics`; a topic that failed says so and does not stop the others.
    """
    facts = IndexedArticle.of(article)
    found = await strategy.extract_all(facts, topics, llm, on_step)
    return tuple(_with_planted(facts, topic, one) for topic, one in zip(topics, found, strict=True))


def _with_planted(facts: IndexedArticle, topic: Topic, extraction: Extraction) -> Extraction:
    """The extraction with what was not read although it speaks of the topic, so that it is not lost in silence."""
    words = [(one, one.span.of(facts.given.text)) for one in facts.planted]
    told = tuple(
        Refused(
            PLANTED, f"the article holds {one.what}, which is not read", {"evidence": [" ".join(said.split())[:300]]}
        )
        for one, said in words
        if topic.cue_pattern.search(said)
    )
    return replace(extraction, refused=extraction.refused + told) if told else extraction
