"""Runs: the predictions of one model on a golden set, in one file, made once and scored as often as wanted.

While a run is made, each answer goes at once to a journal beside the file: an interrupted run goes on where it was.
"""

from __future__ import annotations

import asyncio
import datetime
import json
import platform
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import reduce
from importlib.metadata import version
from operator import add
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.article import Article
from summarizer.briefing import Briefing
from summarizer.errors import ModelUnavailable, SummarizerError, UnreadableInput, UsageError
from summarizer.evaluation.evaluation import Evaluation, evaluate
from summarizer.evaluation.golden import GoldenSet, Split
from summarizer.evaluation.golden_digests import ArticleStamp, stamp_article
from summarizer.files import write_whole
from summarizer.invalid import first_problem
from summarizer.topics import Topic, known_topics, topic_of_form
from summarizer.usage import Usage

Brief = Callable[[Article], Awaitable[Briefing]]
OnAnswer = Callable[["Prediction", int, int], None]
"""Told of each answer: the answer, how many there are, how many there will be."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Prediction(_Part):
    """What came of one article.

    Attributes:
        article: id of the article in the golden set.
        repeat: which round it is of, from 0.
        briefing: the briefing, or `None` when none could be made.
        error: why none could be made.
    """

    article: str
    repeat: int = 0
    briefing: Briefing | None = None
    error: str | None = None


class RunSettings(_Part):
    """What a run was made of; a journal is gone on with only by a run of the same settings.

    Attributes:
        label: what to call the run, by default its model.
        golden: what the golden set is called.
        articles: stamps of the articles and their golden records, by id.
        topics: names of the topics.
        repeats: how often each article is asked about.
    """

    label: str
    golden: str
    articles: dict[str, ArticleStamp]
    topics: tuple[str, ...]
    repeats: int = 1


class Run(_Part):
    """The predictions of one model on a golden set.

    Attributes:
        schema_version: version of this form.
        settings: what it was made of.
        model: the model's spec.
        prompts: version of the prompt of each topic.
        versions: versions of this package and of Python.
        created_at: when it was finished, UTC.
        predictions: what came of each article, in the order of the set and of the rounds.
        usage: what it cost in all.
    """

    schema_version: Literal[1] = 1
    settings: RunSettings
    model: str
    prompts: dict[str, str]
    versions: dict[str, str]
    created_at: datetime.datetime
    predictions: tuple[Prediction, ...]
    usage: Usage

    @property
    def failures(self) -> dict[str, list[str]]:
        """Why there is no briefing, by article."""
        found: dict[str, list[str]] = {}
        for one in self.predictions:
            if one.error is not None:
                found.setdefault(one.article, []).append(one.error)
        return found

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics of one's own that the run tells of, as their forms beside the records say."""
        briefings = [one.briefing for one in self.predictions if one.briefing is not None]
        forms = {name: form for briefing in briefings for name, form in briefing.topics.items()}
        return tuple(topic_of_form(form) for name, form in forms.items() if name not in known_topics())

    def score(self, golden: GoldenSet, *, split: Split | None = None) -> Evaluation:
        """Scores the run on the golden set that it was made on; no model is needed.

        Args:
            golden: the set.
            split: score only the articles of this split.

        Raises:
            UsageError: an article is not in the golden set, or its text or date is not what was read then.
        """
        present = {article.id: article for article in golden}
        for name, stamp in self.settings.articles.items():
            if name not in present:
                raise UsageError(
                    f"the run includes article {name!r}, which is not in {golden.name}: name the golden "
                    "set it was made on"
                )
            if present[name].text_digest != stamp.text:
                raise UsageError(f"the text or date of {name!r} changed since the run was made: make the run again")
        own = {topic.name: topic for topic in self.topics}
        own |= {topic.name: topic for topic in golden.topics}
        asked = [own.get(name, name) for name in self.settings.topics]
        part = golden.select(split=split, ids=set(self.settings.articles), topics=asked)
        held = {article.id for article in part}
        briefings = [one.briefing for one in self.predictions if one.briefing is not None and one.article in held]
        failures = {name: reasons for name, reasons in self.failures.items() if name in held}
        return evaluate(part, briefings, failures=failures, repeats=self.settings.repeats, label=self.settings.label)

    def save(self, path: str | Path) -> Path:
        """Writes the run as JSON, at once or not at all, and returns the path."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n")
        return path

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Reads a run.

        Raises:
            UnreadableInput: the file is not there, or is no run.
        """
        try:
            return cls.model_validate_json(Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise UnreadableInput(f"no run at {str(path)!r}: make one with `summarizer eval run`") from error
        except ValidationError as error:
            raise UnreadableInput(
                f"{str(path)!r} is not a run that `summarizer eval run` saved: {first_problem(error, whole='it')}"
            ) from error


class _Journal:
    """Answers of a run in the making: settings in the first line, then an answer a line."""

    def __init__(self, path: Path, settings: RunSettings) -> None:
        self._path = path
        self._settings = settings

    def read(self) -> dict[tuple[str, int], Prediction]:
        """The answers that are there already; a failure or a line cut off by an interruption is not one.

        Raises:
            UsageError: the journal is of a run with other settings.
        """
        if not self._path.is_file():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(self._settings.model_dump_json() + "\n", encoding="utf-8")
            return {}
        head, *lines = self._path.read_text(encoding="utf-8").split("\n")
        if head != self._settings.model_dump_json():
            raise UsageError(
                f"{str(self._path)!r} is the journal of a run with another model, golden set or "
                "selection: delete it, or name another --out"
            )
        whole = [Prediction.model_validate_json(line) for line in lines[:-1] if line]
        self._path.write_text("\n".join([head, *lines[:-1], ""]), encoding="utf-8")
        return {(one.article, one.repeat): one for one in whole if one.briefing and not one.briefing.failures}

    def add(self, one: Prediction) -> None:
        """Writes an answer."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(one.model_dump_json() + "\n")

    def close(self) -> None:
        """Removes the journal of a run that is done."""
        self._path.unlink()


async def predict(
    golden: GoldenSet,
    brief: Brief,
    out: Path,
    *,
    label: str,
    repeats: int = 1,
    concurrency: int = 4,
    on_answer: OnAnswer | None = None,
) -> Run:
    """Makes a run and writes it; goes on with an interrupted one.

    Args:
        golden: the articles.
        brief: makes the briefing of an article; a `SummarizerError` fails that article only, save that a
            model that can't be reached ends the run, to be gone on with later.
        out: the file to write; the journal stands beside it.
        label: what to call the run.
        repeats: how often each article is asked about.
        concurrency: how many articles are asked about at a time.
        on_answer: told of each answer.

    Raises:
        ModelUnavailable: the model can't be reached or refused the credentials.
        UsageError: beside `out` is the journal of another run, or of one with other prompts.
    """
    settings = RunSettings(
        label=label,
        golden=golden.name,
        articles={article.id: stamp_article(article, golden.topics) for article in golden},
        topics=tuple(topic.name for topic in golden.topics),
        repeats=repeats,
    )
    journal = _Journal(out.with_name(out.name + ".journal"), settings)
    done = journal.read()
    places = [(article, repeat) for repeat in range(repeats) for article in golden]
    gate = asyncio.Semaphore(concurrency)

    async def answer(article: Article, repeat: int) -> None:
        async with gate:
            one = await _answer(brief, article, repeat)
        _same_prompts(one, done.values())
        journal.add(one)
        done[article.id, repeat] = one
        if on_answer is not None:
            on_answer(one, len(done), len(places))

    try:
        async with asyncio.TaskGroup() as tasks:
            for golden_article, repeat in places:
                if (golden_article.id, repeat) not in done:
                    tasks.create_task(answer(golden_article.article, repeat))
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None  # the first that fell ended the others
    run = _finished(settings, [done[article.id, repeat] for article, repeat in places])
    run.save(out)
    journal.close()
    return run


def _same_prompts(one: Prediction, others: Iterable[Prediction]) -> None:
    """Refuses an answer to another prompt than that of the answers before it."""
    before = next((other.briefing.prompts for other in others if other.briefing is not None), None)
    if one.briefing is not None and before is not None and one.briefing.prompts != before:
        raise UsageError("the prompts changed since the run was interrupted: delete its journal, or name another --out")


async def _answer(brief: Brief, article: Article, repeat: int) -> Prediction:
    """Asks about one article; a failure is an answer too."""
    try:
        briefing = await brief(article)
    except ModelUnavailable:
        raise
    except SummarizerError as error:
        return Prediction(article=article.id, repeat=repeat, error=f"{type(error).__name__}: {error}")
    return Prediction(article=article.id, repeat=repeat, briefing=briefing)


def _finished(settings: RunSettings, predictions: Sequence[Prediction]) -> Run:
    briefings = [one.briefing for one in predictions if one.briefing is not None]
    return Run(
        settings=settings,
        model=briefings[0].model if briefings else settings.label,
        prompts={topic: prompt for briefing in briefings for topic, prompt in briefing.prompts.items()},
        versions={"summarizer": version("summarizer"), "python": platform.python_version()},
        created_at=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        predictions=tuple(predictions),
        usage=reduce(add, (briefing.usage for briefing in briefings), Usage()),
    )


def read_briefings(path: str | Path) -> list[Briefing]:
    """Reads briefings of any system, one JSON object a line.

    Raises:
        UnreadableInput: the file can't be read, or a line is no briefing.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UnreadableInput(f"can't read {str(path)!r}: {error.strerror}") from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(Briefing.model_validate_json(line))
            except ValidationError as error:
                raise UnreadableInput(
                    f"line {number} of {str(path)!r} is not a briefing: {first_problem(error, whole='it')}"
                ) from error
    if not found:
        raise UnreadableInput(f"{str(path)!r} contains no briefings")
    return found
