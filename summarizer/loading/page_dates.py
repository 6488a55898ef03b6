"""The date of an HTML page: its metadata, or a byline or dateline near its top; a date of the story is not taken."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from summarizer.loading.days import read_day
from summarizer.loading.heads import date_in_line
from summarizer.loading.loaded import Loaded

_NAMES = (
    "article:published_time article:published og:published_time og:article:published_time datepublished date "
    "pubdate publishdate publish-date publish_date publication_date publicationdate published published_time "
    "published_at dc.date dc.date.issued dc.date.created dcterms.date dcterms.issued dcterms.created "
    "parsely-pub-date sailthru.date citation_publication_date citation_date citation_online_date "
    "article.published displaydate cxenseparse:recs:publishtime rnews:datepublished bt:pubdate "
    "originalpublicationdate release_date"
)
_ARTICLE = re.compile(r"article|posting|report|webpage|creativework", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|$)", re.IGNORECASE)
_TOP = 6
"""Blocks of a page's head in which a byline is looked for, before the second paragraph of the article."""


def date_of_page(
    tree: HtmlElement, blocks: Sequence[str], article: Sequence[str], guessed: str | None, name: str
) -> Loaded:
    """The date of a page with its source and warnings, as a `Loaded` without a text.

    Args:
        tree: the page.
        blocks: all its blocks of text.
        article: those of the article.
        guessed: the date that htmldate found, which counts where the page plainly gives it outside the story.
        name: what to call the page in a warning.
    """
    unread: list[str] = []
    for written in _declared(tree):
        reading = read_day(written)
        if reading.day:
            return Loaded("", reading.day, "metadata", warnings=tuple(unread))
        if not reading.absent:
            unread.append(f"{name!r}: ignoring a date of its metadata: {reading.problem(written)}")
    for line in _top(blocks, article):
        found = date_in_line(line)
        if found and found[0].day:
            return Loaded("", found[0].day, "dateline", warnings=tuple(unread))
        if found and found[0].between:
            unread.append(f"{name!r}: ignoring the date of its byline: {found[0].problem(found[1])}")
    if guessed and not unread:
        unread.append(f"{name!r}: {guessed} stands in the page, but not as its date of publication, and is left out")
    return Loaded("", warnings=tuple(unread))


def _declared(tree: HtmlElement) -> Iterator[object]:
    """Yields dates of publication that the page declares, the surest first."""
    yield from _linked_data(tree)
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            if meta.get(key, "").strip().lower() in _NAMES.split() and meta.get("content"):
                yield meta.get("content")
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("itemprop", "").lower() == "datepublished":
            yield element.get("datetime") or element.get("content") or "".join(element.itertext())
    yield from _times(tree)
    yield from _addresses(tree)


def _linked_data(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "").lower():
            try:
                data = json.loads(script.text or "", strict=False)
            except ValueError:  # broken data says nothing, and the page has other places
                continue
            yield from _published(data)


def _published(data: object) -> Iterator[object]:
    if isinstance(data, list):
        for part in data:
            yield from _published(part)
    elif isinstance(data, Mapping):
        if _ARTICLE.search(str(data.get("@type", ""))):
            for key in ("datePublished", "dateCreated"):
                if data.get(key):
                    yield data[key]
        yield from _published(data.get("@graph"))
        yield from _published(data.get("mainEntity"))


def _times(tree: HtmlElement) -> Iterator[object]:
    """Yields the machine's date of `<time>` elements before the first long paragraph, unless of a change."""
    for element in tree.iter("time", "p"):
        words = "".join(element.itertext()).strip()
        if element.tag == "p" and (len(words) > 120 or re.search(r"\w{3}[.!?][”\"’']?$", words)):
            return
        around = f"{element.get('class', '')} {element.get('itemprop', '')} {_words_before(element)}".lower()
        if element.tag == "time" and element.get("datetime") and not re.search(r"updat|modif|edited", around):
            yield element.get("datetime")


def _words_before(element: HtmlElement) -> str:
    parent, previous = element.getparent(), element.getprevious()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    return (before or "")[-30:]


def _addresses(tree: HtmlElement) -> Iterator[datetime.date]:
    """Yields days that stand in the page's own address."""
    links = [link.get("href", "") for link in tree.iter("link") if link.get("rel", "").lower() == "canonical"]
    links += [meta.get("content", "") for meta in tree.iter("meta") if meta.get("property", "").lower() == "og:url"]
    for link in links:
        yield from days_in_address(link)


def days_in_address(url: str) -> Iterator[datetime.date]:
    """Yields the days that stand in the path of an address, such as `/2025/05/18/` or `/2025/may/18/`."""
    for year, month, day in _IN_ADDRESS.findall(url):
        reading = read_day(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")
        if reading.day:
            yield reading.day


def _top(blocks: Sequence[str], article: Sequence[str]) -> list[str]:
    """The lines in which a byline or dateline may stand: the last ones before the article, and its first ones."""
    first = blocks.index(article[0]) if article and article[0] in blocks else 0
    lines = [line for block in [*blocks[max(0, first - _TOP) : first], *article[:2]] for line in block.split("\n")]
    for number, line in enumerate(lines):
        if len(line) > 200:
            return lines[: number + 1]
    return lines
