"""`summarizer models`: what can be had, what is known of a model, and bringing one here."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Table

from summarizer.llm.profiles import profile_for
from summarizer.llm.specs import PROVIDERS, ModelSpec
from summarizer.llm.weights import CATALOGUE, find_weights, is_present, pull


def print_catalogue() -> None:
    """Prints the embedded models, and which of them are here."""
    table = Table("model", "file", "size", "licence", "here", box=None)
    for weights in CATALOGUE:
        here = "yes" if is_present(weights) else "no"
        table.add_row(f"local:{weights.name}", weights.filename, f"{weights.size / 1e9:.2f} GB", weights.licence, here)
    Console().print(table)


def print_model(model: str, base_url: str | None) -> None:
    """Prints what is known of a model."""
    spec = ModelSpec.parse(model, base_url=base_url)
    profile = profile_for(spec)
    table = Table("", "", box=None, show_header=False)
    table.add_row("model", spec.text)
    table.add_row("provider", spec.provider)
    table.add_row(
        "address", "in this process" if spec.is_local else base_url or PROVIDERS[spec.provider].base_url or "-"
    )
    if spec.is_local and not spec.model.endswith(".gguf"):
        weights = find_weights(spec.model)
        table.add_row("weights", f"{weights.path} ({'here' if is_present(weights) else 'not pulled'})")
    table.add_row("strategy", profile.strategy)
    table.add_row("schema", profile.mode)
    table.add_row(
        "context", f"{profile.context_window:,} tokens, of which an answer takes at most {profile.max_output_tokens:,}"
    )
    prices = profile.prices
    price = (
        "not known"
        if prices is None
        else f"{prices.prompt:g} in, {prices.completion:g} out (US dollars a million tokens)"
    )
    table.add_row("price", price)
    Console().print(table)


def pull_model(model: str) -> None:
    """Brings an embedded model here, with a progress bar in bytes."""
    spec = ModelSpec.parse(model if model.startswith("local") else f"local:{model}")
    weights = find_weights(spec.model)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(weights.filename, total=weights.size)

        def show(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        path = pull(weights, show)
    Console(soft_wrap=True).print(str(path), highlight=False)
