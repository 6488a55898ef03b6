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
from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.passages import Passage
from summarizer.llm.types import Message, Request
from summarizer.topics import Topic

MOST_NAMES = 8
"""Actors asked about in one passage."""

NONE = "none"

PRONOUN = re.compile(r"^\W*(?:but |and |also |however, )?(he|she|they|it)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """An actor of a passage.

    Attributes:
        name: the words that the model is asked about.
        party: code of its party, where it has one.
        places: where the passage names it.
    """

    name: str
    party: str | None
    places: tuple[Span, ...]


@dataclass(frozen=True)
class ActorDraft:
    """A draft read from an answer, and where the passage names its actor."""

    draft: Draft
    places: tuple[Span, ...]


def candidates(facts: ArticleFacts, passage: Passage) -> tuple[Candidate, ...]:
    """Returns the actors of a passage in order: of a party's several names the first that is no part of another."""
    found: dict[str, list[tuple[str, str | None, Span]]] = {}
    covered = -1
    for mention in (*_antecedents(facts, passage), *facts.actors.actors_in(*passage.span)):
        inside = mention.start >= passage.span.start
        if inside and mention.end <= covered:
            continue
        covered = max(covered, mention.end) if inside else covered
        key = mention.party or mention.name.lower().removeprefix("the ")
        found.setdefault(key, []).append((mention.name, mention.party, Span(mention.start, mention.end)))
    chosen = [
        Candidate(mentions[0][0], mentions[0][1], tuple(span for _, _, span in mentions)) for mentions in found.values()
    ]
    return tuple(chosen[:MOST_NAMES])


@dataclass(frozen=True)
class _Antecedent:
    start: int
    end: int
    name: str
    party: str | None


def _antecedents(facts: ArticleFacts, passage: Passage) -> tuple[_Antecedent, ...]:
    """Returns whom the pronoun stands for with which a sentence of the passage begins."""
    found = []
    for index in range(passage.first, passage.last + 1):
        span = facts.article.sentences[index]
        opening = PRONOUN.match(span.of(facts.article.text))
        actor = facts.actors.resolve(opening[1], near=span.start + opening.start(1)) if opening else None
        if actor is not None and opening is not None and actor.name.lower() != opening[1].lower():
            start = span.start + opening.start(1)
            found.append(_Antecedent(start, start + len(opening[1]), actor.name, actor.party))
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
        drafts.append(ActorDraft(draft, candidate.places))
    return drafts


def _nearest(others: list[Candidate], candidate: Candidate) -> Candidate:
    """The one named soonest after the candidate, or else the first."""
    start = candidate.places[0].start
    return min(others, key=lambda other: (other.places[0].start < start, other.places[0].start))
