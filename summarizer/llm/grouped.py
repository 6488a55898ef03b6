"""Groups calls: what is asked for in one turn of the event loop is done together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

X = TypeVar("X")
Y = TypeVar("Y")


class Grouped(Generic[X, Y]):
    """Collects items until the event loop's next turn, then works on all of them at once.

    Args:
        work: takes items and returns what came of each, in their order; what it raises, all who wait get.
    """

    def __init__(self, work: Callable[[Sequence[X]], Sequence[Y]]) -> None:
        self._work = work
        self._waiting: list[tuple[X, asyncio.Future[Y]]] = []

    async def __call__(self, item: X) -> Y:
        """What came of an item, when it is worked on."""
        loop = asyncio.get_running_loop()
        result: asyncio.Future[Y] = loop.create_future()
        if not self._waiting:
            loop.call_soon(self._run)
        self._waiting.append((item, result))
        return await result

    def _run(self) -> None:
        waiting, self._waiting = self._waiting, []
        try:
            results = self._work([item for item, _ in waiting])
        except Exception as error:
            for _, result in waiting:
                if not result.done():
                    result.set_exception(error)
            return
        for (_, result), value in zip(waiting, results, strict=True):
            if not result.done():
                result.set_result(value)
