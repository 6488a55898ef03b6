"""A batch run: articles in, results and failures out, stopped and resumed at will."""

from __future__ import annotations

import asyncio
import itertools
import traceback
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from summarizer.article import Article
from summarizer.batch.flow import Flow
from summarizer.batch.inputs import Source
from summarizer.batch.items import Item, Lead, Unreadable
from summarizer.batch.journal import ENDED, Failed, Row
from summarizer.batch.journal_schema import failed_in
from summarizer.batch.leads import follow
from summarizer.batch.progress import Meter, Progress
from summarizer.batch.results import failure_of
from summarizer.batch.store import Finding, Kind, Paths, Store
from summarizer.briefing import Briefing
from summarizer.errors import BudgetExceeded, ModelUnavailable, SummarizerError, internal_error
from summarizer.llm.provider_batch_parking import Parked

T = TypeVar("T")

Brief = Callable[[Article], Awaitable[Briefing]]
"""Makes the briefing of an article."""

OnProgress = Callable[[Progress], None]

OUT_OF_REACH = 8
"""The run stops when the model could not be reached for this number of articles in a row."""

TOLD_FAILURES = 20
"""How many failed articles a report names; the file of failures has all."""

_AT_A_TIME = 16
"""How many articles are read and admitted in one go."""


def ignore_progress(_progress: Progress) -> None:
    """Takes no notice of progress."""


@dataclass(frozen=True)
class BatchConfig:
    """How a batch runs.

    Attributes:
        concurrency: articles worked on at a time.
        ordered: whether results are written in the order of the input; a failed article is then tried again at once.
        retry_failed: whether what failed for good in earlier runs is tried again.
        with_text: whether results hold the articles' texts.
        setup: what all results have in common (model, topics, …); resuming with another is refused.
    """

    concurrency: int = 16
    ordered: bool = False
    retry_failed: bool = False
    with_text: bool = False
    setup: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An article at its end.

    Attributes:
        article: the article.
        briefing: its result; `None` if it is lost.
        failure: why the result, or that of some topics, is missing.
    """

    article: Article
    briefing: Briefing | None
    failure: Failed | None


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to.

    Attributes:
        progress: the counts at its end.
        counts: articles by state over all runs on the output.
        interrupted: whether it was told to stop.
        error: what stopped it, if something did.
        failures: the first articles that failed, over all runs on the output.
    """

    progress: Progress
    counts: Mapping[str, int]
    interrupted: bool
    error: SummarizerError | None
    failures: tuple[Failed, ...] = ()


