"""Parks work whose replies come hours later: it runs until all it can do is wait.

Work that is parked is given up; it is begun anew when answers are there, and then finds them at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Never, TypeVar

T = TypeVar("T")

SETTLING = 0.05
"""Seconds after which work whose every question waits is taken to have no further ones."""


class Parked(Exception):
    """All that a piece of work still needs is answers that are not there yet."""


@dataclass
class _Desk:
    """The questions of one piece of work: how many are open, and how many of these wait for an answer."""

    open: int = 0
    waiting: int = 0
    at_rest: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def rests(self) -> bool:
        return 0 < self.open == self.waiting


_desk: ContextVar[_Desk | None] = ContextVar("desk", default=None)


async def run_or_park(work: Callable[[], Awaitable[T]], *, settling: float = SETTLING) -> T:
    """Runs a piece of work to its end, or until all of its questions wait.

    Args:
        work: asks within `question`, and waits in `wait_forever`.
        settling: seconds without a further question after which it is parked.

    Raises:
        Parked: all of its questions wait; it was cancelled.
    """
    desk = _Desk()
    token = _desk.set(desk)
    try:
        task = asyncio.ensure_future(work())
    finally:
        _desk.reset(token)
    try:
        while not task.done():
            resting = asyncio.ensure_future(desk.at_rest.wait())
            await asyncio.wait({task, resting}, return_when=asyncio.FIRST_COMPLETED)
            resting.cancel()
            if not task.done():
                await asyncio.wait({task}, timeout=settling)
                if not task.done() and desk.rests:
                    raise Parked
            desk.at_rest.clear()
            if desk.rests:
                desk.at_rest.set()
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})


@contextmanager
def question() -> Iterator[None]:
    """Counts a question as open."""
    desk = _desk.get()
    if desk is None:
        yield
        return
    desk.open += 1
    try:
        yield
    finally:
        desk.open -= 1
        if desk.rests:
            desk.at_rest.set()


async def wait_forever() -> Never:
    """Waits for an answer that does not come in the life of this work; ends by its being cancelled.

    Raises:
        RuntimeError: nobody would ever end it.
    """
    desk = _desk.get()
    if desk is None:
        raise RuntimeError("a question that waits for a batch must be asked within run_or_park")
    desk.waiting += 1
    if desk.rests:
        desk.at_rest.set()
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        desk.waiting -= 1
    raise AssertionError("the future has no result")
