"""Over the golden set, composed sentences say what their records say, and say it in English."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.contract import record_labels
from summarizer.evaluation import GoldenArticle, GoldenSet
from summarizer.schemas import Record
from summarizer.summary import check_sentence, compose_summary

from .grammar import faults

GOLDEN = GoldenSet.load(Path(__file__).parents[2] / "evals" / "golden")


def record_label(topic: str, index: int) -> str:
    """The label of a record of one of the packaged topics."""
    return record_labels({topic: range(index + 1)})[topic][index]


def labelled(article: GoldenArticle) -> dict[str, Record]:
    return {
        record_label(topic, i): gold.record for topic, found in article.records.items() for i, gold in enumerate(found)
    }


@pytest.mark.parametrize("article", GOLDEN.articles, ids=lambda article: article.id)
def test_summaries_of_the_golden_set_stand_on_their_records(article: GoldenArticle) -> None:
    records = {topic: [gold.record for gold in found] for topic, found in article.records.items()}
    by_label = labelled(article)
    summary = compose_summary(records, article.article)
    assert len(summary) <= 6
    for sentence in summary:
        cited = [by_label[label] for label in sentence.records]
        assert {e for record in cited for e in record.evidence} == set(sentence.evidence)
        assert check_sentence(sentence.text, cited) is None, sentence.text
    told = {label for sentence in summary for label in sentence.records}
    for topic, found in records.items():
        assert not found or any(record_label(topic, i) in told for i in range(len(found)))


@pytest.mark.parametrize("article", GOLDEN.articles, ids=lambda article: article.id)
def test_every_record_of_the_golden_set_makes_a_sound_sentence(article: GoldenArticle) -> None:
    """Each record by itself, and the summary of all of them, since a summary leaves most records out."""
    records = {topic: [gold.record for gold in found] for topic, found in article.records.items()}
    by_label = labelled(article)
    alone = [compose_summary(records, article.article, only=[label]) for label in by_label]
    for sentence in [s for summary in (*alone, compose_summary(records, article.article)) for s in summary]:
        cited = tuple(by_label[label] for label in sentence.records)
        assert not faults(sentence.text, cited), sentence.text
