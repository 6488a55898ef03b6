"""The article of an HTML page: trafilatura finds it, and its blocks are then read whole from the page itself."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

from lxml.etree import strip_tags
from lxml.html import HtmlElement

from summarizer.errors import UnreadableInput
from summarizer.loading.loaded import Loaded
from summarizer.loading.page_dates import date_of_page
from summarizer.loading.tree import Block, blocks_of, parse

_COVERED = 0.8
"""The share of trafilatura's text that must be found again in the page for the page's own blocks to be read."""

_INLINE = (
    "b i em strong u s span font mark small big sub sup abbr cite q code tt ins acronym dfn var kbd samp bdi bdo wbr"
)

_ASIDES = re.compile(
    r"(?:read|see) (?:more|also)\b|related\b|share (?:this|on)\b|sign up\b|subscribe\b|advertisement\b|follow us\b|"
    r"(?:©|copyright\b)|all rights reserved|cookie|newsletter",
    re.IGNORECASE,
)


def read_page(text: str, name: str) -> Loaded:
    """The article of a page or of a part of one.

    Raises:
        UnreadableInput: no article is in it.
    """
    tree = parse(text)
    if tree is None:
        raise UnreadableInput(f"{name!r} is HTML in which no article was found: save its text as .txt and try again")
    blocks = blocks_of(tree)
    from trafilatura import bare_extraction  # 0.3 s: only HTML pays for it

    plain = copy.deepcopy(tree)
    strip_tags(plain, *_INLINE.split())  # they end words for trafilatura, and say nothing about what is the article
    found = bare_extraction(
        plain,
        with_metadata=True,
        include_comments=False,
        include_images=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    page = None if isinstance(found, dict) else found
    chosen = _article_blocks(blocks, page.text if page else "")
    title = _title(tree, page.title if page else None)
    lines = _without_title(chosen, {title or "", *_headings(tree)})
    if not lines:
        raise UnreadableInput(f"{name!r} is HTML in which no article was found: save its text as .txt and try again")
    dated = date_of_page(tree, [block.text for block in blocks], lines, page.date if page else None, name)
    return Loaded(
        "\n\n".join(lines),
        date=dated.date,
        date_source=dated.date_source,
        title=title,
        source=(page.sitename if page else None) or None,
        url=(page.url if page else None) or None,
        warnings=dated.warnings,
    )


def _article_blocks(blocks: Sequence[Block], found: str | None) -> list[str]:
    """The blocks of the article: those that were found, and those that stand among them.

    Trafilatura leaves out lists, crossheads and short paragraphs at times, and words are what must not be lost.
    """
    if not found:
        return [block.text for block in blocks if not block.is_links]
    squeezed = _squeezed(found)
    lines = {_squeezed(line) for line in found.split("\n")}
    matched = [_matches(block, squeezed, lines) for block in blocks]
    covered = sum(len(_squeezed(block.text)) for block, match in zip(blocks, matched, strict=True) if match)
    if covered < _COVERED * len(squeezed):
        return [line for line in found.split("\n") if line.strip()]
    holders = {id(block.parent) for block, match in zip(blocks, matched, strict=True) if match and len(block.text) > 40}
    return [
        block.text
        for block, match in zip(blocks, matched, strict=True)
        if match or (id(block.parent) in holders and not block.is_links and not _ASIDES.match(block.text))
    ]


def _matches(block: Block, squeezed: str, lines: set[str]) -> bool:
    words = _squeezed(block.text)
    return words in lines or (len(words) >= 25 and words in squeezed)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s|]+", "", text)


def _headings(tree: HtmlElement) -> list[str]:
    return [" ".join("".join(heading.itertext()).split()) for heading in tree.iter("h1")]


def _title(tree: HtmlElement, guessed: str | None) -> str | None:
    """The page's title; a lone heading of the first level before the name of a file or of a site."""
    title = " ".join((guessed or "").split())
    headings = [heading for heading in _headings(tree) if heading]
    if title:
        return title
    named = tree.find(".//title")
    words = " ".join("".join(named.itertext()).split()) if named is not None else ""
    return (headings[0] if len(headings) == 1 else words) or None


def _without_title(lines: Sequence[str], titles: set[str]) -> list[str]:
    """The lines without the first one if it is the title, whole."""
    titles = {_squeezed(title).lower() for title in titles if title}
    for number, line in enumerate(lines[:4]):
        if _squeezed(line).lower() in titles and len(lines) > 1:
            return [*lines[:number], *lines[number + 1 :]]
    return list(lines)
