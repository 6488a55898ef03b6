"""`summarizer eval run` and `eval record`: a client from the settings, a run over a golden set, its score."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from summarizer.cli.progress import READERS, ArticleProgress
from summarizer.cli.settings import checked_settings
from summarizer.evaluation import Evaluation, GoldenSet
from summarizer.evaluation.runs import predict
from summarizer.files import refuse_inputs
from summarizer.llm.connect import client_for
from summarizer.llm.settings import read_settings
from summarizer.llm.specs import ModelSpec
from summarizer.session import Summarizer
from summarizer.topics import choose_topics

EMBEDDED_AT_A_TIME, OTHERS_AT_A_TIME = 1, 4
"""Articles at a time: an embedded model works on one article's passages side by side already."""


@dataclass(frozen=True)
class EvalRun:
    """One run over a golden set.

    Attributes:
        flags: settings given on the command line, `None` where they were not.
        golden: a folder, or two files joined by "+".
        out: the file that the run is written to.
        split: half of the set; both when `None`.
        topics: names of topics and topic files; what the settings say, else what the set has gold for, if empty.
        tags: only articles with these; all if empty.
        repeats: how often each article is asked about.
        concurrency: articles at a time; what suits the model when `None`.
    """

    flags: Mapping[str, object]
    golden: str
    out: Path
    split: str | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    repeats: int = 1
    concurrency: int | None = None

    def run(self) -> Evaluation:
        """Makes the run, writes it, and returns its score."""
        golden = [self.golden] if Path(self.golden).is_dir() else self.golden.split("+")
        refuse_inputs([self.out, self.out.with_name(self.out.name + ".journal")], golden)
        settings = checked_settings(self.flags, inputs=golden)
        topics = choose_topics(self.topics or settings.topics)
        asked = topics if self.topics or settings.topics else ()
        chosen = GoldenSet.load(self.golden, asked).select(split=self.split, tags=self.tags, topics=asked)
        spec = ModelSpec.parse(settings.model, base_url=settings.base_url)
        usual = EMBEDDED_AT_A_TIME if spec.is_local and settings.replay is None else OTHERS_AT_A_TIME
        with ArticleProgress() as progress:
            client = client_for(settings, progress=progress.download)
            with Summarizer(llm=client, topics=chosen.topics, summary="composed") as summarizer:
                with progress.loading(READERS):
                    summarizer.prepare(progress.download)
                made = asyncio.run(
                    predict(
                        chosen,
                        summarizer.abrief,
                        self.out,
                        label=settings.model,
                        repeats=self.repeats,
                        concurrency=self.concurrency or usual,
                        on_answer=lambda _, done, total: progress.articles(done, total),
                    )
                )
        return made.score(chosen)


def model_of(flags: Mapping[str, object]) -> str:
    """The spec of the model that the settings name."""
    return read_settings(flags).settings.model
