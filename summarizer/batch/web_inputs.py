"""URLs and feeds as leads: a page is fetched when its turn comes, unless an earlier run finished it."""

from __future__ import annotations

import datetime
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from summarizer.article import Article
from summarizer.batch.items import Entry, Item, Lead, Unreadable
from summarizer.errors import UnreadableInput
from summarizer.loading.web.feeds import FeedEntry, is_feed, read_feed
from summarizer.loading.web.policy import Fetched, FetchPolicy

if TYPE_CHECKING:
    from summarizer.loading.web import Fetcher


class Web:
    """Fetches what a batch names, one request at a time to each host.

    Args:
        policy: what may be reached, and how much a page may take.
    """

    def __init__(self, policy: FetchPolicy | None = None) -> None:
        self._policy = policy or FetchPolicy()
        self._fetcher: Fetcher | None = None
        self._lock = threading.Lock()
        self._pages = sqlite3.connect("", check_same_thread=False)  # "" is a temporary file, removed on closing
        self._pages.execute("CREATE TABLE pages (asked TEXT PRIMARY KEY, url TEXT, data BLOB, kind TEXT, charset TEXT)")

    def lead(self, url: str) -> Lead:
        """A page or a feed, by its address; a page's address is its id."""
        return Lead(url, url, partial(self._page_or_feed, url))

    def feed(self, fetched: Fetched, name: str) -> Iterator[Lead | Unreadable]:
        """The articles of a feed.

        Args:
            fetched: the feed.
            name: where it stands, as the user named it.
        """
        try:
            entries = read_feed(fetched)
        except UnreadableInput as error:
            yield Unreadable(name, str(error))
            return
        for entry in entries:
            yield Lead(
                entry.id, entry.url or f"{name}#{entry.id}", partial(self._entry, entry), entry.date, single=True
            )

    def _fetch(self, url: str) -> Fetched:
        """Fetches a page, once in a run: drawing a sample reads an input twice."""
        with self._lock:
            if self._fetcher is None:
                from summarizer.loading.web import Fetcher

                self._fetcher = Fetcher(self._policy)
            known = self._pages.execute("SELECT url, data, kind, charset FROM pages WHERE asked = ?", (url,)).fetchone()
        if known is not None:
            return Fetched(*known)
        fetched = self._fetcher.fetch(url)
        with self._lock:
            row = (url, fetched.url, fetched.data, fetched.content_type, fetched.charset)
            self._pages.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", row)
        return fetched

    def _page_or_feed(self, url: str) -> Sequence[Item]:
        try:
            fetched = self._fetch(url)
            if is_feed(fetched.data):
                return list(self.feed(fetched, url))
            article = Article.from_fetched(fetched)
        except UnreadableInput as error:
            return [Unreadable(url, str(error))]
        return [_entry(article, url, url)]

    def _entry(self, entry: FeedEntry) -> Sequence[Item]:
        """The article of a feed's entry; what the feed says of it comes before what its page says."""
        origin = entry.url or entry.id
        try:
            if entry.text:
                article = Article.from_fields({"text": entry.text, "url": entry.url}, name=origin)
            else:
                article = Article.from_fetched(self._fetch(origin))
        except UnreadableInput as error:
            return [Unreadable(origin, str(error))]
        said: dict[str, object] = {"title": entry.title or article.title, "source": article.source or entry.source}
        if entry.date is not None:
            said |= {"date": entry.date, "date_source": "metadata", "warnings": _undated(article, entry.date)}
        return [_entry(article.model_copy(update=said), entry.id, origin)]


def _undated(article: Article, day: datetime.date) -> tuple[str, ...]:
    """The warnings of an article, and one where its page is of another day than its feed says."""
    if article.date is None or abs(article.date - day) <= datetime.timedelta(days=1):
        return article.warnings
    return (*article.warnings, f"{article.url!r}: the feed says {day} and the page {article.date}; using {day}")


def _entry(article: Article, id: str, origin: str) -> Entry:
    return Entry(article.model_copy(update={"id": id}), origin, named=True, may_change=True)
