"""`summarizer brief`: articles in, briefings out, one at a time; what fails is named and the rest is done."""

from __future__ import annotations

import glob
import json
import sys
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TextIO

from rich.console import Console

from summarizer.article import Article
from summarizer.briefing import Briefing
from summarizer.cli.progress import ArticleProgress
from summarizer.errors import ModelUnavailable, SummarizerError, UnreadableInput
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
    """

    paths: tuple[str, ...]
    format: str
    out: Path | None
    with_text: bool
    done: list[tuple[Briefing, Article]] = field(default_factory=list)
    unreadable: int = 0
    failed: int = 0

    def run(self, model: str, base_url: str | None, topics: tuple[str, ...], strategy: str | None) -> int:
        """Briefs every article and returns the exit code."""
        articles = self._load()
        if not articles:
            return UNREADABLE
        out = StringIO() if self.out else sys.stdout
        code = DONE
        error: ModelUnavailable | None = None
        with (
            ArticleProgress() as progress,
            Summarizer(
                model, base_url=base_url, topics=topics, strategy=strategy, on_download=progress.download
            ) as summarizer,
        ):
            try:
                for article in articles:
                    self._brief(summarizer, article, progress, out)
            except KeyboardInterrupt:
                code = INTERRUPTED
                self._say(f"interrupted: {len(self.done)} of {len(articles)} articles are done and kept")
            except ModelUnavailable as unavailable:
                error = unavailable
        self._finish(out)
        if error is not None:
            raise error
        return code or (PARTLY if self.failed or self.unreadable else DONE)

    def _load(self) -> list[Article]:
        """Reads the articles; one that can't be read is named and passed over."""
        articles = []
        for path in self.paths:
            matches = (
                sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) and not Path(path).exists() else [path]
            )
            if not matches:
                self.unreadable += 1
                self._say(f"no file matches {path!r}: check the pattern")
            for name in matches:
                try:
                    articles.append(Article.from_file(name))
                except UnreadableInput as error:
                    self.unreadable += 1
                    self._say(str(error))
        return articles

    def _brief(self, summarizer: Summarizer, article: Article, progress: ArticleProgress, out: TextIO) -> None:
        try:
            briefing = summarizer.brief(article, on_step=progress.step)
        except ModelUnavailable:
            raise
        except SummarizerError as error:
            self.failed += 1
            self._say(f"{article.title or article.id}: {error}")
            return
        for failure in briefing.failures:
            self.failed += 1
            self._say(f"{article.title or article.id}, {failure.topic}: {failure.message}")
        self.done.append((briefing, article))
        if self.format == "text":
            with progress.paused():
                render_terminal(briefing, article, Console(file=out))
        elif self.format == "jsonl":
            out.write(self._json(briefing, article) + "\n")
            out.flush()

    def _json(self, briefing: Briefing, article: Article, indent: int | None = None) -> str:
        if self.with_text:
            briefing = briefing.model_copy(
                update={"article": briefing.article.model_copy(update={"text": article.text})}
            )
        return briefing.model_dump_json(indent=indent)

    def _finish(self, out: TextIO) -> None:
        """Writes the formats that hold all briefings together, and moves the output into place."""
        if self.format == "json" and self.done:
            documents = [self._json(briefing, article, indent=2) for briefing, article in self.done]
            single = len(self.paths) == 1 and len(documents) == 1
            out.write((documents[0] if single else json.dumps([json.loads(d) for d in documents], indent=2)) + "\n")
        elif self.format == "markdown":
            out.write("\n".join(render_markdown(briefing, article) for briefing, article in self.done))
        elif self.format == "html" and self.done:
            out.write(render_html(self.done))
        if self.out is not None and isinstance(out, StringIO):
            self.out.write_text(out.getvalue(), encoding="utf-8")

    def _say(self, message: str) -> None:
        sys.stderr.write(f"summarizer: {message}\n")
