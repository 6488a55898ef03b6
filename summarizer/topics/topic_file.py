"""Topic files: a page of YAML that says what to look for. Read, checked line by line, made into a `Topic`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import UsageError
from summarizer.schemas import Money
from summarizer.schemas.fields import Comparison
from summarizer.schemas.form import FieldForm, Kind, TopicForm
from summarizer.topics.own import Example
from summarizer.topics.topic import Topic
from summarizer.topics.yaml_lines import NotYaml, Place, YamlText, read_yaml

TEMPLATE = Path(__file__).with_name("template.yaml")
"""A topic file to start from."""


class _FileModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _FieldEntry(_FileModel):
    kind: Kind
    says: str = Field(min_length=1)
    choices: dict[str, str] = {}
    required: bool | None = None
    many: bool = False


class _ExampleEntry(_FileModel):
    text: str = Field(min_length=1)
    records: list[dict[str, str | list[str] | None]] = []


class _Scoring(_FileModel):
    key: tuple[str, ...] = ()
    compare: dict[str, Comparison] = {}


class _TopicEntry(_FileModel):
    name: str
    title: str = ""
    record: str = Field(min_length=1)
    fields: dict[str, _FieldEntry] = Field(min_length=1)
    not_a_record: tuple[str, ...] = ()
    cues: tuple[str, ...] = Field(min_length=1)
    examples: tuple[_ExampleEntry, ...] = Field(min_length=1)
    summary: str | None = None
    scoring: _Scoring = _Scoring()
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a topic file.

    Attributes:
        line: where, from 1.
        message: what, and what to write instead.
    """

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


@dataclass(frozen=True)
class TopicFile:
    """A topic file that was read.

    Attributes:
        path: the file.
        topic: the topic, or `None` where something is wrong.
        examples: its worked examples.
        faults: what is wrong, in the order of the lines.
    """

    path: str
    topic: Topic | None
    examples: tuple[Example, ...]
    faults: tuple[Fault, ...]


