"""Observers: the events of a client, for whoever registers for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from summarizer.usage import Usage


class Moment(Enum):
    """When an observer is called."""

    ASKED = "asked"
    """A request has come in; `detail` is empty."""
    SENT = "sent"
    """A call goes to the endpoint (or to the recording)."""
    CACHED = "cached"
    """A call was answered from the cache."""
    REPLIED = "replied"
    """A call was answered; `usage` counts its attempts."""
    RETRIED = "retried"
    """An attempt failed and is made again after a wait; `detail` says why."""
    REASKED = "reasked"
    """A reply is sent back; `detail` is the reason."""
    TRUNCATED = "truncated"
    """A reply was cut off, and its rest is asked for."""
    ANSWERED = "answered"
    """The request has its answer; `usage` is what it cost in all."""
    FAILED = "failed"
    """The request has none; `error` says why, `usage` what it cost."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        moment: what.
        request_id: number of the request in its client, from 1: the events of one request share it.
        label: what the request is about.
        model: the model's spec.
        endpoint: the address that answers, without credentials.
        detail: the reason, in words.
        usage: what it cost.
        error: what went wrong.
    """

    moment: Moment
    request_id: int
    label: str
    model: str
    endpoint: str
    detail: str = ""
    usage: Usage = field(default_factory=Usage)
    error: Exception | None = None


class Observer(Protocol):
    """Is called, in the client's event loop, with each event; it should return at once."""

    def __call__(self, event: Event, /) -> None:
        """Takes note of an event."""
        ...
