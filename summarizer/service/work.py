"""The worker: takes jobs from the database, briefs their articles with the library, and puts the results back.

It holds a lease on each job and renews it from a thread of its own, which no article can hold up.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
import socket
import threading
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from summarizer.article import Article
from summarizer.assembly import brief_article
from summarizer.briefing import Briefing
from summarizer.errors import ModelUnavailable, SummarizerError
from summarizer.extraction.strategy import Step
from summarizer.service.config import WorkConfig
from summarizer.service.offered import Offered
from summarizer.service.problems import for_clients
from summarizer.service.store import BriefingRow, Claimed, LeaseLost, Store
from summarizer.session import Summarizer

log = logging.getLogger("summarizer.service")

Fetch = Callable[[str], Awaitable[Article]]
"""Gets the article of an address; raises `UnreadableInput` where it may not or can't."""


@dataclass
class _Running:
    """A job under way."""

    task: asyncio.Task[None]
    progress: dict[str, tuple[int, int]] = field(default_factory=dict)
    told: dict[str, tuple[int, int]] = field(default_factory=dict)


class Worker:
    """Works on jobs in this process.

    Args:
        store: where jobs come from and results go.
        summarizer: the library, with its model.
        fetch: gets the article of an address.
        config: how many at a time, and for how long.
    """

    def __init__(self, store: Store, summarizer: Summarizer, fetch: Fetch, config: WorkConfig) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._store = store
        self.offered = Offered(summarizer.topics)
        self._summarizer = summarizer
        self._fetch = fetch
        self._config = config
        self._running: dict[str, _Running] = {}
        self._stopping = threading.Event()
        self._prepared = threading.Event()
        self._woken = asyncio.Event()
        self._counted = 0.0
        self._counting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._dispatcher: asyncio.Task[None] | None = None
        self._keeper: threading.Thread | None = None

    @property
    def busy(self) -> int:
        """How many jobs are under way."""
        return len(self._running)

    def content_key(self, article: Article, topics: Sequence[str]) -> str:
        """Names an article and how it is read: two jobs with the same key have the same briefing."""
        chosen = self.offered.chosen(topics)
        strategy, summary = self._summarizer.strategy.name, self._summarizer.summary
        setup = [self._summarizer.llm.name, strategy, summary, {t.name: t.version(strategy) for t in chosen}]
        known = article.model_dump(mode="json", exclude={"warnings", "path"})
        return hashlib.sha256(json.dumps([known, setup], sort_keys=True).encode()).hexdigest()

    def start(self) -> None:
        """Begins to work, on the running event loop."""
        self._loop = asyncio.get_running_loop()
        if self._config.jobs:
            threading.Thread(target=self._prepare, name="prepare", daemon=True).start()
            self._dispatcher = self._loop.create_task(self._dispatch())
            self._keeper = threading.Thread(target=self._keep_leases, name="leases", daemon=True)
            self._keeper.start()

    def wake(self) -> None:
        """Has the queue looked at now."""
        self._woken.set()

    async def stop(self) -> None:
        """Takes no more jobs, gives those under way some time, and puts the rest back into the queue."""
        self._stopping.set()
        self._woken.set()
        if self._dispatcher is not None:
            await self._dispatcher
        tasks = [running.task for running in self._running.values()]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=self._config.drain)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)
        if self._keeper is not None:
            await asyncio.to_thread(self._keeper.join)
        await asyncio.to_thread(self._count_spending)
        await asyncio.to_thread(self._summarizer.close)

    async def _dispatch(self) -> None:
        """Takes a job whenever there is one and room for it."""
        while not self._stopping.is_set():
            self._woken.clear()
            claimed = None
            if self._prepared.is_set() and len(self._running) < self._config.jobs:
                try:
                    claimed = await asyncio.to_thread(self._claim)
                except SQLAlchemyError as error:
                    log.error("the database does not answer: %s", type(error).__name__)
            if claimed is None:
                try:
                    async with asyncio.timeout(self._config.poll):
                        await self._woken.wait()
                except TimeoutError:
                    pass  # time to look again
                continue
            task = asyncio.create_task(self._work(claimed))
            self._running[claimed.id] = _Running(task)
            task.add_done_callback(lambda _, job=claimed.id: self._forget(job))  # type: ignore[misc]  # mypy can't infer the default

    def _prepare(self) -> None:
        """Loads what the first briefing needs, so that no job is held while nothing is done for it."""
        try:
            prepare = getattr(self._summarizer.llm, "prepare", None)
            if prepare is not None:
                prepare()
            self._summarizer.prepare()
        except ModelUnavailable as error:  # a job that needs it is told the same
            log.warning("the model could not be loaded: %s", type(error).__name__)
        finally:
            self._prepared.set()

    def _forget(self, job_id: str) -> None:
        self._running.pop(job_id, None)
        self._woken.set()

    def _claim(self) -> Claimed | None:
        ceiling = self._config.max_cost
        if ceiling is not None and self._store.spending.today() >= ceiling:
            return None
        return self._store.jobs.claim(self.name, self._config.lease, list(self._running))

    async def _work(self, job: Claimed) -> None:
        """Works on a job to its end, whatever that is."""
        try:
            row, is_new = await self._made(job)
            if row is not None:
                await asyncio.to_thread(self._store.jobs.finish, self.name, job.id, row, is_new=is_new)
                log.info("job done", extra={"job": job.id, "briefing": row.id})
        except asyncio.CancelledError:
            # Cancelled by its client the job is no longer ours, and this does nothing.
            await asyncio.to_thread(self._store.jobs.release, self.name, job.id)
        except LeaseLost:
            log.info("job was cancelled or taken by another worker", extra={"job": job.id})
        except ModelUnavailable as error:
            tried = job.unreached + 1
            if tried < self._config.tries:
                after = self._config.pause * tried
                await asyncio.to_thread(self._store.jobs.release, self.name, job.id, after=after, unreached=True)
            else:
                await self._failed(job, error)
        except SummarizerError as error:
            await self._failed(job, error)
        except SQLAlchemyError as error:  # the lease runs out, and the job is taken up again
            log.error("the database does not answer: %s", type(error).__name__, extra={"job": job.id})
        except Exception as error:
            log.exception("internal error", extra={"job": job.id})
            await self._failed(job, error)
        finally:
            await asyncio.to_thread(self._count_spending)

    async def _failed(self, job: Claimed, error: Exception) -> None:
        known = isinstance(error, SummarizerError)
        told = {
            "error": type(error).__name__ if known else "InternalError",
            "message": for_clients(str(error)) if known else f"internal error ({type(error).__name__}): see the log",
            "exit_code": error.exit_code if isinstance(error, SummarizerError) else 1,
        }
        log.warning("job failed: %s", told["error"], extra={"job": job.id})
        await asyncio.to_thread(self._store.jobs.fail, self.name, job.id, told)

    async def _made(self, job: Claimed) -> tuple[BriefingRow | None, bool]:
        """The briefing of a job and whether it is new; `None` where the job waits for another on the same article."""
        article = job.article
        if article is None:
            article = await self._fetch(job.url or "")
            key = self.content_key(article, job.topics)
            if not await asyncio.to_thread(self._store.jobs.set_article, self.name, job.id, article, key):
                return None, False
        key = self.content_key(article, job.topics)
        same = await asyncio.to_thread(self._store.briefings.same, key, job.client)
        if same is not None:
            own = same.client == job.client
            return (same, False) if own else (same.copied_for(job.client, job.created_by), True)
        briefing = await self._briefed(job, article)
        row = BriefingRow.new(briefing, article, content_key=key, client=job.client, created_by=job.created_by)
        return row, True

    async def _briefed(self, job: Claimed, article: Article) -> Briefing:
        running = self._running[job.id]

        def on_step(step: Step) -> None:
            running.progress[step.topic] = (step.done, step.total)

        one = self._summarizer
        making = brief_article(
            article, self.offered.chosen(job.topics), one.llm, one.strategy, on_step, summary=one.summary
        )
        telling = asyncio.create_task(self._tell_progress(job.id, running))
        try:
            return await asyncio.wrap_future(one.submit(making))
        finally:
            telling.cancel()

    async def _tell_progress(self, job_id: str, running: _Running) -> None:
        while True:
            await asyncio.sleep(self._config.poll)
            if running.progress != running.told:
                running.told = dict(running.progress)
                await asyncio.to_thread(self._store.jobs.set_progress, self.name, job_id, running.told)

    def _keep_leases(self) -> None:
        """Renews leases and counts what was spent, until the last job has ended."""
        every = min(2.0, self._config.lease / 3)
        while not (self._stopping.is_set() and not self._running):
            self._stopping.wait(every) if not self._stopping.is_set() else threading.Event().wait(min(every, 0.2))
            held = list(self._running)
            if not held:
                continue
            try:
                kept = self._store.jobs.renew(self.name, held, self._config.lease)
                self._count_spending()
            except SQLAlchemyError as error:
                log.error("leases could not be renewed: %s", type(error).__name__)
                continue
            for job_id in set(held) - kept:
                running = self._running.get(job_id)
                if running is not None and self._loop is not None:
                    self._loop.call_soon_threadsafe(running.task.cancel)

    def _count_spending(self) -> None:
        with self._counting:
            spent = float(getattr(self._summarizer.llm, "spent_usd", 0.0))
            self._store.spending.add(spent - self._counted)
            self._counted = spent
