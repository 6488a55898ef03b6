"""Scores digests: bundles of golden articles with hand-made clusters, tolls and contradictions."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from summarizer.contract import ArticleInfo, BriefingData
from summarizer.digest.digest import Digest
from summarizer.errors import UnreadableInput
from summarizer.evaluation.golden import GoldenSet

Clusters = list[frozenset[str]]
SEED, RESAMPLES = 20250518, 2000


@dataclass(frozen=True)
class Joined:
    """One bundle's clusters against the golden ones.

    Attributes:
        precisions: of each record, the share of its cluster that belongs there.
        recalls: of each record, the share of its golden cluster that was found.
        pairs: pairs of records rightly joined, wrongly joined, and missed.
    """

    precisions: tuple[float, ...]
    recalls: tuple[float, ...]
    pairs: tuple[int, int, int]


@dataclass(frozen=True)
class BundleScore:
    """What a digest of one bundle got right.

    Attributes:
        name: the bundle's.
        incidents: clusters of casualty records.
        positions: clusters of records on ceasefires and sanctions.
        wrong_figures: figures of tolls that differ from the hand-made timelines.
        contradictions: found rightly, invented, missed.
        changes: changes of stance, likewise.
    """

    name: str
    incidents: Joined
    positions: Joined
    wrong_figures: tuple[str, ...] = ()
    contradictions: tuple[int, int, int] = (0, 0, 0)
    changes: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True)
class DigestScores:
    """The scores of all bundles."""

    bundles: tuple[BundleScore, ...]
    figures: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    """Score with the ends of its 95% interval, bundles drawn anew, by name."""


def score_digests(folder: str | Path) -> DigestScores:
    """Digests the golden records of every bundle of a folder and scores the result.

    Raises:
        UnreadableInput: there is no bundle: a folder with golden articles and a digest.yaml.
    """
    found = sorted(Path(folder).glob("*/digest.yaml"))
    if not found:
        raise UnreadableInput(
            f"no bundles in {str(folder)!r}: each needs a folder with golden articles and a digest.yaml"
        )
    bundles = tuple(score_bundle(path.parent) for path in found)
    figures: dict[str, tuple[float, float, float]] = {}
    for about in ("incidents", "positions"):
        joined: list[Joined] = [getattr(bundle, about) for bundle in bundles]
        kept = [j for j in joined if j.precisions]
        for name, measure in _MEASURES.items():
            figures[f"{about} {name}"] = _with_interval(kept, measure)
    return DigestScores(bundles, figures)


def score_bundle(folder: Path) -> BundleScore:
    """Digests the golden records of a bundle and holds the result against its digest.yaml."""
    gold = yaml.safe_load((folder / "digest.yaml").read_text(encoding="utf-8"))
    with Digest.of(golden_briefings(folder)) as digest:
        incidents = [
            frozenset(f"{r.article.id}#{r.record}" for r in incident.reports)
            for cumulative in (False, True)
            for incident in digest.incidents(cumulative=cumulative)
        ]
        lines = [
            frozenset(f"{s.article.id}#{s.record}" for said in digest.statements(number) for s in said.stated)
            for number, _ in digest.lines()
        ]
        return BundleScore(
            folder.name,
            joined(incidents, _clusters(gold.get("incidents"))),
            joined(lines, _clusters(gold.get("positions"))),
            tuple(_wrong_figures(digest, gold)),
            _contradictions(digest, gold),
            _changes(digest, gold),
        )


def golden_briefings(folder: Path) -> Iterable[BriefingData]:
    """The articles of a bundle with their golden records as briefings."""
    for golden in GoldenSet.from_folder(folder):
        yield BriefingData(
            article=ArticleInfo.of(golden.article, with_text=True),
            model="golden",
            created_at=datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC),
            records={topic: tuple(g.record for g in records) for topic, records in golden.records.items()},
        )


def joined(found: Clusters, gold: Clusters) -> Joined:
    """Compares two groupings of the same records; one that only the golden grouping has stands alone in the other."""
    everything = sorted({r for cluster in gold for r in cluster})
    in_gold = {r: cluster for cluster in gold for r in cluster}
    in_found = {r: cluster & frozenset(everything) for cluster in found for r in cluster}
    alone = {r: in_found.get(r, frozenset([r])) for r in everything}
    shared = {r: len(alone[r] & in_gold[r]) for r in everything}
    ours, theirs = _pairs(alone.values()), _pairs(gold)
    return Joined(
        tuple(shared[r] / len(alone[r]) for r in everything),
        tuple(shared[r] / len(in_gold[r]) for r in everything),
        (len(ours & theirs), len(ours - theirs), len(theirs - ours)),
    )


def _pairs(clusters: Iterable[frozenset[str]]) -> set[tuple[str, str]]:
    return {pair for cluster in clusters for pair in combinations(sorted(cluster), 2)}


def _clusters(raw: Mapping[str, Sequence[str]] | None) -> Clusters:
    return [frozenset(records) for records in (raw or {}).values()]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _b_cubed(some: Sequence[Joined]) -> float:
    records = sum(len(j.precisions) for j in some)
    p, r = _ratio(sum(sum(j.precisions) for j in some), records), _ratio(sum(sum(j.recalls) for j in some), records)
    return _ratio(2 * p * r, p + r)


def _pair_sums(some: Sequence[Joined]) -> tuple[int, int, int]:
    return sum(j.pairs[0] for j in some), sum(j.pairs[1] for j in some), sum(j.pairs[2] for j in some)


def _merge_precision(some: Sequence[Joined]) -> float:
    right, wrong, _ = _pair_sums(some)
    return _ratio(right, right + wrong)


def _pairwise(some: Sequence[Joined]) -> float:
    right, wrong, missed = _pair_sums(some)
    return _ratio(2 * right, 2 * right + wrong + missed)


_MEASURES: Mapping[str, Callable[[Sequence[Joined]], float]] = {
    "B-cubed F1": _b_cubed,
    "pairwise F1": _pairwise,
    "precision of merges": _merge_precision,
}


def _with_interval(some: Sequence[Joined], measure: Callable[[Sequence[Joined]], float]) -> tuple[float, float, float]:
    if not some:
        return 1.0, 0.0, 1.0
    draws = np.random.default_rng(SEED).integers(0, len(some), (RESAMPLES, len(some)))
    drawn = [measure([some[i] for i in draw]) for draw in draws]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return measure(some), float(low), float(high)


def _wrong_figures(digest: Digest, gold: Mapping[str, Any]) -> Iterable[str]:
    """Yields the incidents whose killed over time differ from the hand-made timeline."""
    for name, line in (gold.get("timeline") or {}).items():
        first, _, place = gold["incidents"][name][0].partition("#")
        incident = digest.incident(digest.incident_of(first, int(place)) or "")
        ours = [
            {"date": f.date, "killed": f.best if f.best is not None else f.low, "change": f.change}
            for f in incident.figures
            if f.measure == "killed"
        ]
        theirs = [{**figure, "date": str(figure["date"])} for figure in line["figures"]]
        held = incident.now["killed"]
        now = {key: value for key, value in (("low", held.low), ("high", held.high)) if value is not None}
        if ours != theirs or now != line["now"]:
            yield f"{name}: {ours} {now}"


def _contradictions(digest: Digest, gold: Mapping[str, Any]) -> tuple[int, int, int]:
    ours = {
        (c.kind, frozenset(f"{q.article.id}#{q.record}" for q in (c.one_quote, c.other_quote)))
        for c in digest.contradictions()
    }
    theirs = {(c["kind"], frozenset(c["records"])) for c in gold.get("contradictions") or ()}
    return len(ours & theirs), len(ours - theirs), len(theirs - ours)


def _changes(digest: Digest, gold: Mapping[str, Any]) -> tuple[int, int, int]:
    ours = {(c.before, c.after, c.date) for _, c in digest.changes()}
    theirs = {(c["before"], c["after"], str(c["date"])) for c in gold.get("changes") or ()}
    return len(ours & theirs), len(ours - theirs), len(theirs - ours)
