"""A toll over time: each figure by who says it and when, revisions, disputes, and the range that holds now."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.digest.bounds import Bounds
from summarizer.digest.claims import MEASURES, Measure, actor_key
from summarizer.digest.model import Change, Figure, Quote, Range, Report
from summarizer.digest.spelling import plain

LAST = "9999-99-99"
"""Where an article has no date: after all that have one."""


@dataclass
class _Said:
    """A figure in the making; `accused` if it is said by who is blamed for the attack."""

    measure: Measure
    bounds: Bounds
    side: str
    party: str
    report: Report
    quotes: list[Quote]
    step: tuple[str, int]
    new: bool
    accused: bool
    change: Change = "first"
    standing: bool = True

    @property
    def voice(self) -> str:
        """Who says it."""
        return actor_key(self.report.report.source)


@dataclass
class Toll:
    """A measure's figures over time and the range that holds now."""

    figures: list[_Said] = field(default_factory=list)
    now: Range = field(default_factory=Range)
    disputes: list[tuple[_Said, _Said]] = field(default_factory=list)


def quote_of(report: Report) -> Quote:
    """The first words that prove a record."""
    first = report.report.evidence[0]
    return Quote(article=report.article, record=report.record, text=first.quote, start=first.start, end=first.end)


def tolls(reports: Sequence[Report], updates: frozenset[str] = frozenset()) -> dict[Measure, Toll]:
    """The tolls of an incident by measure.

    Args:
        reports: its records, in the order of date, article and position.
        updates: ids of the articles that update another's figures, which come after those of their day.
    """
    found: dict[Measure, Toll] = {}
    for measure in MEASURES:
        said = _said(measure, reports, updates)
        if not said:
            continue
        toll = Toll()
        ranges = []
        for side in sorted({s.side for s in said}):
            series = _follow([s for s in said if s.side == side])
            toll.figures += series
            toll.disputes += disputes(series)
            ranges.append(_range(series))
        toll.figures.sort(key=lambda s: (s.step, s.side, s.bounds.key))
        toll.now = _sum(ranges) if "" not in {s.side for s in said} else ranges[0]
        found[measure] = toll
    return found


def _said(measure: Measure, reports: Sequence[Report], updates: frozenset[str]) -> list[_Said]:
    """The figures of a measure; one that a voice repeats, in whatever paper, is one figure with several quotes."""
    parts = _in_parts(measure, reports)
    accused = {actor_key(r.report.perpetrator) for r in reports if r.report.perpetrator is not None}
    found: dict[tuple[Bounds, str, str, tuple[str, int]], _Said] = {}
    for report in reports:
        bounds = Bounds.of(getattr(report.report, measure))
        if bounds is None:
            continue
        step = (report.article.date or LAST, int(report.article.id in updates))
        side = plain(report.report.victims or "") if parts else ""
        voice = actor_key(report.report.source)
        key = (bounds, voice, side, step)
        known = found.get(key)
        if known is None:
            party = report.report.source.party if report.report.source and report.report.source.party else ""
            quotes, new = [quote_of(report)], report.article.new
            said = _Said(measure, bounds, side, party, report, quotes, step, new, voice in accused)
            found[key] = said
        else:
            known.quotes.append(quote_of(report))
            known.new = known.new and report.article.new
    return sorted(found.values(), key=lambda s: (s.step, s.bounds.key, s.voice, s.report.article.id, s.report.record))


def _in_parts(measure: Measure, reports: Sequence[Report]) -> bool:
    """True if an article gives the toll in parts only ("two soldiers … three rebels"), whose victims differ."""
    seen: dict[tuple[str, str], tuple[Bounds, str]] = {}
    for report in reports:
        bounds = Bounds.of(getattr(report.report, measure))
        victims = plain(report.report.victims or "")
        if bounds is None or not victims:
            continue
        key = (report.article.id, actor_key(report.report.source))
        known = seen.setdefault(key, (bounds, victims))
        if known[1] != victims and not set(known[1].split()) & set(victims.split()):
            return True
    return False


def _follow(series: list[_Said]) -> list[_Said]:
    """Decides of each figure, in order, what it is to those before it and which stand."""
    for step in sorted({s.step for s in series}):
        earlier = [s for s in series if s.step < step]
        standing = [s for s in earlier if s.standing]
        fresh: list[_Said] = []
        for said in (s for s in series if s.step == step):
            said.change = _change(said, earlier, standing)
            said.standing = said.change not in ("earlier",)
            if said.change == "same":
                _refine(said, standing)
            if said.change in ("up", "down") or (said.change == "same" and _tops(said, standing)):
                fresh.append(said)
        for old in standing:
            if any(_replaces(new, old) for new in fresh):
                old.standing = False
        _same_step(series, step)
    return series


