"""The library's front door: `Summarizer` briefs articles with one model.

All traffic with the model runs on one event loop in a thread of its own, so that the sync calls work inside a running
loop (a notebook) and the async calls from any loop.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from summarizer.article import Article
from summarizer.assembly import brief_article
from summarizer.briefing import Briefing
from summarizer.extraction import OnStep, ignore_step, strategy_named
from summarizer.topics import choose_topics

if TYPE_CHECKING:
    from summarizer.llm.types import LLM

T = TypeVar("T")

OnDownload = Callable[[str, int, int], None]


def ignore_download(_what: str, _done: int, _total: int) -> None:
    """Takes no notice of a download."""


class Summarizer:
    """Briefs articles with one model.

    Args:
        model: `local` (embedded, the default), `local:0.5b`, `local:/path/to.gguf`, or `provider/model`.
        base_url: where an OpenAI-compatible endpoint answers, if not at its provider's address.
        api_key: the endpoint's key; by default the provider's environment variable.
        topics: names of the topics to look for; all of them by default.
        strategy: `passages` or `document`; by default what suits the model.
        on_download: told of a download of an embedded model's weights: what is done, bytes so far, bytes in all.
        llm: any other model behind the seam, such as a `ScriptedLLM`; `model` and the endpoint are not used then.

    Raises:
        UsageError: there is no such model, topic or strategy.
    """

    def __init__(
        self,
        model: str = "local",
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        topics: tuple[str, ...] = (),
        strategy: str | None = None,
        llm: LLM | None = None,
        on_download: OnDownload = ignore_download,
    ) -> None:
        from summarizer.llm.connect import connect  # brings in the SDKs' wrappers: only where a model is used

        self.topics = choose_topics(topics)
        if llm is None:
            client = connect(model, base_url=base_url, api_key=api_key, progress=on_download)
            self.llm: LLM = client
            self.strategy = strategy_named(strategy or client.profile.strategy)
        else:
            self.llm = llm
            self.strategy = strategy_named(strategy or "document")
        self._loop = _LoopThread()

    def brief(self, article: Article, *, on_step: OnStep = ignore_step) -> Briefing:
        """Makes the briefing of an article. Works inside a running event loop, which waits meanwhile.

        Args:
            article: the article.
            on_step: told of every answer of the model.

        Raises:
            ModelUnavailable: the model can't be reached or refused the credentials.
        """
        return self._loop.submit(self._brief(article, on_step)).result()

    async def abrief(self, article: Article, *, on_step: OnStep = ignore_step) -> Briefing:
        """Makes the briefing of an article without blocking the running loop; see `brief`."""
        return await asyncio.wrap_future(self._loop.submit(self._brief(article, on_step)))

    async def _brief(self, article: Article, on_step: OnStep) -> Briefing:
        return await brief_article(article, self.topics, self.llm, self.strategy, on_step)

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


class _LoopThread:
    """An event loop in a thread, started at the first use."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Runs a coroutine on the loop."""
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="summarizer", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def stop(self) -> None:
        """Ends the loop; a later use starts a new one."""
        with self._lock:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._loop = None
