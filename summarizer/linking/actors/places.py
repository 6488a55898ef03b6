"""Where an article has the words of a name: in a row, behind a determiner, or in parts that overlap."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from summarizer.linking.actors.units import Tag, Units
from summarizer.linking.actors.variants import overlapping_runs
from summarizer.linking.english import ENGLISH
from summarizer.linking.words import Word, Words, joined

_LEAST_RUN, _LONGEST_NAME, _RUNS_APART = 2, 10, 80
"""Words of a part of a name, of a name in parts, and of the article between two parts."""
_LONGEST_GAP = 4
"""Code points that may stand between two words of a name."""
_BREAK = re.compile(r"[.!?;:]\s|\n\s*\n")


class NamePlaces:
    """Finds names in one article, word by word, without case and accents.

    Args:
        text: the article's text.
        units: its units.
    """

    def __init__(self, text: str, units: Units) -> None:
        self._text = text
        self._units = units
        self._words = units.words
        self._places: dict[str, list[int]] = defaultdict(list)
        for n, folded in enumerate(self._words.folded):
            self._places[folded].append(n)

    def have(self, words: Sequence[Word]) -> bool:
        """True if each word stands somewhere in the article."""
        return all(word.folded in self._places for word in words)

    def find(self, words: Sequence[Word], leading: str, near: int | None) -> tuple[int, int] | None:
        """The words (first, last) of the article that a name matches: the nearest to `near`, or else the first.

        Without `near`, a place behind the determiner that the name had goes before others.

        Args:
            words: the words of the name, without a determiner.
            leading: the name's first word, folded: its determiner, if it has one.
            near: offset about which the name stands.
        """
        places = self._matching(words, near)
        first = next(places, None)
        if first is None or near is not None or leading not in ENGLISH.determiners:
            return first
        determined = (p for p in (first, *places) if self._is_behind(p[0], leading))
        return next(determined, first)

    def span(self, leading: str, first: int, last: int) -> tuple[int, int]:
        """The offsets of a name in the article, its determiner and closing bracket or full stop included.

        Args:
            leading: the name's first word, folded: its determiner, if it has one.
            first: the first of its words in the article.
            last: the last.
        """
        start, end = self._words.starts[first], self._words.ends[last]
        if leading in ENGLISH.determiners and self._is_behind(first, leading):
            start = self._words.starts[first - 1]
        inside = self._text[start:end]
        if inside.count("(") > inside.count(")") and self._text[end : end + 1] == ")":
            end += 1
        at = bisect_left(self._units.starts, end) - 1
        unit = self._units[at] if at >= 0 else None
        return start, unit.end if unit is not None and end <= unit.end and unit.tag is Tag.PARTY else end

    def written(self, at: int) -> str:
        """A word of the article as it stands there."""
        return self._words.texts[at]

    def in_parts(self, words: Sequence[Word]) -> str | None:
        """The longest part of a name that the article gives in two parts that overlap, a sentence or two apart.

        Args:
            words: the words of the name, without a determiner.
        """
        if len(words) <= _LEAST_RUN or len(words) > _LONGEST_NAME:
            return None
        found = overlapping_runs(words, self._runs([word.folded for word in words]), _RUNS_APART)
        return None if found is None else self._text[self._words.starts[found[0]] : self._words.ends[found[1]]]

    def _runs(self, folded: list[str]) -> dict[int, list[tuple[int, int]]]:
        """For each place in a name, the article's runs of words that go on as it does: first word and length."""
        runs: dict[int, list[tuple[int, int]]] = {}
        for place, word in enumerate(folded):
            for begin in self._places.get(word, ()):
                there = self._words.folded[begin : begin + len(folded) - place]
                pairs = enumerate(zip(folded[place:], there, strict=False))
                count = next((n for n, (own, other) in pairs if own != other), len(there))
                if count >= _LEAST_RUN:
                    runs.setdefault(place, []).append((begin, count))
        return runs

    def _matching(self, words: Sequence[Word], near: int | None) -> Iterator[tuple[int, int]]:
        """Yields the places of a name, the nearest first, or in order."""
        firsts: Sequence[int] = self._places.get(words[0].folded, ())
        if near is not None:
            starts = self._words.starts
            firsts = sorted(firsts, key=lambda first: abs(starts[first] - near))
        for first in firsts:
            last = self._run(first, words)
            if last is not None:
                yield first, last

    def _is_behind(self, at: int, determiner: str) -> bool:
        return at > 0 and self._words.folded[at - 1] == determiner

    def _run(self, first: int, words: Sequence[Word]) -> int | None:
        """The last word of a name that begins at a word; `None` where the article goes on otherwise."""
        there = self._words
        if not _same_case(words[0], there.texts[first]):
            return None
        at, folded = first, there.folded
        for wanted in words[1:]:
            at += 1
            if at < len(folded) and folded[at] != wanted.folded and self._is_initial(at):
                at += 1
            if at >= len(folded) or folded[at] != wanted.folded or not self._continues(at):
                return None
        return at

    def _continues(self, at: int) -> bool:
        """True if a word may belong to one name with the word before it, by what stands between them."""
        gap = self._words.gaps[at]
        if gap == " " or joined(self._text, self._words[at - 1], self._words[at]):
            return True
        return len(gap) <= _LONGEST_GAP and _BREAK.search(gap) is None

    def _is_initial(self, at: int) -> bool:
        """True of a middle initial: one capital letter and a full stop between two names."""
        word = self._words.texts[at] if at + 1 < len(self._words) else ""
        return len(word) == 1 and word.isupper() and self._words.gaps[at + 1].startswith(". ")


def bare(words: Words) -> list[Word]:
    """The words of a name without a determiner at the head and a possessive at the end."""
    kept = list(words)
    while len(kept) > 1 and kept[0].folded in ENGLISH.determiners:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1].folded == "s":
        kept = kept[:-1]
    return kept


def _same_case(wanted: Word, written: str) -> bool:
    """Tells "US" from "us" and "WHO" from "who"; other words may differ in case."""
    return wanted.folded not in ENGLISH.function or wanted.text.isupper() == written.isupper()
