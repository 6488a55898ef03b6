"""Bounded concurrency with back-pressure: results in order or as they are done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import Generic, TypeVar

X = TypeVar("X")
Y = TypeVar("Y")

AHEAD = 4
"""How many results may wait to be taken, in multiples of the concurrency; the next work waits then."""


class Flow(Generic[X, Y]):
    """Works on the items of a source, several at a time.

    Args:
        source: the items.
        work: what is done with each; must not raise.
        concurrency: how many are worked on at a time.
        ordered: whether results come in the order of the items.
    """

    def __init__(
        self, source: AsyncIterator[X], work: Callable[[X], Awaitable[Y]], *, concurrency: int, ordered: bool = False
    ) -> None:
        self._source = source
        self._work = work
        self._ordered = ordered
        self._places = asyncio.Semaphore(concurrency)
        self._window = asyncio.Semaphore(AHEAD * concurrency)
        self._results: asyncio.Queue[tuple[int, Y] | BaseException | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    @property
    def in_flight(self) -> int:
        """How many items are worked on now."""
        return len(self._tasks)

    def stop(self) -> None:
        """Begins no further work; what is in flight is finished."""
        self._stopping = True

    def abort(self) -> None:
        """Begins no further work, and gives up what is in flight."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()

    async def results(self) -> AsyncGenerator[list[Y], None]:
        """Yields results, as many at a time as there are.

        Raises:
            Exception: what the source raised, after the results of all that came before.
        """
        feeder = asyncio.create_task(self._feed())
        held: dict[int, Y] = {}
        due = 0
        try:
            async for group in self._groups():
                if self._ordered:
                    held.update(group)
                    ready = []
                    while due in held:
                        ready.append(held.pop(due))
                        due += 1
                else:
                    ready = [result for _, result in group]
                if ready:
                    yield ready
                    for _ in ready:
                        self._window.release()
            await feeder
        finally:
            self.abort()
            feeder.cancel()
            await asyncio.gather(feeder, *self._tasks, return_exceptions=True)

    async def _groups(self) -> AsyncIterator[list[tuple[int, Y]]]:
        """Yields what has come in since the last time, until the feeder is at its end."""
        ended = False
        while not ended:
            group = []
            item = await self._results.get()
            while True:
                if item is None:
                    ended = True
                elif isinstance(item, BaseException):
                    raise item
                else:
                    group.append(item)
                if self._results.empty():
                    break
                item = self._results.get_nowait()
            if group:
                yield group

    async def _feed(self) -> None:
        try:
            number = 0
            async for item in self._source:
                await self._window.acquire()
                await self._places.acquire()
                if self._stopping:
                    break
                task = asyncio.create_task(self._one(number, item))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
                number += 1
        finally:
            while self._tasks:
                await asyncio.wait(self._tasks)
            self._results.put_nowait(None)

    async def _one(self, number: int, item: X) -> None:
        try:
            self._results.put_nowait((number, await self._work(item)))
        except Exception as error:
            self._results.put_nowait(error)
        finally:
            self._places.release()
