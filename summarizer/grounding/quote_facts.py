"""The facts of a quote: numbers, dates, units, negations, turning words, names.

Tells which kind of fact a difference between a quote and an article touches, and whether two writings of a number, a
unit or a date mean the same. The words themselves are data, in `quote_facts.toml`.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import regex

from summarizer.values.numbers import NumberKind, find_numbers

RefusalCode = Literal[
    "number_mismatch",
    "date_mismatch",
    "unit_mismatch",
    "negation_mismatch",
    "polarity_mismatch",
    "name_mismatch",
    "not_found",
    "too_short",
    "empty",
]
"""Why a quote is refused.

The first six name the kind of fact in which the quote differs from the nearest words of the article. `not_found`: the
words are not there, or differ in another word. `too_short`: too little to tell where it comes from.
`empty`: nothing but white space and marks.
"""

FactKind = Literal["date", "unit", "negation", "polarity", "name"]

_ORDER: tuple[tuple[FactKind, RefusalCode], ...] = (
    ("date", "date_mismatch"),
    ("unit", "unit_mismatch"),
    ("negation", "negation_mismatch"),
    ("polarity", "polarity_mismatch"),
    ("name", "name_mismatch"),
)
GRAVITY: tuple[RefusalCode, ...] = ("number_mismatch", *(code for _, code in _ORDER), "not_found")
"""Codes of a changed fact, the most telling first."""

_YEAR = regex.compile(
    r"(?i)\b(?:in|since|from|until|till|by|during|before|after|early|late|mid|year|en|desde|de|depuis|im|seit|jahr|anno|в|у|с|з"
    r"|год[ау]?|року)[\s-](?:19|20)\d\d\b(?!\p{Sc}|%|\s(?:people|percent))"
)
_MONTH = regex.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b|\b(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр)[ья]|\bмая\b"
    r"|\p{Nd}\s*[年月日号]"
)
_SAID = regex.compile(r"[^\W_]|\p{So}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one kind of fact.

    Attributes:
        words: folded word → its meaning; spellings of one meaning share it.
        stems: beginnings of words.
        parts: strings that stand for themselves in scripts without spaces, longest first.
        inverting: beginnings of verbs that turn what follows them.
        openers: words that open a phrase which an ellipsis may leave out.
    """

    words: dict[str, str]
    stems: tuple[str, ...]
    parts: tuple[str, ...]
    inverting: tuple[str, ...] = ()
    openers: frozenset[str] = frozenset()

    def meaning(self, word: str) -> str | None:
        """What a word means, or `None` where it is not one of these."""
        if word in self.words:
            return self.words[word]
        return next(s for s in self.stems if word.startswith(s)) if word.startswith(self.stems) else None

    def count_parts(self, text: str) -> Counter[str]:
        """How often each part stands in a text, a part inside a longer one not counted."""
        if not self.parts or text.isascii():
            return Counter()
        return Counter(_alternatives(self.parts).findall(text))


@cache
def _alternatives(parts: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, parts)))


