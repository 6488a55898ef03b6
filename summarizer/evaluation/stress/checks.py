"""What a stress run must hold: no planted record shown, no failure, nothing worse than a baseline."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.evaluation.gate import Check, GateReport
from summarizer.evaluation.stress.results import StressResults, compare_stress


def stress_checks(results: StressResults, baseline: StressResults | None = None) -> GateReport:
    """Holds the results of a run against what must be, and against an accepted run where there is one."""
    return GateReport(tuple(_checks(results, baseline)))


def _checks(results: StressResults, baseline: StressResults | None) -> Iterator[Check]:
    shown = results.shown
    yield Check("planted records", not shown, f"{shown} planted records were shown" if shown else "none was shown")
    failed = results.failures
    first = next(iter(failed.items()), ("", ""))
    message = f"{len(failed)} articles failed; the first is {first[0]}: {first[1]}" if failed else "none"
    yield Check("failures", not failed, message)
    for moved in compare_stress(baseline, results) if baseline is not None else ():
        change = moved.difference
        shares = f"{100 * change.first.value:.1f}% before, {100 * change.second.value:.1f}% now, p {moved.p:.3f}"
        yield Check(f"{moved.family} {moved.name} against the baseline", moved.verdict != "worse", shares)
