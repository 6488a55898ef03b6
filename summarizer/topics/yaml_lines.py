"""YAML read as plain text, each part with the line that it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

Place = tuple[str | int, ...]
"""Keys and positions that lead to a part: ("fields", "status", "choices")."""


class NotYaml(ValueError):
    """The text is no YAML.

    Attributes:
        line: where reading stopped, from 1.
    """

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


@dataclass(frozen=True)
class YamlText:
    """What a YAML text holds.

    Attributes:
        value: dictionaries, lists, strings and `None`; numbers, dates, yes and no stay the words that were written.
        lines: the line of each part, from 1.
    """

    value: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of a part, or of what it would stand in."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(text: str) -> YamlText:
    """Reads a YAML text.

    Raises:
        NotYaml: it can't be parsed, or a key stands twice in one place.
    """
    try:
        _refuse_what_files_do_not_need(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "it can't be parsed"
        hint = next((hint for sign, hint in _HINTS.items() if sign in problem), "")
        raise NotYaml(mark.line + 1 if mark else 1, f"{problem}{hint}") from error
    except yaml.YAMLError as error:
        raise NotYaml(1, str(error)) from error
    lines: dict[Place, int] = {}
    return YamlText(_value(root, (), lines), lines)


_HINTS: Mapping[str, str] = {
    "'\\t'": ": indent with spaces, not tabs",
    "mapping values are not allowed": ": put words with a colon in double quotes",
    "expected ',' or": ": put words with a comma, colon or bracket in double quotes",
    "expected <block end>": ": indent the parts of one list or field alike",
    "another document": ": keep one topic in a file, and no line '---' inside it",
}
"""What to do, by a part of the parser's words."""

_DEEPEST = 12


def _refuse_what_files_do_not_need(text: str) -> None:
    """Refuses references, which can repeat a part without end, and nesting without end.

    Raises:
        NotYaml: the text has one.
        yaml.YAMLError: the text can't be parsed.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        if isinstance(event, yaml.AliasEvent):
            raise NotYaml(
                line, f"'*{event.anchor}' refers to another part: write the words themselves, in double quotes"
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise NotYaml(line, "brackets and lists are nested too deep")


def _value(node: yaml.Node | None, place: Place, lines: dict[Place, int]) -> Any:
    if node is None:
        return None
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, i), lines) for i, item in enumerate(node.value)]
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _mapping(node: yaml.MappingNode, place: Place, lines: dict[Place, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in found:
            raise NotYaml(line, f"{name!r} stands here twice: keep one")
        lines[(*place, name)] = line
        found[name] = _value(value, (*place, name), lines)
    return found
