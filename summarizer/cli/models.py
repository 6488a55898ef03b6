"""`summarizer models`: lists models, shows the settings of one, downloads weights."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Column, Table
from rich.text import Text

from summarizer.cli.printing import output, print_tables
from summarizer.llm.connect import profile_with
from summarizer.llm.keys import find_key
from summarizer.llm.profiles import FREE, Prices
from summarizer.llm.settings import Settings, read_settings
from summarizer.llm.specs import PROVIDERS, Endpoint, ModelSpec
from summarizer.topics import all_topics
from summarizer.weights.catalogue import ALTERNATIVES, CATALOGUE, READING, find_weights
from summarizer.weights.pulling import Weights, is_present, pull


def print_catalogue() -> None:
    """Prints the weights, which of them are downloaded, and the providers of other models."""
    table = Table("weights", "file", "size", "licence", "downloaded", box=None)
    for name, weights in [*((f"local:{one.name}", one) for one in CATALOGUE), *((one.name, one) for one in READING)]:
        here = "yes" if is_present(weights) else "no"
        table.add_row(name, weights.filename, f"{weights.size / 1e9:.2f} GB", weights.licence, here)
    others = Table("provider", Column("address", overflow="fold"), "key", box=None)
    for provider in PROVIDERS.values():
        if provider.name not in ("local", "custom"):
            key = "-" if provider.key_variable is None else provider.key_variable
            others.add_row(f"{provider.name}/…", provider.base_url or f"${provider.url_variable}", key)
    larger = Table(
        "larger models, as local:/path/to/file.gguf", "licence", "size", "memory", "strategy", "tested", box=None
    )
    for one in ALTERNATIVES:
        where = f"{one.repository}: {one.filename}"
        tested = "yes" if one.verified else "no"
        larger.add_row(where, one.licence, f"{one.size_gb:.1f} GB", f"{one.memory_gb:.0f} GB", one.strategy, tested)
    print_tables(table, larger, others)


def print_model(flags: Mapping[str, object]) -> None:
    """Prints the settings of a model, and where each comes from.

    Args:
        flags: settings given on the command line, `None` where they were not.
    """
    sourced = read_settings(flags)
    settings, origins = sourced.settings, sourced.origins
    spec = ModelSpec.parse(settings.model, base_url=settings.base_url)
    profile = profile_with(settings, spec)

    def origin(*names: str) -> str:
        set_by = [origins[name] for name in names if origins[name] != "default"]
        return ", ".join(dict.fromkeys(set_by)) or "profile"

    window, most = f"{profile.context_window:,}", f"{profile.max_output_tokens:,}"
    rows = [
        ("model", spec.text, origins["model"]),
        ("provider", spec.provider, ""),
        _address(spec, settings, origins),
        _key(spec, settings),
        ("strategy", profile.strategy, origin("strategy")),
        ("calls", profile.calls, origin("calls")),
        *(_readers() if profile.strategy == "passages" else ()),
        ("response format", profile.mode, origin("mode")),
        ("context", f"{window} tokens, replies up to {most}", origin("context_window")),
        ("price", _price(profile.prices), origin("price_prompt", "price_completion")),
        ("concurrency", f"{profile.concurrency} requests", origin("concurrency")),
        ("timeout", f"{settings.timeout or profile.timeout:g} s", origin("timeout")),
        *((name, _shown(getattr(settings, name)), origins[name]) for name in _PLAIN),
    ]
    table = Table("", Column(overflow="fold"), Column("from", overflow="fold"), box=None)
    for row in rows:
        table.add_row(*map(Text, row))
    print_tables(table)


_PLAIN = (
    "temperature",
    "seed",
    "attempts",
    "reasks",
    "requests_per_minute",
    "tokens_per_minute",
    "max_cost",
    "cache",
    "refresh",
    "cache_dir",
    "record",
    "replay",
)
"""Settings that are shown unchanged; the API key is not among them."""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)


def _address(spec: ModelSpec, settings: Settings, origins: Mapping[str, str]) -> tuple[str, str, str]:
    if spec.is_local:
        if spec.model.endswith(".gguf"):
            return ("weights", spec.model, origins["model"])
        weights = find_weights(spec.model)
        return ("weights", f"{weights.path} ({'downloaded' if is_present(weights) else 'not downloaded'})", "")
    provider = PROVIDERS[spec.provider]
    own = os.environ.get(provider.url_variable, "") if provider.url_variable is not None else ""
    if settings.base_url is not None:
        written, origin = settings.base_url, origins["base_url"]
    elif own:
        written, origin = own, str(provider.url_variable)
    else:
        written, origin = provider.base_url or "", "provider"
    shown = Endpoint(name=spec.text, base_url=written, model=spec.model).address if written else "-"
    return ("address", shown, origin)


def _readers() -> list[tuple[str, str, str]]:
    """What reads topics without the model, and whether it is here."""
    return [(one.name, f"{one.path} ({'downloaded' if is_present(one) else 'not downloaded'})", "") for one in READING]


def _key(spec: ModelSpec, settings: Settings) -> tuple[str, str, str]:
    """The row about the API key: where it was found, never its value."""
    if spec.is_local:
        return ("key", "not needed", "")
    found = find_key(PROVIDERS[spec.provider], settings)
    return ("key", "set" if found.key is not None else "not set", found.origin)


def _price(prices: Prices | None) -> str:
    if prices is None:
        return "unknown"
    if prices == FREE:
        return "none"
    return f"${prices.prompt:g} read, ${prices.completion:g} written, per million tokens"


def pull_models(name: str) -> None:
    """Downloads weights and prints where each is.

    Args:
        name: `local` for all that `--model local` needs to read its topics, `syntax` or `roles` for one of these, or
            the name of an embedded model, with or without `local:`.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        paths = [_pull_shown(weights, bar) for weights in _wanted(name)]
    for path in paths:
        output(soft_wrap=True).print(str(path))


def _wanted(name: str) -> list[Weights]:
    """The weights of a name.

    Raises:
        UsageError: there are none.
    """
    if name == "local":
        asked = any(topic.reader_on("passages") is None for topic in all_topics().values())
        return [*READING, *([find_weights("")] if asked else [])]
    named = [weights for weights in READING if weights.name == name]
    return named or [find_weights(ModelSpec.parse(name if name.startswith("local") else f"local:{name}").model)]


def _pull_shown(weights: Weights, bar: Progress) -> Path:
    task = bar.add_task(weights.filename, total=weights.size)

    def show(what: str, done: int, total: int) -> None:
        bar.update(task, description=what, completed=done, total=total)

    path = pull(weights, show)
    bar.update(task, description=weights.filename, completed=weights.size, total=weights.size)
    return path
