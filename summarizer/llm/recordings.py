"""Recordings: every reply of a run as a readable file, to be committed, and runs that answer from such files.

A folder holds one YAML file a call, named after its label and key. What calls share (instructions, examples, schema)
stands once, in `shared/`. No address with credentials, no header and no key is written.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from summarizer.errors import ReplayMiss, ReplyError, UsageError
from summarizer.llm.wire import Call, Reply
from summarizer.usage import Usage

_MISSING = "none"
_KEY_LENGTH = 16
_SCHEMA_FIELDS = ("response_format", "tools", "tool_choice")


def _hash(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Parts:
    """A call, taken apart into what a reader tells apart; each part by its hash or, where short, itself."""

    model: str
    endpoint: str
    instructions: str
    text: str
    schema: str
    sampling: str

    @classmethod
    def of(cls, call: Call) -> _Parts:
        prefix, last, schema, sampling = _split(call)
        return cls(
            model=str(call.payload.get("model", "")),
            endpoint=call.endpoint,
            instructions=_hash(prefix),
            text=_hash(last),
            schema=_hash(schema),
            sampling=_hash(sampling),
        )

    def changes(self, other: _Parts) -> list[str]:
        """What differs, in words."""
        words = {
            "model": f"the model ({self.model!r} was {other.model!r})",
            "endpoint": f"the endpoint ({self.endpoint!r} was {other.endpoint!r})",
            "instructions": "the instructions or examples of the prompt",
            "text": "the text asked about",
            "schema": "the schema",
            "sampling": "the sampling parameters or token limit",
        }
        return [text for name, text in words.items() if getattr(self, name) != getattr(other, name)]


def _split(call: Call) -> tuple[list[Any], dict[str, Any], dict[str, Any], dict[str, Any]]:
    """A call's constant messages, its last message, its schema and its sampling."""
    payload: dict[str, Any] = dict(call.payload)
    messages = payload.pop("messages")
    payload.pop("model", None)
    schema: dict[str, Any] = {name: payload.pop(name) for name in _SCHEMA_FIELDS if name in payload}
    return messages[:-1], messages[-1], schema, payload


class Recorder:
    """Writes every reply to a folder; a reply to the same call replaces the older one.

    Args:
        folder: where to; made when first needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def record(self, call: Call, reply: Reply | ReplyError) -> None:
        """Writes one reply, or the error of an endpoint that will not serve the call however often it is asked."""
        prefix, last, schema, sampling = _split(call)
        parts = _Parts.of(call)
        document = {
            "label": call.label,
            "model": parts.model,
            "endpoint": parts.endpoint,
            "instructions": self._shared("instructions", prefix),
            "schema": self._shared("schema", schema),
            "sampling": sampling,
            "asked": last,
            **({"reply": _recorded(reply)} if isinstance(reply, Reply) else {"error": str(reply)}),
        }
        _write(self._folder / file_name(call), document)

    def _shared(self, kind: str, value: object) -> str:
        name = f"shared/{kind}-{_hash(value)}.yaml"
        path = self._folder / name
        if not path.exists():
            _write(path, value)
        return name


class Player:
    """Answers from a folder of recordings; no call is made.

    Args:
        folder: what a `Recorder` wrote.

    Raises:
        UsageError: there is no such folder.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UsageError(f"no recordings at {str(folder)!r}: make them with --record")
        self._folder = folder

    def reply(self, call: Call) -> Reply:
        """The recorded reply to a call.

        Raises:
            ReplayMiss: there is none; the message says what changed since the recording.
            ReplyError: what was recorded is an error.
        """
        path = self._paths.get(call.key[:_KEY_LENGTH])
        if path is None:
            raise ReplayMiss(self._why(call))
        document = _read(path)
        if "error" in document:
            raise ReplyError(document["error"], usage=Usage(cached_calls=1))
        recorded = document["reply"]
        return Reply(
            text=recorded["text"],
            finish_reason=recorded["finish_reason"],
            refusal=recorded.get("refusal"),
            tool_call=recorded.get("tool_call"),
            usage=Usage(cached_calls=1),
        )

    @cached_property
    def _paths(self) -> dict[str, Path]:
        """Files by the key in their names."""
        return {path.stem.rpartition(".")[2]: path for path in self._folder.glob("*.yaml")}

    def _why(self, call: Call) -> str:
        wanted = _Parts.of(call)
        changes = [wanted.changes(parts) for label, parts in self._known if label == call.label]
        label = call.label or "a request without a label"
        if not changes:
            return (
                f"no recording in {str(self._folder)!r} answers {label!r} ({len(self._known)} recordings of other "
                "requests are there): record it with --record"
            )
        nearest = min(changes, key=len)
        return f"the recording of {label!r} no longer fits, since {' and '.join(nearest)} changed: record it anew"

    @cached_property
    def _known(self) -> list[tuple[str, _Parts]]:
        """Label and parts of every recording; read only when something is missing."""
        return [_known_parts(_read(path)) for path in sorted(self._folder.glob("*.yaml"))]


def _recorded(reply: Reply) -> dict[str, Any]:
    return {
        "text": reply.text,
        "finish_reason": reply.finish_reason,
        **({"refusal": reply.refusal} if reply.refusal is not None else {}),
        **({"tool_call": reply.tool_call} if reply.tool_call is not None else {}),
        "prompt_tokens": reply.usage.prompt_tokens,
        "completion_tokens": reply.usage.completion_tokens,
    }


def _known_parts(document: dict[str, Any]) -> tuple[str, _Parts]:
    parts = _Parts(
        model=document["model"],
        endpoint=document["endpoint"],
        instructions=_shared_hash(document["instructions"]),
        text=_hash(document["asked"]),
        schema=_shared_hash(document["schema"]),
        sampling=_hash(document["sampling"]),
    )
    return document["label"], parts


def _shared_hash(name: str) -> str:
    return Path(name).stem.rpartition("-")[2]


def file_name(call: Call) -> str:
    """The name of a call's recording: its label, made fit for a file name, and its key."""
    slug = re.sub(r"[^a-z0-9]+", "-", call.label.lower()).strip("-")[:60] or _MISSING
    return f"{slug}.{call.key[:_KEY_LENGTH]}.yaml"


class _Dumper(yaml.CSafeDumper):
    """Writes text of several lines as a block, as a reader wants it."""


def _block(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _block)


def _write(path: Path, document: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return document
