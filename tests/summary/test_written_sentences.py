"""The gate on sentences written to our own question: few are refused, and none with a changed fact stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from summarizer import Summarizer
from summarizer.contract import record_labels
from summarizer.evaluation import GoldenSet
from summarizer.schemas import Record
from summarizer.summary import check_sentence

from .exchanged import all_changes

EVALS = Path(__file__).parents[2] / "evals"
MOST_REFUSED = 7
FEWEST_CHANGES = 600

Cited = tuple[str, list[Record], list[Record], str]


@cache
def sentences() -> Sequence[Cited]:
    """The sentences with the records that they cite, the article's other records, and the headline."""
    golden = GoldenSet.load(EVALS / "golden").select(split="test")
    written = yaml.safe_load((EVALS / "recordings/written-summaries/sentences.yaml").read_text(encoding="utf-8"))
    replay, found = EVALS / "recordings/written", list[Cited]()
    with Summarizer("written", base_url="http://127.0.0.1:18765/v1", replay=replay, summary="none") as summarizer:
        for name, told in written.items():
            article = golden[name].article
            records = summarizer.brief(article).records
            labels = record_labels(records)
            by_label = {label: r for topic, of in records.items() for label, r in zip(labels[topic], of, strict=True)}
            for cited, text in told:
                beside = [r for label, r in by_label.items() if label not in cited.split()]
                found.append((text, [by_label[label] for label in cited.split()], beside, article.title or ""))
    return found


def test_written_sentences_are_seldom_refused() -> None:
    found = [
        (text, check_sentence(text, cited, siblings=beside, title=title)) for text, cited, beside, title in sentences()
    ]
    refused = [(text, reason) for text, reason in found if reason is not None]
    assert len(found) == 146
    assert len(refused) <= MOST_REFUSED, refused


def test_no_written_sentence_with_a_changed_fact_stands() -> None:
    changes = [
        (change, check_sentence(change.text, cited, siblings=beside, title=title))
        for text, cited, beside, title in sentences()
        for change in all_changes(text, cited, beside)
    ]
    assert {change.kind for change, _ in changes} >= {"number", "actor", "negation", "attribution"}
    assert len(changes) >= FEWEST_CHANGES
    assert [change for change, reason in changes if reason is None] == []
