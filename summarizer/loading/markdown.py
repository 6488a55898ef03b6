"""Markdown into the plain text that a reader sees: the marks go, words, numbers and line ends stay.

An article of a Markdown file has the rendered text, and offsets count in that. A text without marks stays as it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOTE = re.compile(r"(?<=\S)\[\^?(?:\d{1,3}|[a-z]|[*†‡])\]|\[\^[^\]\s]+\]:?")
_NOTE_TEXT = re.compile(r"\[?\^?(?:\d{1,3}|[a-z*†‡]|note \d+|citation needed)\]?", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_RAISED = re.compile(r"<sup\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A Markdown text as read.

    Attributes:
        text: what a reader sees.
        heading: the heading of the first level that it opens with; part of the text.
    """

    text: str
    heading: str | None


def render(source: str) -> Rendered:
    """The text of Markdown without its marks."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"store_labels": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(source)
    blocks = _Blocks()
    for token in tokens:
        blocks.take(token)
    opens = len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
    heading = inline_text(tokens[1].children or ()).strip() if opens else None
    return Rendered(blocks.text, heading or None)


@dataclass(slots=True)
class _Blocks:
    """The blocks written so far, each a paragraph, and the lists and the table row that are open."""

    text: str = ""
    _numbers: list[int | None] = field(default_factory=list)
    _mark: str = ""
    _cells: list[str] | None = None

    def take(self, token: Token) -> None:
        """Writes what a block token shows."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            self._numbers.append((1 if start is None else int(start)) if token.type == "ordered_list_open" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._numbers.pop()
        elif token.type == "list_item_open":
            self._open_item(token)
        elif token.type == "tr_open":
            self._cells = []
        elif token.type == "tr_close":
            self._write(" | ".join(self._cells or ()))
            self._cells = None
        else:
            self._take_words(token)

    def _take_words(self, token: Token) -> None:
        if token.type == "inline":
            words = inline_text(token.children or ())
            if self._cells is None:
                self._write(words)
            else:
                self._cells.append(words)
        elif token.type in ("fence", "code_block"):
            self._write(token.content)
        elif token.type == "html_block":
            self._write(_html_text(token.content))

    def _open_item(self, token: Token) -> None:
        number = self._numbers[-1]
        if number is not None:
            self._mark = f"{number}{token.markup} "
            self._numbers[-1] = number + 1

    def _write(self, words: str) -> None:
        words = words.strip("\n")
        if words.strip():
            self.text += ("\n\n" if self.text else "") + self._mark + words
            self._mark = ""


def inline_text(children: Sequence[Token]) -> str:
    """The words of a paragraph: links and emphasis give their words, pictures and marks of footnotes nothing."""
    words = ""
    opened: list[
        tuple[int, bool]
    ] = []  # where a link or a raised mark begins, and whether it is sure to be a reference
    for token in children:
        if token.type in ("text", "code_inline", "text_special"):
            words += token.content
        elif token.type in ("softbreak", "hardbreak") or _BREAK.match(token.content):
            words += "\n"
        elif token.type == "link_open" or _RAISED.match(token.content):
            opened.append((len(words), "label" in token.meta))
        elif opened and (token.type == "link_close" or token.content.lower().startswith("</sup")):
            words = _without_note(words, *opened.pop())
    return _NOTE.sub("", words)


def _without_note(words: str, start: int, labelled: bool) -> str:
    """Takes off what a link or raised mark holds if that only refers to a note: behind a word, or by a label."""
    attached = start > 0 and not words[start - 1].isspace()
    return words[:start] if (attached or labelled) and _NOTE_TEXT.fullmatch(words[start:].strip()) else words


def _html_text(block: str) -> str:
    hidden = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
    return html.unescape(_TAG.sub("", hidden.sub("", block)))
