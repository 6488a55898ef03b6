"""The digest: many briefings combined, stored on disk and read on demand."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from summarizer.contract import BriefingData
from summarizer.digest.claiming import make_claims
from summarizer.digest.clustering import find_incidents
from summarizer.digest.contents import By, Contents
from summarizer.digest.incidents import write_incidents
from summarizer.digest.model import Sentence
from summarizer.digest.others import write_others
from summarizer.digest.positions import write_lines
from summarizer.digest.reading import read_briefings
from summarizer.digest.stances import make_stands
from summarizer.digest.store import Store

if TYPE_CHECKING:
    from pandas import DataFrame


class Digest(Contents):
    """Many articles as one picture: incidents with their tolls over time, positions, contradictions, what is new.

    It holds nothing in memory but what was last asked for: its parts are read from a temporary file, which goes when
    the digest is closed or forgotten. Made by `Digest.of` or `Digest.of_files`.
    """

    @classmethod
    def of(
        cls,
        briefings: Iterable[BriefingData],
        *,
        against: Iterable[BriefingData] = (),
        since: datetime.date | str | None = None,
    ) -> Self:
        """Makes a digest; the result is the same in whatever order the briefings come.

        Args:
            briefings: what to digest; gone through once. Of two briefings of one article the later counts.
            against: briefings of an earlier digest. What their articles say is not new, even if one was briefed again.
            since: articles dated before this day are known; only what has later news is shown.

        Raises:
            UsageError: the package with the places is not installed, or the date is none.
        """
        day = _iso(since)
        store = Store()
        try:
            compared = since is not None
            for briefing in against:
                store.add(briefing, old=True, current=False)
                compared = True
            for briefing in briefings:
                store.add(briefing, old=False, current=True)
            store.finish(day)
            make_claims(store)
            find_incidents(store)
            write_incidents(store)
            make_stands(store)
            write_lines(store)
            write_others(store)
        except BaseException:
            store.close()
            raise
        return cls(store, compared=compared, since=day)

    @classmethod
    def of_files(
        cls,
        inputs: Iterable[str | Path],
        *,
        against: Iterable[str | Path] = (),
        since: datetime.date | str | None = None,
    ) -> Self:
        """Makes a digest of files of briefings.

        Args:
            inputs: files of lines, single briefings, folders, globs, "-" for standard input.
            against: likewise; or what an earlier digest wrote as JSON.
            since: as for `of`.

        Raises:
            UnreadableInput: a file is not there or holds no briefings.
            UsageError: as for `of`.
        """
        return cls.of(read_briefings(inputs), against=read_briefings(against), since=since)

    def close(self) -> None:
        """Removes its file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def lead(self) -> tuple[Sentence, ...]:
        """What it comes to, in up to eight sentences."""
        from summarizer.digest.lead import compose

        return compose(self)

    def to_text(self, *, by: By = "incident", explain: bool = False) -> str:
        """The digest as plain text; with `explain`, why records are one incident."""
        from summarizer.digest.text import render_text

        return render_text(self, by=by, explain=explain)

    def to_markdown(self, *, by: By = "incident", explain: bool = False) -> str:
        """The digest as Markdown."""
        from summarizer.digest.text import render_markdown

        return render_markdown(self, by=by, explain=explain)

    def to_html(self, *, by: By = "incident", explain: bool = True) -> str:
        """The digest as one self-contained HTML page with its pictures.

        Raises:
            UsageError: the libraries for charts are not installed.
        """
        from summarizer.digest.html import render_html

        return render_html(self, by=by, explain=explain)

    def to_json(self) -> str:
        """The digest as JSON; see `write_json` for one too large for memory."""
        from summarizer.digest.writing import json_parts

        return "".join(json_parts(self))

    def to_frame(self, table: str = "casualties") -> DataFrame:
        """A data frame.

        Args:
            table: `casualties` (a row a record, with its `incident`), `incidents`, `figures`, `positions`, or `others`
                (a row for each sentence of another topic).

        Raises:
            UsageError: there is no such table, or pandas is not installed.
        """
        from summarizer.digest.frames import frame

        return frame(self, table)

    def with_incidents(self, frame: DataFrame) -> DataFrame:
        """A frame of casualty records, as `to_frame("casualties")` of briefings makes it, with a column `incident`.

        It is the same for all records of one attack, and empty for a running total and for a record that the digest
        does not hold.

        Args:
            frame: a row a record, with `article_id` and `record`.
        """
        pairs = zip(frame["article_id"], frame["record"], strict=True)
        made = frame.assign(incident=[self.incident_of(str(article), int(record)) for article, record in pairs])
        return made.astype({"incident": "string"})

    def _repr_html_(self) -> str:
        from summarizer.digest.html import render_frame

        return render_frame(self)

    def __repr__(self) -> str:
        counts = self.counts
        return f"<Digest of {counts.articles} articles: {counts.incidents} incidents, {counts.lines} positions>"


def _iso(since: datetime.date | str | None) -> str | None:
    from summarizer.errors import UsageError

    if since is None or isinstance(since, datetime.date):
        return since.isoformat() if since else None
    try:
        return datetime.date.fromisoformat(since).isoformat()
    except ValueError:
        raise UsageError(f"invalid date {since!r}: write it as 2025-05-18") from None
