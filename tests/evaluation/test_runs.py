"""Runs go on where they were interrupted, are scored without a model, and are held by a gate that says what changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from evaluation_cases import NOON, briefing, casualty_yaml, perfect, toll_set, write_gold, write_golden

from summarizer.article import Article
from summarizer.briefing import Briefing, Failure
from summarizer.errors import ModelUnavailable, ReplyError, UnreadableInput, UsageError
from summarizer.evaluation import GoldenSet, evaluate
from summarizer.evaluation.evaluation import annotation_briefing
from summarizer.evaluation.gate import Thresholds, gate, propose_thresholds
from summarizer.evaluation.runs import Brief, Prediction, Run, predict, read_briefings
from summarizer.usage import Usage


class Script:
    """Answers with set briefings, and breaks off where it is told to."""

    def __init__(self, golden: GoldenSet, *, refuses: str | None = None, breaks_after: int | None = None) -> None:
        self.answers = {one.article.id: one for one in perfect(golden)}
        self.refuses = refuses
        self.breaks_after = breaks_after
        self.asked: list[str] = []

    async def __call__(self, article: Article) -> Briefing:
        if self.breaks_after is not None and len(self.asked) >= self.breaks_after:
            raise ModelUnavailable("the model is gone")
        self.asked.append(article.id)
        if article.id == self.refuses:
            raise ReplyError("the model refused")
        return self.answers[article.id].model_copy(update={"usage": Usage(calls=2, seconds=1.5)})


def make(golden: GoldenSet, brief: Brief, out: Path, *, repeats: int = 1) -> Run:
    return asyncio.run(predict(golden, brief, out, label="scripted", repeats=repeats, concurrency=1))


GOLDEN = toll_set(8)


def test_a_run_is_saved_and_scored_again_without_a_model(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def tell(_one: Prediction, done: int, total: int) -> None:
        told.append((done, total))

    out = tmp_path / "runs" / "run.json"
    run = asyncio.run(predict(GOLDEN, Script(GOLDEN), out, label="scripted", on_answer=tell))
    again = Run.load(out)
    assert again == run
    assert again.score(GOLDEN).tallies == evaluate(GOLDEN, perfect(GOLDEN)).tallies
    assert (run.usage.calls, run.usage.seconds) == (16, 12.0)
    assert run.prompts == {"casualties": "aaa", "sanctions": "bbb", "ceasefire": "ccc"}
    assert sorted(told) == [(i, 8) for i in range(1, 9)]
    assert [path.name for path in out.parent.iterdir()] == ["run.json"]


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    with pytest.raises(ModelUnavailable, match="gone"):
        make(GOLDEN, Script(GOLDEN, breaks_after=5), out)
    assert not out.exists()
    journal = tmp_path / "run.json.journal"
    with journal.open("a", encoding="utf-8") as file:
        file.write('{"article": "a00')  # the line at which the machine went down
    rest = Script(GOLDEN)
    run = make(GOLDEN, rest, out)
    assert len(rest.asked) == 3
    assert run.score(GOLDEN).tallies["overall"].f1 == 1
    assert not journal.exists()


def test_what_failed_is_asked_again_when_a_run_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    with pytest.raises(ModelUnavailable):
        make(GOLDEN, Script(GOLDEN, refuses="a001", breaks_after=5), out)
    rest = Script(GOLDEN)
    assert make(GOLDEN, rest, out).failures == {}
    assert "a001" in rest.asked


def test_a_journal_of_another_run_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    with pytest.raises(ModelUnavailable):
        make(GOLDEN, Script(GOLDEN, breaks_after=5), out)
    with pytest.raises(UsageError, match="another model, golden set or selection"):
        make(GOLDEN.select(tags=["even"]), Script(GOLDEN), out)


def test_a_run_does_not_go_on_with_another_prompt(tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    with pytest.raises(ModelUnavailable):
        make(GOLDEN, Script(GOLDEN, breaks_after=5), out)
    edited = Script(GOLDEN)
    edited.answers = {
        name: one.model_copy(update={"prompts": {**one.prompts, "sanctions": "xyz"}})
        for name, one in edited.answers.items()
    }
    with pytest.raises(UsageError, match="prompts changed"):
        make(GOLDEN, edited, out)


def test_a_failed_article_is_shown_and_its_records_count_as_missed(tmp_path: Path) -> None:
    refused = next(article for article in GOLDEN if article.records["casualties"])
    run = make(GOLDEN, Script(GOLDEN, refuses=refused.id), tmp_path / "run.json")
    evaluation = run.score(GOLDEN)
    missed = len(refused.records["casualties"])
    tally = evaluation.tallies["casualties"]
    assert evaluation.failures == {refused.id: ("ReplyError: the model refused",)}
    assert (tally.gold, tally.matched) == (GOLDEN.size["casualties"], GOLDEN.size["casualties"] - missed)


def test_repeats_are_all_scored(tmp_path: Path) -> None:
    run = make(GOLDEN, Script(GOLDEN), tmp_path / "run.json", repeats=3)
    tally = run.score(GOLDEN).tallies["casualties"]
    assert tally.gold == tally.matched == 3 * GOLDEN.size["casualties"]


def test_a_run_is_not_scored_on_another_text(tmp_path: Path) -> None:
    folder = write_golden(tmp_path / "golden")
    golden = GoldenSet.from_folder(folder)
    run = make(golden, Script(golden), tmp_path / "run.json")
    path = folder / "entry-2" / "article.md"
    path.write_text(path.read_text(encoding="utf-8") + "One word more.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="'entry-2'"):
        run.score(GoldenSet.from_folder(folder))
    with pytest.raises(UsageError, match="'entry-3'"):
        run.score(golden.select(ids=["entry-0", "entry-1", "entry-2"]))


def test_briefings_of_any_system_are_read_and_matched_by_the_id_of_the_text(tmp_path: Path) -> None:
    by_content = [
        briefing(
            Article(text=article.article.text), {name: [g.record for g in rs] for name, rs in article.records.items()}
        )
        for article in GOLDEN
    ]
    path = tmp_path / "theirs.jsonl"
    path.write_text("\n".join(one.model_dump_json() for one in by_content) + "\n", encoding="utf-8")
    assert evaluate(GOLDEN, read_briefings(path)).tallies["overall"].f1 == 1
    path.write_text('{"records": {}}\n', encoding="utf-8")
    with pytest.raises(UnreadableInput, match="line 1"):
        read_briefings(path)
    stranger = briefing(Article(text="Another article."), {})
    with pytest.raises(UsageError, match="not in the"):
        evaluate(GOLDEN, [stranger])
    with pytest.raises(UsageError, match="'a000' has 2 briefings"):
        evaluate(GOLDEN, [by_content[0], by_content[0]])


# The gate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_golden(tmp_path / "golden", articles=6)


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Run:
    golden = GoldenSet.from_folder(folder)
    return make(golden, Script(golden), tmp_path / "run.json")


HIGH = Thresholds(f1={"overall": 0.9}, strict_f1={"casualties": 0.9}, fields={"casualties": {"killed": 0.9}})


def test_an_unchanged_run_passes_the_gate(run: Run, folder: Path) -> None:
    report = gate(run, run, GoldenSet.from_folder(folder), HIGH)
    assert report.failed == ()
    assert len(report.checks) > 10


def _spoil_label(folder: Path) -> None:
    write_gold(folder / "entry-3", [casualty_yaml(["A rocket killed 13 people"], 13, victim_type="civilian")])


def _change_quote(folder: Path) -> None:
    write_gold(folder / "entry-3", [casualty_yaml(["killed 13 people"], 13)])


def _drop_record(folder: Path) -> None:
    write_gold(folder / "entry-3", [])


def _change_text(folder: Path) -> None:
    path = folder / "entry-3" / "article.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Roads", "Ports"), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_spoil_label, "golden record casualties[0] of entry-3 changed in victim_type"),
        (_change_quote, "golden record casualties[0] of entry-3 changed in evidence"),
        (_drop_record, "entry-3 has 0 golden records of casualties, and had 1"),
        (_change_text, "the text or date of entry-3 changed"),
    ],
)
def test_a_spoiled_golden_set_fails_the_gate_and_is_named(
    run: Run, folder: Path, spoil: Callable[[Path], None], expected: str
) -> None:
    spoil(folder)
    report = gate(run, run, GoldenSet.from_folder(folder), HIGH)
    [failed] = report.failed
    assert expected in failed.message


def test_an_edited_prompt_fails_the_gate_and_is_named(run: Run, folder: Path) -> None:
    edited = run.model_copy(update={"prompts": {**run.prompts, "sanctions": "xyz"}})
    [failed] = gate(edited, run, GoldenSet.from_folder(folder), HIGH).failed
    assert "the prompt of sanctions was bbb, and is xyz" in failed.message


def _replaced(run: Run, changed: Callable[[Briefing], Briefing]) -> Run:
    predictions = [
        one.model_copy(update={"briefing": one.briefing and changed(one.briefing)}) for one in run.predictions
    ]
    return run.model_copy(update={"predictions": tuple(predictions)})


def test_a_miss_in_the_recordings_fails_the_gate_with_its_reason(run: Run, folder: Path) -> None:
    failure = Failure(topic="sanctions", error="ReplayMiss", message="the instructions changed: record it anew")
    broken = _replaced(run, lambda one: one.model_copy(update={"failures": (failure,)}))
    [failed] = gate(broken, run, GoldenSet.from_folder(folder), HIGH).failed
    assert "6 articles failed" in failed.message
    assert "ReplayMiss: the instructions changed" in failed.message


def test_a_worse_run_fails_the_gate_by_floor_and_by_comparison(run: Run, folder: Path) -> None:
    empty = _replaced(
        run, lambda one: briefing(Article(text="x", id=one.article.id), {}).model_copy(update={"article": one.article})
    )
    report = gate(empty, run, GoldenSet.from_folder(folder), HIGH)
    messages = "\n".join(check.message for check in report.failed)
    assert "f1 of overall is 0.000; its floor is 0.9" in messages
    assert "accuracy of casualties.killed can't be told" in messages
    assert "overall f1: worse by 100.0 points" in messages
    suite = ElementTree.fromstring(report.junit())
    assert suite.get("failures") == str(len(report.failed)) == str(len(suite.findall("testcase/failure")))


def test_a_run_over_a_part_does_not_pass_for_the_whole(run: Run, folder: Path, tmp_path: Path) -> None:
    half = GoldenSet.from_folder(folder).select(split="dev")
    part = make(half, Script(half), tmp_path / "part.json")
    [failed] = gate(part, run, GoldenSet.from_folder(folder), HIGH).failed
    assert "not of the same articles" in failed.message


def test_a_floor_of_a_split_is_held_against_that_split_alone(run: Run, folder: Path) -> None:
    golden = GoldenSet.from_folder(folder)
    held = {article.id for article in golden if article.split == "test"}
    empty = [
        one.model_copy(update={"briefing": one.briefing.model_copy(update={"records": {}})})
        if one.briefing is not None and one.article in held
        else one
        for one in run.predictions
    ]
    spoilt = run.model_copy(update={"predictions": empty})
    floors = Thresholds(split={"dev": {"overall": 0.9}, "test": {"overall": 0.9}})
    report = gate(spoilt, spoilt, golden, floors)
    assert [check.name for check in report.failed] == ["f1 of overall in test ≥ 0.9"]


def test_proposed_thresholds_are_met_by_the_run_they_come_from(run: Run, folder: Path, tmp_path: Path) -> None:
    golden = GoldenSet.from_folder(folder)
    path = tmp_path / "thresholds.toml"
    path.write_text(propose_thresholds(run.score(golden)), encoding="utf-8")
    assert gate(run, run, golden, Thresholds.load(path)).failed == ()
    path.write_text("floor = 1\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="thresholds"):
        Thresholds.load(path)


def test_a_file_that_is_no_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"created_at": NOON.isoformat()}), encoding="utf-8")
    with pytest.raises(UnreadableInput, match="is not a run"):
        Run.load(tmp_path / "x.json")
    with pytest.raises(UnreadableInput, match="eval run"):
        Run.load(tmp_path / "y.json")


def test_annotations_count_as_a_run_of_their_own(folder: Path) -> None:
    golden = GoldenSet.from_folder(folder)
    assert evaluate(golden, map(annotation_briefing, golden)).errors == []
