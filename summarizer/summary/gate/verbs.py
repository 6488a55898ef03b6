"""Words that deny, whatever the topic."""

from __future__ import annotations

import re

NEGATOR = re.compile(
    r"\b(?:not|never|no longer|cannot|neither|nor|nobody|none|nothing|without)\b|n't\b|"
    r"\b(?:no)\b(?! (?:fewer|less|more) than)",
    re.IGNORECASE,
)
REFUSES = re.compile(
    r"\b(?:refus|declin|reject|oppos|den(?:y|ie)|dismiss|rul\w* out|turn\w* down|against|spurn|veto|block)\w*",
    re.IGNORECASE,
)
"""Verbs that carry a negation of their own."""

SPEECH = (
    r"(?:said|says|say|told|tells|reported|reports|report|announced|announces|stated|estimat\w+|"
    r"counted|counts|confirmed|added|"
    r"insisted|acknowledged|admitted|conceded|recorded|verified|reckon\w*|gave|gives|put|puts|"
    r"speaks of|spoke of|listed|tallied|boast(?:s|ed)|"
    r"declared|documented)"
)
"""A pattern of the verbs that say whose word something is."""
ANSWER = re.compile(
    r"\b(?:blamed|held responsible|(?:claim|den|accept|admit)\w* (?:\w+ )?responsibility|"
    r"responsibility is denied)\b",
    re.IGNORECASE,
)
"""Words that tell who is blamed for harm or how the accused answer, and no harm."""
