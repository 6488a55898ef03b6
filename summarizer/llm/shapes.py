"""The shape of a reply by its JSON Schema, and the repair of a value to that shape.

Mended is form alone: the case of a key, a list in place of the object that holds it, JSON written as a string, `null`
for a value that is absent. No value is made up, and none is changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_WRAPPED = ("arguments", "parameters", "input", "properties")
"""Keys under which a tool call written as text, or a schema sent back, holds the answer."""

_DEEPEST = 4
"""Wrappings around an answer that are taken off."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of one JSON value.

    Attributes:
        kind: the JSON type; "" for any.
        properties: shapes by key, of an object.
        required: keys that an object must have.
        items: shape of a list's elements.
        choices: the strings allowed, where only some are.
        nullable: whether `null` is a value of its own.
        keys: the keys by their letters alone; a key that is not unique in this way is left out.
    """

    kind: str = ""
    properties: Mapping[str, Shape] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: Shape | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    nullable: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, schema: Mapping[str, Any]) -> Shape:
        """Builds the shape of a JSON Schema."""
        return _built(schema, schema.get("$defs", {}), 0)

    @property
    def list_name(self) -> str | None:
        """The key of the one list of objects that the object is made of, if it is."""
        names = [name for name in self.required if self.properties[name].kind == "array"]
        return names[0] if len(self.required) == len(names) == 1 and self.record is not None else None

    @property
    def record(self) -> Shape | None:
        """The shape of that list's elements."""
        if len(self.required) != 1:
            return None
        items = self.properties[next(iter(self.required))].items
        return items if items is not None and items.kind == "object" else None

    def takes(self, value: object) -> bool:
        """True if the value is an object with at least one of the keys, and all that are required."""
        return isinstance(value, dict) and self.required <= value.keys() and bool(self.properties.keys() & value.keys())


_ANY = Shape()


def _built(schema: Mapping[str, Any], definitions: Mapping[str, Any], depth: int) -> Shape:
    if depth > 20:  # a schema that holds itself
        return _ANY
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return _built(definitions.get(name, {}), definitions, depth + 1)
    options = schema.get("anyOf")
    if options:
        others = [option for option in options if option.get("type") != "null"]
        shape = _built(others[0], definitions, depth + 1) if len(others) == 1 else _ANY
        return _nullable(shape) if len(others) < len(options) else shape
    kind = schema.get("type", "")
    if not isinstance(kind, str):
        return Shape(nullable="null" in kind)
    properties = {name: _built(part, definitions, depth + 1) for name, part in schema.get("properties", {}).items()}
    return Shape(
        kind=kind,
        properties=properties,
        required=frozenset(schema.get("required", ())) & properties.keys(),
        items=_built(schema["items"], definitions, depth + 1) if "items" in schema else None,
        choices=_by_letters(tuple(map(str, schema.get("enum", ())))),
        keys=_by_letters(tuple(properties)),
    )


def _nullable(shape: Shape) -> Shape:
    return Shape(shape.kind, shape.properties, shape.required, shape.items, shape.choices, True, shape.keys)


def _by_letters(names: tuple[str, ...]) -> dict[str, str]:
    letters = [_letters(name) for name in names]
    return {own: name for own, name in zip(letters, names, strict=True) if letters.count(own) == 1 and own}


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).casefold()


def fitted(value: Any, shape: Shape) -> Any:
    """A value with its form mended to a shape; the value itself where nothing is to be mended."""
    return _fit(_unwrapped(value, shape), shape)


def _unwrapped(value: Any, shape: Shape) -> Any:
    """Takes off what stands around an answer: a wrapping object, the form of a tool call, a missing outer object."""
    for _ in range(_DEEPEST):
        value = _decoded(value) if isinstance(value, str) else value
        if isinstance(value, list) and shape.list_name is not None and value and shape.record is not None:
            return {shape.list_name: value} if all(isinstance(part, dict) for part in value) else value
        if shape.kind != "object" or not isinstance(value, dict) or _named(value, shape):
            return value
        if shape.record is not None and shape.list_name is not None and shape.record.takes(_fit(value, shape.record)):
            return {shape.list_name: [value]}
        inner = next((value[name] for name in _WRAPPED if isinstance(value.get(name), dict | list | str)), None)
        if inner is None and len(value) == 1:
            inner = next(iter(value.values()))
        if not isinstance(inner, dict | list | str) or not inner:
            return value
        value = inner
    return value


def _named(value: Mapping[str, Any], shape: Shape) -> bool:
    """True if one of an object's keys is one of the shape's, in whatever case."""
    return not shape.properties.keys().isdisjoint(value) or any(_letters(name) in shape.keys for name in value)


def _decoded(text: str) -> Any:
    """The value of JSON that was written as a string; the text where it is none."""
    if text.lstrip()[:1] not in ("{", "["):
        return text
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return text


def _fit(value: Any, shape: Shape) -> Any:
    if shape.kind == "object":
        value = _decoded(value) if isinstance(value, str) else value
        return _fit_object(value, shape) if isinstance(value, dict) and shape.properties else value
    if shape.kind == "array":
        return _fit_list(value, shape)
    if shape.kind == "string":
        return _fit_string(value, shape)
    return value


def _fit_object(value: dict[str, Any], shape: Shape) -> dict[str, Any]:
    properties = shape.properties
    changed = False
    new: dict[str, Any] = {}
    renamed = _renamed(value, shape) if not value.keys() <= properties.keys() else {}
    for name, part in value.items():
        own = renamed.get(name, name)
        known = properties.get(own)
        if known is None:
            new[name] = part
        elif part is None and not known.nullable and known.kind:
            changed = True  # absent, as the model says it
        else:
            new[own] = _fit(part, known)
            changed = changed or own != name or new[own] is not part
    return new if changed else value


def _renamed(value: Mapping[str, Any], shape: Shape) -> dict[str, str]:
    """The keys that are written otherwise than the shape has them, where only one key can be meant."""
    unknown = [name for name in value if name not in shape.properties]
    meant = {name: shape.keys[_letters(name)] for name in unknown if _letters(name) in shape.keys}
    names = list(meant.values())
    return {name: own for name, own in meant.items() if own not in value and names.count(own) == 1}


def _fit_list(value: Any, shape: Shape) -> Any:
    items = shape.items or _ANY
    if isinstance(value, str):
        value = _decoded(value)
        if isinstance(value, str):
            return [value] if items.kind == "string" and value.strip() and not items.choices else value
    if isinstance(value, dict):
        return [_fit(value, items)] if items.kind == "object" and value else value
    if not isinstance(value, list):
        return value
    new = [_fit(part, items) for part in value if part is not None or items.nullable or not items.kind]
    same = len(new) == len(value) and all(a is b for a, b in zip(new, value, strict=True))
    return value if same else new


def _fit_string(value: Any, shape: Shape) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and shape.choices and value not in shape.choices.values():
        return shape.choices.get(_letters(value), value)
    return value
