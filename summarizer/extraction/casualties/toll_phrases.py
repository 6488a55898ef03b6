"""Tolls that the words of a sentence state: a count of people tied to a verb of harm ("wounded at least 14 people").

A small model overlooks tolls in long sentences and mixes up killed and wounded; where a count stands beside its verb no
model is needed to say which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.values.numbers import NumberMention, find_numbers


class Toll(NamedTuple):
    """A count of people that a sentence ties to a harm.

    Attributes:
        start: offset of its first code point in the sentence.
        end: offset after its last code point (half-open).
        harm: `killed`, `injured`, `missing` or `captured`.
        text: the count with its qualifier and who was counted.
    """

    start: int
    end: int
    harm: str
    text: str


HARMS = {
    "killed": r"kill(?:ed|s)?|(?:of )?dead|shot(?! at)|deaths?|died|dying|dies?|perish(?:ed|ing)?|drowned|slain|"
    r"slaughtered|massacred|murdered|shot dead|gunned down|executed|beheaded|"
    r"assassinated|fallen|blown up|burnt to death|lost their lives|"
    r"fatalities|bodies(?= (?:recovered|by|had|were|was|lay|found|pulled|of|in)\b)",
    "injured": r"injur(?:ed|ies)|wound(?:ed|s)|hurt|maimed|treated|suffered (?:wounds|burns|injuries)",
    "missing": r"missing|unaccounted for",
    "captured": r"captured|kidnapped|abducted|taken (?:hostage|prisoner|captive|away)|made prisoner|seized|"
    r"in the hands of|dragged",
}
"""What follows a count of people: the words for each harm."""

DEEDS = {
    "killed": r"kill(?:ed|ing|s)?|claim(?:ed|ing)|cost|lost|murder(?:ed|ing)|execut(?:ed|ing)|slaughter(?:ed|ing)|"
    r"massacr(?:ed|ing)|assassinat(?:ed|ing)|behead(?:ed|ing)|bodies of|toll (?:of|to|at)|"
    r"(?:number|count|toll|tally) (?:(?!injured|wounded|missing|hurt|\d)[^.;]){0,60}?\b(?:to|at|was|is|of|as)|"
    r"(?:dead|killed|deaths) (?:to|at|as)|dead:|"
    r"last rites",
    "injured": r"injur(?:ed|ing|es?)|wound(?:ed|ing|s)?|hurt(?:ing)?|maim(?:ed|ing)|"
    r"the (?:wounded|injured) (?:to|at|as)",
    "missing": r"missing (?:to|at)",
    "captured": r"captur(?:ed|ing|es?)|kidnapp?(?:ed|ing)|abduct(?:ed|ing)|seiz(?:ed|ing)|took hostage|took away|"
    r"(?:is|are|was|were) holding|dragged|paraded",
}
"""What stands before a count of people: the words for each harm."""

NATIONS = r"(?-i:[A-Z][a-z]+(?:ans?|ese|is|men|eans))"
PEOPLE = (
    r"people|persons?|men|man|women|woman|child(?:ren)?|boys?|girls?|bab(?:y|ies)|civilians?|soldiers?|troops?|fighters?|"
    r"militants?|rebels?|insurgents?|guerrillas?|gunm[ae]n|guards?|officers?|police(?:m[ae]n)?|members?|workers?|"
    r"passengers?|villagers?|residents?|students?|pupils?|journalists?|reporters?|sailors?|marines?|conscripts?|recruits?|"
    r"servicem[ae]n|peacekeepers?|staff|crew(?:m[ae]n)?|drivers?|teachers?|doctors?|nurses?|medics?|patients?|priests?|"
    r"nuns?|monks?|farmers?|shoppers?|worshippers?|mourners?|refugees?|migrants?|tourists?|settlers?|prisoners?|hostages?|"
    r"captives?|inmates?|employees?|interpreters?|combatants?|terrorists?|attackers?|bombers?|victims?|lives|others?|more|"
    r"keepers?|miners?|dockers?|fishermen|sons?|daughters?|brothers?|sisters?|famil(?:y|ies)|aides?|diplomats?|envoys?|"
    r"mayors?|chiefs?|commanders?|leaders?|schoolgirls?|schoolchildren|youths?|militiamen|postm[ae]n|bandits?|protesters?|"
    r"jihadists?|islamists?|extremists?|separatists?|paramilitar(?:y|ies)|mercenar(?:y|ies)|loyalists?|forces|"
    + NATIONS
)
QUALIFIER = (
    r"at least|no fewer than|not less than|no less than|more than|over|upwards of|about|around|some|roughly|"
    r"approximately|an estimated|nearly|almost|close to|just under|fewer than|less than|"
    r"up to|as many as|another|a further|between"
)
_QUALIFIED = re.compile(rf"\b(?:{QUALIFIER})\s+(?:another |a further )?[\"“]?$", re.IGNORECASE)
REACH = 300
"""How far from a count its verb, its qualifier and the words for who was counted may stand, in code points."""

_CLOSE = 150
"""Counts of two harms that stand closer than this many code points are of one incident."""

_SEVERAL = re.compile(r"\b(?:several|scores|dozens|hundreds|thousands)\b", re.IGNORECASE)
_SINGLE = re.compile(r"\b(?:a|an|one)\b(?= )", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to|and|or|-|–)\s*")
_DEAD = re.compile(r"^\s+of (?:the |these )(?:dead|wounded|injured|victims|hostages|prisoners)\b", re.IGNORECASE)
_BESIDE = re.compile(r"(?:among (?:them|whom)|including|of (?:them|whom)|those),? (?:[\w-]+ )?$", re.IGNORECASE)
_MEASURE = re.compile(
    r"^[\s-]*(?:years?|months?|weeks?|days?|hours?|minutes?|km|kilomet|miles?|met(?:re|er)s|per ?cent|%|tons?|tonnes?|"
    r"dollars|euros|pounds|times|villages|towns|houses|rockets|missiles|drones|shells|flights|attacks|strikes|a\.?m|p\.?m)",
    re.IGNORECASE,
)
_STOPS = (
    r"(?!(?:and|or|were|was|are|is|have|has|had|in|at|by|on|from|who|that|which|when|to|of|taken|killed|injured|wounded|"
    r"kidnapped|abducted|captured|seized|held|shot|hurt|died|dead|missing)\b)"
)
_OWN = r"(?:\s+of (?:the|his|her|its|their|our|them|those|whom)\b)?"
_WHO = re.compile(rf"^{_OWN}(?:\s+{_STOPS}[\w’'-]+){{0,4}}?\s+(?:{PEOPLE})\b(?!\s+(?:{PEOPLE})\b)", re.IGNORECASE)
_AND_WHO = re.compile(
    r"^,? and (?:(?:a|an|one|two|three|four|five|his|her|their|roughly|some|about) )"
    rf"(?:[\w-]+ ){{0,3}}?(?:{PEOPLE})\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"^ of (?:them|those|the [\w’'-]+)\b", re.IGNORECASE)
_BODIES = re.compile(r"^ (?:[\w-]+ )?bodies\b", re.IGNORECASE)
_FOUND = re.compile(r"\b(?:seen|saw|count(?:ed|s)|found|recovered|pulled|buried)\s+(?:\w+ )?$", re.IGNORECASE)
_ON_A_DAY = re.compile(r"^(?: [\w’'-]+){0,2} on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_LINK = (
    r"(?:\s+of [\w’'-]+(?: [\w’'-]+){0,3}?)?(?:,[^,;.]{1,60},)?"
    r"(?:\s+(?:who|that|has|have|had|is|are|was|were|been|being|be|also|then|later|reported|still|more|confirmed|"
    r"it|lay|left|to|presumed|feared|so far)\b){0,4}"
)
_FILLER = (
    r"(?:\s+(?:the|a|an|his|its|their|her|dead|hostage|prisoner|captive|away|lives|of|with|as|to|off|only|also|total))*"
)
_AFTER = {
    harm: re.compile(rf"^[\"”]?{_LINK}[\"”]?\s+(?P<harm>{words})\b", re.IGNORECASE) for harm, words in HARMS.items()
}
_BEFORE = {
    harm: re.compile(rf"\b(?:{words}){_FILLER}\s+[\"“]?(?:(?:{QUALIFIER})\s+)?$", re.IGNORECASE)
    for harm, words in DEEDS.items()
}


def tolls_in(words: str) -> tuple[Toll, ...]:
    """Returns the tolls that a sentence states, in order, none overlapping another."""
    found: list[Toll] = []
    for start, end in _counts(words):
        if found and start < found[-1].end:
            continue
        toll = _toll(words, start, end) or (_subset(words, start, end, found[-1].harm) if found else None)
        if toll is not None:
            found.append(toll)
    return tuple(found)


def stated_tolls(words: str) -> list[dict[str, str]]:
    """Returns the tolls of a sentence as drafts: counts of different harms that stand close together are one."""
    drafts: list[dict[str, str]] = []
    last = 0
    for toll in tolls_in(words):
        beside = drafts and toll.start - last < _CLOSE and ";" not in words[last : toll.start]
        if beside and toll.harm not in drafts[-1]:
            drafts[-1][toll.harm] = toll.text
        else:
            drafts.append({toll.harm: toll.text})
        last = toll.end
    return drafts


def _counts(words: str) -> Iterator[tuple[int, int]]:
    """Yields where counts stand: numbers, ranges of two, words like "several", and single persons."""
    numbers = [m for m in find_numbers(words) if m.kind in ("cardinal", "vague") and not _is_year(words, m)]
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(numbers):
        start, end = numbers[at].start, numbers[at].end
        if at + 1 < len(numbers) and _is_range(words, numbers[at], numbers[at + 1]):
            at += 1
            end = numbers[at].end
        spans.append((start, end))
        at += 1
    spans += [m.span() for m in _SEVERAL.finditer(words)]
    taken = {start for start, _ in spans}
    spans += [m.span() for m in _SINGLE.finditer(words) if m.start() not in taken]
    yield from sorted(spans)


def _is_year(words: str, number: NumberMention) -> bool:
    text = words[number.start : number.end]
    return text.isdigit() and len(text) == 4 and 1800 <= number.value <= 2100


def _is_range(words: str, first: NumberMention, second: NumberMention) -> bool:
    gap = words[first.end : second.start]
    joins = _RANGE.fullmatch(gap) is not None
    before = words[max(0, first.start - REACH) : first.start]
    return joins and ("and" not in gap or before.rstrip().lower().endswith("between"))


def _toll(words: str, start: int, end: int) -> Toll | None:
    before, after = words[max(0, start - REACH) : start], words[end : end + REACH]
    if _MEASURE.match(after) or _DEAD.match(after) or _BESIDE.search(before):
        return None
    who = _WHO.match(after)
    if words[start:end].lower() == "one" and not who:
        who = _OF_THEM.match(after)
    if words[start:end].lower() in ("a", "an", "one") and not (who and _is_one(who[0])):
        return None
    if _BODIES.match(after) and _FOUND.search(before):
        return Toll(start, end, "killed", words[start:end])
    last = end + (who.end() if who else 0)
    others = _AND_WHO.match(words[last : last + REACH]) if who else None
    harm = None
    if others is not None:
        behind = last + others.end()
        harm = _harm(before, words[behind : behind + REACH])
        last += others.end() if harm else 0
    harm = harm or _harm(before, words[last : last + REACH])
    if harm is None:
        return None
    qualifier = _QUALIFIED.search(before)
    first = start - len(before) + qualifier.start() if qualifier else start
    return Toll(first, last, harm, words[first:last].strip())


def _subset(words: str, start: int, end: int, harm: str) -> Toll | None:
    """Reads a part of the toll before it that has a day of its own: "including 92 people on Thursday"."""
    before, after = words[max(0, start - REACH) : start], words[end : end + REACH]
    qualifier = _QUALIFIED.search(before)
    first = start - len(before) + qualifier.start() if qualifier else start
    if not _BESIDE.search(words[max(0, first - REACH) : first]) or not _ON_A_DAY.match(after):
        return None
    who = _WHO.match(after)
    last = end + (who.end() if who else 0)
    return Toll(first, last, harm, words[first:last].strip())


def _harm(before: str, after: str) -> str | None:
    """Returns the harm whose verb stands right before a count, or else the one that follows it soonest."""
    for harm, pattern in _BEFORE.items():
        if pattern.search(before):
            return harm
    follows = [(match.start("harm"), harm) for harm, pattern in _AFTER.items() if (match := pattern.match(after))]
    return min(follows)[1] if follows else None


def _is_one(who: str) -> bool:
    """Tells whether words name one person: no plural at their end, and not too many before it."""
    words = who.split()
    return len(words) <= 4 and not re.search(r"(?:[^s]s|men|people|children)$", words[-1], re.IGNORECASE)
