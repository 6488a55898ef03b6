"""Text without its typography, and the way back to the original code points.

Folding takes away what a typesetter, a keyboard or a model's tokenizer decides and a fact never depends on: case,
white space, quote marks, dashes, Unicode forms, invisible characters, vowel points. Each folded code point remembers
the stretch of the original it stands for, so that whatever is found here is reported in offsets of the text as given.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

HYPHENS = "-\u00ad\u058a\u05be\u2010\u2011\u2212\ufe63\uff0d"
"""Characters that join the parts of a word, or sign a number."""

DASHES = "\u2012\u2013\u2014\u2015\u2e3a\u2e3b\ufe58"
"""Characters that set off a clause, or span a range."""

SINGLE_QUOTES = "'`\u00b4\u02b9\u02bb\u02bc\u02c8\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u05f3\uff07"
DOUBLE_QUOTES = (
    '"\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2036\u3003'
    "\u300c\u300d\u300e\u300f\u301d\u301e\u301f\u05f4\uff02\u2e42"
)

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3000, 0x30FF),  # CJK punctuation, Hiragana, Katakana
    (0x31F0, 0x31FF),  # Katakana extensions
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0xFF01, 0xFF0F),  # full-width punctuation
    (0xFF1A, 0xFF20),
    (0xFF61, 0xFF9F),  # half-width Katakana
    (0x20000, 0x323AF),  # Han
)

_TRANSLATION = str.maketrans(
    {
        **dict.fromkeys(SINGLE_QUOTES, "'"),
        **dict.fromkeys(DOUBLE_QUOTES, '"'),
        **dict.fromkeys(HYPHENS, "-"),
        "\u06cc": "\u064a",  # Farsi yeh, written for Arabic yeh
        "\u06a9": "\u0643",  # Farsi kaf, written for Arabic kaf
        "\u0640": None,  # tatweel
        "\u0670": None,
        "\u034f": None,  # combining grapheme joiner
        **dict.fromkeys(map(chr, range(0x064B, 0x0653))),  # Arabic vowel points
        **dict.fromkeys(map(chr, range(0x06D6, 0x06DD))),  # Koranic marks
        **dict.fromkeys(c for c in map(chr, range(0x0591, 0x05C8)) if unicodedata.category(c) == "Mn"),
        **dict.fromkeys(map(chr, range(0xFE00, 0xFE10))),  # variation selectors
        **dict.fromkeys(map(chr, range(0xE0100, 0xE01F0))),
    }
)

_LASTING = ("<super>", "<sub>", "<fraction>", "<circle>")
"""Compatibility forms that say something: 14¹ is not 141, 2½ not 21/2."""

_PIECE = regex.compile(
    r"(?P<acronym>\b(?:[A-Za-z]\.){2,})"
    r"|(?P<plain>[A-Za-z0-9]+(?:[,;:]? (?![A-Za-z]\.[A-Za-z]\.)[A-Za-z0-9]+)*(?![\p{M}\u200d]))"
    rf"|(?P<hyphen>(?<=\p{{L}}\p{{M}}*)[{HYPHENS}\u2013](?:[^\S\n]*\n\s*)?(?=\p{{L}}))"
    rf"|(?P<dash>(?<=\p{{Nd}})[{DASHES}](?=\p{{Nd}})|\s*(?:[{DASHES}]|--+|(?<=\s)-(?=\s))+\s*)"
    r"|(?P<entity>&(?:amp|quot|apos|\#39|lt|gt|nbsp);)"
    r"|(?P<space>\s+)"
    r"|(?P<cluster>\X)"
)
_CLUSTER = regex.compile(r"\X")
_MAY_JOIN = re.compile("[^\x00-\x0c\x0e-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
"""Anything but what is common in Latin, Greek, Cyrillic and Armenian print; a pattern of `re` is quickest here."""
_NO_LETTERS = str.maketrans(dict.fromkeys(c for c in map(chr, range(128)) if not c.isalnum()))
_LETTERS = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII_LETTER = re.compile(r"[A-Za-z0-9]")
# "re-sign" is not "resign": the hyphen tells the words apart and stays.
_TELLING_HYPHEN = regex.compile(r"(?i)\bre-(?=sign|form|cover|lease|treat|serve|sent|count|press)")


def tells_apart(hyphened: str) -> bool:
    """True if the hyphen of a word keeps it from being another: "re-sign", "resign"."""
    return _TELLING_HYPHEN.match(hyphened) is not None


def is_unspaced(char: str) -> bool:
    """True if the character belongs to a script that sets no space between words (Chinese, Japanese, Thai, …)."""
    code = ord(char)
    return code >= 0x0E00 and any(low <= code <= high for low, high in _UNSPACED)


def is_ignorable(char: str) -> bool:
    """True if the character is invisible in print: soft hyphen, zero-width space, direction mark."""
    return unicodedata.category(char) == "Cf" and not 0xE0020 <= ord(char) <= 0xE007F


def may_join_code_points(text: str) -> bool:
    """True if a text can have user-perceived characters of several code points; `False` is certain."""
    return _MAY_JOIN.search(text) is not None


def letters_of(text: str) -> str | None:
    """The letters and digits of a text alone, in lower case; `None` where folding may make ASCII ones of others.

    Wherever ASCII words stand in the folded text, their letters stand in these.
    """
    if "&" in text:
        return None  # "&amp;" and the like
    if text.isascii():
        return text.translate(_NO_LETTERS).lower()
    if may_join_code_points(text) or any(_ASCII_LETTER.search(fold_cluster(c)) for c in set(_NOT_ASCII.findall(text))):
        return None
    return "".join(_LETTERS.findall(text)).lower()


@lru_cache(maxsize=4096)
def fold_cluster(cluster: str) -> str:
    """Folds one user-perceived character; empty for one that is invisible."""
    kept = "".join(c for c in cluster if not is_ignorable(c)) if not cluster.isascii() else cluster
    forms = (_compatible(c) for c in unicodedata.normalize("NFC", kept))
    # U+0130 alone casefolds to two code points; the dot it adds is part of its typography.
    folded = unicodedata.normalize("NFC", "".join(forms)).casefold().replace("i\u0307", "i")
    return unicodedata.normalize("NFC", folded).translate(_TRANSLATION)


def _compatible(char: str) -> str:
    """The NFKC form of a character, unless that form says something else."""
    if unicodedata.decomposition(char).startswith(_LASTING):
        return char
    form = unicodedata.normalize("NFKC", char)
    return char if form.startswith(" ") and not char.isspace() else form


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text and its map to the original.

    Attributes:
        text: the folded text.
        starts: for each folded code point, the original offset at which what it stands for begins.
        ends: for each folded code point, the original offset at which what it stands for ends.
        inner: original offsets that lie inside one user-perceived character; no span begins or ends there.
    """

    text: str
    starts: list[int]
    ends: list[int]
    inner: frozenset[int]

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """The original span of `text[start:end]`, or `None` where it would cut a character of the original in two."""
        if start and self.starts[start] == self.starts[start - 1]:
            return None
        if end < len(self.text) and self.starts[end] == self.starts[end - 1]:
            return None
        return self.starts[start], self.ends[end - 1]


