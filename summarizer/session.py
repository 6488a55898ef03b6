"""The library's front door: `Summarizer` briefs articles with one model.

All traffic with the model runs on one event loop in a thread of its own, so that the sync calls work inside a running
loop (a notebook) and the async calls from any loop.
"""

from __future__ import annotations

import asyncio
import datetime
import threading
from collections.abc import AsyncGenerator, Coroutine, Generator, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, aclosing, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from summarizer.article import Article
from summarizer.assembly import brief_article
from summarizer.batch import Batch, BatchConfig, Failed, Given, OnProgress, ignore_progress
from summarizer.briefing import ArticleInfo, Briefing, Failure
from summarizer.extraction import OnStep, Room, Strategy, ignore_step, strategy_named
from summarizer.summary import SummaryMode, summary_by_default, summary_prompt
from summarizer.topics import Topic, choose_topics
from summarizer.wording import in_arguments, speaking_of_arguments

if TYPE_CHECKING:
    from summarizer.llm.types import LLM
    from summarizer.weights.sources import Progress

T = TypeVar("T")


class Summarizer:
    """Briefs articles with one model.

    Args:
        model: `local` (embedded), `local:0.5b`, `local:/path/to.gguf`, or `provider/model`; by default what the
            environment or `summarizer.toml` says, else `local`.
        base_url: where an OpenAI-compatible endpoint answers, if not at its provider's address.
        api_key: the endpoint's key; by default the provider's environment variable.
        topics: the topics to look for: names, paths of topic files, or `Topic`s; by default those that the environment
            or `summarizer.toml` names, else all that are looked for by default.
        strategy: `passages` or `document`, or one that `summarizer.extraction.strategy_named` returns; by default what
            suits the model.
        summary: who writes the summaries: `model`, `composed` (code) or `none`; by default what the environment or
            `summarizer.toml` says, else the model where it is a hosted one, and code where it is embedded or an `llm`
            that is no `Client`.
        max_cost: US dollars that all calls together may cost.
        timeout: seconds that one reply may take; by default the model's.
        record: a folder to which every reply is written.
        replay: a folder from which every reply is taken; nothing is asked then.
        cache: False to neither use nor keep remembered replies.
        refresh: True to ask again what is remembered, and remember that.
        progress: called during a download of weights with the name, the bytes done and the bytes in all; once more
            with all bytes done when an embedded model begins to load.
        llm: a `Client` of one's own, or any other model behind the seam, such as a `ScriptedLLM`; `model` and the
            endpoint are not used then.

    Raises:
        UsageError: there is no such model, topic or strategy.
    """

    def __init__(  # noqa: PLR0913 - an argument for each option of the command line
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        topics: Sequence[str | Topic] = (),
        strategy: str | Strategy | None = None,
        summary: SummaryMode | None = None,
        max_cost: float | None = None,
        timeout: float | None = None,
        record: str | Path | None = None,
        replay: str | Path | None = None,
        cache: bool | None = None,
        refresh: bool | None = None,
        progress: Progress = lambda *_: None,
        llm: LLM | None = None,
    ) -> None:
        given: dict[str, object] = {
            "model": model,
            "base_url": base_url,
            "api_key": api_key,
            "max_cost": max_cost,
            "timeout": timeout,
        }
        given |= {"record": record, "replay": replay, "cache": cache, "refresh": refresh}
        self._progress = progress
        self._takes_arguments = llm is None
        with self._wording():
            self.topics = choose_topics(topics or (_topics_set() if llm is None else ()))
            self.llm: LLM = llm if llm is not None else _client(given, progress)
            self.strategy = _strategy_for(self.llm, strategy)
        self.summary: SummaryMode = summary or _summary_of(self.llm)
        self._loop = _LoopThread()

    @property
    def asks_model(self) -> bool:
        """False if everything asked for is read by code, so that no call is made."""
        return self.summary == "model" or any(topic.reader_on(self.strategy.name) is None for topic in self.topics)

    def _wording(self) -> AbstractContextManager[None]:
        """Has errors speak of arguments where the user gave arguments, not flags."""
        return speaking_of_arguments() if self._takes_arguments else nullcontext()

    def prepare(self, progress: Progress | None = None) -> None:
        """Loads the parser and the role classifier where a topic is read by them; they are downloaded once.

        The first briefing does so otherwise, without telling of the download (about 0.45 GB).

        Args:
            progress: told of a download under way, in place of the one given before.

        Raises:
            ModelUnavailable: they are not on this machine and can't be downloaded.
        """
        if any(topic.reader_on(self.strategy.name) is not None for topic in self.topics):
            from summarizer.roles import default_classifier
            from summarizer.syntax.pipeline import load_pipeline
            from summarizer.weights.catalogue import READING
            from summarizer.weights.pulling import pull

            for weights in READING:
                pull(weights, progress or self._progress)
            load_pipeline()
            default_classifier()

    def brief(self, article: Article, *, on_step: OnStep = ignore_step) -> Briefing:
        """Makes the briefing of an article. Works inside a running event loop, which waits meanwhile.

        Args:
            article: the article.
            on_step: told of every answer of the model.

        Raises:
            ModelUnavailable: the model can't be reached or refused the credentials.
        """
        working = self._loop.submit(self._brief(article, on_step))
        try:
            with self._wording():
                return working.result()
        except KeyboardInterrupt:
            working.cancel()
            raise

    async def abrief(self, article: Article, *, on_step: OnStep = ignore_step) -> Briefing:
        """Makes the briefing of an article without blocking the running loop; see `brief`."""
        with self._wording():
            return await asyncio.wrap_future(self._loop.submit(self._brief(article, on_step)))

    async def _brief(self, article: Article, on_step: OnStep) -> Briefing:
        made = await brief_article(article, self.topics, self.llm, self.strategy, on_step, summary=self.summary)
        if not made.failures or not self._takes_arguments:
            return made
        failures = tuple(f.model_copy(update={"message": in_arguments(f.message)}) for f in made.failures)
        return made.model_copy(update={"failures": failures})

    async def abrief_many(
        self,
        articles: Iterable[Article],
        *,
        out: Path | None = None,
        concurrency: int = 16,
        ordered: bool = False,
        on_progress: OnProgress = ignore_progress,
    ) -> AsyncGenerator[Briefing, None]:
        """Makes briefings of many articles, several at a time, and yields each when it is done.

        It is the engine of `summarizer batch`: a text that comes twice is extracted once, near-copies are marked
        (`article.same_as`), what fails is tried again at the end. An article without a result is yielded all the same,
        with `failures`.

        Args:
            articles: the articles; taken as they are needed.
            out: a file of results, as `summarizer batch` writes it, to go on from and to add to; without it,
                nothing is kept.
            concurrency: articles worked on at a time.
            ordered: whether briefings come in the order of the articles.
            on_progress: told how far the work has come, after each group of results.

        Raises:
            ModelUnavailable: the model can't be reached; raised after the briefings that could be had.
            BudgetExceeded: the next call would cost more than was allowed.
        """
        with TemporaryDirectory(prefix="summarizer-") as folder:
            config = BatchConfig(concurrency=concurrency, ordered=ordered, setup=self.setup)
            batch = Batch(out or Path(folder, "briefings.jsonl"), self.abrief, config, on_progress)
            async with aclosing(batch.outcomes(Given(articles), known=True)) as outcomes:
                async for outcome in outcomes:
                    error = outcome.failure or Failed(outcome.article.id, "", "")
                    lost = self.without_result(outcome.article, error.error, error.message)
                    yield (outcome.briefing or lost).with_article(outcome.article)
        if batch.report is not None and batch.report.error is not None:
            raise batch.report.error

    def brief_many(
        self,
        articles: Iterable[Article],
        *,
        out: Path | None = None,
        concurrency: int = 16,
        ordered: bool = False,
        on_progress: OnProgress = ignore_progress,
    ) -> Generator[Briefing, None, None]:
        """Makes briefings of many articles; see `abrief_many`. Works inside a running event loop."""
        many = self.abrief_many(articles, out=out, concurrency=concurrency, ordered=ordered, on_progress=on_progress)

        async def following() -> Briefing | None:
            return await anext(many, None)

        async def ending() -> None:
            await many.aclose()

        try:
            while (briefing := self.submit(following()).result()) is not None:
                yield briefing
        finally:
            self.submit(ending()).result()

    @property
    def setup(self) -> dict[str, str]:
        """What all briefings of this summarizer have in common: model, strategy, topics, prompt versions."""
        prompts = {f"prompt {name}": version for name, version in self.strategy.versions(self.topics).items()}
        topics = ", ".join(topic.name for topic in self.topics)
        setup = {"model": self.llm.name, "strategy": self.strategy.name, "topics": topics, **prompts}
        if self.summary == "model":
            setup |= {"summary": self.summary, "prompt summary": summary_prompt().version}
        elif self.summary == "none":
            setup |= {"summary": self.summary}
        return setup

    def submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Runs a coroutine on the loop that all traffic with the model runs on."""
        return self._loop.submit(work)

    def without_result(self, article: Article, error: str, message: str) -> Briefing:
        """A briefing that says of an article that it could not be made, every topic failed.

        Args:
            article: the article.
            error: name of the error's class.
            message: what went wrong and what to do.
        """
        return Briefing(
            article=ArticleInfo.of(article),
            model=self.llm.name,
            created_at=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
            failures=tuple(Failure(topic=topic.name, error=error, message=message) for topic in self.topics),
        )

    def close(self) -> None:
        """Closes the connections to the model; the embedded engine stays up for the process."""
        closing = getattr(self.llm, "aclose", None)
        if closing is not None:
            self._loop.submit(closing()).result()
        self._loop.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _client(given: Mapping[str, object], progress: Progress) -> LLM:
    from summarizer.llm.connect import client_for  # settings, price list, embedded engine: only for a model
    from summarizer.llm.settings import read_settings

    return client_for(read_settings(given).settings, progress=progress)


def _topics_set() -> tuple[str, ...]:
    from summarizer.llm.settings import read_settings

    return read_settings().settings.topics


def _strategy_for(llm: LLM, given: str | Strategy | None) -> Strategy:
    """What suits a model: a client knows it by its profile; any other is large, and asked topic by topic."""
    from summarizer.llm.client import Client

    if given is not None and not isinstance(given, str):
        return given
    if not isinstance(llm, Client):
        return strategy_named(given or "document", calls="per-topic")
    profile = llm.profile
    room = Room(profile.context_window, profile.max_output_tokens)
    return strategy_named(given or profile.strategy, calls=profile.calls, room=room)


def _summary_of(llm: LLM) -> SummaryMode:
    """Who writes summaries unless the user says: what is set, else the model where it is a hosted one."""
    from summarizer.llm.client import Client
    from summarizer.llm.settings import read_settings

    if not isinstance(llm, Client):
        return "composed"
    return read_settings().settings.summary or summary_by_default(llm.name)


class _LoopThread:
    """An event loop in a thread, started at the first use."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Runs a coroutine on the loop."""
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_turn, args=(self._loop,), name="summarizer", daemon=True)
                self._thread.start()
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def stop(self) -> None:
        """Ends the loop and what is left on it; a later use starts a new one."""
        with self._lock:
            if self._loop is not None and self._thread is not None:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._thread.join()
                self._loop = self._thread = None


def _turn(loop: asyncio.AbstractEventLoop) -> None:
    """Runs a loop until it is stopped, ends what is left on it, and closes it."""
    loop.run_forever()
    loop.run_until_complete(_end_others())
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()


async def _end_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
