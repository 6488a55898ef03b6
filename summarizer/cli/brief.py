"""`summarizer brief`: articles in, briefings out, one at a time; what fails is named and the rest is done."""

from __future__ import annotations

import glob
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TextIO

from rich.console import Console

from summarizer.article import Article
from summarizer.batch import Given
from summarizer.briefing import Briefing
from summarizer.cli.estimating import estimate
from summarizer.cli.progress import ArticleProgress
from summarizer.errors import BudgetExceeded, ModelUnavailable, SummarizerError, UnreadableInput, UnwritableOutput
from summarizer.llm.connect import client_for
from summarizer.llm.settings import read_settings
from summarizer.render import render_html, render_markdown, render_terminal
from summarizer.session import Summarizer

DONE, UNREADABLE, PARTLY, INTERRUPTED = 0, 2, 3, 130


@dataclass
class BriefCommand:
    """One run of the command.

    Attributes:
        paths: files, globs, or "-".
        format: text, markdown, html, json or jsonl.
        out: the file to write to; `None` for standard output.
        with_text: include the articles' texts in JSON.
        topics: names of the topics; all of them if empty.
        flags: settings given on the command line, `None` where they were not.
        show_progress: whether progress is shown, where there is a terminal.
        done: what has been made so far.
        unreadable: how many inputs held no article.
        failed: how many articles or topics have no result.
        single: whether there was one input, readable or not.
    """

    paths: tuple[str, ...]
    format: str
    out: Path | None
    with_text: bool
    topics: tuple[str, ...]
    flags: Mapping[str, object]
    show_progress: bool = True
    done: list[tuple[Briefing, Article]] = field(default_factory=list)
    unreadable: int = 0
    failed: int = 0
    single: bool = False

    def estimate(self) -> int:
        """Says what the run would ask and cost, and returns the exit code."""
        articles = self._load()
        code = estimate(Given(articles), read_settings(self.flags).settings, self.topics) if articles else UNREADABLE
        return code or (PARTLY if self.unreadable else DONE)

    def run(self) -> int:
        """Briefs every article and returns the exit code.

        Raises:
            ModelUnavailable: the model can't be reached; raised when what could be had is written.
            UsageError: a setting is wrong, or the output can't be written.
        """
        check_writable(self.out)
        articles = self._load()
        if not articles:
            return UNREADABLE
        out = StringIO() if self.out else sys.stdout
        try:
            self._brief_all(articles, out)
        except KeyboardInterrupt:
            self._say(f"interrupted: {len(self.done)} of {len(articles)} articles are done and kept")
            self._finish(out)
            return INTERRUPTED
        except ModelUnavailable:
            self._finish(out)
            raise
        self._finish(out)
        return PARTLY if self.failed or self.unreadable else DONE

    def _load(self) -> list[Article]:
        """Reads the articles; one that can't be read is named and passed over."""
        articles = []
        for path in self.paths:
            is_pattern = glob.has_magic(path) and not Path(path).exists()
            names = sorted(glob.glob(path, recursive=True)) if is_pattern else [path]
            if not names:
                self.unreadable += 1
                self._say(f"no file matches {path!r}: check the pattern")
            for name in names:
                try:
                    articles.append(Article.from_file(name))
                except UnreadableInput as error:
                    self.unreadable += 1
                    self._say(str(error))
        self.single = len(articles) + self.unreadable == 1
        return articles

    def _brief_all(self, articles: list[Article], out: TextIO) -> None:
        with ArticleProgress(shown=self.show_progress) as progress:
            client = client_for(read_settings(self.flags).settings, progress=progress.download)
            with Summarizer(llm=client, topics=self.topics) as summarizer:
                for position, article in enumerate(articles):
                    if not self._brief(summarizer, article, progress, out):
                        left = len(articles) - position - 1
                        self._say(f"stopped with {left} of {len(articles)} articles left: raise --max-cost to go on")
                        return

    def _brief(self, summarizer: Summarizer, article: Article, progress: ArticleProgress, out: TextIO) -> bool:
        """Briefs one article and writes it where it can be written at once; tells whether to go on."""
        name = article.title or article.id
        try:
            briefing = summarizer.brief(article, on_step=progress.step)
        except ModelUnavailable:
            raise
        except SummarizerError as error:
            self.failed += 1
            self._say(f"{name}: {error}")
            return not isinstance(error, BudgetExceeded)
        for failure in briefing.failures:
            self.failed += 1
            self._say(f"{name}, {failure.topic}: {failure.message}")
        self.done.append((briefing, article))
        with progress.paused():
            self._write_one(briefing, article, out)
        return all(failure.error != BudgetExceeded.__name__ for failure in briefing.failures)

    def _write_one(self, briefing: Briefing, article: Article, out: TextIO) -> None:
        """Writes a briefing in the formats in which each stands for itself."""
        if self.format == "text":
            render_terminal(briefing, article, Console(file=out))
        elif self.format == "jsonl":
            out.write(self._json(briefing, article) + "\n")
        elif self.format == "markdown":
            out.write(("\n---\n\n" if len(self.done) > 1 else "") + render_markdown(briefing, article))
        out.flush()

    def _json(self, briefing: Briefing, article: Article, indent: int | None = None) -> str:
        if self.with_text:
            info = briefing.article.model_copy(update={"text": article.text})
            briefing = briefing.model_copy(update={"article": info})
        return briefing.model_dump_json(indent=indent)

    def _finish(self, out: TextIO) -> None:
        """Writes the formats that hold all briefings together, and moves the output into place."""
        if self.format == "json" and self.done:
            documents = [self._json(briefing, article, indent=2) for briefing, article in self.done]
            whole = [json.loads(document) for document in documents]
            out.write((documents[0] if self.single else json.dumps(whole, indent=2, ensure_ascii=False)) + "\n")
        elif self.format == "html" and self.done:
            out.write(render_html(self.done))
        if self.out is not None and isinstance(out, StringIO) and self.done:
            write_whole(self.out, out.getvalue())

    def _say(self, message: str) -> None:
        sys.stderr.write(f"summarizer: {message}\n")


def check_writable(path: Path | None) -> None:
    """Refuses an output that can't be written, before any work is done.

    Raises:
        UnwritableOutput: its folder is not there, or it is a folder itself.
    """
    if path is None:
        return
    if path.is_dir():
        raise UnwritableOutput(f"{str(path)!r} is a folder: name a file in it")
    if not path.absolute().parent.is_dir():
        raise UnwritableOutput(f"there is no folder {str(path.parent)!r} to write to: make it first")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise UnwritableOutput(f"{str(path)!r} may not be written: check its permissions")


def write_whole(path: Path, text: str) -> None:
    """Writes a file whole or not at all.

    Raises:
        UnwritableOutput: the disk is full, or the folder is gone.
    """
    if path.exists() and not path.is_file():  # a pipe or a device, such as /dev/stdout
        path.write_text(text, encoding="utf-8")
        return
    fresh = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise UnwritableOutput(f"{str(path)!r} can't be written ({reason}): make room or name another") from error
