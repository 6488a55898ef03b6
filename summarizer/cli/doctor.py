"""`summarizer doctor`: checks the installation, and says how to fix what does not work."""

from __future__ import annotations

import asyncio
import os
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from rich.table import Column, Table
from rich.text import Text

from summarizer.cli.printing import print_tables
from summarizer.errors import ModelUnavailable, SummarizerError, UsageError
from summarizer.llm.connect import cache_for, endpoint_for, profile_with
from summarizer.llm.keys import find_key
from summarizer.llm.probe import probe
from summarizer.llm.settings import Settings, read_settings
from summarizer.llm.specs import KEYLESS, PROVIDERS, ModelSpec
from summarizer.topics import all_topics
from summarizer.weights.catalogue import READING, find_weights
from summarizer.weights.pulling import Weights, is_present

PACKAGES = (
    *("summarizer", "openai", "instructor", "pydantic", "xllamacpp"),
    *("spacy", "onnxruntime", "sentencex", "rapidfuzz"),
)
EXTRAS = {"eval": ("scipy", "altair", "vl-convert-python"), "notebook": ("pandas",), "parquet": ("pyarrow",)}
OK, CACHE_UNUSABLE, UNREACHABLE, PROBE_SECONDS = 0, 2, 5, 5
CACHE_OK = ("ok", "switched off")


def examine(flags: Mapping[str, object]) -> int:
    """Prints the state of each part; returns 0 if the model can be used, 5 if it can't, 2 if the cache can't.

    Args:
        flags: settings given on the command line, `None` where they were not.
    """
    settings = read_settings(flags).settings
    spec = ModelSpec.parse(settings.model, base_url=settings.base_url)
    readers = [topic.reader_on(profile_with(settings, spec).strategy) for topic in all_topics().values()]
    if spec.is_local:
        where, state = _embedded(spec, needed=None in readers or settings.summary == "model")
    else:
        where, state = _endpoint(spec, settings)
    reading = [(one.name, *_reading(one, needed=any(readers))) for one in READING]
    cache = _cache(settings)
    rows = [
        ("python", platform.python_version(), "ok"),
        *((name, *_installed(name)) for name in PACKAGES),
        *((f"extra {extra}", *_extra(extra, names)) for extra, names in EXTRAS.items()),
        (f"model {spec.text}", where, state),
        *reading,
        ("key", *_key(spec, settings)),
        ("cache", *cache),
    ]
    table = Table("", Column(overflow="fold"), Column(overflow="fold"), box=None, show_header=False)
    for row in rows:
        table.add_row(*map(Text, row))
    print_tables(table)
    if not all(said.startswith("ok") for said in (state, *(said for *_, said in reading))):
        return UNREACHABLE
    return OK if cache[1].startswith(CACHE_OK) else CACHE_UNUSABLE


def _installed(name: str) -> tuple[str, str]:
    try:
        return version(name), "ok"
    except PackageNotFoundError:
        return "-", "missing: reinstall summarizer"


def _extra(extra: str, names: tuple[str, ...]) -> tuple[str, str]:
    missing = [name for name in names if _installed(name)[0] == "-"]
    if missing:
        return "-", f"not installed: run `pip install 'summarizer[{extra}]'` if you need it"
    return ", ".join(f"{name} {version(name)}" for name in names), "ok"


def _embedded(spec: ModelSpec, *, needed: bool) -> tuple[str, str]:
    """Place and state of an embedded model; nothing needs it where every topic is read by code."""
    from summarizer.llm.embedded import weights_path

    if spec.model.endswith(".gguf"):
        try:
            return str(weights_path(spec.model)), "ok"
        except SummarizerError as error:
            return spec.model, str(error)
    weights = find_weights(spec.model)
    if is_present(weights):
        return str(weights.path), "ok"
    if not needed:
        return "-", "ok: not downloaded, and not needed: the topics are read without a language model"
    return str(weights.path), f"not downloaded: run `summarizer models pull {weights.name}`"


def _reading(weights: Weights, *, needed: bool) -> tuple[str, str]:
    """Place and state of what reads sentences; only the `passages` strategy needs it."""
    if is_present(weights) or not needed:
        return str(weights.path) if is_present(weights) else "-", "ok"
    return str(weights.path), f"not downloaded: run `summarizer models pull {weights.name}`"


def _key(spec: ModelSpec, settings: Settings) -> tuple[str, str]:
    """Where the API key was found; never its value."""
    provider = PROVIDERS[spec.provider]
    if spec.is_local:
        return "-", "not needed"
    try:
        found = find_key(provider, settings)
    except UsageError as error:
        return "-", str(error)
    if found.key is not None:
        return f"from {found.origin}", "ok"
    return "-", "not needed" if provider.name in KEYLESS else f"missing: set {provider.key_variable}"


def _cache(settings: Settings) -> tuple[str, str]:
    if not settings.cache:
        return str(settings.cache_dir), "switched off"
    cache = cache_for(settings)
    try:
        info = cache.info()
    except SummarizerError as error:
        return str(settings.cache_dir), str(error)
    finally:
        cache.close()
    if not (os.access(info.path, os.W_OK) and os.access(info.path.parent, os.W_OK)):
        return str(info.path), "not writable: check its permissions, or set SUMMARIZER_CACHE_DIR to another folder"
    return str(info.path), f"ok: {info.replies:,} replies"


def _endpoint(spec: ModelSpec, settings: Settings) -> tuple[str, str]:
    """Asks the endpoint as a run would ask it; nothing is spent."""
    try:
        endpoint = endpoint_for(spec, settings)
    except (UsageError, ModelUnavailable) as error:
        return PROVIDERS[spec.provider].base_url or "-", str(error)
    return endpoint.address, asyncio.run(probe(endpoint, timeout=PROBE_SECONDS))
