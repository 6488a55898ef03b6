"""Finds the numbers in a text: digits of any script and grouping, and number words, with their values and offsets.

Here words and figures are put together. How digits are read stands in `figures`, which words there are in
`number_words`, and what a number says of people in `counting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.values.figures import FIGURE_RUN, read_figures
from summarizer.values.han_numerals import HAN_NUMERALS, HAN_SCALES, read_han
from summarizer.values.number_words import LONELY, NumberWord, Role, fold_word, german_compound, number_words

NumberKind = Literal["cardinal", "ordinal", "vague", "label"]
"""What a number does in the text.

`cardinal` says how many. `ordinal` names a place in a row ("third", "21st"). `vague` is a lower bound, in words that
name none ("dozens", "several hundred"). `label` is part of a name or a decade ("T-72", "M23", "1980s").
"""


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in a text.

    Attributes:
        start: offset of its first code point in the text.
        end: offset after its last code point (half-open).
        value: what it is worth; for a vague number, the least that it can be.
        kind: what it does in the text.
        scale: what the words or suffix that it ends with multiply by ("1.2 million", "two million": 1,000,000), else 1.
    """

    start: int
    end: int
    value: int | float
    kind: NumberKind = "cardinal"
    scale: int = 1


def find_numbers(
    text: str, *, language: str | None = None, within: tuple[int, int] | None = None
) -> tuple[NumberMention, ...]:
    """Finds every number in a text, in order, none overlapping another.

    Args:
        text: any text.
        language: ISO 639-1 code, which decides whether 1.200 is a thousand, and which words are numbers. Without it,
            figures are read as in English, and words as numbers where they are nothing else in English.
        within: half-open offsets of the stretch to look through; all of the text by default.
    """
    atoms = list(_atoms(text, language, within or (0, len(text))))
    mentions: list[NumberMention] = []
    at = 0
    while at < len(atoms):
        mention, at = _numeral(text, atoms, at)
        if mention is not None:
            mentions.append(mention)
    return tuple(mentions)


# --- atoms: one figure or one number word each ------------------------------------------------------------------------

_LETTER = r"[^\W\d_\u3007\u4e00-\u9fff]"
_TOKEN = re.compile(
    rf"(?P<figure>{FIGURE_RUN})|(?P<han>[{HAN_NUMERALS}]+)"
    rf"|(?P<word>{_LETTER}+(?:[\u0300-\u036f]+{_LETTER}*)*(?:['’ʼ]{_LETTER}+)*)"
)
_NO_ONE = re.compile(r"\bno[\s-]$", re.IGNORECASE)
_ONE_ANOTHER = re.compile(r"\s+another\b", re.IGNORECASE)


class _Atom(NamedTuple):
    """A figure or a number word.

    Attributes:
        start: offset of its first code point.
        end: offset after its last code point.
        role: what it does in a numeral; a `figure` can be multiplied, a `done` one stands for itself.
        value: the number, or the base that multiplies.
        kind: what the numeral is that begins with it.
        word: the folded word, "" for a figure.
        joined: whether the word itself begins with "and" (Arabic وعشرون).
        scale: of a figure, what its suffix multiplied it by.
    """

    start: int
    end: int
    role: Role | Literal["figure", "done"]
    value: Decimal
    kind: NumberKind = "cardinal"
    word: str = ""
    joined: bool = False
    scale: int = 1


def _atoms(text: str, language: str | None, within: tuple[int, int]) -> Iterator[_Atom]:
    for token in _TOKEN.finditer(text, *within):
        if token.lastgroup == "word":
            atom = _word_atom(token.group(), language)
            if atom is not None:
                atom = atom._replace(start=token.start(), end=token.start() + atom.end)
                if atom.word != "one" or not _is_pronoun(text, atom.start, atom.end):
                    yield atom
            continue
        start, end = token.span()
        if token.lastgroup == "figure":
            for figure in read_figures(text, start, end, language):
                free = figure.kind == "cardinal" and figure.scale == 1
                yield _Atom(
                    figure.start,
                    figure.end,
                    "figure" if free else "done",
                    figure.value,
                    figure.kind,
                    scale=figure.scale,
                )
        elif text[start:end] in HAN_SCALES and text[max(0, start - 1) : start].isdigit():
            yield _Atom(start, end, "scale", Decimal(HAN_SCALES[text[start:end]]))
        else:
            for han in read_han(text, start, end):
                yield _Atom(han.start, han.end, "done", Decimal(han.value), han.kind)


@lru_cache(maxsize=65536)
def _word_atom(token: str, language: str | None) -> _Atom | None:
    """Reads a number word as if it stood at offset 0; `None` for every other word."""
    words, word, end = number_words(language), fold_word(token), len(token)
    entry = words.get(word)
    if entry is None and "'" in word and (stem := word.partition("'")[0]) in words:
        word, entry, end = stem, words[stem], len(stem)
    if entry is not None:
        return _Atom(0, end, entry.role, Decimal(entry.value), _KINDS.get(entry.role, "cardinal"), word)
    if "\u0600" <= word[0] <= "\u06ff":
        return _arabic_atom(end, word, words)
    if (language is None or language == "de") and (value := german_compound(word)) is not None:
        return _Atom(0, end, "add", Decimal(value), "cardinal", word)
    return None


