"""Requests to a model about an article: one per topic, or one for several topics that shares the article.

Instructions and schema come first and are the same for every article, so that a provider's prompt cache serves them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.extraction.drafts import askable, choice_values, reply_model
from summarizer.extraction.shared_replies import shared_reply_model
from summarizer.extraction.windows import Window
from summarizer.llm.types import Check, Message, Request
from summarizer.prompts import Prompt, packaged
from summarizer.schemas import Choice, Record, Verbatim, kinds
from summarizer.topics import Topic

SHARED = "topics"
"""The name under which the prompt of shared questions stands in a briefing."""


def shared_prompt() -> Prompt:
    """The prompt of a question for several topics."""
    return packaged(SHARED, "document")


def groups_of(topics: Sequence[Topic]) -> list[tuple[Topic, ...]]:
    """The topics that can share a question: those whose prompts put the article in the same words."""
    groups: dict[str, list[Topic]] = {}
    ours = _article_frame(shared_prompt())
    for topic in topics:
        frame = _article_frame(topic.prompt("document"))
        groups.setdefault("" if frame == ours else topic.name, []).append(topic)
    return [tuple(group) for group in groups.values()]


def topic_request(article: Article, topic: Topic, window: Window, check: Check | None = None) -> Request[BaseModel]:
    """The question for one topic.

    Args:
        article: the article.
        topic: what to look for.
        window: the part of the article to read.
        check: looks at the reply.
    """
    prompt = topic.prompt("document")
    instructions, told = _instructions(prompt, topic.record)
    return Request(
        messages=(
            Message("system", instructions),
            Message("user", prompt.render("user", _values(article, window))),
        ),
        response_model=reply_model(topic.record, askable(topic.record), told=told),
        check=check,
        prefix=1,
        label=f"{topic.name}, document{window.label}",
    )


def shared_request(article: Article, topics: tuple[Topic, ...], window: Window) -> Request[BaseModel]:
    """The question for several topics, each with a list of its own in the reply."""
    sections = _sections(tuple((topic.name, topic.prompt("document"), topic.record) for topic in topics))
    asked = tuple((topic.name, topic.record, askable(topic.record), sections.told[topic.name]) for topic in topics)
    return Request(
        messages=(
            Message("system", sections.instructions),
            Message("user", shared_prompt().render("user", _values(article, window))),
        ),
        response_model=shared_reply_model(asked),
        prefix=1,
        label=f"{SHARED}, document{window.label}",
    )


def _values(article: Article, window: Window) -> dict[str, object]:
    return {
        "title": article.title or "",
        "date": article.date.isoformat() if article.date else "unknown",
        "article": window.span.of(article.text).replace("</article", "<\u200b/article"),
    }


@lru_cache(maxsize=64)
def _article_frame(prompt: Prompt) -> str:
    """How a prompt puts an article."""
    return prompt.render("user", {"title": "TITLE", "date": "DATE", "article": "ARTICLE"})


@lru_cache(maxsize=64)
def _instructions(prompt: Prompt, record: type[Record]) -> tuple[str, frozenset[str]]:
    """What is the same for every article, and the fields that it describes."""
    fields = _fields(record)
    instructions = prompt.render("system", {"fields": fields})
    return instructions, _told(fields, instructions)


def _told(fields: Sequence[Mapping[str, Any]], instructions: str) -> frozenset[str]:
    return frozenset(field["name"] for field in fields if field["description"] and field["description"] in instructions)


@dataclass(frozen=True)
class _Sections:
    """The instructions of a shared question, and by topic the fields that they describe."""

    instructions: str
    told: Mapping[str, frozenset[str]]


@lru_cache(maxsize=64)
def _sections(topics: tuple[tuple[str, Prompt, type[Record]], ...]) -> _Sections:
    """Puts the instructions of topics together; fields that all of them have are described once."""
    marked = [record for _, prompt, record in topics if prompt.has("task")]
    common = [field for field in _fields(marked[0]) if all(field in _fields(r) for r in marked)] if marked else []
    sections = []
    for name, prompt, record in topics:
        fields = _fields(record)
        if prompt.has("task"):
            own = [field for field in fields if field not in common]
            sections.append({"name": name, "task": prompt.render("task", {"fields": fields}), "fields": own})
        else:
            sections.append({"name": name, "task": prompt.render("system", {"fields": fields}), "fields": ()})
    instructions = shared_prompt().render("system", {"topics": sections, "common": common})
    return _Sections(instructions, {name: _told(_fields(record), instructions) for name, _, record in topics})


@cache
def _fields(record: type[Record]) -> tuple[Mapping[str, Any], ...]:
    """What a prompt tells of each field of a record."""
    return tuple(MappingProxyType(_field(record, name)) for name, _ in askable(record))


def _field(record: type[Record], name: str) -> dict[str, Any]:
    """What a prompt tells of a field; its classes only where the description does not name each."""
    description = _description(record, name) or ""
    choices = choice_values(record).get(name, ())
    named = all(re.search(rf"\b{re.escape(choice)}\b", description) for choice in choices)
    return {"name": name, "description": description, "choices": () if named else choices}


def _description(record: type[Record], name: str) -> str | None:
    """The guide of a field where it has one, else its description."""
    kind = kinds(record)[name]
    return (kind.guide if isinstance(kind, Verbatim | Choice) else "") or record.model_fields[name].description
