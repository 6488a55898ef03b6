"""How reports of people killed, hurt, missing or captured are told."""

import math
import re

from summarizer.schemas import CasualtyReport, Count
from summarizer.topics.casualties.sentences import COUNTED, brief_text, casualty_text, groups
from summarizer.topics.telling import Freshness, Telling, Toll, TollWords

_HARMS = {
    "killed": re.compile(
        r"\b(?:kill\w*|dead|die[ds]?|dying|deaths?|(?:lost|claimed|cost|taken) (?:their |the )?lives|"
        r"lives|toll|fatal\w*|perish\w*|"
        r"slain|murder\w*|shot dead|bodies|assassinat\w*|massacr\w*|behead\w*|drown\w*|burnt to death|"
        r"burned to death|execut\w*)\b",
        re.IGNORECASE,
    ),
    "injured": re.compile(r"\b(?:injur\w*|wound\w*|hurt|maimed|hospitali[sz]ed)\b", re.IGNORECASE),
    "missing": re.compile(r"\b(?:missing|unaccounted)\b", re.IGNORECASE),
    "captured": re.compile(
        r"\b(?:captur\w*|abduct\w*|kidnap\w*|hostages?|seized|captives?|prisoners?|taken away|took away|"
        r"detain\w*|held(?!\s+(?:\w+\s+){0,3}responsible))\b",
        re.IGNORECASE,
    ),
}
_WORDS = TollWords(_HARMS, alone=("killed", "injured", "missing"), never_left_out="killed")


def _weight(record: CasualtyReport, fresh: Freshness) -> float:
    """The dead weigh most, the hurt less, running totals less than attacks."""
    dead = record.killed.key or 0 if record.killed else 0
    hurt = max((c.key or 0 for c in (record.injured, record.missing, record.captured) if c), default=0)
    weight = 0.3 * math.log10(1 + dead) + 0.1 * math.log10(1 + hurt)
    return weight + fresh(record.date) - (0.8 if record.cumulative else 0)


def _toll(record: CasualtyReport) -> Toll:
    return Toll(
        {name: count for name in COUNTED if isinstance(count := getattr(record, name), Count)},
        _WORDS,
        doer=record.perpetrator,
        answer=record.responsibility,
        victims=record.victims,
        means=record.weapon,
    )


TELLING = Telling[CasualtyReport](groups, (casualty_text, brief_text), _weight, toll=_toll, toll_words=_WORDS)
