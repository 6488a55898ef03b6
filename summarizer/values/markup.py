"""Text without its markup, and the way back to the text as loaded.

Feeds, wikis and content systems leave markup in their text: entities, inline HTML, Markdown, reference marks,
characters that no reader sees. None of it is a fact, so quotes, counts and dates are read without it; offsets are
mapped back to the text as it was given.
"""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

_SIGNS = regex.compile("[&<\\[\\]*_`~\\\\#{}'†‡¹²³⁰⁴-⁹\u00ad\u200b\u2060\ufeff【]")
"""Characters without one of which a text has no markup; an apostrophe only where it is doubled."""

_INLINE = r"a|abbr|b|big|cite|code|del|em|font|i|img|ins|mark|q|s|small|span|strike|strong|sub|sup|time|u|wbr"
_BLOCK = (
    r"article|aside|blockquote|br|caption|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p"
    r"|picture|section|source|table|tbody|tfoot|thead|tr|ul"
)
_REFERENCE = (
    r"\^?\d{1,3}(?:[,–-]\s?\d{1,3})*|[a-z]|(?i:note|nb|n|fn|ref)[ .]?\d{1,2}|\^[\w-]{1,20}"
    r"|(?i:citation|clarification|better source|verification) needed|(?i:edit|who|when|by whom|according to whom)\?*"
)
_ADDRESS = r"\(\s*<?(?:[^\s()<>]|\([^\s()]*\))*>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
_REFERENCE_MARK = regex.compile(
    rf"(?<=[^\s\[(])\[(?:(?P<mark>{_REFERENCE})|\[(?P<nested>{_REFERENCE})\])\](?:{_ADDRESS})?(?![\w(])"
    rf"|(?<=[^\s\[(])\s\[(?P<apart>{_REFERENCE})\](?![\w(])|(?<=\S)【(?P<cited>[^【】\n]{{1,30}})】"
    r"|<sup\b[^<>]*>(?:<a\b[^<>]*>)?\s*[\[(]?(?P<raised>\d{1,3}|[a-z*†‡])[\])]?\s*(?:</a>)?</sup>"
    r"|(?<=[\p{L}.,;:!?\"”’)\]]|\d)(?<!\b(?:k|c|m|d)?m|\bft|\bmi|\b10)(?P<above>[¹²³⁰⁴-⁹]{1,3})(?![\w])|(?<=\S)[†‡]+"
)
_ENTITY = regex.compile(r"&(?:amp;)?(?:\#\d{1,7}|\#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
_HIDDEN = regex.compile(r"(?s)<!--.*?-->|<(script|style)\b[^<>]*>.*?</\1\s*>")
_TAG = regex.compile(rf"(?i)</?(?:{_INLINE}|(?P<cell>td|th)|(?P<block>{_BLOCK}))(?:\s[^<>]*)?/?>")
_LINK = regex.compile(
    r"!?(?P<open>\[)(?P<words>(?:[^\[\]\n]|\n(?!\s*\n)|\[[^\[\]\n]{0,60}\]){1,400})"
    rf"(?P<close>\]{_ADDRESS}"
    r"|\]\[[^\[\]\n]{0,60}\](?!\())"
)
_WIKI_LINK = regex.compile(r"(?P<open>\[\[(?:[^\[\]|\n]{1,200}\|)?)[^\[\]|\n]{1,200}(?P<close>\]\])")
_EMPHASIS = (
    regex.compile(r"(?P<open>\*{1,3})(?=[^\s*])(?:[^*\n]|\n(?!\s*\n)){1,600}?(?<=[^\s*])(?P<close>(?P=open))(?!\*)"),
    regex.compile(
        r"(?<![\w\\])(?P<open>_{1,3})(?=[^\s_])(?:[^_\n]|(?<=\w)_(?=\w)){1,600}?(?<=[^\s_])(?P<close>(?P=open))(?!\w)"
    ),
    regex.compile(r"(?P<open>~~)(?=\S)[^~\n]{1,300}(?<=\S)(?P<close>~~)"),
    regex.compile(r"(?P<open>`{1,2})(?=[^\s`])[^`\n]{1,300}(?<=[^\s`])(?P<close>(?P=open))(?!`)"),
    regex.compile(r"(?P<open>'{2,5})(?=[^\s'])[^\n]{1,300}?(?<=[^\s'])(?P<close>(?P=open))(?!')"),
)
_ESCAPE = regex.compile(r"\\(?=[!-/:-@\[-`{-~])")
_LINE_MARK = regex.compile(r"(?m)^[ \t]{0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+)|(?<=\S)[ \t]+#{1,6}[ \t]*$")
_INVISIBLE = regex.compile("[\u00ad\u200b\u2060\ufeff]+")
_NO_WORDS = regex.compile(r"[\s.…]*")


class _Edit(NamedTuple):
    """A stretch of the text that is markup.

    Attributes:
        start: offset of its first code point.
        end: offset after its last.
        put: what a reader sees in its place.
        pair: number that an opening and its closing mark share; 0 for a mark that stands alone.
    """

    start: int
    end: int
    put: str = ""
    pair: int = 0


class ReferenceMark(NamedTuple):
    """A reference mark of a text, such as the `[3]` of "12[3]".

    Attributes:
        start: offset of its first code point in the text as given.
        words: what stands in it.
    """

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text without its markup.

    Attributes:
        text: what a reader sees.
        starts: for each code point of it, the offset in the text as given at which what it stands for begins.
        ends: the same, after what it stands for.
        references: the reference marks that were left out.
        pairs: spans of opening and closing marks that belong together, in the text as given.
    """

    text: str
    starts: list[int]
    ends: list[int]
    references: tuple[ReferenceMark, ...] = ()
    pairs: tuple[tuple[int, int, int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of `text[start:end]` in the text as given; a pair of marks is taken in whole or not at all."""
        low, high = self.starts[start], self.ends[end - 1]
        for first, opened, closing, last in self.pairs:
            if low <= first and opened <= high == closing:
                high = last
            elif opened == low and closing >= low and last <= high:
                low = first
        return low, high

    def offset(self, original: int) -> int:
        """The offset in `text` of the first visible code point at or behind an offset of the text as given."""
        return bisect_left(self.starts, original)

    def offset_before(self, original: int) -> int:
        """The offset in `text` after the last visible code point that ends at or before an offset."""
        return bisect_right(self.ends, original)


@lru_cache(maxsize=64)
def without_markup(text: str) -> PlainText | None:
    """The text without its markup; `None` where it has none."""
    if _SIGNS.search(text) is None:
        return None
    edits, references = _edits(text)
    if not edits:
        return None
    return _apply(text, edits, references)


def plain(words: str) -> str:
    """What a reader sees of some words."""
    found = without_markup(words)
    return words if found is None else found.text


def _apply(text: str, edits: list[_Edit], references: tuple[ReferenceMark, ...]) -> PlainText:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    opened: dict[int, _Edit] = {}
    pairs: list[tuple[int, int, int, int]] = []
    at = 0
    for edit in [*edits, _Edit(len(text), len(text))]:
        pieces.append(text[at : edit.start])
        starts.extend(range(at, edit.start))
        ends.extend(range(at + 1, edit.start + 1))
        pieces.append(edit.put)
        starts.extend([edit.start] * len(edit.put))
        ends.extend([edit.end] * len(edit.put))
        at = edit.end
        if edit.pair:
            first = opened.setdefault(edit.pair, edit)
            if first is not edit:
                pairs.append((first.start, first.end, edit.start, edit.end))
    return PlainText("".join(pieces), starts, ends, references, tuple(sorted(pairs, reverse=True)))


def _edits(text: str) -> tuple[list[_Edit], tuple[ReferenceMark, ...]]:
    """The markup of a text in order, none of it inside another, and its reference marks."""
    found: list[_Edit] = []
    references: list[ReferenceMark] = []
    covered = bytearray(len(text))
    marks = {match.start(): match for match in _REFERENCE_MARK.finditer(text)}
    for edits in _by_rank(text, list(marks.values())):
        if any(covered[at] for edit in edits for at in (edit.start, edit.end - 1)):
            continue
        for edit in edits:
            covered[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
            if edit.start in marks and marks[edit.start].end() == edit.end:
                words = next((w for w in marks[edit.start].groups() if w), "")
                references.append(ReferenceMark(edit.start, words))
        found += edits
    return sorted(found), tuple(sorted(references))


def _by_rank(text: str, marks: list[regex.Match[str]]) -> Iterator[tuple[_Edit, ...]]:
    """Yields what may be markup, that first which decides what another stretch is."""
    yield from ((_Edit(*match.span()),) for match in _HIDDEN.finditer(text))
    yield from _paired(text, (_LINK, _WIKI_LINK), 1)
    yield from ((_Edit(*match.span()),) for match in marks)
    yield from ((_Edit(*match.span(), _put_for(match)),) for match in _TAG.finditer(text))
    for match in _ENTITY.finditer(text):
        seen = html.unescape(html.unescape(match.group()))
        if seen != match.group() and not seen.endswith(";"):
            yield (_Edit(*match.span(), "" if _INVISIBLE.fullmatch(seen) else seen),)
    yield from _paired(text, _EMPHASIS, len(text) + 1)
    for pattern in (_ESCAPE, _LINE_MARK, _INVISIBLE):
        yield from ((_Edit(*match.span()),) for match in pattern.finditer(text))


def _paired(text: str, patterns: Iterable[regex.Pattern[str]], first: int) -> Iterator[tuple[_Edit, _Edit]]:
    """Yields opening and closing marks that belong together, each pair under a number of its own."""
    matches = (match for pattern in patterns for match in pattern.finditer(text))
    for number, match in enumerate(filter(_is_link, matches), first):
        yield _Edit(match.start(), match.end("open"), "", number), _Edit(*match.span("close"), "", number)


def _put_for(tag: regex.Match[str]) -> str:
    """What a reader sees of a tag: a space between cells, a new line, or nothing."""
    return " " if tag["cell"] else "\n" if tag["block"] else ""


def _is_link(match: regex.Match[str]) -> bool:
    """True unless the brackets before a second pair hold no words: two reference marks, or "[…][2]"."""
    words = match.groupdict().get("words")
    if words is None:
        return True
    if regex.fullmatch(rf"\[?(?:{_REFERENCE})\]?", words) is None:
        return _NO_WORDS.fullmatch(words) is None
    before = html.unescape(match.string[max(0, match.start() - 10) : match.start()])[-1:]
    return match["close"].startswith("](") and (not before.strip() or before in '(["“‘')
