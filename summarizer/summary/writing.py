"""The summary written by a model: one request per article, and a gate that accepts what the records support.

A sentence that the gate refuses is asked for once more with the reason; what it refuses then is kept with the reason,
and the sentences that code composes of the same records stand in its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from summarizer.article import Article
from summarizer.contract import Rejected, SummaryBy, SummarySentence, record_labels
from summarizer.errors import ModelError
from summarizer.llm.types import LLM, Message, Request
from summarizer.prompts import Prompt, packaged
from summarizer.schemas import Evidence, Record
from summarizer.summary.compose import LONGEST, compose_summary
from summarizer.summary.excerpt import main_records, told_text
from summarizer.summary.gate import check_sentence
from summarizer.usage import Usage

SummaryMode = Literal["model", "composed", "none"]
"""Who is to write a summary: the model, code from the records, or nobody."""

TOPIC = "summary"
"""The name under which refused sentences and a failure of the call stand in a briefing."""

Records = Mapping[str, Sequence[Record]]
Voiced = Callable[[str], bool]


class WrittenSentence(BaseModel):
    """A sentence as the model writes it."""

    model_config = ConfigDict(frozen=True)

    text: str = Field(description="The sentence")
    records: tuple[str, ...] = Field(description='Labels of all the records that it rests on ("C1")')


class WrittenSummary(BaseModel):
    """The model's reply."""

    model_config = ConfigDict(frozen=True)

    sentences: tuple[WrittenSentence, ...] = Field(description="Three to six sentences, the most important first")


@dataclass(frozen=True)
class Summary:
    """The summary of an article and what came of asking for it.

    Attributes:
        sentences: the sentences.
        by: who wrote it; `model` where at least one of the model's sentences stands.
        rejected: the model's sentences that the gate refused.
        usage: what the call cost.
        failure: the error that left the article without a reply, or `None`.
    """

    sentences: tuple[SummarySentence, ...]
    by: SummaryBy = "composed"
    rejected: tuple[Rejected, ...] = ()
    usage: Usage = field(default_factory=Usage)
    failure: ModelError | None = None


def summary_prompt() -> Prompt:
    """The prompt for written summaries."""
    return packaged(TOPIC, "document")


def summary_by_default(model: str) -> SummaryMode:
    """Who writes summaries where the user does not say: a hosted model itself, code for an embedded one.

    Args:
        model: the model's spec.
    """
    return "composed" if model == "local" or model.startswith("local:") else "model"


async def write_summary(records: Records, article: Article, llm: LLM, *, voiced: Voiced) -> Summary:
    """Has a model write the summary of an article's records; without records nothing is asked.

    Args:
        records: the records by topic.
        article: the article.
        llm: the model.
        voiced: whether a field, named `topic.field`, may be told by sentences that code composes.
    """
    composed = compose_summary(records, article, voiced=voiced)
    if not composed:
        return Summary(())
    gate = _Gate(records, article)
    try:
        completion = await llm.complete(summary_request(records, article, gate))
    except ModelError as error:
        return Summary(composed, usage=error.usage, failure=error)
    sentences: list[SummarySentence] = []
    rejected: list[Rejected] = []
    for written in completion.value.sentences[:LONGEST]:
        reason = gate.reason(written)
        if reason is None:
            sentences.append(gate.sentence(written))
            continue
        rejected.append(Rejected(topic=TOPIC, reason=reason, draft=written.model_dump(mode="json")))
        told = {label for sentence in sentences for label in sentence.records}
        only = [label for label in written.records if label in gate.by_label and label not in told]
        sentences += compose_summary(records, article, only=only, voiced=voiced) if only else ()
    stands = [s for s in sentences if any(s.text == w.text.strip() for w in completion.value.sentences)]
    if not stands:
        return Summary(composed, rejected=tuple(rejected), usage=completion.usage)
    kept = _once(sentences)[: max(LONGEST, len(stands))]
    return Summary(kept, "model", tuple(rejected), completion.usage)


def summary_request(records: Records, article: Article, gate: _Gate | None = None) -> Request[WrittenSummary]:
    """The question for a summary: instructions, the article, then the records with their words.

    Args:
        records: the records by topic.
        article: the article.
        gate: what looks at the reply; without one, any reply will do.
    """
    prompt = summary_prompt()
    labels = record_labels(records)
    main = main_records(records, article)
    told = [record for found in records.values() for record in found if id(record) in main]
    values = {
        "title": article.title or "",
        "date": article.date.isoformat() if article.date else "unknown",
        "article": told_text(article, told).replace("</article", "<\u200b/article"),
        "records": [
            {
                "label": label,
                "topic": topic,
                "fields": _fields(record),
                "quotes": [evidence.quote for evidence in record.evidence],
            }
            for topic, found in records.items()
            for label, record in zip(labels[topic], found, strict=True)
            if id(record) in main
        ],
    }
    return Request(
        messages=(Message("system", prompt.render("system", {})), Message("user", prompt.render("user", values))),
        response_model=WrittenSummary,
        check=gate.reasons_to_ask_again if gate is not None else None,
        prefix=1,
        label=TOPIC,
    )


def _fields(record: Record) -> str:
    """A record's fields in one line of JSON, counts and actors by their words."""
    values = record.model_dump(mode="json", exclude={"evidence"}, exclude_defaults=True)
    plain = {name: _words(value) for name, value in values.items()}
    return json.dumps(plain, ensure_ascii=False)


def _words(value: object) -> object:
    return (value.get("text") or value.get("name") or value) if isinstance(value, dict) else value


def _once(sentences: Sequence[SummarySentence]) -> tuple[SummarySentence, ...]:
    return tuple({sentence.text: sentence for sentence in sentences}.values())


@dataclass
class _Gate:
    """Holds the sentences of a reply against the records."""

    records: Records
    article: Article
    by_label: dict[str, Record] = field(init=False)

    def __post_init__(self) -> None:
        labels = record_labels(self.records)
        self.by_label = {
            label: record
            for topic, found in self.records.items()
            for label, record in zip(labels[topic], found, strict=True)
        }

    def reason(self, written: WrittenSentence) -> str | None:
        """Why a sentence can't stand, or `None`."""
        unknown = [label for label in written.records if label not in self.by_label]
        if unknown:
            return f"no_records: there is no record {unknown[0]!r}"
        if not written.text.strip():
            return "empty: the sentence has no words"
        cited = [self.by_label[label] for label in dict.fromkeys(written.records)]
        siblings = [record for label, record in self.by_label.items() if label not in written.records]
        return check_sentence(written.text.strip(), cited, siblings=siblings, title=self.article.title or "")

    def sentence(self, written: WrittenSentence) -> SummarySentence:
        """A sentence that stands, with its evidence."""
        labels = tuple(dict.fromkeys(written.records))
        evidence: tuple[Evidence, ...] = tuple(dict.fromkeys(e for n in labels for e in self.by_label[n].evidence))
        return SummarySentence(text=written.text.strip(), records=labels, evidence=evidence)

    def reasons_to_ask_again(self, reply: BaseModel) -> str | None:
        """Says which sentences can't stand and why, or returns `None` when all do."""
        if not isinstance(reply, WrittenSummary):
            return None
        refused = [(w, reason) for w in reply.sentences if (reason := self.reason(w)) is not None]
        if not refused:
            return None
        told = "\n".join(f'- "{written.text}" ({", ".join(written.records)}): {reason}' for written, reason in refused)
        return (
            "These sentences can't be used, because they say what the records that they name do not:\n"
            f"{told}\nGive the whole summary again, with each of them mended or left out."
        )
