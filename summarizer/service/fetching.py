"""Fetches a page that a client named, under a policy for strangers: public addresses, usual ports."""

from __future__ import annotations

import asyncio

from summarizer.article import Article
from summarizer.loading.web import STRICT, Fetcher, FetchPolicy


class ArticleFetcher:
    """Fetches articles, one after the other from each host.

    Args:
        policy: what may be reached, and how much a page may take.
    """

    def __init__(self, policy: FetchPolicy = STRICT) -> None:
        self._fetcher = Fetcher(policy)

    async def __call__(self, url: str) -> Article:
        """The article at an address.

        Raises:
            UnreadableInput: it may not be fetched, or holds no article.
        """
        fetched = await self._fetcher.afetch(url)
        return await asyncio.to_thread(Article.from_fetched, fetched)
