"""Asks of each actor in a passage what its part is: one word for each name, from a closed set that includes "none".

A small model copies names badly and invents actors; it is better at saying one word of each name that code has found. A
question about every name also lets "none" be an answer, which a question for a list of records does not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model

from summarizer.article import Span
from summarizer.extraction.drafts import Draft
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.mentions import is_no_actor, named_key
from summarizer.extraction.passages import Passage
from summarizer.extraction.positions.claims import PRONOUNS, Claim, claims_in
from summarizer.linking.actors.index import ActorMention
from summarizer.llm.types import Message, Request
from summarizer.topics import Topic

OPENING = 80
"""How far from its beginning a pronoun of a passage may mean someone in the sentence before, in code points."""

MOST_NAMES = 8
"""Actors asked about in one passage."""

NONE = "none"

PLAIN = frozenset({"opposed", "demands"})
"""Positions that a small model overlooks and that the words bear out by themselves, in a sentence with a cue."""


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


def candidates(facts: ArticleFacts, topic: Topic, passage: Passage) -> tuple[Candidate, ...]:
    """Returns the actors of a passage in order: those with a verb of the topic, and as many others as have room.

    Of a party's several names the first counts that is no part of another.
    """
    found: dict[str, list[ActorMention]] = {}
    for claim in sorted(owned_claims(facts, topic, passage), key=lambda claim: claim.place):
        mention = ActorMention(claim.place.start, claim.place.end, claim.name, None)
        found.setdefault(claim.key, []).append(mention)
    owners, covered = set(found), -1
    for mention in facts.actors.actors_in(*passage.span):
        if mention.end > covered and not is_no_actor(facts, mention):
            covered = mention.end
            found.setdefault(named_key(facts, mention), []).append(mention)
    ordered = sorted(found.items(), key=lambda item: min(m.start for m in item[1]))
    spare = MOST_NAMES - len(owners)
    others = [key for key, _ in ordered if key not in owners][: max(spare, 0)]
    return tuple(
        Candidate(mentions[0].name, key, tuple(sorted({Span(m.start, m.end) for m in mentions})))
        for key, mentions in ordered
        if key in owners or key in others
    )


def owned_claims(facts: ArticleFacts, topic: Topic, passage: Passage) -> list[Claim]:
    """Returns the positions that the words of a passage bear."""
    return [claim for sentence in passage.cue_sentences for claim in claims_in(facts, topic, sentence)]


def actor_request(facts: ArticleFacts, topic: Topic, passage: Passage) -> Request[BaseModel]:
    """Builds the question about the actors of a passage; what is the same for every passage comes first."""
    prompt = topic.prompt("passages")
    messages = [Message("system", prompt.render("system", {}))]
    for example in prompt.meta["examples"]:
        messages.append(Message("user", prompt.render("user", example)))
        messages.append(Message("assistant", json.dumps(example["answer"], ensure_ascii=False)))
    names = tuple(candidate.name for candidate in candidates(facts, topic, passage))
    words = " ".join(facts.article.text[_context(facts, passage) : passage.span.end].split())
    messages.append(Message("user", prompt.render("user", {"passage": words, "names": names})))
    return Request(
        messages=tuple(messages),
        response_model=_answer_model(names, parts_of(topic)),
        max_tokens=40 + 40 * len(names),
        prefix=len(messages) - 1,
        label=f"{topic.name}, sentences {passage.first + 1} to {passage.last + 1}",
    )


def _context(facts: ArticleFacts, passage: Passage) -> int:
    """Returns where what the model is shown begins: one sentence earlier where the passage opens with a pronoun."""
    opening = passage.span.of(facts.article.text)[:OPENING]
    refers = passage.first > 0 and PRONOUNS.search(opening) is not None
    return facts.article.sentences[passage.first - 1].start if refers else passage.span.start


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
    asked = list(zip(candidates(facts, topic, passage), parts, strict=True))
    drafts = []
    for candidate, said in asked:
        part = _plain_position(facts, topic, passage, candidate) if said in (NONE, *topic.other_parts) else said
        if part is None:
            continue
        draft: Draft = {"actor": candidate.name, str(topic.class_field): part}
        for other, field in topic.other_parts.items():
            named = [c for c, p in asked if p == other and c is not candidate]
            if named:
                draft[field] = _nearest(named, candidate).name
        drafts.append(ActorDraft(draft, candidate.key))
    return drafts


def _plain_position(facts: ArticleFacts, topic: Topic, passage: Passage, candidate: Candidate) -> str | None:
    """Returns the position that the words of a passage give to an actor so plainly that no model need confirm it."""
    text = facts.article.text
    for sentence in passage.cue_sentences:
        if topic.weak_cue_pattern.search(facts.article.sentences[sentence].of(text)):
            own = next((claim for claim in claims_in(facts, topic, sentence) if claim.key == candidate.key), None)
            if own is not None and own.position in PLAIN:
                return own.position
    return None


def _nearest(others: list[Candidate], candidate: Candidate) -> Candidate:
    """The one named soonest after the candidate, or else the first."""
    start = candidate.places[0].start
    return min(others, key=lambda other: (other.places[0].start < start, other.places[0].start))
