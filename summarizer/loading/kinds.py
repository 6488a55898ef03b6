"""Recognises the kind of an input (HTML, JSON, Markdown or plain text) by its content and file name."""

from __future__ import annotations

import csv
import json
import os
import re

from summarizer.loading.fields import find_fields
from summarizer.loading.loaded import Format

TABLES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
"""Endings of files that hold an article a row."""

COMPRESSIONS = (".gz", ".zst")
"""Endings of compressed files, which only a batch reads."""

_PROLOGUE = re.compile(r"\s+|\ufeff|<!--.*?-->|<\?.*?\?>|<!doctype\b[^>\[]*(?:\[.*?\]\s*)?>|<!\[CDATA\[", re.I | re.S)
_TAGS = (
    "html head body article main section header footer nav aside div p span h1 h2 h3 h4 h5 h6 title meta link "
    "style script noscript table tbody tr td ul ol li dl blockquote figure figcaption picture img video a b i em "
    "strong u center font br hr pre form iframe time sup sub small base template"
)
_OPENING = re.compile(rf"</?(?:\w+:)?(?:{_TAGS.replace(' ', '|')})\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|div|article|h[1-6]|li|br)\b[^<>]*/?>", re.IGNORECASE)
_COLUMN = re.compile(r"[A-Za-z_][\w.-]*(?: [\w.-]+){0,2}")
_WHOLE_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def kind_of(text: str, suffix: Format | None) -> Format:
    """The kind of an input.

    Args:
        text: its content.
        suffix: the kind that its name's ending stands for; `None` if it has none that is known.
    """
    start = _start(text)
    if suffix == "document":
        suffix = None  # told by its content before; this one is text under a wrong name
    if suffix == "html":
        return "html" if re.search(r"<[a-z!/?]", text, re.IGNORECASE) else "txt"
    if suffix in ("txt", "md"):
        page = _WHOLE_PAGE.match(text, start) or _WHOLE_PAGE.match(text.lstrip("\ufeff \n\r\t"))
        return "html" if page else suffix
    if suffix == "json":
        return suffix
    if _OPENING.match(text, start) or _WHOLE_PAGE.match(text.lstrip("\ufeff \n\r\t")):
        return "html"
    if text[start : start + 1] in ("{", "[") and _is_json(text):
        return "json"
    return "md" if re.match(r"(?:---|\+\+\+)[ \t]*\r?\n", text.lstrip("\ufeff")) else "txt"


def bare_name(path: str) -> str:
    """A path in lower case without the ending of a compression."""
    name = path.lower()
    for ending in COMPRESSIONS:
        name = name.removesuffix(ending)
    return name


def table_ending(path: str) -> str:
    """The ending that tells a table's kind, without that of a compression; "" for a single article."""
    suffix = os.path.splitext(bare_name(path))[1]
    return suffix if suffix in TABLES else ""


def table_mark(text: str) -> str:
    """The mark between the cells of a text that opens as CSV or TSV does; "" of anything else.

    Its first line has names of fields, the text's among them, and rows stand below.
    """
    first, _, rest = text.replace("\r\n", "\n").lstrip("\ufeff\n").partition("\n")
    row = rest.lstrip("\n").partition("\n")[0]
    for mark in ",\t;|":
        names = [name.strip() for name in next(csv.reader([first], delimiter=mark), [])]
        if len(names) > 1 and all(map(_COLUMN.fullmatch, names)) and (mark in row or row.startswith('"')):
            return mark if find_fields(dict.fromkeys(names, "x"), "text") else ""
    return ""


def has_markup(text: str) -> bool:
    """True if a field of JSON or of a table holds HTML."""
    return bool(_OPENING.match(text, _start(text)) or _BLOCK.search(text))


def _start(text: str) -> int:
    """The offset behind comments, declarations and white space."""
    position = 0
    while found := _PROLOGUE.match(text, position):
        position = found.end()
    return position


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return text.lstrip("\ufeff \n\r\t").startswith('{"')  # meant as JSON: its own error says more
    return True
