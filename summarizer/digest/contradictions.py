"""Contradictions: figures that exclude each other, responsibility claimed and denied, "agreed" against "no deal"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from summarizer.digest.claims import Measure, actor_key
from summarizer.digest.model import Contradiction, Incident, Report
from summarizer.digest.tolls import Toll, quote_of

MOST = 20
"""Contradictions told of one incident and kind; there may be as many as pairs of papers."""

_BLAMED = ("claimed", "alleged", "undisputed")


def of_incident(incident: Incident, found: Mapping[Measure, Toll]) -> Iterator[tuple[float, Contradiction]]:
    """Yields the contradictions within an incident, each with its weight."""
    if not incident.cumulative:
        yield from _of_tolls(incident, found)
        yield from _of_responsibility(incident)


def _of_tolls(incident: Incident, found: Mapping[Measure, Toll]) -> Iterator[tuple[float, Contradiction]]:
    for measure, toll in found.items():
        for one, other in toll.disputes[:MOST]:
            first, second = one.quotes[0], other.quotes[0]
            yield (
                float(abs(one.bounds.key - other.bounds.key)),
                Contradiction(
                    kind="toll",
                    about=incident.id,
                    subject=f"{measure} in {incident.label}",
                    one=f"{one.bounds.sign} {measure} ({_voice(one.report)})",
                    other=f"{other.bounds.sign} {measure} ({_voice(other.report)})",
                    one_quote=first,
                    other_quote=second,
                    new=one.new or other.new,
                ),
            )


def _voice(report: Report) -> str:
    source = report.report.source
    return source.name if source is not None else report.article.outlet


def _of_responsibility(incident: Incident) -> Iterator[tuple[float, Contradiction]]:
    """Who did it: blamed here and denied there, or two of different parties blamed."""
    blamed: dict[str, Report] = {}
    denied: dict[str, Report] = {}
    for report in incident.reports:
        party = actor_key(report.report.perpetrator)
        if party and report.report.responsibility in _BLAMED:
            blamed.setdefault(party, report)
        elif party and report.report.responsibility == "denied":
            denied.setdefault(party, report)
    pairs = [(1.0, blamed[party], denied[party]) for party in sorted(set(blamed) & set(denied))]
    named = blamed | {party: report for party, report in denied.items() if party not in blamed}
    first, *others = sorted(named) or [""]
    pairs += [(2.0, named[first], named[other]) for other in others[: MOST - 1]]
    told = set[frozenset[tuple[str, int]]]()
    for weight, one, other in pairs:
        both = frozenset((r.article.id, r.record) for r in (one, other))
        if both not in told:
            told.add(both)
            yield weight, _between(incident, one, other)


def _between(incident: Incident, one: Report, other: Report) -> Contradiction:
    return Contradiction.model_validate(
        {
            "kind": "responsibility",
            "about": incident.id,
            "subject": f"who is behind {incident.label}",
            "one": _said(one),
            "other": _said(other),
            "one_quote": quote_of(one),
            "other_quote": quote_of(other),
            "new": one.article.new or other.article.new,
        }
    )


def _said(report: Report) -> str:
    actor = report.report.perpetrator
    name = actor.name if actor is not None else "nobody"
    how = {
        "claimed": f"{name} says that it did it",
        "denied": f"{name} denies it",
        "alleged": f"{name} is blamed",
        "undisputed": f"{name} did it",
    }
    words = how.get(report.report.responsibility, f"{name} is named")
    return f"{words} ({_voice(report)})"
