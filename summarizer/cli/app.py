"""Every command with its options. Bodies import what they need, so that `--help` loads no model library."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from summarizer.cli import batch as batches
from summarizer.cli import digest as digests
from summarizer.cli import serve as serving
from summarizer.cli.eval import app as eval_app
from summarizer.cli.faults import SystemFault
from summarizer.cli.formats import Format, choose_format
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


class Commands(TyperGroup):
    """The commands; what was done before Ctrl-C is saved by each, and all end alike."""

    def invoke(self, ctx: Any) -> Any:  # typer's context, which it keeps to itself
        """Runs the command that was asked for.

        What typer would turn into an exit code of its own is turned into one of ours here.
        """
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.stderr.write("summarizer: interrupted; what was done is saved\n")
            raise typer.Exit(130) from None
        except (EOFError, OSError) as error:
            raise SystemFault from error


app = typer.Typer(
    name="summarizer",
    cls=Commands,
    help="News articles into structured briefings, proved by the words of the article.",
    epilog="Example: summarizer brief article.txt https://example.org/news --format html --out briefing.html",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts in half the time
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(help="The models: which there are, what is known of them.", no_args_is_help=True)
topics_app = typer.Typer(help="What is looked for in an article.", no_args_is_help=True)
cache_app = typer.Typer(help="Remembered replies of models.", no_args_is_help=True)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop")] = False,
    _debug: Debug = False,
) -> None:
    """News articles into structured briefings, proved by the words of the article."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(installed("summarizer"))
        raise typer.Exit


@app.command()
def brief(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Articles (.txt .md .html .json .pdf .docx .mhtml), URLs, globs, or -", show_default=False),
    ] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    api_key_file: ApiKeyFile = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="How to write it; by default what --out ends in, or text")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write to this file (.txt .md .html .json .jsonl)"),
    ] = None,
    topic: Topics = None,
    strategy: Strategy = None,
    calls: Calls = None,
    summary: Summary = None,
    text: Annotated[bool, typer.Option("--text", help="Include the article's text in JSON")] = False,
    date: Annotated[
        str | None, typer.Option("--date", help="Publication date of the article, such as 2025-05-18 or 18 May 2025")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Headline of the article")] = None,
    max_cost: MaxCost = None,
    timeout: Timeout = None,
    estimate: Estimate = False,
    allow_private: AllowPrivate = False,
    record: RecordTo = None,
    replay: Replay = None,
    no_cache: NoCache = False,
    refresh: Refresh = False,
    no_progress: Annotated[bool, typer.Option("--no-progress", help="Show no progress")] = False,
    debug: Debug = False,
) -> None:
    """Brief one or more articles."""
    from summarizer.cli.brief import About, BriefCommand, need_paths
    from summarizer.cli.settings import warn_unused

    chosen = choose_format(format, out)
    if estimate:
        given = {"--out": out, "--format": format, "--text": text, "--record": record, "--replay": replay}
        warn_unused({flag: bool(value) for flag, value in given.items()}, "with --estimate")
    elif text and chosen not in (Format.json, Format.jsonl):
        warn_unused({"--text": text}, f"in {chosen}: it puts the text into JSON")
    command = BriefCommand(
        paths=need_paths(paths),
        format=chosen,
        out=out,
        with_text=text,
        topics=tuple(topic or ()),
        flags={
            "model": model,
            "base_url": base_url,
            "api_key_file": api_key_file,
            "strategy": strategy,
            "calls": calls,
            "summary": summary.value if summary else None,
            "max_cost": max_cost,
            "timeout": timeout,
            "record": record,
            "replay": replay,
            **cache_flags(no_cache, refresh),
        },
        about=About(date, title),
        allow_private=allow_private,
        show_progress=not no_progress,
        debug=debug,
    )
    raise typer.Exit(command.estimate() if estimate else command.run())


