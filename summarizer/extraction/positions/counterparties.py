"""Who must agree to a ceasefire, or is addressed, as far as the words of a sentence tie someone to it."""

from __future__ import annotations

import re
from itertools import pairwise

from summarizer.article import Span
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.mentions import actor_key, around, is_no_actor, named_key, outer_mentions
from summarizer.extraction.positions.claims import JOINED
from summarizer.linking.actors.index import ActorMention

_ASKED = re.compile(
    r"\b(?:demand(?:ed|s|ing)? that|urg(?:ed|es|ing)|press(?:ed|es|ing)|call(?:ed|s|ing)? (?:on|upon)|implor(?:ed|es)|"
    r"exhort(?:ed|s)|beg(?:ged|s)|want(?:ed|s)?|insist(?:ed|s) that|appeal(?:ed|s|ing)? to) (?:the |both |all )?$",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"\b(?:up to|for) (?:the |both )?$", re.IGNORECASE)
_TO = re.compile(r" to (?!the\b|a\b|its\b|their\b)\w+", re.IGNORECASE)
_WITH = re.compile(
    r"\b(?:ceasefire|cease-fire|truce|armistice|pause|cessation|agreement|deal|accord)(?: [\w-]+){0,3} "
    r"with (?:the )?$",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"^(?: (?:has|have|had|both|each|also))* (?:agreed|signed|accepted|announced|undertaken|reached)\b", re.IGNORECASE
)


def counterparty_in(facts: ArticleFacts, sentence: int, name: str, stance: str) -> str | None:
    """Returns the name of whom a sentence ties to an actor's position on a ceasefire, or `None`.

    It is whom the actor asks ("urged the rebels to"), with whom the ceasefire is, or who agreed to it together with the
    actor, where these are two.

    Args:
        facts: the article.
        sentence: index of the sentence.
        name: the actor, as the article writes it.
        stance: its position.
    """
    span, text = facts.article.sentences[sentence], facts.article.text
    actor = facts.actors.resolve(name, near=span.start)
    own = actor_key(actor.name, actor.party) if actor is not None else actor_key(name, None)
    mentions = [m for m in outer_mentions(facts, span) if not is_no_actor(facts, m)]
    others = [m for m in mentions if named_key(facts, m) != own]
    asks = stance in ("demands", "conditional")
    found = next((m for m in others if _is_with(text, span, m) or (asks and _is_asked(text, span, m))), None)
    if found is not None:
        return found.name
    return _partner(facts, span, mentions, own) if stance == "accepts" else None


def _is_asked(text: str, span: Span, mention: ActorMention) -> bool:
    before, after = around(text, span, mention)
    return bool(_ASKED.search(before) or (_EXPECTED.search(before) and _TO.match(after)))


def _is_with(text: str, span: Span, mention: ActorMention) -> bool:
    return _WITH.search(around(text, span, mention)[0]) is not None


def _partner(facts: ArticleFacts, span: Span, mentions: list[ActorMention], own: str) -> str | None:
    """Returns the other of two who agree together: "the army and the rebels had agreed"."""
    text = facts.article.text
    for left, right in pairwise(mentions):
        if not JOINED.match(text[left.end : right.start]) or not _AGREED.match(text[right.end : span.end]):
            continue
        keys = [named_key(facts, left), named_key(facts, right)]
        if keys[0] != keys[1] and own in keys:
            return (right if own == keys[0] else left).name
    return None
