"""The work of the client's benchmark, the same for all: prompts over three topics, each with an article of its own.

Imports nothing of ours, so that a peer can run it in an environment of its own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

TOPICS = ("casualties", "sanctions", "ceasefire")
CONCURRENCY = 64
INSTRUCTIONS = "Copy what the article says, word for word. " * 60
ARTICLE = "Officials said that a drone killed nine people on Saturday. " * 10


@dataclass(frozen=True)
class Timing:
    """How long the work took.

    Attributes:
        calls_per_second: calls by wall time.
        cpu_ms: processor time of this process for one call, in milliseconds.
    """

    calls_per_second: float
    cpu_ms: float


def topic(number: int) -> str:
    """The topic of the call with this number."""
    return TOPICS[number % len(TOPICS)]


def messages(number: int) -> list[dict[str, str]]:
    """The prompt of the call with this number: constant instructions, then an article that no other has."""
    return [
        {"role": "system", "content": f"[{topic(number)}] {INSTRUCTIONS}"},
        {"role": "user", "content": f"Article {number}. {ARTICLE}"},
    ]


class Stopwatch:
    """Measures wall and processor time from its making on."""

    def __init__(self) -> None:
        self._wall = time.perf_counter()
        self._cpu = time.process_time()

    def timing(self, calls: int) -> Timing:
        """How fast `calls` were."""
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        return Timing(calls_per_second=calls / wall, cpu_ms=1000 * cpu / calls)


def main(contestants: dict[str, Callable[[str, int], Timing]]) -> None:
    """Runs the contestant named on the command line and prints its timing as JSON."""
    name, url, calls = sys.argv[1:]
    print(json.dumps(asdict(contestants[name](url, int(calls)))))