def _is_pronoun(text: str, start: int, end: int) -> bool:
    """True if a "one" is that of "no one" or "one another"."""
    return _NO_ONE.search(text, max(0, start - 4), start) is not None or _ONE_ANOTHER.match(text, end) is not None


_KINDS: dict[str, NumberKind] = {"ordinal": "ordinal"}


def _arabic_atom(end: int, word: str, words: dict[str, NumberWord]) -> _Atom | None:
    """Reads an Arabic number word with what is written on to it: "and", "with", "to", the article."""
    joined = word.startswith("و")
    for prefix in ("و", "ب", "ل", "ال", "وال"):
        stem = word.removeprefix(prefix)
        if stem != word and stem in words:
            entry = words[stem]
            return _Atom(0, end, entry.role, Decimal(entry.value), "cardinal", stem, joined)
    return None


# --- numerals: atoms that make one number -----------------------------------------------------------------------------

_SPACE = r"(?:[^\S\n]{1,2}|[^\S\n]?\n[^\S\n]?)"
_LINK = re.compile(
    rf"(?P<none>)|(?P<space>{_SPACE})|(?P<hyphen>[-‐‑])|(?P<and>{_SPACE}and{_SPACE})"
    rf"|(?P<tens>{_SPACE}y{_SPACE}|{_SPACE}et{_SPACE}|-et-)|(?P<of>{_SPACE}(?:of|de|von){_SPACE}|{_SPACE}d['’])",
    re.IGNORECASE,
)
_ARTICLE_BEFORE = re.compile(r"\b(?:an?)[^\S\n]+$", re.IGNORECASE)
_HALF_BEFORE = re.compile(r"\bhalf(?:[^\S\n]+an?[^\S\n]+|[^\S\n]+|-)$", re.IGNORECASE)
_AND_A_HALF = re.compile(r"[\s-]and[\s-]a[\s-]half\b", re.IGNORECASE)


class _Sum:
    """A numeral being put together, word by word."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.current: Decimal | None = None
        self.last_scale = Decimal(0)
        self.figure = False
        self.after_scale = False

    @property
    def value(self) -> Decimal:
        """What the words taken so far are worth."""
        return self.total + (self.current or 0)

    @property
    def ends_in_tens(self) -> bool:
        """True if an ordinal can end it, as in "twenty-first"."""
        return not self.figure and self.current is not None and self.current % 100 >= 20 and self.current % 10 == 0

    def take(self, atom: _Atom, link: str, before_hundred: bool) -> bool:
        """Takes the next word into the numeral, or says that it does not belong to it."""
        if atom.role == "figure":
            return self._take_first(atom.value, figure=True)
        if atom.role == "add":
            return self._add(atom, "and" if atom.joined else link, before_hundred)
        if atom.role in ("scale", "plural"):
            return link in ("none", "space", "hyphen", "of") and self._multiply(atom.value, self.figure)
        return False

    def _take_first(self, value: Decimal, *, figure: bool = False) -> bool:
        if self.current is not None or self.total:
            return False
        self.current, self.figure = value, figure
        return True

    def _add(self, atom: _Atom, link: str, before_hundred: bool) -> bool:
        if self.current is None and not self.total:
            return self._take_first(atom.value)
        if self.figure or link in ("none", "of"):
            return False
        if link == "and" and not atom.joined and (not self.after_scale or before_hundred or atom.value >= 100):
            return False
        if self.current is None:
            if atom.value >= self.last_scale:
                return False
            self.current = atom.value
        else:
            rise = _rise(int(self.current), int(atom.value), link, atom)
            if rise is None:
                return False
            self.current += rise
        self.after_scale = False
        return True

    def _multiply(self, scale: Decimal, figure: bool) -> bool:
        if scale >= 1000:
            if self.last_scale and scale >= self.last_scale:
                return False
            self.total += (1 if self.current is None else self.current) * scale
            self.current, self.last_scale = None, scale
        elif self.current is None:
            if self.total:
                return False
            self.current = scale
        elif (self.current < 100 or figure) and not self.after_scale:
            self.current *= scale
        else:
            return False
        self.after_scale = True
        return True


def _rise(current: int, value: int, link: str, atom: _Atom) -> int | None:
    """What a word adds to the hundreds, tens and units before it, or `None` where it can't follow them."""
    low = current % 100
    if atom.word in ("vingt", "vingts") and low == 4:
        return 76
    fits = (
        (low == 0 and 0 < value < 100)
        or (low >= 20 and low % 10 == 0 and 0 < value < 10)
        or (low in (60, 80) and 10 <= value < 20 and link in ("hyphen", "tens", "space") and atom.word in _FRENCH_TEENS)
        or (low == 10 and 7 <= value < 10 and link == "hyphen" and atom.word in _FRENCH_TEENS)
        or (0 < low < 10 and (value == 10 if atom.word in _ARABIC_TEN else atom.joined and value in range(20, 100, 10)))
    )
    if link == "tens" and not (low >= 20 and low % 10 == 0):
        return None
    return value if fits and (current >= 1) else None


