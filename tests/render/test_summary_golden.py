"""Over the golden set, no sentence of a summary says what its records do not, and every topic is mentioned."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.evaluation import GoldenArticle, GoldenSet
from summarizer.summary import check_sentence, compose_summary

GOLDEN = GoldenSet.load(Path(__file__).parents[2] / "evals" / "golden")


@pytest.mark.parametrize("article", GOLDEN.articles, ids=lambda article: article.id)
def test_summaries_of_the_golden_set_stand_on_their_records(article: GoldenArticle) -> None:
    records = {topic: [gold.record for gold in found] for topic, found in article.records.items()}
    summary = compose_summary(records, article.article)
    assert len(summary) <= 6
    for sentence in summary:
        spans = set(sentence.evidence)
        cited = [record for found in records.values() for record in found if spans.issuperset(record.evidence)]
        assert check_sentence(sentence.text, cited) is None
    for found in records.values():
        assert not found or any(set(record.evidence) <= set(s.evidence) for record in found for s in summary)
