"""Sentences about positions on a ceasefire."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from summarizer.phrasing.numbers import lasting
from summarizer.phrasing.wording import Wording, joined, quoted, sentence
from summarizer.schemas import Actor, CeasefirePosition
from summarizer.topics.telling import according_to, grouped

_ASKS = re.compile(
    r"\b(?:call(?:s|ed|ing)?|urg\w+|demand\w*|appeal\w*|ask\w*|press\w*|request\w*|want\w*|plead\w*|insist\w*|should|must)\b",
    re.IGNORECASE,
)
_WELCOMES = re.compile(r"\b(?:welcom\w+|hail\w*|prais\w+|applaud\w*|glad|salut\w+|commend\w*)\b", re.IGNORECASE)
_HOPES = re.compile(r"\bhop(?:e|es|ed|ing)\b", re.IGNORECASE)
_AGREES = re.compile(
    r"\b(?:agree\w*|accept\w*|approv\w+|sign(?:s|ed|ing)?|consent\w*|initials?|undertak\w+|undertook|comply|complied)\b",
    re.IGNORECASE,
)
_DECLARES = re.compile(r"\b(?:declar\w+|announc\w+|unilateral\w*|order\w*)\b", re.IGNORECASE)
_PROPOSES = re.compile(r"\b(?:propos\w+|suggest\w*|draft\w*|float\w*|put forward|drew up|laid before)\b", re.IGNORECASE)
_OFFERS = re.compile(r"\boffer(?:s|ed|ing)?\b", re.IGNORECASE)
_BROKERS = re.compile(r"\bbroker(?:ed|s)?\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:only )?(?:if|when|once|after|before|until|unless|as|that|provided|they|he|she|it|we|there|to|on|for|in)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|left|leave|goes?|went|withdr[ae]ws?|stops?|ends?|be|gave|\w+ed|takes?|get|got|must|can)\b"
)
_LONGEST_CONDITIONS = 26


def ceasefire_text(records: Sequence[CeasefirePosition], wording: Wording) -> str:
    """The sentence about records of one stance, counterparty, source and conditions.

    Args:
        records: the records.
        wording: the little words of the article.
    """
    first = records[0]
    who = joined(wording.name(r.actor.name) for r in records)
    what = _ceasefire(records)
    partner = _partner(records, wording)
    source = wording.name(first.source.name) if first.source else ""
    match first.stance:
        case "demands":
            parts = _demand(records, who, what, partner)
        case "accepts":
            parts = _acceptance(records, who, what, partner)
        case "conditional":
            parts = _condition(first, who, what, partner)
        case "rejects":
            parts = [who, "rejected", f"{what}{partner and f' with {partner}'}"]
        case "mediates":
            parts = [who, _mediates(records), f"{what}{partner and f' involving {partner}'}"]
        case "violates_alleged":
            accused = f"{source} accused {who} of" if source and source != who else f"{who} stood accused of"
            with_partner = f" with {partner}" if partner and partner != source else ""
            return sentence([accused, "breaking", f"{what}{with_partner}"])
        case "noncommittal":
            parts = [who, "took no side on", f"{what}{partner and f' with {partner}'}"]
    return sentence(parts, according_to(first.source, who, wording))


def groups(records: Sequence[CeasefirePosition], in_substance: bool) -> list[tuple[CeasefirePosition, ...]]:
    """The records that say the same together, and those of two sides that agree with each other."""
    merged: list[tuple[CeasefirePosition, ...]] = []
    for group in grouped(records, _gist if in_substance else _key):
        at = next(
            (i for i, g in enumerate(merged) if all(are_mutual(one, other) for one in g for other in group)), None
        )
        if at is None:
            merged.append(group)
        else:
            merged[at] += group
    return merged


def _key(r: CeasefirePosition) -> Hashable:
    return (*_gist(r), r.duration_text, r.duration, r.scope, r.unconditional)


def _gist(r: CeasefirePosition) -> tuple[Hashable, ...]:
    party = None if r.counterparty is None else r.counterparty.party or r.counterparty.name.casefold()
    return (r.stance, party, r.source.name if r.source else None, r.conditions)


def _partner(records: Sequence[CeasefirePosition], wording: Wording) -> str:
    """The other side, unless that is whose position it is."""
    other = records[0].counterparty
    if other is None or any(_same(r.actor, other) for r in records):
        return ""
    name = wording.name(other.name)
    return "" if len(name.split()) > 10 else name


def _same(one: Actor, other: Actor) -> bool:
    if one.party is not None and one.party == other.party:
        return True
    return one.name.casefold().removeprefix("the ") == other.name.casefold().removeprefix("the ")


def are_mutual(one: CeasefirePosition, other: CeasefirePosition) -> bool:
    """True if two sides say the same of a ceasefire with each other, so that one sentence tells of both."""
    if one.counterparty is None or other.counterparty is None or one.stance != other.stance:
        return False
    if one.stance not in ("accepts", "rejects"):
        return False
    if not (_same(one.actor, other.counterparty) and _same(other.actor, one.counterparty)):
        return False
    alike = (one.scope, one.duration, one.unconditional) == (other.scope, other.duration, other.unconditional)
    return alike and one.source == other.source


def _said(records: Sequence[CeasefirePosition]) -> list[str]:
    return [" ".join(e.quote for e in record.evidence) for record in records]


def _demand(records: Sequence[CeasefirePosition], who: str, what: str, partner: str) -> list[str]:
    """Calls, hopes and welcomes: the verb says no more than all the records' words."""
    said = _said(records)
    if all(_WELCOMES.search(words) and not _ASKS.search(words) for words in said):
        return [who, "welcomed", what]
    if all(_HOPES.search(words) and not _ASKS.search(words) for words in said):
        return [who, "hoped for", what]
    if all(_ASKS.search(words) for words in said):
        return [who, f"called on {partner} to agree to {what}" if partner else f"called for {what}"]
    if all(_OFFERS.search(words) for words in said):
        return [who, "offered", what]
    return [who, f"backed {what}{partner and f' with {partner}'}"]


