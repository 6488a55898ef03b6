"""Unrequested streams: the events of a streamed reply, assembled into its completion."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_TEXTS = ("content", "reasoning_content", "reasoning", "refusal")


def completion_of_stream(text: str) -> dict[str, Any] | None:
    """The body of the completion that server-sent events tell, or of an error among them; `None` where it is no stream.

    A stream that ends before it says so gives a completion that was cut off.

    Args:
        text: the body of a response.
    """
    if not text.lstrip().startswith(("data:", "event:", ":", "id:")):
        return None
    message: dict[str, Any] = {"role": "assistant"}
    finish: str | None = None
    usage: object = None
    seen = False
    for event in _events(text):
        if event.get("error"):
            return event
        usage = event.get("usage") or usage
        choices = event.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        if not isinstance(choice, dict):
            continue
        seen = True
        finish = choice.get("finish_reason") or finish
        part = choice.get("delta") or choice.get("message")
        _add(message, part if isinstance(part, dict) else {"content": choice.get("text")})
    if not seen:
        return None
    return {"choices": [{"index": 0, "finish_reason": finish or "length", "message": message}], "usage": usage}


def _events(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects of a stream's events; a last one that was cut off is none."""
    for line in text.splitlines():
        field, _, value = line.partition(":")
        if field != "data" or not value.strip().startswith("{"):
            continue
        try:
            event = json.loads(value)
        except (ValueError, RecursionError):
            continue
        if isinstance(event, dict):
            yield event


def _add(message: dict[str, Any], delta: dict[str, Any]) -> None:
    """Adds what one event brings to a message."""
    for name in _TEXTS:
        if isinstance(delta.get(name), str):
            message[name] = message.get(name, "") + delta[name]
    calls = delta.get("tool_calls")
    for call in calls if isinstance(calls, list) else ():
        if isinstance(call, dict):
            _add_call(message.setdefault("tool_calls", []), call)


def _add_call(known: list[dict[str, Any]], call: dict[str, Any]) -> None:
    index = call.get("index")
    at = index if isinstance(index, int) and 0 <= index <= len(known) else max(len(known) - 1, 0)
    if at == len(known):
        known.append({"id": call.get("id"), "type": "function", "function": {"name": "", "arguments": ""}})
    function = call.get("function")
    for name in ("name", "arguments"):
        if isinstance(function, dict) and isinstance(function.get(name), str):
            known[at]["function"][name] += function[name]
