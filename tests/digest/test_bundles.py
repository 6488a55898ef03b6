"""Digests of golden records join what belongs together and next to nothing else; the scores themselves add up."""

from __future__ import annotations

from pathlib import Path

from summarizer.digest.scoring import joined, score_digests

BUNDLES = Path(__file__).parents[2] / "evals" / "digests"


def test_golden_bundles_are_digested_as_by_hand() -> None:
    scores = score_digests(BUNDLES)
    assert scores.figures["incidents B-cubed F1"][0] >= 0.85
    assert scores.figures["incidents precision of merges"][0] >= 0.95
    assert sum(b.contradictions[0] for b in scores.bundles) == 9
    assert [b.contradictions[1:] for b in scores.bundles] == [(0, 0)] * len(scores.bundles)
    assert sum(b.timelines for b in scores.bundles) == 13
    assert not [figure for bundle in scores.bundles for figure in bundle.wrong_figures]
    assert sum(b.copies[1] + b.statements[1] for b in scores.bundles) == 0
    # One that is missed: whom others accuse of breaking a truce changed, for the digest, no position.
    assert [sum(b.changes[i] for b in scores.bundles) for i in (1, 2)] == [0, 1]


def test_a_wrong_merge_lowers_precision_and_a_missed_one_recall() -> None:
    gold = [frozenset("ab"), frozenset("c")]
    merged, split = joined([frozenset("abc")], gold), joined([frozenset("a"), frozenset("b")], gold)
    assert (merged.pairs, split.pairs) == ((1, 2, 0), (0, 0, 1))
    assert (merged.recalls, merged.precisions) == ((1, 1, 1), (2 / 3, 2 / 3, 1 / 3))
    assert (split.recalls, split.precisions) == ((0.5, 0.5, 1), (1, 1, 1))
