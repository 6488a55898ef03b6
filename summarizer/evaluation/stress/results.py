"""The results of a stress run: what became of every variant, and the figures that this comes to."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import UnreadableInput, UsageError
from summarizer.evaluation.runs import Run
from summarizer.evaluation.statistics import DEFAULT, Difference, Interval, Sums, difference, holm, interval
from summarizer.evaluation.stress.outcomes import SHOWN, Outcome, outcomes_of
from summarizer.evaluation.stress.plan import Plan
from summarizer.files import write_whole

MEANINGS = {
    "invariant": "records that stay as they were, fields and all",
    "directional": "changed facts that are followed, of those found before",
    "hostile": "planted records that are not shown",
    "limit": "planted sentences that read as the article's own prose and are not shown; nothing can tell them apart",
    "degraded": "records that stay as they were, of those whose words are left",
}
"""What the share of each family says."""


@dataclass(frozen=True)
class Figure:
    """The share that is right of a family, or of a kind of it.

    Attributes:
        family: the family.
        kind: the kind; `None` for the whole family.
        right: how many units are right.
        units: how many there are.
        articles: how many articles they come from.
        spread: the share with its 95% interval over articles; `None` where there is no unit.
    """

    family: str
    kind: str | None
    right: int
    units: int
    articles: int
    spread: Interval | None

    @property
    def name(self) -> str:
        """The kind, or the family where it stands for all of it."""
        return self.kind or self.family


@dataclass(frozen=True)
class Moved:
    """How a figure differs between two runs of one plan.

    Attributes:
        family: the family.
        kind: the kind; `None` for the whole family.
        difference: second minus first, paired by article.
        p: its chance, adjusted for the number of figures after Holm.
        verdict: whether there is a difference.
    """

    family: str
    kind: str | None
    difference: Difference
    p: float
    verdict: Literal["better", "worse", "no difference"]

    @property
    def name(self) -> str:
        """The kind, or the family where it stands for all of it."""
        return self.kind or self.family


class StressResults(BaseModel):
    """What became of every variant of a plan.

    Attributes:
        stress_version: version of this form.
        model: the model's spec.
        prompts: version of the prompt of each topic.
        golden: what the golden set is called.
        n: articles for each kind.
        seed: seed of the plan.
        created_at: when the run was finished, UTC.
        outcomes: what became of each variant.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    stress_version: Literal[1] = 1
    model: str
    prompts: dict[str, str]
    golden: str
    n: int
    seed: int
    created_at: datetime.datetime
    outcomes: tuple[Outcome, ...]

    @classmethod
    def of(cls, plan: Plan, run: Run, *, n: int, seed: int) -> Self:
        """Scores a run over the articles of a plan."""
        briefings = {one.article: one.briefing for one in run.predictions if one.briefing is not None}
        failures = {name: list(reasons) for name, reasons in run.failures.items()}
        for name, briefing in briefings.items():
            failures.setdefault(name, []).extend(f"{one.topic}: {one.message}" for one in briefing.failures)
        return cls(
            model=run.model,
            prompts=run.prompts,
            golden=plan.golden.name,
            n=n,
            seed=seed,
            created_at=run.created_at,
            outcomes=tuple(outcomes_of(plan, briefings, failures)),
        )

    @property
    def failures(self) -> dict[str, str]:
        """Why variants have no full answer, by article and kind."""
        return {f"{one.article}~{one.kind}": one.failure for one in self.outcomes if one.failure is not None}

    @property
    def shown(self) -> int:
        """How many planted records were shown that the form of the text gives away."""
        hostile = (unit for one in self.outcomes if one.family == "hostile" for unit in one.units)
        return sum(SHOWN in unit.flips for unit in hostile)

    @property
    def places(self) -> list[tuple[str, str | None]]:
        """Families, each with its kinds behind it, in the order of the run."""
        kinds = dict.fromkeys((one.family, one.kind) for one in self.outcomes)
        families = dict.fromkeys(family for family, _ in kinds)
        return [place for f in families for place in ((f, None), *((f, k) for family, k in kinds if family == f))]

    def figure(self, family: str, kind: str | None = None) -> Figure:
        """The share of a family or kind."""
        sums = self.sums(family, kind)
        articles = int((sums.wholes > 0).sum())
        return Figure(family, kind, int(sums.parts.sum()), int(sums.wholes.sum()), articles, interval(sums))

    @property
    def figures(self) -> list[Figure]:
        """All shares, each family before its kinds."""
        return [self.figure(*place) for place in self.places]

    def sums(self, family: str, kind: str | None, count: Callable[[Outcome], tuple[int, int]] | None = None) -> Sums:
        """A share as a ratio of sums over articles, in the order of their ids."""
        articles = sorted({one.article for one in self.outcomes})
        parts, wholes = Counter[str](), Counter[str]()
        for one in self.outcomes:
            if one.family == family and kind in (None, one.kind):
                right, units = count(one) if count else (sum(u.right for u in one.units), len(one.units))
                parts[one.article] += right
                wholes[one.article] += units
        return Sums.of([parts[name] for name in articles], [wholes[name] for name in articles])

    def kept(self, family: str) -> Figure:
        """How many of the articles' own records stayed as they were under a family."""
        sums = self.sums(family, None, lambda one: one.kept)
        articles = int((sums.wholes > 0).sum())
        return Figure(family, None, int(sums.parts.sum()), int(sums.wholes.sum()), articles, interval(sums))

    def flips(self, family: str) -> list[tuple[str, int]]:
        """What went otherwise than it should, by topic and field, most frequent first."""
        found = Counter(
            f"{unit.topic} {flip}"
            for one in self.outcomes
            if one.family == family
            for unit in one.units
            for flip in unit.flips
        )
        return found.most_common()

    def worst(self, most: int = 10) -> list[Outcome]:
        """The variants with most that is wrong, planted records first."""
        wrong = [one for one in self.outcomes if any(not unit.right for unit in one.units)]
        ranked = sorted(
            wrong, key=lambda one: (one.family != "hostile", -sum(not u.right for u in one.units), one.kind)
        )
        return ranked[:most]

    def save(self, path: Path) -> Path:
        """Writes the results as JSON, at once or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n")
        return path

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads results.

        Raises:
            UnreadableInput: the file is not there, or holds none.
        """
        try:
            return cls.model_validate_json(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise UnreadableInput(f"no results at {str(path)!r}: make them with `summarizer eval stress`") from error
        except ValidationError as error:
            raise UnreadableInput(
                f"{str(path)!r} does not hold results of `summarizer eval stress`: {error}"
            ) from error


def is_stress_file(path: Path) -> bool:
    """True of a file that begins as results of a stress run do."""
    if not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        return '"stress_version"' in file.read(200)


def compare_stress(first: StressResults, second: StressResults) -> list[Moved]:
    """Compares two runs of one plan, paired by article.

    Raises:
        UsageError: they are not of the same variants.
    """
    ours, theirs = ({(one.kind, one.article): one.after for one in each.outcomes} for each in (first, second))
    if ours != theirs:
        other = next(iter(sorted(set(ours) ^ set(theirs))), None) or next(k for k in ours if ours[k] != theirs[k])
        raise UsageError(f"the two runs are not of the same plan: {other[1]!r} under {other[0]!r} differs")
    found = [
        (place, change)
        for place in first.places
        if (change := difference(first.sums(*place), second.sums(*place))) is not None
    ]
    return list(_judged(found))


def _judged(found: Sequence[tuple[tuple[str, str | None], Difference]]) -> Iterable[Moved]:
    chances = holm([change.p for _, change in found])
    for ((family, kind), change), p in zip(found, chances, strict=True):
        sure = p < DEFAULT.alpha and not change.change.low <= 0 <= change.change.high
        verdict: Literal["better", "worse", "no difference"] = "no difference"
        if sure:
            verdict = "better" if change.change.value > 0 else "worse"
        yield Moved(family, kind, change, p, verdict)
