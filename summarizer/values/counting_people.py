"""Adds up the people that a phrase lists: "two soldiers and a guard" is three.

Works on a phrase whose quantities are marks (see `counting_quantities`); people without a number ("a man", "the
driver") are found here by their nouns. English grammar only: of a phrase in another language the first quantity counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.values.counting_phrases import CLAUSE_WORDS, PERSON_GROUPS, PLURALS, SINGULAR_PERSONS, THINGS
from summarizer.values.counting_quantities import (
    BLANK,
    NOTHING,
    QUANTITY,
    CountReading,
    bound_after,
    quantity_at,
    with_bound,
)


class _Term(NamedTuple):
    """People that a phrase names.

    Attributes:
        reading: how many.
        noun: what they are called, in lower case and the singular; "" where no noun follows the number.
        at_front: whether the term stands at the front of its part of the list.
        closed: whether something follows that is no part of the noun phrase, so that the list ends here.
    """

    reading: CountReading
    noun: str
    at_front: bool
    closed: bool


_PART_OF_TOTAL = re.compile(
    rf"[,;(:\s-]*\b(?:including|includes|among(?:st)? (?:them|whom|those)|of (?:whom|which)|comprising|made up of"
    rf"|consisting of)\b|[,;(:—]\s*(?:(?:most(?:ly)?|mainly|some|many|half|all)\b"
    rf"|{QUANTITY}\s*of (?:them|whom|which|those)\b)"
    r"|\s[—-]\s|[:;(—]",
    re.I,
)
_JOINER = re.compile(
    r"\s*(?:(?P<and>,?\s*(?:\band\b|&|\balong with\b|\btogether with\b|\bas well as\b|\bplus\b|\+))|,)\s*", re.I
)
_HARMING = re.compile(
    r"\b(?:kill|wound|injur|murder|execut|abduct|kidnapp?|captur|massacr|behead|claim|leav)(?:e?d|ing|e?s)\b(?:\s(?:off|dead))?\s+"
    rf"(?={QUANTITY}|(?:a|an|the|one|his|her|their|another)\b)|\b(?:left|leaving|shot|shooting|hit|hitting)\s(?:dead\s)?(?={QUANTITY})",
    re.I,
)
_WORD = re.compile(rf"[^\W_]+(?:['-][^\W_]+)*|{QUANTITY}|{BLANK}|[^\s\w]")
_IS_QUANTITY = re.compile(QUANTITY)
_DETERMINERS = frozenset(["a", "an", "the", "one", "another", "his", "her", "their", "its", "my", "our", "this"])
_PARTICIPLES = frozenset(["killed", "wounded", "injured", "dead", "missing", "captured", "abducted", "kidnapped"])
_OF_WHAT = frozenset(["the", "these", "those", "their", "his", "her", "its", "our", "of", "a", "an"])
_NOT_ALONE = frozenset(
    [
        "civilian",
        "local",
        "major",
        "minor",
        "general",
        "private",
        "male",
        "female",
        "official",
        "humanitarian",
        "militant",
        "terrorist",
        "rebel",
        "subject",
        "foreigner",
        "vet",
        "lady",
        "partisan",
        "marine",
        "guide",
        "chief",
    ]
)
"""Nouns that are more often something else where they stand with no article and no adjective."""

_PERSON_FORM = re.compile(r"[a-z]{2}(?:er|or|ist|ian|ee|eer|ant|ess)$")
_DEMONYM = re.compile(r"[A-Z][^\W\d_]*(?:[ai]n|[a-z]{3}i|ese|ish|man|woman)")


def add_people(marked: str, quantities: Sequence[CountReading]) -> CountReading:
    """How many people a marked phrase speaks of.

    Args:
        marked: the phrase, each quantity a mark.
        quantities: what the marks stand for.
    """
    cut = _PART_OF_TOTAL.search(marked)
    if cut is None:
        return _people(marked, quantities)
    total = _people(marked[: cut.start()], quantities)
    if total != NOTHING or _IS_QUANTITY.search(marked, 0, cut.start()):
        return total
    return _people(marked[cut.start() :].lstrip(" ,;(:—-"), quantities)


def _people(marked: str, quantities: Sequence[CountReading]) -> CountReading:
    harming = _HARMING.search(marked)
    if harming and not _IS_QUANTITY.search(marked, 0, harming.start()):
        harmed = _listed(marked[harming.end() :], quantities)
        if harmed != NOTHING:
            return harmed
    return _listed(marked, quantities)


def _listed(marked: str, quantities: Sequence[CountReading]) -> CountReading:
    """Adds up the parts of a list; parts joined by commas count only where an "and" ends the list."""
    parts = _parts(marked)
    terms: list[_Term] = []
    pending: list[_Term] = []
    for joined_by_and, part in parts:
        term = _term(part, quantities) or (_other_person(part) if terms else None)
        if term is None:
            if terms and not _is_bare_plural(part):
                break
            continue
        if terms and not (term.at_front and (term.noun or _is_one(term))):
            break
        pending.append(term)
        if joined_by_and or not terms:
            terms += pending
            pending = []
        if term.closed:
            break
    return _total(terms)


def _parts(marked: str) -> list[tuple[bool, str]]:
    """Splits a phrase at commas and "and"; with each part goes whether an "and" stands before it."""
    parts: list[tuple[bool, str]] = []
    at, joined_by_and = 0, False
    for joiner in _JOINER.finditer(marked):
        parts.append((joined_by_and, marked[at : joiner.start()]))
        at, joined_by_and = joiner.end(), joiner["and"] is not None
    return [*parts, (joined_by_and, marked[at:])]


def _other_person(part: str) -> _Term | None:
    """One person beside others, by the form of the noun: "a schoolteacher" behind "two guards and"."""
    words = _WORD.findall(part)
    if len(words) < 2 or words[0].lower() not in _DETERMINERS - {"the", "one", "this"}:
        return None
    end = _skip_noun_phrase(words, 1)
    noun = words[end - 1].lower()
    if end == 1 or noun in THINGS | PLURALS or not _PERSON_FORM.search(noun):
        return None
    return _Term(CountReading(1, 1, 1), noun, at_front=True, closed=end < len(words))


def _is_bare_plural(part: str) -> bool:
    """True of people without a number, after whom a list may go on: "engineers" of "12 workers and engineers and …"."""
    words = _WORD.findall(part)
    return bool(words) and len(words) <= 3 and words[-1].endswith("s") and not CLAUSE_WORDS & {w.lower() for w in words}


def _is_one(term: _Term) -> bool:
    return term.reading == (1, 1, 1)


def _total(terms: Sequence[_Term]) -> CountReading:
    if not terms:
        return NOTHING
    readings = [term.reading for term in terms]
    if terms[0].noun in ("people", "person", "other", "victim") and readings[0] == _sum(readings[1:]):
        return readings[0]
    return _sum(readings)


def _sum(readings: Sequence[CountReading]) -> CountReading:
    if not readings:
        return NOTHING

    def added(values: Sequence[int | None]) -> int | None:
        stated = [value for value in values if value is not None]
        return sum(stated) if len(stated) == len(values) else None

    return CountReading(
        added([r.best for r in readings]), added([r.low for r in readings]), added([r.high for r in readings])
    )


# --- one part of the list ---------------------------------------------------------------------------------------------


def _term(part: str, quantities: Sequence[CountReading]) -> _Term | None:
    """The first people that a part of a list names."""
    words = _WORD.findall(part)
    for at, word in enumerate(words):
        if _IS_QUANTITY.fullmatch(word):
            noun, end = _noun_after(words, at + 1)
            if noun in THINGS:
                continue
            reading = quantity_at(word, quantities)
            bound = bound_after(" " + " ".join(words[end:]))
            return _Term(with_bound(reading, bound) if bound else reading, noun, at == 0, end < len(words))
        determined = word.lower() in _DETERMINERS
        if determined or at == 0:
            person, count, end = _person(words, at + 1 if determined else at, determined)
            if count:
                return _Term(CountReading(count, count, count), person, at == 0, end < len(words))
    return None


def _noun_after(words: Sequence[str], at: int) -> tuple[str, int]:
    """The noun that a number counts, in the singular, and where its noun phrase ends."""
    if at < len(words) and words[at].lower() == "of":
        at += 1
        while at < len(words) and words[at].lower() in _OF_WHAT:
            at += 1
    noun, end = "", at
    while end < len(words) and (_in_noun_phrase(words, end) or (noun and words[end].lower() == "of")):
        if words[end].lower() == "of":
            return noun, _skip_noun_phrase(words, end + 1)
        noun = words[end]
        end += 1
    return _singular(noun.lower()), end


def _skip_noun_phrase(words: Sequence[str], at: int) -> int:
    while at < len(words) and _in_noun_phrase(words, at):
        at += 1
    return at


def _in_noun_phrase(words: Sequence[str], at: int) -> bool:
    word = words[at].lower()
    if not word[0].isalnum() or word == "of" or _IS_QUANTITY.fullmatch(word):
        return False
    if word in _PARTICIPLES:
        following = words[at + 1].lower() if at + 1 < len(words) else ""
        return following[:1].isalpha() and following not in CLAUSE_WORDS
    return word not in CLAUSE_WORDS


def _person(words: Sequence[str], at: int, determined: bool) -> tuple[str, int, int]:
    """The noun of a noun phrase that stands for one person or a pair, how many it is, and where it ends."""
    first, end, noun, count = at, at, "", 0
    while end < len(words) and (_in_noun_phrase(words, end) or (end == first and words[end].lower() in _PARTICIPLES)):
        if count and words[end][0].isupper():
            break
        noun = words[end]
        count = _persons_in(noun, determined)
        end += 1
    if not determined and end - first == 1 and noun.lower() in _NOT_ALONE:
        count = 0
    return _singular(noun.lower()), count, _skip_of(words, _skip_noun_phrase(words, end))


def _skip_of(words: Sequence[str], at: int) -> int:
    return _skip_noun_phrase(words, at + 1) if at < len(words) and words[at].lower() == "of" else at


def _persons_in(noun: str, determined: bool) -> int:
    last = noun.rpartition("-")[2].lower()
    if last in PERSON_GROUPS:
        return PERSON_GROUPS[last]
    if last in THINGS:
        return 0
    known = last in SINGULAR_PERSONS or re.search(r"(?:[a-z](?:man|woman|person)|[a-z]{3}ist)$", last)
    return 1 if known or (determined and _DEMONYM.fullmatch(noun)) else 0


def _singular(noun: str) -> str:
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "buses")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and noun != "bus" else noun
