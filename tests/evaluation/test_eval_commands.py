"""`summarizer eval` scores, compares, gates and checks from files, with the exit codes that it promises."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from evaluation_cases import perfect, write_gold, write_golden
from typer.testing import CliRunner, Result

from summarizer.article import Article
from summarizer.briefing import Briefing
from summarizer.cli.eval import app
from summarizer.errors import GateFailed, UsageError
from summarizer.evaluation import GoldenSet
from summarizer.evaluation.runs import predict


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_golden(tmp_path / "golden", articles=12)


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def make_run(folder: Path, out: Path, *, without: int = 0) -> Path:
    golden = GoldenSet.from_folder(folder)
    answers = {one.article.id: one for one in perfect(golden, without=without)}

    async def brief(article: Article) -> Briefing:
        return answers[article.id]

    asyncio.run(predict(golden, brief, out, label="scripted"))
    return out


def test_show_and_compare_print_scores_and_verdicts(folder: Path, tmp_path: Path) -> None:
    full, part = make_run(folder, tmp_path / "full.json"), make_run(folder, tmp_path / "part.json", without=9)
    shown = invoke("show", part, "--golden", folder, "--errors", "--tags", "--against", full)
    assert shown.exit_code == 0, shown.output
    assert "missed" in shown.stdout
    assert "A rocket killed" in shown.stdout
    assert "overall f1: worse by 60.0 points" in shown.stdout
    same = invoke("compare", full, full, "--golden", folder)
    assert "no difference, the two runs agree in every article" in same.stdout


def test_show_writes_the_report(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    shown = invoke("show", make_run(folder, tmp_path / "run.json"), "--golden", folder, "--html", page)
    assert shown.exit_code == 0, shown.output
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_score_takes_the_output_of_any_system(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "theirs.jsonl"
    found = perfect(GoldenSet.from_folder(folder), without=3)
    path.write_text("\n".join(one.model_dump_json() for one in found), encoding="utf-8")
    scored = invoke("score", path, "--golden", folder)
    assert scored.exit_code == 0, scored.output
    assert "75.0" in scored.stdout  # 9 of 12 found


def test_the_gate_holds_for_an_accepted_run_and_fails_for_a_worse_one(folder: Path, tmp_path: Path) -> None:
    full, part = make_run(folder, tmp_path / "full.json"), make_run(folder, tmp_path / "part.json", without=9)
    files = ("--golden", folder, "--baseline", tmp_path / "base.json", "--thresholds", tmp_path / "floors.toml")
    assert invoke("gate", full, *files, "--accept").exit_code == 0
    held = invoke("gate", full, *files)
    assert held.exit_code == 0, held.output
    assert "the gate passed" in held.stdout
    failed = invoke("gate", part, *files, "--junit", tmp_path / "gate.xml")
    assert isinstance(failed.exception, GateFailed)
    assert failed.exception.exit_code == 4
    assert "worse by" in str(failed.exception)
    reasons = str(failed.exception).splitlines()
    assert len(reasons) > 2
    assert all(reason.startswith("- ") for reason in reasons[1:])
    assert "<failure" in (tmp_path / "gate.xml").read_text(encoding="utf-8")
    write_gold(folder / "entry-3", [])
    spoiled = invoke("gate", full, *files)
    assert "entry-3 has 0 golden records of casualties, and had 1" in str(spoiled.exception)


def test_check_names_problems_and_writes_the_halves(folder: Path) -> None:
    (folder / "splits.yaml").unlink()
    failed = invoke("check", folder)
    assert isinstance(failed.exception, UsageError)
    assert "splits.yaml: is missing" in failed.stdout
    mended = invoke("check", folder, "--split", "--against", folder)
    assert mended.exit_code == 0, mended.output
    assert "12 articles, 12 casualties, 0 sanctions, 0 ceasefire records: no errors" in mended.stdout


def test_add_starts_an_entry(folder: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("date 2025-05-18\nA rocket killed 10 people.", encoding="utf-8")
    added = invoke("add", article, "--golden", folder, "--id", "2025-05-18-rocket")
    assert added.exit_code == 0, added.output
    assert (folder / "2025-05-18-rocket" / "gold.yaml").is_file()