class Batch:
    """One run over many articles, written to one output. `stop`, `abort` and `progress` may be called from any thread.

    Args:
        out: the file of results: `.jsonl`, `.jsonl.gz`, `.jsonl.zst` or `.parquet`.
        brief: makes the briefing of one article.
        config: how to run.
        on_progress: told of progress after each group of results.
        meter: counts what is done; one of its own by default.

    Attributes:
        parked: how many articles were put aside, as their answers are not there yet (see `Parked`).
    """

    def __init__(
        self,
        out: Path,
        brief: Brief,
        config: BatchConfig | None = None,
        on_progress: OnProgress = ignore_progress,
        *,
        meter: Meter | None = None,
    ) -> None:
        self.paths = Paths.beside(out)
        self._brief = brief
        self._config = config or BatchConfig()
        self._on_progress = on_progress
        self._meter = meter or Meter()
        self.parked = 0
        self._flow: Flow[_Work, Finding] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._desk = ThreadPoolExecutor(1, thread_name_prefix="batch")  # all files are read and written here
        self._ended: list[Outcome] = []
        self._active: set[str] = set()
        self._out_of_reach = 0
        self._unavailable: ModelUnavailable | None = None
        self._interrupted = False
        self._gap = False
        self._error: SummarizerError | None = None
        self.report: Report | None = None

    def stop(self) -> None:
        """Begins no further article; those in flight are finished and written."""
        self._interrupted = True
        self._tell(lambda flow: flow.stop())

    def abort(self) -> None:
        """Stops at once; what was written stays."""
        self._interrupted = True
        self._tell(lambda flow: flow.abort())

    def _tell(self, order: Callable[[Flow[_Work, Finding]], None]) -> None:
        """Passes an order on to the flow, in its own loop."""
        if self._loop is not None and self._flow is not None:
            self._loop.call_soon_threadsafe(order, self._flow)

    def progress(self) -> Progress:
        """How far the run has come."""
        return self._meter.progress()

    async def run(self, inputs: Source) -> Report:
        """Goes through the articles of an input that are not done yet.

        Raises:
            UnwritableOutput: results can't be written, or another process writes them.
            UsageError: the input changed since, or the output was begun with another setup.
        """
        async for _ in self.outcomes(inputs):
            pass
        assert self.report is not None
        return self.report

    async def outcomes(self, inputs: Source, *, known: bool = False) -> AsyncGenerator[Outcome, None]:
        """Goes through the articles of an input, and yields each when it is written.

        Args:
            inputs: the articles.
            known: whether those done by an earlier run are yielded too.
        """
        self._loop = asyncio.get_running_loop()
        store = await self._at_desk(self._open)
        try:
            passes = (self._unread(store, inputs, known=known), self._once_failed(store))
            for number, source in enumerate(passes):
                final = number > 0 or self._config.ordered
                async with aclosing(self._pass(store, source, final=final)) as ended:
                    async for outcome in ended:
                        yield outcome
                if self._interrupted or self._halted(first=number == 0):
                    break
            await self._at_desk(store.settle)
            for outcome in self._take():
                yield outcome
            counts = await self._at_desk(store.conclude)
            self._meter.set_failed(failed_in(counts))
            failures = await self._at_desk(lambda: tuple(itertools.islice(store.journal.failures(), TOLD_FAILURES)))
            self.report = Report(self._meter.progress(), counts, self._interrupted, self._error, failures)
        finally:
            await self._at_desk(store.close)
            self._desk.shutdown(wait=False)

    def _open(self) -> Store:
        config = self._config
        store = Store(self.paths, config.setup, with_text=config.with_text, written=self._note)
        if config.retry_failed:
            store.reopen_failed()
        self._meter.set_failed(failed_in(store.journal.counts(), final=True))
        return store

    async def _pass(self, store: Store, source: AsyncIterator[_Work], *, final: bool) -> AsyncGenerator[Outcome, None]:
        async def work(item: _Work) -> Finding:
            return await self._find(item, final=final)

        config = self._config
        self._flow = Flow(source, work, concurrency=config.concurrency, ordered=config.ordered)
        if self._interrupted:
            self._flow.stop()
        async with aclosing(self._flow.results()) as groups:
            async for findings in groups:
                await self._at_desk(partial(self._record, store, findings))
                for outcome in self._take():
                    yield outcome
                self._on_progress(self._meter.progress())

    def _record(self, store: Store, findings: list[Finding]) -> None:
        # In order, nothing is written after an article that was put aside.
        store.record(findings if not (self._config.ordered and self.parked) else _before_halted(findings, self._gap))
        self._gap = self._gap or any(finding.halted for finding in findings)
        self._active.difference_update(finding.row.id for finding in findings)

    async def _unread(self, store: Store, inputs: Source, *, known: bool) -> AsyncIterator[_Work]:
        """Yields the articles of the input that are to be worked on."""
        items = iter(inputs)
        while chunk := await self._at_desk(lambda: list(itertools.islice(items, _AT_A_TIME))):
            plain = not any(isinstance(item, Lead) for item in chunk)
            groups = _once(chunk) if plain else follow(chunk, partial(self._is_settled, store), self._pass_over)
            async with aclosing(groups):
                async for group in groups:
                    works = await self._at_desk(partial(self._admit, store, group, known=known))
                    self._meter.read = inputs.fraction
                    for work in works:
                        yield work

    async def _is_settled(self, store: Store, article_id: str) -> bool:
        return await self._at_desk(partial(store.is_settled, article_id))

    def _pass_over(self) -> None:
        self._meter.seen += 1
        self._meter.skipped += 1

    def _admit(self, store: Store, items: Sequence[Item], *, known: bool) -> list[_Work]:
        """Admits some articles."""
        works = []
        for item in items:
            if isinstance(item, Lead):
                continue  # followed before
            self._meter.seen += 1
            if isinstance(item, Unreadable):
                self._meter.unreadable += 1
                if store.refuse(item):
                    self._meter.refused()
                continue
            row = store.admit(item)
            if row.state == "pending" and row.id not in self._active:
                self._active.add(row.id)
                works.append(_Work(row, item.article, "briefed" if row.copy_of is None else "copy"))
            else:
                self._meter.skipped += 1
                self._meter.lost_before += row.state == "lost"
                if known and row.state in ENDED and row.id not in self._active:
                    works.append(_Work(row, item.article, "known"))
        store.commit()
        return works

    async def _once_failed(self, store: Store) -> AsyncIterator[_Work]:
        """Yields the articles that failed once."""
        after = 0
        while rows := await self._at_desk(partial(store.journal.rows, "failed", after=after)):
            for row in rows:
                yield _Work(row, row.load())
            after = rows[-1].seq

    async def _find(self, work: _Work, *, final: bool) -> Finding:
        if work.kind != "briefed":
            return Finding(work.row, work.article, kind=work.kind)
        finding = await self._attempt(work, final=final)
        if self._config.ordered and finding.failure is not None and not self._interrupted:
            finding = await self._attempt(work, final=final)
        return finding

    async def _attempt(self, work: _Work, *, final: bool) -> Finding:
        """Briefs an article; whatever befalls one article is kept as its failure, and the others go on."""
        row, article = work.row, work.article
        try:
            briefing = await self._brief(article)
        except Parked:
            self.parked += 1
            return Finding(row, article, halted=True)
        except ModelUnavailable as error:
            return self._unreachable(work, error, final=final)
        except BudgetExceeded as error:
            return self._halt(work, error)
        except SummarizerError as error:
            return Finding(row, article, failure=Failed(row.id, type(error).__name__, str(error)), final=final)
        except Exception as error:
            trace = traceback.format_exc()
            failure = Failed(row.id, type(error).__name__, internal_error(error), trace=trace)
            return Finding(row, article, failure=failure, final=final)
        self._out_of_reach = 0
        self._meter.add(briefing.usage)
        over = next((f for f in briefing.failures if f.error == BudgetExceeded.__name__), None)
        if over is not None:
            return self._halt(work, BudgetExceeded(over.message))
        some = len(briefing.failures) < len(briefing.records) or any(briefing.records.values())
        return Finding(row, article, briefing, failure_of(row.id, briefing.failures, partial=some), final=final)

    def _unreachable(self, work: _Work, error: ModelUnavailable, *, final: bool) -> Finding:
        self._out_of_reach += 1
        self._unavailable = error
        self._meter.add(error.usage)
        if self._out_of_reach >= OUT_OF_REACH:
            return self._halt(work, error)
        failure = Failed(work.row.id, type(error).__name__, str(error))
        return Finding(work.row, work.article, failure=failure, final=final)

    def _halt(self, work: _Work, error: SummarizerError) -> Finding:
        """Stops the run; the article stays as if it had not been tried."""
        self._error = self._error or error
        if self._flow is not None:
            self._flow.stop()
        return Finding(work.row, work.article, halted=True)

    def _halted(self, *, first: bool) -> bool:
        """True if the run ends here; also when no article of it has reached the model."""
        progress = self._meter.progress()
        if first and self._error is None and self._out_of_reach and not progress.done:
            self._error = self._unavailable
        return self._error is not None

    def _note(self, row: Row, article: Article, briefing: Briefing | None, failure: Failed | None) -> None:
        self._ended.append(Outcome(article, briefing, failure))
        if row.state in ENDED:
            return  # by an earlier run
        self._meter.finished(failed=failure is not None, lost=briefing is None, copied=row.copy_of is not None)

    def _take(self) -> list[Outcome]:
        ended, self._ended = self._ended, []
        return ended

    async def _at_desk(self, job: Callable[[], T]) -> T:
        """Does something with files in the thread that all of it is done in."""
        return await asyncio.get_running_loop().run_in_executor(self._desk, job)


async def _once(items: list[Item]) -> AsyncGenerator[list[Item], None]:
    yield items


def _before_halted(findings: list[Finding], gap: bool) -> list[Finding]:
    """The findings before the first that was put aside; none where one was before them."""
    return [] if gap else list(itertools.takewhile(lambda finding: not finding.halted, findings))


@dataclass(frozen=True, slots=True)
class _Work:
    """An article to be worked on; see `Finding` for its kind."""

    row: Row
    article: Article
    kind: Kind = "briefed"
