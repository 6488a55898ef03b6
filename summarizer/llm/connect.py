"""From settings to a client: the address, the key, the profile, the cache."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from summarizer.errors import ModelUnavailable, UsageError
from summarizer.llm import embedded
from summarizer.llm.cache import ResponseCache
from summarizer.llm.client import Client, ClientConfig, Sampling, Start
from summarizer.llm.keys import find_key
from summarizer.llm.limits import Limits, Pacing
from summarizer.llm.observe import Observer
from summarizer.llm.profiles import Prices, Profile, profile_for
from summarizer.llm.recordings import Player, Recorder
from summarizer.llm.retry import RetryPolicy
from summarizer.llm.settings import Settings, read_settings
from summarizer.llm.specs import KEYLESS, PROVIDERS, Endpoint, ModelSpec
from summarizer.weights.sources import Progress

CACHE_FILE = "replies.sqlite3"
_AZURE_API_VERSION = "2024-10-21"


def endpoint_for(spec: ModelSpec, settings: Settings) -> Endpoint:
    """Where a model answers.

    Raises:
        UsageError: the address is not known.
        ModelUnavailable: the provider wants a key, and there is none.
    """
    if spec.is_local:
        # A file's folder is no part of what the model is, and does not belong into recordings.
        model = Path(spec.model).name
        return Endpoint(name=spec.text, base_url="", model=model, identity=f"local:{model}")
    provider = PROVIDERS[spec.provider]
    own_address = os.environ.get(provider.url_variable, "") if provider.url_variable is not None else ""
    base_url = settings.base_url or own_address or provider.base_url
    base_url = (base_url or "").strip()
    if not base_url:
        raise UsageError(f"no address for {spec.text!r}: give --base-url, or set {provider.url_variable}")
    _check_url(base_url)
    key = None if settings.replay is not None else find_key(provider, settings).key
    if key is None and settings.replay is None and provider.name not in KEYLESS and settings.base_url is None:
        raise ModelUnavailable(f"no API key for {spec.text!r}: set {provider.key_variable}, or use --api-key-file FILE")
    version = os.environ.get("OPENAI_API_VERSION", _AZURE_API_VERSION) if spec.provider == "azure" else None
    return Endpoint(
        name=spec.text,
        base_url=base_url,
        model=spec.model,
        api_key=key,
        azure_api_version=version,
        headers=_account() if spec.provider == "openai" else (),
    )


def _check_url(url: str) -> None:
    """Checks that requests can be sent to an address.

    Raises:
        UsageError: they can't; a password in the address is not shown.
    """
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # such as a port that is no number
        valid = False
    if not valid:
        shown = url.rpartition("@")[2] if "@" in url else url
        raise UsageError(f"invalid URL {shown!r}: write http:// or https://, a host, and the path up to /v1")


def _account() -> tuple[tuple[str, str], ...]:
    """The headers that name the organisation and the project of OpenAI's that pay, if the environment does."""
    variables = {"OpenAI-Organization": "OPENAI_ORG_ID", "OpenAI-Project": "OPENAI_PROJECT_ID"}
    return tuple((header, os.environ[name]) for header, name in variables.items() if os.environ.get(name))


def profile_with(settings: Settings, spec: ModelSpec) -> Profile:
    """The profile of a model, with what the user sets in its place."""
    profile = profile_for(spec)
    named = ("strategy", "calls", "mode", "context_window", "max_output_tokens", "concurrency", "reasoning_effort")
    given = {name: getattr(settings, name) for name in named if getattr(settings, name) is not None}
    profile = replace(profile, **given)
    if settings.price_prompt is None and settings.price_completion is None:
        return profile
    prompt, completion = settings.price_prompt or 0.0, settings.price_completion or 0.0
    return replace(profile, prices=Prices(prompt=prompt, cached_prompt=prompt, completion=completion))


