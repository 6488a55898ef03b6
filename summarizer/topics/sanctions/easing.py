"""A call to lift or ease sanctions that was drafted as a call for them."""

from __future__ import annotations

import re

from summarizer.schemas import Actor
from summarizer.topics.checks import name_pattern

_EASING = (
    r"(?:lift(?:s|ed|ing)?|eas(?:e[ds]?|ing)|remov(?:e[ds]?|ing|al of)|suspend(?:s|ed|ing)?|suspension of"
    r"|repeal(?:s|ed|ing)?"
    r"|relax(?:es|ed|ing)?|scrap(?:s|ped|ping)?|drop(?:s|ped|ping)?|withdraw(?:s|n|ing)?|revok(?:e[ds]?|ing)"
    r"|rescind(?:s|ed|ing)?"
    r"|abolish(?:es|ed|ing)?|terminat(?:e[ds]?|ing)|loosen(?:s|ed|ing)?|end(?:s|ed|ing)?|an (?:immediate )?end to"
    r"|relief from)"
)
_SANCTIONS = r"(?:sanctions?|embargo(?:es)?|blockade|restrictions|restrictive measures|travel bans?|asset freezes?)"
_CALLING = (
    r"(?:call(?:s|ed|ing)? (?:on|for|upon)|appeal(?:s|ed|ing)?|urg(?:e[ds]?|ing)|ask(?:s|ed|ing)?|demand(?:s|ed"
    r"|ing)?|plead(?:s|ed|ing)?"
    r"|press(?:es|ed|ing)?|request(?:s|ed|ing)?|want(?:s|ed|ing)?|seek(?:s|ing)?|sought|campaign(?:s|ed|ing)? for"
    r"|push(?:es|ed|ing)? for|lobb\w+"
    r"|beg(?:s|ged)?|petition(?:s|ed)?)"
)
_CALL_TO_EASE = re.compile(
    rf"\b(?P<call>{_CALLING})\b(?P<gap>[^.;]{{0,90}}?)\b(?:{_EASING}(?: (?!to\b|impos)[\w'’-]+){{0,6}}? {_SANCTIONS}"
    rf"|{_SANCTIONS}(?: [\w'’-]+){{0,5}}? (?:to|should|must) be {_EASING})\b",
    re.I,
)
_NOT_CALLING = re.compile(
    r"\b(?:not|never|n['’]t|refus\w+|reject\w*|oppos\w+|against|ruled? out|until|unless|before|no)\b|\bwithout\b", re.I
)
_OTHER_CLAUSE = re.compile(r"[;:]|\b(?:while|whereas|but|although|after|as)\b", re.I)


def calls_to_ease(actor: Actor, said: str) -> bool:
    """True where the actor's own clause calls for sanctions to be lifted or eased."""
    for match in _CALL_TO_EASE.finditer(said):
        if _NOT_CALLING.search(said[max(0, match.start() - 30) : match.start()]) or _NOT_CALLING.search(match["gap"]):
            continue
        places = [m.end() for m in re.finditer(name_pattern(actor), said[: match.start()])]
        if places and not _OTHER_CLAUSE.search(said[places[-1] : match.start()]):
            return True
    return False
