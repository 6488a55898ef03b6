"""Probes an endpoint as the client would ask it, at no cost."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.llm.faults import classify
from summarizer.llm.sdk import COMPLETIONS, Sdk, models_address
from summarizer.llm.specs import Endpoint

if TYPE_CHECKING:
    import httpx2

OK = "ok"


async def probe(endpoint: Endpoint, *, timeout: float) -> str:
    """Asks an endpoint for its models and, where it has no list of them, for an answer to nothing.

    Args:
        endpoint: where to ask.
        timeout: longest wait for each of the two, in seconds.

    Returns:
        `ok`, or what is wrong and what to do.
    """
    try:
        sdk = Sdk(endpoint, connections=1)
    except UsageError as error:
        return str(error)
    try:
        listed = await _answer(sdk, endpoint, None, timeout)
        if listed not in (404, 405, 501):
            return listed if isinstance(listed, str) else f"answers HTTP {listed} to every request: check --base-url"
        # No list of models: an empty conversation is refused by whatever serves completions, and costs nothing.
        asked = await _answer(sdk, endpoint, {"model": endpoint.model, "messages": []}, timeout)
        if asked in (400, 422):
            return OK
        return asked if isinstance(asked, str) else f"answers HTTP {asked}: check --base-url (it ends in /v1)"
    finally:
        await sdk.aclose()


async def _answer(sdk: Sdk, endpoint: Endpoint, body: dict[str, object] | None, timeout: float) -> str | int:
    """What an answer says of the endpoint, or the status of one that says nothing."""
    import openai

    try:
        async with asyncio.timeout(timeout):
            if body is not None:
                return _said(await sdk.post(COMPLETIONS, body))
            return _said(await sdk.get(models_address(endpoint)))
    except openai.APIStatusError as error:
        if error.status_code in (401, 403):
            return str(classify(error, endpoint, seconds=timeout))
        return error.status_code if _is_json(error.response) or error.status_code in (404, 405) else _NO_API
    except (openai.APIConnectionError, TimeoutError) as error:
        return str(classify(error, endpoint, seconds=timeout))


_NO_API = "is not an API: check --base-url (it ends in /v1)"


def _said(response: httpx2.Response) -> str:
    return OK if _is_json(response) else _NO_API


def _is_json(response: httpx2.Response) -> bool:
    try:
        return isinstance(json.loads(response.content), dict | list)
    except (ValueError, RecursionError):
        return False