_FRENCH_TEENS = frozenset(["dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "sept", "huit", "neuf"])
_ARABIC_TEN = frozenset(("عشر", "عشره"))


def _numeral(text: str, atoms: Sequence[_Atom], at: int) -> tuple[NumberMention | None, int]:
    """Puts together the numeral that begins with an atom; returns it and the index of the first atom after it."""
    first = atoms[at]
    if first.role in ("done", "ordinal"):
        return _mention(first.start, first.end, first.value, first.kind, first.scale), at + 1
    if first.role == "plural":
        return _vague(text, atoms, at)
    if first.role == "few":
        return _few(text, atoms, at)
    return _compound(text, atoms, at)


def _compound(text: str, atoms: Sequence[_Atom], at: int) -> tuple[NumberMention | None, int]:
    """Reads "one hundred and twenty-three", "1.2 million", "twenty-first"."""
    first = atoms[at]
    numeral, scale, end, nxt = _Sum(), 1, first.start, at
    while nxt < len(atoms):
        atom = atoms[nxt]
        link = _link(text, end, atom.start) if nxt > at else "space"
        if atom.role == "ordinal" and link == "hyphen" and numeral.ends_in_tens:
            return _mention(first.start, atom.end, numeral.value + atom.value, "ordinal"), nxt + 1
        if link in (None, "of") or not numeral.take(atom, str(link), _before_hundred(text, atoms, nxt)):
            break
        scale = scale * int(atom.value) if atom.role in ("scale", "plural") else 1
        end, nxt = atom.end, nxt + 1
        half = _AND_A_HALF.match(text, end)
        if half and numeral.current is not None and not numeral.after_scale:
            numeral.current += Decimal("0.5")
            end = half.end()
    if nxt == at + 1 and first.word in LONELY:
        return None, nxt
    start, value = _with_article(text, first, numeral.value)
    return _mention(start, end, value, "cardinal", scale), nxt


def _before_hundred(text: str, atoms: Sequence[_Atom], at: int) -> bool:
    """True if "hundred" or "dozen" follows, so that "and [five] hundred" begins a number of its own."""
    if at + 1 == len(atoms) or atoms[at + 1].role != "scale" or atoms[at + 1].value >= 1000:
        return False
    return _link(text, atoms[at].end, atoms[at + 1].start) in ("space", "hyphen")


def _with_article(text: str, first: _Atom, value: Decimal) -> tuple[int, Decimal]:
    """Takes in the "a" of "a hundred", and halves "half a million"."""
    if first.role != "scale":
        return first.start, value
    window = max(0, first.start - 12)
    if half := _HALF_BEFORE.search(text, window, first.start):
        return half.start(), value / 2
    if article := _ARTICLE_BEFORE.search(text, window, first.start):
        return article.start(), value
    return first.start, value


def _vague(text: str, atoms: Sequence[_Atom], at: int) -> tuple[NumberMention, int]:
    """Reads "hundreds", "tens of thousands", "сотні тисяч": at least two of what the words multiply to."""
    value, end, nxt = atoms[at].value * 2, atoms[at].end, at + 1
    while nxt < len(atoms) and atoms[nxt].role in ("plural", "scale"):
        if _link(text, end, atoms[nxt].start) not in ("of", "space"):
            break
        value, end, nxt = value * atoms[nxt].value, atoms[nxt].end, nxt + 1
    return _mention(atoms[at].start, end, value, "vague"), nxt


def _few(text: str, atoms: Sequence[_Atom], at: int) -> tuple[NumberMention | None, int]:
    """Reads "several hundred", "a few thousand", "a couple of million"; without a scale it is no number."""
    value, end, nxt = atoms[at].value, atoms[at].end, at + 1
    while nxt < len(atoms) and atoms[nxt].role in ("scale", "plural"):
        if _link(text, end, atoms[nxt].start) not in ("space", "of"):
            break
        value, end, nxt = value * atoms[nxt].value, atoms[nxt].end, nxt + 1
    if nxt == at + 1:
        return None, nxt
    return _mention(atoms[at].start, end, value, "vague"), nxt


def _link(text: str, start: int, end: int) -> str | None:
    """Names what stands between two atoms, or `None` where they can't belong together."""
    found = _LINK.fullmatch(text, start, end) if end - start <= 8 else None
    return None if found is None else found.lastgroup


def _mention(start: int, end: int, value: Decimal, kind: NumberKind, scale: int = 1) -> NumberMention:
    whole = value == value.to_integral_value()
    return NumberMention(start, end, int(value) if whole else float(value), kind, scale)
