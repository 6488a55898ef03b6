"""`summarizer batch` and `summarizer stats`: many articles from the command line, and what a run gave."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.options import (
    AllowPrivate,
    ApiKeyFile,
    BaseUrl,
    Calls,
    Debug,
    Estimate,
    MaxCost,
    Model,
    NoCache,
    RecordTo,
    Refresh,
    Replay,
    Strategy,
    Summary,
    Timeout,
    Topics,
    cache_flags,
)

Inputs = Annotated[
    list[str],
    typer.Argument(help="Folders, globs, .jsonl, .csv, .parquet (.gz, .zst too), URLs, feeds"),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Results: .jsonl, .jsonl.gz, .jsonl.zst or .parquet")]
Concurrency = Annotated[int | None, typer.Option("--concurrency", min=1, help="Requests in flight at most")]
Where = Annotated[list[str] | None, typer.Option("--where", help="'date >= 2025-05' and the like; all must hold")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Process the first N articles")]
Sample = Annotated[int | None, typer.Option("--sample", min=1, help="Process a random sample of N articles")]
Seed = Annotated[int | None, typer.Option("--seed", help="Seed of the sample; the same seed gives the same articles")]
Ordered = Annotated[bool, typer.Option("--ordered", help="Write results in the order of the input")]
Retry = Annotated[bool, typer.Option("--retry-failed", help="Try again what failed in earlier runs")]
Text = Annotated[bool, typer.Option("--text", help="Include the articles' texts")]


class Shown(StrEnum):
    """How progress is shown on standard error."""

    auto = "auto"
    json = "json"
    none = "none"


class Engines(StrEnum):
    """What runs a batch."""

    local = "local"
    ray = "ray"


Progress = Annotated[Shown, typer.Option("--progress", help="On a terminal, as JSON lines, or not at all")]
TextColumn = Annotated[str, typer.Option("--text-column", help="Column or key of the text in a table")]
DateColumn = Annotated[str, typer.Option("--date-column", help="Column with the publication date")]
TitleColumn = Annotated[str, typer.Option("--title-column", help="Column with the headline")]
IdColumn = Annotated[str, typer.Option("--id-column", help="Column with the id")]
ByProvider = Annotated[bool, typer.Option("--provider-batch", help="Use the provider's Batch API: half the price")]
NoWait = Annotated[bool, typer.Option("--no-wait", help="With --provider-batch: hand in, fetch what is there, leave")]
Cancel = Annotated[bool, typer.Option("--cancel", help="With --provider-batch: cancel what is with the provider")]
Engine = Annotated[Engines, typer.Option("--engine", help="Run here, or on a Ray cluster (extra `ray`)")]
RayAddress = Annotated[
    str | None, typer.Option("--ray-address", help="Of the cluster; by default one is started on this machine")
]
Actors = Annotated[int | None, typer.Option("--actors", min=1, help="With --engine ray: actors, each with a client")]
Poll = Annotated[
    float | None, typer.Option("--poll", min=0.05, help="Seconds between two looks at a batch; by default 5 to 120")
]
Chart = Annotated[Path | None, typer.Option("--chart", help="Draw records over time into this .svg or .html")]


def batch(
    inputs: Inputs,
    out: Out,
    model: Model = None,
    base_url: BaseUrl = None,
    api_key_file: ApiKeyFile = None,
    topic: Topics = None,
    strategy: Strategy = None,
    calls: Calls = None,
    summary: Summary = None,
    concurrency: Concurrency = None,
    max_cost: MaxCost = None,
    timeout: Timeout = None,
    where: Where = None,
    limit: Limit = None,
    sample: Sample = None,
    seed: Seed = None,
    ordered: Ordered = False,
    retry_failed: Retry = False,
    text: Text = False,
    allow_private: AllowPrivate = False,
    estimate: Estimate = False,
    record: RecordTo = None,
    replay: Replay = None,
    no_cache: NoCache = False,
    refresh: Refresh = False,
    provider_batch: ByProvider = False,
    no_wait: NoWait = False,
    cancel: Cancel = False,
    poll: Poll = None,
    engine: Engine = Engines.local,
    ray_address: RayAddress = None,
    actors: Actors = None,
    progress: Progress = Shown.auto,
    text_column: TextColumn = "text",
    date_column: DateColumn = "date",
    title_column: TitleColumn = "title",
    id_column: IdColumn = "id",
    debug: Debug = False,
) -> None:
    """Brief many articles. One JSON line each; the same command again goes on where it stopped."""
    from summarizer.batch import Chosen, Columns, Selection, Web, read_conditions
    from summarizer.batch import Inputs as Articles
    from summarizer.cli.batch_provider import ProviderOptions
    from summarizer.cli.batch_ray import RayOptions
    from summarizer.cli.batch_run import BatchCommand
    from summarizer.cli.printing import FirstWarnings
    from summarizer.cli.settings import warn_unused
    from summarizer.loading.web import FetchPolicy

    columns = Columns(text_column, date_column, title_column, id_column)
    selection = Selection(read_conditions(where or ()), sample, seed or 0, limit)
    only = {"--no-wait": no_wait, "--cancel": cancel, "--poll": poll is not None}
    warn_unused(only if not provider_batch else {}, "without --provider-batch")
    warn_unused({"--concurrency": provider_batch and concurrency is not None}, "with --provider-batch")
    provider = ProviderOptions(wait=not no_wait, cancel=cancel, poll=poll) if provider_batch else None
    warn_unused({"--seed": seed is not None and sample is None}, "without --sample")
    if estimate:
        given = {"--ordered": ordered, "--retry-failed": retry_failed, "--text": text, "--record": bool(record)}
        warn_unused({**given, "--replay": bool(replay)}, "with --estimate")
    command = BatchCommand(
        source=Chosen(
            Articles(inputs, columns, Web(FetchPolicy(allow_private=allow_private))), selection, FirstWarnings().say
        ),
        out=out,
        flags={
            "model": model,
            "base_url": base_url,
            "api_key_file": api_key_file,
            "strategy": strategy,
            "calls": calls,
            "summary": summary.value if summary else None,
            "concurrency": concurrency,
            "max_cost": max_cost,
            "timeout": timeout,
            "record": record,
            "replay": replay,
            **cache_flags(no_cache, refresh),
        },
        topics=tuple(topic or ()),
        ordered=ordered,
        retry_failed=retry_failed,
        with_text=text,
        inputs=tuple(inputs),
        debug=debug,
    )
    if estimate:
        raise typer.Exit(command.estimate(by_provider=provider_batch))
    if engine is Engines.ray:
        others = {"--where": where, "--limit": limit, "--sample": sample, "--ordered": ordered, "--text": text}
        more = {"--retry-failed": retry_failed, "--record": record, "--provider-batch": provider_batch}
        raise typer.Exit(RayOptions(columns, ray_address, actors).run(command, {**others, **more}))
    warn_unused({"--ray-address": bool(ray_address), "--actors": actors is not None}, "without --engine ray")
    raise typer.Exit(command.run(progress.value) if provider is None else provider.run(command, progress.value))


def stats(
    file: Annotated[Path, typer.Argument(help="What `summarizer batch` wrote")],
    chart: Chart = None,
    incidents: Annotated[bool, typer.Option("--incidents", help="Victims by attack, each attack once")] = False,
    _debug: Debug = False,
) -> None:
    """Count what a batch gave. Records by topic, party and class over time, failures, rejects, cost."""
    from summarizer.batch.stats import read_stats
    from summarizer.batch.store import Paths
    from summarizer.cli.stats import check_chart, draw, show
    from summarizer.files import check_writable, refuse_inputs

    if chart is not None:
        check_chart(chart)
        paths = Paths.beside(file)
        refuse_inputs([chart], [file, paths.lines, paths.journal, paths.failures])
        check_writable(chart)
    found = read_stats(file)
    show(found)
    if incidents:
        from summarizer.cli.digest import show_victims

        show_victims(Paths.beside(file).lines)
    if chart is not None:
        draw(found, chart)
