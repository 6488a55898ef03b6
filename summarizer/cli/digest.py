"""`summarizer digest`: many briefings combined. Parses, calls the library, prints."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.formats import Format, choose_format
from summarizer.cli.helping import OUTPUT, option
from summarizer.cli.options import Debug

if TYPE_CHECKING:
    from summarizer.digest import Digest
    from summarizer.digest.scoring import DigestScores


MOST_ATTACKS = 15
"""Attacks that `stats --incidents` names."""


class Grouping(StrEnum):
    """What a digest is sorted by."""

    incident = "incident"
    party = "party"
    topic = "topic"


CONTENT = "Content"

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="BRIEFINGS", help="Files (.json .jsonl, also .gz and .zst), folders, globs, or - for standard input"
    ),
]
Since = Annotated[
    str | None, option("--since", metavar="DATE", help="Show only what has news since DATE (2025-05-18)", panel=CONTENT)
]
Against = Annotated[
    list[str] | None,
    option(
        "--against",
        metavar="PATH",
        help="Mark what is new compared with earlier briefings or an earlier digest (repeatable)",
        panel=CONTENT,
    ),
]
Sorted = Annotated[Grouping, option("--by", help="Group by incident, party or topic", panel=CONTENT)]
Explain = Annotated[
    bool, option("--explain", help="Explain with scores why records were joined into one incident", panel=CONTENT)
]
FormatOption = Annotated[
    Format | None,
    option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="Write text, markdown, html or json  [default: by the ending of --out, else text]",
        panel=OUTPUT,
    ),
]
Out = Annotated[
    Path | None,
    option(
        "--out",
        "-o",
        metavar="FILE",
        help="Write to FILE (.txt .md .html .json)  [default: standard output]",
        panel=OUTPUT,
    ),
]
Pictures = Annotated[
    Path | None, option("--pictures", metavar="FOLDER", help="Save the charts as SVG in FOLDER", panel=OUTPUT)
]


def digest(
    inputs: Inputs,
    since: Since = None,
    against: Against = None,
    by: Sorted = Grouping.incident,
    explain: Explain = False,
    format: FormatOption = None,
    out: Out = None,
    pictures: Pictures = None,
    _debug: Debug = False,
) -> None:
    """Combine many briefings into one digest.

    Shows incidents with their tolls over time, positions, contradictions and what is new.
    """
    from summarizer.digest import Digest
    from summarizer.errors import UsageError
    from summarizer.files import check_writable, refuse_inputs

    chosen = choose_format(format, out)
    if chosen is Format.jsonl:
        raise UsageError("a digest can't be written as jsonl: choose text, markdown, html or json")
    if out is not None:
        refuse_inputs([out], [*inputs, *(against or ())])
    check_writable(out)
    with Digest.of_files(inputs, against=against or (), since=since) as made:
        _write(made, chosen, out, by=by, explain=explain)
        if pictures is not None:
            from summarizer.digest.pictures import save_pictures

            for path in save_pictures(made, pictures):
                typer.echo(str(path), err=True)


def _write(made: Digest, form: Format, out: Path | None, *, by: Grouping, explain: bool) -> None:
    from summarizer.digest.writing import json_parts
    from summarizer.files import write_whole

    if form is Format.json and out is None:
        sys.stdout.writelines(json_parts(made))
        return
    content = {
        Format.text: lambda: made.to_text(by=by.value, explain=explain),
        Format.markdown: lambda: made.to_markdown(by=by.value, explain=explain),
        Format.html: lambda: made.to_html(by=by.value, explain=explain),
        Format.json: made.to_json,
    }[form]()
    if out is None:
        sys.stdout.write(content)
    else:
        write_whole(out, content)


def show_scores(scores: DigestScores) -> None:
    """Prints the scores of digests: a line a figure with its interval, then what each bundle got wrong."""
    for name, (value, low, high) in scores.figures.items():
        typer.echo(f"{name}: {value:.3f} ({low:.3f} to {high:.3f})")
    for bundle in scores.bundles:
        _, wrong, missed = bundle.incidents.pairs
        (found, invented, lost), (moved, false, unseen) = bundle.contradictions, bundle.changes
        typer.echo(
            f"{bundle.name}: incidents {wrong} pairs wrongly joined, {missed} missed; "
            f"contradictions {found} found, {invented} invented, {lost} missed; "
            f"changes {moved} found, {false} invented, {unseen} missed"
        )
        for about, (right, apart) in (("copies", bundle.copies), ("statements", bundle.statements)):
            if right or apart:
                typer.echo(f"  {about}: {right} found as one, {apart} not")
        for figure in bundle.wrong_figures:
            typer.echo(f"  toll differs: {figure}")


def show_victims(path: Path) -> None:
    """Prints the attacks with the most dead of a file of briefings, each once, with what holds of its toll."""
    from summarizer.cli.printing import output
    from summarizer.digest import Digest
    from summarizer.digest.wording import toll_words, where_and_when
    from summarizer.visible_text import one_line

    console = output()
    with Digest.of_files([path]) as made:
        console.print(f"\nVictims by attack ({made.counts.incidents:,} attacks)", markup=False)
        for incident in made.incidents(most=MOST_ATTACKS):
            said = f"{where_and_when(incident)}: {toll_words(incident) or 'no number given'}"
            console.print(f"{incident.id}  {one_line(said)}", markup=False)
