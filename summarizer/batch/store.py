"""Keeps the output and the journal of a batch consistent: writes, recovers after a kill, removes lines to retry."""

from __future__ import annotations

import itertools
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ValidationError

from summarizer.article import Article
from summarizer.batch.items import Entry, Unreadable
from summarizer.batch.journal import Failed, Journal, Row
from summarizer.batch.near_copies import signature
from summarizer.batch.outputs import LineFile, Place
from summarizer.batch.results import ResultLine, redated
from summarizer.batch.tables import own_forms, write_parquet
from summarizer.briefing import ArticleInfo, Briefing
from summarizer.errors import UnwritableOutput, UsageError
from summarizer.usage import Usage

_REWRITING = "rewriting"

Kind = Literal["briefed", "copy", "known"]


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of a batch.

    Attributes:
        out: what the user asked for.
        lines: the results as lines; `out` itself, or beside a Parquet file the lines that it is made from.
        journal: what is known of each article.
        lock: held while a process writes.
        failures: what failed and why, a JSON line each, written anew by each run.
    """

    out: Path
    lines: Path
    journal: Path
    lock: Path
    failures: Path

    @classmethod
    def beside(cls, out: Path) -> Paths:
        """Names the files of an output."""

        def named(ending: str) -> Path:
            return out.with_name(out.name + ending)

        lines = named(".jsonl.gz") if out.suffix.lower() == ".parquet" else out
        return cls(out, lines, named(".journal"), named(".lock"), named(".failures.jsonl"))


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one piece of work.

    Attributes:
        row: the article's row in the journal.
        article: the article.
        briefing: its result, if there is one.
        failure: why the result, or that of some topics, is missing.
        final: whether it will not be tried again in this run.
        kind: `copy` for one that gets the result of the article whose text it has; `known` for one done before.
        halted: whether the run stopped over it; it is as if it had not been tried.
    """

    row: Row
    article: Article
    briefing: Briefing | None = None
    failure: Failed | None = None
    final: bool = False
    kind: Kind = "briefed"
    halted: bool = False


Written = Callable[[Row, Article, Briefing | None, Failed | None], None]
"""Told of each article that is at its end: with its briefing (absent if lost) and its failure, if any."""


