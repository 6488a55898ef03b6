"""An HTML tree made ready to read, and its text as blocks: inline tags neither join nor split words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

_PROLOGUE = re.compile(r"^(?:\s|\ufeff|<\?xml.*?\?>|<!--.*?-->)+", re.DOTALL)
_NOT_TEXT = (
    "style noscript nav aside footer form button iframe figure figcaption template svg select textarea object video "
    "audio canvas dialog math"
)
_BLOCK_TAGS = (
    "address article aside blockquote body center dd details div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SKIPPED = frozenset(("script", "style", "head", "title", *_NOT_TEXT.split()))
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity|max-height|width|height)\s*:\s*0(?![.\d]*[1-9])"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}|(?<![\w-])color\s*:\s*transparent|clip(?:-path)?\s*:\s*(?:rect|inset)"
    r"|transform\s*:\s*scale\(0",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"\b(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|caption|photo-?credit|wp-caption-text)\b", re.I
)
_MARK = re.compile(
    r"\[?\s*(?:\d{1,3}|[*†‡§¶]+|(?:note|n|nb)\s*\d{1,3})\s*\]?(?:\s*[,;–-]\s*\[?\d{1,3}\]?)*", re.IGNORECASE
)
_LETTER_MARK = re.compile(r"\[\s*[a-z]{1,4}\s*\]|[a-z]", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:foot|end|side)-?note|\bfn\b|_?ftn|reference|\bcite|\bnote(?:ref)?\b|noteref|\bref\b", re.IGNORECASE
)
_UNIT = re.compile(r"(?:^|[\s\d(])(?:[kcdm]?m|ft|mi|in|yd)$", re.IGNORECASE)
_POWERS = {"2": "²", "3": "³"}


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item or table row.

    Attributes:
        text: its words, white space made single, line breaks kept.
        tag: the tag that it stands in.
        parent: the element that holds the paragraph, list or table.
        linked: how many of its characters are links.
    """

    text: str
    tag: str
    parent: HtmlElement | None
    linked: int = 0

    @property
    def is_links(self) -> bool:
        """True if most of it is links, as in a menu."""
        return self.linked * 2 > len(self.text)


def parse(text: str) -> HtmlElement | None:
    """The tree of a page or of a part of one, without what readers don't see; `None` where there is none."""
    body = _PROLOGUE.sub("", text)
    body = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", body, flags=re.DOTALL)
    body = re.sub(r"<\?xml[^>]*\?>", "", body)
    try:
        tree = html.document_fromstring(body, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except (LxmlError, ValueError):
        return None
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.getparent() is not None and _is_unseen(element):
            element.drop_tree()
    _drop_notes(tree)
    return tree


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in _NOT_TEXT.split():
        return True
    if element.tag in ("html", "body", "head", "article", "main", "meta", "script", "time"):
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag == "code" and element.getparent().tag == "pre":
        return True
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
        or bool(_UNSEEN.search(named))
        or element.get("class", "").strip().lower() in ("hidden", "d-none", "invisible", "hide")
    )


def _drop_notes(tree: HtmlElement) -> None:
    """Takes out marks that refer to notes; a raised 2 or 3 behind a unit of length becomes one sign."""
    for element in list(tree.iter("sup", "a", "span")):
        if element.getparent() is None:
            continue
        words = "".join(element.itertext()).strip()
        before = _text_before(element)
        if element.tag == "sup" and words in _POWERS and _UNIT.search(before):
            element.clear(keep_tail=True)
            element.text = _POWERS[words]
        elif _is_mark(element, words, before):
            element.drop_tree()


def _is_mark(element: HtmlElement, words: str, before: str) -> bool:
    if not words or len(words) > 20:
        return False
    link = element if element.tag == "a" else element.find(".//a")
    address = link.get("href", "") if link is not None else ""
    named = " ".join(
        (element.get("class", ""), element.get("id", ""), element.get("role", ""), element.get("epub:type", ""))
    )
    refers = bool(_NOTE.search(named)) or (address.startswith("#") and len(address) > 1) or bool(_NOTE.search(address))
    is_number = bool(_MARK.fullmatch(words))
    if element.tag == "sup":
        return is_number or (bool(_LETTER_MARK.fullmatch(words)) and (refers or words.startswith("[")))
    attached = bool(before) and not before[-1].isspace()
    return refers and (is_number or bool(_LETTER_MARK.fullmatch(words))) and (attached or words.startswith("["))


def _text_before(element: HtmlElement) -> str:
    """The text of the same parent that stands before an element, its last characters."""
    previous = element.getprevious()
    if previous is not None:
        return ("".join(previous.itertext()) + (previous.tail or ""))[-12:]
    parent = element.getparent()
    return str(parent.text or "")[-12:] if parent is not None else ""


def blocks_of(tree: HtmlElement) -> list[Block]:
    """The text of a tree as blocks, in order."""
    writer = _Writer()
    writer.walk(tree)
    writer.close_block()
    return writer.blocks


@dataclass(slots=True)
class _Writer:
    """The block being written, and those before it."""

    blocks: list[Block] = field(default_factory=list)
    _words: str = ""
    _linked: int = 0
    _tag: str = "p"
    _parent: HtmlElement | None = None

    def walk(self, element: HtmlElement, *, in_link: bool = False) -> None:
        """Writes an element and what is in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED:
            return
        if tag == "br":
            self._words += "\n"
            return
        if tag == "tr" and (row := _row(element)):
            self._open(element)
            self._words = row
            self.close_block()
            return
        if tag in _BLOCKS:
            self._open(element)
        in_link = in_link or tag == "a"
        self._add(element.text, in_link)
        for child in element:
            self.walk(child, in_link=in_link)
            self._add(child.tail, in_link)
            if child.tag in _BLOCKS:
                self._tag, self._parent = tag, element.getparent()
        if tag in _BLOCKS:
            self.close_block()

    def _open(self, element: HtmlElement) -> None:
        self.close_block()
        self._tag, self._parent = str(element.tag), element.getparent()

    def _add(self, words: str | None, in_link: bool) -> None:
        if words:
            self._words += re.sub(r"[ \t\r\n\f]+", " ", words)
            self._linked += len(words.strip()) if in_link else 0

    def close_block(self) -> None:
        """Ends the block; two line breaks end one too."""
        for part in re.split(r"[ \t]*\n[ \t]*\n[\s]*", self._words):
            text = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]+", " ", part)).strip(" \n")
            if text:
                self.blocks.append(Block(text, self._tag, _holder(self._parent), min(self._linked, len(text))))
        self._words, self._linked = "", 0


def _holder(parent: HtmlElement | None) -> HtmlElement | None:
    """The element in which a list, a quotation or a table stands, for what is in them."""
    while parent is not None and parent.tag in ("ul", "ol", "dl", "li", "table", "tbody", "thead", "tr", "blockquote"):
        parent = parent.getparent()
    return parent


def _row(row: HtmlElement) -> str:
    """The cells of a row of data; "" for a row that lays out a page."""
    cells = list(_cells(row))
    is_data = len(cells) > 1 and all(len(cell) < 200 for cell in cells)
    return " | ".join(cell for cell in cells if cell) if is_data and row.find(".//table") is None else ""


def _cells(row: HtmlElement) -> Iterator[str]:
    for cell in row.iter("td", "th"):
        yield " ".join("".join(cell.itertext()).split())
