"""The draft that a model writes: a record's verbatim and class fields, under short names, as plain strings.

The classes are made from the record's own fields, so that a field added there is asked for here. Derived fields never
appear. A count and an actor are strings to the model; code reads numbers and parties from them.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache, partial
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model

from summarizer.schemas import Choice, Derived, Record, kinds

Draft = dict[str, Any]
"""What the model wrote of one record: record field → words, list of words, class or boolean; absent fields left out."""


Shown = tuple[tuple[str, str], ...]
"""The record fields that a model is asked for, each with the key under which it writes it, in that order."""


@cache
def reply_model(
    record: type[Record],
    shown: Shown,
    at_least: int = 0,
    at_most: int | None = None,
    told: frozenset[str] = frozenset(),
) -> type[BaseModel]:
    """The class of a whole reply: an object with one list, `records`; the same class for the same question.

    Args:
        record: the class of the records asked for.
        shown: the fields to ask for, with their keys.
        at_least: how many records it must give; small models answer "none" to everything when they may.
        at_most: how many it may give; `None` for no limit.
        told: fields that the instructions describe, so that the schema need not.
    """
    records: Any = list[draft_model(record, shown, told)]  # type: ignore[misc]  # a class made at run time
    return create_model(
        f"{record.__name__}Reply",
        __config__=ConfigDict(title="Reply"),
        records=(records, Field(min_length=at_least, max_length=at_most)),
    )


@cache
def draft_model(record: type[Record], shown: Shown, told: frozenset[str] = frozenset()) -> type[BaseModel]:
    """The class of one draft; the arguments are those of `reply_model`."""
    definitions: dict[str, Any] = {}
    for name, key in shown:
        info = record.model_fields[name]
        absent = ... if info.is_required() else _absent(name, record)
        definitions[name] = (_shown_type(name, record), Field(default=absent, alias=key, description=info.description))
    keys = frozenset(key for name, key in shown if name in told)
    bared = partial(_bare, keys) if keys else None
    config = ConfigDict(extra="ignore", populate_by_name=True, title=record.__name__, json_schema_extra=bared)
    return create_model(f"{record.__name__}Draft", __config__=config, **definitions)


def _bare(keys: frozenset[str], schema: dict[str, Any]) -> None:
    """Takes from a schema what only costs tokens where the instructions describe a field: its type remains."""
    for key in keys:
        for name in ("title", "description", "default"):
            schema["properties"][key].pop(name, None)


def drafts_of(reply: BaseModel) -> list[Draft]:
    """The drafts of a reply with what the model left empty left out."""
    return [said(item) for item in reply.records]  # type: ignore[attr-defined]  # a field of every class made here


def said(item: BaseModel) -> Draft:
    """What the model wrote of one record, with what it left empty left out."""
    return {
        name: value for name, value in item.model_dump().items() if value not in ("", [], None, "null", "none", "None")
    }


@cache
def askable(record: type[Record]) -> Shown:
    """The fields of a record that a model can be asked for, under their own names: all but the derived."""
    return tuple((name, name) for name, kind in kinds(record).items() if not isinstance(kind, Derived))


def _shown_type(name: str, record: type[Record]) -> Any:
    """The type under which a field is shown to the model."""
    annotation = record.model_fields[name].annotation
    if isinstance(kinds(record)[name], Choice):
        return annotation
    return list[str] if _is_list(annotation) else str


def _absent(name: str, record: type[Record]) -> Any:
    """The value of a field that the model left out."""
    info = record.model_fields[name]
    if isinstance(kinds(record)[name], Choice):
        return info.default
    return [] if _is_list(info.annotation) else ""


def _is_list(annotation: Any) -> bool:
    if get_origin(annotation) in (Union, types.UnionType):
        return any(_is_list(part) for part in get_args(annotation))
    return get_origin(annotation) in (tuple, list)


@cache
def choice_values(record: type[Record]) -> Mapping[str, tuple[str, ...]]:
    """The closed sets of a record's class fields, booleans left out."""
    return {
        name: get_args(field.annotation)
        for name, field in record.model_fields.items()
        if get_origin(field.annotation) is Literal
    }
