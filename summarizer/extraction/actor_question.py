"""Asks of each actor in a passage what its part is: one word for each name, from a closed set that includes "none".

A small model copies names badly and invents actors; it is better at saying one word of each name that code has found. A
question about every name also lets "none" be an answer, which a question for a list of records does not.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model

from summarizer.article import Span
from summarizer.extraction.actors import ActorMention
from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.passages import Passage
from summarizer.llm.types import Message, Request
from summarizer.topics import Topic

MOST_NAMES = 8
"""Actors asked about in one passage."""

NONE = "none"

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

PRONOUN = re.compile(r"^\W*(?:but |and |also |however, )?(he|she|they|it)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """An actor of a passage.

    Attributes:
        name: the words that the model is asked about.
        key: its party, or its name where it has none.
        places: where the passage names it.
    """

    name: str
    key: str
    places: tuple[Span, ...]


@dataclass(frozen=True)
class ActorDraft:
    """A draft read from an answer.

    Attributes:
        draft: what the model says of the actor.
        key: the actor's party, or its name where it has none.
    """

    draft: Draft
    key: str


def candidates(facts: ArticleFacts, passage: Passage) -> tuple[Candidate, ...]:
    """Returns the actors of a passage in order: of a party's several names the first that is no part of another."""
    found: dict[str, list[ActorMention]] = {}
    covered = -1
    for mention in (*_antecedents(facts, passage), *facts.actors.actors_in(*passage.span)):
        inside = mention.start >= passage.span.start
        if inside and (mention.end <= covered or is_no_actor(facts, mention)):
            continue
        covered = max(covered, mention.end) if inside else covered
        found.setdefault(actor_key(mention.name, mention.party), []).append(mention)
    chosen = [
        Candidate(mentions[0].name, key, tuple(Span(m.start, m.end) for m in mentions))
        for key, mentions in found.items()
    ]
    return tuple(chosen[:MOST_NAMES])


def actor_key(name: str, party: str | None) -> str:
    """Returns what is the same for all names of one party, or of one actor without a party."""
    return party or name.lower().removeprefix("the ")


def is_no_actor(facts: ArticleFacts, mention: ActorMention) -> bool:
    """Tells whether a phrase names a place, or nobody in particular."""
    before = facts.article.text[max(0, mention.start - 30) : mention.start]
    return bool(PLACE.search(before)) or NO_ACTOR.fullmatch(mention.name) is not None


def _antecedents(facts: ArticleFacts, passage: Passage) -> tuple[ActorMention, ...]:
    """Returns whom the pronoun stands for with which a sentence of the passage begins."""
    found = []
    for index in range(passage.first, passage.last + 1):
        span = facts.article.sentences[index]
        opening = PRONOUN.match(span.of(facts.article.text))
        actor = facts.actors.resolve(opening[1], near=span.start + opening.start(1)) if opening else None
        if actor is not None and opening is not None and actor.name.lower() != opening[1].lower():
            start = span.start + opening.start(1)
            found.append(ActorMention(start, start + len(opening[1]), actor.name, actor.party))
    return tuple(found)


def actor_request(facts: ArticleFacts, topic: Topic, passage: Passage) -> Request[BaseModel]:
    """Builds the question about the actors of a passage; what is the same for every passage comes first."""
    prompt = topic.prompt("passages")
    messages = [Message("system", prompt.render("system", {}))]
    for example in prompt.meta["examples"]:
        messages.append(Message("user", prompt.render("user", example)))
        messages.append(Message("assistant", json.dumps(example["answer"], ensure_ascii=False)))
    names = tuple(candidate.name for candidate in candidates(facts, passage))
    words = " ".join(passage.span.of(facts.article.text).split())
    messages.append(Message("user", prompt.render("user", {"passage": words, "names": names})))
    return Request(
        messages=tuple(messages),
        response_model=_answer_model(names, parts_of(topic)),
        max_tokens=40 + 40 * len(names),
        prefix=len(messages) - 1,
        label=f"{topic.name}, sentences {passage.first + 1} to {passage.last + 1}",
    )


def parts_of(topic: Topic) -> tuple[str, ...]:
    """Returns the words that the model may say of a name: the classes, the topic's other parts, and none."""
    classes = get_args(topic.record.model_fields[str(topic.class_field)].annotation)
    return (*classes, *topic.other_parts, NONE)


@lru_cache(maxsize=256)
def _answer_model(names: tuple[str, ...], parts: tuple[str, ...]) -> type[BaseModel]:
    fields: dict[str, Any] = {f"name_{n}": (Literal[parts], Field(alias=name)) for n, name in enumerate(names)}
    return create_model("Answer", __config__=ConfigDict(extra="ignore"), **fields)


def read_answer(facts: ArticleFacts, topic: Topic, passage: Passage, answer: BaseModel) -> list[ActorDraft]:
    """Returns a draft for each actor that has a class; the other parts go into the drafts' other fields."""
    parts = [str(part) for part in answer.model_dump().values()]
    asked = list(zip(candidates(facts, passage), parts, strict=True))
    drafts = []
    for candidate, part in asked:
        if part == NONE or part in topic.other_parts:
            continue
        draft: Draft = {"actor": candidate.name, str(topic.class_field): part}
        for other, field in topic.other_parts.items():
            named = [c for c, p in asked if p == other and c is not candidate]
            if named:
                draft[field] = _nearest(named, candidate).name
        drafts.append(ActorDraft(draft, candidate.key))
    return drafts


def _nearest(others: list[Candidate], candidate: Candidate) -> Candidate:
    """The one named soonest after the candidate, or else the first."""
    start = candidate.places[0].start
    return min(others, key=lambda other: (other.places[0].start < start, other.places[0].start))
