"""Who the words of a sentence say did it: no one is blamed whom no verb, "by" or owned weapon ties to the harm.

A small model asked who did it names whoever stands nearest: the fire brigade, the newspaper, the wounded. What it says
is not used.
"""

from __future__ import annotations

import re

from summarizer.article import Span
from summarizer.extraction.actor_keys import NO_ACTOR
from summarizer.extraction.actors import ActorMention
from summarizer.extraction.facts import ArticleFacts

_HARM = (
    r"(?:kill(?:ed|ing|s)|wound(?:ed|ing|s)|injur(?:ed|ing|es)|shot(?: dead)?|gunned down|murdered|massacred|executed|"
    r"beheaded|slaughtered|assassinated|kidnapp?(?:ed|ing)|abduct(?:ed|ing)|captur(?:ed|ing)|seized|"
    r"took (?:away|hostage|prisoner)|claimed the lives)"
)
_HARMED_BY = re.compile(
    rf"\b(?:{_HARM}|died|dead|hurt|perished|bombed|hit|attacked|taken hostage|in the hands)"
    r"(?: [\w’'-]+){0,6}? (?:by|at the hands of|in the hands of) (?:an? |the |some )?$",
    re.IGNORECASE,
)
_HARMS = re.compile(
    rf"(?:['’]s)?(?:,[^,;.]{{1,60}},)?(?: (?:has|have|had|also|then|later|in turn))* {_HARM}\b"
    r"(?! (?:and|by|in|on|between|during|when|since|after|as|at(?! least))\b)(?![.,;:])",
    re.IGNORECASE,
)
"""Behind its subject, a verb of harm that goes on with whom it harmed."""

_GOVERNED = re.compile(r"\b(?:against|to|with|from|for|of|including|on) (?:an? |the |some )?$", re.IGNORECASE)
_DEED = (
    r"(?:['’]s?)? (?:[\w-]+ ){0,2}?(?:air ?strikes?|air raids?|strikes?|shelling|drones?|missiles?|rockets?|fire|"
    r"bombing|bombardment|attacks?|raids?|offensive|warplanes|jets|artillery|snipers?|shells?|mortars?|gunfire|bombs?)\b"
)
_OWNED = re.compile(_DEED, re.IGNORECASE)
_OWNED_WITHIN = re.compile(rf"^(?:an? |the )?(?-i:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*){_DEED}$", re.IGNORECASE)
_BLAMED = re.compile(
    r"\b(?:blam(?:ed|es|ing)|accus(?:ed|es|ing)|held responsible|attributed (?:it |them |the \w+ )?to|carried out by|"
    r"claimed by|the work of) (?:an? |the )?$",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"(?:,[^,;.]{1,60},)?(?: (?:has|have|had|later|also))* claimed (?:responsibility|the attack)\b", re.IGNORECASE
)
_HARM_WORD = re.compile(
    r"\b(?:kill|wound|injur|dead|died|dies|death|perish|hurt|massacre|casualt|lives|toll|bodies)", re.IGNORECASE
)


def perpetrator_in(facts: ArticleFacts, sentence: int, speaker: str | None) -> str | None:
    """Returns the name of whom a sentence, or the one after it, holds responsible for the harm that it tells of.

    Args:
        facts: the article.
        sentence: index of the sentence.
        speaker: whom the sentence is attributed to, who tells of the deed and did not do it.
    """
    span = facts.article.sentences[sentence]
    mentions = [m for m in _outer(facts, span) if speaker is None or m.name not in speaker]
    for ties in (_does, _owns):
        found = next((m for m in mentions if ties(facts.article.text, span, m)), None)
        if found is not None:
            return found.name
    for one in facts.article.sentences[sentence : sentence + 2]:
        blamed = next((m for m in _outer(facts, one) if _is_blamed(facts.article.text, one, m)), None)
        if blamed is not None:
            return blamed.name
    return None


def _outer(facts: ArticleFacts, span: Span) -> list[ActorMention]:
    """The actors of a sentence, of names within names the outer."""
    found: list[ActorMention] = []
    for mention in facts.actors.actors_in(*span):
        inside = found and mention.end <= found[-1].end
        if not inside and NO_ACTOR.fullmatch(mention.name) is None:
            found.append(mention)
    return found


def _does(text: str, span: Span, mention: ActorMention) -> bool:
    """Tells whether a mention is the subject of a verb of harm, or stands behind "by" after one."""
    before = text[span.start : mention.start]
    acts = _HARMS.match(text[mention.end : span.end]) and not _GOVERNED.search(before)
    return bool(acts or _HARMED_BY.search(before))


def _owns(text: str, span: Span, mention: ActorMention) -> bool:
    """Tells whether a mention owns the weapon or the attack that a sentence of harm tells of."""
    if not _HARM_WORD.search(text[span.start : span.end]) or _GOVERNED.search(text[span.start : mention.start]):
        return False
    return bool(_OWNED.match(text[mention.end : span.end]) or _OWNED_WITHIN.match(mention.name))


def _is_blamed(text: str, span: Span, mention: ActorMention) -> bool:
    """Tells whether someone blames a mention, or it claims the deed."""
    return bool(_BLAMED.search(text[span.start : mention.start]) or _CLAIMS.match(text[mention.end : span.end]))
