"""The actor: briefs the rows that it is given, several at a time, with one client and one parser for its life."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from summarizer.article import Article
from summarizer.batch.inputs import read_row
from summarizer.batch.items import Entry, Unreadable
from summarizer.batch.rows import Columns
from summarizer.errors import BudgetExceeded, ModelUnavailable, SummarizerError, internal_error
from summarizer.llm.connect import client_for
from summarizer.llm.settings import Settings
from summarizer.ray.rows import briefed_row, lost_row, table_of, unreadable_row
from summarizer.ray.shared import KeptReplies, Shared, SharedPacing
from summarizer.session import Summarizer

Row = dict[str, object]

NOT_TRIED = frozenset({BudgetExceeded.__name__, ModelUnavailable.__name__})
"""Errors after which an article is as if it had not been tried: the next run tries it."""

ORIGIN = "origin"
"""Column of an input that says where a row stands; `row` where there is none."""


@dataclass(frozen=True)
class Setup:
    """What an actor is started with.

    Attributes:
        settings: of the model, with the key that the driver found and without limits.
        topics: names of topics and topic files; all topics if empty.
        columns: which column holds what.
        concurrency: articles that one actor works on at a time.
        shared: the limiter and the keeper of the run.
    """

    settings: Settings
    shared: Shared
    topics: tuple[str, ...] = ()
    columns: Columns = field(default_factory=Columns)
    concurrency: int = 16


class Briefer:
    """Briefs rows; one an actor.

    Args:
        setup: how.
    """

    def __init__(self, setup: Setup) -> None:
        settings, shared = setup.settings, setup.shared
        client = client_for(
            settings,
            cache=KeptReplies(shared.keeper) if shared.keeper is not None else None,
            pacing=SharedPacing(shared.limiter),
        )
        self._columns = setup.columns
        self._concurrency = setup.concurrency
        self.summarizer = Summarizer(llm=client, topics=setup.topics, summary=settings.summary)
        self.summarizer.prepare()

    def __call__(self, batch: Any) -> Any:
        """Briefs the rows of a `pyarrow.Table`, and returns another with a row each."""
        return table_of(self.rows(batch.to_pylist()))

    def rows(self, rows: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Briefs some rows; whatever befalls one is its row, and the others go on."""
        return self.summarizer.submit(self._all(rows)).result()

    async def _all(self, rows: Sequence[Mapping[str, Any]]) -> list[Row]:
        places = asyncio.Semaphore(self._concurrency)

        async def one(row: Mapping[str, Any]) -> Row:
            async with places:
                return await self._row(row)

        return list(await asyncio.gather(*(one(row) for row in rows)))

    async def _row(self, row: Mapping[str, Any]) -> Row:
        origin = str(row.get(ORIGIN) or "row")
        item = read_row({name: value for name, value in row.items() if name != ORIGIN}, origin, self._columns)
        if isinstance(item, Unreadable):
            return unreadable_row(origin, item.message)
        assert isinstance(item, Entry)
        made = await self._attempt(item.article, origin)
        if made["state"] == "done" or made["error"] in NOT_TRIED:
            return made
        return await self._attempt(item.article, origin)  # once more, as every batch does

    async def _attempt(self, article: Article, origin: str) -> Row:
        model = self.summarizer.llm.name
        try:
            return briefed_row(article, origin, await self.summarizer.abrief(article))
        except SummarizerError as error:
            return lost_row(article, origin, model, type(error).__name__, str(error))
        except Exception as error:
            return lost_row(article, origin, model, type(error).__name__, internal_error(error))