def _change(said: _Said, earlier: Sequence[_Said], standing: Sequence[_Said]) -> Change:
    if not earlier:
        return "first"
    if any(s.bounds.key == said.bounds.key for s in standing):
        return "same"
    if any(s.bounds.key == said.bounds.key for s in earlier) and not _is_own(said, standing):
        return "earlier"
    if all(_opposed(said, s) for s in standing):
        return "differs"
    top = max(s.bounds.key for s in standing if not _opposed(said, s))
    return "up" if said.bounds.key > top else "down"


def _is_own(said: _Said, standing: Sequence[_Said]) -> bool:
    """True if who says it said what stands: then it takes that back."""
    return bool(said.voice) and any(s.voice == said.voice for s in standing)


def _opposed(one: _Said, other: _Said) -> bool:
    """True if neither's figure replaces the other's: they speak for different parties, or one is who is accused."""
    return bool(one.party and other.party and one.party != other.party) or one.accused != other.accused


def _tops(said: _Said, standing: Sequence[_Said]) -> bool:
    """True if a figure told again is the highest that stands: it ends the doubt between it and lower ones."""
    return said.bounds.key >= max(s.bounds.key for s in standing)


def _replaces(new: _Said, old: _Said) -> bool:
    return not _opposed(new, old)


def _refine(said: _Said, standing: Sequence[_Said]) -> None:
    """The later words of a number hold: "nine" after "at least nine"."""
    for old in standing:
        if old.bounds.key == said.bounds.key and not _opposed(said, old):
            old.standing = False


def _same_step(series: Sequence[_Said], step: tuple[str, int]) -> None:
    """Marks figures of one day that exclude each other."""
    today = [s for s in series if s.step == step and s.standing]
    for said in today[1:]:
        if said.change == "first" and said.bounds.key != today[0].bounds.key:
            said.change = "differs"


def disputes(series: Sequence[_Said]) -> list[tuple[_Said, _Said]]:
    """The pairs of standing figures that exclude each other, by two voices or two articles."""
    standing = [s for s in series if s.standing]
    found = []
    for i, one in enumerate(standing):
        for other in standing[i + 1 :]:
            if one.bounds.excludes(other.bounds) and (one.voice != other.voice or _others(one, other)):
                found.append((one, other))
    return found


def _others(one: _Said, other: _Said) -> bool:
    return not {q.article.id for q in one.quotes} & {q.article.id for q in other.quotes}


def _range(series: Sequence[_Said]) -> Range:
    """What holds now of a series."""
    standing = [s for s in series if s.standing]
    spans = [s.bounds.span for s in standing]
    lows = [low for low, _ in spans]
    exact = {s.bounds.key for s in standing if s.bounds.best is not None}
    high = max(high for _, high in spans)
    return Range(
        low=int(min(lows)),
        best=exact.pop() if len(exact) == 1 and len({s.bounds.key for s in standing}) == 1 else None,
        high=None if math.isinf(high) else int(high),
        revisions=len({(s.step, s.change) for s in series if s.change in ("up", "down")}),
        disputed=bool(disputes(series)),
    )


def _sum(ranges: Sequence[Range]) -> Range:
    """The toll of all parts together."""
    bests, highs = [r.best for r in ranges], [r.high for r in ranges]
    return Range(
        low=sum(r.low or 0 for r in ranges),
        best=None if None in bests else sum(b for b in bests if b is not None),
        high=None if None in highs else sum(h for h in highs if h is not None),
        revisions=sum(r.revisions for r in ranges),
        disputed=any(r.disputed for r in ranges),
    )


def figures(toll: Toll) -> list[Figure]:
    """The figures of a toll, for people and programs."""
    return [_figure(said) for said in toll.figures]


def _figure(said: _Said) -> Figure:
    record = said.report.report
    count = getattr(record, said.measure)
    return Figure(
        measure=said.measure,
        text=count.text,
        best=count.best,
        low=count.low,
        high=count.high,
        victims=record.victims,
        by=record.source.name if record.source else None,
        party=record.source.party if record.source else None,
        date=said.report.article.date,
        change=said.change,
        standing=said.standing,
        new=said.new,
        quotes=tuple(said.quotes),
    )


def known_before(toll: Toll) -> None:
    """A figure that was said before is not new, whoever says it again."""
    old = {s.bounds.key for s in toll.figures if not s.new}
    for said in toll.figures:
        said.new = said.new and said.bounds.key not in old
