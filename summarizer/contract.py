"""The JSON contract: what a briefing holds and how it is written and read. Nothing here knows how it is shown.

It stands below extraction and rendering, so that both can name its parts; `summarizer.briefing.Briefing` adds the forms
in which people read it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializeAsAny,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.json_schema import models_json_schema

from summarizer.article import Article, date_source_of
from summarizer.errors import UnreadableInput
from summarizer.invalid import first_problem
from summarizer.llm.types import Usage
from summarizer.loading import DateSource
from summarizer.schemas import (
    CasualtyReport,
    CeasefirePosition,
    Evidence,
    Record,
    SanctionsCall,
    TopicForm,
    as_model,
    record_class,
)
from summarizer.topics import Topic, all_topics, choose_topics, known_topics, topic_of_form

SCHEMA_VERSION: Literal[2] = 2


SummaryBy = Literal["composed", "model", "none"]
"""Who wrote a summary: code from the records, the model, or nobody since none was asked for."""


class Part(BaseModel):
    """A frozen part of a briefing with no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ArticleInfo(Part):
    """What identifies the article.

    Attributes:
        id: its id, the hash of its text unless it was given one.
        title: headline.
        date: day of publication.
        date_source: where the date comes from: `given`, `metadata`, `dateline` or `none`. Version 1 did not say, which
            is read as `given`.
        source: who published it; the path of its file where the document doesn't say.
        url: where it stands.
        characters: length of the text in code points.
        text: the text itself, only where it was asked for.
        same_as: id of the article of the same batch whose text this one repeats, whole or but for a paragraph: not a
            second source; only where there is one.
        update_of: id of the article of the same batch that this one tells again with other figures or positions: its
            records count; only where there is one.
    """

    id: str
    title: str | None = None
    date: datetime.date | None = None
    date_source: DateSource = "none"
    source: str | None = None
    url: str | None = None
    characters: int = Field(ge=0)
    text: str | None = Field(default=None, exclude_if=lambda text: text is None)
    same_as: str | None = Field(default=None, exclude_if=lambda same_as: same_as is None)
    update_of: str | None = Field(default=None, exclude_if=lambda update_of: update_of is None)

    @model_validator(mode="before")
    @classmethod
    def _date_source_filled_in(cls, data: object) -> object:
        return {**data, "date_source": date_source_of(data)} if isinstance(data, Mapping) else data

    @classmethod
    def of(cls, article: Article, *, with_text: bool = False) -> Self:
        """Describes an article."""
        return cls(
            id=article.id,
            title=article.title,
            date=article.date,
            date_source=article.date_source,
            source=article.source or article.path,
            url=article.url,
            characters=len(article.text),
            text=article.text if with_text else None,
        )

    def to_article(self) -> Article | None:
        """The article, where its text is here."""
        if not self.text:
            return None
        return Article.model_validate(self.model_dump(exclude={"characters", "same_as", "update_of"}))


def topic_letters(topics: Iterable[str]) -> dict[str, str]:
    """The letters that stand for each of the topics of one briefing in labels.

    They are the topic's own where it has some (C, S, F), else the first two of its name, more where another topic of
    the briefing begins alike.

    Args:
        topics: names of all topics of the briefing, in its order.
    """
    known = all_topics()
    letters: dict[str, str] = {}
    for topic in topics:
        own = known[topic].letter if topic in known else ""
        plain = re.sub(r"[^a-z]", "", topic.lower()).title()
        tried = [own] if own else [plain[:length] for length in range(2, len(plain) + 1)]
        fallback = f"{plain}{len(letters)}x"
        letters[topic] = next((one for one in tried if one not in letters.values()), fallback)
    return letters


def record_label(topic: str, index: int, topics: Iterable[str] = ()) -> str:
    """The short name of one record, such as C1.

    Args:
        topic: the topic's name.
        index: position of the record among the topic's, from 0.
        topics: names of all topics of the briefing; needed where some are one's own and begin alike.
    """
    return f"{topic_letters([*topics] or [topic])[topic]}{index + 1}"


