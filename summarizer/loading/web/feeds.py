"""RSS and Atom feeds, read by feedparser: their entries with titles, days, links and, where a feed has it, the text."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from summarizer.errors import UnreadableInput
from summarizer.loading.days import read_day
from summarizer.loading.fields import decode_entities
from summarizer.loading.web.policy import Fetched

_START = re.compile(rb"(?:<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<(?:\w+:)?(?:rss|feed|RDF)\b", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TEASER = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:(?:read|continue reading|more|weiterlesen|lire)\b.*)?$|"
    r"\b(?:read more|continue reading|read the full|full story)\b.{0,80}$|\bappeared first on\b.{0,200}$",
    re.IGNORECASE | re.DOTALL,
)
_FULL = 1_200
"""Characters from which a feed's own text of an entry is the article, unless it ends as teasers do."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article that a feed names.

    Attributes:
        id: the feed's id of it, the same each time; its link where it has none.
        title: headline.
        date: day of publication, in the time zone that it is written in.
        url: where the article stands.
        source: name of the feed.
        text: the article as HTML, where the feed has all of it; else "".
    """

    id: str
    title: str | None
    date: datetime.date | None
    url: str | None
    source: str | None
    text: str


def is_feed(data: bytes) -> bool:
    """True if a file or page is RSS or Atom."""
    return bool(_START.match(data[:8192].removeprefix(b"\xef\xbb\xbf")))


def read_feed(fetched: Fetched) -> list[FeedEntry]:
    """The entries of a feed, in its order; those without a link and a text are left out.

    Args:
        fetched: the feed; its address is what links without a host are relative to.

    Raises:
        UnreadableInput: it is damaged, or names no article.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of feedparser's own dependencies
        import feedparser

        headers = {"content-location": fetched.url}
        if fetched.content_type:
            charset = f"; charset={fetched.charset}" if fetched.charset else ""
            headers["content-type"] = fetched.content_type + charset
        parsed: Any = feedparser.parse(io.BytesIO(fetched.data), response_headers=headers)
    source = _line(parsed.feed.get("title"))
    entries = [_entry(entry, source, fetched.url) for entry in parsed.entries]
    found = list({entry.id: entry for entry in reversed(entries) if entry is not None}.values())[::-1]
    if not found:
        damaged = f" ({parsed.bozo_exception})" if parsed.get("bozo") and not parsed.entries else ""
        raise UnreadableInput(f"{fetched.url!r} is a feed that lists no articles{damaged}: check the address")
    return found


def _entry(entry: Any, source: str | None, feed: str) -> FeedEntry | None:
    link = entry.get("link") or None
    if link is not None and urlsplit(link).scheme not in ("http", "https"):
        link = None
    text = _full_text(entry, alone=link is None)
    guid = entry.get("id") or link
    if not guid or (link is None and not text):
        return None
    if ":" not in guid:  # a number or the like, which another feed may use too
        guid = f"{urlsplit(feed).hostname or feed}:{guid}"
    written = next((entry[name] for name in ("published", "created", "updated") if entry.get(name)), None)
    return FeedEntry(guid, _line(entry.get("title")), read_day(written).day, link, source, text)


def _full_text(entry: Any, *, alone: bool) -> str:
    """The longest text that a feed gives of an entry, if that is the whole article; any if there is no link."""
    given = [part.get("value") or "" for part in entry.get("content", ())] + [entry.get("summary") or ""]
    longest = max(given, key=len)
    words = " ".join(_TAG.sub(" ", longest).split())
    return longest if words and (alone or (len(words) >= _FULL and not _TEASER.search(words))) else ""


def _line(words: str | None) -> str | None:
    return " ".join(_TAG.sub("", decode_entities(words or "")).split()) or None
