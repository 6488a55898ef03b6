"""Who the words of a sentence say did it: no one is blamed whom no verb, "by" or owned weapon ties to the harm.

A small model asked who did it names whoever stands nearest: the fire brigade, the newspaper, the wounded. What it says
is not used.
"""

from __future__ import annotations

import re

from summarizer.article import Span
from summarizer.extraction.casualties.answers import DISOWNS, OWNS_UP
from summarizer.extraction.casualties.attacks import STRUCK
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.mentions import around, outer_mentions
from summarizer.linking.actors.index import ActorMention

_HARM = (
    r"(?:kill(?:ed|ing|s)|wound(?:ed|ing|s)|injur(?:ed|ing|es)|shot(?: dead)?|gunned down|murdered|massacred|executed|"
    r"beheaded|slaughtered|assassinated|kidnapp?(?:ed|ing)|abduct(?:ed|ing)|captur(?:ed|ing)|seized|"
    r"took (?:away|hostage|prisoner)|claimed the lives|left(?= [^.;]{0,60}\b(?:dead|wounded|injured|hurt|missing)\b))"
)
_HARMED_BY = re.compile(
    rf"\b(?:(?:{_HARM}|died|dead|hurt|perished|bombed|hit|attacked|taken hostage)(?:,? [\w’'-]+){{0,6}}? by|"
    r"(?:attacks?|strikes?|raids?|massacre)\b[^.;]{0,100}? by|at the hands of|in the hands of) (?:an? |the |some )?$",
    re.IGNORECASE,
)
_HARMS = re.compile(
    rf"(?:['’]s)?(?:,[^,;.]{{1,90}},)?(?: (?:has|have|had|also|then|later|in turn))* {_HARM}\b"
    r"(?! (?:and|by|in|on|between|during|when|since|after|as|at(?! least))\b)(?![.,;:])",
    re.IGNORECASE,
)
"""Behind its subject, a verb of harm that goes on with whom it harmed."""

_ATTACKS = re.compile(
    r"(?:,[^,;.]{1,90},)?(?: (?:has|have|had|also|then|later))* "
    rf"(?:{STRUCK}|ambushed|waylaid|rammed|opened fire|fired|dropped|paraded|detonated|blew up)\b"
    r"(?! (?:by|in|between|during|when|since|after|as)\b)(?![.,;:])",
    re.IGNORECASE,
)
"""Behind its subject, a verb of attack that goes on with what it struck."""

_GOVERNED = re.compile(
    r"\b(?:against|to|with|from|for|of|including|on|in|near|at|across|inside|outside|between|over) "
    r"(?:an? |the |some |southern |northern |eastern |western |central |south |north |east |west )*$",
    re.IGNORECASE,
)
_DEED = (
    r"(?:['’]s?)? (?:[\w-]+ ){0,2}?(?:air ?strikes?|air raids?|strikes?|shelling|drones?|missiles?|rockets?|fire|"
    r"bombing|bombardment|attacks?|raids?|offensive|warplanes|jets|artillery|snipers?|shells?|mortars?|gunfire|bombs?)\b"
)
_AIMED = re.compile(r"\b(?:against|to|with|for|including|on) (?:an? |the |some )?$", re.IGNORECASE)
"""What stands before the target of an attack, or the victims of one, and never before who made it."""

_OWNED = re.compile(_DEED, re.IGNORECASE)
_OWNED_WITHIN = re.compile(rf"^(?:an? |the )?(?-i:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*){_DEED}$", re.IGNORECASE)
_BLAMED = re.compile(
    r"\b(?:blam(?:ed|es|ing)|accus(?:ed|es|ing)|held responsible|attributed (?:it |them |the \w+ )?to|carried out by|"
    r"claimed by|the work of) (?:an? |the )?$",
    re.IGNORECASE,
)
_HELD = re.compile(r" (?:\w+ )?responsible\b", re.IGNORECASE)
_HARM_WORD = re.compile(
    r"\b(?:kill|wound|injur|dead|died|dies|death|perish|hurt|massacre|casualt|lives|toll|bodies)", re.IGNORECASE
)


def perpetrator_in(facts: ArticleFacts, sentence: int, near: int, speaker: str | None) -> str | None:
    """Returns the name of whom a sentence, or the one after it, holds responsible for the harm that it tells of.

    Args:
        facts: the article.
        sentence: index of the sentence.
        near: offset in it of the toll, or of the attack: whose deed stands nearest before it goes first.
        speaker: whom the sentence is attributed to, who tells of the deed and did not do it.
    """
    text, span = facts.article.text, facts.article.sentences[sentence]
    named = [m for m in outer_mentions(facts, span) if speaker is None or m.name not in speaker]
    mentions = sorted(named, key=lambda m: (m.start - span.start > near, abs(m.start - span.start - near)))
    for ties in (_does, _owns):
        found = next((m for m in mentions if ties(text, span, m)), None)
        if found is not None:
            return _owner(facts, found)
    for one in facts.article.sentences[sentence : sentence + 2]:
        blamed = next((m for m in outer_mentions(facts, one) if _is_blamed(text, one, m)), None)
        if blamed is not None:
            return blamed.name
    return None


def _owner(facts: ArticleFacts, mention: ActorMention) -> str:
    """Returns who is behind a weapon or an attack: the nearest name of its party ("Russia" of "a Russian drone")."""
    names = facts.actors.party_names(mention.party) if mention.party and _OWNED_WITHIN.match(mention.name) else []
    nearest = min(names, key=lambda name: abs(name.start - mention.start), default=mention)
    return nearest.name


def _does(text: str, span: Span, mention: ActorMention) -> bool:
    """Tells whether a mention is the subject of a verb of harm, or stands behind "by" after one."""
    before, after = around(text, span, mention)
    acts = (_HARMS.match(after) or _ATTACKS.match(after)) and not _GOVERNED.search(before)
    return bool(acts or _HARMED_BY.search(before))


def _owns(text: str, span: Span, mention: ActorMention) -> bool:
    """Tells whether a mention owns the weapon or the attack that a sentence of harm tells of."""
    before, after = around(text, span, mention)
    if not _HARM_WORD.search(text[span.start : span.end]) or _AIMED.search(before):
        return False
    return bool(_OWNED.match(after) or _OWNED_WITHIN.match(mention.name))


def _is_blamed(text: str, span: Span, mention: ActorMention) -> bool:
    """Tells whether someone blames a mention, or it claims or denies the deed."""
    before, after = around(text, span, mention)
    held = re.search(r"\bh(?:eld|olds?) (?:an? |the )?$", before, re.IGNORECASE) and _HELD.match(after)
    return bool(_BLAMED.search(before) or held or OWNS_UP.match(after) or DISOWNS.match(after))
