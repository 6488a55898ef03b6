"""From the words of a reply to JSON that fits a schema: one tolerant reader for every mode.

What stands around the answer is passed over, and its form is mended; no value is ever made up, closed or chosen
between. The rules are in `docs/design/replies.md`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from summarizer.llm.shapes import Shape, fitted

_PAIR = re.compile(r"<(think|thinking|thought|thoughts|reasoning|reflection)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_CLOSE = re.compile(r"</(?:think|thinking|thought|thoughts|reasoning|reflection)>", re.IGNORECASE)
_OPEN = re.compile(r"<(?:think|thinking|thought|thoughts|reasoning|reflection)>", re.IGNORECASE)
_FINAL = "<|channel|>final<|message|>"
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_MOST_TEXT = 4_000_000

OPENING = re.compile(r"""\{\s*(?:["'“}/]|[A-Za-z_]\w*\s*:)|\[\s*\{""")
"""Where an object or a list of objects begins, as against a bracket in prose."""


class Unfit(ValueError):
    """A reply is not what the schema asks for; the text is the reason given to the model."""


class CutOff(Unfit):
    """A reply ends in the middle of its JSON."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reply without the model's thoughts.

    Attributes:
        answer: what is left.
        thinking: the thoughts were begun and never ended.
        thoughts: the words of such thoughts.
    """

    answer: str
    thinking: bool = False
    thoughts: str = ""


def whole_characters(text: str) -> str:
    """A text without lone surrogates, halves of characters that no file can hold; pairs are joined."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def without_thoughts(text: str) -> Spoken:
    """Takes the model's thoughts out of a reply: `<think>…</think>`, or all before a lone `</think>`."""
    text = text.lstrip("\ufeff\u200b")
    if _FINAL in text:
        text = text.rpartition(_FINAL)[2]
    if "<" not in text:
        return Spoken(text)
    text = _PAIR.sub("", text)
    closes = list(_CLOSE.finditer(text))
    if closes:
        text = text[closes[-1].end() :]
    opened = _OPEN.search(text)
    if opened is None:
        return Spoken(text)
    return Spoken(text[: opened.start()], thinking=True, thoughts=text[opened.end() :])


def answer_json(text: str, shape: Shape) -> str:
    """The JSON text of the answer in a reply, with its form mended to a shape.

    Raises:
        CutOff: the JSON ends in its middle.
        Unfit: there is none, or more than one.
    """
    if not text.strip():
        raise Unfit("the reply was empty; answer with JSON that fits the schema")
    standing = _standing(text)
    if standing is not None:
        return _mended(text, standing, shape)
    whole = _loaded(text)
    if whole is not None:
        return json.dumps(_clean(fitted(whole, shape)), ensure_ascii=False)
    spoken = without_thoughts(text)
    values = _values(spoken.answer)
    if not values and spoken.thinking:
        values = _values(spoken.thoughts)[-1:]
    if not values:
        raise Unfit("the reply is not JSON; answer with JSON that fits the schema, and nothing else")
    return json.dumps(_clean(_only(values, shape)), ensure_ascii=False)


def _mended(text: str, whole: object, shape: Shape) -> str:
    value = fitted(whole, shape)
    if value is whole and not _SURROGATE.search(text) and not (_ESCAPE.search(text) and _has_surrogate(whole)):
        return text
    return json.dumps(_clean(value), ensure_ascii=False)


def _only(values: list[Any], shape: Shape) -> Any:
    """The one answer among the JSON values of a reply."""
    found = [fitted(value, shape) for value in values]
    if all(value == found[0] for value in found):
        return found[0]
    answers = [value for value in found if shape.takes(value)]
    records = [value for value in values if shape.record is not None and shape.record.takes(value)]
    if not answers and shape.list_name is not None and len(records) == len(values):
        return {shape.list_name: records}
    distinct = [value for n, value in enumerate(answers) if value not in answers[:n]]
    if len(distinct) == 1:
        return distinct[0]
    raise Unfit("the reply holds more than one JSON value; answer with one that fits the schema, and nothing else")


def _standing(text: str) -> Any:
    """The object or list of a text that is strict JSON as it stands, or `None`."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _loaded(text: str) -> Any:
    """The object or list of lenient JSON, or of JSON in a JSON string; `None` where there is none."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, str):  # JSON within a JSON string
        return _loaded(value) if value.lstrip()[:1] in ("{", "[", '"') else None
    return value if isinstance(value, dict | list) else None


def _values(text: str) -> list[Any]:
    """The objects and lists of objects that stand in a text, one after the other.

    Raises:
        CutOff: the last of them does not end.
        Unfit: one can't be read without guessing.
    """
    values, at = [], 0
    while (opened := OPENING.search(text, at)) is not None:
        end = _end(text, opened.start())
        if end is None:
            raise CutOff("the reply ends in the middle of its JSON; answer with the whole JSON")
        region, at = text[opened.start() : end], end
        value = _loaded(region)
        if value is None and ":" in region:
            value = _repaired(region)
        if isinstance(value, dict | list):
            values.append(value)
    if not values:
        inner = _loaded(_unfenced(text))
        values = [inner] if inner is not None else []
    return values


def _unfenced(text: str) -> str:
    """The inside of a code fence, or the text where there is none."""
    parts = text.split("```")
    return parts[1].removeprefix("json").removeprefix("JSON") if len(parts) >= 3 else text


def _end(text: str, start: int) -> int | None:
    """Where the brackets that open at `start` are closed; `None` where they never are."""
    depth, at, size = 0, start, len(text)
    while at < size:
        character = text[at]
        if character == '"':
            at = _quote_end(text, at)
            if at < 0:
                return None
        elif character in "{[":
            depth += 1
        elif character in "}]":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return None


def _quote_end(text: str, start: int) -> int:
    at = start
    while (at := text.find('"', at + 1)) >= 0:
        slashes = at - 1
        while text[slashes] == "\\":
            slashes -= 1
        if (at - slashes) % 2:
            return at
    return -1


def _repaired(text: str) -> Any:
    """The value of JSON whose punctuation is wrong, mended by `json-repair`.

    Raises:
        Unfit: mending it would change, add or lose a word or a number.
    """
    from json_repair import loads

    refused = Unfit("the reply is not valid JSON; answer with JSON that fits the schema, and nothing else")
    if len(text) > _MOST_TEXT:
        raise refused
    try:
        value = loads(text, skip_json_loads=True)
    except (ValueError, RecursionError) as error:
        raise refused from error
    if _letters(json.dumps(value, ensure_ascii=False)) != _letters(text):
        raise refused
    return value


def _letters(text: str) -> str:
    """Letters and digits alone, with escapes resolved: what may not differ after a repair."""
    text = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)
    text = re.sub(r"\\[ntrbf]", " ", text)
    text = re.sub(r"\bNone\b", "null", text)
    return "".join(character for character in text if character.isalnum()).casefold()


def _has_surrogate(value: object) -> bool:
    if isinstance(value, str):
        return _SURROGATE.search(value) is not None
    if isinstance(value, dict):
        return any(_has_surrogate(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(map(_has_surrogate, value))


def _clean(value: Any) -> Any:
    """A value without halves of characters."""
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(part) for key, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list) else value
