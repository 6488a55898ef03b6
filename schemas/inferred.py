"""Forms of classes: what each field of a user's own Pydantic class is asked for as, and records as that class."""

from __future__ import annotations

import datetime
import enum
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from summarizer.schemas.fields import Choice, Derived, Verbatim, kinds
from summarizer.schemas.form import FieldForm, Kind, description_of
from summarizer.schemas.record import Record
from summarizer.schemas.values import Actor, Count, Money

M = TypeVar("M", bound=BaseModel)

GIVEN = frozenset({"evidence", "source"})
"""Fields that every record has: a class that declares them gets them filled in."""

_PLAIN: Mapping[Any, Kind] = {
    str: "words",
    int: "count",
    bool: "yes/no",
    datetime.date: "date",
    datetime.timedelta: "duration",
    Count: "count",
    Actor: "actor",
    Money: "money",
}
_MAY_BE = "str, int, bool, date, timedelta, Literal, an Enum of strings, Count, Actor, Money, or a list of str"
_HELD: Mapping[str, Kind] = {
    "words": "words",
    "count": "count",
    "actor": "actor",
    "money": "money",
    "date": "date",
    "duration": "duration",
}


def fields_of(model: type[BaseModel]) -> tuple[FieldForm, ...]:
    """The fields of a class, each with the kind that its type says.

    Raises:
        ValueError: a field can't be asked for; the message says which, and what to write.
    """
    if issubclass(model, Record):
        return tuple(_declared(model))
    named = [(name, info) for name, info in model.model_fields.items() if name not in GIVEN]
    if not named:
        raise ValueError(f"{model.__name__} has no fields: declare at least one")
    return tuple(_inferred(model, name, info) for name, info in named)


def as_model(record: Record, model: type[M]) -> M:
    """A record as an instance of the class that its topic was made from.

    Raises:
        ValidationError: the class does not take it, such as a month where it wants a whole day.
    """
    if isinstance(record, model):
        return record
    values = {
        name: _value(getattr(record, name, None), info)
        for name, info in model.model_fields.items()
        if hasattr(record, name)
    }
    left_out = {name for name, value in values.items() if value is None and not model.model_fields[name].is_required()}
    return model.model_validate({name: value for name, value in values.items() if name not in left_out})


def _value(value: object, info: FieldInfo) -> object:
    """A value of a record as the field's own type wants it."""
    wanted, _ = _bare(info.annotation)
    if isinstance(value, Count) and wanted is not Count:
        return value.key
    if isinstance(value, Actor) and wanted is not Actor:
        return value.name
    if isinstance(value, Money) and wanted is not Money:
        return value.text
    classes = _classes(wanted)
    if classes is not None and value not in classes:
        return None  # what the article does not say
    return value


def _declared(record: type[Record]) -> list[FieldForm]:
    """The fields of a record class, whose kinds are declared; words of dates belong to their date."""
    markers = kinds(record)
    sources = {kind.source for kind in markers.values() if isinstance(kind, Derived)}
    found = []
    for name, kind in markers.items():
        if name in GIVEN or name in sources:
            continue
        source = markers[kind.source] if isinstance(kind, Derived) else kind
        info = record.model_fields[name]
        wanted, many = _bare(info.annotation)
        classes = _classes(wanted)
        if classes is not None:
            shape: Kind = "class"
        elif wanted is bool:
            shape = "yes/no"
        else:
            shape = _HELD[source.holds] if isinstance(source, Verbatim) else "words"
        choices = tuple((one, "") for one in classes or ())
        required = shape == "class" or info.is_required()
        found.append(
            FieldForm(name=name, kind=shape, says=info.description or "", choices=choices, required=required, many=many)
        )
    return found


def _inferred(model: type[BaseModel], name: str, info: FieldInfo) -> FieldForm:
    wanted, many = _bare(info.annotation)
    marker = next((m for m in info.metadata if isinstance(m, Verbatim | Choice)), None)
    classes = _classes(wanted)
    kind = "class" if classes is not None else _PLAIN.get(wanted)
    if isinstance(marker, Verbatim) and wanted is str:
        kind = _HELD.get(marker.holds, kind)
    if kind is None or (many and kind != "words"):
        told = _told(info.annotation)
        raise ValueError(f"{model.__name__}.{name} is {told}, which can't be asked for: make it {_MAY_BE}")
    return FieldForm(
        name=name,
        kind=kind,
        says=description_of(info, name).rstrip(". "),
        choices=tuple((one, "") for one in classes or ()),
        required=info.is_required(),
        many=many,
        compare=marker.compare if marker is not None else None,
    )


def _bare(annotation: Any) -> tuple[Any, bool]:
    """The type without its markers and without `None`, and whether it is a list of it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _bare(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        members = [member for member in get_args(annotation) if member is not types.NoneType]
        return _bare(members[0]) if len(members) == 1 else (annotation, False)
    if origin in (list, tuple, set, frozenset):
        members = [member for member in get_args(annotation) if member is not Ellipsis]
        inner, nested = _bare(members[0]) if len(members) == 1 else (annotation, False)
        return (annotation, False) if nested else (inner, True)
    return annotation, False


def _classes(wanted: Any) -> tuple[str, ...] | None:
    """The closed set of strings that a type is, or `None`."""
    if get_origin(wanted) is Literal and all(isinstance(one, str) for one in get_args(wanted)):
        return get_args(wanted)
    if isinstance(wanted, type) and issubclass(wanted, enum.Enum):
        values = tuple(one.value for one in wanted)
        return values if all(isinstance(one, str) for one in values) else None
    return None


def _told(annotation: Any) -> str:
    """A type for people: what kind of thing it is, and how it was written."""
    origin = get_origin(annotation)
    written = getattr(annotation, "__name__", str(annotation)) if origin is None else str(annotation)
    if origin in (Union, types.UnionType):
        return f"a union ({written})"
    if origin in (list, tuple, set, frozenset):
        return f"a nested list or a list of something else than words ({written})"
    if origin is dict or annotation is dict:
        return f"a dictionary ({written})"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"an object of its own ({written})"
    return f"of type {written}"
