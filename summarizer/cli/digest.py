"""`summarizer digest`: many briefings as one picture. Parses, calls the library, prints."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.formats import Format, choose_format
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


Inputs = Annotated[list[str], typer.Argument(help="Briefings: .jsonl (.gz and .zst too), .json, folders, globs, or -")]
Since = Annotated[str | None, typer.Option("--since", help="Show what has news since this day (2025-05-18)")]
Against = Annotated[
    list[str] | None, typer.Option("--against", help="Earlier briefings or digest: mark what is new (may be repeated)")
]
Sorted = Annotated[Grouping, typer.Option("--by", help="Sort by incident, party or topic")]
Explain = Annotated[bool, typer.Option("--explain", help="Say why records are one incident, with scores")]
FormatOption = Annotated[
    Format | None, typer.Option("--format", "-f", help="text, markdown, html or json; by default what --out ends in")
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file (.txt .md .html .json)")]
Pictures = Annotated[Path | None, typer.Option("--pictures", help="Write the pictures as SVG into this folder")]


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
    """Digest many briefings. Incidents with tolls over time, positions, contradictions, what is new."""
    from summarizer.digest import Digest
    from summarizer.errors import UsageError
    from summarizer.files import check_writable, refuse_inputs

    chosen = choose_format(format, out)
    if chosen is Format.jsonl:
        raise UsageError("a digest is one document: write it as text, markdown, html or json")
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