def record_labels(records: Mapping[str, Sequence[object]]) -> dict[str, tuple[str, ...]]:
    """The short names of a briefing's records in footnotes and sentences, by topic: its letters and a number (C1).

    Args:
        records: the records by topic, as a briefing has them.
    """
    letters = topic_letters(records)
    return {topic: tuple(f"{letters[topic]}{i}" for i in range(1, len(rs) + 1)) for topic, rs in records.items()}


class SummarySentence(Part):
    """A sentence of the summary and what it rests on.

    Attributes:
        text: the sentence.
        records: labels of the records that it tells of ("C1"); empty in briefings of version 1.
        evidence: the words of the article that prove these records.
    """

    text: str
    records: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Rejected(Part):
    """A draft that did not become a record.

    Attributes:
        topic: the topic it was drafted for.
        reason: a code, and after a colon what was wrong ("number_mismatch: the article says 14").
        draft: what the model wrote.
    """

    topic: str
    reason: str
    draft: dict[str, Any]

    @property
    def code(self) -> str:
        """The code alone, such as `number_mismatch`."""
        return self.reason.partition(":")[0]


class Failure(Part):
    """A topic for which no answer could be had.

    Attributes:
        topic: the topic.
        error: name of the error's class.
        message: what went wrong and what to do.
    """

    topic: str
    error: str
    message: str


