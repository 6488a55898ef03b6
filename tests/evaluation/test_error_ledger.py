"""Each disagreement is typed, with the words of the article that it is about."""

from __future__ import annotations

import pytest
from evaluation_cases import STORY, call, exactly, firm, killed, position, quote

from summarizer.evaluation.error_ledger import disagreements
from summarizer.evaluation.metrics import score_case
from summarizer.schemas import Actor, CasualtyReport, Evidence, Record

FIRST = quote(STORY, "A drone killed nine people")
SECOND = quote(STORY, "12 people were injured")
FOURTH = quote(STORY, "France called for sanctions on Russia")
LAST = quote(STORY, "Ukraine rejected a truce")
TWO_COUNTS = CasualtyReport(evidence=(FIRST,), killed=exactly(9), injured=exactly(12))


@pytest.mark.parametrize(
    ("topic", "gold", "predicted", "kind", "field"),
    [
        ("casualties", [killed(9, FIRST)], [], "missed", None),
        ("casualties", [], [killed(9, FIRST)], "spurious", None),
        ("casualties", [killed(9, FIRST)], [killed(9, FIRST), killed(9, SECOND)], "split", None),
        ("casualties", [killed(9, FIRST), killed(9, SECOND)], [killed(9, FIRST)], "merged", None),
        ("casualties", [killed(9, FIRST)], [killed(19, FIRST)], "wrong count", "killed"),
        ("casualties", [TWO_COUNTS], [TWO_COUNTS.model_copy(update={"injured": None})], "wrong count", "injured"),
        ("casualties", [killed(9, FIRST, cumulative=True)], [killed(9, FIRST)], "wrong class", "cumulative"),
        (
            "casualties",
            [killed(9, FIRST, date="2025-05-17")],
            [killed(9, FIRST, date="2025-05-18")],
            "date off",
            "date",
        ),
        ("sanctions", [call("France", FOURTH)], [call("Russia", FOURTH)], "wrong actor", "actor"),
        ("casualties", [killed(9, FIRST)], [killed(9, FIRST, source=Actor(name="Police"))], "wrong source", "source"),
        (
            "casualties",
            [killed(9, FIRST)],
            [killed(9, FIRST, perpetrator=Actor(name="Police"))],
            "wrong actor",
            "perpetrator",
        ),
        (
            "sanctions",
            [call("France", FOURTH)],
            [call("France", FOURTH, status="opposed")],
            "wrong polarity",
            "status",
        ),
        ("sanctions", [call("France", FOURTH)], [call("France", FOURTH, status="imposed")], "wrong class", "status"),
        ("ceasefire", [position("Ukraine", LAST, "rejects")], [position("Ukraine", LAST)], "wrong polarity", "stance"),
        (
            "ceasefire",
            [position("Ukraine", LAST, "accepts")],
            [position("Ukraine", LAST, "conditional")],
            "wrong class",
            "stance",
        ),
        (
            "casualties",
            [],
            [killed(9, Evidence(quote="A drone killed many", start=0, end=19))],
            "ungrounded",
            None,
        ),
    ],
)
def test_kinds(topic: str, gold: list[Record], predicted: list[Record], kind: str, field: str | None) -> None:
    [found] = disagreements(score_case(STORY, topic, firm(gold), predicted))
    assert (found.kind, found.field) == (kind, field)


def test_an_entry_shows_both_values_and_the_sentence() -> None:
    [found] = disagreements(score_case(STORY, "casualties", firm([killed(9, FIRST)]), [killed(19, FIRST)]))
    assert (found.gold, found.predicted) == ("9 [9/9/9]", "19 [19/19/19]")
    assert found.words == "A drone killed nine people in Sumy on Saturday."


def test_records_that_agree_leave_no_entry() -> None:
    assert disagreements(score_case(STORY, "casualties", firm([TWO_COUNTS]), [TWO_COUNTS])) == []
