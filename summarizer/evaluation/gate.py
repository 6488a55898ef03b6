"""The gate: is a run at least as good as the baseline? Each check passes or says why not.

A baseline is a run that was accepted. What it rests on (articles, golden records, prompts) must be unchanged, no score
may fall under its floor, and none may be worse than the baseline's beyond what chance explains.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import UnreadableInput
from summarizer.evaluation.comparison import compare
from summarizer.evaluation.evaluation import Evaluation
from summarizer.evaluation.golden import GoldenSet, Split
from summarizer.evaluation.golden_digests import ArticleStamp, differences, stamp_article
from summarizer.evaluation.runs import Run
from summarizer.evaluation.scores import OVERALL, Metric
from summarizer.invalid import first_problem
from summarizer.visible_text import visible

MIN_PAIRS = 20
"""Fewer matched pairs than this say too little of a field to propose a floor for it."""


class Thresholds(BaseModel):
    """What a run must reach.

    Attributes:
        max_failures: how many articles may fail.
        tolerance: how far below the baseline a score may lie and still pass, 0 to 1, even when the fall is no chance.
        f1: floor of F1 by topic, or `overall`.
        strict_f1: floor of strict F1 by topic, or `overall`.
        fields: floor of the accuracy of fields, by topic and field.
        split: floor of F1 within a split, by split and topic, or `overall`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_failures: int = Field(default=0, ge=0)
    tolerance: float = Field(default=0.0, ge=0, le=1)
    f1: dict[str, float] = {}
    strict_f1: dict[str, float] = {}
    fields: dict[str, dict[str, float]] = {}
    split: dict[Split, dict[str, float]] = {}

    @classmethod
    def load(cls, path: str | Path) -> Thresholds:
        """Reads thresholds from a TOML file.

        Raises:
            UnreadableInput: the file is not there, or does not hold thresholds.
        """
        try:
            return cls.model_validate(tomllib.loads(Path(path).read_text(encoding="utf-8")))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise UnreadableInput(f"can't read thresholds from {str(path)!r}: {error}") from error
        except ValidationError as error:
            raise UnreadableInput(f"invalid thresholds in {str(path)!r}: {first_problem(error)}") from error


@dataclass(frozen=True)
class Check:
    """One check of the gate.

    Attributes:
        name: what is checked.
        passed: whether it holds.
        message: what was found.
    """

    name: str
    passed: bool
    message: str


