"""The words, numbers and telling signs of a text, each with its folded key and its place in the original."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import regex

from summarizer.grounding.folding import HYPHENS, SINGLE_QUOTES, fold_word

TokenKind = Literal["word", "number", "sign"]

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"
_TOKEN = regex.compile(
    r"(?P<acronym>\b(?:[A-Za-z]\.){2,})"
    rf"|(?P<word>(?:[A-Za-z]++(?![\p{{L}}\p{{M}}{_INVISIBLE}])"
    rf"|(?:(?![{_UNSPACED}])\p{{L}})(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}{_INVISIBLE}])*)(?P<nt>(?<=n|N)[{SINGLE_QUOTES}][tT]\b)?)"
    r"|(?P<number>\p{Nd}+(?:[.,٫٬'’\u00a0\u202f\u2009]\p{Nd}+)*)"
    rf"|(?P<contraction>(?<=\p{{L}})[{SINGLE_QUOTES}](?i:s|ll|re|ve|m|d)\b)"
    r"|(?P<entity>&(?:quot|apos|\#39|lt|gt|nbsp);)"
    r"|(?P<sign>&amp;|(?!\s)\X)"
)
_TELLING = regex.compile(r"[\p{Sc}\p{Sm}\p{So}\p{No}\p{Nl}%‰٪&#@/\p{L}\p{Nd}]")
_RANGE = frozenset(HYPHENS + "\u2012\u2013\u2014")
_STEMS = {"ca": "can", "wo": "will", "sha": "shall"}
_CONTRACTIONS = {"ll": "will", "re": "are", "ve": "have", "m": "am"}
_ACRONYM_WORDS = frozenset({"us", "un", "eu", "it", "who", "is", "ice", "aid"})
_ACRONYM = regex.compile(r"\b(?:us|un|eu|it|who|is|ice|aid)\b")
_SPECIAL = _ACRONYM_WORDS | {"cannot"}
_MARKS = frozenset(",.;:!?()[]\"'“”‘’…")
_SURROUNDINGS = 40


@dataclass(slots=True)
class Tokens:
    """The tokens of a text, in columns; commas, quote marks and the like are left out.

    Attributes:
        text: the text as given.
        keys: folded forms by which tokens are compared.
        starts: original offset of each token's first code point.
        ends: original offset after each token's last code point.
        kinds: what each token is.
    """

    text: str
    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kinds: list[TokenKind] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.keys)

    def add(self, key: str, start: int, end: int, kind: TokenKind) -> None:
        """Adds one token."""
        self.keys.append(key)
        self.starts.append(start)
        self.ends.append(end)
        self.kinds.append(kind)

    def words(self, low: int, high: int) -> str:
        """The original words of tokens `low` to `high` (half-open)."""
        return self.text[self.starts[low] : self.ends[high - 1]] if low < high else ""

    def raw(self, index: int) -> str:
        """One token as the text writes it."""
        return self.text[self.starts[index] : self.ends[index]]

    def between(self, index: int) -> str:
        """What stands between a token and the one before it."""
        return self.text[self.ends[index - 1] if index else 0 : self.starts[index]]


def tokenize(text: str) -> Tokens:
    """The tokens of a text."""
    tokens = Tokens(text)
    keys, starts, ends, kinds = tokens.keys, tokens.starts, tokens.ends, tokens.kinds
    for match in _TOKEN.finditer(text):
        piece = match.group()
        if piece in _MARKS or match.lastgroup == "entity":
            continue
        if piece.isascii() and piece.isalpha() and (key := piece.lower()) not in _SPECIAL:
            # Nearly every token of an English article comes this way, so it is not sent through `add`.
            keys.append(key)
            starts.append(match.start())
            ends.append(match.end())
            kinds.append("word")
        else:
            _add(tokens, match, match.lastgroup or "sign")
    return tokens


def _add(tokens: Tokens, match: regex.Match[str], group: str) -> None:
    piece, (start, end) = match.group(), match.span()
    match group:
        case "word" | "nt":
            _add_word(tokens, piece, start, end)
        case "number":
            tokens.add(fold_word(piece), start, end, "number")
        case "acronym":
            key = piece.replace(".", "").lower()
            tokens.add(key.upper() if key in _ACRONYM_WORDS else key, start, end, "word")
        case "contraction":
            mark = piece[1:].lower()
            tokens.add(_CONTRACTIONS.get(mark, "'" + mark), start, end, "word")
        case _:
            _add_sign(tokens, piece, start, end)


def _add_word(tokens: Tokens, piece: str, start: int, end: int) -> None:
    key = fold_word(piece)
    if key.endswith("n't"):
        stem = key[:-3]
        if stem:
            tokens.add(_STEMS.get(stem, stem), start, end - 3, "word")
        tokens.add("not", end - 3, end, "word")
    elif key == "cannot":
        tokens.add("can", start, start + 3, "word")
        tokens.add("not", start + 3, end, "word")
    elif key in _ACRONYM_WORDS and is_acronym(tokens.text, start, end):
        tokens.add(key.upper(), start, end, "word")
    elif key:
        tokens.add(key, start, end, "word")


def _add_sign(tokens: Tokens, piece: str, start: int, end: int) -> None:
    text = tokens.text
    if piece in _RANGE:
        before, after = text[start - 1 : start], text[end : end + 1]
        if after.isdigit() and not before.isalpha():
            tokens.add("-", start, end, "sign")
    elif _TELLING.match(piece):
        kind: TokenKind = "word" if piece[0].isalpha() else "sign"
        tokens.add(fold_word(piece), start, end, kind)


def is_acronym(text: str, start: int, end: int) -> bool:
    """True if `text[start:end]` is written as an acronym ("US", "U.S."), not as a word ("us", "US" in a headline)."""
    piece = text[start:end]
    if "." in piece:
        return True
    if not piece.isupper() or len(piece) < 2:
        return False
    around = text[max(0, start - _SURROUNDINGS) : start] + text[end : end + _SURROUNDINGS]
    letters = [c for c in around if c.isalpha()]
    return len(letters) < 2 * len(piece) or sum(c.isupper() for c in letters) < 0.7 * len(letters)


def acronym_words(folded: str) -> list[tuple[int, int]]:
    """Stretches of a folded text that could be an acronym or a word: "us" of "US" and "us"."""
    return [m.span() for m in _ACRONYM.finditer(folded)]