class _Folder:
    """Collects folded code points."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.chars: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.inner: set[int] = set()

    def add(self, folded: str, start: int, end: int) -> None:
        """Adds what one stretch of the original folds to."""
        self.chars.append(folded)
        self.starts.extend([start] * len(folded))
        self.ends.extend([end] * len(folded))

    def add_plain(self, piece: str, start: int, end: int) -> None:
        """Adds ASCII letters and digits, each standing for itself."""
        self.chars.append(piece.lower())
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def add_space(self, start: int, end: int) -> None:
        """Adds a run of white space, which is nothing beside a script that sets none."""
        if "\r" in self.original[start:end]:
            self.inner.update(i for i in range(start + 1, end) if self.original[i - 1 : i + 1] == "\r\n")
        if not self.original[end : end + 1].isascii():
            last_space = _CLUSTER.match(self.original, pos=end - 1)
            if last_space is not None and last_space.end() > end:
                self.inner.add(end)  # a combining mark after a space makes one character with it
        last = self.chars[-1] if self.chars else ""
        if last.endswith(" "):
            self.ends[-1] = end
        elif not (_unspaced_at(last, -1) or _unspaced_at(self.original[end : end + 1], 0)):
            self.add(" ", start, end)

    def add_acronym(self, piece: str, start: int) -> None:
        """Adds "U.S." as "us", each letter standing for itself and its full stop."""
        for i in range(0, len(piece), 2):
            self.add(piece[i].lower(), start + i, start + i + 2)

    def add_cluster(self, piece: str, start: int, end: int) -> None:
        """Adds one user-perceived character."""
        self.add(fold_cluster(piece), start, end)
        if end - start > 1:
            self.inner.update(range(start + 1, end))


def _unspaced_at(chars: str, index: int) -> bool:
    return bool(chars) and is_unspaced(chars[index])


def fold(text: str) -> FoldedText:
    """Folds a text, keeping the map to its code points."""
    folder = _Folder(text)
    telling = {m.end() - 1 for m in _TELLING_HYPHEN.finditer(text)} if "-" in text else set()
    for match in _PIECE.finditer(text):
        piece, (start, end) = match.group(), match.span()
        match match.lastgroup:
            case "plain":
                folder.add_plain(piece, start, end)
            case "space":
                folder.add_space(start, end)
            case "hyphen":
                if start in telling:
                    folder.add("-", start, end)
            case "dash":
                tight = end - start == 1 and piece != " " and _between_digits(text, start)
                folder.add("-" if tight else " - ", start, end)
            case "acronym":
                folder.add_acronym(piece, start)
            case "entity":
                folder.add(fold(html.unescape(piece)).text, start, end)
            case _:
                folder.add_cluster(piece, start, end)
    return FoldedText("".join(folder.chars), folder.starts, folder.ends, frozenset(folder.inner))


def _between_digits(text: str, index: int) -> bool:
    return text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()


@lru_cache(maxsize=16384)
def fold_word(word: str) -> str:
    """Folds one word."""
    return word.lower() if word.isascii() else fold(word).text


def with_marks(text: str, span: tuple[int, int], before: str, after: str) -> tuple[int, int]:
    """A span, out to the marks that stand around it and also around the words sought.

    Args:
        text: the text as given.
        span: half-open offsets into it.
        before: what comes before the words sought, in the quote.
        after: what comes after them.
    """
    start, end = span
    left = text[max(0, start - len(before)) : start]
    more_before, more_after = _alike(before[::-1], left[::-1]), _alike(after, text[end : end + len(after)])
    if before.strip() and after.strip() and not (more_before and more_after):
        # One of a pair of quote marks alone is worse than none.
        return span
    return start - more_before, end + more_after


def _alike(left: str, right: str) -> int:
    """How many marks two strings begin with alike."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one.isspace() or fold_word(one) != fold_word(other):
            break
        count += 1
    return count
