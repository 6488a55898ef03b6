"""The golden set of this repository is whole, and as large and varied as the evaluation needs."""

from __future__ import annotations

from pathlib import Path

from summarizer.evaluation import GoldenSet, evaluate
from summarizer.evaluation.evaluation import annotation_briefing
from summarizer.evaluation.golden_check import check_golden

FOLDER = Path(__file__).parents[2] / "evals" / "golden"
GOLDEN = GoldenSet.from_folder(FOLDER)


def test_it_has_no_problem() -> None:
    assert check_golden(FOLDER) == []


def test_it_is_large_enough() -> None:
    assert len(GOLDEN) >= 60
    assert GOLDEN.size["casualties"] >= 120
    assert GOLDEN.size["sanctions"] >= 90
    assert GOLDEN.size["ceasefire"] >= 90
    assert sum(len(article.article.text.split()) > 2000 for article in GOLDEN) >= 4


def test_it_has_articles_with_nothing_to_find_of_some_topic() -> None:
    hard = [article for article in GOLDEN if "hard-negative" in article.tags]
    assert len(hard) >= 12
    assert all(any(not found for found in article.records.values()) for article in hard)


def test_the_half_to_judge_by_has_records_of_every_topic_and_no_seed_article() -> None:
    test = GOLDEN.select(split="test")
    assert len(test) == 32
    assert all(count >= 50 for count in test.size.values())
    assert "2025-05-18-sumy-bus" not in {article.id for article in test}


def test_the_gold_held_against_itself_is_perfect() -> None:
    evaluation = evaluate(GOLDEN, map(annotation_briefing, GOLDEN))
    assert all(tally.f1 == tally.as_strict.f1 == 1 for tally in evaluation.tallies.values())
    assert evaluation.errors == []
