"""The work of `summarizer eval stress`: a plan over a golden set, a run over its articles, the results and reports."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from summarizer.cli.eval_run import EMBEDDED_AT_A_TIME, OTHERS_AT_A_TIME
from summarizer.cli.progress import READERS, ArticleProgress
from summarizer.cli.settings import checked_settings
from summarizer.evaluation import GoldenSet
from summarizer.evaluation.runs import Run, predict
from summarizer.evaluation.stress import Plan, StressResults, chosen_kinds, make_plan
from summarizer.files import refuse_inputs
from summarizer.llm.connect import client_for
from summarizer.llm.specs import ModelSpec
from summarizer.session import Summarizer


@dataclass(frozen=True)
class StressRun:
    """A stress run over a golden set.

    Attributes:
        flags: settings given on the command line, `None` where they were not.
        golden: a folder, or two files joined by "+".
        out: the file that the results are written to; answers so far stand in a journal beside it.
        split: half of the set; both when `None`.
        kinds: names of kinds or families; all if empty.
        n: articles for each kind.
        seed: seed of the plan.
        concurrency: articles at a time; what suits the model when `None`.
    """

    flags: Mapping[str, object]
    golden: str
    out: Path
    split: str | None
    kinds: tuple[str, ...]
    n: int
    seed: int
    concurrency: int | None = None

    def run(self) -> StressResults:
        """Makes the plan and the run, writes the results, and returns them."""
        golden = [self.golden] if Path(self.golden).is_dir() else self.golden.split("+")
        refuse_inputs([self.out], golden)
        kinds = chosen_kinds(self.kinds)
        settings = checked_settings(self.flags, inputs=golden)
        chosen = GoldenSet.load(self.golden).select(split=self.split)
        spec = ModelSpec.parse(settings.model, base_url=settings.base_url)
        usual = EMBEDDED_AT_A_TIME if spec.is_local and settings.replay is None else OTHERS_AT_A_TIME
        with (
            ArticleProgress() as progress,
            Summarizer(
                llm=client_for(settings, progress=progress.download), topics=chosen.topics, summary="composed"
            ) as summarizer,
        ):
            with progress.loading(READERS):
                summarizer.prepare(progress.download)
            with progress.loading("the plan"):
                plan = make_plan(chosen, kinds, n=self.n, seed=self.seed)
            made = self._briefed(plan, summarizer, settings.model, self.concurrency or usual, progress)
        results = StressResults.of(plan, made, n=self.n, seed=self.seed)
        results.save(self.out)
        return results

    def _briefed(
        self, plan: Plan, summarizer: Summarizer, label: str, concurrency: int, progress: ArticleProgress
    ) -> Run:
        """A run over the articles of the plan; its file is gone once the results are made."""
        kept = self.out.with_name(self.out.name + ".run")
        made = asyncio.run(
            predict(
                plan.articles,
                summarizer.abrief,
                kept,
                label=label,
                concurrency=concurrency,
                on_answer=lambda _, done, total: progress.articles(done, total),
            )
        )
        kept.unlink()
        return made
