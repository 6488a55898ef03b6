"""The `passages` strategy, for small models: code reads what it can, and asks a model for the rest.

A topic that brings a reader is read by it: syntax and the role classifier propose drafts. Of any other topic the model
copies a few fields from each passage that holds a cue, and code chooses the evidence.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel

from summarizer.article import Span
from summarizer.errors import ModelError
from summarizer.extraction.checks import Checked, check_draft
from summarizer.extraction.deciding import decided_again
from summarizer.extraction.drafts import askable, drafts_of, reply_model
from summarizer.extraction.merging import merge
from summarizer.extraction.own_words import against_its_words
from summarizer.extraction.results import Extraction, Refused
from summarizer.extraction.sentences import best_sentence
from summarizer.extraction.strategy import OnStep, Step
from summarizer.indexing import IndexedArticle
from summarizer.llm.types import LLM, Completion, Message, Request, Usage
from summarizer.topics import Proposal, Reader, Topic
from summarizer.topics.passages import Passage, select_passages

MOST_RECORDS = 3
"""Records asked for in one passage; a small model that may go on repeats itself."""

REPLY_TOKENS = 300


@dataclass(frozen=True)
class PassagesStrategy:
    """Reads a topic by code, or asks about each passage that holds a cue."""

    name: str = "passages"

    async def extract_all(
        self, facts: IndexedArticle, topics: Sequence[Topic], llm: LLM, on_step: OnStep
    ) -> tuple[Extraction, ...]:
        """The records of topics, read side by side."""
        return tuple(await asyncio.gather(*(self._extract(facts, topic, llm, on_step) for topic in topics)))

    def versions(self, topics: Sequence[Topic]) -> dict[str, str]:
        """The versions of the topics' readers and prompts."""
        return {topic.name: topic.version(self.name) for topic in topics}

    async def _extract(self, facts: IndexedArticle, topic: Topic, llm: LLM, on_step: OnStep) -> Extraction:
        """The records of a topic; a passage without an answer leaves the others' records in place."""
        reader = topic.reader_on(self.name)
        if reader is not None:
            return await _read(facts, topic, reader, on_step)
        return await _ask(facts, topic, llm, on_step)


async def _read(facts: IndexedArticle, topic: Topic, reader: Reader, on_step: OnStep) -> Extraction:
    """Reads a topic by code, aside from the event loop."""
    on_step(Step(facts.article.id, topic.name, 0, 1))
    proposals = await asyncio.to_thread(reader.read, facts, topic)
    on_step(Step(facts.article.id, topic.name, 1, 1))
    read = _extraction(topic, [_check(facts, topic, proposal) for proposal in proposals])
    return replace(read, records=tuple(decided_again(topic, record, "passages") for record in read.records))


def _check(facts: IndexedArticle, topic: Topic, proposal: Proposal) -> Checked:
    if proposal.objection is not None:
        return Checked(None, (Refused(proposal.objection.code, proposal.objection.detail, proposal.draft),))
    evidence = facts.evidence(*proposal.evidence)
    checked = check_draft(facts, topic, proposal.draft, evidence, proposal.classes)
    return against_its_words(topic, checked, proposal.draft)


async def _ask(facts: IndexedArticle, topic: Topic, llm: LLM, on_step: OnStep) -> Extraction:
    """Asks about every passage at once."""
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
            failure = failure or reply.failure
            checked += read_reply(facts, topic, passage, reply.value)
    return _extraction(topic, checked, usage, failure)


def _extraction(
    topic: Topic, checked: list[Checked], usage: Usage | None = None, failure: ModelError | None = None
) -> Extraction:
    return Extraction(
        topic=topic.name,
        records=merge([c.record for c in checked if c.record is not None]),
        refused=tuple(refused for c in checked for refused in c.refused),
        usage=usage or Usage(),
        failure=failure,
    )


def passage_request(facts: IndexedArticle, topic: Topic, passage: Passage) -> Request[BaseModel]:
    """The question about a passage: instructions and examples, the same for every passage, then the passage."""
    prompt = topic.prompt("passages")
    messages = [Message("system", prompt.render("system", {}))]
    for example in prompt.meta["examples"]:
        messages.append(Message("user", prompt.render("user", example)))
        reply = json.dumps({"records": example["answer"]}, ensure_ascii=False, separators=(",", ":"))
        messages.append(Message("assistant", reply))
    words = " ".join(passage.span.of(facts.article.text).split())
    messages.append(Message("user", prompt.render("user", {"passage": words})))
    shown = tuple(topic.short_names.items()) or tuple(pair for pair in askable(topic.record) if pair[0] != "evidence")
    return Request(
        messages=tuple(messages),
        response_model=reply_model(topic.record, shown, 1, MOST_RECORDS),
        max_tokens=REPLY_TOKENS,
        prefix=len(messages) - 1,
        label=f"{topic.name}, sentences {passage.first + 1} to {passage.last + 1}",
    )


def read_reply(facts: IndexedArticle, topic: Topic, passage: Passage, reply: BaseModel) -> list[Checked]:
    """Checks each draft of a reply against the passage; the sentence that holds most of a draft is its evidence."""
    checked = []
    for draft in drafts_of(reply):
        sentence = best_sentence(facts, topic, passage, draft)
        if sentence is None:
            checked.append(Checked(None, (Refused("not_found", "no sentence of the passage says this", draft),)))
        else:
            span: Span = facts.sentence_span(sentence)
            checked.append(check_draft(facts, topic, draft, facts.evidence(span), {}))
    return checked
