"""What its own words make of a position on sanctions: another status, or none."""

from __future__ import annotations

import re

from summarizer.schemas import SanctionsCall
from summarizer.topics.checks import Turn, name_pattern
from summarizer.topics.contradicted import WORD, Wording, read_words
from summarizer.topics.said_of_actors import verbs
from summarizer.topics.sanctions.easing import calls_to_ease
from summarizer.topics.sanctions.senses import speaks_of_approval
from summarizer.topics.welcomed import answers_what_is_welcomed
from summarizer.values.markup import plain

_SANCTION = (
    r"(?:sanctions?|embargo(?:es)?|(?:travel|visa|arms|trade|import|export|oil) bans?|asset freezes?"
    r"|restrictive measures)(?!\w)"
)
_SANCTIONS = rf"\s{WORD}{{0,6}}?{_SANCTION}"
_LISTS = read_words(__package__, SANCTIONS=_SANCTION)
_VERBS = _LISTS["verbs"]
_CUE = re.compile(r"\b(?:sanction|embargo|blacklist)", re.IGNORECASE)

WORDING = Wording(
    _LISTS,
    table={
        "called_for": (
            verbs(_VERBS["asked_for"], _SANCTIONS),
            verbs(_VERBS["asked"], rf"\s{WORD}{{1,6}}to (?:{_VERBS['impose']}){_SANCTIONS}"),
        ),
        "in_preparation": (verbs(_VERBS["impose"], _SANCTIONS, when="would"),),
        "imposed": (verbs(_VERBS["impose"], _SANCTIONS),),
        "eased": (verbs(_VERBS["ease"], _SANCTIONS),),
        "opposed": (
            verbs(_VERBS["oppose"], _SANCTIONS),
            verbs(_VERBS["support"], rf"\s(?:any|further|more)\s(?:[\w-]+\s){{0,2}}{_SANCTION}", when="not"),
        ),
    },
    against={
        "imposed": ("called_for", "in_preparation", "opposed", "eased"),
        "extended": ("called_for", "in_preparation", "opposed", "eased"),
        "called_for": ("opposed", "eased", "imposed"),
        "in_preparation": ("opposed", "eased", "imposed"),
        "opposed": ("called_for", "imposed", "in_preparation"),
        "eased": ("called_for", "imposed", "in_preparation"),
    },
    deeds=frozenset({"imposed", "eased", "extended", "called_for"}),
)
"""What is said of sanctions, by status."""


def against_words(record: SanctionsCall) -> Turn | None:
    """What the evidence alone makes of a position; `None` where it bears it out, or leaves it open."""
    quotes, name = [plain(one.quote) for one in record.evidence], name_pattern(record.actor)
    if all(speaks_of_approval(quote, _CUE) for quote in quotes):
        return Turn("other_sense", "the evidence speaks of approval, not of sanctions", None)
    if all(answers_what_is_welcomed(quote, name) for quote in quotes):
        detail = f"an answer of {record.actor.name!r} is welcomed; what it says is not told"
        return Turn("welcomed_answer", detail, None)
    eases = record.status == "called_for" and calls_to_ease(record.actor, " ".join(quotes))
    other = "opposed" if eases else WORDING.otherwise(record.actor, record.status, quotes)
    if other is None:
        return None
    return Turn("status_turned", f"status: the evidence says {other!r}", record.model_copy(update={"status": other}))
