"""What every record has: the words that prove it, and who the article says they come from."""

from __future__ import annotations

import html
from typing import Annotated, ClassVar

from pydantic import Field

from summarizer.schemas.fields import Derived, Verbatim, kinds
from summarizer.schemas.form import TopicForm
from summarizer.schemas.values import Actor, Evidence, Value
from summarizer.visible_text import visible

_EVIDENCE = (
    "The shortest clause or sentence of the article, word for word, that makes the claim; two where one does not say "
    "all of it"
)
_SOURCE = (
    'Who the article says the claim comes from ("a Ukrainian source", "the health ministry"); left out where the '
    "article says it in its own voice, or is the speaker's own statement"
)


class Record(Value):
    """One claim that an article makes, proved by its words.

    Attributes:
        form: the form of its topic, where that is one of the user's own.
    """

    form: ClassVar[TopicForm | None] = None

    evidence: Annotated[tuple[Evidence, ...], Verbatim(compare="none", holds="evidence", guide=_EVIDENCE)] = Field(
        min_length=1,
        description="The shortest clause or sentence of the article that says all of this, copied word for word",
    )
    source: Annotated[Actor | None, Verbatim(compare="actor", holds="actor", guide=_SOURCE)] = Field(
        default=None,
        description="Who the article says the claim comes from; null when the article says it in its own voice",
    )

    def _repr_html_(self) -> str:
        """Shows the record in a notebook: what it says, and the words beneath. All of it is text, escaped."""
        fields = self.model_dump(mode="json", exclude={"evidence"}, exclude_defaults=True)
        rows = "".join(
            f"<tr><th style='text-align:left'>{_text(name.replace('_', ' '))}</th>"
            f"<td style='text-align:left'>{_text(_words(value))}</td></tr>"
            for name, value in fields.items()
        )
        quotes = "".join(f"<blockquote>{_text(e.quote)}</blockquote>" for e in self.evidence)
        return f"<table><caption>{_text(type(self).__name__)}</caption>{rows}</table>{quotes}"


def actors_of(record: Record) -> tuple[Actor, ...]:
    """Every actor that a record names, who says so first."""
    values = (getattr(record, name) for name in type(record).model_fields)
    return tuple(value for value in values if isinstance(value, Actor))


def dates_of(record: Record) -> tuple[str, ...]:
    """The ISO dates of a record."""
    return _derived_of(record, "date")


def durations_of(record: Record) -> tuple[str, ...]:
    """The ISO durations of a record."""
    return _derived_of(record, "duration")


def places_of(record: Record) -> tuple[str, ...]:
    """The words for places in a record."""
    own = [field.name for field in record.form.fields if field.kind == "place"] if record.form is not None else []
    values = (getattr(record, name, None) for name in own or ("location",))
    return tuple(value for value in values if isinstance(value, str))


def _derived_of(record: Record, holds: str) -> tuple[str, ...]:
    marked = kinds(type(record))
    return tuple(
        value
        for name, kind in marked.items()
        if isinstance(kind, Derived)
        and isinstance(source := marked[kind.source], Verbatim)
        and source.holds == holds
        and isinstance(value := getattr(record, name), str)
    )


def _words(value: object) -> str:
    """A field for people: the words of a count or an actor, with the party where there is one."""
    if isinstance(value, dict):
        words = str(value.get("text") or value.get("name") or "")
        return f"{words} ({value['party']})" if value.get("party") else words
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _text(text: str) -> str:
    return html.escape(visible(text))
