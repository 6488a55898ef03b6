"""A client whose calls go to a provider's Batch API: a question waits in a ledger until its reply is back.

Re-asks, the rest of a reply that was cut off, and what an endpoint refuses are the client's, as on the direct road.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from summarizer.errors import ModelUnavailable, ReplyError, UsageError
from summarizer.llm.cache import ResponseCache
from summarizer.llm.client import Client
from summarizer.llm.connect import CACHE_FILE, config_for, endpoint_for, profile_with
from summarizer.llm.faults import Fault
from summarizer.llm.limits import estimate_tokens
from summarizer.llm.profiles import Profile
from summarizer.llm.provider_batch_ledger import Known, Ledger
from summarizer.llm.provider_batch_limits import discounted
from summarizer.llm.provider_batch_lines import read_answer
from summarizer.llm.provider_batch_parking import question, wait_forever
from summarizer.llm.recordings import Recorder
from summarizer.llm.settings import Settings
from summarizer.llm.specs import Endpoint, ModelSpec
from summarizer.llm.types import Completion, Request
from summarizer.llm.wire import Call, Reply

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class BatchModel:
    """A model as the Batch API serves it.

    Attributes:
        endpoint: where.
        profile: what it is like, its prices those of a batch.
    """

    endpoint: Endpoint
    profile: Profile


def batch_model(settings: Settings) -> BatchModel:
    """The model that the settings name, as the Batch API serves it.

    Raises:
        UsageError: it is embedded, or its replies would come from recordings.
        ModelUnavailable: the provider wants a key, and there is none.
    """
    spec = ModelSpec.parse(settings.model, base_url=settings.base_url)
    if spec.is_local:
        raise UsageError("--provider-batch needs a hosted model: name one with --model, such as openai/gpt-5-mini")
    if settings.replay is not None:
        raise UsageError("--provider-batch does not work with --replay: leave out one of them")
    profile = profile_with(settings, spec)
    return BatchModel(endpoint_for(spec, settings), replace(profile, prices=discounted(profile.prices)))


class BatchingClient(Client):
    """Answers from a ledger; a question without an answer there is noted in it, and waits.

    It must be asked within `run_or_park`.

    Args:
        model: who is asked.
        settings: how.
        ledger: what was asked and answered.
    """

    def __init__(self, model: BatchModel, settings: Settings, ledger: Ledger) -> None:
        path = settings.cache_dir / CACHE_FILE
        super().__init__(
            model.endpoint,
            model.profile,
            config=replace(config_for(settings), exchange=_LedgerExchange(ledger, model.endpoint)),
            cache=_CacheBehind(path, ledger, refresh=settings.refresh) if settings.cache else None,
            recordings=Recorder(settings.record) if settings.record is not None else None,
        )

    async def complete(self, request: Request[T]) -> Completion[T]:
        """Answers one request, or waits without end.

        Raises:
            ModelError: the provider's answer is no use.
        """
        with question():
            return await super().complete(request)


class _LedgerExchange:
    """Turns calls into the replies of a ledger."""

    def __init__(self, ledger: Ledger, endpoint: Endpoint) -> None:
        self._ledger = ledger
        self._endpoint = endpoint

    async def send(self, call: Call) -> Reply:
        """The reply to a call; where there is none, it is noted, and this waits without end.

        Raises:
            ModelError: the provider refused it, or never served it.
        """
        known = self._ledger.find(call)
        if known is None:
            self._ledger.add(call, estimate_tokens(m.get("content") or "" for m in call.payload["messages"]))
        if known is None or known.state in ("waiting", "sent"):
            await wait_forever()
        return self._read(known)

    async def aclose(self) -> None:
        """Does nothing: the ledger is its owner's."""

    def _read(self, known: Known) -> Reply:
        if known.state == "failed":
            kind = ModelUnavailable if known.error == ModelUnavailable.__name__ else ReplyError
            raise kind(known.message or "")
        try:
            return read_answer(known.status or 200, known.body or "", self._endpoint)
        except Fault as fault:
            failed = fault.error
        raise failed


class _CacheBehind(ResponseCache):
    """The cache of replies, behind a ledger: what was paid for in this run is counted as paid."""

    def __init__(self, path: Path, ledger: Ledger, *, refresh: bool) -> None:
        super().__init__(path, refresh=refresh)
        self._ledger = ledger

    def get(self, calls: Sequence[Call]) -> list[Reply | None]:
        """The remembered replies to calls that the ledger does not know."""
        found = zip(calls, super().get(calls), strict=True)
        return [reply if self._ledger.find(call) is None else None for call, reply in found]
