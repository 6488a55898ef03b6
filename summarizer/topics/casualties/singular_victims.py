"""Counts people killed or hurt without a number: a named or singular victim counts as one.

"Israel assassinated the commander", "a journalist was shot dead", "the mayor's killing": the guide counts each as one,
and so does this, from the words alone. A plural without a number stays without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.linking.actors.index import ActorIndex
from summarizer.linking.counted_people import is_one_person
from summarizer.schemas import Count
from summarizer.topics.casualties.reality import Counted, HarmField, governing_verb, unreal
from summarizer.topics.casualties.reality_words import HARM

_ACTIVE: dict[HarmField, str] = {
    "killed": r"kill(?:ed|s|ing)?|murder(?:ed|s|ing)|assassinat(?:ed?|es|ing)|execut(?:ed|es|ing)|behead(?:ed|s|ing)"
    r"|eliminat(?:ed|es|ing)|slew|slain|gunned down|shot dead|shot and killed|shoots dead|stabbed to death"
    r"|beat(?:en)? to death"
    r"|liquidated|lynched|hanged",
    "injured": r"wound(?:ed|s|ing)|injur(?:ed|es|ing)|hurt|maimed",
    "captured": r"captur(?:ed|es|ing)|abduct(?:ed|s|ing)|kidnapp(?:ed|ing)|took (?:hostage|prisoner|captive)"
    r"|taken (?:hostage|prisoner|captive)",
    "missing": r"(?!)",
}
_PASSIVE: dict[HarmField, str] = {
    "killed": rf"(?:{_ACTIVE['killed']}|dead|martyred)",
    "injured": rf"(?:{_ACTIVE['injured']})",
    "captured": rf"(?:{_ACTIVE['captured']})",
    "missing": r"missing",
}
_NOUNS = r"(?:assassination|murder|killing|execution|elimination|slaying|death|beheading)"
_DIED = r"died|was found dead"
_END = (
    r"(?=[,.;:()\n“”\"]|\s(?:in|on|at|by|with|during|near|outside|inside|after|before|when|while|as|who|which|that"
    r"|from|using|because|"
    r"to|for|over|under|last|earlier|yesterday|today|overnight|along|amid|following|despite|and (?:\w+ly )?\w+(?:ed"
    r"|ing))\b|$)"
)
_START = (
    r"(?:^|[,.;:()\n“”\"]\s*|\b(?:that|said|says|after|when|but|while|whereas|because|where|and|reported|in which)\s)"
)


def victims_in(actors: ActorIndex, evidence: str, field: HarmField, victims: str | None) -> Count | None:
    """The victims of a verb or noun of harm in some evidence, where they are named or singular; else `None`.

    Args:
        actors: the actors of the article.
        evidence: the words that prove the record, without markup.
        field: the harm.
        victims: who they were, as the evidence has it, where that is known.
    """
    for start, end in _candidates(evidence, field, victims):
        words = evidence[start:end]
        count = Count.from_text(words)
        if count.key is None and is_one_person(actors, words):
            count = Count(text=words, best=1, low=1, high=1)
        if count.best is None:
            continue
        verb = governing_verb(Counted(evidence[:start], words, evidence[end:]))
        counted = Counted(evidence[:start], words, evidence[end:], field=field)
        if verb is not None and HARM[field].fullmatch(verb) and unreal(counted) is None:
            return count
    return None


def plain_verb(evidence: str, field: HarmField) -> str | None:
    """The verb of harm of some evidence that says how people suffered; `None` where it has none, or it is unreal."""
    for match in re.finditer(rf"\b(?:{_PASSIVE[field]}|{_DIED if field == 'killed' else '(?!)'})\b", evidence, re.I):
        if unreal(Counted(evidence[: match.start()], match.group(), evidence[match.end() :], field=field)) is None:
            return match.group()
    return None


def _candidates(evidence: str, field: HarmField, victims: str | None) -> Iterator[tuple[int, int]]:
    """Yields the spans of phrases that name whom a verb or noun of harm befell, those given first."""
    if victims:
        named = re.search(re.escape(victims), evidence, re.I)
        if named and re.search(rf"\b(?:{_PASSIVE[field]}|{_DIED}|{_NOUNS})\b", evidence, re.I):
            yield named.span()
        return
    if field == "killed":
        yield from _owners(evidence)
    for pattern in _PATTERNS[field]:
        for match in pattern.finditer(evidence):
            start, end = match.span("who")
            if match["who"].strip():
                yield start, end


def _owners(evidence: str) -> Iterator[tuple[int, int]]:
    """Yields the phrases before "'s assassination", each in turn a word shorter from its left."""
    for match in re.finditer(rf"(?P<who>(?:[\w.-]+ ){{0,7}}[\w.-]+)['’]s? (?i:{_NOUNS})\b", evidence):
        for word in re.finditer(r"\S+", match["who"]):
            yield match.start() + word.start(), match.end("who")


def _patterns(field: HarmField) -> tuple[re.Pattern[str], ...]:
    active = rf"\b(?i:{_ACTIVE[field]})\s+(?P<who>[^\s,.;:()“”\"][^,.;:()\n“”\"]*?){_END}"
    passive = (
        rf"{_START}(?P<who>[^\s,.;:()“”\"][^,.;:()\n“”\"]*?),?\s(?:(?:was|has been|had been|is|were|have been|being"
        rf"|got)(?: \w+ly)?\s"
        rf"(?i:{_PASSIVE[field]})|(?i:{_PASSIVE[field]})(?=\s(?:in|by|near|during|at|after|when|on|as)\b)"
        + (rf"|(?:{_DIED})\b)" if field == "killed" else ")")
    )
    found = [passive, active]
    if field == "killed":
        found.append(rf"\b(?i:{_NOUNS}) of (?P<who>[^,.;:()\n“”\"]+?){_END}")
    return tuple(re.compile(pattern) for pattern in found)


_PATTERNS: dict[HarmField, tuple[re.Pattern[str], ...]] = {field: _patterns(field) for field in _ACTIVE}
