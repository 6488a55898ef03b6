"""Reads leads ahead, a few at a time; a lead that an earlier run finished is skipped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

from summarizer.batch.items import Item, Lead

_AT_A_TIME = 8
"""How many leads are followed at a time; requests to one host wait for each other all the same."""


async def follow(
    items: Sequence[Item], is_settled: Callable[[str], Awaitable[bool]], on_settled: Callable[[], None]
) -> AsyncGenerator[list[Item], None]:
    """Yields items in their order, each lead as what it leads to.

    Args:
        items: the items.
        is_settled: True for the id of an article that needs no reading.
        on_settled: told of each lead that is passed over.
    """
    places = asyncio.Semaphore(_AT_A_TIME)

    async def load(lead: Lead) -> Sequence[Item]:
        async with places:
            return await asyncio.to_thread(lead.load)

    reading: list[Item | asyncio.Task[Sequence[Item]]] = []
    for item in items:
        if not isinstance(item, Lead):
            reading.append(item)
        elif await is_settled(item.id):
            on_settled()
        else:
            reading.append(asyncio.create_task(load(item)))
    tasks = [one for one in reading if isinstance(one, asyncio.Task)]
    try:
        for one in reading:
            if not isinstance(one, asyncio.Task):
                yield [one]
                continue
            async for found in follow(await one, is_settled, on_settled):
                yield found
    finally:
        for task in tasks:
            task.cancel()