@cache
def lexicon(kind: FactKind | Literal["number", "elision"]) -> Lexicon:
    """The words of one kind of fact, read once."""
    path = resources.files("summarizer.grounding").joinpath("quote_facts.toml")
    section = tomllib.loads(path.read_text(encoding="utf-8"))[kind]
    words = {word: word for word in section.get("words", "").split()}
    for group in section.get("groups", ()):
        spellings = group.split()
        words.update(dict.fromkeys(spellings, spellings[0]))
    parts = sorted(section.get("parts", "").split(), key=len, reverse=True)
    return Lexicon(
        words=words,
        stems=tuple(section.get("stems", "").split()),
        parts=tuple(parts),
        inverting=tuple(section.get("inverting", "").split()),
        openers=frozenset(section.get("openers", "").split()),
    )


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference, the quote's or the article's.

    Attributes:
        words: the words that differ, as written.
        keys: their folded forms.
        context: the words that differ with some that agree on each side, as written.
        named: whether a word that differs is capitalised where its sentence does not ask for it.
    """

    words: str
    keys: tuple[str, ...]
    context: str
    named: bool


def code_of(quote: Side, article: Side) -> RefusalCode:
    """The most specific code for a difference that is no slip of letters."""
    if _numbers_differ(quote, article):
        return "date_mismatch" if _is_date(quote, article) else "number_mismatch"
    for kind, code in _ORDER:
        if _differs(kind, quote, article):
            return code
    return "name_mismatch" if quote.named or article.named else "not_found"


@lru_cache(maxsize=1024)
def number_values(text: str) -> tuple[tuple[float, NumberKind], ...]:
    """The values of the numbers in a text, in order, each with what the number does there."""
    return tuple((m.value, m.kind) for m in find_numbers(text))


def same_numbers(quote: str, article: str) -> bool:
    """True if two stretches are nothing but numbers, and the same ones: "nine" and "9", "1,200" and "1 200"."""
    values = number_values(quote)
    return bool(values) and values == number_values(article) and _only_numbers(quote) and _only_numbers(article)


def same_meaning(quote: Sequence[str], article: Sequence[str]) -> bool:
    """True if two stretches are two spellings of one unit or date: "per cent" and "%", "Mon" and "Monday"."""
    left, right = _joined_unit(quote), _joined_unit(article)
    if len(left) != 1 or len(right) != 1:
        return False
    for kind in ("unit", "date"):
        meaning = lexicon(kind).words.get(left[0])
        if meaning is not None and meaning == lexicon(kind).words.get(right[0]):
            return True
    return False


@lru_cache(maxsize=4096)
def is_number_word(key: str) -> bool:
    """True if a folded word is a number word in any of the languages known."""
    return key in lexicon("number").words or bool(find_numbers(key))


def is_negation(key: str) -> bool:
    """True if a folded word denies."""
    return key in lexicon("negation").words


def negations(keys: Sequence[str], text: str) -> Counter[str]:
    """The negations of a text, given its folded tokens and its words as written."""
    found = lexicon("negation").count_parts(text)
    found.update(key for key in keys if is_negation(key))
    return found


def inverts(keys: Sequence[str], text: str) -> bool:
    """True if a clause has a verb that turns what follows it ("refused to"), given its folded tokens and its words."""
    known = lexicon("polarity")
    return any(key.startswith(known.inverting) for key in keys) or bool(known.count_parts(text) & _INVERTING_PARTS)


_INVERTING_PARTS = Counter(dict.fromkeys(("拒绝", "拒絕", "反对", "反對", "否决", "拒否", "ปฏิเสธ", "คัดค้าน"), 9))


def _joined_unit(keys: Sequence[str]) -> list[str]:
    return ["%"] if list(keys) == ["per", "cent"] else list(keys)


def _only_numbers(text: str) -> bool:
    rest = list(text)
    for mention in find_numbers(text):
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return _SAID.search("".join(rest)) is None


def _numbers_differ(quote: Side, article: Side) -> bool:
    known = lexicon("number").words
    left, right = (
        Counter(k for k in side.keys if k == "-" or k in known or _has_digit(k)) for side in (quote, article)
    )
    if left != right and not same_numbers(quote.words, article.words):
        return True
    return Counter(number_values(quote.context)) != Counter(number_values(article.context))


def _has_digit(key: str) -> bool:
    return any(c.isdigit() for c in key)


def _is_date(quote: Side, article: Side) -> bool:
    """True if the number that differs is a year, or stands beside a month."""
    if all(_YEAR.search(side.context) for side in (quote, article)):
        return True
    return all(_MONTH.search(side.context) for side in (quote, article))


def _differs(kind: FactKind, quote: Side, article: Side) -> bool:
    known = lexicon(kind)
    left = Counter(m for k in quote.keys if (m := known.meaning(k)) is not None)
    right = Counter(m for k in article.keys if (m := known.meaning(k)) is not None)
    if kind == "date":
        left, right = _without_modal(left, quote), _without_modal(right, article)
    return left != right or known.count_parts(quote.context) != known.count_parts(article.context)


def _without_modal(found: Counter[str], side: Side) -> Counter[str]:
    """Leaves out "may" and "march" where they are verbs."""
    kept = (m for m in found.elements() if m not in ("may", "march") or m.capitalize() in side.words)
    return Counter(kept)
