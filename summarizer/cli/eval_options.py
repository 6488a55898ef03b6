"""Options that the commands of `summarizer eval` share, and how they print and write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.helping import option

if TYPE_CHECKING:
    from rich.console import RenderableType

EVALS = Path("evals")
LATEST = EVALS / "runs" / "latest.json"
STRESS = EVALS / "runs" / "stress.json"

GOLDEN, RUN = "Golden set", "Run"

Golden = Annotated[
    str, option("--golden", metavar="PATH", help="Golden set: a folder, or ARTICLES.jsonl+GOLD.jsonl", panel=GOLDEN)
]
GoldenFolder = Annotated[Path, typer.Option("--golden", metavar="FOLDER", help="Folder of the golden set")]
RunFile = Annotated[Path, typer.Argument(metavar="RUN", help="A run that `eval run` saved")]
First = Annotated[Path, typer.Argument(metavar="FIRST", help="The earlier run, as `eval run` saved it")]
Second = Annotated[Path, typer.Argument(metavar="SECOND", help="The run to compare with it")]
Split = Annotated[
    str | None, option("--split", metavar="SPLIT", help="Use only dev or test  [default: both]", panel=GOLDEN)
]
Tags = Annotated[
    list[str] | None, option("--tag", metavar="TAG", help="Use only articles with this tag (repeatable)", panel=GOLDEN)
]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the report to FILE as one HTML page")]
RunOut = Annotated[Path, option("--out", "-o", metavar="FILE", help="Save the run to FILE", panel=RUN)]
Repeat = Annotated[int, option("--repeat", min=1, metavar="N", help="Brief each article N times", panel=RUN)]
Concurrency = Annotated[
    int | None,
    option(
        "--concurrency",
        min=1,
        metavar="N",
        help="Work on N articles at a time  [default: 1 with local, else 4]",
        panel=RUN,
    ),
]
DEFAULT_GOLDEN = str(EVALS / "golden")


def print_report(*parts: RenderableType) -> None:
    """Prints the parts of a report."""
    from summarizer.cli.printing import report_output

    console = report_output()
    for part in parts:
        console.print(part, markup=False)


def write_html(page: str, path: Path | None) -> None:
    """Writes a page and prints where, if it is asked for."""
    if path is not None:
        write_report(path, page)
        typer.echo(str(path))


def write_report(path: Path, text: str) -> None:
    """Writes a report, at once or not at all; its folder is made."""
    from summarizer.files import write_whole

    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)


def golden_files(golden: str) -> list[Path]:
    """The path of a golden set: its folder, or its two files."""
    return [Path(part) for part in ([golden] if Path(golden).is_dir() else golden.split("+"))]


def check_output(path: Path | None, *inputs: Path) -> None:
    """Refuses an output that is an input, before anything is read."""
    from summarizer.files import refuse_inputs

    if path is not None:
        refuse_inputs([path], inputs)
