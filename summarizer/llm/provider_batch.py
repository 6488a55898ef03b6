"""The courier: submits requests as batches, fetches their replies, and sends again what failed.

Nothing here knows what the requests are about.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from summarizer.errors import ModelUnavailable
from summarizer.llm.faults import Fault
from summarizer.llm.profiles import Prices
from summarizer.llm.provider_batch_api import Gone, NotNow, ProviderBatches
from summarizer.llm.provider_batch_ledger import Answer, Ledger, SentBatch, Unserved
from summarizer.llm.provider_batch_limits import BatchBudget, CourierConfig, Room, answer_tokens
from summarizer.llm.provider_batch_lines import judged, read_lines, write_requests
from summarizer.llm.specs import Endpoint
from summarizer.usage import Usage

if TYPE_CHECKING:
    from openai.types import Batch

ENDED = frozenset({"completed", "expired", "cancelled", "failed"})

_DOWNLOADS = 3

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the batches under way are.

    Attributes:
        batches: how many there are.
        requests: requests in them.
        served: of these, how many the provider has gone through.
    """

    batches: int
    requests: int
    served: int


class Courier:
    """Takes the requests that wait in a ledger to a provider, and their answers back.

    Args:
        ledger: the requests.
        endpoint: the provider.
        prices: what tokens of a batch cost; `None` where that is not known.
        config: how to go about it.
        tell: told what the user should know, in one sentence each.
    """

    def __init__(
        self, ledger: Ledger, endpoint: Endpoint, prices: Prices | None, config: CourierConfig, tell: Tell
    ) -> None:
        self.ledger = ledger
        self._endpoint = endpoint
        self._budget = BatchBudget(config.max_cost_usd, prices)
        self._config = config
        self._tell = tell
        self._api: ProviderBatches | None = None
        self._served: dict[int, int] = {}
        self._most_requests = config.most_requests
        self._held = False
        self._stopped = asyncio.Event()

    @property
    def standing(self) -> Standing:
        """How far the batches under way are, as of the last look."""
        under_way = self.ledger.under_way()
        served = sum(self._served.get(batch.number, 0) for batch in under_way)
        return Standing(len(under_way), self.ledger.sent_tokens()[0], served)

    def stop(self) -> None:
        """Ends a wait; what is handed in stays with the provider."""
        self._stopped.set()

    async def aclose(self) -> None:
        """Closes the connections."""
        if self._api is not None:
            await self._api.aclose()
            self._api = None

    @property
    def _provider(self) -> ProviderBatches:
        if self._api is None:
            self._api = ProviderBatches(self._endpoint, self._config.retry)
        return self._api

    async def take_up(self) -> None:
        """Goes on where a run was cut off: looks for the planned batches at the provider, and hands in the others.

        Raises:
            ModelUnavailable: the provider can't be asked.
        """
        for batch in self.ledger.under_way():
            if batch.state == "planned" and batch.file is None:
                self.ledger.take_back(batch.number)  # a batch is made of a file, and there was none
            elif batch.state == "planned":
                await self._hand_in(batch, doubtful=True)

    async def submit(self) -> None:
        """Hands in the requests that wait, as far as limits and budget allow.

        Raises:
            ModelUnavailable: the provider does not take them.
        """
        while not (self._held and self.ledger.under_way()):
            self._held = False
            room = Room(self._most_requests, self._config.most_bytes, self._budget.affordable(self.ledger))
            batch = self.ledger.plan(room.take)
            if batch is not None:
                await self._send(batch)
            elif room.oversized:
                self.ledger.refuse_next("the request is larger than a whole batch may be: use a shorter text")
            else:
                return

    async def deliver(self) -> int:
        """Hands in what waits, and returns when all of it is back or a stop was ordered; how often something came.

        Raises:
            ModelUnavailable: the provider can't be asked, or does not take a batch.
        """
        came = 0
        while not self._stopped.is_set():
            await self.submit()
            if not self.ledger.under_way():
                break
            came += await self._await_one()
        return came

    async def cancel(self) -> int:
        """Has all batches under way cancelled; returns how many. `deliver` fetches what they served.

        Raises:
            ModelUnavailable: the provider can't be asked.
        """
        under_way = self.ledger.under_way()
        for batch in under_way:
            try:
                await self._provider.cancel(batch.batch or "")
            except Gone:
                self._tell(f"the provider does not know batch {batch.batch}: its requests are given up")
                self._lose(batch, "the provider does not know the batch of the request")
        return len(under_way)

    async def await_all(self) -> None:
        """When every batch under way is back; hands nothing in."""
        while self.ledger.under_way() and not self._stopped.is_set():
            await self._await_one()

    async def look(self) -> bool:
        """Looks once at each batch under way and fetches those that are done; true if one was.

        Raises:
            ModelUnavailable: the provider can't be asked.
        """
        came = False
        for batch in self.ledger.under_way():
            if batch.batch is None:
                continue
            try:
                found = await self._provider.retrieve(batch.batch)
            except Gone:
                raise ModelUnavailable(
                    f"{self._endpoint.name!r} does not know batch {batch.batch}, which this output waits "
                    "for: use the key of the project that submitted it, or cancel it with --cancel"
                ) from None
            counts = found.request_counts
            self._served[batch.number] = (counts.completed + counts.failed) if counts is not None else 0
            if found.status in ENDED:
                await self._fetch(batch, found)
                came = True
        return came

    async def _await_one(self) -> bool:
        """When a batch is back, or a stop was ordered; true if one is."""
        config, wait, failed = self._config, self._config.first_look, 0
        while not self._stopped.is_set():
            try:
                if await self.look():
                    return True
                failed = 0
            except NotNow as error:
                failed += 1
                if failed >= config.patience:
                    raise
                if failed == 1:
                    self._tell(f"{error}; looking again")
            try:
                async with asyncio.timeout(wait):
                    await self._stopped.wait()
            except TimeoutError:
                wait = min(wait * 1.5, config.longest_wait)
        return False

    async def _send(self, batch: SentBatch) -> None:
        with TemporaryDirectory(prefix="summarizer-") as folder:
            path = Path(folder, f"{batch.token}.jsonl")
            await asyncio.to_thread(write_requests, path, self.ledger.requests(batch.number), self._provider.url)
            try:
                file = await self._provider.upload(path)
            except ModelUnavailable:
                self.ledger.take_back(batch.number)
                raise
        self.ledger.set_file(batch.number, file)
        await self._hand_in(batch._replace(file=file), doubtful=False)

    async def _hand_in(self, batch: SentBatch, *, doubtful: bool) -> None:
        """Makes a batch of an uploaded file, once.

        Args:
            batch: the batch.
            doubtful: whether it may have been made already.

        Raises:
            ModelUnavailable: it can't be made now; where that is not sure, it stays planned and is looked for first.
        """
        policy, file = self._config.retry, batch.file or ""
        wait, last = policy.base_delay, ""
        for _ in range(policy.attempts):
            if doubtful:
                found = await self._provider.find(file, batch.token)
                if found is not None:
                    self.ledger.set_submitted(batch.number, found)
                    return
            try:
                self.ledger.set_submitted(batch.number, await self._provider.create(file, batch.token))
                return
            except (Fault, Gone) as fault:
                last = str(fault)
                if isinstance(fault, Gone) or not fault.transient:
                    self.ledger.take_back(batch.number)
                    raise ModelUnavailable(f"the provider does not take a batch: {last}") from None
                doubtful = True
                wait = max(wait, min(fault.retry_after or 0.0, policy.max_retry_after))
            await asyncio.sleep(wait)
            wait = min(2 * wait, policy.max_delay)
        raise ModelUnavailable(f"the provider does not take a batch: {last}")

    async def _fetch(self, batch: SentBatch, found: Batch) -> None:
        """Takes over what came of a batch that is at its end."""
        errors = (found.errors.data or []) if found.errors is not None else []
        if found.status == "failed" and not found.output_file_id:
            self._refused(batch, [(error.code or "", error.message or "", error.line) for error in errors])
            return
        with TemporaryDirectory(prefix="summarizer-") as folder:
            paths: list[Path] = []
            lost = False
            counts = found.request_counts
            for name, expected in ((found.output_file_id, counts.completed if counts else 0), (found.error_file_id, 0)):
                if not name:
                    continue
                path = Path(folder, f"{len(paths)}.jsonl")
                try:
                    await self._download(name, path, expected)
                    paths.append(path)
                except Gone:
                    lost = True
            self._settle(batch, found.status, paths, lost=lost)
        self._served.pop(batch.number, None)

    async def _download(self, name: str, path: Path, expected: int) -> None:
        """Fetches a file of lines, again where it is shorter than it should be: each line has been paid for."""
        for attempt in range(_DOWNLOADS):
            await self._provider.download(name, path)
            lines = await asyncio.to_thread(lambda: [line is not None for line in read_lines(path)])
            if all(lines) and len(lines) >= expected:
                return
            await asyncio.sleep(self._config.retry.base_delay * (attempt + 1))

    def _settle(self, batch: SentBatch, status: str, paths: list[Path], *, lost: bool) -> None:
        unserved: dict[str, Unserved] = {}
        nameless = 0

        def answers() -> Iterator[Answer]:
            nonlocal nameless
            for path in paths:
                for line in read_lines(path):
                    outcome = judged(line, self._endpoint) if line is not None and line.id else None
                    nameless += outcome is None
                    if isinstance(outcome, Answer):
                        yield outcome
                    elif outcome is not None and line is not None:
                        unserved[line.id] = outcome

        missing = Unserved("the provider no longer has the answers of its batch" if lost else _MISSING[status])
        before = self.ledger.count("answered")
        requests = len(self.ledger.ids(batch.number))
        taken = self._about(batch) if lost else Usage()
        self.ledger.settle(batch.number, answers(), lambda name: unserved.get(name, missing), taken)
        served = self.ledger.count("answered") - before
        if served < requests:
            why = "the output file is gone" if lost else f"it is {status}"
            nobody = f", {nameless} lines belong to no request" if nameless else ""
            self._tell(
                f"batch {batch.batch}: {why}; {served:,} of {requests:,} requests were answered{nobody}; the others "
                "are sent again, or named as failed after the third time"
            )
        self._held = False

    def _refused(self, batch: SentBatch, errors: list[tuple[str, str, int | None]]) -> None:
        """Goes on after a batch that the provider did not begin.

        Raises:
            ModelUnavailable: no batch would fare better.
        """
        words = self._endpoint.blotted("; ".join(dict.fromkeys(message or code for code, message, _ in errors[:5])))
        count = len(self.ledger.ids(batch.number))
        others = len(self.ledger.under_way()) > 1
        if any("token_limit" in code or "nqueued token" in message for code, message, _ in errors):
            self.ledger.take_back(batch.number)
            if count <= 1 and not others:
                raise ModelUnavailable(f"the provider accepts no batch now: {words}")
            self._most_requests, self._held = max(count // 2, 1), True
            self._tell(f"batch {batch.batch} was too much at once ({words}): sent again in batches of half the size")
            return
        lines = {line: message or code for code, message, line in errors if line is not None and line > 0}
        if not lines:
            self.ledger.take_back(batch.number)
            raise ModelUnavailable(f"the provider refused batch {batch.batch}: {words or 'no reason given'}")
        ids = self.ledger.ids(batch.number)
        blamed = {ids[line - 1]: message for line, message in lines.items() if line <= len(ids)}
        self.ledger.settle(
            batch.number,
            (),
            lambda name: Unserved(
                f"the provider refused the request: {blamed[name]}" if name in blamed else "its batch was refused",
                again=name not in blamed,
            ),
            Usage(),
        )
        self._tell(f"batch {batch.batch} was refused over {len(blamed)} of its {count:,} requests ({words})")

    def _lose(self, batch: SentBatch, message: str) -> None:
        self.ledger.settle(batch.number, (), lambda _: Unserved(message), self._about(batch))

    def _about(self, batch: SentBatch) -> Usage:
        """About what a batch took whose answers can't be had."""
        count = len(self.ledger.ids(batch.number))
        return Usage(
            prompt_tokens=self.ledger.prompt_tokens(batch.number),
            completion_tokens=round(count * answer_tokens(self.ledger.spent())),
        )


_MISSING = {
    "completed": "the provider's batch came back without an answer to the request",
    "expired": "the provider's batch expired before the request was served",
    "cancelled": "the provider's batch was cancelled before the request was served",
    "failed": "the provider's batch failed before the request was served",
}
