"""Class fields that the words decide: no model is asked for what a rule reads off the evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from summarizer.extraction.casualties.answers import answer_to
from summarizer.extraction.casualties.totals import is_total, toll_offset
from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.unsupported import VERBS
from summarizer.schemas import Evidence
from summarizer.topics import Topic

COMBATANT = re.compile(
    r"\b(soldier|troop|fighter|militant|rebel|guerrilla|gunm[ae]n|insurgent|combatant|officer|servicem[ae]n|militia|"
    r"commander|guard|peacekeeper|marine|recruit|army|armed forces|security forces|members of the|conscript|sailor|"
    r"attacker|assailant|jihad|islamist|extremist|separatist|paramilitar|mercenar|terrorist|bandit|bomber|hijacker|"
    r"police|sergeant|lieutenant|reservist)",
    re.IGNORECASE,
)
CIVILIAN = re.compile(
    r"\b(civilian|child|wom[ae]n|girl|boy|passenger|villager|resident|bystander|"
    r"worker|student|pupil|teacher|journalist|reporter|infant|toddler|teenager|pensioner|elderly|pregnant|\d+-year-old|"
    r"famil|baby|babies|patient|doctor|nurse|medic|paramedic|rescuer|interpreter|shopper|farmer|shepherd|fisherm[ae]n|"
    r"worshipper|mourner|pilgrim|refugee|evacuee|displaced|school|son|daughter|priest|monk|nun|imam|couple|neighbou?r|"
    r"docker|miner|keeper|postm[ae]n|commuter|guest|tourist|settler|driver|m[ao]ther|father|"
    r"(?<!joint )(?<!general )staff|crew|shopkeeper|trader)",
    re.IGNORECASE,
)
_TOLD_BEHIND = re.compile(
    r"^ of (?:the|its|his|her|their)\b|\b(?:all|both|most|mostly|mainly|some|many|several|\w+ of (?:them|whom))\b",
    re.IGNORECASE,
)
"""What follows a count and says who was counted: "all of them residents", "of the home guard"."""

_HARMED = re.compile(r"^(?: (?:were|was|have|has|had|been|killed|dead|died|perished|wounded|injured|hurt)\b)+")
_TELLING_ENDS = re.compile(
    r"[.;]|, (?:and|but|as|when|while) |"
    r"\b(?:were|was|have|has|had|lost|died|when|who|in|at|on|by|after|since|according)\b"
)
_MOSTLY = re.compile(r"\b(?:most|mostly|mainly)\b", re.IGNORECASE)

UNCONDITIONAL = re.compile(r"\bunconditional", re.IGNORECASE)

SECTORS = (
    ("travel", r"\b(visa|travel|entry ban|entering the country)"),
    ("arms", r"\b(arms|weapon|munition|military equipment|dual-use)"),
    ("energy", r"\b(oil|crude|gas|energy|fuel|coal|petrol|nuclear power|pipeline|drilling|refiner|tanker|price cap)"),
    ("finance", r"\b(bank|financ|asset|funds|money|swift|central bank|transaction|credit|loan)"),
    ("trade", r"\b(trade|export|import|goods|textile|timber|commerc|tariff|ports?\b|purchases|sale of)"),
    (
        "individuals",
        r"\b(individual|official|officer|minister|leader|person|people|general|oligarch|settler|colonel|chief|"
        r"names?|blacklist|listing)s?\b",
    ),
    ("comprehensive", r"\b(comprehensive|all trade|total embargo|sweeping)"),
)
PERSONS = (
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|dozens of|several)"
    r"(?: (?!companies|firms|banks|bodies|entities)[\w-]+){0,2} "
    r"(?:people|persons|individuals|men|names|officials|chiefs|ministers|commanders|officers|judges|settlers)\b|"
    r"\bindividuals?\b|\bpersons and\b|\bpeople and firms\b|\bblacklist"
)
"""Words of a sentence by which sanctions hit persons, not those who speak of them."""

GOODS = 40
"""What is traded stands at most so many code points behind the word for trade ("the sale of drilling equipment")."""

SCOPES = (
    ("humanitarian", r"\bhumanitarian"),
    ("energy", r"\b(energy|power (?:plant|grid)|infrastructure)"),
    ("maritime", r"\b(maritime|black sea|naval|shipping|at sea|ports?)\b"),
    ("local", r"\b(local|in the (?:city|town|valley|district|province) of)"),
    ("full", r"\b(full|complete|comprehensive|nationwide|total|general)\b[^.]{0,25}(?:cease|truce|halt|cessation)"),
)


def decide_classes(
    facts: ArticleFacts, topic: Topic, draft: Draft, evidence: tuple[Evidence, ...]
) -> Mapping[str, Any]:
    """Returns the class fields of a draft that the words decide.

    Args:
        facts: the article.
        topic: the topic of the draft.
        draft: what the model wrote.
        evidence: the words that prove it.
    """
    if topic.name == "casualties":
        return _casualties(facts, draft, evidence)
    words = " ".join(e.quote for e in evidence)
    if topic.name == "sanctions":
        return {"sector": _sector(draft, words)}
    if topic.name == "ceasefire":
        return {
            "scope": _first(SCOPES, words) or "unspecified",
            "unconditional": bool(UNCONDITIONAL.search(words)) and draft.get("stance") != "conditional",
        }
    return {}


def _sector(draft: Draft, words: str) -> str:
    """Returns what sanctions hit: by the words for measure and target, else by the first such word beside them."""
    told = _first(SECTORS, f"{draft.get('measure', '')} {draft.get('target', '')}")
    if told is not None:
        return told
    if re.search(PERSONS, words, re.IGNORECASE):
        return "individuals"
    things = [
        (found.start() - (GOODS if name in ("energy", "arms") else 0), name)
        for name, pattern in SECTORS
        if name != "individuals" and (found := re.search(pattern, words, re.IGNORECASE))
    ]
    return min(things)[1] if things else "unspecified"


def _casualties(facts: ArticleFacts, draft: Draft, evidence: tuple[Evidence, ...]) -> Mapping[str, Any]:
    words = evidence[0].quote
    said = [str(draft[n]) for n in ("victims", *VERBS) if n in draft]
    return {
        "victim_type": victim_type(" ".join(said), _told_behind(words, said)),
        "cumulative": is_total(words, toll_offset(draft, words)),
        "responsibility": _responsibility(facts, draft, evidence),
    }


def victim_type(counted: str, behind: str) -> str:
    """Tells what victims were by the words for them.

    Args:
        counted: the words of the counts.
        behind: what is said of them behind the counts.
    """
    told = f"{counted} {behind}"
    civilian, combatant = bool(CIVILIAN.search(told)), bool(COMBATANT.search(told))
    partly = _MOSTLY.search(behind) and not CIVILIAN.search(counted) and not COMBATANT.search(counted)
    if (civilian and combatant) or (partly and (civilian or combatant)):
        return "mixed"
    return "civilian" if civilian else "combatant" if combatant else "unknown"


def _told_behind(words: str, counts: list[str]) -> str:
    """Returns what stands behind the counts of a toll and says who was counted."""
    behind = [_HARMED.sub("", words[words.find(count) + len(count) :]) for count in counts if count in words]
    tails = [_TELLING_ENDS.split(tail, maxsplit=1)[0] for tail in behind]
    return " ".join(tail[found.start() :] for tail in tails if (found := _TOLD_BEHIND.search(tail)))


def _responsibility(facts: ArticleFacts, draft: Draft, evidence: tuple[Evidence, ...]) -> str:
    """Tells what the one who is held responsible says of it, or else whether the article or someone in it says so."""
    answered = answer_to(facts, draft, facts.article.sentence_at(evidence[0].start))
    if answered is not None:
        return answered.answer
    if not draft.get("perpetrator"):
        return "unknown"
    return "alleged" if draft.get("source") else "undisputed"


def _first(table: tuple[tuple[str, str], ...], words: str) -> str | None:
    return next((name for name, pattern in table if re.search(pattern, words, re.IGNORECASE)), None)
