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
