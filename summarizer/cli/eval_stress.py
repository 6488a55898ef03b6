"""`summarizer eval stress`: parses, calls the library, prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.eval_options import (
    DEFAULT_GOLDEN,
    RUN,
    STRESS,
    Concurrency,
    Golden,
    Html,
    Split,
    check_output,
    golden_files,
    print_report,
    write_html,
    write_report,
)
from summarizer.cli.helping import option
from summarizer.cli.options import ApiKeyFile, BaseUrl, Calls, Debug, MaxCost, Model, Strategy

if TYPE_CHECKING:
    from summarizer.evaluation.stress import StressResults

CHANGES = "Changes"

Kinds = Annotated[
    list[str] | None,
    option("--kind", metavar="KIND", help="Use only this family or kind of change (repeatable)", panel=CHANGES),
]
Articles = Annotated[int, option("--n", min=1, metavar="N", help="Change N articles in each way", panel=CHANGES)]
Seed = Annotated[int, option("--seed", metavar="N", help="Seed of the articles and of the changes", panel=CHANGES)]
ResultsOut = Annotated[Path, option("--out", "-o", metavar="FILE", help="Save the results to FILE", panel=RUN)]


def stress(
    model: Model = None,
    base_url: BaseUrl = None,
    api_key_file: ApiKeyFile = None,
    golden: Golden = DEFAULT_GOLDEN,
    split: Split = None,
    kind: Kinds = None,
    n: Articles = 5,
    seed: Seed = 1,
    strategy: Strategy = None,
    calls: Calls = None,
    concurrency: Concurrency = None,
    max_cost: MaxCost = None,
    out: ResultsOut = STRESS,
    html: Html = None,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML to FILE")] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="Fail if worse than these earlier results"),
    ] = None,
    examples: Annotated[
        int, typer.Option("--examples", min=0, metavar="N", help="Show the N worst changed articles")
    ] = 5,
    _debug: Debug = False,
) -> None:
    """Attack a model with changed articles whose records are known.

    Saves the results; run the same command again to resume an interrupted run.
    """
    from summarizer.cli.stress_run import StressRun
    from summarizer.evaluation.stress.terminal import show_stress

    flags: dict[str, object] = {
        "model": model,
        "base_url": base_url,
        "api_key_file": api_key_file,
        "strategy": strategy,
        "calls": calls,
    }
    flags["max_cost"] = max_cost
    command = StressRun(flags, golden, out, split, tuple(kind or ()), n, seed, concurrency)
    check_output(html, out, *golden_files(golden))
    results = command.run()
    print_report(show_stress(results, examples=examples), f"results: {out}")
    _hold_stress(results, baseline, html, junit)


def compare_results(first: Path, second: Path) -> None:
    """Prints how two stress runs of one plan differ."""
    from summarizer.evaluation.stress.results import StressResults as Results
    from summarizer.evaluation.stress.results import compare_stress
    from summarizer.evaluation.stress.terminal import show_moved

    before, after = Results.load(first), Results.load(second)
    print_report(show_moved(compare_stress(before, after), f"{before.model} → {after.model}, paired by article"))


def _hold_stress(results: StressResults, baseline: Path | None, html: Path | None, junit: Path | None) -> None:
    """Writes the reports of a stress run; exit code 4 where a check does not hold, 3 where articles failed."""
    from summarizer.errors import GateFailed
    from summarizer.evaluation.stress.checks import stress_checks
    from summarizer.evaluation.stress.page import render_stress
    from summarizer.evaluation.stress.results import StressResults as Results

    write_html(render_stress(results) if html else "", html)
    report = stress_checks(results, Results.load(baseline) if baseline else None)
    if junit is not None:
        write_report(junit, report.junit())
    if baseline is not None and report.failed:
        reasons = (f"{check.name}: {check.message}" for check in report.failed)
        raise GateFailed("\n- ".join(["the gate failed:", *reasons]))
    if results.failures:
        raise typer.Exit(3)
