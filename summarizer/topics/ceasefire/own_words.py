"""What its own words make of a position on a ceasefire: another stance, or none."""

from __future__ import annotations

from summarizer.schemas import CeasefirePosition
from summarizer.topics.ceasefire.called_on import is_called_on
from summarizer.topics.ceasefire.history import tells_history
from summarizer.topics.checks import Turn, name_pattern
from summarizer.topics.contradicted import WORD, Wording, read_words
from summarizer.topics.said_of_actors import verbs
from summarizer.topics.welcomed import answers_what_is_welcomed
from summarizer.values.markup import plain

_TRUCE = rf"\s{WORD}{{0,7}}?(?:cease-?\s?fires?|truces?|armistice|cessation|(?:pause|halt|lull) in)\b"
_PLAN = rf"(?:{_TRUCE}|\s(?:it|them|any|the (?:plan|proposal|offer|deal|terms|idea|agreement))\b)"
_LISTS = read_words(__package__)
_VERBS = _LISTS["verbs"]

WORDING = Wording(
    _LISTS,
    table={
        "rejects": (verbs(_VERBS["rejected"], _PLAN), verbs(_VERBS["accept"], _PLAN, when="not")),
        "accepts": (verbs(_VERBS["accepted"], _PLAN),),
        "demands": (
            verbs(_VERBS["asked_for"], _TRUCE),
            verbs(_VERBS["asked"], rf"\s{WORD}{{1,6}}to (?:{_VERBS['accept']}){_TRUCE}"),
        ),
    },
    against={"accepts": ("rejects", "demands"), "rejects": ("accepts", "demands"), "demands": ("rejects", "accepts")},
    deeds=frozenset({"accepts"}),
)
"""What is said of a ceasefire, by stance."""


def against_words(record: CeasefirePosition) -> Turn | None:
    """What the evidence alone makes of a position; `None` where it bears it out, or leaves it open."""
    quotes, name = [plain(one.quote) for one in record.evidence], name_pattern(record.actor)
    if record.stance == "accepts" and is_called_on(record.actor, " ".join(quotes)):
        detail = f"{record.actor.name!r} is called on to accept; the evidence does not say that it did"
        return Turn("called_on", detail, None)
    if all(tells_history(quote, name) for quote in quotes):
        return Turn("background", "how an earlier ceasefire ended is background", None)
    if all(answers_what_is_welcomed(quote, name) for quote in quotes):
        detail = f"an answer of {record.actor.name!r} is welcomed; what it says is not told"
        return Turn("welcomed_answer", detail, None)
    other = WORDING.otherwise(record.actor, record.stance, quotes)
    if other is None:
        return None
    return Turn("stance_turned", f"stance: the evidence says {other!r}", record.model_copy(update={"stance": other}))
