"""Tells a word with a slip of letters from another word.

A slip leaves something that is no word ("goverment"), or only drops an accent. Two words that both exist are two
words, however few letters part them: "denied" and "defied", "Iran" and "Iraq", "sesenta" and "setenta".
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from summarizer.grounding.quote_facts import is_negation, is_number_word, lexicon

Language = Literal["en", "de", "es", "fr", "it", "nl", "pt", "ru"]

_COMMON: dict[Language, str] = {
    "en": "the of and to in was were is has have that for with said on by from",
    "de": "der die das und ist nicht ein eine den dem von mit auf für sich im hat",
    "es": "el la los las de que y en un una por con del para se su al",
    "fr": "le la les des et est un une du que dans pour par sur au qui a",
    "it": "il lo la gli di che e un una per con del della non sono nel alla",
    "nl": "de het een en van in is dat op te voor met zijn niet door aan",
    "pt": "o a os as de que e em um uma para com do da no na não",
    "ru": "и в не на с что по из к о за от для его как это",
}
_LANGUAGES = tuple((language, frozenset(words.split())) for language, words in _COMMON.items())
COMMON_WORDS = frozenset(_COMMON["en"].split())
"""Words that say little of where a quote comes from."""

_ALPHABETIC = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{Armenian}\p{Georgian}]+")
_ACCENTED = regex.compile(r"[\p{Latin}\p{Greek}]")
_SOFT = frozenset("aeiouyhwаеиоуыэюяіїє")
"""Letters that writers of a foreign name put in, leave out and exchange."""

_VARIANTS = str.maketrans("ёأإآٱةىıøłđँ", "еااااهيiold\u0902", "\u093cʼ")
_SHORTEST, _SHORTEST_NAME, _TWICE = 5, 6, 10
"""Letters that a word, a name, and a word with two slips must have."""


@cache
def _dictionary(language: Language) -> SpellChecker:
    return SpellChecker(language=language)


def language_of(words: Iterable[str]) -> Language | None:
    """The language whose commonest words stand most often among some folded words; `None` where none do."""
    counts = Counter(words)
    tally = {language: sum(counts[w] for w in common) for language, common in _LANGUAGES}
    best = max(tally, key=lambda language: tally[language])
    return best if tally[best] else None


@dataclass(frozen=True, slots=True)
class SlipJudge:
    """Judges slips of letters against one article.

    Attributes:
        vocabulary: the folded words of the article.
        language: its language, where that is one with a dictionary.
    """

    vocabulary: Container[str]
    language: Language | None

    def is_slip(self, quote: str, article: str, *, named: bool) -> bool:
        """True if a folded word of the quote is the article's word with a slip of letters.

        Args:
            quote: the quote's word.
            article: the article's word in the same place.
            named: whether either is written as a name.
        """
        if any(is_number_word(w) or is_negation(w) for w in (quote, article)):
            return False
        if loosened(quote) == loosened(article):
            return self._drops_accents(quote, article, named=named)
        if not (_ALPHABETIC.fullmatch(quote) and _ALPHABETIC.fullmatch(article)):
            return False
        if min(len(quote), len(article)) < (_SHORTEST_NAME if named else _SHORTEST) or quote[0] != article[0]:
            return False
        known = self._known(quote), self._known(article)
        if all(known) or (not any(known) and quote in self.vocabulary):
            return False
        if named:
            return quote not in self.vocabulary and _is_name_slip(quote, article)
        return self._is_word_slip(quote, article, either_known=any(known))

    def _is_word_slip(self, quote: str, article: str, *, either_known: bool) -> bool:
        if self.language == "en" and either_known:
            distance = OSA.distance(quote, article, score_cutoff=2)
            enough = _TWICE if distance == 2 else _SHORTEST
            same_end = quote[-1] == article[-1] or quote[-2:] == article[:-3:-1]
            return distance <= 2 and len(article) >= enough and same_end
        return len(article) >= _SHORTEST_NAME and _edit(quote, article).kind in ("swap", "double")

    def _drops_accents(self, quote: str, article: str, *, named: bool) -> bool:
        facts = (lexicon(kind).words for kind in ("polarity", "date"))
        if any(quote in words or article in words for words in facts) or quote in self.vocabulary:
            return False
        if not _ACCENTED.match(quote):
            return True
        bare = unaccented(quote) == quote or unaccented(article) == article
        return bare and (named or unaccented(quote[-1]) != unaccented(article[-1]) or quote[-1] == article[-1])

    def _known(self, word: str) -> bool:
        return self.language is not None and word in _dictionary(self.language)


def unaccented(word: str) -> str:
    """A word of a Latin or Greek alphabet without its accents."""
    if word.isascii() or not _ACCENTED.search(word):
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def loosened(word: str) -> str:
    """A folded word without what writers of its script leave out at will: accents, points, hamza, nukta."""
    return unaccented(word.translate(_VARIANTS))


@dataclass(frozen=True, slots=True)
class _Edit:
    """How one word became the other.

    Attributes:
        kind: two letters exchanged, one doubled or undoubled, one put in or left out, one put for another, or more.
        letters: the letters concerned.
        last: whether the edit touches the last letter of either word.
    """

    kind: Literal["swap", "double", "extra", "other", "more"]
    letters: str
    last: bool


def _edit(left: str, right: str) -> _Edit:
    if len(left) > len(right):
        left, right = right, left
    head = 0
    while head < len(left) and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < len(left) - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    short, long = left[head : len(left) - tail], right[head : len(right) - tail]
    if len(long) == 1 and not short:
        twin = long == right[head - 1] or long == right[head + 1 : head + 2]
        return _Edit("double" if twin else "extra", long, tail == 0)
    if len(long) == 1:
        return _Edit("other", short + long, tail == 0)
    if len(long) == 2 and short == long[::-1]:
        return _Edit("swap", long, tail == 0)
    return _Edit("more", short + long, tail == 0)


def _is_name_slip(quote: str, article: str) -> bool:
    """True if two spellings are of one name: no ending changed, for an ending makes another name (Russia, Russian)."""
    edit = _edit(quote, article)
    if edit.kind == "double":
        return True
    if edit.kind == "swap":
        return not edit.last or len(article) > _SHORTEST_NAME
    if edit.kind in ("extra", "other"):
        return not edit.last and all(c in _SOFT for c in edit.letters)
    return False
