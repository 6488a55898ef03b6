"""`summarizer batch` and `summarizer stats`: many articles from the command line, and what a run gave."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.helping import ARTICLES, OUTPUT, option
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

COLUMNS, RUN, PROVIDER, RAY = "Columns of tables", "Run", "Provider batch", "Ray"

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT", help="Folders, globs, .jsonl, .csv and .parquet files (also .gz and .zst), URLs and feeds"
    ),
]
Out = Annotated[
    Path,
    option(
        "--out",
        "-o",
        metavar="FILE",
        help="Write results to FILE: .jsonl, .jsonl.gz, .jsonl.zst or .parquet",
        panel=OUTPUT,
    ),
]
Concurrency = Annotated[
    int | None,
    option("--concurrency", min=1, metavar="N", help="Work on N articles at a time  [default: the model's]", panel=RUN),
]
Where = Annotated[
    list[str] | None,
    option(
        "--where",
        metavar="CONDITION",
        help="Keep articles by date, such as 'date >= 2025-05' (repeatable; all must hold)",
        panel=ARTICLES,
    ),
]
Limit = Annotated[
    int | None, option("--limit", min=1, metavar="N", help="Process the first N articles", panel=ARTICLES)
]
Sample = Annotated[
    int | None, option("--sample", min=1, metavar="N", help="Process a random sample of N articles", panel=ARTICLES)
]
Seed = Annotated[int | None, option("--seed", metavar="N", help="Seed of --sample  [default: 0]", panel=ARTICLES)]
Ordered = Annotated[bool, option("--ordered", help="Write results in the order of the input", panel=OUTPUT)]
Retry = Annotated[bool, option("--retry-failed", help="Retry articles that failed in earlier runs", panel=RUN)]
Text = Annotated[bool, option("--text", help="Include the articles' texts", panel=OUTPUT)]


class Shown(StrEnum):
    """How progress is shown on standard error."""

    auto = "auto"
    json = "json"
    none = "none"


class Engines(StrEnum):
    """What runs a batch."""

    local = "local"
    ray = "ray"


Progress = Annotated[
    Shown, option("--progress", help="Show progress on a terminal, as JSON lines, or not at all", panel=RUN)
]
TextColumn = Annotated[str, option("--text-column", metavar="NAME", help="Column with the text", panel=COLUMNS)]
DateColumn = Annotated[
    str, option("--date-column", metavar="NAME", help="Column with the publication date", panel=COLUMNS)
]
TitleColumn = Annotated[str, option("--title-column", metavar="NAME", help="Column with the headline", panel=COLUMNS)]
IdColumn = Annotated[str, option("--id-column", metavar="NAME", help="Column with the id", panel=COLUMNS)]
ByProvider = Annotated[
    bool, option("--provider-batch", help="Use the provider's Batch API, at half the price", panel=PROVIDER)
]
NoWait = Annotated[bool, option("--no-wait", help="Submit, fetch what is done, and exit", panel=PROVIDER)]
Cancel = Annotated[bool, option("--cancel", help="Cancel the batches of this output", panel=PROVIDER)]
Engine = Annotated[Engines, option("--engine", help="Run in this process, or on a Ray cluster", panel=RAY)]
RayAddress = Annotated[
    str | None,
    option(
        "--ray-address",
        metavar="ADDRESS",
        help="Connect to the cluster at ADDRESS  [default: start one on this machine]",
        panel=RAY,
    ),
]
Actors = Annotated[
    int | None,
    option(
        "--actors",
        min=1,
        metavar="N",
        help="Start N actors, each with its own client  [default: one per processor]",
        panel=RAY,
    ),
]
Poll = Annotated[
    float | None,
    option(
        "--poll",
        min=0.05,
        metavar="SECONDS",
        help="Check batches at this interval  [default: from 5 s up to 120 s]",
        panel=PROVIDER,
    ),
]
Chart = Annotated[
    Path | None, typer.Option("--chart", metavar="FILE", help="Draw records over time to FILE (.svg or .html)")
]


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
    """Brief many articles, one JSON line each.

    Run the same command again to resume an interrupted batch.
    """
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
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Output of `summarizer batch`")],
    chart: Chart = None,
    incidents: Annotated[bool, typer.Option("--incidents", help="List victims by attack, each attack once")] = False,
    _debug: Debug = False,
) -> None:
    """Count the results of a batch.

    Shows records by topic, party and class over time, rejected drafts, failures and cost.
    """
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
