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
from summarizer.cli.completion import complete_model, complete_topic, complete_weights
from summarizer.cli.eval import app as eval_app
from summarizer.cli.faults import SystemFault
from summarizer.cli.formats import Format, choose_format
from summarizer.cli.helping import ARTICLES, OUTPUT, GroupedCommand, option
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
    """The commands; each saves what it did before Ctrl-C, and all end in the same way."""

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
    help="Turn news articles into structured briefings, with the words that prove each record.",
    epilog="Example: summarizer brief article.txt https://example.org/news --format html --out briefing.html",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts in half the time
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
models_app = typer.Typer(help="List, show and download models.", no_args_is_help=True)
topics_app = typer.Typer(help="List, show, write and check topics.", no_args_is_help=True)
cache_app = typer.Typer(help="Show or clear the cached replies of models.", no_args_is_help=True)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit")] = False,
    _debug: Debug = False,
) -> None:
    """Turn news articles into structured briefings, with the words that prove each record."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(installed("summarizer"))
        raise typer.Exit


@app.command(cls=GroupedCommand)
def brief(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLE",
            help="Files (.txt .md .html .json .pdf .docx .mhtml), URLs, globs, or - for standard input",
            show_default=False,
        ),
    ] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    api_key_file: ApiKeyFile = None,
    format: Annotated[
        Format | None,
        option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="Write text, markdown, html, json or jsonl  [default: by the ending of --out, else text]",
            panel=OUTPUT,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        option(
            "--out",
            "-o",
            metavar="FILE",
            help="Write to FILE (.txt .md .html .json .jsonl)  [default: standard output]",
            panel=OUTPUT,
        ),
    ] = None,
    topic: Topics = None,
    strategy: Strategy = None,
    calls: Calls = None,
    summary: Summary = None,
    text: Annotated[bool, option("--text", help="Include the article's text in JSON", panel=OUTPUT)] = False,
    date: Annotated[
        str | None,
        option(
            "--date",
            metavar="DATE",
            help="Set the article's publication date, such as 2025-05-18 or 18 May 2025",
            panel=ARTICLES,
        ),
    ] = None,
    title: Annotated[
        str | None, option("--title", metavar="TITLE", help="Set the article's headline", panel=ARTICLES)
    ] = None,
    max_cost: MaxCost = None,
    timeout: Timeout = None,
    estimate: Estimate = False,
    allow_private: AllowPrivate = False,
    record: RecordTo = None,
    replay: Replay = None,
    no_cache: NoCache = False,
    refresh: Refresh = False,
    no_progress: Annotated[bool, typer.Option("--no-progress", help="Hide the progress line")] = False,
    debug: Debug = False,
) -> None:
    """Brief one or more articles, one at a time."""
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


app.command(cls=GroupedCommand)(batches.batch)
app.command()(batches.stats)
app.command(cls=GroupedCommand)(digests.digest)


@app.command()
def verify(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Briefings: .json or .jsonl (also .gz and .zst)", show_default=False)
    ],
    articles: Annotated[
        list[Path] | None,
        typer.Option(
            "--articles", metavar="PATH", help="Read the articles' texts from this file or folder (repeatable)"
        ),
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", "-t", metavar="FILE", help="Topic file of a topic of your own (repeatable)"),
    ] = None,
    _debug: Debug = False,
) -> None:
    """Verify briefings against their articles, without a model.

    Exits with code 3 if a quote, a derived value or a summary does not follow from the article.
    """
    from summarizer.cli.verify import show_verified
    from summarizer.verification import verify_file

    raise typer.Exit(show_verified(verify_file(file, articles or (), topic or ())))


app.command(cls=GroupedCommand)(serving.serve)
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
    """Check model, API key, endpoint, cache and installed versions."""
    from summarizer.cli.doctor import examine

    raise typer.Exit(examine({"model": model, "base_url": base_url, "api_key_file": api_key_file}))


@topics_app.command("list")
def topics_list() -> None:
    """List the topics and how many fields their records have."""
    from summarizer.cli.topics import print_topics

    print_topics()


@topics_app.command("new")
def topics_new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the topic, such as arms-deliveries")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to FILE  [default: NAME.yaml]")
    ] = None,
    _debug: Debug = False,
) -> None:
    """Write a commented topic file to start from."""
    from summarizer.cli.topics import new_topic

    typer.echo(new_topic(name, out))


@topics_app.command("check")
def topics_check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Topic file (.yaml)")],
    model: Model = None,
    base_url: BaseUrl = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors only, not the prompt and schema")] = False,
    _debug: Debug = False,
) -> None:
    """Check a topic file and print its prompts and schemas.

    Exits with code 2 and names each error with its line.
    """
    from summarizer.cli.topics import check_topic

    check_topic(file, {"model": model, "base_url": base_url}, quiet=quiet)


@topics_app.command("show")
def topics_show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name of a topic, or a topic file", autocompletion=complete_topic)
    ],
) -> None:
    """Show a topic's fields, cues, and prompt or reader versions."""
    from summarizer.cli.topics import print_topic

    print_topic(name)


@topics_app.command("schema")
def topics_schema(topic: Topics = None) -> None:
    """Print the JSON Schema (2020-12) of briefings and records."""
    import json

    from summarizer.contract import briefing_schema

    typer.echo(json.dumps(briefing_schema(topic or ()), indent=2, ensure_ascii=False))


@models_app.command("list")
def models_list() -> None:
    """List embedded models, readers and providers."""
    from summarizer.cli.models import print_catalogue

    print_catalogue()


@models_app.command("show")
def models_show(
    model: Annotated[
        str | None,
        typer.Argument(
            metavar="MODEL",
            help="A model, such as openai/gpt-5-mini  [default: the configured one]",
            autocompletion=complete_model,
        ),
    ] = None,
    base_url: BaseUrl = None,
    api_key_file: ApiKeyFile = None,
    _debug: Debug = False,
) -> None:
    """Show a model's settings and where each comes from."""
    from summarizer.cli.models import print_model

    print_model({"model": model, "base_url": base_url, "api_key_file": api_key_file})


@models_app.command("pull")
def models_pull(
    model: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="local (all that --model local needs), syntax, roles, 1.5b or 0.5b",
            autocompletion=complete_weights,
        ),
    ] = "local",
    _debug: Debug = False,
) -> None:
    """Download the weights that `--model local` needs, or one of them."""
    from summarizer.cli.models import pull_models

    pull_models(model)


@cache_app.command("info")
def cache_info(_debug: Debug = False) -> None:
    """Show where the cache is and how many replies it holds, by model."""
    from summarizer.cli.cache import print_info

    print_info()


@cache_app.command("clear")
def cache_clear(_debug: Debug = False) -> None:
    """Delete all cached replies; downloaded weights stay."""
    from summarizer.cli.cache import clear

    clear()
