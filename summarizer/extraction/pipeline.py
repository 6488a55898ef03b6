"""All topics of an article, side by side."""

from __future__ import annotations

import asyncio

from summarizer.article import Article
from summarizer.errors import UsageError
from summarizer.extraction.document import DocumentStrategy
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.passage_strategy import PassagesStrategy
from summarizer.extraction.results import Extraction
from summarizer.extraction.strategy import OnStep, Strategy, ignore_step
from summarizer.llm.types import LLM
from summarizer.topics import Topic

STRATEGIES: tuple[Strategy, ...] = (PassagesStrategy(), DocumentStrategy())


def strategy_named(name: str) -> Strategy:
    """Returns a strategy.

    Raises:
        UsageError: there is none of that name.
    """
    for strategy in STRATEGIES:
        if strategy.name == name:
            return strategy
    raise UsageError(f"there is no strategy {name!r}: choose from {', '.join(s.name for s in STRATEGIES)}")


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
    facts = ArticleFacts.of(article)
    return tuple(await asyncio.gather(*(strategy.extract(facts, topic, llm, on_step) for topic in topics)))
