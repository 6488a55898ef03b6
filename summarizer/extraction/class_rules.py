"""Class fields that the words decide: no model is asked for what a rule reads off the evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.schemas import Evidence
from summarizer.topics import Topic

COMBATANT = re.compile(
    r"\b(soldier|troop|fighter|militant|rebel|guerrilla|gunm[ae]n|insurgent|combatant|officer|servicem[ae]n|militia|"
    r"commander|guard|peacekeeper|marine|recruit|army|members of the)",
    re.IGNORECASE,
)
CIVILIAN = re.compile(
    r"\b(civilian|child|wom[ae]n|girl|boy|passenger|villager|resident|bystander|worker|student|pupil|teacher|journalist|"
    r"famil|baby|babies|patient|doctor|nurse|shopper|farmer|worshipper|mourner|refugee|schoolgirl|son|daughter|priest|"
    r"aid worker|tourist|settler|driver|m[ao]ther|father|staff)",
    re.IGNORECASE,
)
CUMULATIVE = re.compile(
    r"\b(since (?!the (?:blast|attack|strike) )|so far|in total|a total of|over the (?:past|last)|in the (?:past|last) |"
    r"during the (?:conflict|war|same period|past|last)|between \w+ (?:\d+ )?and|overall|death toll (?:from|in|of) the "
    r"(?:war|conflict|offensive)|in \d+ months)",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(den(?:y|ies|ied)|disput(?:e|es|ed)|reject(?:s|ed) the (?:claim|accusation|charge))", re.IGNORECASE
)
CLAIM = re.compile(
    r"\b(claimed? responsibility|said (?:it|they|its \w+) (?:had )?(?:struck|hit|targeted|carried out|killed))",
    re.IGNORECASE,
)
UNCONDITIONAL = re.compile(r"\bunconditional", re.IGNORECASE)

SECTORS = (
    ("travel", r"\b(visa|travel|entry ban)"),
    ("arms", r"\b(arms|weapon|military equipment|dual-use)"),
    ("energy", r"\b(oil|gas|energy|fuel|coal|petrol|price cap)"),
    ("finance", r"\b(bank|financ|asset|funds|swift|central bank|transaction)"),
    ("trade", r"\b(trade|export|import|goods|textile|timber|commerc)"),
    ("individuals", r"\b(individual|official|officer|minister|leader|person|people|general|oligarch|settler)s?\b"),
    ("comprehensive", r"\b(comprehensive|all trade|total embargo|sweeping)"),
)
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
    words = " ".join(e.quote for e in evidence)
    if topic.name == "casualties":
        return _casualties(facts, draft, words, evidence)
    if topic.name == "sanctions":
        return {"sector": _first(SECTORS, f"{draft.get('measure', '')} {draft.get('target', '')}") or "unspecified"}
    if topic.name == "ceasefire":
        return {
            "scope": _first(SCOPES, words) or "unspecified",
            "unconditional": bool(UNCONDITIONAL.search(words)) and draft.get("stance") != "conditional",
        }
    return {}


def _casualties(facts: ArticleFacts, draft: Draft, words: str, evidence: tuple[Evidence, ...]) -> Mapping[str, Any]:
    return {
        "victim_type": victim_type(
            " ".join(str(draft.get(n, "")) for n in ("victims", "killed", "injured", "captured"))
        ),
        "cumulative": bool(CUMULATIVE.search(words)),
        "responsibility": _responsibility(facts, draft, evidence),
    }


def victim_type(words: str) -> str:
    """Tells what victims were by the words for them."""
    civilian, combatant = bool(CIVILIAN.search(words)), bool(COMBATANT.search(words))
    if civilian and combatant:
        return "mixed"
    return "civilian" if civilian else "combatant" if combatant else "unknown"


def _responsibility(facts: ArticleFacts, draft: Draft, evidence: tuple[Evidence, ...]) -> str:
    """Reads who is held responsible off the evidence and the two sentences after it."""
    if not draft.get("perpetrator"):
        return "unknown"
    sentence = facts.article.sentence_at(evidence[0].start)
    around = facts.article.sentences[sentence : sentence + 3]
    text = facts.article.text[around[0].start : around[-1].end]
    if CLAIM.search(text):
        return "claimed"
    if DENIAL.search(text):
        return "denied"
    return "alleged" if draft.get("source") else "undisputed"


def _first(table: tuple[tuple[str, str], ...], words: str) -> str | None:
    return next((name for name, pattern in table if re.search(pattern, words, re.IGNORECASE)), None)
