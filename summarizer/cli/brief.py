"""`summarizer brief`: articles in, briefings out, one at a time; failures are named, and the rest goes on."""

from __future__ import annotations

import datetime
import glob
import json
import sys
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TextIO

from summarizer.article import Article
from summarizer.batch import Given
from summarizer.briefing import Briefing
from summarizer.cli.estimating import estimate
from summarizer.cli.formats import Format
from summarizer.cli.printing import output, say
from summarizer.cli.progress import READERS, ArticleProgress
from summarizer.cli.settings import checked_settings
from summarizer.errors import (
    BudgetExceeded,
    ModelUnavailable,
    SummarizerError,
    UnreadableInput,
    UsageError,
    internal_error,
)
from summarizer.files import check_writable, refuse_inputs, write_whole
from summarizer.llm.connect import client_for
from summarizer.loading.days import read_day
from summarizer.loading.web import Fetcher, FetchPolicy, is_web_address, listed_in
from summarizer.render import render_html, render_markdown, render_terminal
from summarizer.session import Summarizer
from summarizer.topics import choose_topics

DONE, INTERNAL, UNREADABLE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130


@dataclass(frozen=True)
class About:
    """What the user says of a single article, in place of what its file says.

    Attributes:
        date: day of publication, written in any way that names one day.
        title: headline.
    """

    date: str | None = None
    title: str | None = None

    def of(self, article: Article) -> Article:
        """The article with what the user says of it."""
        given: dict[str, object] = {}
        if self.date is not None:
            given |= {"date": _day(self.date), "date_source": "given"}
        if self.title is not None:
            given["title"] = self.title
        return article.model_copy(update=given)


def need_paths(paths: list[str] | None) -> tuple[str, ...]:
    """The inputs of the command.

    Raises:
        UsageError: there is none; the message says what to type.
    """
    if not paths:
        raise UsageError(
            "nothing to brief: name an article or a page, as in `summarizer brief article.txt`, "
            "or - to read one from standard input; `summarizer brief --help` has all options"
        )
    return tuple(paths)


def _day(text: str) -> datetime.date:
    """The day that words name; how they were read is said where they could be doubted."""
    reading = read_day(text)
    if reading.day is None:
        problem = reading.problem(text)
        raise UsageError(f"invalid --date: {problem}; write it as 2025-05-18")
    if text.strip() != reading.day.isoformat():
        say(f"--date {text!r} is read as {reading.day}")
    return reading.day


@dataclass(frozen=True, slots=True)
class Named:
    """An article and the file that it was read from, as the user named it."""

    name: str
    article: Article


