"""The form of a topic of one's own: its fields by kind, how records are scored and told. Plain values, no code.

A form is what a topic file, a class or a stored briefing say of a topic; `record_class` makes the class of its records.
"""

from __future__ import annotations

import keyword
import re
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic.fields import FieldInfo

from summarizer.schemas.fields import Comparison
from summarizer.schemas.values import Value

Kind = Literal["words", "count", "actor", "place", "date", "duration", "money", "class", "yes/no"]
"""What a field holds: words of the article, a number of people or things, who acts, where, when, how long, how much
money, one of a closed set, or a yes or no."""

MOST_FIELDS = 24
"""Fields of a record that one question can ask for."""

UNSPECIFIED = "unspecified"
"""The class of a field that need not be given, where the article says nothing of it."""

RESERVED = frozenset({"evidence", "source", "quotes", "doubt", "form", "records"})
"""Names that a field of one's own can't have: every record has them, or the golden form does."""

TAKEN_NAMES = frozenset({"own", "summary", "topics"})
"""Names that a topic can't have: prompts and rejected sentences stand under them."""

NAME = re.compile(r"[a-z][a-z0-9-]{2,39}")
PLACEHOLDER = re.compile(r"\{(\w*)\}")


class FieldForm(Value):
    """A field of a topic of one's own.

    Attributes:
        name: its key in a record.
        kind: what it holds.
        says: what it holds, in a sentence for the model.
        choices: of a class, each class with what it means.
        required: a record can't be without it; classes always have a value.
        many: a list of words instead of one.
        compare: how it is scored, where not as its kind is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: Kind
    says: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    many: bool = False
    compare: Comparison | None = None

    @field_validator("name")
    @classmethod
    def _is_a_key(cls, name: str) -> str:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise ValueError(f"field name {name!r} must be lower-case letters, digits and '_', such as 'taken_by'")
        if name in RESERVED or keyword.iskeyword(name) or name.startswith("model_") or hasattr(Value, name):
            raise ValueError(f"field name {name!r} is reserved: choose another")
        return name

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind == "class") != bool(self.choices):
            raise ValueError(
                f"field {self.name!r} is a class and needs choices: write each with what it means"
                if self.kind == "class"
                else f"field {self.name!r} has choices and is no class: write 'kind: class'"
            )
        if self.many and self.kind not in ("words", "place"):
            raise ValueError(f"field {self.name!r} can't be a list: only words and places can have 'many: true'")
        return self

    @property
    def classes(self) -> tuple[str, ...]:
        """The closed set of a class field, with the class for what is not said."""
        names = tuple(name for name, _ in self.choices)
        return names if self.required or UNSPECIFIED in names or not names else (*names, UNSPECIFIED)


class TopicForm(Value):
    """A topic of one's own.

    Attributes:
        name: the key of its records in a briefing.
        title: for people to read.
        what: what one record is, in a sentence for the model.
        fields: the fields of a record, in order.
        not_a_record: look-alikes that are not records.
        summary: a sentence with the names of fields in braces; a part in square brackets is left out where one of its
            fields has no value.
        key: fields that must agree for two records to speak of the same thing; by kind where empty.
        colour: on pages and in the terminal, such as "#2a6f4e".
        made_from: name of the class that it was made from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    what: str = ""
    fields: Annotated[tuple[FieldForm, ...], Field(min_length=1)]
    not_a_record: tuple[str, ...] = ()
    summary: str | None = None
    key: tuple[str, ...] = ()
    colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    made_from: str | None = None

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if not NAME.fullmatch(name):
            raise ValueError(f"name {name!r} must be 3 to 40 lower-case letters, digits and '-': arms-deliveries")
        if name in TAKEN_NAMES:
            raise ValueError(f"name {name!r} is reserved: choose another")
        return name

    @field_validator("fields")
    @classmethod
    def _fields_fit(cls, fields: tuple[FieldForm, ...]) -> tuple[FieldForm, ...]:
        if len(fields) > MOST_FIELDS:
            raise ValueError(
                f"{len(fields)} fields are too many for one question: keep the {MOST_FIELDS} that matter most, "
                "or make two topics"
            )
        names = [key for field in fields for key in keys_of(field)]
        double = next((name for name in names if names.count(name) > 1), None)
        if double is not None:
            raise ValueError(f"two fields are called {double!r}: rename one")
        return fields

    @field_validator("summary", "key")
    @classmethod
    def _names_fields(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str) and re.search(r"[{}]", PLACEHOLDER.sub("", value)):
            raise ValueError("a brace of the summary stands alone: write names of fields as {name}")
        if isinstance(value, str) and re.search(r"[\[\]]", re.sub(r"\[[^\[\]]*\]", "", value)):
            raise ValueError("a bracket of the summary stands alone or within another: write [a part with {name}]")
        known = [*(field.name for field in info.data.get("fields", ())), "source"]
        for name in PLACEHOLDER.findall(value) if isinstance(value, str) else value or ():
            if "fields" in info.data and name not in known:
                raise ValueError(f"there is no field {name!r}: write one of {', '.join(known)}")
        return value

    @property
    def bare(self) -> TopicForm:
        """The form without the words that only a model reads."""
        fields = tuple(
            field.model_copy(update={"says": "", "choices": tuple((name, "") for name, _ in field.choices)})
            for field in self.fields
        )
        return self.model_copy(update={"what": "", "not_a_record": (), "fields": fields})

    def field(self, name: str) -> FieldForm | None:
        """The field of a name."""
        return next((field for field in self.fields if field.name == name), None)


def keys_of(field: FieldForm) -> tuple[str, ...]:
    """The keys that a field has in a record: dates and durations stand beside their words."""
    return (field.name, f"{field.name}_text") if field.kind in ("date", "duration") else (field.name,)


def description_of(info: FieldInfo, name: str) -> str:
    """What a field of a class holds, or its name in words."""
    return info.description or name.replace("_", " ").capitalize()
