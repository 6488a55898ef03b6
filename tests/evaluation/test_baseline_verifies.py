"""Every briefing of the stored baseline, made by the embedded model, holds when it is verified again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.contract import BriefingData
from summarizer.verification import verify_briefing

EVALS = Path(__file__).parents[2] / "evals"
PREDICTIONS = json.loads((EVALS / "baselines" / "local.json").read_text(encoding="utf-8"))["predictions"]
PRESENT = [one for one in PREDICTIONS if (EVALS / "golden" / one["article"] / "article.md").is_file()]


def test_the_baseline_is_of_articles_that_are_there() -> None:
    assert len(PRESENT) >= 20


def test_every_stored_briefing_of_version_1_holds() -> None:
    wrong = []
    for one in PRESENT:
        article = Article.from_file(EVALS / "golden" / one["article"] / "article.md")
        findings = verify_briefing(BriefingData.model_validate(one["briefing"]), article, first_version=True)
        wrong += [str(finding) for finding in findings]
    assert wrong == []


@pytest.mark.parametrize(
    ("topic", "field", "other"),
    [
        ("casualties", "cumulative", None),
        ("ceasefire", "scope", "maritime"),
    ],
)
def test_a_class_changed_by_hand_is_found(topic: str, field: str, other: object) -> None:
    changed = found = 0
    for one in PRESENT[:12]:
        article = Article.from_file(EVALS / "golden" / one["article"] / "article.md")
        briefing = one["briefing"]
        for record in briefing["records"][topic]:
            if record[field] != other and len(record["evidence"]) == 1:
                instead = not record[field] if other is None else other
                spoilt = {**briefing, "records": {topic: [{**record, field: instead}]}}
                findings = verify_briefing(BriefingData.model_validate(spoilt), article, first_version=True)
                changed += 1
                found += any(f.code == "class_mismatch" and f.place.endswith(field) for f in findings)
    assert changed > 0
    assert found == changed
