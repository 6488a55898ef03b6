"""Tells real harm from harm that did not happen: in a plan, a condition, a denial, a film or a drill.

Reads plain text, no parse, so that every road can ask. The clause of the count decides, not the sentence: "a plot that
could have killed dozens was foiled a day after a bomb killed 12" holds one toll, 12.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from summarizer.topics.casualties.reality_words import (
    ALMOST,
    ANY_HARM,
    CALLED_FALSE,
    DENIED,
    DENIED_FACT,
    HAPPENED,
    HARM,
    IF,
    LATER_FALSE,
    MODAL,
    MODAL_PERFECT,
    NOBODY,
    NOBODY_SUBJECT,
    NOT,
    NOT_SO,
    PLAN_HEAD,
    PRETENDED,
    PRETENDED_BEHIND,
    QUALIFIERS,
    SAYING,
    STOPPED,
    SURVIVED,
    UNREAL_NOUN,
    WHETHER,
    WITHOUT,
    HarmField,
)

__all__ = ["Counted", "HarmField", "UnrealCode", "governing_verb", "unreal"]

UnrealCode = Literal["hypothetical", "planned", "negated", "denied_report"]
"""Why a toll is none: it would have happened, was to happen, did not happen, or was reported and denied."""

_SPACES = re.compile(r"\s+")
_CLAUSE = re.compile(r"[,;:—–()]|\s-\s|\b(?:but|while|whereas|although|though)\b", re.I)
_APART = re.compile(r"[;:]|\s(?:but|while|whereas|although|though)\s", re.I)
_SENTENCE_END = re.compile(
    r"(?<=[\w)%”\"’'][^\W\d_]|.[)”\"’'\d])[.!?][\"”’')\]]* (?=[\"“‘(\[]*[A-Z])|(?<=[.!?][\"”’]) (?=[\"“‘]?[A-Z])"
)
_BY = re.compile(r"[^,;.]{0,80}?\bby (?!(?:a|an)\b)", re.I)
_COORDINATED = re.compile(r",|\b(?:and|or)\b", re.I)
_MOST_LEFT, _MOST_RIGHT = 7, 16
"""Words that may stand between a verb of harm and the people before whom, or behind whom, it stands."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Words that count people, in their sentence.

    Attributes:
        before: the sentence up to the words.
        words: the words ("12 people").
        after: the rest of the sentence.
        following: the sentence after it, "" where there is none.
        field: which harm the words are said to count; `None` where that is open.
    """

    before: str
    words: str
    after: str
    following: str = ""
    field: HarmField | None = None


def unreal(counted: Counted) -> UnrealCode | None:
    """Why the people counted came to no harm, or `None` where the sentence does not say so."""
    before, words, after, following = (
        _SPACES.sub(" ", part) for part in (counted.before, counted.words, counted.after, counted.following)
    )
    before, after = _SENTENCE_END.split(before)[-1], _SENTENCE_END.split(after)[0]
    if NOBODY.match(words.strip()):
        return "negated"
    text, place = before + words + after, (len(before), len(before) + len(words))
    verb = _governing(text, place, counted.field)
    if _is_denied(before, after, following, _is_object(verb, place)):
        return "denied_report"
    if PRETENDED.search(before[-120:]) or PRETENDED_BEHIND.search(after[:60]):
        return "hypothetical"
    opening = text[: min(place[0], verb[0] if verb else place[0])]
    if IF.search(opening) or WHETHER.search(opening):
        return "hypothetical"
    if verb is None or SURVIVED.match(after):
        return "negated" if SURVIVED.match(after) and counted.field in ("killed", "injured", None) else None
    return _of_verb(text, verb)


def governing_verb(counted: Counted) -> str | None:
    """The verb or noun of harm that the people counted are the object or the subject of; `None` where there is none."""
    text = counted.before + counted.words + counted.after
    place = len(counted.before), len(counted.before) + len(counted.words)
    verb = _governing(text, place, counted.field)
    return text[slice(*verb)] if verb is not None else None


def _is_object(verb: tuple[int, int] | None, place: tuple[int, int]) -> bool:
    return verb is not None and verb[1] <= place[0]


def _governing(text: str, place: tuple[int, int], field: HarmField | None) -> tuple[int, int] | None:
    """The verb of harm that the counted people are the object or the subject of: the nearest in their clause."""
    patterns = (HARM[field], ANY_HARM) if field is not None else (ANY_HARM,)
    for pattern in patterns:
        costs = ((_cost(text, place, match.span()), match.span()) for match in pattern.finditer(text))
        near = [(cost, span) for cost, span in costs if cost is not None]
        if near:
            return min(near)[1]
    return None


def _cost(text: str, place: tuple[int, int], verb: tuple[int, int]) -> int | None:
    """How far a verb stands from the people it may govern, in words; `None` where it can't govern them."""
    if verb[1] <= place[0]:
        gap = text[verb[1] : place[0]]
        if QUALIFIERS.fullmatch(gap):
            return 0
        many = len(gap.split())
        return None if many > _MOST_LEFT or _APART.search(gap) else 2 * many + (6 if _COORDINATED.search(gap) else 2)
    if verb[0] >= place[1]:
        gap = text[place[1] : verb[0]]
        many = len(gap.split())
        return None if many > _MOST_RIGHT or _APART.search(gap) else 1 + many
    return 0


def _of_verb(text: str, verb: tuple[int, int]) -> UnrealCode | None:
    """What the words before a verb of harm make of it."""
    clause = _CLAUSE.split(text[: verb[0]])[-1]
    said = text[slice(*verb)].lower()
    if WITHOUT.search(clause) or NOBODY_SUBJECT.search(clause) or ALMOST.search(clause):
        return "negated"
    if NOT.search(clause):
        return None if re.match(r" (?:only|by)\b|[^,;]{0,60} but\b", text[verb[1] :]) else "negated"
    if MODAL_PERFECT.search(clause):
        return "hypothetical"
    modal = MODAL.search(clause)
    if modal and not said.endswith("ing"):
        return "planned" if modal["will"] else "hypothetical"
    if UNREAL_NOUN.search(clause):
        return "planned"
    if clause.endswith((" to ", " to be ", " to have ")) or re.search(r"\bto \w+ly $", clause):
        return _of_infinitive(clause)
    return "planned" if said.endswith("ing") and STOPPED.search(clause[-70:]) else None


def _of_infinitive(clause: str) -> UnrealCode | None:
    """What stands before "to kill": a plan, or a word that says that it happened ("went on to kill")."""
    head = clause[: clause.rindex("to ")]
    if clause.endswith(" to have ") or HAPPENED.search(head):
        return None
    if clause.endswith(" to be ") and re.search(r"\b(?:is|are|was|were|due|set) $", head):
        return "planned"
    return "planned" if PLAN_HEAD.search(head[-70:]) else None


def _is_denied(before: str, after: str, following: str, is_object: bool) -> bool:
    """True where the count is what a report said that is called false."""
    said = next((m for m in SAYING.finditer(before) if not re.search(r"[.;]\s", before[m.end() :])), None)
    if NOT_SO.search(before) or (DENIED_FACT.search(before) and not is_object and not _BY.match(after)):
        return True
    if said is not None and (said["false"] or CALLED_FALSE.search(after)):
        return True
    denied = DENIED.search(before)
    if denied is not None and not re.search(r"[;]|\bbut\b", before[denied.end() :]):
        return denied["rumour"] is not None or not is_object
    return (said is not None or bool(re.search(r"\b(?:said|reported|claimed)\b", before + after))) and bool(
        LATER_FALSE.match(following)
    )
