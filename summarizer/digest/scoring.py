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

from summarizer.article import Article
from summarizer.contract import ArticleInfo, BriefingData
from summarizer.digest.digest import Digest
from summarizer.digest.model import Incident, Range
from summarizer.errors import UnreadableInput
from summarizer.evaluation.golden import GoldenArticle, GoldenSet
from summarizer.evaluation.record_alignment import align
from summarizer.schemas import Record
from summarizer.topics import toll_topic

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
        timelines: how many there are.
        contradictions: found rightly, invented, missed.
        changes: changes of stance, likewise.
        copies: groups of copies that are one source, and those that are not.
        statements: groups of records that are one statement, and those that are not.
    """

    name: str
    incidents: Joined
    positions: Joined
    wrong_figures: tuple[str, ...] = ()
    timelines: int = 0
    contradictions: tuple[int, int, int] = (0, 0, 0)
    changes: tuple[int, int, int] = (0, 0, 0)
    copies: tuple[int, int] = (0, 0)
    statements: tuple[int, int] = (0, 0)


class Names:
    """Records of a digest by the names that golden ones have: `article#position`.

    Args:
        known: the golden record that a predicted one answers, by topic, article and position; a record that answers
            none has a name that no golden one has. `None` where the records are the golden ones.
    """

    def __init__(self, known: Mapping[tuple[str, str, int], int] | None = None) -> None:
        self._known = known

    def __call__(self, topic: str, article: str, place: int) -> str:
        """The name of a record."""
        if self._known is None:
            return f"{article}#{place}"
        answered = self._known.get((topic, article, place))
        return f"{article}#{answered}" if answered is not None else f"{article}#unknown-{place}"


@dataclass(frozen=True)
class DigestScores:
    """The scores of all bundles."""

    bundles: tuple[BundleScore, ...]
    figures: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    """Score with the ends of its 95% interval, bundles drawn anew, by name."""


def score_digests(folder: str | Path, briefings: Iterable[BriefingData] | None = None) -> DigestScores:
    """Digests every bundle of a folder and scores the result.

    Args:
        folder: the bundles.
        briefings: of all articles of the bundles, by whatever system; without them, the golden records are digested.

    Raises:
        UnreadableInput: there is no bundle (a folder with golden articles and a digest.yaml), or an article's briefing
            is not there.
    """
    found = sorted(Path(folder).glob("*/digest.yaml"))
    if not found:
        raise UnreadableInput(
            f"no bundles in {str(folder)!r}: each needs a folder with golden articles and a digest.yaml"
        )
    by_id = {briefing.article.id: briefing for briefing in briefings} if briefings is not None else None
    bundles = tuple(score_bundle(path.parent, by_id) for path in found)
    figures: dict[str, tuple[float, float, float]] = {}
    for about in ("incidents", "positions"):
        joined: list[Joined] = [getattr(bundle, about) for bundle in bundles]
        kept = [j for j in joined if j.precisions]
        for name, measure in _MEASURES.items():
            figures[f"{about} {name}"] = _with_interval(kept, measure)
    return DigestScores(bundles, figures)


def score_bundle(folder: Path, briefings: Mapping[str, BriefingData] | None = None) -> BundleScore:
    """Digests a bundle and holds the result against its digest.yaml.

    Args:
        folder: the bundle.
        briefings: of its articles by their ids; without them, the golden records are digested.
    """
    gold = yaml.safe_load((folder / "digest.yaml").read_text(encoding="utf-8"))
    made, names = (golden_briefings(folder), Names()) if briefings is None else predicted_briefings(folder, briefings)
    with Digest.of(made) as digest:
        toll = toll_topic().name
        incidents = [*digest.incidents(), *digest.incidents(cumulative=True)]
        clusters = [frozenset(names(toll, r.article.id, r.record) for r in i.reports) for i in incidents]
        said = [(line.topic, list(digest.statements(number))) for number, line in digest.lines()]
        told = [
            frozenset(names(topic, s.article.id, s.record) for s in one.stated) for topic, ones in said for one in ones
        ]
        lines = [
            frozenset(names(topic, s.article.id, s.record) for one in ones for s in one.stated) for topic, ones in said
        ]
        origins = {r.article.id: r.article.origin for incident in incidents for r in incident.reports}
        origins |= {s.article.id: s.article.origin for _, ones in said for one in ones for s in one.stated}
        by_name = {name: i for cluster, i in zip(clusters, incidents, strict=True) for name in cluster}
        return BundleScore(
            folder.name,
            joined(clusters, _clusters(gold.get("incidents"))),
            joined(lines, _clusters(gold.get("positions"))),
            tuple(_wrong_figures(by_name, gold)),
            len(gold.get("timeline") or ()),
            _contradictions(digest, names, gold),
            _changes(digest, gold),
            _copies(origins, gold),
            _together(told, gold),
        )


def golden_briefings(folder: Path) -> Iterable[BriefingData]:
    """The articles of a bundle with their golden records as briefings."""
    for golden in GoldenSet.from_folder(folder):
        yield _briefing(golden, {topic: [g.record for g in records] for topic, records in golden.records.items()})


def predicted_briefings(folder: Path, briefings: Mapping[str, BriefingData]) -> tuple[Iterable[BriefingData], Names]:
    """The articles of a bundle with the records of their briefings, and which golden record each of these answers.

    Raises:
        UnreadableInput: an article's briefing is not there.
    """
    made, known = [], {}
    for golden in GoldenSet.from_folder(folder):
        id = Article.from_file(folder / golden.id / "article.md").id
        if id not in briefings:
            raise UnreadableInput(f"no briefing of {golden.id!r} of {str(folder)!r}: brief the bundles first")
        records = briefings[id].records
        made.append(_briefing(golden, records))
        for topic, gold in golden.records.items():
            for pair in align(golden.article, gold, records.get(topic, ())).pairs:
                known[topic, golden.id, pair.predicted] = pair.gold
    return made, Names(known)


def _briefing(golden: GoldenArticle, records: Mapping[str, Sequence[Record]]) -> BriefingData:
    return BriefingData(
        article=ArticleInfo.of(golden.article, with_text=True),
        model="golden",
        created_at=datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC),
        records={topic: tuple(found) for topic, found in records.items()},
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


def _wrong_figures(by_name: Mapping[str, Incident], gold: Mapping[str, Any]) -> Iterable[str]:
    """Yields the incidents whose killed over time differ from the hand-made timeline."""
    for name, line in (gold.get("timeline") or {}).items():
        incident = next((by_name[record] for record in gold["incidents"][name] if record in by_name), None)
        if incident is None:
            yield f"{name}: no record of it"
            continue
        ours = [
            {"date": f.date, "killed": f.best if f.best is not None else f.low, "change": f.change}
            for f in incident.figures
            if f.measure == "killed"
        ]
        theirs = [{**figure, "date": str(figure["date"])} for figure in line["figures"]]
        held = incident.now.get("killed", Range())
        now = {key: value for key, value in (("low", held.low), ("high", held.high)) if value is not None}
        if ours != theirs or now != line["now"]:
            yield f"{name}: {ours} {now}"


def _contradictions(digest: Digest, names: Names, gold: Mapping[str, Any]) -> tuple[int, int, int]:
    """Contradictions found rightly, invented and missed."""
    ours = set()
    for found in digest.contradictions():
        quotes = (found.one_quote, found.other_quote)
        ours.add((found.kind, frozenset(names(found.topic, quote.article.id, quote.record) for quote in quotes)))
    theirs = {(c["kind"], frozenset(c["records"])) for c in gold.get("contradictions") or ()}
    return len(ours & theirs), len(ours - theirs), len(theirs - ours)


def _changes(digest: Digest, gold: Mapping[str, Any]) -> tuple[int, int, int]:
    ours = {(c.before, c.after, c.date) for _, c in digest.changes()}
    theirs = {(c["before"], c["after"], str(c["date"])) for c in gold.get("changes") or ()}
    return len(ours & theirs), len(ours - theirs), len(theirs - ours)


def _copies(origins: Mapping[str, str], gold: Mapping[str, Any]) -> tuple[int, int]:
    """Groups of copies that are one source, and those that are not."""
    groups = [{record.partition("#")[0] for record in group} for group in gold.get("copies") or ()]
    found = sum(len({origins.get(article, article) for article in group}) == 1 for group in groups)
    return found, len(groups) - found


def _together(told: Clusters, gold: Mapping[str, Any]) -> tuple[int, int]:
    """Groups of records that are one statement, and those that are not."""
    groups = [frozenset(group) for group in gold.get("statements") or ()]
    found = sum(any(group <= one for one in told) for group in groups)
    return found, len(groups) - found
