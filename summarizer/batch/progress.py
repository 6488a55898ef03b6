"""The progress of a batch: counts, rate, tokens, cost, time left."""

from __future__ import annotations

import time

from pydantic import BaseModel, ConfigDict

from summarizer.usage import Usage


class Progress(BaseModel):
    """How far a run has come. Counts are of this run only, but for `failed` and `skipped`.

    Attributes:
        done: articles whose result was written, those with some failed topics too.
        failed: articles, files and rows without a whole result, over all runs on the output: those that can't be read,
            and those that failed wholly or for some topics and are not to be tried again.
        copied: those of `done` that took the result of an article with the same text.
        skipped: articles met that have a result of an earlier run, or that came twice.
        unreadable: files or rows without a readable article, of those met.
        cached_calls: answers taken from the cache.
        calls: requests sent.
        prompt_tokens: tokens read by the model.
        completion_tokens: tokens written.
        cost_usd: US dollars; `None` where the price is not known.
        seconds: since the run began.
        articles_per_second: articles brought to their end, a second.
        fraction: how much of the input is behind us, 0 to 1; `None` where that can't be told.
        seconds_left: about how long it will take yet; `None` where that can't be told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    done: int
    failed: int
    copied: int
    skipped: int
    unreadable: int
    cached_calls: int
    calls: int
    prompt_tokens: int
    completion_tokens: int
    cost_usd: float | None
    seconds: float
    articles_per_second: float
    fraction: float | None
    seconds_left: float | None


class ProviderProgress(Progress):
    """How far a run by a provider's Batch API has come.

    Attributes:
        batches: batches that are with the provider.
        requests_waiting: requests in them.
        requests_served: of these, how many the provider has gone through, as of the last look.
    """

    batches: int
    requests_waiting: int
    requests_served: int


class Meter:
    """Counts what a run does.

    Attributes:
        seen: articles, files and rows read from the input.
        skipped: of them, those that need no work.
        lost_before: of those, the ones that an earlier run lost.
        unreadable: of them, those that can't be read.
        read: how much of the input has been read, 0 to 1; `None` where that can't be told.
    """

    def __init__(self) -> None:
        self.seen = 0
        self.skipped = 0
        self.lost_before = 0
        self.unreadable = 0
        self.read: float | None = None
        self._done = 0
        self._failed = 0
        self._lost = 0
        self._copied = 0
        self._usage = Usage()
        self._begin = time.monotonic()
        self._ended_before = 0

    def begin_again(self) -> None:
        """Gets ready for the input to be gone through once more; what the run has done so far stays counted."""
        self._ended_before = self._done + self._lost
        self.seen = self.skipped = self.lost_before = self.unreadable = 0
        self.read = None

    def set_failed(self, failed: int) -> None:
        """Sets how many have failed, as the journal counts them."""
        self._failed = failed

    def refused(self) -> None:
        """Counts a file or row that can't be read and that no earlier run met."""
        self._failed += 1

    def add(self, usage: Usage) -> None:
        """Counts what an article cost."""
        self._usage += usage

    def finished(self, *, failed: bool, lost: bool = False, copied: bool = False) -> None:
        """Counts an article at its end."""
        self._failed += failed
        self._lost += lost
        self._done += not lost
        self._copied += copied and not lost

    def progress(self) -> Progress:
        """How far the run has come by now."""
        seconds = time.monotonic() - self._begin
        ended = self._done + self._lost
        rate = ended / seconds if seconds > 0 else 0.0
        behind = ended - self._ended_before + self.skipped + self.unreadable
        fraction = None if self.read is None or not self.seen else self.read * min(1.0, behind / self.seen)
        left = None
        if fraction and rate:
            expected = behind / fraction
            left = max(0.0, expected - behind) / rate
        usage = self._usage
        return Progress(
            done=self._done,
            failed=self._failed,
            copied=self._copied,
            skipped=max(self.skipped - self.lost_before - self._ended_before, 0),
            unreadable=self.unreadable,
            cached_calls=usage.cached_calls,
            calls=usage.calls,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            cost_usd=usage.cost_usd,
            seconds=seconds,
            articles_per_second=rate,
            fraction=fraction,
            seconds_left=left,
        )