def read_topic_file(path: str | Path, *, taken: Collection[str] = ()) -> TopicFile:
    """Reads and checks a topic file.

    Args:
        path: the file.
        taken: names that other topics have.

    Raises:
        UsageError: the file can't be read.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"can't read the topic file {str(path)!r} ({reason}): check the path") from error
    try:
        source = read_yaml(text)
        if not isinstance(source.value, dict):
            return TopicFile(str(path), None, (), (_NO_TOPIC,))
        entry = _TopicEntry.model_validate(source.value)
        form = _form(entry)
    except NotYaml as error:
        return TopicFile(str(path), None, (), (Fault(error.line, f"invalid YAML: {error}"),))
    except ValidationError as error:
        faults = {_fault(one, source) for one in error.errors(include_url=False)}
        return TopicFile(str(path), None, (), tuple(sorted(faults, key=lambda fault: fault.line)))
    faults = set(_wrong(entry, form, source, taken))
    examples = tuple(_example(one, form) for one in entry.examples)
    topic = None if faults else Topic.from_form(form, cues=tuple(map(_cue, entry.cues)), examples=examples)
    return TopicFile(str(path), topic, examples, tuple(sorted(faults, key=lambda fault: fault.line)))


_NO_TOPIC = Fault(1, "the file holds no keys such as 'name: arms-deliveries': begin with `summarizer topics new NAME`")


def load_topic_file(path: str | Path, *, taken: Collection[str] = ()) -> Topic:
    """The topic of a file.

    Raises:
        UsageError: the file can't be read, or something in it is wrong; the message names the line.
    """
    read = read_topic_file(path, taken=taken)
    if read.topic is None:
        more = len(read.faults) - 1
        rest = f" (and {more} more: summarizer topics check {path})" if more else ""
        raise UsageError(f"{str(path)!r}, {read.faults[0]}{rest}")
    return read.topic


def _form(entry: _TopicEntry) -> TopicForm:
    """The form that a file describes.

    Raises:
        ValidationError: names, kinds or choices do not fit together.
    """
    return TopicForm.model_validate(
        {
            "name": entry.name,
            "title": entry.title or entry.name.replace("-", " ").capitalize(),
            "what": entry.record,
            "fields": [
                {
                    "name": name,
                    "kind": field.kind,
                    "says": field.says.rstrip(". "),
                    "choices": list(field.choices.items()),
                    "required": field.kind == "class" if field.required is None else field.required,
                    "many": field.many,
                    "compare": entry.scoring.compare.get(name),
                }
                for name, field in entry.fields.items()
            ],
            "not_a_record": entry.not_a_record,
            "summary": entry.summary,
            "key": entry.scoring.key,
            "colour": entry.colour,
        }
    )


def _cue(words: str) -> str:
    """A cue as a pattern: the words as they stand, any space between them, any ending behind them."""
    return r"\s+".join(re.escape(word) for word in words.split())


def _example(entry: _ExampleEntry, form: TopicForm) -> Example:
    """An example as a model is to answer it."""
    return Example(" ".join(entry.text.split()), tuple(_answer(record, form) for record in entry.records))


def _answer(record: Mapping[str, Any], form: TopicForm) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for name, value in record.items():
        field = form.field(name)
        if value is None:
            continue
        if field is not None and field.kind == "yes/no":
            answer[name] = _truth(value)
        elif field is not None and field.kind in ("date", "duration"):
            answer[f"{name}_text"] = value
        elif name == "evidence" or (field is not None and field.many):
            answer[name] = [value] if isinstance(value, str) else list(value)
        else:
            answer[name] = value
    return answer


def _truth(value: object) -> bool | None:
    words = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
    return words.get(str(value).casefold())


# --- what is wrong ----------------------------------------------------------------------------------------------------


def _fault(error: Any, source: YamlText) -> Fault:
    """An error of validation as a sentence with its line."""
    place: Place = tuple(error["loc"])
    name = place[-1] if place else "the file"
    kind, given = error["type"], error.get("input")
    if kind == "extra_forbidden" and given is None and len(place) > 2:
        message = f"{str(name)!r} stands alone: put words with a comma or colon in double quotes"
    elif kind == "extra_forbidden":
        message = f"unknown key {name!r}: {_allowed(place)}"
    elif kind == "missing":
        message = f"{name!r} is missing{_within(place)}: {_WANTED.get(str(name), 'write it')}"
    elif kind == "literal_error" and name == "kind":
        message = f"unknown kind {given!r}: write one of {', '.join(get_args(Kind))}"
    elif kind == "literal_error":
        message = f"unknown comparison {given!r}: write one of {', '.join(get_args(Comparison))}"
    elif len(place) > 1 and place[-2] == "choices":
        message = f"choice {name!r} has no meaning: write what it means behind the colon"
    elif name == "choices":
        message = "write one choice per line with its meaning: 'promised: announced, not handed over yet'"
    elif kind == "value_error":
        message = str(error["ctx"]["error"])
    else:
        message = _misfit(place, kind, given)
    return Fault(source.line(_in_file(place, source)), message)


def _misfit(place: Place, kind: str, given: object) -> str:
    if place == ("colour",):
        return f'colour {given!r} must be six hexadecimal digits in quotes: "#2a6f4e"'
    if isinstance(given, dict | list) and kind == "string_type":
        return f"{_named(place)} must be words, not a list: write one line, in double quotes where needed"
    return f"{_named(place)} does not fit: {_wanted(place)}"


def _named(place: Place) -> str:
    """The key that a part stands under."""
    return repr(next((key for key in reversed(place) if isinstance(key, str) and key not in _TYPES), "the file"))


def _wanted(place: Place) -> str:
    if len(place) == 2 and place[0] == "fields":
        return "write its kind and what it says: {kind: actor, says: Who acts}"
    if len(place) == 2 and place[0] == "examples":
        return "write 'text' and 'records' for each example"
    if "records" in place[:-1]:
        return "write each field of a record with the words of the text, lists in brackets on one level"
    return _WANTED.get(str(place[-1]) if place else "", "look at what `summarizer topics new NAME` writes")


_TYPES = frozenset({"str", "list[str]"})
"""What the parser adds to the place of a value that may be of several types."""

_WANTED: Mapping[str, str] = {
    "name": "write 'name: arms-deliveries'",
    "record": "write one sentence on what a record is",
    "fields": "write the fields of a record, each with 'kind' and 'says'",
    "kind": f"write one of {', '.join(get_args(Kind))}",
    "says": "write in a few words what the field holds",
    "cues": "list words that point to a record, one per line after '- '",
    "examples": "list at least one example with 'text' and 'records'",
    "text": "write a few sentences as an article has them",
    "records": "list the records of the text, each field with the words of the text",
    "required": "write true or false",
    "many": "write true or false",
    "key": "list the fields that must agree",
}


def _allowed(place: Place) -> str:
    model: type[BaseModel] = _TopicEntry
    if place[0] == "fields" and len(place) > 2:
        model = _FieldEntry
    elif place[0] == "examples":
        model = _ExampleEntry
    elif place[0] == "scoring" and len(place) > 1:
        model = _Scoring
    near = get_close_matches(str(place[-1]), model.model_fields, n=1)
    return f"did you mean {near[0]!r}?" if near else f"write one of {', '.join(model.model_fields)}"


def _within(place: Place) -> str:
    return f" in {place[-2]!r}" if len(place) > 1 and isinstance(place[-2], str) else ""


def _in_file(place: Place, source: YamlText) -> Place:
    """Where a part of the form stands in the file: fields are a list there and a mapping here."""
    if place == ("key",):
        return ("scoring", "key")
    if len(place) > 1 and place[0] == "fields" and isinstance(place[1], int) and isinstance(source.value, dict):
        names = list(source.value.get("fields", ()))
        return ("fields", names[place[1]], *place[2:]) if place[1] < len(names) else ("fields",)
    return place


def _wrong(entry: _TopicEntry, form: TopicForm, source: YamlText, taken: Collection[str]) -> Iterator[Fault]:
    """What does not fit of a file whose form is right."""
    if entry.name in taken:
        yield Fault(source.line(("name",)), f"the name {entry.name!r} belongs to another topic: choose another name")
    yield from _empty(entry, source)
    for name in entry.scoring.compare:
        if name not in entry.fields:
            message = f"there is no field {name!r}: write one of {', '.join(entry.fields)}"
            yield Fault(source.line(("scoring", "compare", name)), message)
    cues = re.compile(r"(?<!\w)(?:" + "|".join(map(_cue, entry.cues)) + ")", re.IGNORECASE)
    for i, example in enumerate(entry.examples):
        if example.records and not cues.search(" ".join(example.text.split())):
            message = "no cue stands in this example, so its sentences would be passed over: add a cue of its words"
            yield Fault(source.line(("examples", i)), message)
        for j, record in enumerate(example.records):
            for name, message in _wrong_record(record, example.text, form):
                yield Fault(source.line(("examples", i, "records", j, name)), message)


def _empty(entry: _TopicEntry, source: YamlText) -> Iterator[Fault]:
    """What was written and holds nothing."""
    for i, cue in enumerate(entry.cues):
        if not cue.strip():
            yield Fault(source.line(("cues", i)), "the cue is empty: write a word or leave the line out")
    if entry.colour is None and ("colour",) in source.lines:
        message = 'the colour is empty: write it in quotes, "#2a6f4e", since # begins a comment'
        yield Fault(source.line(("colour",)), message)


def _wrong_record(record: Mapping[str, Any], text: str, form: TopicForm) -> Iterator[tuple[str, str]]:
    """What does not fit of an example's record, with the key where it stands."""
    if not record.get("evidence"):
        yield "", "'evidence' is missing: copy the words of the text that prove the record"
    for name in (f.name for f in form.fields if f.required and not record.get(f.name)):
        yield "", f"the record lacks {name!r}, which is required"
    for name, value in record.items():
        field = form.field(name)
        if field is None and name not in ("evidence", "source"):
            known = ", ".join(["evidence", "source", *(f.name for f in form.fields)])
            yield name, f"there is no field {name!r}: write one of {known}"
        elif value is not None:
            message = _wrong_value(field, value, text)
            if message is not None:
                yield name, message


def _wrong_value(field: FieldForm | None, value: str | list[str], text: str) -> str | None:
    """Why a value does not fit its field; `field` is `None` for evidence and source."""
    if field is not None and field.kind == "class":
        if value not in field.classes:
            return f"{field.name} {value!r} is no choice: write one of {', '.join(field.classes)}"
        return None
    if field is not None and field.kind == "yes/no":
        return None if _truth(value) is not None else f"{field.name} must be yes or no"
    said = " ".join(text.split())
    for words in [value] if isinstance(value, str) else value:
        if " ".join(words.split()) not in said:
            return f"the words {words!r} are not in the text of the example: copy them exactly"
    if field is not None and field.kind == "money" and Money.from_text(str(value)).key is None:
        return f"{field.name} {value!r} names no sum of money: copy the number with its currency"
    return None
