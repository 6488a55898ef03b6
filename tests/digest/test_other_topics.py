"""A digest tells what records of topics of one's own say, once however many papers carry it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer.cli.app import app
from summarizer.contract import ArticleInfo, BriefingData
from summarizer.digest import Digest
from summarizer.schemas import Evidence, FieldForm, TopicForm, record_class

from .newsdesk import sumy

LEAVES = record_class(
    TopicForm(
        name="troop-withdrawals",
        title="Troop withdrawals",
        fields=(FieldForm(name="who", kind="actor", required=True), FieldForm(name="place", kind="place")),
        summary="{who} withdrew troops[ from {place}].",
    )
)
QUOTE = "Ruritania pulled its last men out of the port of Strelsau."


def left(id: str, day: str, outlet: str, place: str = "Strelsau") -> BriefingData:
    evidence = (Evidence(quote=QUOTE, start=0, end=len(QUOTE)),)
    record = LEAVES.model_validate({"who": {"name": "Ruritania"}, "place": place, "evidence": evidence})
    date = datetime.date.fromisoformat(day)
    return BriefingData(
        article=ArticleInfo(id=id, date=date, source=outlet, characters=80),
        model="m",
        created_at=datetime.datetime(2025, 5, 20, tzinfo=datetime.UTC),
        records={"troop-withdrawals": (record,)},
    )


def test_a_topic_of_ones_own_has_a_section_and_each_sentence_stands_there_once() -> None:
    papers = [left("t1", "2025-05-18", "Daily A"), left("t2", "2025-05-19", "Daily B")]
    later = left("t3", "2025-07-30", "Daily C")
    with Digest.of([*sumy(), *papers, later]) as digest:
        assert [(o.date, o.coverage.articles) for o in digest.others()] == [("2025-07-30", 1), ("2025-05-18", 2)]
        raw = json.loads(digest.to_json())
        assert raw["others"][0]["text"] == "Ruritania withdrew troops from Strelsau."
        for shown in (digest.to_text(), digest.to_markdown(), digest.to_html()):
            assert "troop withdrawals" in shown.casefold()
            assert "Ruritania withdrew troops from Strelsau" in shown
        assert "two statements on other topics" in digest.lead[0].text
        assert list(digest.to_frame("others")["sources"]) == [1, 2]


def test_what_was_known_of_a_topic_of_ones_own_is_not_new() -> None:
    with Digest.of([left("t2", "2025-05-19", "Daily B")], against=[left("t1", "2025-05-18", "Daily A")]) as digest:
        assert [other.new for other in digest.others()] == [False]
    with Digest.of([left("t2", "2025-05-19", "B", "Zenda")], against=[left("t1", "2025-05-18", "A")]) as digest:
        assert [other.new for other in digest.others()] == [True]
        assert "Nothing is new" not in digest.lead[-1].text


@pytest.mark.parametrize("order", [1, -1])
def test_briefings_of_ones_own_topic_are_digested_from_files_without_the_topic_file(order: int, tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    papers = [left("t1", "2025-05-18", "Daily A"), left("t2", "2025-05-19", "Daily B")][::order]
    path.write_text("".join(f"{one.model_dump_json()}\n" for one in papers), encoding="utf-8")
    done = CliRunner().invoke(app, ["digest", str(path)])
    assert done.exit_code == 0
    assert "TROOP WITHDRAWALS" in done.output
