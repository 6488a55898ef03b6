"""The `document` strategy, for models with a large context: the whole article and one question a topic.

The model quotes its evidence; what can't be found in the article goes back to it once with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from pydantic import BaseModel

from summarizer.errors import ModelError
from summarizer.extraction.checks import Checked, check_draft, ground_evidence
from summarizer.extraction.drafts import Draft, askable, choice_values, drafts_of, reply_model
from summarizer.extraction.facts import ArticleFacts
from summarizer.extraction.merging import merge
from summarizer.extraction.results import Extraction, Refused
from summarizer.extraction.strategy import OnStep, Step
from summarizer.extraction.turned import turned
from summarizer.llm.types import LLM, Check, Message, Request
from summarizer.prompts import Prompt
from summarizer.schemas import Choice, Record, Verbatim, kinds
from summarizer.topics import Topic

MOST_REASONS = 8
"""How many refused quotes are told to the model when it is asked again."""


@dataclass(frozen=True)
class DocumentStrategy:
    """Asks for all records of a topic with the whole article at once."""

    name: str = "document"

    async def extract(self, facts: ArticleFacts, topic: Topic, llm: LLM, on_step: OnStep) -> Extraction:
        """Asks once for the topic's records and checks what comes."""
        checks = _Checks(facts, topic)
        request = _request(facts, topic, checks.reasons_to_ask_again)
        on_step(Step(facts.article.id, topic.name, 0, 1))
        try:
            completion = await llm.complete(request)
        except ModelError as error:
            return Extraction(topic.name, usage=error.usage, failure=error)
        finally:
            on_step(Step(facts.article.id, topic.name, 1, 1))
        checked = [check for _, check in checks.of(completion.value)]
        return Extraction(
            topic=topic.name,
            records=merge([c.record for c in checked if c.record is not None]),
            refused=tuple(refused for c in checked for refused in c.refused),
            usage=completion.usage,
            failure=completion.failure,
        )


def document_request(facts: ArticleFacts, topic: Topic) -> Request[BaseModel]:
    """Builds the request: the instructions, the same for every article, then the article."""
    return _request(facts, topic, _Checks(facts, topic).reasons_to_ask_again)


def _request(facts: ArticleFacts, topic: Topic, check: Check) -> Request[BaseModel]:
    prompt, article = topic.prompt("document"), facts.article
    values = {
        "title": article.title or "",
        "date": article.date.isoformat() if article.date else "unknown",
        "article": article.text.replace("</article", "<\u200b/article"),
    }
    return Request(
        messages=(
            Message("system", _instructions(prompt, topic.record)),
            Message("user", prompt.render("user", values)),
        ),
        response_model=reply_model(topic.record, askable(topic.record)),
        check=check,
        prefix=1,
        label=f"{topic.name}, document",
    )


@lru_cache(maxsize=64)
def _instructions(prompt: Prompt, record: type[Record]) -> str:
    """Returns what is the same for every article."""
    return prompt.render("system", {"fields": _fields(record)})


@cache
def _fields(record: type[Record]) -> tuple[Mapping[str, object], ...]:
    """Returns what a prompt tells of each field of a record."""
    choices = choice_values(record)
    return tuple(
        MappingProxyType({"name": name, "description": _description(record, name), "choices": choices.get(name, ())})
        for name, _ in askable(record)
    )


def _description(record: type[Record], name: str) -> str | None:
    """The guide of a field where it has one, else its description."""
    kind = kinds(record)[name]
    return (kind.guide if isinstance(kind, Verbatim | Choice) else "") or record.model_fields[name].description


@dataclass
class _Checks:
    """Checks replies on a topic: the last one is remembered, which is asked about before a re-ask and after it."""

    facts: ArticleFacts
    topic: Topic
    _reply: BaseModel | None = None
    _checked: tuple[tuple[Draft, Checked], ...] = ()

    def of(self, reply: BaseModel) -> tuple[tuple[Draft, Checked], ...]:
        """Returns the drafts of a reply, each with what became of it."""
        if reply is not self._reply:
            self._reply, self._checked = reply, tuple((draft, self._check(draft)) for draft in drafts_of(reply))
        return self._checked

    def reasons_to_ask_again(self, reply: BaseModel) -> str | None:
        """Says which quotes are not in the article, or returns `None` when every record holds."""
        reasons = []
        for draft, checked in self.of(reply):
            if checked.record is None:
                quote = next(iter(draft.get("evidence", [])), "")
                reasons.append(f'- the record with evidence "{quote}": {checked.refused[0].detail}')
        if not reasons:
            return None
        told = "\n".join(reasons[:MOST_REASONS])
        keys = ", ".join(kinds(self.topic.record))
        return (
            "These records can't be used, because the article does not say this word for word:\n"
            f"{told}\nGive all the records again ({keys}), in the article's own words; leave out what it does not say."
        )

    def _check(self, draft: Draft) -> Checked:
        evidence = ground_evidence(self.facts, list(draft.get("evidence", [])))
        if isinstance(evidence, Refused):
            return Checked(None, (Refused(evidence.code, evidence.detail, draft),))
        checked = check_draft(self.facts, self.topic, draft, evidence, {})
        turn = turned(self.facts, checked.record) if checked.record is not None else None
        if turn is None:
            return checked
        if turn.record is None:
            return Checked(None, (Refused(turn.code, turn.detail, draft),))
        name = turn.detail.partition(":")[0]
        told = (Refused(turn.code, turn.detail, {name: draft[name]}),) if turn.code else ()
        return Checked(turn.record, (*checked.refused, *told))