class Store:
    """Everything that a batch writes. One process at a time; calls must not overlap.

    Args:
        paths: the files.
        setup: what all results have in common; another one than an output was begun with is refused.
        with_text: whether results hold the articles' texts.
        written: told of each article that is at its end.

    Raises:
        UnwritableOutput: another process is at work on the output, or it can't be written.
        UsageError: the output does not fit its journal, or was begun with another setup.
    """

    def __init__(self, paths: Paths, setup: Mapping[str, str], *, with_text: bool, written: Written) -> None:
        self.paths = paths
        self._with_text = with_text
        self._written = written
        with ExitStack() as opened:
            opened.enter_context(_locked(paths))
            self.output = LineFile(paths.lines)
            opened.callback(lambda: self.output.close())  # whichever file it is by then
            self.journal = Journal(paths.journal, setup)
            opened.callback(self.journal.close)
            with self._writing():
                self._recover()
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Closes the files and lets other processes at them."""
        self._opened.close()

    def admit(self, entry: Entry) -> Row:
        """What is known of an article, new or not."""
        with self._writing():
            return self.journal.admit(entry, signature(entry.article.text))

    def refuse(self, unreadable: Unreadable) -> bool:
        """Remembers what can't be read; returns whether no earlier run met it."""
        with self._writing():
            return self.journal.refuse(unreadable)

    def is_settled(self, article_id: str) -> bool:
        """True if an article needs no further look at its text: it is done, or waits with its text in the journal."""
        row = self.journal.find(article_id)
        return row is not None and row.state != "pending"

    def commit(self) -> None:
        """Makes admissions durable, so that a line found after a kill is known."""
        with self._writing():
            self.journal.commit()

    def record(self, findings: list[Finding]) -> None:
        """Writes results whole, has them reach the disk, and only then notes them as written.

        Raises:
            UnwritableOutput: the disk is full, or the output is gone.
        """
        with self._writing():
            for finding in findings:
                self._record(finding)
            self.output.sync()
            self.journal.commit()

    def settle(self) -> None:
        """Gives articles that waited for another with the same text what came of that one."""
        after = 0
        with self._writing():
            while rows := self.journal.rows("waiting", after=after):
                for row in rows:
                    self._copy(row, row.load())
                after = rows[-1].seq
            self.output.sync()
            self.journal.commit()

    def reopen_failed(self) -> None:
        """Has everything that failed tried again; lines with failed topics are taken out of the output."""
        with self._writing():
            if self.journal.rows("partial", most=1):
                self._rewrite_without_partial()
            self.journal.reopen()
            self.journal.commit()

    def conclude(self) -> dict[str, int]:
        """Writes what is made of all results and failures, and returns how many articles are in each state."""
        self._write_failures()
        self._make_table()
        return self.journal.counts()

    def _write_failures(self) -> None:
        """Writes what failed as JSON lines, in place of what stood there; no file where nothing failed."""
        failures = self.journal.failures()
        first = next(failures, None)
        with self._writing():
            if first is None:
                self.paths.failures.unlink(missing_ok=True)
                return
            fresh = self.paths.failures.with_name(self.paths.failures.name + ".new")
            with fresh.open("w", encoding="utf-8") as file:
                for failed in itertools.chain([first], failures):
                    file.write(_FailedLine.model_validate(failed, from_attributes=True).model_dump_json() + "\n")
            fresh.replace(self.paths.failures)

    def _make_table(self) -> None:
        """Makes the Parquet file of the lines, where that is what was asked for."""
        if self.paths.lines != self.paths.out:
            with self._writing():
                lines = (Briefing.model_validate_json(line) for _, line in self.output.lines_from(0))
                write_parquet(lines, self.paths.out, own_forms(line for _, line in self.output.lines_from(0)))

    def briefing_at(self, place: Place) -> Briefing:
        """Reads a result back."""
        return Briefing.model_validate_json(self.output.read(place))

    def _record(self, finding: Finding) -> None:
        row, failure = finding.row, finding.failure
        if finding.halted:
            return
        if finding.kind == "known":
            known = self.briefing_at(row.place) if row.place else None
            reason = None if known else Failed(row.id, row.error or "", row.message or "")
            self._written(row, finding.article, known, reason)
            return
        if finding.kind == "copy":
            self._copy(row, finding.article)
            return
        if failure is not None and not finding.final:
            self.journal.set_failed(row.seq, "failed", failure)
            self.journal.set_state(row.seq, "failed", article=finding.article)
            return
        self._finish(row, finding.article, finding.briefing, failure)
        while copies := self.journal.copies_of(row.seq):
            for copy in copies:
                self._copy(copy, copy.load())

    def _finish(self, row: Row, article: Article, briefing: Briefing | None, failure: Failed | None) -> None:
        """Brings an article to its end: a line, or the reason why there is none."""
        if briefing is not None and (failure is None or failure.partial):
            info = ArticleInfo.of(article, with_text=self._with_text).model_copy(
                update={"same_as": row.same_as, "update_of": row.update_of}
            )
            briefing = briefing.model_copy(update={"article": info})
            place = self.output.append(briefing.model_dump_json().encode("utf-8", "surrogatepass"))
            self.journal.set_done(row.seq, place, failure)
        else:
            briefing = None
            self.journal.set_failed(row.seq, "lost", failure or Failed(row.id, "", ""))
        if failure is not None:
            self.journal.set_state(row.seq, "partial" if briefing else "lost", article=article)
        self._written(row, article, briefing, failure)

    def _copy(self, row: Row, article: Article) -> None:
        """Gives an article the result of the one whose text it has, or lets it wait for that."""
        original = self.journal.row_at(row.copy_of or 0)
        failure = None
        if original.state in ("partial", "lost"):
            partial = original.state == "partial"
            failure = Failed(row.id, original.error or "", original.message or "", partial)
        if original.place is not None:
            briefing = redated(self.briefing_at(original.place), article).model_copy(update={"usage": Usage()})
            self._finish(row, article, briefing, failure)
        elif failure is not None:
            self._finish(row, article, None, failure)
        else:
            self.journal.set_state(row.seq, "waiting", article=article)

    def _recover(self) -> None:
        """Brings journal and output to agreement after a run that was killed."""
        if self.journal.meta(_REWRITING) == "1":
            self.journal.forget_places_after(-1)
            self._adopt_from(0)
            self.journal.set_meta(_REWRITING, "0")
            self.journal.commit()
            return
        last = self.journal.last_place()
        if self.output.end and self.journal.is_new():
            raise self._foreign()  # a file of somebody else's, or one whose journal is gone
        if last is not None and self.output.end < last.end:
            if self.output.end == 0:
                raise UsageError(
                    f"{str(self.paths.lines)!r} is empty or missing, but its journal lists results: "
                    f"restore it, or delete {str(self.paths.journal)!r} too to start over"
                )
            self.journal.forget_places_after(self.output.end)
            last = self.journal.last_place()
        if last is not None and self._owner(self.output.read(last)) != self.journal.id_at(last):
            raise self._foreign()
        self._adopt_from(last.end if last else 0)
        self.journal.commit()

    def _adopt_from(self, start: int) -> None:
        """Takes over the whole lines from an offset on, and cuts off what follows them."""
        end = start
        for place, line in self.output.lines_from(start):
            try:
                found = ResultLine.model_validate_json(line)
            except ValidationError:
                raise self._foreign() from None
            if not self.journal.adopt(found.article.id, place, found.failure):
                raise self._foreign()
            end = place.end
        self.output.truncate(end)

    def _owner(self, line: bytes) -> str:
        try:
            return ResultLine.model_validate_json(line).article.id
        except ValidationError:
            return ""

    def _foreign(self) -> UsageError:
        return UsageError(
            f"{str(self.paths.lines)!r} holds results that its journal does not list, or was edited: name another --out"
        )

    def _rewrite_without_partial(self) -> None:
        """Takes lines with failed topics out of the output, by a new file in its place.

        Between its being put there and the journal's knowing of it, the journal says that it does not know places.
        """
        self.journal.set_meta(_REWRITING, "1")
        self.journal.commit()
        fresh_path = self.paths.lines.with_name("rewriting-" + self.paths.lines.name)
        fresh_path.unlink(missing_ok=True)
        fresh = LineFile(fresh_path)
        after = -1
        while places := self.journal.places(after=after):
            for _, state, place in places:
                if state != "partial":
                    fresh.append(self.output.read(place).rstrip(b"\n"))
            after = places[-1][2].start
        fresh.sync()
        fresh.close()
        self.output.close()
        os.replace(fresh_path, self.paths.lines)
        self.output = LineFile(self.paths.lines)
        self.journal.reopen()
        self.journal.forget_places_after(-1)
        self._adopt_from(0)
        self.journal.set_meta(_REWRITING, "0")
        self.journal.commit()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Names a fault of the disk as such."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise UnwritableOutput(
                f"can't write the journal of {str(self.paths.out)!r} ({error}): free disk space or "
                "repair it, then run the same command to resume"
            ) from error


class _FailedLine(BaseModel):
    """A line of the failures' file."""

    id: str
    error: str
    message: str
    partial: bool
    origin: str = ""


@contextmanager
def _locked(paths: Paths) -> Iterator[None]:
    """Keeps other processes from the output."""
    lock = FileLock(paths.lock, thread_local=False)
    try:
        paths.lock.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise UnwritableOutput(
            f"another process is writing {str(paths.out)!r}: wait for it, stop it, or name another --out"
        ) from None
    except OSError as error:
        raise UnwritableOutput(f"can't write {str(paths.out)!r} ({error.strerror}): name another --out") from error
    try:
        yield
    finally:
        lock.release()
