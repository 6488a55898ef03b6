"""Truncated JSON replies: their complete records, and the way to add the rest."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import from_json

from summarizer.llm.reading import OPENING


def complete_part(text: str, *, several: bool = False) -> str | None:
    """The JSON that ends with the last complete element of its list, closed.

    Args:
        text: JSON of an object that holds lists, or of a list, cut off anywhere; what stands around it (prose, a code
            fence) is passed over.
        several: whether the object is made of several lists, so that one that is followed by another is complete.

    Returns:
        JSON text, or `None` where not one element of a list is complete, and no list followed by another.
    """
    opened = OPENING.search(text)
    if opened is None:
        return None
    start = opened.start()
    end = _last_element_end(text[start:], several)
    if end is None:
        return None
    try:
        value = from_json(text[start : start + end], allow_partial=True)
    except ValueError:
        return None
    return json.dumps(value, ensure_ascii=False)


def unfinished(text: str, lists: frozenset[str]) -> frozenset[str]:
    """The names of those lists of a JSON object that it does not hold to their end.

    Args:
        text: JSON of an object, cut off anywhere.
        lists: names of its lists.
    """
    opened = OPENING.search(text)
    try:
        value = from_json(text[opened.start() :], allow_partial=True) if opened is not None else None
    except ValueError:
        value = None
    if not isinstance(value, dict):
        return lists
    return lists - frozenset(list(value)[:-1])  # the last one may have been cut off


def _last_element_end(text: str, several: bool) -> int | None:
    """The offset after the last complete element of a list, or where `several`, after such a list."""
    around = ["{", "["] if text[0] == "{" else ["["]
    depth: list[str] = []
    quoted = escaped = False
    end: int | None = None
    closed = False
    for offset, character in enumerate(text):
        if quoted:
            quoted = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            quoted = True
        elif character in "{[":
            depth.append(character)
        elif character == "," and several and closed and depth == ["{"]:
            end = offset
        elif character in "}]" and depth:
            depth.pop()
            if depth == around:
                end = offset + 1
            if not depth:
                return end
        if not character.isspace():
            closed = not quoted and character == "]"
    return end


def join(kept: str, rest: str) -> str | None:
    """The two JSON objects as one: lists are put together, elements that are there already left out.

    Args:
        kept: JSON of the complete part.
        rest: JSON of what was asked for afterwards.

    Returns:
        JSON text, or `None` where `rest` is no JSON object.
    """
    try:
        more = json.loads(rest)
    except ValueError:
        return None
    whole: Any = json.loads(kept)
    if not isinstance(more, dict) or not isinstance(whole, dict):
        return None
    for name, value in more.items():
        known = whole.get(name)
        if isinstance(known, list) and isinstance(value, list):
            whole[name] = known + [element for element in value if element not in known]
        elif name not in whole:
            whole[name] = value
    return json.dumps(whole, ensure_ascii=False)
