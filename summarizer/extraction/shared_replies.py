"""One reply for several topics: a list of records for each, validated on its own.

A list that is missing or malformed does not spoil the others: it stands in the reply as `Misfit`, with the reason and
those of its records that fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    create_model,
    model_validator,
)

from summarizer.extraction.drafts import Draft, Shown, draft_model, said
from summarizer.llm.structure import explain
from summarizer.schemas import Record

Asked = tuple[tuple[str, type[Record], Shown, frozenset[str]], ...]
"""By topic: its name, the class of its records, the fields asked for, and those that the instructions describe."""


@dataclass(frozen=True)
class Misfit:
    """A topic's list that is not what was asked for.

    Attributes:
        reason: what is wrong with it, in words for the model.
        fitting: those of its records that can be read.
    """

    reason: str
    fitting: tuple[BaseModel, ...] = ()


EVERYWHERE = frozenset({"evidence", "source"})
"""Fields that records of every topic have."""


class _SharedReply(BaseModel):
    """A list of records for each topic, under the topic's name."""

    _fields: ClassVar[dict[str, frozenset[str]]] = {}

    @model_validator(mode="before")
    @classmethod
    def _with_every_list(cls, value: Any) -> Any:
        """Puts `None` for a list that is missing, so that the others are read; without any, it is no reply."""
        names = [info.alias or name for name, info in cls.model_fields.items()]
        if isinstance(value, dict) and not set(names) & set(value):
            value = next((found for found in value.values() if isinstance(found, list)), value)
        if isinstance(value, list):
            value = cls._by_fields(value)
        if not isinstance(value, dict) or not any(isinstance(value.get(name), list) for name in names):
            raise ValueError(f"give one JSON object with these lists: {', '.join(names)}")
        return {**dict.fromkeys(names), **value}

    @classmethod
    def _by_fields(cls, records: list[Any]) -> dict[str, list[Any]]:
        """Sorts one list for all topics by the fields of its records; what fits no topic, or several, is left out."""
        found: dict[str, list[Any]] = {}
        for record in records:
            keys = set(record) if isinstance(record, dict) else set()
            fitting = [name for name, fields in cls._fields.items() if keys - EVERYWHERE and keys <= fields]
            if len(fitting) == 1:
                found.setdefault(fitting[0], []).append(record)
        return found


def _read_apart(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Reads a list; where it does not fit, says why, and reads each record for itself."""
    if value is None:
        return Misfit("the list is missing")
    try:
        return read(value)
    except ValidationError as error:
        reason = explain(error)
    fitting: list[BaseModel] = []
    for item in value if isinstance(value, list) else ():
        try:
            fitting += read([item])
        except ValidationError:  # the reason is told above
            continue
    return Misfit(reason, tuple(fitting))


@cache
def shared_reply_model(asked: Asked) -> type[BaseModel]:
    """The class of a reply for several topics; the same class for the same question."""
    lists: dict[str, Any] = {}
    fields: dict[str, frozenset[str]] = {}
    for index, (name, record, shown, told) in enumerate(asked):
        draft: Any = draft_model(record, shown, told)
        fields[name] = frozenset(info.alias or field for field, info in draft.model_fields.items())
        lists[f"list_{index}"] = (Annotated[list[draft], WrapValidator(_read_apart)], Field(alias=name))
    reply = create_model("Reply", __base__=_SharedReply, __doc__=None, **lists)
    reply._fields = fields
    return reply


def lists_of(reply: BaseModel) -> dict[str, list[Draft] | Misfit]:
    """What a shared reply holds for each topic."""
    found: dict[str, list[Draft] | Misfit] = {}
    for name, info in type(reply).model_fields.items():
        value = getattr(reply, name)
        found[info.alias or name] = value if isinstance(value, Misfit) else [said(item) for item in value]
    return found
