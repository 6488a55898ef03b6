"""The verdicts of an evaluation in words: what was scored, what the scores mean, better or worse."""

from __future__ import annotations

from summarizer.evaluation.changes import FEW, Changes
from summarizer.evaluation.scores import OVERALL, Scores
from summarizer.evaluation.statistics import Interval
from summarizer.phrasing.numbers import day_in_words

MEANINGS = (
    (
        "Relaxed",
        "a predicted record counts when it matches a golden one: its quote is in the same or an adjacent sentence, one "
        "of its counts is equal, and its main actor is the same.",
    ),
    ("Strict", "a matched record counts only if every count and every class is right too."),
)
"""What the two ways of scoring mean, by name."""


def facts(evaluation: Scores) -> list[tuple[str, str]]:
    """What was scored, as pairs of a name and what it is: date, model, set, articles, records."""
    golden = evaluation.golden
    splits = {article.split for article in golden if article.split}
    part = f", {next(iter(splits))} only" if len(splits) == 1 else ""
    sizes = ", ".join(f"{count} {topic}" for topic, count in golden.size.items())
    found = [
        ("date", day_in_words(evaluation.made_at.date().isoformat()) if evaluation.made_at else ""),
        ("model", evaluation.model),
        ("set", f"{golden.name}{part}"),
        ("articles", f"{len(golden)}{f', {len(evaluation.failures)} failed' if evaluation.failures else ''}"),
        ("golden records", sizes),
    ]
    return [(name, value) for name, value in found if value]


def headline(evaluation: Scores) -> str:
    """How good the predictions are, in a sentence or two."""
    tally = evaluation.tallies[OVERALL]
    if not tally.gold and not tally.predicted:
        return "Nothing to find, and nothing found."
    found = f"Finds {tally.matched} of {tally.gold} records ({_whole(tally.recall)}%)"
    right = f"{_whole(tally.precision)}% of its records match a golden one"
    spread = evaluation.interval()
    return f"{found}; {right}. {_spread(tally.f1, spread, len(evaluation.golden))}"


def verdict(comparison: Changes) -> str:
    """The verdict on the second run in one sentence, with its uncertainty."""
    change = comparison.overall.difference.change
    first, points = _name_of_first(comparison), 100 * change.value
    if not change.error and not points:
        return f"The same as {first} in every article."
    bounds = f"{100 * change.low:+.1f} to {100 * change.high:+.1f}"
    if comparison.verdict in ("better", "worse"):
        what = f"{comparison.verdict.capitalize()} than {first} by {_points(points)} of F1"
        return f"{what} (95% interval {bounds})."
    if round(abs(points), 1) == 0:
        return f"No difference from {first} on average (95% interval {bounds} points)."
    what = f"{'Better' if points > 0 else 'Worse'} than {first} by {_points(points)} of F1"
    return f"{what}; too few articles to be sure (95% interval {bounds})."


def _spread(f1: float, spread: Interval | None, articles: int) -> str:
    """F1 with its interval, and a warning where it rests on few articles."""
    if articles < FEW:
        return f"F1 {100 * f1:.1f}; {articles} article{'' if articles == 1 else 's'}: too few to be sure."
    return f"F1 {100 * f1:.1f}" + (
        f" (95% interval {100 * spread.low:.1f} to {100 * spread.high:.1f})." if spread else "."
    )


def _name_of_first(comparison: Changes) -> str:
    """The first run's label, or its date where both runs have one label."""
    first, second = comparison.first, comparison.second
    if first.label != second.label:
        return first.label
    days = [one.made_at.date() if one.made_at else None for one in (first, second)]
    return f"the run of {day_in_words(days[0].isoformat())}" if days[0] and days[0] != days[1] else "the first run"


def _points(change: float) -> str:
    shown = f"{abs(change):.1f}"
    return f"{shown} point{'' if shown == '1.0' else 's'}"


def _whole(share: float) -> str:
    return f"{100 * share:.0f}"
