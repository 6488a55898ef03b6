"""The three kinds of field, declared once, in the type.

A field of a record is *verbatim* (copied from the article), a *choice* (one of a closed set) or *derived* (computed by
code from verbatim fields). The marker stands in the field's annotation, and everything else follows from it: the schema
that a model sees, the checks after its answer, the comparison with a golden record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Comparison = Literal["exact", "count", "money", "actor", "words", "none"]
"""How a predicted value is held against a golden one.

`exact`: equal or not. `count`: best, low and high equal. `money`: amount, low, high and currency equal. `actor`: party
equal, or else a shared name word. `words`: F1 over word tokens, 0 to 1. `none`: not scored.
"""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The model copies it from the article; code finds it there.

    Attributes:
        compare: how it is scored.
        holds: what the words denote, which decides the check that they must pass.
        guide: what a prompt with room for it says instead of the field's description.
        key: whether two records can speak of the same thing only where it agrees; `None` leaves it to the kind: actors
            that a record can't be without, and one of the counts.
    """

    compare: Comparison = "words"
    holds: Literal["words", "count", "money", "actor", "date", "duration", "evidence"] = "words"
    guide: str = ""
    key: bool | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The model picks it from a closed set.

    Attributes:
        compare: how it is scored.
        guide: what a prompt with room for it says instead of the field's description.
        key: whether two records can speak of the same thing only where it agrees.
        groups: class → group, where the key asks for the group only.
        sides: class → "for" or "against"; a class that is not here speaks for neither.
    """

    compare: Comparison = "exact"
    guide: str = ""
    key: bool | None = None
    groups: tuple[tuple[str, str], ...] = ()
    sides: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """Code computes it; the model never sees it.

    Attributes:
        source: name of the verbatim field that it is computed from.
        compare: how it is scored.
        key: whether two records can speak of the same thing only where it agrees.
    """

    source: str
    compare: Comparison = "exact"
    key: bool | None = None


FieldKind = Verbatim | Choice | Derived


def kind_of(field: FieldInfo) -> FieldKind:
    """The marker of a record's field.

    Raises:
        TypeError: the field has no marker; every field of a record needs one.
    """
    for marker in field.metadata:
        if isinstance(marker, Verbatim | Choice | Derived):
            return marker
    raise TypeError(f"a field annotated {field.annotation!r} has no Verbatim, Choice or Derived marker")


@cache
def kinds(record: type[BaseModel]) -> Mapping[str, FieldKind]:
    """The marker of every field of a record class, in the order of declaration."""
    return MappingProxyType({name: kind_of(field) for name, field in record.model_fields.items()})
