"""Record classes made of forms: typed, grounded and scored as the packaged ones are."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from summarizer.schemas.fields import Choice, Comparison, Derived, Verbatim
from summarizer.schemas.form import UNSPECIFIED, FieldForm, TopicForm
from summarizer.schemas.record import Record
from summarizer.schemas.values import Actor, Count, Money

_LITERAL: Any = Literal
"""As an object: its classes are known at run time only."""

_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_DURATION = r"^P(\d+[YMWD])*(T(\d+[HMS])+)?$"
_TYPES: dict[str, tuple[Any, Comparison, Literal["words", "count", "money", "actor"]]] = {
    "words": (str, "words", "words"),
    "place": (str, "words", "words"),
    "count": (Count, "count", "count"),
    "money": (Money, "money", "money"),
    "actor": (Actor, "actor", "actor"),
}


def record_class(form: TopicForm, base: type[Record] = Record) -> type[Record]:
    """The class of a form's records; the same class for the same form.

    Args:
        form: the topic's form.
        base: a record class of the user's own that has the fields already; its records are of a subclass of it.
    """
    return _made(form.model_dump_json(), base)


@cache
def _made(form_json: str, base: type[Record]) -> type[Record]:
    form = TopicForm.model_validate_json(form_json)
    fields: dict[str, Any] = {}
    if base is Record:
        for field in form.fields:
            fields.update(_definitions(field, form))
    name = form.made_from or "".join(part.capitalize() for part in form.name.split("-"))
    made = create_model(name, __base__=base, __doc__=form.what or f"A record of {form.title}.", **fields)
    made.form = form
    return made


def _definitions(field: FieldForm, form: TopicForm) -> dict[str, Any]:
    """The fields of the class that one field of the form becomes."""
    says = field.says or field.name.replace("_", " ").capitalize()
    if field.kind == "class":
        return {field.name: _class(field, says, form)}
    if field.kind == "yes/no":
        kind = Choice(compare=field.compare or "exact", key=_keyed(field, form))
        return {field.name: (Annotated[bool, kind], Field(default=False, description=says))}
    if field.kind in ("date", "duration"):
        return _dated(field, says, form)
    shown, compare, holds = _TYPES[field.kind]
    marker = Verbatim(compare=field.compare or compare, holds=holds, key=_keyed(field, form))
    if field.many:
        return {field.name: (Annotated[tuple[str, ...], marker], Field(default=(), description=says))}
    if field.required:
        return {field.name: (Annotated[shown, marker], Field(description=says))}
    return {field.name: (Annotated[shown | None, marker], Field(default=None, description=says))}


def _keyed(field: FieldForm, form: TopicForm) -> bool | None:
    """True if a field belongs to the key; `None` leaves it to the kind."""
    return field.name in form.key if form.key else None


def _class(field: FieldForm, says: str, form: TopicForm) -> tuple[Any, Any]:
    meanings = "; ".join(f"{name}: {meaning}" for name, meaning in field.choices if meaning)
    description = f"{says}. {meanings}" if meanings else says
    kind = Choice(compare=field.compare or "exact", key=_keyed(field, form))
    closed = _LITERAL[field.classes]
    default = ... if UNSPECIFIED not in field.classes else UNSPECIFIED
    return Annotated[closed, kind], Field(default=default, description=description)


def _dated(field: FieldForm, says: str, form: TopicForm) -> dict[str, Any]:
    """A date or duration: the ISO form that code computes, and the words."""
    is_date = field.kind == "date"
    words = f"{field.name}_text"
    derived = Derived(words, compare=field.compare or "exact", key=_keyed(field, form))
    pattern = _DATE if is_date else _DURATION
    iso = "ISO 8601, reduced where the text is" if is_date else "ISO 8601 duration (P30D)"
    marker = Verbatim(compare="none", holds="date" if is_date else "duration")
    said = (Annotated[str, marker], Field(description=f"{says}, in the article's words"))
    if not field.required:
        said = (Annotated[str | None, marker], Field(default=None, description=f"{says}, in the article's words"))
    return {
        field.name: (
            Annotated[str | None, derived],
            Field(default=None, pattern=pattern, description=f"{says}: {iso}"),
        ),
        words: said,
    }
