"""Which mentions of a passage are one actor, and which are none."""

from __future__ import annotations

import re

from summarizer.article import Span
from summarizer.extraction.facts import ArticleFacts
from summarizer.linking.actors.index import ActorMention

PLACE = re.compile(
    r"\b(?:in|near|at|across|throughout|within|inside|into|around|outside|from|over|north of|south of|east of|west of)"
    r" (?:the |occupied |northern |southern |eastern |western |central )*$",
    re.IGNORECASE,
)
"""What stands before a name that is a place and no actor."""

NO_ACTOR = re.compile(
    r"(?:the |an? |some |many |all |other |several )*"
    r"(?:countr(?:y|ies)|leaders?|parties|sides?|clubs?|agenc(?:y|ies)|groups?|"
    r"people|citizens|residents|famil(?:y|ies)|nationals|allies|executive|towns?|settlements?|chapter|patrols?|region|"
    r"world|bbc|cnn|reuters|afp|ap|xinhua|yonhap|news agenc(?:y|ies)|press|media|television|radio|law|"
    r"nations?|states?|capital|border|war|cfa)",
    re.IGNORECASE,
)
"""Phrases of an article that name nobody who could hold a position."""


REACH = 200
"""How far from a mention the words stand that say what its actor does or suffers, in code points."""


def actor_key(name: str, party: str | None) -> str:
    """Returns what is the same for all names of one party, or of one actor without a party."""
    return party or name.lower().removeprefix("the ")


def named_key(facts: ArticleFacts, mention: ActorMention) -> str:
    """Returns the key of whom a mention stands for."""
    actor = facts.actors.resolve(mention.name, near=mention.start)
    return actor_key(actor.name, actor.party) if actor is not None else actor_key(mention.name, mention.party)


def outer_mentions(facts: ArticleFacts, span: Span) -> list[ActorMention]:
    """Returns the actors of a span in order, of names within names the outer, without phrases that name nobody."""
    found: list[ActorMention] = []
    for mention in facts.actors.actors_in(*span):
        inside = found and mention.end <= found[-1].end
        if not inside and NO_ACTOR.fullmatch(mention.name) is None:
            found.append(mention)
    return found


def around(text: str, span: Span, mention: ActorMention) -> tuple[str, str]:
    """Returns the words of a sentence before a mention and behind it, as far as they can speak of it."""
    before = text[max(span.start, mention.start - REACH) : mention.start]
    return before, text[mention.end : min(span.end, mention.end + REACH)]


def is_no_actor(facts: ArticleFacts, mention: ActorMention) -> bool:
    """Tells whether a phrase names a place, or nobody in particular."""
    before = facts.article.text[max(0, mention.start - 30) : mention.start]
    return bool(PLACE.search(before)) or NO_ACTOR.fullmatch(mention.name) is not None
