"""The lines of printed pages as paragraphs: heads and feet of pages go, lines are joined, broken words healed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

_EDGE = 2
"""Lines at the head and the foot of a page among which its running head and its number are looked for."""

_PAGE_NUMBER = re.compile(r"(?:page|seite|p\.)\s*\d+(?:\s*(?:of|/|von)\s*\d+)?|[-–—]\s*\d+\s*[-–—]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:…][”\"’'»)\]]*$")
_ITEM = re.compile(r"(?:[•●▪◦‣*–—-]|\d{1,2}[.)])\s")
_FULL = 0.8
"""A line shorter than this share of the usual length ends its paragraph, where it ends a sentence."""

_HEADING = 0.6
"""A line shorter than this share, without the end of a sentence, stands for itself."""


def paragraphs_of(pages: Sequence[Sequence[str]]) -> list[str]:
    """The paragraphs of printed pages.

    Args:
        pages: the lines of each page, as printed; an empty line ends a paragraph.
    """
    stripped = [[" ".join(line.split()) for line in page] for page in pages]
    lines = [line for page in _without_running_lines(stripped) for line in page]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    text = " ".join(lines)
    paragraphs: list[str] = []
    current = ""
    for number, line in enumerate(lines):
        if not line or _ITEM.match(line):
            paragraphs.append(current)
            current = ""
        current = _joined(current, line, text)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _ends_paragraph(line, following, usual):
            paragraphs.append(current)
            current = ""
    return [paragraph for paragraph in (*paragraphs, current) if paragraph]


def _ends_paragraph(line: str, following: str, usual: int) -> bool:
    if _SENTENCE_END.search(line):
        return len(line) < _FULL * usual
    return len(line) < _HEADING * usual and bool(following) and not following[0].islower() and not line.endswith("-")


def _without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    """The pages without lines that most of them repeat at their head or foot, and without their numbers."""
    seen: Counter[tuple[int, str]] = Counter()
    bodies = [[line for line in page if line] for page in pages]
    for body in bodies:
        seen.update({place for place in _edges(body)})
    needed = max(3, len(bodies) // 2 + 1)
    repeated = {place for place, count in seen.items() if count >= needed}
    kept = []
    for page, body in zip(pages, bodies, strict=True):
        dropped = Counter(
            line
            for place, line in zip(_edges(body), _edge_lines(body), strict=True)
            if place in repeated or _PAGE_NUMBER.fullmatch(line)
        )
        lines = []
        for line in page:
            if dropped[line] > 0:
                dropped[line] -= 1
            else:
                lines.append(line)
        kept.append("\n".join(lines).strip("\n").split("\n"))  # an empty line at the edge of a page ends nothing
    return kept


def _edge_lines(body: Sequence[str]) -> list[str]:
    return [*body[:_EDGE], *body[max(_EDGE, len(body) - _EDGE) :]]


def _edges(body: Sequence[str]) -> list[tuple[int, str]]:
    """The lines at the head and foot of a page with their places, numbers in them made alike."""
    head = [(place, re.sub(r"\d+", "#", line)) for place, line in enumerate(body[:_EDGE])]
    foot = body[max(_EDGE, len(body) - _EDGE) :]
    return head + [(place - len(foot), re.sub(r"\d+", "#", line)) for place, line in enumerate(foot)]


def _joined(before: str, line: str, text: str) -> str:
    """A paragraph with its next line; a word that was broken at the end of the line is made whole."""
    if before.endswith("\u00ad"):
        return before[:-1] + line
    broken = re.search(r"([^\W\d_]+)-$", before)
    rest = re.match(r"[^\W\d_]+", line)
    if broken and rest and rest[0][0].islower():
        return (before if _is_compound(broken[1], rest[0], text) else before[:-1]) + line
    return f"{before} {line}".strip() if not broken else before + line


def _is_compound(first: str, rest: str, text: str) -> bool:
    """True if a hyphen at the end of a line belongs to the word, as in "long-range"."""
    if re.search(rf"\b{first}-{rest}\b", text, re.IGNORECASE):
        return True
    if re.search(rf"\b{first}{rest}\b", text, re.IGNORECASE):
        return False
    words = _words()
    return not words.known([first + rest]) and bool(words.known([first])) and bool(words.known([rest]))


@cache
def _words() -> Any:
    """The words of English; read where a word is broken."""
    from spellchecker import SpellChecker

    return SpellChecker(distance=1)