app.command()(batches.batch)
app.command()(batches.stats)
app.command()(digests.digest)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="Briefings, one JSON object a line (.gz and .zst too)")],
    articles: Annotated[
        list[Path] | None, typer.Option("--articles", help="Folder or file of articles not in it (may be repeated)")
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option("--topic", "-t", help="Topic file that it has records of (may be repeated)")
    ] = None,
    _debug: Debug = False,
) -> None:
    """Check briefings against their articles again, without a model.

    The exit code is 3 when something does not hold.
    """
    from summarizer.cli.verify import show_verified
    from summarizer.verification import verify_file

    raise typer.Exit(show_verified(verify_file(file, articles or (), topic or ())))


app.command()(serving.serve)
app.add_typer(eval_app, name="eval")
app.add_typer(topics_app, name="topics")
app.add_typer(models_app, name="models")
app.add_typer(cache_app, name="cache")
app.add_typer(serving.tokens_app, name="tokens")
app.add_typer(serving.reviews_app, name="reviews")


@app.command()
def doctor(
    model: Model = None, base_url: BaseUrl = None, api_key_file: ApiKeyFile = None, _debug: Debug = False
) -> None:
    """Say what works here: model, key, endpoint, cache, versions."""
    from summarizer.cli.doctor import examine

    raise typer.Exit(examine({"model": model, "base_url": base_url, "api_key_file": api_key_file}))


@topics_app.command("list")
def topics_list() -> None:
    """The topics, with the number of fields of their records."""
    from summarizer.cli.topics import print_topics

    print_topics()


@topics_app.command("new")
def topics_new(
    name: Annotated[str, typer.Argument(help="Name of the topic, such as arms-deliveries")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file; by default NAME.yaml here")] = None,
    _debug: Debug = False,
) -> None:
    """Start a topic file, with comments that say what to write."""
    from summarizer.cli.topics import new_topic

    typer.echo(new_topic(name, out))


@topics_app.command("check")
def topics_check(
    file: Annotated[str, typer.Argument(help="A topic file")],
    model: Model = None,
    base_url: BaseUrl = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not print the prompt and the schema")] = False,
    _debug: Debug = False,
) -> None:
    """Check a topic file and show what a model would see; exit code 2 and every fault with its line."""
    from summarizer.cli.topics import check_topic

    check_topic(file, {"model": model, "base_url": base_url}, quiet=quiet)


@topics_app.command("show")
def topics_show(name: Annotated[str, typer.Argument(help="Name of a topic, or a topic file")]) -> None:
    """A topic's fields and cues, and the versions of its prompts and reader."""
    from summarizer.cli.topics import print_topic

    print_topic(name)


@topics_app.command("schema")
def topics_schema(topic: Topics = None) -> None:
    """The JSON Schema (2020-12) of a briefing and of every record."""
    import json

    from summarizer.contract import briefing_schema

    typer.echo(json.dumps(briefing_schema(topic or ()), indent=2, ensure_ascii=False))


@models_app.command("list")
def models_list() -> None:
    """The embedded models, what reads without one, and providers of others."""
    from summarizer.cli.models import print_catalogue

    print_catalogue()


@models_app.command("show")
def models_show(
    model: Annotated[str | None, typer.Argument(help="Spec of a model; by default the one that is set")] = None,
    base_url: BaseUrl = None,
    api_key_file: ApiKeyFile = None,
    _debug: Debug = False,
) -> None:
    """Show a model's settings and where each comes from."""
    from summarizer.cli.models import print_model

    print_model({"model": model, "base_url": base_url, "api_key_file": api_key_file})


@models_app.command("pull")
def models_pull(
    model: Annotated[str, typer.Argument(help="local, syntax, roles, or an embedded model: 1.5b, 0.5b")] = "local",
    _debug: Debug = False,
) -> None:
    """Download what `--model local` needs, or the weights of one name."""
    from summarizer.cli.models import pull_models

    pull_models(model)


@cache_app.command("info")
def cache_info(_debug: Debug = False) -> None:
    """Where remembered replies are kept, how many, and of which models."""
    from summarizer.cli.cache import print_info

    print_info()


@cache_app.command("clear")
def cache_clear(_debug: Debug = False) -> None:
    """Forgets all remembered replies; embedded models stay."""
    from summarizer.cli.cache import clear

    clear()
