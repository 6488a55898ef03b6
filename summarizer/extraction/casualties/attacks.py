"""How a sentence tells of an attack: the verbs, the nouns and the weapons."""

from __future__ import annotations

import re

STRUCK = r"hit|struck|shelled|bombed|rocketed|strafed|attacked|stormed|raided|overran|pounded"
"""Verbs of an attack whose subject did it and whose object, a place or people, it was done to."""

WEAPON = re.compile(
    r"(?:\b(?:car|truck|roadside|suicide|glide|cruise|ballistic|cluster|hand|shore|anti-tank|small-arms|Grad|Katyusha|"
    r"Claymore|machine|mortar|artillery|rocket|petrol|sniper) )?"
    r"\b(?:drones?|missiles?|rockets?(?! attack)|shells?|shelling|mortars?(?: rounds?)?|bombs?|bombings?|grenades?|"
    r"landmines?|mines?|"
    r"air ?strikes?|air raids?|artillery|gunfire|gunshots|fire(?= (?:from|by|killed))|machine guns?|explosives|"
    r"explosions?|blasts?|helicopters?|warplanes?|snipers?|knives|machetes|battery|shrapnel|bullets?|suicide boats?|"
    r"boats packed with explosives|roadside charges?)\b",
    re.IGNORECASE,
)
"""What people are hurt with."""

_ATTACK = re.compile(
    rf"\b(?:{STRUCK}|exploded|detonated|went off|went up|blew up|blown up|tore|ripped|rammed|crashed|"
    r"came (?:down|through)|fell on|landed|opened fire|fired|ambushed|waylaid|dropped|drove over|ran over|driven into|"
    r"shredded|gunned down|seized|took over|assaulted|targeted)\b",
    re.IGNORECASE,
)
"""Verbs of an attack."""

_ATTACKS = re.compile(
    r"\b(?:attacks?|strikes?|air ?strikes?|air raids?|raids?|blasts?|explosions?|bombings?|bombardments?|shelling|"
    r"ambush(?:es)?|clash(?:es)?|massacre|assault|shootings?|gunfire|barrage|battle|incident|fighting|offensive|campaign)\b",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"(?:\b(?:the|this|that|these|those|same|such|which)|['’]s)(?: (?!first\b)[\w-]+)? $", re.IGNORECASE
)
"""What stands before an attack that was told of before."""

BEFORE = 60
"""How far before the word for an attack it is looked for, in code points."""


def attack_at(words: str) -> int | None:
    """Returns the offset of the words by which a sentence tells of an attack; `None` where it tells of none.

    An attack that it takes for known ("in the blast", "Saturday's strike") is told of elsewhere.
    """
    verb = _ATTACK.search(words)
    if verb is not None:
        return verb.start()
    told = (noun.start() for noun in _ATTACKS.finditer(words))
    return next((at for at in told if not _KNOWN.search(words, max(0, at - BEFORE), at)), None)
