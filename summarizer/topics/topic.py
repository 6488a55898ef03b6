"""What a topic is: a record class, the words that give a record away, its prompts, and a reader where code reads it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, Self

from pydantic import BaseModel, ValidationError

from summarizer.errors import UsageError
from summarizer.prompts import Prompt, is_packaged, packaged
from summarizer.schemas import Record, TopicForm, fields_of, record_class
from summarizer.topics.checks import Checks
from summarizer.topics.own import Example, own_prompts
from summarizer.topics.showing import Showing
from summarizer.topics.telling import Telling

if TYPE_CHECKING:
    from summarizer.article import Span
    from summarizer.indexing import IndexedArticle

Draft = dict[str, Any]
"""A record before it is checked: field → words, list of words, class or boolean; absent fields left out."""


@dataclass(frozen=True)
class Objection:
    """Why no record may be made of a draft.

    Attributes:
        code: such as `hypothetical`.
        detail: the same as a sentence.
    """

    code: str
    detail: str


@dataclass(frozen=True)
class Proposal:
    """A draft that a reader makes of sentences of an article.

    Attributes:
        draft: the verbatim fields, as the article has them, and the class that the reader decided.
        evidence: the spans that prove it, the main one first.
        classes: class fields that the words decide.
        objection: why it is no record, or `None`.
    """

    draft: Draft
    evidence: tuple[Span, ...]
    classes: Mapping[str, Any] = field(default_factory=dict)
    objection: Objection | None = None


class Reader(Protocol):
    """Reads a topic off an article's syntax, without a language model."""

    @property
    def version(self) -> str:
        """What decides its drafts beside the code: 12 hexadecimal digits of a SHA-256."""
        ...

    def decided(self, record: Record) -> Mapping[str, object]:
        """The class fields of a finished record that its own words decide, without parser or classifier."""
        ...

    def read(self, article: IndexedArticle, topic: Topic) -> Sequence[Proposal]:
        """The drafts that a topic has in an article, in the order in which it brings them."""
        ...


@dataclass(frozen=True)
class TopicOptions:
    """How the records of a topic of one's own are called, told and scored.

    Attributes:
        title: for people to read; by default made of the topic's name.
        not_a_record: look-alikes that are not records.
        summary: a sentence with the names of fields in braces; a part in square brackets is left out where one of its
            fields has no value.
        key: fields that must agree for two records to speak of the same thing; by kind where empty.
        colour: such as "#2a6f4e".
    """

    title: str | None = None
    not_a_record: tuple[str, ...] = ()
    summary: str | None = None
    key: tuple[str, ...] = ()
    colour: str | None = None


