"""Other ways to write a name that a reader takes for the same: without titles, initials, or a firm's legal form.

A variant only leaves out what names nobody; every word that it keeps must stand in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.linking.english import ENGLISH
from summarizer.linking.names import singular
from summarizer.linking.registry import Parties
from summarizer.linking.words import Word, words_of

_LEGAL_FORM = re.compile(
    r"(?:,?\s+(?:&\s+)?(?:Co|Cos|Corp|Corporation|Inc|Incorporated|Ltd|Limited|L\.?L\.?C|L\.?L\.?P|P\.?L\.?C|GmbH|AG|S\.?A|S\.?p\.?A|N\.?V|B\.?V"
    r"|A\.?S|Pte|Pty|PJSC|OJSC|JSC|OOO|FZE|FZCO|DMCC|Sdn|Bhd)\b\.?)+\s*$",
    re.IGNORECASE,
)
_HONORIFICS = re.compile(
    r"mrs?|ms|miss|dr|sir|dame|lord|lady|prof|professor|judge|justice|sheikh|hon|his|her|excellency"
)


def without_legal_form(name: str) -> str:
    """A firm's name without "Co., Ltd." and the like; the name itself where nothing else would be left."""
    return _LEGAL_FORM.sub("", name) or name


def without_initials(name: str) -> str:
    """A name without the single letters between its words: "Anna Lind" of "Anna B. Lind"."""
    return re.sub(r"(?<=\w\s)(?:[^\W\d_]\.?\s)+(?=\w)", "", name)


def titles_and_name(name: str, parties: Parties) -> Iterator[tuple[str, str]]:
    """Yields the ways to part a phrase into titles before a name and the name, the longest name first."""
    words = words_of(name)
    for at in range(1, len(words)):
        head, tail = list(words)[:at], list(words)[at:]
        if (
            all(w.capitalised for w in tail)
            and _is_title(head[-1], parties)
            and all(_may_stand(w, parties) for w in head)
        ):
            yield name[: head[-1].end], name[tail[0].start :]


def _is_title(word: Word, parties: Parties) -> bool:
    known = _HONORIFICS.fullmatch(word.folded) is not None or word.folded in (*ENGLISH.abbreviations, "state")
    return known or singular(word.folded) in parties.roles.heads


def _may_stand(word: Word, parties: Parties) -> bool:
    """True if a word can stand among the titles before a name."""
    noun = singular(word.folded)
    return (
        _is_title(word, parties)
        or noun in parties.roles.modifiers
        or word.folded in ENGLISH.inner
        or word.folded in ENGLISH.articles
        or not word.text.islower()
    )


def overlapping_runs(
    words: Sequence[Word], runs: dict[int, list[tuple[int, int]]], reach: int
) -> tuple[int, int] | None:
    """The longest of the article's runs that together have a name in order, each sharing a word with the next.

    "Alba Nord Steel Works" is named by "Alba Nord" and, within reach, "Nord Steel Works"; by "Alba" and "Steel Works"
    it is not.

    Args:
        words: the words of the name.
        runs: for each place in the name, the article's runs of words that go on as the name does from there: where
            each begins in the article, and how many words it has.
        reach: how many words of the article may lie between two runs.
    """
    for start, length in runs.get(0, ()):
        covered, at, best = length, start, (length, start)
        while covered < len(words):
            nexts = [
                (place, begin, count)
                for place in range(1, covered)
                for begin, count in runs.get(place, ())
                if place + count > covered and abs(begin - at) <= reach and words[covered - 1].capitalised
            ]
            if not nexts:
                break
            place, begin, count = max(nexts, key=lambda run: run[0] + run[2])
            covered, at, best = place + count, begin, max(best, (count, begin))
        if covered == len(words):
            return best[1], best[1] + best[0] - 1
    return None
