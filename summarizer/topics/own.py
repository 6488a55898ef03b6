"""Prompts of user-defined topics: general templates filled with what the topic says of itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args, get_origin

from summarizer.prompts import Prompt, packaged
from summarizer.schemas import Derived, Record, kinds
from summarizer.schemas.form import TopicForm

OWN = "own"
"""The first part of the names of the general templates."""


@dataclass(frozen=True)
class Example:
    """A worked example.

    Attributes:
        text: a few sentences as an article has them.
        records: what a model is to write of them: field → words, list of words, class or boolean; the words of dates
            and durations under `<field>_text`, the quotes under `evidence`.
    """

    text: str
    records: tuple[Mapping[str, Any], ...] = ()


def own_prompts(form: TopicForm, record: type[Record], examples: Sequence[Example]) -> dict[str, Prompt]:
    """The prompts of a topic by strategy; a version changes with the template and with anything that it is told.

    Args:
        form: what the topic says of itself.
        record: the class of its records.
        examples: worked examples; those without a record only tell a large model what is none.
    """
    told: dict[str, Any] = {
        "what": _sentence(form.what),
        "not_a_record": tuple(_sentence(line) for line in form.not_a_record),
    }
    passages = [
        {"passage": example.text, "answer": [_without_evidence(record) for record in example.records]}
        for example in examples
        if example.records
    ]
    worked = [{"text": example.text, "answer": _json({"records": list(example.records)})} for example in examples]
    return {
        "passages": _filled(
            form.name, "passages", {**told, "examples": passages, "fields": _fields(record, brief=True)}
        ),
        "document": _filled(form.name, "document", {**told, "worked": worked, "fields": _fields(record, brief=False)}),
    }


def _filled(topic: str, strategy: str, told: Mapping[str, Any]) -> Prompt:
    template = packaged(OWN, strategy)
    version = hashlib.sha256(f"{template.version}{_json(told)}".encode()).hexdigest()[:12]
    return replace(template, name=f"{topic}.{strategy}", version=version, meta={**template.meta, **told})


def _fields(record: type[Record], *, brief: bool) -> tuple[Mapping[str, object], ...]:
    """What a prompt tells of each field that a model writes.

    Args:
        record: the class of the records.
        brief: for a small model, which is not asked for evidence.
    """
    told = []
    for name, kind in kinds(record).items():
        if isinstance(kind, Derived) or (brief and name == "evidence"):
            continue
        info = record.model_fields[name]
        choices = get_args(info.annotation) if get_origin(info.annotation) is Literal else ()
        told.append({"name": name, "description": kind.guide or info.description, "choices": choices})
    return tuple(told)


def _without_evidence(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "evidence"}


def _sentence(words: str) -> str:
    words = " ".join(words.split())
    return words if not words or words[-1] in ".!?" else f"{words}."


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