@dataclass(frozen=True)
class GateReport:
    """What a gate found.

    Attributes:
        checks: every check.
    """

    checks: tuple[Check, ...]

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that did not hold."""
        return tuple(check for check in self.checks if not check.passed)

    def junit(self) -> str:
        """The checks as JUnit XML."""
        suite = ElementTree.Element(
            "testsuite", name="summarizer eval gate", tests=str(len(self.checks)), failures=str(len(self.failed))
        )
        for check in self.checks:
            case = ElementTree.SubElement(suite, "testcase", classname="gate", name=check.name)
            if not check.passed:
                ElementTree.SubElement(case, "failure", message=visible(check.message))
        ElementTree.indent(suite)
        return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def gate(run: Run, baseline: Run, golden: GoldenSet, thresholds: Thresholds) -> GateReport:
    """Holds a run against a baseline.

    Args:
        run: the run in question.
        baseline: the run that was accepted.
        golden: the golden set as it is now.
        thresholds: floors and tolerances.
    """
    ground = list(_ground(run, baseline, golden, thresholds))
    if any(not check.passed and check.name in ("articles", "golden records") for check in ground):
        # Scores on another set say nothing about this one.
        return GateReport(tuple(ground))
    evaluation = run.score(golden)
    splits = {split: run.score(golden, split=split) for split in thresholds.split}
    checks = [
        *ground,
        *_floors(evaluation, thresholds),
        *_split_floors(splits, thresholds),
        *_regressions(baseline.score(golden), evaluation, thresholds),
    ]
    return GateReport(tuple(checks))


def propose_thresholds(evaluation: Evaluation, splits: Mapping[Split, Evaluation] | None = None) -> str:
    """Thresholds as TOML whose floors are the lower ends of the scores' intervals, rounded down to percents.

    Args:
        evaluation: the run that becomes the baseline.
        splits: the same run within each split.
    """
    lines = ["max_failures = 0", "tolerance = 0.0"]
    tables: dict[str, tuple[Evaluation, Metric]] = {"f1": (evaluation, "f1"), "strict_f1": (evaluation, "strict_f1")}
    tables |= {f"split.{split}": (one, "f1") for split, one in (splits or {}).items()}
    for name, (scored, metric) in tables.items():
        found = {topic: scored.interval(metric, topic) for topic in (OVERALL, *scored.topics)}
        floors = {topic: math.floor(100 * one.low) / 100 for topic, one in found.items() if one is not None}
        lines += ["", f"[{name}]", *(f"{topic} = {floor:.2f}" for topic, floor in floors.items())]
    for topic in evaluation.topics:
        known = [one for one in evaluation.fields if one.topic == topic and one.pairs >= MIN_PAIRS]
        spreads = {one.field: evaluation.field_interval(topic, one.field) for one in known}
        floors = {name: math.floor(100 * one.low) / 100 for name, one in spreads.items() if one is not None}
        lines += ["", f"[fields.{topic}]", *(f"{name} = {floor:.2f}" for name, floor in floors.items())]
    return "\n".join(lines) + "\n"


def _ground(run: Run, baseline: Run, golden: GoldenSet, thresholds: Thresholds) -> Iterator[Check]:
    """Checks that the run, the baseline and the golden set speak of the same things."""
    was, now = baseline.settings, run.settings
    absent = sorted(set(was.articles) - set(now.articles)) or sorted(set(now.articles) - set(was.articles))
    same = not absent and was.topics == now.topics
    yield _check("articles", same, f"the run and the baseline are not of the same articles and topics: {absent[:3]}")
    yield _changes("golden records", list(_golden_changes(was.articles, golden)), "if that is right, accept a new run")
    prompts = [
        f"the prompt of {topic} was {baseline.prompts.get(topic)}, and is {run.prompts.get(topic)}"
        for topic in was.topics
        if baseline.prompts.get(topic) != run.prompts.get(topic)
    ]
    yield _changes("prompts", prompts, "record anew, compare, and accept the run if it is better")
    failed = {name: reasons[0] for name, reasons in _failures(run).items()}
    first = next(iter(failed.items()), ("", ""))
    what = f"{len(failed)} articles failed, {thresholds.max_failures} may; the first is {first[0]}: {first[1]}"
    yield _check("failures", len(failed) <= thresholds.max_failures, what)


def _golden_changes(was: Mapping[str, ArticleStamp], golden: GoldenSet) -> Iterator[str]:
    """Yields what changed in the golden set since a run was made on it."""
    present = {article.id: article for article in golden}
    for name, stamp in was.items():
        if name not in present:
            yield f"{name} is gone from the golden set"
        else:
            yield from differences(name, stamp, stamp_article(present[name], golden.topics))


def _failures(run: Run) -> dict[str, list[str]]:
    """Why articles, or topics of them, have no answer."""
    found = dict(run.failures)
    for one in run.predictions:
        for failure in one.briefing.failures if one.briefing else ():
            found.setdefault(one.article, []).append(f"{failure.topic}: {failure.error}: {failure.message}")
    return found


def _floors(evaluation: Evaluation, thresholds: Thresholds) -> Iterator[Check]:
    """Checks scores against their floors; a score that can't be told is under every floor."""
    for topic, floor in thresholds.f1.items():
        yield _floor(f"f1 of {topic}", evaluation.sums("f1", topic).value, floor)
    for topic, floor in thresholds.strict_f1.items():
        yield _floor(f"strict f1 of {topic}", evaluation.sums("strict_f1", topic).value, floor)
    accuracy = {(score.topic, score.field): score.accuracy for score in evaluation.fields}
    for topic, floors in thresholds.fields.items():
        for name, floor in floors.items():
            yield _floor(f"accuracy of {topic}.{name}", accuracy.get((topic, name)), floor)


def _split_floors(splits: Mapping[Split, Evaluation], thresholds: Thresholds) -> Iterator[Check]:
    """Checks the F1 within each split against its floor."""
    for split, floors in thresholds.split.items():
        for topic, floor in floors.items():
            yield _floor(f"f1 of {topic} in {split}", splits[split].sums("f1", topic).value, floor)


def _floor(name: str, value: float | None, floor: float) -> Check:
    found = "can't be told, since no record was matched" if value is None else f"is {value:.3f}"
    return Check(f"{name} ≥ {floor:g}", value is not None and value >= floor, f"{name} {found}; its floor is {floor:g}")


def _regressions(baseline: Evaluation, evaluation: Evaluation, thresholds: Thresholds) -> Iterator[Check]:
    """Checks that no score is worse than the baseline's by more than chance and the tolerance explain."""
    for row in compare(baseline, evaluation).rows:
        change = row.difference.change
        worse = row.verdict == "worse" and -change.value > thresholds.tolerance
        yield Check(f"{row.topic} {row.score} against the baseline", not worse, row.sentence)


def _changes(name: str, changes: list[str], advice: str) -> Check:
    shown = "; ".join(changes[:5]) + (f"; and {len(changes) - 5} more" if len(changes) > 5 else "")
    return _check(name, not changes, f"{shown}: {advice}")


def _check(name: str, passed: bool, message: str) -> Check:
    return Check(name, passed, "as it was" if passed else message)