@dataclass
class BriefCommand:
    """One run of the command.

    Attributes:
        paths: files, addresses of pages, files that list such addresses, globs, or "-".
        format: how briefings are written.
        out: the file to write to; `None` for standard output.
        with_text: include the articles' texts in JSON.
        topics: names of topics and topic files; what the settings say if empty.
        flags: settings given on the command line, `None` where they were not.
        about: what the user says of the one article.
        allow_private: whether pages of this machine and of private networks are fetched.
        show_progress: whether progress is shown, where there is a terminal.
        debug: whether the traceback of an internal error is shown.
        done: what has been made so far.
        unreadable: how many inputs held no article.
        failed: how many articles or topics have no result.
        broken: how many articles an internal error stopped.
        single: whether there was one input, readable or not.
    """

    paths: tuple[str, ...]
    format: Format
    out: Path | None
    with_text: bool
    topics: tuple[str, ...]
    flags: Mapping[str, object]
    about: About = About()
    allow_private: bool = False
    show_progress: bool = True
    debug: bool = False
    done: list[tuple[Briefing, Article]] = field(default_factory=list)
    unreadable: int = 0
    failed: int = 0
    broken: int = 0
    single: bool = False

    def estimate(self) -> int:
        """Says what the run would ask and cost, and returns the exit code."""
        settings = checked_settings(self.flags)
        with ArticleProgress(shown=self.show_progress) as progress:
            articles = [named.article for named in self._load(progress)]
        code = estimate(Given(articles), settings, self.topics or settings.topics) if articles else UNREADABLE
        return code or (PARTLY if self.unreadable else DONE)

    def run(self) -> int:
        """Briefs every article and returns the exit code.

        Raises:
            ModelUnavailable: the model can't be reached; raised when what could be had is written.
            UsageError: a setting is wrong, or the output is an input or can't be written.
        """
        refuse_inputs([self.out] if self.out else [], self.paths)
        settings = checked_settings(self.flags, inputs=self.paths)
        topics = choose_topics(self.topics or settings.topics)
        check_writable(self.out)
        with ArticleProgress(shown=self.show_progress) as progress:
            articles = self._load(progress)
        if not articles:
            return UNREADABLE
        out = StringIO() if self.out else sys.stdout
        try:
            with ArticleProgress(shown=self.show_progress) as progress:
                client = client_for(settings, progress=progress.download)
                with Summarizer(llm=client, topics=topics, summary=settings.summary) as summarizer:
                    with progress.loading(READERS):
                        summarizer.prepare(progress.download)
                    self._brief_all(articles, summarizer, progress, out)
        except KeyboardInterrupt:
            say(f"interrupted; {len(self.done)} of {len(articles)} articles are done and saved")
            self._finish(out)
            return INTERRUPTED
        except (ModelUnavailable, UsageError):
            self._finish(out)
            raise
        self._finish(out)
        if self.broken == len(articles):
            return INTERNAL
        return PARTLY if self.failed or self.unreadable else DONE

    def _names(self) -> Iterator[str]:
        """The inputs: each glob as the files that it brings, each list of addresses as the pages."""
        for path in self.paths:
            is_pattern = not is_web_address(path) and glob.has_magic(path) and not Path(path).exists()
            names = sorted(glob.glob(path, recursive=True)) if is_pattern else [path]
            if not names:
                self.unreadable += 1
                say(f"no file matches {path!r}: check the pattern")
            for name in names:
                yield from listed_in(name) or [name]

    def _load(self, progress: ArticleProgress) -> list[Named]:
        """Reads the articles, fetching those of the web; one that can't be read is named and passed over."""
        articles = []
        names = list(self._names())
        if len(names) != 1 and self.about != About():
            raise UsageError(
                f"--date and --title apply to one article, but {len(names)} were given: brief each on its own"
            )
        fetcher = Fetcher(FetchPolicy(allow_private=self.allow_private))
        for name in names:
            try:
                with progress.loading(name):
                    article = (
                        Article.from_fetched(fetcher.fetch(name)) if is_web_address(name) else Article.from_file(name)
                    )
                articles.append(Named(name, self.about.of(article)))
                for warning in article.warnings:
                    say(warning)
            except UnreadableInput as error:
                self.unreadable += 1
                progress.failed()
                say(str(error))
        self.single = len(articles) + self.unreadable == 1
        return articles

    def _brief_all(self, articles: list[Named], summarizer: Summarizer, progress: ArticleProgress, out: TextIO) -> None:
        for position, named in enumerate(articles):
            progress.at(named.name, position + 1, len(articles))
            if not self._brief(summarizer, named, progress, out):
                left = len(articles) - position - 1
                say(f"stopped at --max-cost with {left} of {len(articles)} articles left: raise it to go on")
                return

    def _brief(self, summarizer: Summarizer, named: Named, progress: ArticleProgress, out: TextIO) -> bool:
        """Briefs one article and writes it where it can be written at once; tells whether to go on."""
        try:
            briefing = summarizer.brief(named.article, on_step=progress.step)
        except (ModelUnavailable, UsageError):
            raise
        except SummarizerError as error:
            self.failed += 1
            progress.failed()
            say(f"{named.name}: {error}")
            self._keep(summarizer.without_result(named.article, type(error).__name__, str(error)), named, out)
            return not isinstance(error, BudgetExceeded)
        except Exception as error:  # the others are done all the same
            self.failed += 1
            self.broken += 1
            progress.failed()
            say(f"{named.name}: {internal_error(error)}")
            if self.debug:
                sys.stderr.write(traceback.format_exc())
            failed = summarizer.without_result(named.article, type(error).__name__, internal_error(error))
            self._keep(failed, named, out)
            return True
        for message in dict.fromkeys(failure.message for failure in briefing.failures):
            topics = [failure.topic for failure in briefing.failures if failure.message == message]
            self.failed += len(topics)
            say(f"{named.name}, {', '.join(topics)}: {message}")
        if briefing.failures:
            progress.failed()
        with progress.paused():
            self._keep(briefing, named, out)
        return all(failure.error != BudgetExceeded.__name__ for failure in briefing.failures)

    def _keep(self, briefing: Briefing, named: Named, out: TextIO) -> None:
        self.done.append((briefing, named.article))
        self._write_one(briefing, named.article, out)

    def _write_one(self, briefing: Briefing, article: Article, out: TextIO) -> None:
        """Writes a briefing in the formats in which each stands for itself."""
        if self.format == Format.text:
            render_terminal(briefing, article, output(out))
        elif self.format == Format.jsonl:
            out.write(self._json(briefing, article) + "\n")
        elif self.format == Format.markdown:
            number = None if self.single else len(self.done)
            rule = "\n---\n\n" if len(self.done) > 1 else ""
            out.write(rule + render_markdown(briefing, article, number=number))
        out.flush()

    def _json(self, briefing: Briefing, article: Article, indent: int | None = None) -> str:
        if self.with_text:
            info = briefing.article.model_copy(update={"text": article.text})
            briefing = briefing.model_copy(update={"article": info})
        return briefing.model_dump_json(indent=indent)

    def _finish(self, out: TextIO) -> None:
        """Writes the formats that hold all briefings together, and moves the output into place."""
        if self.format == Format.json and self.done:
            documents = [self._json(briefing, article, indent=2) for briefing, article in self.done]
            whole = [json.loads(document) for document in documents]
            out.write((documents[0] if self.single else json.dumps(whole, indent=2, ensure_ascii=False)) + "\n")
        elif self.format == Format.html and self.done:
            out.write(render_html(self.done))
        if self.out is not None and isinstance(out, StringIO) and self.done:
            write_whole(self.out, out.getvalue())
