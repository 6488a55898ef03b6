"""Faults of requests, in one table: which are transient, which are final, and how long to wait."""

from __future__ import annotations

import errno
import json
import re
import socket
import ssl
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from summarizer.errors import ModelError, ModelUnavailable, ReplyError
from summarizer.llm.specs import Endpoint
from summarizer.usage import Usage

_NOBODY = ConnectionRefusedError | socket.gaierror
_UNREACHABLE = frozenset({errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN})
_TRANSIENT_STATUS = frozenset({408, 409, 425, 429})

_OVERFLOW = re.compile(
    r"context[_ ](?:length|window|size)|maximum context|exceeds? the (?:available )?context"
    r"|prompt is too long|too many (?:input )?tokens|input token count.{0,40}exceeds|exceed_context_size",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"insufficient_quota|billing|exceeded your current quota(?!.*per ?minute)"
    r"|per[-_ ]?day|daily|monthly|credit balance|credits",
    re.IGNORECASE,
)
_NO_FEATURE = re.compile(r"no endpoints found", re.IGNORECASE)
"""OpenRouter's way to say that no provider of a model takes a parameter."""
_TROUBLE = {408: "took too long", 429: "is receiving requests too fast", 503: "is overloaded or down"}
"""What a status says of an endpoint, behind its name."""
_WORDS = ("error", "errors", "message", "detail", "msg")
"""Keys under which an endpoint says what went wrong."""
_THROTTLED = re.compile(r"rate.?limit|too many requests|overloaded|throttl", re.IGNORECASE)
_SPAN = r"(?:\d+(?:\.\d+)?\s*(?:ms|milliseconds?|seconds?|secs?|s|minutes?|mins?|m|hours?|h)\s*)+"
_DELAY = re.compile(rf"(?:try again|retry|wait)[^0-9]{{0,30}}({_SPAN})", re.IGNORECASE)
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|milli|m|s|h)", re.IGNORECASE)
_SECONDS = {"ms": 0.001, "milli": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


class Fault(Exception):
    """One attempt failed.

    Attributes:
        error: what the caller gets when no further attempt is made.
        transient: whether the same request may succeed later.
        throttled: whether the endpoint said that requests come too fast.
        unanswered: whether nobody answered at the address, or not in time.
        retry_after: seconds that the endpoint asks to wait; `None` where it does not say.
    """

    def __init__(
        self,
        error: ModelError,
        *,
        transient: bool,
        throttled: bool = False,
        unanswered: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.transient = transient
        self.throttled = throttled
        self.unanswered = unanswered
        self.retry_after = retry_after


def classify(error: Exception, endpoint: Endpoint, *, seconds: float) -> Fault:
    """Names what went wrong with a request; anything that is no fault of the way or the endpoint is raised as it is."""
    import openai

    usage, place = Usage(calls=1, seconds=seconds), _place(endpoint)
    if isinstance(error, openai.APIStatusError):
        return _status_fault(error.status_code, error.response.text, error.response.headers, endpoint, usage)
    if isinstance(error, TimeoutError):
        text = f"{place} did not answer within {seconds:.0f} s: try again later, or raise --timeout"
        return Fault(ModelUnavailable(text, usage=usage), transient=True, unanswered=True)
    if isinstance(error, openai.APIConnectionError):
        return _way_fault(error, place, usage)
    raise error


def _way_fault(error: Exception, place: str, usage: Usage) -> Fault:
    """Names a fault of the way to an endpoint, by what lies beneath the SDK's error."""
    import httpx2

    causes = _causes(error)
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        text = f"{place} has an untrusted certificate: set SSL_CERT_FILE to the file of its certificate authority"
        return Fault(ModelUnavailable(text, usage=usage), transient=False)
    if any(isinstance(cause, httpx2.UnsupportedProtocol | httpx2.InvalidURL) for cause in causes):
        text = f"{place} can't be reached: invalid URL"
        return Fault(ModelUnavailable(text, usage=usage), transient=False)
    if any(isinstance(cause, _NOBODY | httpx2.ProxyError) or _is_unreachable(cause) for cause in causes):
        text = f"{place} can't be reached: check the address and that the service is running"
        return Fault(ModelUnavailable(text, usage=usage), transient=True, unanswered=True)
    text = f"{place} closed the connection: try again later"
    return Fault(ModelUnavailable(text, usage=usage), transient=True)


def _is_unreachable(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in _UNREACHABLE


def _causes(error: BaseException | None) -> list[BaseException]:
    """An error and what lies beneath it."""
    causes: list[BaseException] = []
    while error is not None and error not in causes:
        causes.append(error)
        error = error.__cause__ or error.__context__
    return causes


def unreadable(endpoint: Endpoint, text: str, *, seconds: float) -> Fault:
    """The fault of a body that is no chat completion."""
    kind = "a web page" if text.lstrip()[:1] == "<" else "an empty body" if not text.strip() else "something else"
    message = f"{_place(endpoint)} returned {kind} instead of a chat completion: check --base-url (it ends in /v1)"
    return Fault(ModelUnavailable(message, usage=Usage(calls=1, seconds=seconds)), transient=True)


def reported(body: Mapping[str, Any], error: object, endpoint: Endpoint, usage: Usage) -> Fault | None:
    """The fault that a body with a status of success reports; `None` where it reports none.

    Args:
        body: the body.
        error: its error object, where one was found.
        endpoint: who answered.
        usage: what the request cost.
    """
    parts: Mapping[str, Any] = error if isinstance(error, dict) else body
    if not error and not any(body.get(name) for name in _WORDS):
        return None
    status = next((n for name in ("code", "status", "status_code") if (n := _status(parts.get(name)))), None)
    if status is None:
        words = json.dumps(parts, ensure_ascii=False) + str(error)
        status = 429 if _QUOTA.search(words) or _THROTTLED.search(words) else 400
    return _status_fault(status, json.dumps(error or body, ensure_ascii=False), {}, endpoint, usage)


def _status(value: object) -> int | None:
    number = int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else 0
    return number if 400 <= number < 600 else None


def _status_fault(status: int, text: str, headers: Mapping[str, str], endpoint: Endpoint, usage: Usage) -> Fault:
    said = _said(text, endpoint)
    place = _place(endpoint)
    if status in (401, 403):
        message = f"{place} refused the API key (HTTP {status}): set the right key for this provider{said}"
        return Fault(ModelUnavailable(message, usage=usage), transient=False)
    if status == 404 and not _NO_FEATURE.search(said):
        message = f"{place} was not found (HTTP 404): check the model's name and --base-url{said}"
        return Fault(ModelUnavailable(message, usage=usage), transient=False)
    if status in (400, 413, 422) and (status == 413 or _OVERFLOW.search(text)):
        message = (
            f"the prompt does not fit the context window of {endpoint.name!r}: set context_window "
            f"in summarizer.toml, so that long articles are read in parts{said}"
        )
        return Fault(ReplyError(message, usage=usage), transient=False)
    if status in (402, 429) and _QUOTA.search(text):
        message = f"{place} says that the quota is used up (HTTP {status}): wait until it renews, or raise it{said}"
        return Fault(ModelUnavailable(message, usage=usage), transient=False)
    if status in _TRANSIENT_STATUS or status >= 500:
        message = f"{place} {_TROUBLE.get(status, 'failed')} (HTTP {status}): try again later{said}"
        return Fault(
            ModelUnavailable(message, usage=usage),
            transient=True,
            throttled=status == 429,
            retry_after=_retry_after(headers, text),
        )
    message = f"{place} refused the request (HTTP {status}){said}"
    return Fault(ReplyError(message, usage=usage), transient=False)


def _place(endpoint: Endpoint) -> str:
    return f"the model {endpoint.name!r} at {endpoint.address}"


def _said(text: str, endpoint: Endpoint) -> str:
    """The endpoint's own words, cut short and with the key blotted out."""
    try:
        decoded: Any = json.loads(text)
    except ValueError:
        decoded = text
    while isinstance(decoded, dict | list) and decoded:
        if isinstance(decoded, list):
            decoded = decoded[0]
        elif isinstance(decoded.get("loc"), list):  # a fault of one field, as FastAPI tells it
            decoded = f"{'.'.join(map(str, decoded['loc']))}: {decoded.get('msg', '')}"
        else:
            decoded = next((decoded[name] for name in _WORDS if decoded.get(name)), "")
    words = " ".join(str(decoded or "").split())
    if words[:1] == "<":  # a web page, which says nothing to a reader
        return ""
    words = endpoint.blotted(words)
    return f"; it said: {words[:300]}" if words else ""


def _retry_after(headers: Mapping[str, str], text: str) -> float | None:
    """The wait that an endpoint asks for, in seconds: from its headers, else from the body."""
    milliseconds = headers.get("retry-after-ms")
    if milliseconds is not None and _is_number(milliseconds):
        return float(milliseconds) / 1000
    value = headers.get("retry-after")
    if value is not None:
        return float(value) if _is_number(value) else _until(value)
    google = re.search(r'"retryDelay":\s*"(\d+(?:\.\d+)?)s"', text)
    if google:
        return float(google.group(1))
    words = _DELAY.search(text)
    if words is None:
        return None
    return sum(float(number) * _SECONDS[unit.lower()] for number, unit in _PART.findall(words.group(1)))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\s*\d+(\.\d+)?\s*", text) is not None


def _until(date: str) -> float | None:
    try:
        return max(parsedate_to_datetime(date).timestamp() - time.time(), 0.0)
    except ValueError:
        return None
