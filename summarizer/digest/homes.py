"""Which state a place is in, where the location doesn't say: the evidence beside it does, or a local authority.

"A grenade killed six in Trujillo, on Peru's northern coast" and "killed three in Trujillo, Venezuela's civil defence
said" name towns of one name in two countries.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pycountry

from summarizer.digest.gazetteer import vocabulary
from summarizer.digest.spelling import plain
from summarizer.linking.registry import default_parties
from summarizer.topics import TollRecord

_WITHIN = re.compile(r"\s*,?\s+(?:in|on|of)\s+(?:the\s+)?(?:[^\W\d_A-Z][\w-]*\s+){0,3}")
"""What may stand between a location and its state: ", in western Venezuela"."""

_BESIDE = re.compile(r"\s*,\s*")
_CLOSED = re.compile(r"\s*(?:[,.;)—–]|$)")
"""After "Trujillo, Peru": "Trujillo, Peru said" names who speaks."""

_REACH = 60
"""Code points after a location within which its state is looked for."""


def home_states(record: TollRecord) -> frozenset[str]:
    """The ISO 3166-1 alpha-3 codes of the state in which a record's place lies, as far as the record says."""
    beside = _beside(record)
    return beside or _of_authority(record)


@lru_cache(maxsize=2048)
def is_country(words: str) -> bool:
    """True for the name of a country, not for an adjective or a capital that stands for it."""
    try:
        pycountry.countries.lookup(words)
    except LookupError:
        return False
    return True


def _beside(record: TollRecord) -> frozenset[str]:
    location = record.location
    if not location:
        return frozenset()
    parties = default_parties()
    for evidence in record.evidence:
        _, found, after = evidence.quote.partition(location)
        tail = after[:_REACH]
        for mention in parties.mentions(tail) if found else ():
            if mention.code not in parties.states or not is_country(re.sub("['’]s$", "", mention.words)):
                continue
            before = tail[: mention.start]
            if _WITHIN.fullmatch(before) or (_BESIDE.fullmatch(before) and _CLOSED.match(tail, mention.end)):
                return frozenset([mention.code])
    return frozenset()


def _of_authority(record: TollRecord) -> frozenset[str]:
    """The state of a police, hospital or governor as the source: such report from home; armies may be abroad."""
    source, words = record.source, vocabulary()
    if source is None or source.party not in default_parties().states:
        return frozenset()
    said = set(plain(source.name).split())
    return frozenset([source.party]) if said & words.local and not said & words.placed else frozenset()
