"""From the body of a response to a reply: where each provider puts the text, and bodies without a reply."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from summarizer.llm.faults import reported, unreadable
from summarizer.llm.reading import whole_characters
from summarizer.llm.specs import Endpoint
from summarizer.llm.streams import completion_of_stream
from summarizer.llm.truncation import join
from summarizer.llm.wire import FinishReason, Reply
from summarizer.usage import Usage

_FINISH: dict[str, FinishReason] = {
    "stop": "stop",
    "end_turn": "stop",
    "eos": "stop",
    "length": "length",
    "max_tokens": "length",
    "model_length": "length",
    "tool_calls": "tool_calls",
    "function_call": "tool_calls",
    "content_filter": "content_filter",
    "safety": "content_filter",
    "recitation": "content_filter",
    "blocklist": "content_filter",
    "prohibited_content": "content_filter",
    "refusal": "content_filter",
}


def read_body(content: bytes, seconds: float, endpoint: Endpoint) -> Reply:
    """Reads the body of a response with a status of success.

    Raises:
        Fault: it is an error in the provider's words, or no chat completion.
    """
    text = content.decode("utf-8-sig", errors="replace")
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        body = completion_of_stream(text)
    if isinstance(body, list) and len(body) == 1:
        body = body[0]
    if not isinstance(body, dict):
        raise unreadable(endpoint, text, seconds=seconds)
    usage = _usage(body.get("usage"), seconds)
    choices = body.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    error = body.get("error") or (choice.get("error") if isinstance(choice, dict) else None)
    if error or not isinstance(choices, list):
        said = reported(body, error, endpoint, usage)
        raise said if said is not None else unreadable(endpoint, text, seconds=seconds)
    if not isinstance(choice, dict):
        return Reply(text="", usage=usage)
    return _reply(choice, usage, endpoint)


def _reply(choice: Mapping[str, Any], usage: Usage, endpoint: Endpoint) -> Reply:
    message = choice.get("message")
    if not isinstance(message, dict):
        message = {"content": choice.get("text")}
    arguments, tool_call = _arguments(message)
    words, refusal = _words(message.get("content"))
    if not words.strip() and not arguments.strip():
        # Some servers put a whole answer where the model's thoughts belong.
        thoughts = message.get("reasoning_content") or message.get("reasoning")
        words = thoughts if isinstance(thoughts, str) and thoughts.strip().startswith("{") else words
    refusal = message.get("refusal") or refusal
    reason = str(choice.get("finish_reason") or "stop").lower()
    answered = bool(arguments.strip())
    return Reply(
        text=whole_characters(arguments if answered else words),
        finish_reason=_FINISH.get(reason, "other"),
        refusal=endpoint.blotted(str(refusal)) if refusal else None,
        tool_call=tool_call if answered else None,
        usage=usage,
    )


def _arguments(message: Mapping[str, Any]) -> tuple[str, str | None]:
    """The arguments of a message's tool calls, put together, and the identifier of the first."""
    calls = message.get("tool_calls")
    calls = [call for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []
    functions = [call.get("function") for call in calls] or [message.get("function_call")]
    texts = [_as_text(f.get("arguments")) for f in functions if isinstance(f, dict)]
    whole = texts[0] if texts else ""
    for further in texts[1:]:
        whole = _joined(whole, further)
    return whole, str(calls[0].get("id") or "call") if calls else "call"


def _joined(first: str, second: str) -> str:
    """Puts the arguments of two calls together; where they can't be, both stand, and the reader refuses them."""
    try:
        return join(first, second) or f"{first}\n{second}"
    except (ValueError, AttributeError):
        return f"{first}\n{second}"


def _words(content: object) -> tuple[str, str | None]:
    """The words of a message's content, and those of a refusal among its parts."""
    if not isinstance(content, list):
        return _as_text(content), None
    words, refusal = [], None
    for part in content:
        if isinstance(part, str):
            words.append(part)
        elif isinstance(part, dict):
            refusal = part.get("refusal") or refusal
            text = part.get("text")
            words.append(_as_text(text.get("value") if isinstance(text, dict) else text))
    return "".join(words), refusal


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _usage(counts: object, seconds: float) -> Usage:
    if not isinstance(counts, dict):
        return Usage(calls=1, seconds=seconds)
    details = counts.get("prompt_tokens_details")
    return Usage(
        calls=1,
        prompt_tokens=_count(counts.get("prompt_tokens")),
        cached_prompt_tokens=_count(details.get("cached_tokens")) if isinstance(details, dict) else 0,
        completion_tokens=_count(counts.get("completion_tokens")),
        seconds=seconds,
    )


def _count(value: object) -> int:
    return int(value) if isinstance(value, int | float) and value >= 0 else 0
