"""Help pages: options that people use together stand together, in plain text that pipes and starts quickly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand

MODEL = "Model"
ARTICLES = "Articles and topics"
OUTPUT = "Output"
REPLIES = "Cost and replies"
OTHERS = "Other options"


def option(
    *names: str,
    help: str,
    panel: str,
    metavar: str | None = None,
    min: float | None = None,
    max: float | None = None,
    complete: Callable[[str], list[str]] | None = None,
) -> Any:  # what typer.Option returns
    """An option on a panel of the help page.

    Args:
        names: its flags.
        help: what it does, in one line.
        panel: title of the options that it stands with.
        metavar: what stands for its value.
        min: smallest value.
        max: largest value.
        complete: what a shell offers for the beginning of a value.
    """
    return typer.Option(
        *names, help=help, rich_help_panel=panel, metavar=metavar, min=min, max=max, autocompletion=complete
    )


class GroupedCommand(TyperCommand):
    """A command whose help lists its options under the panels that they name, in the order of their first option.

    Typer shows panels only with rich's markup on, which doubles the time that `--help` takes.
    """

    def format_options(self, ctx: Any, formatter: Any) -> None:  # typer's own click, whose types it does not export
        """Writes arguments, then each panel, then the options without one."""
        panels: dict[str, list[tuple[str, str]]] = {"Arguments": []}
        others: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            if parameter.param_type_name == "argument":
                panels["Arguments"].append(record)
            elif panel := getattr(parameter, "rich_help_panel", None):
                panels.setdefault(panel, []).append(record)
            else:
                others.append(record)
        for title, records in {**panels, OTHERS: others}.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)
