"""Estimates the calls and cost of a batch: the real requests go to a model that only counts them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.batch.inputs import Source
from summarizer.batch.items import Entry, read_leads
from summarizer.errors import ReplyError
from summarizer.llm.types import Completion, Request

T = TypeVar("T", bound=BaseModel)

Size = Callable[[Request[Any]], tuple[int, int]]
"""Tells about how many tokens a request is, and how many its answer will be."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """About what a batch will ask.

    Attributes:
        articles: articles chosen; those with the same text count each.
        unreadable: files or rows without a readable article.
        requests: questions to the model, without re-asks and retries.
        prompt_tokens: tokens it will read.
        completion_tokens: tokens it will write.
    """

    articles: int
    unreadable: int
    requests: int
    prompt_tokens: int
    completion_tokens: int


class CountingLLM:
    """Stands behind the seam, counts requests, and answers none.

    Args:
        size: how large a request and its answer are.
    """

    name = "counting"

    def __init__(self, size: Size) -> None:
        self._size = size
        self.requests = 0
        self.prompt_tokens = 0
        self.completion_tokens = 0

    async def complete(self, request: Request[T]) -> Completion[T]:
        """Counts a request.

        Raises:
            ReplyError: always.
        """
        prompt, completion = self._size(request)
        self.requests += 1
        self.prompt_tokens += prompt
        self.completion_tokens += completion
        raise ReplyError("counted, not asked")


def estimate_batch(source: Source, ask: Callable[[Article, CountingLLM], Awaitable[object]], size: Size) -> Estimate:
    """Goes through an input without asking a model anything.

    Args:
        source: the chosen articles.
        ask: puts to a model all that is asked about an article.
        size: how large a request and its answer are.
    """
    counting = CountingLLM(size)
    articles = unreadable = 0

    async def count() -> None:
        nonlocal articles, unreadable
        for item in read_leads(source):
            if isinstance(item, Entry):
                articles += 1
                await ask(item.article, counting)
            else:
                unreadable += 1

    asyncio.run(count())
    return Estimate(articles, unreadable, counting.requests, counting.prompt_tokens, counting.completion_tokens)
