"""Every command with its options. Bodies import what they need, so that `--help` loads no model library."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import batch as batches

app = typer.Typer(
    name="summarizer",
    help="News articles into structured briefings, proved by the words of the article.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(help="Embedded models on this machine.", no_args_is_help=True)
topics_app = typer.Typer(help="What is looked for in an article.", no_args_is_help=True)
app.add_typer(models_app, name="models")
app.add_typer(topics_app, name="topics")


class Format(StrEnum):
    """How a briefing is written."""

    text = "text"
    markdown = "markdown"
    html = "html"
    json = "json"
    jsonl = "jsonl"


Model = Annotated[
    str,
    typer.Option(
        "--model", "-m", help="local, local:0.5b, local:/path.gguf, or provider/model such as ollama/qwen3:8b"
    ),
]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Address of an OpenAI-compatible endpoint")]
TopicNames = Annotated[list[str] | None, typer.Option("--topic", "-t", help="Only this topic (may be repeated)")]
Strategy = Annotated[
    str | None, typer.Option("--strategy", help="passages or document; by default what suits the model")
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write here instead of to standard output")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error")]


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
    paths: Annotated[list[str], typer.Argument(help="Articles (.txt .md .html .json), globs, or - for standard input")],
    model: Model = "local",
    base_url: BaseUrl = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write it")] = Format.text,
    out: Out = None,
    topic: TopicNames = None,
    strategy: Strategy = None,
    text: Annotated[bool, typer.Option("--text", help="Include the article's text in JSON")] = False,
    _debug: Debug = False,
) -> None:
    """One or more articles to a briefing."""
    from summarizer.cli.brief import BriefCommand

    command = BriefCommand(paths=tuple(paths), format=format.value, out=out, with_text=text)
    raise typer.Exit(command.run(model, base_url, tuple(topic or ()), strategy))


@app.command()
def doctor(model: Model = "local", base_url: BaseUrl = None, _debug: Debug = False) -> None:
    """Says what works here: model, key, endpoint, cache, versions."""
    from summarizer.cli.doctor import examine

    raise typer.Exit(examine(model, base_url))


@models_app.command("list")
def models_list() -> None:
    """Embedded models that can be pulled, and which are here."""
    from summarizer.cli.models import print_catalogue

    print_catalogue()


@models_app.command("show")
def models_show(
    model: Annotated[str, typer.Argument(help="Spec of a model")] = "local", base_url: BaseUrl = None
) -> None:
    """What is known of a model: where it answers, how it is asked, what it costs."""
    from summarizer.cli.models import print_model

    print_model(model, base_url)


@models_app.command("pull")
def models_pull(
    model: Annotated[str, typer.Argument(help="local or local:0.5b")] = "local", _debug: Debug = False
) -> None:
    """Brings an embedded model to this machine."""
    from summarizer.cli.models import pull_model

    pull_model(model)


@topics_app.command("list")
def topics_list() -> None:
    """The topics, with the number of fields of their records."""
    from summarizer.cli.topics import print_topics

    print_topics()


@topics_app.command("show")
def topics_show(name: Annotated[str, typer.Argument(help="Name of a topic")]) -> None:
    """A topic's fields, their kinds and classes, its cues and its prompts' versions."""
    from summarizer.cli.topics import print_topic

    print_topic(name)


app.command()(batches.batch)
app.command()(batches.stats)
