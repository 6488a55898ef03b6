"""Configuration of the service."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

from summarizer.service.store.job_values import Limits

DEFAULT_PORT = 8765


def default_database() -> str:
    """The embedded database, a file of the user's."""
    return f"sqlite:///{user_data_path('summarizer') / 'service.sqlite3'}"


@dataclass(frozen=True)
class WorkConfig:
    """How jobs are worked on.

    Attributes:
        jobs: jobs worked on at a time by this process; 0 for a process that only answers requests.
        lease: seconds after which the job of a dead worker is taken up by another.
        poll: seconds between two looks at an empty queue.
        drain: seconds that running jobs are given at shutdown.
        max_cost: US dollars a day over all processes; `None` for no ceiling.
        tries: how often a job is tried where the model can't be reached, before it fails.
        pause: seconds before it is tried again, longer each time.
    """

    jobs: int = 4
    lease: float = 30.0
    poll: float = 0.5
    drain: float = 20.0
    max_cost: float | None = None
    tries: int = 3
    pause: float = 5.0


@dataclass(frozen=True)
class WebConfig:
    """How requests are answered.

    Attributes:
        host: address to listen on.
        port: port to listen on; 0 takes a free one.
        hosts: names under which the service may be asked for, beside those of this machine.
        https: whether a proxy before it speaks HTTPS, so that cookies are sent over nothing else.
        max_body: bytes that a request may have.
        max_batch: bytes that a batch may have.
        max_lines: articles that a batch may have.
        longest_wait: seconds that a request may wait for its briefing.
        body_seconds: seconds that a request's body may take to arrive.
        requests_per_minute: requests of one client a minute.
        limits: how many jobs may wait.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    hosts: tuple[str, ...] = ()
    https: bool = False
    max_body: int = 4_000_000
    max_batch: int = 64_000_000
    max_lines: int = 10_000
    longest_wait: float = 60.0
    body_seconds: float = 30.0
    requests_per_minute: int = 600
    limits: Limits = field(default_factory=Limits)


STATIC = Path(__file__).parent / "page" / "static"
TEMPLATES = Path(__file__).parent / "page" / "templates"
