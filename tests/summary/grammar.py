"""What an editor would strike out of a composed sentence, as far as a pattern can see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.schemas import CeasefirePosition, Record, SanctionsCall

MOST_WORDS = 45
_QUOTE = re.compile(r"\(?“[^”]*”\)?")
_PREPOSITION = r"(?:by|of|against|with|from|for|in|on|at|to|near|under|toward|involving|targeting)"
_VERB = (
    r"(?:was|were|called|moved|imposed|maintained|eased|opposed|agreed|declared|committed|rejected|welcomed|backed|set|"
    r"made|took|accused|sought|brokered|proposed|offered|hoped|reported|according)"
)
_DOUBLED = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
_AGAINST_TWICE = re.compile(r"\bagainst [^,;.“]{1,60} against\b", re.IGNORECASE)
_DANGLING = re.compile(rf"\b{_PREPOSITION}(?=\s*(?:[.,;:)]|$|(?:{_VERB}|{_PREPOSITION} (?:the )?(?:{_VERB}))\b))")
_TWO_ARTICLES = re.compile(r"\b(?:an?|the) (?:an?|the|some|any|his|her|its|their|what|which)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|its|their|our|my|your|we|us|you|I)\b(?!\.)")
_SMALL_FIGURE = re.compile(r"(?<![\w,.–-])[1-9] (?:people|others?|killed|injured|civilians|soldiers)\b")
_ONE = re.compile(r"(?:In all, )?(?:A|An|One|Another|The) (?!total)", re.IGNORECASE)
_MANY = re.compile(
    r"(?:In all, )?(?:(?:at least|more than|fewer than|up to|about|nearly|between) )?"
    r"(?:\d|two|three|four|five|six|seven|eight|nine|dozens|scores|hundreds|thousands|several|people\b)",
    re.IGNORECASE,
)


def faults(text: str, records: tuple[Record, ...] = ()) -> list[str]:
    """What is wrong with a sentence; nothing for a sound one.

    Args:
        text: the sentence.
        records: the records that it rests on.
    """
    return list(_faults(text, records))


def _faults(text: str, records: tuple[Record, ...]) -> Iterator[str]:
    if not (text[0].isupper() or text[0].isdigit() or not text[0].isascii()):
        yield "begins small"
    if not text.endswith((".", ".”", "!", "?", "!”", "?”")):
        yield "has no stop"
    if text.count("“") != text.count("”") or text.count("(") != text.count(")"):
        yield "marks do not close"
    if len(text.split()) > MOST_WORDS:
        yield f"{len(text.split())} words"
    proof = [e.quote.casefold() for record in records for e in record.evidence]
    own = [part for part in text.split("; ") if not any(part.rstrip(".").casefold() in quote for quote in proof)]
    plain = "; ".join(own)  # without an answer of the accused, which is the article's
    plain = re.sub(r"\b(?:of|among) them\b|\band (?:\w+ of )?(?:his|her|its|their)\b", "", _QUOTE.sub("▪", plain))
    plain = " ".join(plain.split())
    for name, pattern in {
        "doubled word": _DOUBLED,
        "against twice": _AGAINST_TWICE,
        "dangling preposition": _DANGLING,
        "two articles": _TWO_ARTICLES,
        "pronoun without antecedent": _PRONOUN,
        "figure below ten": _SMALL_FIGURE,
    }.items():
        found = pattern.search(plain)
        if found is not None and not (pattern is _PRONOUN and _names_them(plain, found)):
            yield f"{name}: {found[0]!r}"
    yield from _agreement(plain)
    yield from _against_itself(plain, records)


def _names_them(words: str, pronoun: re.Match[str]) -> bool:
    """True of "them" in a clause behind "who", with a number of people before it in the sentence."""
    before = words[: pronoun.start()]
    return pronoun[0] == "them" and " who " in before and _MANY.match(words) is not None


def _agreement(plain: str) -> Iterator[str]:
    found = re.search(r"\b(was|were) (?:killed|injured|captured|reported|harmed)\b", plain)
    if found is None:
        return
    subject = plain[: found.start()]
    many = _MANY.match(subject) and not re.match(r"(?:In all, )?(?:one|1) ", subject, re.IGNORECASE)
    if many and found[1] == "was":
        yield f"plural subject with a singular verb: {subject!r}"
    if (
        _ONE.match(subject)
        and " and " not in subject
        and found[1] == "were"
        and not re.search(r"s\b|couple", subject[2:])
    ):
        yield f"singular subject with a plural verb: {subject!r}"


def _against_itself(plain: str, records: tuple[Record, ...]) -> Iterator[str]:
    for record in records:
        if not isinstance(record, SanctionsCall | CeasefirePosition):
            continue
        other = record.target if isinstance(record, SanctionsCall) else record.counterparty
        if other is None or _bare(other.name) != _bare(record.actor.name):
            continue
        if len(re.findall(rf"(?<!\w){re.escape(_bare(other.name))}(?!\w)", plain, re.IGNORECASE)) > 1:
            yield f"{other.name!r} against itself"


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", name.casefold())
