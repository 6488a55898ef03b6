"""The `document` strategy, for models with a large context: the whole article, in one question or one a topic.

The model quotes its evidence; what can't be found in the article goes back to it once with the reason. An article that
does not fit the model is read in windows. See `docs/design/document.md`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel

from summarizer.article import Span
from summarizer.errors import ModelError
from summarizer.extraction.checks import Checked
from summarizer.extraction.document_checks import DraftChecks
from summarizer.extraction.drafts import Draft, said
from summarizer.extraction.questions import SHARED, groups_of, shared_prompt, shared_request, topic_request
from summarizer.extraction.results import Extraction
from summarizer.extraction.room import LEAST, Room
from summarizer.extraction.shared_replies import Misfit, lists_of
from summarizer.extraction.strategy import OnStep, Step
from summarizer.extraction.windows import Window, whole, windows_of
from summarizer.extraction.windows_joined import Found, join_windows
from summarizer.indexing import IndexedArticle
from summarizer.llm.profiles import Calls
from summarizer.llm.types import LLM, Message, Request, Usage
from summarizer.topics import Topic


@dataclass(frozen=True)
class DocumentStrategy:
    """Asks for all records with the whole article at once.

    Attributes:
        calls: one question for all topics, or one a topic.
        room: what the model takes; `None` where that is not known, so that every article is sent whole.
    """

    calls: Calls = "one"
    room: Room | None = None
    name: str = "document"

    async def extract_all(
        self, facts: IndexedArticle, topics: Sequence[Topic], llm: LLM, on_step: OnStep
    ) -> tuple[Extraction, ...]:
        """Asks for the records of the topics and checks what comes."""
        groups = self._groups(facts, topics)
        found = await asyncio.gather(*(self._read(facts, group, llm, on_step) for group in groups))
        by_topic = {extraction.topic: extraction for group in found for extraction in group}
        return tuple(by_topic[topic.name] for topic in topics)

    def versions(self, topics: Sequence[Topic]) -> dict[str, str]:
        """The versions of the prompts, by topic."""
        versions = {topic.name: topic.version(self.name) for topic in topics}
        if self.calls == "one" and any(len(group) > 1 for group in groups_of(topics)):
            versions[SHARED] = shared_prompt().version
        return versions

    def _groups(self, facts: IndexedArticle, topics: Sequence[Topic]) -> list[tuple[Topic, ...]]:
        """The topics that are asked about together; each alone where a model has no room for all instructions."""
        alone: list[tuple[Topic, ...]] = [(topic,) for topic in topics]
        if self.calls == "per-topic":
            return alone
        groups = groups_of(topics)
        tight = any((tokens := self._tokens(facts, group)) is not None and tokens <= LEAST for group in groups)
        return alone if tight else groups

    def _tokens(self, facts: IndexedArticle, group: tuple[Topic, ...]) -> int | None:
        """About how many tokens of the article one question for some topics may hold."""
        if self.room is None:
            return None
        return self.room.beside(_request(facts, group, whole(facts.given)))

    async def _read(
        self, facts: IndexedArticle, group: tuple[Topic, ...], llm: LLM, on_step: OnStep
    ) -> list[Extraction]:
        """Asks about every window at once and puts together what they give."""
        windows = windows_of(facts.given, self._tokens(facts, group))
        done = 0

        def tell() -> None:
            for topic in group:
                on_step(Step(facts.article.id, topic.name, done, len(windows)))

        async def read(window: Window) -> dict[str, Found]:
            nonlocal done
            found = await _ask(facts, group, window, llm)
            done += 1
            tell()
            return found

        tell()
        found = await asyncio.gather(*(read(window) for window in windows))
        starts = [span.start for span in facts.given.sentences] if len(windows) > 1 else []
        return [join_windows(t.name, windows, [one[t.name] for one in found], starts) for t in group]


def document_request(facts: IndexedArticle, topics: tuple[Topic, ...]) -> Request[BaseModel]:
    """The question about a whole article: for one topic, or for several together."""
    return _request(facts, topics, whole(facts.given))


def _request(facts: IndexedArticle, group: tuple[Topic, ...], window: Window) -> Request[BaseModel]:
    if len(group) > 1:
        return shared_request(facts.given, group, window)
    checks = DraftChecks(facts, group[0], _within(window))
    return topic_request(facts.given, group[0], window, checks.reasons_to_ask_again)


async def _ask(facts: IndexedArticle, group: tuple[Topic, ...], window: Window, llm: LLM) -> dict[str, Found]:
    """Asks about one window."""
    if len(group) == 1:
        return {group[0].name: await _ask_alone(DraftChecks(facts, group[0], _within(window)), window, llm)}
    try:
        completion = await llm.complete(shared_request(facts.given, group, window))
    except ModelError as error:
        return _with_usage({topic.name: Found(failure=error) for topic in group}, error.usage)
    lists = lists_of(completion.value)
    lost = {name: completion.failure for name in completion.cut}
    settled = await asyncio.gather(
        *(_settle(facts, topic, window, llm, lists[topic.name], lost.get(topic.name)) for topic in group)
    )
    return _with_usage(dict(zip((topic.name for topic in group), settled, strict=True)), completion.usage)


def _with_usage(found: dict[str, Found], usage: Usage) -> dict[str, Found]:
    """Puts the usage of a shared question to that of the first topic, so that it is counted once."""
    name, first = next(iter(found.items()))
    return {**found, name: replace(first, usage=usage + first.usage)}


async def _ask_alone(checks: DraftChecks, window: Window, llm: LLM, turns: tuple[Message, ...] = ()) -> Found:
    """Asks for one topic.

    Args:
        checks: looks at the drafts of the topic.
        window: the part of the article to read.
        llm: the model.
        turns: what was answered before and what was wrong with it; it is not asked once more then.
    """
    reasons = None if turns else checks.reasons_to_ask_again
    request = topic_request(checks.facts.given, checks.topic, window, reasons)
    try:
        completion = await llm.complete(replace(request, messages=(*request.messages, *turns)))
    except ModelError as error:
        return Found(usage=error.usage, failure=error)
    return _found(checks.of(completion.value), completion.usage, completion.failure)


async def _settle(
    facts: IndexedArticle, topic: Topic, window: Window, llm: LLM, given: list[Draft] | Misfit, lost: ModelError | None
) -> Found:
    """Checks a topic's list of a shared reply; one that does not hold is asked for once more, by itself.

    Args:
        facts: the article.
        topic: the topic.
        window: the part of the article that was read.
        llm: the model.
        given: the list.
        lost: why the list is not whole, where the reply was cut off in it.
    """
    checks = DraftChecks(facts, topic, _within(window))
    drafts = [said(item) for item in given.fitting] if isinstance(given, Misfit) else given
    checked = checks.of_drafts(drafts)
    first = _found(checked, Usage(), lost)
    if lost is not None:
        return first
    if isinstance(given, Misfit):
        again = await _ask_alone(checks, window, llm)
        return again if not again.failure or again.records else replace(first, usage=again.usage, failure=again.failure)
    reason = checks.reason(checked)
    if reason is None:
        return first
    before = Message("assistant", json.dumps({"records": drafts}, ensure_ascii=False))
    again = await _ask_alone(checks, window, llm, (before, Message("user", reason)))
    return again if again.failure is None else replace(first, usage=again.usage)


def _found(checked: Sequence[tuple[Draft, Checked]], usage: Usage, failure: ModelError | None) -> Found:
    return Found(
        records=tuple(one.record for _, one in checked if one.record is not None),
        refused=tuple(refused for _, one in checked for refused in one.refused),
        usage=usage,
        failure=failure,
    )


def _within(window: Window) -> Span | None:
    """Where quotes must stand: nowhere in particular where the model was given the whole article."""
    return window.span if window.total > 1 else None
