"""From a model's spec to a client that is ready to answer; the embedded server is started at the first call."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace

from pydantic import SecretStr

from summarizer.errors import UsageError
from summarizer.llm import embedded
from summarizer.llm.client import Client
from summarizer.llm.profiles import profile_for
from summarizer.llm.specs import KEYLESS, PROVIDERS, Endpoint, ModelSpec
from summarizer.llm.weights import Progress


def connect(
    model: str,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    progress: Progress = lambda *_: None,
) -> Client:
    """Returns a client for a model; nothing is started or sent before the first call.

    Args:
        model: the spec, such as `local` or `openai/gpt-5-mini`.
        base_url: where it answers, if not at its provider's address.
        api_key: its key; by default the provider's environment variable.
        progress: told of a download of embedded weights.

    Raises:
        UsageError: there is no such model, or its address or key is not known.
    """
    spec = ModelSpec.parse(model, base_url=base_url)
    endpoint = endpoint_of(spec, base_url=base_url, api_key=api_key)
    if not spec.is_local:
        return Client(endpoint, profile_for(spec))

    async def start() -> Endpoint:
        return await asyncio.to_thread(_start_local, endpoint, progress)

    return Client(endpoint, profile_for(spec), start=start)


def endpoint_of(spec: ModelSpec, *, base_url: str | None = None, api_key: str | None = None) -> Endpoint:
    """Returns where a model answers; that of an embedded model has no address before it is started.

    Raises:
        UsageError: its address or key is not known.
    """
    if spec.is_local:
        return Endpoint(spec.text, "", spec.model, identity=f"local:{spec.model}")
    provider = PROVIDERS[spec.provider]
    address = base_url or os.environ.get(provider.url_variable or "") or provider.base_url
    if not address:
        raise UsageError(f"the address of {spec.text!r} is not known: give --base-url or set {provider.url_variable}")
    key = api_key or os.environ.get(provider.key_variable or "")
    if not key and spec.provider not in KEYLESS:
        raise UsageError(f"{spec.text!r} needs a key: set {provider.key_variable}")
    return Endpoint(spec.text, address, spec.model, api_key=SecretStr(key) if key else None)


def _start_local(endpoint: Endpoint, progress: Progress) -> Endpoint:
    server = embedded.start(embedded.weights_path(endpoint.model, progress))
    return replace(endpoint, base_url=server.base_url, api_key=SecretStr(server.api_key))
