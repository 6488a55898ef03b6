"""A topic's records as a data frame: one row a record, flat columns, and the same types whatever the rows hold.

Types: counts `Int64`; sums of money `Float64` beside their ISO 4217 code; classes `category` over the whole closed set;
yes or no `boolean`; words `string`. A date of an event is a `string` in ISO 8601, since an article may give a month or
a year only (such strings sort rightly); beside it stands `…_day`, a `datetime64[s]` where the whole day is known. The
article's own date is a `datetime64[s]` too.
"""

from __future__ import annotations

import datetime
import types
import warnings
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from summarizer.contract import BriefingData
from summarizer.errors import UsageError
from summarizer.schemas import Actor, Count, Derived, Money, Record, Verbatim, kinds
from summarizer.topics import choose_topics

if TYPE_CHECKING:
    from pandas import DataFrame

Column = tuple[str, Any, Callable[[Record], object]]
"""Name, pandas type, and how to get the value from a record."""

JOINT = "; "
"""What stands between the members of a field that is a list."""


def to_frame(briefings: Iterable[BriefingData], topic: str) -> DataFrame:
    """A topic's records of all briefings.

    An article for which the topic failed has no row, which is no absence: its failure stands in the frame's
    `attrs["not_examined"]`, by the article's id, and a `UserWarning` says how many there are.

    Args:
        briefings: the briefings; the articles' columns come from them.
        topic: the topic's name.

    Raises:
        UsageError: there is no such topic, or pandas is not installed.
    """
    try:
        import numpy as np
        import pandas as pd  # an extra of this package, and 0.4 s
    except ImportError as error:
        raise UsageError("data frames need pandas: run `pip install 'summarizer[notebook]'`") from error
    briefings = list(briefings)
    own = next((b.topic(topic) for b in briefings if topic in b.topics), None)
    chosen = own or choose_topics((topic,))[0]
    missed = _not_examined(briefings, topic)
    rows = [(b, i, r) for b in briefings for i, r in enumerate(b.records.get(topic, ()))]
    columns = {
        "article_id": pd.array([b.article.id for b, _, _ in rows], dtype="string"),
        "article_date": np.array([b.article.date for b, _, _ in rows], dtype="datetime64[s]"),
        "article_title": pd.array([b.article.title for b, _, _ in rows], dtype="string"),
        "article_source": pd.array([b.article.source for b, _, _ in rows], dtype="string"),
        "model": pd.array([b.model for b, _, _ in rows], dtype="string"),
        "record": pd.array([i for _, i, _ in rows], dtype="Int64"),
    }
    for name, dtype, get in columns_of(chosen.record):
        values = [get(record) for _, _, record in rows]
        if dtype == "day":
            columns[name] = np.array(values, dtype="datetime64[s]")
        elif isinstance(dtype, tuple):
            columns[name] = pd.Categorical(values, categories=dtype)
        else:
            columns[name] = pd.array(values, dtype=dtype)
    frame = pd.DataFrame(columns)
    frame.attrs["not_examined"] = missed
    return frame


def _not_examined(briefings: Sequence[BriefingData], topic: str) -> dict[str, str]:
    """Why the topic has no answer, by the id of the article; those that have one are left out."""
    missed = {b.article.id: f.message for b in briefings for f in b.failures if f.topic == topic}
    if missed:
        words = f"{topic} not examined in {len(missed)} of {len(briefings)} articles: see the frame's attrs"
        warnings.warn(words, UserWarning, stacklevel=3)
    return missed


def columns_of(record: type[Record]) -> Sequence[Column]:
    """The columns of a record class, in the order of its fields, the evidence last."""
    columns: list[Column] = []
    markers = kinds(record)
    for name, field in record.model_fields.items():
        marker = markers[name]
        if name == "evidence":
            continue
        source = markers.get(marker.source) if isinstance(marker, Derived) else None
        if isinstance(source, Verbatim) and source.holds == "date":
            columns += [(name, "string", _getter(name)), (f"{name}_day", "day", _day(name))]
        else:
            columns += _field_columns(name, _bare(field.annotation))
    return [
        *columns,
        ("evidence_quote", "string", lambda r: r.evidence[0].quote),
        ("evidence_start", "Int64", lambda r: r.evidence[0].start),
        ("evidence_end", "Int64", lambda r: r.evidence[0].end),
        ("evidence_spans", "Int64", lambda r: len(r.evidence)),
    ]


def _field_columns(name: str, annotation: Any) -> Sequence[Column]:
    """The columns of a field of a type."""
    if annotation is Count:
        figures: list[Column] = [(f"{name}_{part}", "Int64", _getter(name, part)) for part in ("best", "low", "high")]
        return [*figures, (f"{name}_text", "string", _getter(name, "text"))]
    if annotation is Money:
        sums: list[Column] = [(f"{name}_{part}", "Float64", _amount(name, part)) for part in ("amount", "low", "high")]
        return [*sums, *((f"{name}_{part}", "string", _getter(name, part)) for part in ("currency", "text"))]
    if annotation is Actor:
        return [(f"{name}_{part}", "string", _getter(name, part)) for part in ("name", "party")]
    if annotation is bool:
        return [(name, "boolean", _getter(name))]
    if annotation is int:
        return [(name, "Int64", _getter(name))]
    if annotation is float:
        return [(name, "Float64", _getter(name))]
    if get_origin(annotation) is Literal:
        return [(name, get_args(annotation), _getter(name))]
    return [(name, "string", _words(name))]


def _bare(annotation: Any) -> Any:
    """The type without its markers and without `None`."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        members = [member for member in get_args(annotation) if member is not types.NoneType]
        return _bare(members[0]) if len(members) == 1 else annotation
    return annotation


def _getter(*path: str) -> Callable[[Record], object]:
    def get(record: Record) -> object:
        value: object = record
        for name in path:
            value = None if value is None else getattr(value, name)
        return value

    return get


def _amount(*path: str) -> Callable[[Record], object]:
    """A sum as a float, which data frames count in."""
    get = _getter(*path)

    def amount(record: Record) -> object:
        value = get(record)
        return float(value) if isinstance(value, Decimal) else None

    return amount


def _words(name: str) -> Callable[[Record], object]:
    """Words as they are, a list of them joined."""

    def get(record: Record) -> object:
        value = getattr(record, name)
        if isinstance(value, tuple | list):
            return JOINT.join(map(str, value)) or None
        return None if value is None else str(value)

    return get


def _day(name: str) -> Callable[[Record], object]:
    """An ISO date where it is a whole day."""

    def get(record: Record) -> object:
        value = getattr(record, name)
        if not isinstance(value, str) or len(value) != len("2025-05-17"):
            return None
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return None  # a day that no calendar has: the string beside it keeps it

    return get
