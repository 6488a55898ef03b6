"""What the evidence of a position says, in plain words, that its actor does.

Reads text, no parse, so that a draft of any model and a stored record can be held against their own evidence. Only what
stands directly behind the actor's name counts as said of it; a verb that may be the actor's counts in its favour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from summarizer.linking.registry import default_parties
from summarizer.schemas import Actor
from summarizer.topics.checks import name_pattern

_ADVERB = (
    r"(?:also|again|then|later|still|now|already|once|twice|repeatedly|all|both|immediately|yesterday|today|earlier"
    r"|on \w+day|(?:this|last) \w+|\w+ly|themselves|itself)"
)
_AUX = r"(?:has|have|had|is|are|was|were|been|being|be|do|does|did|having)"
_MODAL = r"(?:would|could|might|may|should|shall|can)"
_PLANNING = (
    r"(?:(?:plan|threaten|prepar|intend|consider|weigh|mull|propos|aim|vow|promis|pledg|hop|want|seek)\w*(?: to)?"
    r"|(?:(?:is|are|was|were) )?(?:ready|preparing|planning|considering|due|expected|set|likely|poised|about|willing)"
    r" to)"
)
_NOT = r"(?:not|never|no longer|\w+n['’]t|cannot)"
_FILLER = rf"(?:\s+(?:{_ADVERB}|{_AUX}))*"
_SAID = r"(?:said|says|say|saying|announced|insisted|declared|told \w+|stressed|confirmed)"
_APPOSITION = r"(?:\s?\([^()]{1,40}\)|,\s[^,;.]{1,70},)?"
_PRONOUN = r"(?:it|they|he|she|we)"


@dataclass(frozen=True)
class Verbs:
    """Verbs that say one thing of a topic.

    Attributes:
        verb: the verbs.
        thing: what must stand behind them.
        when: how the verb must stand: `done`, `not` (negated), `would` (behind a modal or a plan), or `any` (both done
            and planned).
    """

    verb: re.Pattern[str]
    thing: re.Pattern[str]
    when: str = "done"


def verbs(verb: str, thing: str, *, when: str = "done") -> Verbs:
    """Verbs by their regular expressions, case ignored."""
    return Verbs(re.compile(rf"(?:{verb})(?!\w)", re.IGNORECASE), re.compile(thing, re.IGNORECASE), when)


Table = Mapping[str, tuple[Verbs, ...]]
"""By what they say: the verbs."""


def said_of(actor: Actor, said: str, table: Table) -> frozenset[str]:
    """What some evidence, without markup, says outright of an actor, as keys of the table."""
    ends = [end for _, end in _mentions(actor, said)] + [m.end() for m in re.finditer(r"\b(?:We|we|I)\b", said)]
    return frozenset(
        key for key, rules in table.items() if any(_stands_behind(said, end, rule) for end in ends for rule in rules)
    ) | frozenset(key for key, rules in table.items() if any(_done_by(said, actor, rule) for rule in rules))


def may_say(actor: Actor, evidence: str, places: Iterable[tuple[int, int]]) -> bool:
    """True if one of some words of an evidence is not plainly said of somebody else.

    Args:
        actor: the actor.
        evidence: the evidence, without markup.
        places: where the words stand.
    """
    own = _mentions(actor, evidence)
    return any(not _is_others(evidence, start, end, own) for start, end in places)


def _stands_behind(said: str, end: int, rule: Verbs) -> bool:
    behind = said[end:]
    lead = re.match(
        rf"{_APPOSITION}(?:\s{_SAID}(?:\son \w+day)?(?:\sthat)?\s{_PRONOUN}(?=\s|['’]))?", behind, re.IGNORECASE
    )
    rest = behind[lead.end() :] if lead else behind
    return any(
        _fits(rule.when, before)
        and (verb := rule.verb.match(rest, len(before) + 1)) is not None
        and rule.thing.match(rest, verb.end())
        for before in _auxiliaries(rest)
        if rest[len(before) : len(before) + 1].isspace()
    )


def _auxiliaries(rest: str) -> list[str]:
    """The words before a verb, the longest run first: auxiliaries, negations, modals, plans and adverbs."""
    one = rf"\s+(?:{_PLANNING}|{_MODAL}|will|{_NOT}|{_ADVERB}|{_AUX})(?=\s|$)|['’](?:d|ll|s|ve)(?=\s)"
    runs, at = [""], 0
    while found := re.compile(one, re.IGNORECASE).match(rest, at):
        at = found.end()
        runs.append(rest[:at])
    return runs[::-1]


def _fits(when: str, before: str) -> bool:
    negated = re.search(rf"(?<!\w){_NOT}(?!\w)|n['’]t", before, re.IGNORECASE)
    planned = re.search(rf"(?<!\w)(?:{_MODAL}|{_PLANNING}|will)(?!\w)|['’](?:d|ll)\b", before, re.IGNORECASE)
    if when == "not":
        return bool(negated)
    if when == "would":
        return bool(planned) and not negated and not re.search(r"\bwill\b|['’]ll\b", before, re.IGNORECASE)
    if when == "any":
        return not negated
    return not negated and not planned


def _done_by(said: str, actor: Actor, rule: Verbs) -> bool:
    """True of a passive with the actor as its agent: "the truce was rejected by the rebels"."""
    if rule.when not in ("done", "any"):
        return False
    for found in re.finditer(rf"\b(?:was|were|been)(?: \w+ly)? (?P<verb>\w+) by (?:the )?{name_pattern(actor)}", said):
        clause = re.split(r"[,;.]", said[: found.start()])[-1]
        if (
            rule.verb.fullmatch(found["verb"])
            and not re.search(_NOT, clause)
            and rule.thing.match(f" {clause.strip()}")
        ):
            return True
    return False


def _mentions(actor: Actor, said: str) -> list[tuple[int, int]]:
    """Where the actor stands as somebody who may act: not as an owner, and not behind a preposition."""
    places = [m.span() for m in re.finditer(name_pattern(actor), said)]
    if actor.party is not None:
        places += [(m.start, m.end) for m in default_parties().mentions(said) if m.code == actor.party]
    return [
        (start, end)
        for start, end in places
        if not re.match(r"['’](?:s\b|(?!\w))", said[end:])
        and not re.search(
            r"\b(?:of|on|against|with|by|from|for|in|to|at|about|over|between|into|than|near|across|towards?) "
            r"(?:(?:the|a|an|its|their) )?(?:[\w’'-]+ ){0,2}$",
            said[:start],
        )
    ]


def _is_others(said: str, start: int, end: int, own: list[tuple[int, int]]) -> bool:
    """True of a verb whose subject or agent is plainly another: behind "who", behind another name, or before "by"."""
    before = re.sub(rf"(?:\s+(?:{_ADVERB}|{_AUX}|{_MODAL}|will|{_NOT}))*\s*$", "", said[:start], flags=re.IGNORECASE)
    relative = re.search(r",? (?:who|which)\b[^,;.]{0,40}$", before)
    if relative is not None:
        return not any(name_end == relative.start() for _, name_end in own)
    agent = re.match(r"[^,;.]{0,30}?\bby (?:the )?(?=\w)", said[end:])
    if agent is not None:
        return not any(abs(at - end - agent.end()) <= 4 for at, _ in own)
    other = [m for m in default_parties().mentions(before) if len(before) - m.end <= 1]
    return bool(other) and not any(other[-1].start - 4 <= at <= other[-1].end for at, _ in own)