@dataclass(frozen=True)
class Topic:
    """What to look for in an article, and how to ask for it.

    Attributes:
        name: the key of its records in a briefing.
        title: for people to read.
        record: the class of its records.
        cues: regular expressions for the words that give a record away; matched at a word's beginning, case ignored.
        weak_cues: words that give one away only in an article that has a cue elsewhere.
        anaphoric: a sentence beside one with a cue counts too where it refers to something ("Kyiv brushed it aside").
        short_names: the name under which a small model sees a field; every field under its own name where empty.
        reader: reads the topic's records by code on the `passages` road; a model is asked where there is none.
        prompts: its prompts by strategy; the packaged ones unless given.
        letter: stands for it in the labels of its records ("C1"); by default the first letters of its name.
        colour: in the terminal, a name or "#2a6f4e".
        page_class: the class of its colour and pattern in the style of HTML pages.
        model: the class that it was made from, which every record must fit; `None` where there is none.
        telling: how its records are told in sentences; by the pattern of its form where `None`.
        showing: what every form of a briefing shows of its records; by the kinds of their fields where `None`.
        checks: what it adds to the checks of its records.
    """

    name: str
    title: str
    record: type[Record]
    cues: tuple[str, ...]
    weak_cues: tuple[str, ...] = ()
    anaphoric: bool = False
    short_names: Mapping[str, str] = field(default_factory=dict)
    reader: Reader | None = None
    prompts: Mapping[str, Prompt] = field(default_factory=dict)
    letter: str = ""
    colour: str = "blue"
    page_class: str = "other"
    model: type[BaseModel] | None = None
    telling: Telling[Any] | None = None
    showing: Showing[Any] | None = None
    checks: Checks[Any] = field(default_factory=Checks)

    @classmethod
    def from_form(
        cls,
        form: TopicForm,
        *,
        cues: tuple[str, ...] = (),
        examples: Sequence[Example] = (),
        base: type[Record] = Record,
    ) -> Self:
        """A topic of one's own.

        Args:
            form: its fields, and how records are scored and told.
            cues: regular expressions, as in the class; without one, a small model is asked about every sentence.
            examples: worked examples for the model.
            base: a record class that has the form's fields already; records are of a subclass of it.
        """
        record = record_class(form, base)
        prompts = own_prompts(form, record, examples)
        return cls(form.name, form.title, record, cues, prompts=prompts, colour=form.colour or "blue")

    @classmethod
    def from_record(
        cls,
        model: type[BaseModel],
        *,
        name: str | None = None,
        what: str | None = None,
        cues: Sequence[str] = (),
        examples: Sequence[Example] = (),
        options: TopicOptions | None = None,
    ) -> Self:
        """A topic whose records are of a class of one's own: a `Record`, or any Pydantic model of plain fields.

        The kind of a field follows from its type (`str` words, `int` a count, `date`, `Literal` a class, `bool`,
        `list[str]`, `Actor`, `Money`, …); evidence and source are added. Get the records back with
        `briefing.records_of(model)`.

        Args:
            model: the class.
            name: the key of its records; by default the name of the class as `arms-delivery`.
            what: what one record is, in a sentence; by default the docstring of the class.
            cues: words that give a record away; without one, a small model is asked about every sentence.
            examples: worked examples for the model.
            options: how records are called, told and scored.

        Raises:
            UsageError: a field can't be asked for, or there are too many.
        """
        given: object = model  # whatever a caller without a type checker gives
        if not (isinstance(given, type) and issubclass(given, BaseModel)):
            raise UsageError(f"{model!r} is no Pydantic class: derive it from pydantic.BaseModel or Record")
        options = options or TopicOptions()
        name = name or "-".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", model.__name__)).lower()
        try:
            form = TopicForm(
                name=name,
                title=options.title or name.replace("-", " ").capitalize(),
                what=what or inspect.getdoc(model) or f"one {name.replace('-', ' ')}",
                fields=fields_of(model),
                not_a_record=options.not_a_record,
                summary=options.summary,
                key=options.key,
                colour=options.colour,
                made_from=model.__name__,
            )
        except ValidationError as error:
            raise UsageError(str(error.errors()[0]["msg"]).removeprefix("Value error, ")) from error
        except ValueError as error:
            raise UsageError(str(error)) from error
        patterns = tuple(r"\s+".join(map(re.escape, words.split())) for words in cues)
        base = model if issubclass(model, Record) else Record
        return replace(cls.from_form(form, cues=patterns, examples=examples, base=base), model=model)

    @property
    def form(self) -> TopicForm | None:
        """The form of a topic of one's own; `None` of the packaged three."""
        return self.record.form

    @cached_property
    def cue_pattern(self) -> re.Pattern[str]:
        """The cues as one pattern."""
        return _at_word_start(self.cues)

    @cached_property
    def weak_cue_pattern(self) -> re.Pattern[str]:
        """Cues and weak cues as one pattern."""
        return _at_word_start(self.cues + self.weak_cues)

    def reader_on(self, strategy: str) -> Reader | None:
        """What reads the topic on a strategy; `None` where a model is asked."""
        return self.reader if strategy == "passages" else None

    def version(self, strategy: str) -> str:
        """The version of what a strategy goes by: that of the reader, or of the prompt.

        Raises:
            UsageError: the topic has no prompt for it.
        """
        reader = self.reader_on(strategy)
        return self.prompt(strategy).version if reader is None else reader.version

    def has(self, strategy: str) -> bool:
        """True if the topic can be read by a strategy."""
        if self.reader_on(strategy) is not None:
            return True
        return strategy in self.prompts or is_packaged(self.name, strategy)

    def prompt(self, strategy: str) -> Prompt:
        """The prompt for a strategy.

        Raises:
            UsageError: the topic has no prompt for it.
        """
        if strategy in self.prompts:
            return self.prompts[strategy]
        try:
            return packaged(self.name, strategy)
        except FileNotFoundError:
            raise UsageError(f"topic {self.name!r} has no prompt for the strategy {strategy!r}: add one") from None


def _at_word_start(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(stems) + ")", re.IGNORECASE)
