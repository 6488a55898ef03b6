"""The measured accuracy of each field, and the floor below which a field is not stated as a fact.

The figures are data (`accuracy.toml`): one table a road and model, in it one a topic, in it a share from 0 to 1 for
each field that was measured. A field below the floor is shown and marked as unsure; no sentence of a summary says it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]


class Measured(BaseModel):
    """The figures of one road and model.

    Attributes:
        road: `passages` or `document`.
        model: the model's spec; its figures stand in for every model of the road that has none of its own.
        set: what was measured on.
        topics: by topic and field, the share of records in which the field is right.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    road: str
    model: str
    set: str
    topics: Mapping[str, Mapping[str, Share]]


class FieldAccuracy(BaseModel):
    """The measured figures and the floor.

    Attributes:
        floor: the share below which a field is unsure.
        measured: the figures.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    floor: Share
    measured: tuple[Measured, ...]

    def of(self, road: str, field: str, *, model: str = "") -> float | None:
        """The share of records in which a field is right; `None` where it was not measured.

        Args:
            road: `passages` or `document`.
            field: name of the field; `topic.field` where two topics have one of that name.
            model: the model's spec; without figures of its own, those of another model of the road count.
        """
        topic, _, name = field.rpartition(".")
        tables = [m for m in self.measured if m.road == road]
        for table in [*(m for m in tables if m.model == model), *(m for m in tables if m.model != model)]:
            for of, shares in table.topics.items():
                if name in shares and topic in ("", of):
                    return shares[name]
        return None


def read_accuracy(path: Path) -> FieldAccuracy:
    """Reads a file of figures.

    Raises:
        ValueError: it has not the form described at the top of this module.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = [
        {
            "topics": {name: value for name, value in table.items() if isinstance(value, dict)},
            **{name: value for name, value in table.items() if not isinstance(value, dict)},
        }
        for table in content.pop("measured", [])
    ]
    return FieldAccuracy.model_validate({**content, "measured": tables})


@cache
def field_accuracy() -> FieldAccuracy:
    """The figures that this package ships."""
    return read_accuracy(Path(__file__).with_name("accuracy.toml"))


def is_voiced(road: str, field: str, *, model: str = "") -> bool:
    """True if a field is right often enough for a sentence to say it; one that was not measured counts as sure.

    Args:
        road: `passages` or `document`.
        field: name of the field, or `topic.field`.
        model: the model's spec.
    """
    accuracy = field_accuracy()
    share = accuracy.of(road, field, model=model)
    return share is None or share >= accuracy.floor
