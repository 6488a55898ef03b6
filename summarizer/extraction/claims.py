"""Whose verb is it: which positions the words of a sentence bear, and for which of its actors.

A verb belongs to the actor named last before it, unless that name is the object of a preposition; behind a verb, "by"
names the actor. Actors joined by "and", commas or "including" share their verbs. This is no parser: it is held against
a model's answer, and what both say stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.article import Span
from summarizer.extraction.actor_question import PRONOUN, actor_key, is_no_actor
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.positions import LEXICONS
from summarizer.topics import Topic

REACH = 90
"""How far from a cue a verb may stand and still speak of it, in code points."""

GOVERNING = (
    r"\b(?:in|at|near|to|with|against|between|of|on|for|from|by|upon|than|over|targeting|across|despite|told|including|"
    r"demand(?:ed|s|ing)? that|urg(?:e|ed|es|ing)|ask(?:ed|s|ing)?|press(?:ed|es|ing)?|mak(?:e|es|ing)|made|"
    r"forc(?:e|ed|ing)|tell|want(?:ed|s)?|let)"
    r" (?:the |both |all |its |their |an? )*"
)
OBJECT = re.compile(GOVERNING + "$", re.IGNORECASE)
"""What stands before an actor that something is done to."""

LISTED_OBJECT = re.compile(GOVERNING + r"(?:(?-i:[A-Z])[\w'’-]+(?:, and |, | and ))+$", re.IGNORECASE)
"""What stands before a later one of several such actors, which a clause that begins with "and" looks like too."""

LIST_GOES_ON = re.compile(r"\s*[,.;]|\s+(?:and|or|regions?|provinces?|districts?)\b")

JOINED = re.compile(
    r"^[\s,–—-]*(?:and|or|as well as|along with|plus|including|but|both|to a lesser extent|then|the|its|,)*"
    r"(?:[\s,–—-]+(?:and|or|as well as|including|to a lesser extent|the|its))*[\s,–—-]*$",
    re.IGNORECASE,
)
BY = re.compile(r"^[^.;,]{0,45}?\bby (?:the |its |an? )?$", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """A position that the words of a sentence bear.

    Attributes:
        position: the class of the position.
        key: the party of the actor, or its name where it has none.
        name: the actor as the sentence names it.
        place: where it does, in the article.
        distance: code points between the verb and the nearest cue.
    """

    position: str
    key: str
    name: str
    place: Span
    distance: int


@dataclass(frozen=True)
class _Named:
    key: str
    name: str
    place: Span
    is_object: bool


def claims_in(facts: ArticleFacts, topic: Topic, sentence: int) -> tuple[Claim, ...]:
    """Returns the positions that a sentence bears, the one nearest to its cue first."""
    lexicon = LEXICONS[str(topic.class_field)]
    span = facts.article.sentences[sentence]
    words = span.of(facts.article.text)
    cues = [cue.start() for cue in topic.weak_cue_pattern.finditer(words)]
    named = _named(facts, span)
    found = []
    for position, pattern in lexicon.items():
        for verb in pattern.finditer(words):
            distance = min((abs(verb.start() - cue) for cue in cues), default=REACH + 1)
            if distance > REACH:
                continue
            for actor in _owners(named, facts.article.text, span.start + verb.start(), span.start + verb.end()):
                found.append(Claim(position, actor.key, actor.name, actor.place, distance))
    return tuple(sorted(found, key=lambda claim: claim.distance))


def _named(facts: ArticleFacts, span: Span) -> list[_Named]:
    """The actors of a sentence in order, of names within names the outer."""
    text, found, covered = facts.article.text, list[_Named](), -1
    opening = PRONOUN.match(span.of(text))
    if opening is not None:
        start = span.start + opening.start(1)
        actor = facts.actors.resolve(opening[1], near=start)
        if actor is not None:
            place = Span(start, start + len(opening[1]))
            found.append(_Named(actor_key(actor.name, actor.party), actor.name, place, is_object=False))
    for mention in facts.actors.actors_in(*span):
        if mention.end <= covered or is_no_actor(facts, mention):
            continue
        covered = mention.end
        before = text[max(span.start, mention.start - 40) : mention.start]
        place = Span(mention.start, mention.end)
        key = actor_key(mention.name, mention.party)
        listed = LISTED_OBJECT.search(before) and LIST_GOES_ON.match(text[mention.end : span.end])
        is_object = bool(OBJECT.search(before) or listed) or _is_quoted(text, span, mention.start)
        found.append(_Named(key, mention.name, place, is_object))
    return found


def _is_quoted(text: str, span: Span, start: int) -> bool:
    """Tells whether an offset of a sentence stands inside quotation marks: someone else speaks of that actor."""
    before = text[span.start : start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _owners(named: list[_Named], text: str, start: int, end: int) -> list[_Named]:
    """Returns the actors to whom a verb belongs."""
    behind = next((n for n in named if n.place.start >= end), None)
    if behind is not None and BY.match(text[end : behind.place.start]):
        return _joined(named, named.index(behind), text)
    before = [i for i, n in enumerate(named) if n.place.end <= start]
    subjects = [i for i in before if not named[i].is_object or _joins_a_subject(named, i, text)]
    return _joined(named, subjects[-1], text) if subjects else []


def _joins_a_subject(named: list[_Named], index: int, text: str) -> bool:
    """Tells whether an actor that follows "including" is joined to one that is a subject."""
    if index == 0 or named[index - 1].is_object:
        return False
    return JOINED.match(text[named[index - 1].place.end : named[index].place.start]) is not None


def _joined(named: list[_Named], index: int, text: str) -> list[_Named]:
    """Returns an actor with those that are joined to it on either side."""
    first = last = index
    while first > 0 and JOINED.match(text[named[first - 1].place.end : named[first].place.start]):
        first -= 1
    while last + 1 < len(named) and JOINED.match(text[named[last].place.end : named[last + 1].place.start]):
        last += 1
    return named[first : last + 1]