class BriefingData(Part):
    """What one article says, each record with the words that prove it; `model_dump(mode="json")` is the contract.

    Attributes:
        schema_version: version of this form; a file of version 1 is read as one of version 2.
        article: what identifies the article.
        model: the model's spec as the user gave it.
        prompts: version of the prompt used, by topic.
        created_at: when it was made, UTC.
        summary: the briefing in a few sentences, each with evidence, the most important first.
        summary_by: who wrote it: `composed` (code, from the records), `model`, or `none` where none was asked for.
        topics: the forms of topics of one's own, by name, so that the file can be read, shown
            and verified without theirs; left out where there are none.
        records: the records by topic, in the order in which the article brings them.
        rejected: drafts that did not become records.
        failures: topics without an answer.
        usage: what it cost.
    """

    schema_version: Literal[2] = SCHEMA_VERSION
    article: ArticleInfo
    model: str
    prompts: dict[str, str] = {}
    created_at: datetime.datetime
    summary: tuple[SummarySentence, ...] = ()
    summary_by: SummaryBy = "composed"
    topics: Mapping[str, TopicForm] = Field(default={}, exclude_if=lambda topics: not topics)
    records: Mapping[str, tuple[SerializeAsAny[Record], ...]] = {}
    rejected: tuple[Rejected, ...] = ()
    failures: tuple[Failure, ...] = ()
    usage: Usage = Usage()

    @field_validator("schema_version", mode="before")
    @classmethod
    def _first_version_is_read(cls, version: object) -> object:
        return SCHEMA_VERSION if version == 1 else version

    @model_validator(mode="before")
    @classmethod
    def _forms_of_own_topics(cls, data: object) -> object:
        """Keeps the forms of the records' topics with them."""
        if not isinstance(data, Mapping) or not isinstance(data.get("records"), Mapping):
            return data
        found = {
            name: one.form.bare
            for name, rs in data["records"].items()
            for one in (rs[:1] if isinstance(rs, Sequence) else ())
            if isinstance(one, Record) and one.form is not None
        }
        return {**data, "topics": {**data.get("topics", {}), **found}} if found else data

    @field_validator("records", mode="before")
    @classmethod
    def _records_of_their_topic(cls, records: object, info: ValidationInfo) -> object:
        """Reads records given as JSON with the class of their topic."""
        if not isinstance(records, Mapping):
            return records
        forms = info.data.get("topics", {})
        return {name: [_read(name, r, forms) for r in rs] for name, rs in records.items()}

    def topic(self, name: str) -> Topic | None:
        """A topic of this briefing: the packaged or installed one, else as its form here says; `None` if unknown."""
        return _topic_named(name, self.topics)

    def records_of(self, record: type[M]) -> list[M]:
        """The records of a class of one's own, of the class itself; those of other topics are left out.

        Args:
            record: the class that the topic was made from, or the class of a topic's records.

        Raises:
            ValidationError: the class has changed since, and does not take a record.
        """
        own = [r for rs in self.records.values() for r in rs if isinstance(r, record) or _made_from(r, record)]
        return [as_model(r, record) for r in own]

    @property
    def casualties(self) -> tuple[CasualtyReport, ...]:
        """The casualty reports."""
        return tuple(r for r in self.records.get("casualties", ()) if isinstance(r, CasualtyReport))

    @property
    def sanctions(self) -> tuple[SanctionsCall, ...]:
        """The calls for, steps toward and statements against sanctions."""
        return tuple(r for r in self.records.get("sanctions", ()) if isinstance(r, SanctionsCall))

    @property
    def ceasefire(self) -> tuple[CeasefirePosition, ...]:
        """The positions on a ceasefire."""
        return tuple(r for r in self.records.get("ceasefire", ()) if isinstance(r, CeasefirePosition))

    def evidence(self, topic: str, index: int) -> tuple[Evidence, ...]:
        """The words that prove a record.

        Args:
            topic: the topic's name.
            index: position of the record among the topic's.

        Raises:
            IndexError: there is no such record.
        """
        return self.records.get(topic, ())[index].evidence

    def save(self, path: str | Path) -> Path:
        """Writes the briefing as JSON and returns the path."""
        path = Path(path)
        path.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
        return path

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Reads a briefing that `save` wrote.

        Raises:
            UnreadableInput: the file is not there, or is no briefing.
        """
        try:
            return cls.model_validate_json(Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise UnreadableInput(f"can't read {str(path)!r} ({error.strerror}): check the path") from error
        except ValidationError as error:
            raise UnreadableInput(f"{str(path)!r} is not a briefing: {first_problem(error, whole='it')}") from error


M = TypeVar("M", bound=BaseModel)


def _made_from(one: Record, model: type[BaseModel]) -> bool:
    """True of a record whose topic was made from a class, as far as its form tells."""
    return one.form is not None and one.form.made_from == model.__name__


def _topic_named(name: str, forms: Mapping[str, TopicForm]) -> Topic | None:
    """A topic by its name: an installed one, else by the form that stands beside the records, else one of a file."""
    if name in all_topics():
        return all_topics()[name]
    return topic_of_form(forms[name]) if name in forms else known_topics().get(name)


def _read(topic: str, record: object, forms: Mapping[str, TopicForm]) -> object:
    """A record of the class of its topic.

    Raises:
        ValueError: nobody knows the topic.
    """
    if isinstance(record, Record):
        return _bare(record)
    found = _topic_named(topic, forms)
    if found is None:
        raise ValueError(
            f"unknown topic {topic!r}, and the briefing does not describe its records: install "
            "the package that provides it, or brief the article again with `--topic FILE`"
        )
    return found.record.model_validate(record)


def _bare(record: Record) -> Record:
    """A record of the class that a stored briefing gives it; one of a class of the user's own stays as it is."""
    if record.form is None or type(record).__bases__ != (Record,):
        return record
    stored = record_class(record.form.bare)
    return record if type(record) is stored else stored.model_construct(**dict(record))


def briefing_schema(names: Sequence[str | Topic] = ()) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a briefing as it is written, with those of all records under `$defs`.

    Args:
        names: topics and topic files that a briefing may have; by default those that are looked for by default.

    Raises:
        UsageError: there is no such topic.
    """
    topics = {topic.name: topic for topic in choose_topics(names)}
    written: list[type[BaseModel]] = [BriefingData, *(topic.record for topic in topics.values())]
    references, schemas = models_json_schema([(model, "serialization") for model in written])
    definitions = schemas["$defs"]
    briefing = definitions.pop("BriefingData")
    definitions.pop("Record", None)  # every record stands in the list of its topic, as that topic's class
    briefing["properties"]["records"] |= {
        "properties": {
            name: {"type": "array", "items": references[topic.record, "serialization"]}
            for name, topic in topics.items()
        },
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **briefing,
        "title": "Briefing",
        "$defs": definitions,
    }
