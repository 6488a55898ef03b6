"""A side urged to accept a ceasefire that was drafted as one that accepts."""

from __future__ import annotations

import re

from summarizer.schemas import Actor
from summarizer.topics.checks import name_pattern

_TO_ACCEPT = (
    r"(?:accept|agree|sign|declare|observe|honou?r|respect|commit|implement|extend|halt|cease|stop|lay down|take up"
    r"|embrace|endorse"
    r"|approve|adhere|comply|abide|hold their fire|hold its fire|join)\w*"
)
_EXHORTING = (
    r"(?:time for|call(?:s|ed|ing)? (?:on|for|upon)|urg(?:e[ds]?|ing)|press(?:es|ed|ing|ure[ds]?|uring)?(?: on)?"
    r"|ask(?:s|ed|ing)?|appeal(?:s|ed|ing)? (?:to|for)"
    r"|demand(?:s|ed|ing)? (?:that|of)|want(?:s|ed)?|insist(?:s|ed|ing)? that|up to|push(?:es|ed|ing)?|persuad\w+"
    r"|convinc\w+|expect(?:s|ed)?|hop(?:es|ed|ing) that|wait(?:s|ed|ing)? for)"
)
_DUTY = (
    r"(?:should|must|needs? to|ha(?:s|ve) to|ought to|would have to|could|might|(?:has|have|had) yet to"
    r"|(?:is|are) expected to)"
)


def is_called_on(actor: Actor, said: str) -> bool:
    """True where the actor is urged to accept, or should, and nowhere in the evidence does."""
    name = name_pattern(actor)
    urged = re.search(
        rf"\b{_EXHORTING}\s(?:[\w'’-]+\s){{0,3}}?{name}(?:\s[\w'’-]+){{0,4}}?\s(?:to\s|must\s|should\s)?{_TO_ACCEPT}",
        said,
    )
    bound = re.search(rf"{name}(?:\s[\w'’-]+){{0,3}}?\s{_DUTY}\s(?:\w+ly\s)?{_TO_ACCEPT}", said)
    if not (urged or bound):
        return False
    own = (
        rf"{name}(?:[^.;]{{0,60}}?)\b(?:accepted|agreed|declared|announced|signed|has accepted|has agreed"
        r"|said (?:it|they) (?:would|will|had|accepts?))\b|\bthey (?:\w+ )?did\b"
    )
    return re.search(own, said) is None
