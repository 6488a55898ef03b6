"""A provider's files and batches, through the OpenAI SDK, with faults named and what may pass tried again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.errors import ModelUnavailable
from summarizer.llm.faults import Fault, classify
from summarizer.llm.retry import RetryPolicy, retrying_by
from summarizer.llm.sdk import build_client, request_headers
from summarizer.llm.specs import Endpoint
from summarizer.usage import Usage

if TYPE_CHECKING:
    from openai.types import Batch

T = TypeVar("T")

NAMED = "summarizer"
"""Key of our name for a batch in its metadata."""

QUICK = 60.0
"""Seconds that a question about a batch may take."""

LONG = 1_800.0
"""Seconds that a file may take on its way."""

_LISTED = 100
_MOST_LISTED = 2_000
"""How many batches are looked through, the newest first, for one that may have been handed in."""


class Gone(ModelUnavailable):
    """The provider does not know a file or batch (any more)."""


class NotNow(ModelUnavailable):
    """The provider did not answer, and may later."""


class ProviderBatches:
    """The Batch API of an endpoint.

    Args:
        endpoint: who serves the batches.
        policy: how often and after how long a request that failed is sent again.
    """

    def __init__(self, endpoint: Endpoint, policy: RetryPolicy) -> None:
        # Azure's files and batches are not below the address of a deployment.
        azure = endpoint.azure_api_version is not None
        self._client = build_client(replace(endpoint, model="") if azure else endpoint, connections=4)
        self._headers = request_headers(endpoint)
        self._endpoint = endpoint
        self._policy = policy
        self.url = "/chat/completions" if azure else "/v1/chat/completions"

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._client.close()

    async def upload(self, path: Path) -> str:
        """Uploads the requests of a batch, and returns the provider's name for the file.

        Raises:
            ModelUnavailable: it can't be reached, refuses the key, or has no Batch API.
        """

        async def send() -> str:
            with path.open("rb") as file:
                made = await self._client.files.create(
                    file=(path.name, file), purpose="batch", extra_headers=self._headers, timeout=LONG
                )
            return self._name(made)

        try:
            return await self._tried(send, LONG)
        except Gone:
            raise ModelUnavailable(
                f"{self._endpoint.name!r} at {self._endpoint.address} has no Batch API: leave out --provider-batch"
            ) from None

    async def create(self, file: str, token: str) -> str:
        """Hands in a batch, once, and returns the provider's name for it.

        Raises:
            Fault: no answer came, or none of success; the batch may have been accepted all the same.
        """
        url: Any = self.url

        async def send() -> str:
            made = await self._client.batches.create(
                input_file_id=file,
                endpoint=url,
                completion_window="24h",
                metadata={NAMED: token},
                extra_headers=self._headers,
                timeout=QUICK,
            )
            return self._name(made)

        return await self._once(send, QUICK)

    async def find(self, file: str, token: str) -> str | None:
        """Looks for a batch that may have been handed in, by our name for it or its file.

        Raises:
            ModelUnavailable: the provider can't be asked.
        """

        async def look() -> str | None:
            seen = 0
            async for batch in self._client.batches.list(limit=_LISTED, extra_headers=self._headers, timeout=QUICK):
                if (batch.metadata or {}).get(NAMED) == token or batch.input_file_id == file:
                    return self._name(batch)
                seen += 1
                if seen >= _MOST_LISTED:
                    break
            return None

        return await self._tried(look, LONG)

    async def retrieve(self, batch: str) -> Batch:
        """How far a batch is.

        Raises:
            Gone: the provider does not know it.
            ModelUnavailable: the provider can't be asked.
        """

        async def ask() -> Batch:
            found = await self._client.batches.retrieve(batch, extra_headers=self._headers, timeout=QUICK)
            self._name(found)
            return found

        return await self._tried(ask, QUICK)

    async def cancel(self, batch: str) -> None:
        """Has a batch cancelled; one that is at its end stays as it is.

        Raises:
            ModelUnavailable: the provider can't be asked.
        """
        from openai import BadRequestError, ConflictError

        async def ask() -> None:
            try:
                await self._client.batches.cancel(batch, extra_headers=self._headers, timeout=QUICK)
            except (BadRequestError, ConflictError):  # it ended meanwhile: the next look says how
                return

        await self._tried(ask, QUICK)

    async def download(self, file: str, path: Path) -> None:
        """Fetches a file.

        Raises:
            Gone: the provider does not know it.
            ModelUnavailable: it can't be had.
        """

        async def fetch() -> None:
            content = self._client.files.with_streaming_response.content(
                file, extra_headers=self._headers, timeout=LONG
            )
            async with content as response:
                with path.open("wb") as target:
                    async for part in response.iter_bytes():
                        target.write(part)

        await self._tried(fetch, LONG)

    async def _tried(self, work: Callable[[], Awaitable[T]], seconds: float) -> T:
        """Does something at the provider, again where that may help.

        Raises:
            NotNow: it may be done later.
            ModelUnavailable: it can't be done.
        """

        async def attempt() -> T:
            return await self._once(work, seconds)

        try:
            return await retrying_by(self._policy, lambda *_: None)(attempt)
        except Fault as fault:
            failed = (NotNow if fault.transient else ModelUnavailable)(str(fault))
        raise failed

    async def _once(self, work: Callable[[], Awaitable[T]], seconds: float) -> T:
        """Does something at the provider, once.

        Raises:
            Fault: it failed.
            Gone: the provider does not know what was named.
        """
        import httpx2
        from openai import APIConnectionError, NotFoundError

        started = time.perf_counter()
        failed: Exception
        try:
            async with asyncio.timeout(seconds):
                return await work()
        except NotFoundError:
            failed = Gone(f"{self._endpoint.name!r} at {self._endpoint.address} does not know it (HTTP 404)")
        except httpx2.TransportError as error:  # in the middle of a body, where the SDK does not catch it
            broken = APIConnectionError(request=httpx2.Request("GET", self._endpoint.address))
            broken.__cause__ = error
            failed = classify(broken, self._endpoint, seconds=time.perf_counter() - started)
        except Fault:
            raise
        except Exception as error:
            failed = classify(error, self._endpoint, seconds=time.perf_counter() - started)
        # Raised out here, so that no error which may hold the key or the request is its context.
        raise failed

    def _name(self, made: object) -> str:
        """The provider's name of what it made.

        Raises:
            Fault: the answer is something else, such as a web page.
        """
        name = getattr(made, "id", None)
        if isinstance(name, str) and name:
            return name
        text = f"{self._endpoint.name!r} at {self._endpoint.address} answered with no file or batch: check the address"
        raise Fault(ModelUnavailable(text, usage=Usage()), transient=True)
