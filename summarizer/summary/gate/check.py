"""All checks of a sentence in order: quotes, numbers and days, names, positions, voices, negations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from summarizer.linking.registry import default_parties
from summarizer.phrasing.words import word_set
from summarizer.schemas import Record
from summarizer.summary.gate.days import DAY_NAMES
from summarizer.summary.gate.material import QUOTED, Material, folded, strings, without_marks
from summarizer.summary.gate.numbers import check_figures, check_numbers
from summarizer.summary.gate.positions import check_negations, check_positions
from summarizer.summary.gate.voices import check_voices
from summarizer.values.numbers import find_numbers

_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_PLACED = re.compile(r"\b(?:in|at|near|outside|from|to|across|inside|around|off)\s+(?:the |a |an )?$", re.IGNORECASE)

OPENERS = word_set(
    "a about accounts according accused after all almost although amid an and another as at because before between "
    "both but by civilians dozens during each earlier every few fewer fighting five for four from "
    "gunmen he her his however "
    "hundreds if in it its it's it’s later meanwhile more most nearly no none officials on one only "
    "other others out over "
    "people police residents scores separately seven several she since six so some soldiers that "
    "the their there these they "
    "this those though thousands three through to total troops two under until up upon what when "
    "where whether which while "
    "who with eight nine ten"
)
"""Words that may open a sentence with a capital letter and name nobody."""


def check_sentence(
    sentence: str, records: Sequence[Record], *, siblings: Sequence[Record] = (), title: str = ""
) -> str | None:
    """Why a sentence of a summary can't stand, or `None` when it can.

    Args:
        sentence: the sentence as the model wrote it.
        records: the records that it cites.
        siblings: the article's other records, whose evidence may bring a proper noun, never a fact.
        title: the article's headline, which may bring one too.

    Returns:
        A code and what is wrong: `no_records`, `quote_mismatch`, `number_mismatch`, `date_mismatch`, `name_mismatch`,
        `polarity_mismatch`, `negation_mismatch`, `attribution_mismatch`, `attribution_missing`, `not_told` or
        `off_record`.
    """
    if not records:
        return "no_records: the sentence cites no record"
    material = Material(sentence, tuple(records), tuple(siblings), title)
    return (
        _check_quotes(material)
        or check_numbers(material)
        or _check_names(material)
        or check_positions(material)
        or check_voices(material)
        or check_negations(material)
    )


def check_words(sentence: str, records: Sequence[Record]) -> str | None:
    """Why the quotes, numbers, days or names of a sentence can't stand, or `None`; what it says of them is not read.

    Args:
        sentence: a sentence that an earlier release composed, in words of its own.
        records: the records that it rests on.
    """
    if not records:
        return "no_records: the sentence cites no record"
    material = Material(sentence, tuple(records))
    return _check_quotes(material) or check_figures(material) or _check_names(material)


def _check_quotes(material: Material) -> str | None:
    sources = [without_marks(folded(text)) for text in material.said]
    for found in QUOTED.finditer(material.sentence):
        quote = without_marks(folded(next(group for group in found.groups() if group is not None))).rstrip(" .,;:!?…")
        if quote and not any(quote in source for source in sources):
            return f"quote_mismatch: no cited record has the words {found[0]}"
    return None


def _check_names(material: Material) -> str | None:
    """Looks for proper nouns that neither the cited records nor, away from places, their siblings have."""
    known = _words(material.said)
    beside = _words([*(t for r in material.siblings for t in strings(r.model_dump(mode="json"))), material.title])
    codes = {m.code for text in material.said for m in default_parties().mentions(text)}
    codes |= {text for text in material.said if text in default_parties().codes}
    text = folded(material.sentence, case=False)
    parties = [(m.start, m.end) for m in default_parties().mentions(text) if m.code in codes]
    for found in _WORD.finditer(text):
        word = found[0]
        if f"{_bare(word.casefold())}s" in known:
            continue  # "Presidents" of the evidence
        if not _may_name(word) or _bare(word.casefold()) in known or set(_parts(word)) <= known:
            continue
        if word in DAY_NAMES:
            continue  # the check of days looks at it
        if _opens(text[: found.start()]) and _bare(word.casefold()) in OPENERS | _numbers_of(word):
            continue
        placed = _PLACED.search(text[: found.start()])
        if not placed and any(
            start <= found.start() and found.start() + len(_unowned(word)) <= end for start, end in parties
        ):
            continue
        if (not placed or not material.tolls) and _bare(word.casefold()) in beside:
            continue
        return f"name_mismatch: no cited record has {word!r}"
    return None


def _words(texts: Iterable[str]) -> set[str]:
    return {_bare(word) for text in texts for word in _WORD.findall(folded(text))}


def _numbers_of(word: str) -> frozenset[str]:
    """The word itself where it is a number, which another check looks at."""
    return frozenset({_bare(word.casefold())}) if find_numbers(word) else frozenset()


def _may_name(word: str) -> bool:
    """True if a word could be a name: it has a capital, or is of a script that has none."""
    return any(unicodedata.category(c) in ("Lu", "Lt", "Lo") for c in word)


def _opens(before: str) -> bool:
    """True if what stands before is the end of a sentence, or nothing."""
    return not before.strip(" \"'“‘«(") or before.rstrip(" \"'“‘«(").endswith((".", "!", "?", ":"))


def _parts(word: str) -> Iterable[str]:
    return (_bare(part) for part in word.casefold().split("-"))


def _bare(word: str) -> str:
    """A word without its possessive ending and the points of an abbreviation."""
    return _unowned(word).replace(".", "")


def _unowned(word: str) -> str:
    return re.sub(r"'s?$", "", word)
