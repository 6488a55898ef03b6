"""A fetched page as what it says, and texts that are lists of addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.errors import UnreadableInput
from summarizer.loading.encodings import decode
from summarizer.loading.kinds import kind_of
from summarizer.loading.loaded import Format, Loaded
from summarizer.loading.reading import clean, load
from summarizer.loading.web.gates import find_gates, is_declared_paid
from summarizer.loading.web.policy import Fetched

_ADDRESS = re.compile(r"(?:https?://\S|www\.[^\s/]+\.\S)", re.IGNORECASE)
_LIST_LINE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LOOK = 4_096
_LONGEST_LIST = 10_000_000

_FORMATS: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "md",
    "application/json": "json",
    "application/ld+json": "json",
}


def is_web_address(name: str) -> bool:
    """True if the name of an input is the address of a page rather than of a file."""
    return bool(_ADDRESS.match(name))


def urls_listed(data: bytes) -> list[str] | None:
    """The addresses that a file lists, one a line; `None` if it holds anything else but comments (`# …`)."""
    if b"http" not in data[:4096].lower() and b"www." not in data[:4096].lower():
        return None
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if not lines or not all(_LIST_LINE.fullmatch(line) for line in lines):
        return None
    return list(dict.fromkeys(lines))


def listed_in(path: str) -> list[str]:
    """The addresses that a file lists; none if it is no such list, or no file that can be read."""
    if is_web_address(path) or not os.path.isfile(path):
        return []
    try:
        with open(path, "rb") as file:
            if not _ADDRESS.search(file.read(_LOOK).decode("utf-8", "replace")):
                return []
            file.seek(0)
            return urls_listed(file.read(_LONGEST_LIST)) or []
    except OSError:  # named when the file is read as an article
        return []


def load_fetched(fetched: Fetched) -> Loaded:
    """Reads the article of a fetched page; its address is the page's, whatever the page calls itself.

    Raises:
        UnreadableInput: there is no article, or something stands in front of it.
    """
    name, format = fetched.url, _FORMATS.get(fetched.content_type)
    html = _html_of(fetched, format)
    gates = find_gates(html, fetched.url) if html else []
    try:
        loaded = load(fetched.data, name, format, is_file=False, charset=fetched.charset)
    except UnreadableInput:
        if gates:
            raise UnreadableInput(f"{name!r} {gates[0].message}") from None
        raise
    for gate in gates:
        if len(loaded.text) <= gate.longest:
            raise UnreadableInput(f"{name!r} {gate.message}")
    warnings: Sequence[str] = loaded.warnings
    if html and is_declared_paid(html):
        warnings = (*warnings, f"{name!r} is not free to read in full: only its beginning may have been read")
    loaded = replace(loaded, url=fetched.url, warnings=tuple(warnings))
    return loaded if loaded.date is not None or not html else _dated_by_address(loaded)


def _dated_by_address(loaded: Loaded) -> Loaded:
    """Takes the day in a page's address where the page gives none."""
    from summarizer.loading.page_dates import days_in_address

    day = next(days_in_address(loaded.url or ""), None)
    return replace(loaded, date=day, date_source="metadata") if day is not None else loaded


def _html_of(fetched: Fetched, format: Format | None) -> str:
    """The source of a page; "" for any other content."""
    if fetched.data.startswith((b"%PDF-", b"PK\x03\x04")) or not fetched.data.strip():
        return ""
    text = clean(decode(fetched.data, fetched.url, charset=fetched.charset)[0], fetched.url)
    return text if kind_of(text, format) == "html" else ""
