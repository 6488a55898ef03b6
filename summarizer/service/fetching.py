"""The article of an address that a client named."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.errors import UnreadableInput


async def fetch_article(url: str) -> Article:
    """Gets the article that stands at an address.

    Raises:
        UnreadableInput: it may not be fetched, or holds no article.
    """
    raise UnreadableInput(f"{url!r} can't be fetched by this version: send the page's HTML")
