"""Which classes the words of a sentence can bear: a position must have its verb.

A small model takes "urged" for "agreed" now and then. Where the clause of an actor holds the verb of another class and
none of the model's, the verb decides; where it holds none, the model's word stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.article import Span


def _words(*stems: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(stems) + r")", re.IGNORECASE)


STATUS: Mapping[str, re.Pattern[str]] = {
    "opposed": _words(
        r"oppos",
        r"reject",
        r"condemn",
        r"criticis",
        r"criticiz",
        r"denounc",
        r"unnecessary",
        r"unjust",
        r"illegal\b",
        r"veto",
        r"water(?:ed|ing)? down",
        r"balk",
        r"refus",
        r"would not join",
        r"not join",
        r"against (?:the |any |new |further )?sanction",
        r"(?:call|urg|appeal|demand|ask|press|want)\w* [^.]{0,60}(?:lift|eas(?:e|ing)|end|remov|drop|repeal|scrap)",
        r"object(?:ed|s|ion)",
        r"block(?:ed|ing)? (?:the|a|any)",
        r"weaken",
        r"(?:want|ask)\w* [^.]{0,30} left out",
        r"unfair",
        r"deplor",
    ),
    "eased": _words(
        r"lift(?:ed|s|ing)\b",
        r"eas(?:ed|es|ing)\b",
        r"suspend(?:ed|s)",
        r"relax",
        r"waiv",
        r"unfr(?:o|ee)z",
        r"relief",
        r"remov(?:ed|es|ing)\b",
        r"delist",
        r"ended\b",
        r"repealed",
        r"dropped\b",
    ),
    "extended": _words(
        r"exten(?:d|sion)",
        r"prolong",
        r"renew",
        r"roll(?:ed)? over",
        r"maintain",
        r"kept? [^.]{0,30}in place",
        r"remain in (?:place|force)",
    ),
    "in_preparation": _words(
        r"draft",
        r"prepar",
        r"work(?:ing|ed)? on",
        r"propos",
        r"plan(?:s|ned|ning)?\b",
        r"consider",
        r"weigh",
        r"discuss",
        r"ready",
        r"examin",
        r"circulat",
        r"drawn? up",
        r"would (?:have )?(?:bar|ban|stop|forbid|hit)",
        r"will (?:impose|sanction)",
    ),
    "called_for": _words(
        r"call(?:ed|s|ing)? (?:on|for|upon)",
        r"urg(?:ed|es|ing)",
        r"appeal",
        r"demand",
        r"press(?:ed|es|ing)?\b",
        r"seek",
        r"want(?:s|ed)?\b",
        r"should\b",
        r"must\b",
        r"ask(?:ed|s|ing)?\b",
        r"tougher",
        r"stronger",
        r"need(?:s|ed)?\b",
        r"hop(?:ed|es|ing) to beef",
    ),
    "imposed": _words(
        r"impos",
        r"sanctioned",
        r"slapp",
        r"blacklisted",
        r"fr(?:o|ee)z",
        r"announc",
        r"adopt",
        r"approv",
        r"introduc",
        r"barred",
        r"banned",
        r"designat",
        r"target",
        r"placed",
        r"put\b",
        r"issued",
        r"block(?:ed|s)\b",
        r"enforc",
        r"listed",
    ),
}

STANCE: Mapping[str, re.Pattern[str]] = {
    "violates_alleged": _words(r"violat", r"breach", r"br(?:eak|oke|oken)", r"accus", r"infring"),
    "rejects": _words(
        r"reject",
        r"refus",
        r"rul(?:e|ed|ing) out",
        r"no (?:ceasefire|truce)",
        r"defunct",
        r"buried",
        r"call(?:ed|ing)? off",
        r"end(?:ed|s|ing)? (?:the|its|their|a) ",
        r"void",
        r"dismiss",
        r"spurn",
        r"will not (?:accept|agree|stop)",
        r"full force",
        r"not (?:accept|agree)",
        r"scrap",
        r"abandon",
        r"walk(?:ed)? away",
        r"continue (?:to fight|fighting)",
        r"resum",
    ),
    "conditional": _words(
        r"only (?:if|when|after|once)",
        r"unless",
        r"provided",
        r"on condition",
        r"condition(?:al|s)",
        r"in return",
        r"in exchange",
        r"if\b",
        r"until",
        r"dependent",
    ),
    "mediates": _words(
        r"broker",
        r"mediat",
        r"propos",
        r"facilitat",
        r"host",
        r"put forward",
        r"suggest",
        r"negotiat",
        r"arrang",
        r"efforts",
        r"draft",
        r"present",
        r"circulat",
        r"worked out",
        r"announcement by",
        r"monitor",
    ),
    "accepts": _words(
        r"agree",
        r"accept",
        r"declar",
        r"announc",
        r"exten(?:d|sion)",
        r"sign(?:ed|s)?\b",
        r"commit",
        r"approv",
        r"compl(?:y|ied)",
        r"observ",
        r"hold (?:its|their) fire",
        r"abide",
        r"unilateral",
        r"respect",
        r"endors",
        r"prolong",
        r"stood by",
    ),
    "demands": _words(
        r"call(?:ed|s|ing)? (?:on|for|upon)",
        r"urg(?:ed|es|ing)",
        r"appeal",
        r"demand",
        r"press(?:ed|es|ing)?\b",
        r"want(?:s|ed)?\b",
        r"welcom",
        r"hope",
        r"need",
        r"must\b",
        r"should\b",
        r"step(?:ped)? up",
        r"insist",
        r"ask(?:ed|s)?\b",
        r"plead",
        r"beg",
        r"his call",
    ),
    "noncommittal": _words(
        r"clarif",
        r"declin(?:ed|es) to",
        r"did not say",
        r"no comment",
        r"study",
        r"studying",
        r"unclear",
        r"not said",
        r"would not say",
        r"consider",
        r"conveyed",
    ),
}

LEXICONS = {"status": STATUS, "stance": STANCE}
BEFORE, AFTER = 50, 170
"""How far before and after an actor its verb may stand, in code points."""


def settle_class(class_field: str, chosen: str, sentence: str, place: Span | None) -> str:
    """Returns the class that the words bear: the model's where they do, else the one whose verb stands there.

    Args:
        class_field: `status` or `stance`; of any other field the model's choice stands.
        chosen: the model's class.
        sentence: the evidence.
        place: where the sentence names the actor, in offsets of the sentence; `None` when another sentence does.
    """
    lexicon = LEXICONS.get(class_field)
    if lexicon is None:
        return chosen
    clause = sentence if place is None else sentence[max(0, place.start - BEFORE) : place.end + AFTER]
    if lexicon[chosen].search(clause) or lexicon[chosen].search(sentence):
        return chosen
    borne = [name for name, pattern in lexicon.items() if pattern.search(clause)]
    return borne[0] if borne else chosen
