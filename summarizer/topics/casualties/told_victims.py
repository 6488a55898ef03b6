"""Who were harmed, as the subject of a sentence: "a postman", "two women and a boy", "at least nine bus passengers"."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.phrasing.numbers import before_noun, in_house_style, number_of
from summarizer.phrasing.wording import closed, is_noun_phrase
from summarizer.phrasing.words import LEXICON
from summarizer.schemas import Count
from summarizer.values.numbers import find_numbers

_LONGEST = 16
_DETERMINED = re.compile(r"(?:an?|one|another|the|some|several|many|all|both|two|three)\b", re.IGNORECASE)
_PART = re.compile(r"(?:[a-z-]+ ){1,4}of (?:them|whom)\b", re.IGNORECASE)
_BEHIND = re.compile(
    r"\s(?:of|in|from|at|on|with|without|near|who|whom|which|that|among|aboard|inside|outside|[a-z]+ing|employed|"
    r"accused|suspected|trapped|held)\s|,\s"
)
_NUMBERED = re.compile(r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|both|some|many|several)\b", re.IGNORECASE)
_COLLECTIVE = frozenset(
    ["families", "couples", "households", "groups", "units", "teams", "patrols", "crews", "convoys", "forces"]
)
_OWN = re.compile(r"\b(?:his|her|its|their|our|my|your|it|him)\b", re.IGNORECASE)


class Subject(NamedTuple):
    """The subject of a sentence.

    Attributes:
        text: the words.
        singular: whether a verb behind it is singular.
        specific: whether it says more than "people".
    """

    text: str
    singular: bool
    specific: bool


def subject(count: Count, victims: str | None) -> Subject:
    """Who were counted, as the subject of a sentence.

    Words that don't fit there (a clause, someone's "his men", a patrol for two men) are left out: the number stays.
    """
    number, alone = number_of(count), count.key == 1 and count.high in (1, None)
    words = (victims or "").strip()
    if number is None and not words:
        return Subject("people", False, False)
    if words and not _OWN.search(words):
        found = _one(words) if alone and count.low == 1 else _several(words, count, number)
        if found is not None:
            return found
    if alone:
        return Subject(f"{number} person", True, False)
    if number is None:
        return Subject("people", False, False)
    return Subject(f"{before_noun(number)} people", False, False)


def plural_noun(victims: str | None) -> str:
    """The victims as a plural noun that a number may stand before ("fighters"); empty where they are none."""
    words = (victims or "").strip()
    if not words or _OWN.search(words) or not is_noun_phrase(words, longest=5) or "," in words:
        return ""
    noun = _plural(re.sub(r"^(?:the|some|many|several|all) ", "", words, flags=re.IGNORECASE)) or ""
    return "" if re.match(r"\d|(?:an?|one|two|three|both|each|no|dozens|hundreds) ", noun) else noun


def _one(words: str) -> Subject | None:
    """One person by a singular phrase or a name."""
    if not is_noun_phrase(words, longest=_LONGEST) or _NUMBERED.match(words):
        return None
    head = _BEHIND.split(words, maxsplit=1)[0]
    last = head.rpartition(" ")[2]
    if words.casefold() in LEXICON.empty or last.casefold() in LEXICON.empty:
        return None
    if re.match(r"(?:an?|one|the|another)\s", words, re.IGNORECASE):
        return Subject(closed(words[0].lower() + words[1:]), True, True) if " and " not in head else None
    if words[0].isupper() and len(words.split()) >= 2 and _is_name(head):
        return Subject(closed(words), True, True)
    single = _singular(last)
    if single is None or not words[0].islower():
        return None
    article = "an" if head[0] in "aeiou" else "a"
    return Subject(closed(f"{article} {head[: len(head) - len(last)]}{single}{words[len(head) :]}"), True, True)


def _is_name(words: str) -> bool:
    return all(word[0].isupper() or word in ("al", "bin", "de", "van", "von", "el") for word in words.split())


def _singular(noun: str) -> str | None:
    if noun in LEXICON.persons:
        return noun
    if noun.endswith("s") and noun[:-1] in LEXICON.persons:
        return noun[:-1]
    return {"men": "man", "women": "woman", "children": "child"}.get(
        noun, noun if noun in ("man", "woman", "child") else None
    )


def _several(words: str, count: Count, number: str | None) -> Subject | None:
    """Several people by a phrase that counts itself, or by a plural noun behind the number."""
    if not is_noun_phrase(words, longest=_LONGEST):
        return None
    numbers = find_numbers(words)
    begins = bool(numbers) and numbers[0].start == 0
    if begins or _DETERMINED.match(words):
        sums_up = Count.from_text(words).best == count.best and (count.best or 0) > 1
        if sums_up:
            return Subject(closed(in_house_style(words[0].lower() + words[1:])), False, True)
        if begins and not _PART.match(words):
            return None
    if _PART.match(words) and number is not None:
        return Subject(f"{before_noun(number)} people, {in_house_style(words[0].lower() + words[1:])},", False, True)
    if re.match(r"(?:mostly|mainly|largely|chiefly|including) \w", words) and number is not None:
        return Subject(f"{before_noun(number)} people, {words},", False, True)
    plural = _plural(re.sub(r"^(?:the|some|many|several|all) ", "", words, flags=re.IGNORECASE))
    if (
        plural is None
        or (number is None and plural.casefold() != words.casefold())
        or (number is not None and re.match(r"\d|(?:an?|one|two|three|both|each|no|dozens|hundreds) ", plural))
    ):
        return None
    return Subject(closed(f"{before_noun(number)} {plural}" if number else plural), False, True)


def _plural(words: str) -> str | None:
    """A plural noun phrase without determiner, or `None`."""
    head = _BEHIND.split(words, maxsplit=1)[0]
    parts = re.split(r",? and | or ", head)
    if any(not part for part in parts) or re.search(r"['’]s? ", head):
        return None
    lasts = [part.rpartition(" ")[2] for part in parts]
    if lasts[0].casefold() in LEXICON.empty - {"people"} or len(head.split()) > 7:
        return None
    if len(parts) == 1 and lasts[0].casefold() in LEXICON.persons:
        words = words[: len(head)] + "s" + words[len(head) :]
        return words[0].lower() + words[1:] if lasts[0] == head.lower() else words
    if lasts[0].casefold() == "crew" and len(parts) == 1:
        return f"{head} members{words[len(head) :]}"
    if not all(_is_plural(last) for last in lasts):
        return None
    first = words.partition(" ")[0]
    opens = first in LEXICON.plain or first.lower() in LEXICON.persons or first.lower().rstrip("s") in LEXICON.persons
    return words[0].lower() + words[1:] if opens else words


def _is_plural(noun: str) -> bool:
    if noun.casefold() in _COLLECTIVE:
        return False
    return noun.casefold() in LEXICON.plurals or bool(re.search(r"(?:[^s']s|ese|[a-z]men)$", noun))
