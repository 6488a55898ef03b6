"""The gate for sentences that a model wrote: their numbers, names and quotes must be in the records that they cite.

The gate errs on the strict side: a sentence that it refuses is replaced by one that code composed, so that a name in
another form ("Russian" where the records say "Russia") costs style and never truth.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from summarizer.schemas import Record
from summarizer.summary.numbers import day_in_words
from summarizer.summary.words import word_set
from summarizer.values.numbers import find_numbers

_QUOTED = re.compile(
    r"“([^”]*)”|\"([^\"]*)\"|«([^»]*)»|„([^“”]*)[“”]|‘([^’]*(?:’\w[^’]*)*)’(?!\w)|(?<!\w)'([^']*(?:'\w[^']*)*)'(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "–": "-", "—": "-", "\u00a0": " "})

OPENERS = word_set(
    "a about accounts according accused after all almost although amid an and as at because before between "
    "both but by during each for from he her his however if in it its it's fewer later more most nearly no none on "
    "only other others over people she since so some that the their there these they this those though through "
    "to total under until up upon what when where whether which while who with"
)
"""Words that may open a sentence with a capital letter and name nobody."""


def check_sentence(sentence: str, records: Sequence[Record]) -> str | None:
    """Tells why a sentence of a summary can't stand, or `None` when it can.

    Args:
        sentence: the sentence as the model wrote it.
        records: the records that it cites.

    Returns:
        A code and what is wrong: `no_records`, `quote_mismatch`, `number_mismatch` or `name_mismatch`.
    """
    if not records:
        return "no_records: the sentence cites no record"
    said = [text for record in records for text in _texts(record.model_dump(mode="json"))]
    said += [day_in_words(text) for text in said if re.fullmatch(r"\d{4}(-\d\d){0,2}", text)]
    return _check_quotes(sentence, said) or _check_numbers(sentence, records, said) or _check_names(sentence, said)


def _texts(value: object) -> Iterable[str]:
    """Every string in a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from _texts(member)
    elif isinstance(value, list):
        for member in value:
            yield from _texts(member)


def _check_quotes(sentence: str, said: Sequence[str]) -> str | None:
    sources = [_marks(_folded(text)) for text in said]
    for found in _QUOTED.finditer(sentence):
        quote = _marks(_folded(next(group for group in found.groups() if group is not None))).rstrip(" .,;:!?…")
        if quote and not any(quote in source for source in sources):
            return f"quote_mismatch: no cited record has the words {found[0]}"
    return None


def _marks(text: str) -> str:
    """The text without quotation marks: those within a quotation change with those around it."""
    return re.sub(r"[\"«»„]|(?<!\w)'|'(?!\w)", "", text)


def _check_numbers(sentence: str, records: Sequence[Record], said: Sequence[str]) -> str | None:
    known = {mention.value for text in said for mention in find_numbers(text)}
    known |= {number for record in records for number in _figures(record.model_dump(mode="json"))}
    known |= {int(digits) for text in said for digits in re.findall(r"\d{1,9}", text)}
    for mention in find_numbers(sentence):
        if mention.value not in known:
            return f"number_mismatch: no cited record has {sentence[mention.start : mention.end]!r}"
    return None


def _figures(value: object) -> Iterable[int]:
    """Every number in a record but the offsets of its evidence."""
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        yield value
    elif isinstance(value, dict):
        for name, member in value.items():
            if name != "evidence":
                yield from _figures(member)
    elif isinstance(value, list):
        for member in value:
            yield from _figures(member)


def _check_names(sentence: str, said: Sequence[str]) -> str | None:
    known = {_bare(word) for text in said for word in _WORD.findall(_folded(text))}
    text = _folded(sentence, case=False)
    for found in _WORD.finditer(text):
        word = found[0]
        if not _may_name(word) or _bare(word.casefold()) in known or set(_parts(word)) <= known:
            continue
        if _opens(text[: found.start()]) and _bare(word.casefold()) in OPENERS | _numbers_of(word):
            continue
        return f"name_mismatch: no cited record has {word!r}"
    return None


def _numbers_of(word: str) -> frozenset[str]:
    """The word itself where it is a number, which another check looks at."""
    return frozenset({_bare(word.casefold())}) if find_numbers(word) else frozenset()


def _may_name(word: str) -> bool:
    """Tells whether a word could be a name: it has a capital, or is of a script that has none."""
    return any(unicodedata.category(c) in ("Lu", "Lt", "Lo") for c in word)


def _opens(before: str) -> bool:
    """Tells whether what stands before is the end of a sentence, or nothing."""
    return not before.strip(" \"'“‘«(") or before.rstrip(" \"'“‘«(").endswith((".", "!", "?", ":"))


def _parts(word: str) -> Iterable[str]:
    return (_bare(part) for part in word.casefold().split("-"))


def _bare(word: str) -> str:
    """A word without its possessive ending and the points of an abbreviation."""
    return re.sub(r"'s?$", "", word).replace(".", "")


def _folded(text: str, *, case: bool = True) -> str:
    """The text with one kind of quote mark, dash and space; in lower case unless told not to."""
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_FOLDED).split())
    return plain.casefold() if case else plain