def _acceptance(records: Sequence[CeasefirePosition], who: str, what: str, partner: str) -> list[str]:
    said = _said(records)
    if any(_AGREES.search(words) for words in said):
        return [who, "agreed to", f"{what}{partner and f' with {partner}'}"]
    if all(_DECLARES.search(words) for words in said):
        return [who, "declared", what]
    return [who, "committed to", f"{what}{partner and f' with {partner}'}"]


def _mediates(records: Sequence[CeasefirePosition]) -> str:
    said = _said(records)
    if all(_BROKERS.search(words) for words in said):
        return "brokered"
    return "proposed" if all(_PROPOSES.search(words) for words in said) else "sought to broker"


def _condition(record: CeasefirePosition, who: str, what: str, partner: str) -> list[str]:
    """The conditions in the article's words, marked as such; long ones are left to the record."""
    with_partner = f"{what}{partner and f' with {partner}'}"
    quotes = joined(quoted(condition) for condition in record.conditions) if record.conditions else ""
    if not quotes or len(quotes.split()) > _LONGEST_CONDITIONS:
        return [who, "set conditions for", with_partner]
    if any(_CLAUSE.match(c) or _FINITE.search(c) for c in record.conditions):
        one = len(record.conditions) == 1
        return [who, "set a condition for" if one else "set conditions for", f"{with_partner}: {quotes}"]
    return [who, "made", with_partner, f"conditional on {quotes}"]


def _ceasefire(records: Sequence[CeasefirePosition]) -> str:
    """The ceasefire itself, with what all the records say of it."""
    scopes = {r.scope for r in records}
    spans = {(r.duration, r.duration_text) for r in records}
    scope = scopes.pop() if len(scopes) == 1 else "unspecified"
    adjectives = ["unconditional"] if all(r.unconditional for r in records) else []
    adjective, after = lasting(*spans.pop()) if len(spans) == 1 else ("", "")
    adjectives += [adjective] if adjective else []
    adjectives += [scope] if scope != "unspecified" else []
    words = " ".join([*adjectives, "ceasefire"])
    return f"{_indefinite(words)} {words}{after and f' {after}'}"


def _indefinite(words: str) -> str:
    """The indefinite article by the sound that a word of ours, or a number, begins with."""
    return (
        "an"
        if re.match(r"(?:uncond|energy|[aio](?!ne-)|8|11\b|11-|18\b|18-|eight|eleven)", words, re.IGNORECASE)
        else "a"
    )
