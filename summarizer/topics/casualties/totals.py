"""Recognises totals over a period or over several incidents, by the clause of the toll."""

from __future__ import annotations

import re

_MONTHS = r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December)"
_TIMES = r"(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many)"
_STRETCH = r"(?:hours?|days?|nights?|weekend|weeks?|fortnight|months?|years?|decades?|period|time|summer|winter)\b"
CUMULATIVE = re.compile(
    r"\b(?:since (?!the (?:blast|attack|strike) )|so far\b|in total|in all\b|a total of|overall|to date|"
    rf"(?:over|in|during|within) the (?:past|last|first|same|previous) (?:[\w-]+ ){{0,2}}{_STRETCH}|"
    r"during the (?:conflict|war|campaign|offensive|uprising)|"
    rf"(?:over|in|within|after) {_TIMES} (?:days|weeks|months|years)|{_TIMES} (?:days|weeks|months|years) of\b|"
    rf"(?:from|between) (?:the (?:beginning|start|end|middle) of )?(?:early |mid-|late )?{_MONTHS}[^.;,]{{0,20}} "
    rf"(?:and|to|until) (?:the (?:beginning|start|end|middle) of )?(?:early |mid-|late )?{_MONTHS}|"
    r"(?:death )?toll (?:from|in|of) the (?:war|conflict|offensive)|"
    r"(?:campaign|war|conflict|offensive|operation|fighting|invasion) (?:that|which) )",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[;:]|, (?:as|while|after|when|where|one of|the (?:heaviest|deadliest|worst|highest|bloodiest)) ")
_BEGINS = re.compile(rf"{_ENDS.pattern}|, including ")


def is_total(words: str, at: int) -> bool:
    """True if the clause of a toll calls it a total over a time or over several incidents.

    Args:
        words: the toll's sentence.
        at: offset of the toll in it.
    """
    first = max((m.end() for m in _BEGINS.finditer(words) if m.end() <= at), default=0)
    last = min((m.start() for m in _ENDS.finditer(words) if m.start() > at), default=len(words))
    return CUMULATIVE.search(words, first, last) is not None
