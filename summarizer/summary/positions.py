"""Sentences about positions: on sanctions, and on a ceasefire."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from summarizer.schemas import Actor, CeasefirePosition, SanctionsCall
from summarizer.summary.phrases import Wording, joined, sentence

_MEASURE = re.compile(
    r"\b(?:sanctions?|bans?|embargo(?:e?s)?|freezes?|caps?|measures?|penalt(?:y|ies)|restrictions?|tariffs?|blacklists?|"
    r"visas?|packages?|designations?|boycotts?|blockades?|curbs?)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:to|should|shall|will|would|must|could|may|might|can|aims?|is|are|was|were|be|been|has|have|had|not|no|never|that|"
    r"if|and|but|or|for|on|against|impos\w+|(?:un)?froze|(?:un)?freez(?:e|es|ing)|ban(?:ned|ning)|barr?(?:ed|ing)|"
    r"den(?:y|ied|ying)|refus\w+|blacklist(?:ed|ing)|lift\w*|extend\w*|eas(?:e|es|ed|ing)|"
    r"suspend\w*|remov\w*|put|str(?:ike|uck)|plac(?:e|es|ed|ing)|clos(?:e|es|ed|ing)|forb\w+|prohibit\w*|halt\w*|"
    r"stop\w*|cut|block\w*|renew(?:ed|ing)?|drop\w*|keep\w*|kept|widen\w*|threaten\w*|add(?:ed|ing)?|seiz\w+|"
    r"end(?:s|ed|ing)?|prolong\w*|tighten\w*|toughen\w*|punish\w*|sanctioned|sanctioning)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(r"\b(?:from|to|of|on|against|for|with|by|in|at|its|his|her|their|the|an?|and|or)\b", re.IGNORECASE)
_SOFTENS = re.compile(r"lift|eas(?:e|ing)|relie|suspen|remov|waiv|exempt|end", re.IGNORECASE)

STATUS_VERBS: Mapping[str, tuple[str, str]] = {
    "called_for": ("called for", ""),
    "in_preparation": ("had", "in preparation"),
    "imposed": ("imposed", ""),
    "extended": ("extended", ""),
    "eased": ("eased", ""),
    "opposed": ("spoke out against", ""),
}
"""What stands before the sanctions and after them; forms that one and many actors share."""


def sanctions_text(records: Sequence[SanctionsCall], wording: Wording) -> str:
    """Returns the sentence about records of one status, target and source.

    Args:
        records: the records; their measures are named where there are few.
        wording: the little words of the article.
    """
    first = records[0]
    verb, after = STATUS_VERBS[first.status]
    who = joined(wording.name(r.actor.name) for r in records)
    measures = list(dict.fromkeys(r.measure for r in records if r.measure))
    softening = first.status in ("eased", "opposed")
    if len(measures) == 1 and _is_noun(measures[0], softening=softening):
        what, aside = wording.name(measures[0]), ""
    else:
        what, aside = "sanctions", f"“{measures[0]}”" if len(measures) == 1 else ""
    against = f"against {wording.name(first.target.name)}" if first.target and not _named_in(first.target, what) else ""
    return sentence(
        [who, verb, what, against, after, f"({aside})" if aside else ""], _according(first.source, who, wording)
    )


def _is_noun(measure: str, *, softening: bool) -> bool:
    """Tells whether the words can be the object of a verb such as "imposed" and keep their sense.

    Of what eases or opposes sanctions, only plain words can: "opposed lifting sanctions" would say the contrary.
    """
    found = _MEASURE.search(measure)
    if found is None or _VERB.match(measure) or re.search(r"[“”\";:.?!()]", measure):
        return False
    leads = not _LINKS.search(measure[: found.start()].partition(" ")[2])  # the noun is the head, not in a later phrase
    return leads and not (softening and _SOFTENS.search(measure))


def _named_in(actor: Actor, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(actor.name)}(?!\w)", words, re.IGNORECASE))


def ceasefire_text(records: Sequence[CeasefirePosition], wording: Wording) -> str:
    """Returns the sentence about records of one stance, counterparty, source and conditions.

    Args:
        records: the records.
        wording: the little words of the article.
    """
    first = records[0]
    who = joined(wording.name(r.actor.name) for r in records)
    what = _ceasefire(records)
    partner = wording.name(first.counterparty.name) if first.counterparty else ""
    with_partner = f"{what} with {partner}" if partner else what
    source = wording.name(first.source.name) if first.source else ""
    match first.stance:
        case "demands":
            parts = [who, f"called on {partner} to agree to {what}" if partner else f"called for {what}"]
        case "accepts":
            parts = [who, "agreed to", with_partner]
        case "conditional":
            parts = [who, "made", with_partner, f"conditional{_conditions(first)}"]
        case "rejects":
            parts = [who, "rejected", with_partner]
        case "mediates":
            parts = [who, "sought to broker", with_partner]
        case "violates_alleged":
            accused = f"{source} accused {who}" if source else f"{who} stood accused"
            return sentence([accused, "of breaking", with_partner])
        case "noncommittal":
            parts = [who, "took no side on", with_partner]
    return sentence(parts, _according(first.source, who, wording))


def _conditions(record: CeasefirePosition) -> str:
    """The conditions in the article's words; a clause ("if …") can't stand after "on"."""
    if not record.conditions:
        return ""
    clauses = any(
        re.match(r"(?:only )?(?:if|when|once|after|until|unless|as|that|provided)\b", c) for c in record.conditions
    )
    return f"{':' if clauses else ' on'} {joined(f'“{condition}”' for condition in record.conditions)}"


def _ceasefire(records: Sequence[CeasefirePosition]) -> str:
    """The ceasefire itself, with what all the records say of it."""
    unconditional = all(r.unconditional for r in records)
    scopes = {r.scope for r in records}
    lasting = {r.duration_text for r in records}
    scope = scopes.pop() if len(scopes) == 1 else "unspecified"
    adjectives = ["unconditional"] if unconditional else []
    adjectives += [scope] if scope != "unspecified" else []
    after = ""
    if len(lasting) == 1 and (duration := lasting.pop()):
        if re.fullmatch(r"[\w-]+-(?:hour|day|week|month|year)s?", duration):
            adjectives.append(duration)
        else:
            after = (
                f" {duration}" if re.match(r"(?:lasting|for|until|over|during)\b", duration) else f" lasting {duration}"
            )
    words = " ".join([*adjectives, "ceasefire"])
    return f"{_indefinite(words)} {words}{after}"


def _indefinite(words: str) -> str:
    """The indefinite article by the sound that a word of ours, or a number, begins with."""
    return "an" if re.match(r"(?:uncond|energy|[aio]|8|11\b|11-|18\b|18-|eight|eleven)", words, re.IGNORECASE) else "a"


def _according(source: Actor | None, who: str, wording: Wording) -> str:
    """Who says so, unless that is who acts."""
    if source is None or wording.name(source.name) == who:
        return ""
    return f", according to {wording.name(source.name)}"
