"""The `passages` strategy, for small models: narrow questions on the passages that hold a cue.

The model copies a few short fields; code chooses the evidence, decides the classes that the words decide, and refuses
what the passage does not say.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from summarizer.errors import ModelError
from summarizer.extraction.checks import Checked, check_draft, evidence_at
from summarizer.extraction.class_rules import decide_classes
from summarizer.extraction.drafts import Draft, drafts_of, reply_model
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.merging import merge
from summarizer.extraction.passages import Passage, select_passages
from summarizer.extraction.results import Extraction, Refused
from summarizer.extraction.strategy import OnStep, Step
from summarizer.extraction.support import best_sentence
from summarizer.llm.types import LLM, Completion, Message, Request, Usage
from summarizer.topics import Topic

MOST_RECORDS = 3
"""Records asked for in one passage; a small model that may go on repeats itself."""

REPLY_TOKENS = 400


@dataclass(frozen=True)
class PassagesStrategy:
    """Asks for the records of each passage that holds a cue."""

    name: str = "passages"

    async def extract(self, facts: ArticleFacts, topic: Topic, llm: LLM, on_step: OnStep) -> Extraction:
        """Asks every passage at once; a passage without an answer leaves the others' records in place."""
        passages = select_passages(facts.article, topic)
        done = 0

        async def ask(passage: Passage) -> Completion[BaseModel] | ModelError:
            nonlocal done
            try:
                return await llm.complete(passage_request(facts, topic, passage))
            except ModelError as error:
                return error
            finally:
                done += 1
                on_step(Step(facts.article.id, topic.name, done, len(passages)))

        on_step(Step(facts.article.id, topic.name, 0, len(passages)))
        replies = await asyncio.gather(*(ask(passage) for passage in passages))
        usage, failure, checked = Usage(), None, list[Checked]()
        for passage, reply in zip(passages, replies, strict=True):
            usage += reply.usage
            if isinstance(reply, ModelError):
                failure = failure or reply
            else:
                checked += [_check(facts, topic, passage, draft) for draft in drafts_of(reply.value)]
        return Extraction(
            topic=topic.name,
            records=merge([c.record for c in checked if c.record is not None]),
            refused=tuple(refused for c in checked for refused in c.refused),
            usage=usage,
            failure=failure,
        )


def passage_request(facts: ArticleFacts, topic: Topic, passage: Passage) -> Request[BaseModel]:
    """Builds the request for a passage: instructions and examples, the same for every passage, then the passage."""
    prompt = topic.prompt("passages")
    messages = [Message("system", prompt.render("system", {}))]
    for example in prompt.meta["examples"]:
        messages.append(Message("user", prompt.render("user", example)))
        messages.append(Message("assistant", _compact({"records": example["records"]})))
    day = facts.article.date.isoformat() if facts.article.date else "unknown"
    words = " ".join(passage.span.of(facts.article.text).split())
    messages.append(Message("user", prompt.render("user", {"passage": words, "date": day})))
    return Request(
        messages=tuple(messages),
        response_model=reply_model(topic.record, tuple(topic.short_names.items()), 1, MOST_RECORDS),
        max_tokens=REPLY_TOKENS,
        prefix=len(messages) - 1,
        label=f"{topic.name}, sentences {passage.first + 1} to {passage.last + 1}",
    )


def _compact(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _check(facts: ArticleFacts, topic: Topic, passage: Passage, draft: Draft) -> Checked:
    sentence = best_sentence(facts, topic, passage, draft)
    if sentence is None:
        return Checked(None, (Refused("not_found", "no sentence of the passage says this", draft),))
    evidence = (evidence_at(facts, facts.article.sentences[sentence]),)
    return check_draft(facts, topic, draft, evidence, decide_classes(facts, topic, draft, evidence))