def config_for(settings: Settings) -> ClientConfig:
    """How a client behaves after the settings."""
    return ClientConfig(
        sampling=Sampling(temperature=settings.temperature, seed=settings.seed),
        retry=RetryPolicy(attempts=settings.attempts),
        limits=Limits(
            concurrency=settings.concurrency,
            requests_per_minute=settings.requests_per_minute,
            tokens_per_minute=settings.tokens_per_minute,
            max_cost_usd=settings.max_cost,
        ),
        timeout=settings.timeout,
        reasks=settings.reasks,
    )


def cache_for(settings: Settings) -> ResponseCache:
    """The cache that the settings name, whether or not it is in use."""
    return ResponseCache(settings.cache_dir / CACHE_FILE, refresh=settings.refresh)


def client_for(
    settings: Settings,
    *,
    progress: Progress = lambda *_: None,
    observers: tuple[Observer, ...] = (),
    cache: ResponseCache | None = None,
    pacing: Pacing | None = None,
) -> Client:
    """Builds the client that the settings describe; nothing is sent or started before the first call.

    Args:
        settings: what the user set.
        progress: told of a download of embedded weights.
        observers: are told what happens.
        cache: takes the place of the cache that the settings name.
        pacing: when a request may be sent, where several clients share that.

    Raises:
        UsageError: the settings contradict each other or name no model that is known.
        ModelUnavailable: the provider wants a key, and there is none.
    """
    if settings.record is not None and settings.replay is not None:
        raise UsageError("--record and --replay exclude each other: use one of them")
    spec = ModelSpec.parse(settings.model, base_url=settings.base_url)
    endpoint = endpoint_for(spec, settings)
    recordings: Recorder | Player | None = None
    if settings.record is not None:
        recordings = Recorder(settings.record)
    elif settings.replay is not None:
        recordings = Player(settings.replay)
    # What is recorded or replayed is complete in itself: no reply comes from the cache.
    cached = settings.cache and recordings is None
    return Client(
        endpoint,
        profile_with(settings, spec),
        config=replace(config_for(settings), pacing=pacing),
        start=_starter(spec, endpoint, progress) if spec.is_local else None,
        cache=(cache if cache is not None else cache_for(settings)) if cached else None,
        recordings=recordings,
        observers=observers,
    )


def connect(
    model: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    progress: Progress = lambda *_: None,
) -> Client:
    """A client for a model; what is not given here comes from the environment and `summarizer.toml`.

    Args:
        model: the spec, such as `local` or `openai/gpt-5-mini`.
        base_url: where it answers, if not at its provider's address.
        api_key: its key.
        progress: told of a download of embedded weights.

    Raises:
        UsageError: there is no such model, or its address is not known.
        ModelUnavailable: the provider wants a key, and there is none.
    """
    flags = {"model": model, "base_url": base_url, "api_key": api_key}
    return client_for(read_settings(flags).settings, progress=progress)


def endpoint_of(spec: ModelSpec, *, base_url: str | None = None, api_key: str | None = None) -> Endpoint:
    """Where a model answers; that of an embedded model has no address before it is started.

    Raises:
        UsageError: its address is not known.
        ModelUnavailable: the provider wants a key, and there is none.
    """
    flags = {"model": spec.text, "base_url": base_url, "api_key": api_key}
    return endpoint_for(spec, read_settings(flags).settings)


def _starter(spec: ModelSpec, endpoint: Endpoint, progress: Progress) -> Start:
    """What fetches the weights and starts the embedded server, off the event loop."""

    def start() -> Endpoint:
        path = embedded.weights_path(spec.model, progress)
        size = path.stat().st_size
        progress(path.name, size, size)  # all of it is here: what follows is loading it
        server = embedded.start(path)
        return replace(endpoint, base_url=server.base_url, api_key=SecretStr(server.api_key), slots=server.slots)

    async def start_aside() -> Endpoint:
        return await asyncio.to_thread(start)

    return start_aside
