"""Positions over time: each line's statements, told once however many papers carry them, and its changes of stance."""

from __future__ import annotations

import datetime
import itertools
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from summarizer.digest.incidents import article_ref
from summarizer.digest.model import (
    ArticleRef,
    Contradiction,
    Coverage,
    Line,
    Quote,
    StanceChange,
    Stated,
    Statement,
)
from summarizer.digest.spelling import plain
from summarizer.digest.store import Store
from summarizer.digest.tolls import LAST
from summarizer.digest.wording import position_words

SAME_WORDS = 80
"""Two quotes at least so alike, 0 to 100, are one statement in two papers."""

RETOLD_WITHIN = 3
"""Days within which another paper's like words are the statement that was told before, and no second one."""

MOST_KEPT = 50
"""Records of one statement that are written out."""

_STANDS = """
SELECT stands.topic, stands.actor, stands.other, stands.sector, stands.day, stands.place AS place, stands.stance,
stands.speaker, stands.quote, records.body AS record, articles.*
FROM stands JOIN articles ON articles.id = stands.article
JOIN records ON records.article = stands.article AND records.topic = stands.topic AND records.place = stands.place
ORDER BY stands.topic, stands.actor, stands.other, stands.sector, stands.day, stands.article, stands.place
"""


@dataclass
class _Told:
    """A statement in the making."""

    stance: str
    speaker: str
    words: str
    day: str
    told_by: str | None
    stated: list[Stated] = field(default_factory=list)
    articles: dict[str, ArticleRef] = field(default_factory=dict)
    records: int = 0
    current: bool = False
    new: bool = True
    counted: tuple[int, int] = (0, 0)
    """Records and articles of it that its line has counted."""

    def add(self, row: sqlite3.Row, stated: Stated) -> None:
        """Adds a record of it."""
        self.records += 1
        self.current = self.current or bool(row["current"])
        self.new = self.new and stated.article.new
        self.articles[stated.article.id] = stated.article
        if len(self.stated) < MOST_KEPT:
            self.stated.append(stated)

    @property
    def coverage(self) -> Coverage:
        """How widely it is reported."""
        seen = self.articles.values()
        sources, origins = {a.outlet for a in seen}, {a.origin for a in seen}
        return Coverage(records=self.records, articles=len(seen), sources=len(sources), independent=len(origins))


class _Series:
    """A line in the making: one day's statements at a time, so that a long line needs no more memory than a short."""

    def __init__(self, store: Store, number: int, row: sqlite3.Row) -> None:
        self.store, self.number = store, number
        self.topic = str(row["topic"])
        self.words = position_words(self.topic)
        self.actor, self.other, self.sector = row["actor"], row["other"], row["sector"]
        self.name = ""
        self.records = 0
        self.articles, self.outlets, self.origins = 0, set[str](), set[str]()
        self.changes: list[StanceChange] = []
        self.before: list[_Told] = []
        self.open: list[_Told] = []
        self.latest: tuple[str, ...] = ()
        self.known_stances: set[tuple[str, str]] = set()
        self.current = self.updated = False
        self.new = True
        self.last_day = ""

    def take(self, day: str, rows: Iterable[sqlite3.Row]) -> None:
        """Adds a day's records."""
        self._close(day)
        told = _statements(rows, self.before, self.open)
        held = [t for t in told if t.stance not in self.words.accusations]
        for one in told:
            self._count(one)
        for a, b in _opposites(held, self.words.opposite):
            if day in (a.day, b.day):  # else it was told when the later of the two was
                self._contradict(a, b)
        self._change(day, held)
        self.open += [one for one in told if one not in self.open]
        self.before = held or self.before
        self.latest = tuple(sorted({t.stance for t in held})) or self.latest
        self.last_day = day

    def _close(self, day: str = "") -> None:
        """Writes the statements that are too old for another paper of this day to tell them; without a day, all."""
        kept = [one for one in self.open if day and _days_between(one.day, day) <= RETOLD_WITHIN]
        for one in self.open:
            if one not in kept:
                self._write(one)
        self.open = kept

    def _count(self, told: _Told) -> None:
        self.name = self.name or told.stated[0].position.actor.name
        records, articles = told.counted
        self.records += told.records - records
        self.articles += len(told.articles) - articles
        told.counted = (told.records, len(told.articles))
        self.outlets |= {a.outlet for a in told.articles.values()}
        self.origins |= {a.origin for a in told.articles.values()}
        self.current = self.current or told.current
        self.new = self.new and told.new
        if not told.new:
            self.known_stances.add((told.stance, told.speaker))
        told.new = told.new and (told.stance, told.speaker) not in self.known_stances
        self.updated = self.updated or told.new

    def _change(self, day: str, held: Sequence[_Told]) -> None:
        """Notes a change where no stance of the day held before."""
        was, now = {t.stance for t in self.before}, {t.stance for t in held}
        if not was or not now or was & now or day == LAST:
            return
        old, new = self.before[0], held[0]
        change = StanceChange(
            date=day,
            before=" / ".join(sorted(was)),
            after=" / ".join(sorted(now)),
            was=_quote(old.stated[0]),
            now=_quote(new.stated[0]),
            new=new.new,
        )
        self.changes.append(change)

    def _contradict(self, one: _Told, other: _Told) -> None:
        subject = f"{self.name} on {self.topic}{f' and {self.other}' if self.other else ''}"
        found = Contradiction(
            kind="position",
            about=line_id(self.topic, self.actor, self.other, self.sector),
            subject=subject,
            one=_says(one),
            other=_says(other),
            one_quote=_quote(one.stated[0]),
            other_quote=_quote(other.stated[0]),
            new=one.new or other.new,
        )
        if one.current or other.current:
            self.store.db.execute(
                "INSERT INTO contradictions VALUES (?, ?, ?, ?, ?)",
                ("position", 3.0, found.new, other.day, found.model_dump_json(exclude_defaults=True)),
            )

    def _write(self, told: _Told) -> None:
        statement = Statement(
            stance=told.stance,
            by=told.stated[0].position.actor.name,
            told_by=told.told_by,
            date=None if told.day == LAST else told.day,
            coverage=told.coverage,
            quote=_quote(told.stated[0]),
            stated=tuple(told.stated),
            new=told.new,
        )
        values = (self.number, told.day, told.new, statement.model_dump_json(exclude_defaults=True))
        self.store.db.execute("INSERT INTO statements (l, day, new, body) VALUES (?, ?, ?, ?)", values)

    def finish(self) -> None:
        """Writes the line, if an article of the digest has part in it."""
        self._close()
        if not self.current:
            self.store.db.execute("DELETE FROM statements WHERE l = ?", (self.number,))
            return
        line = Line(
            topic=self.topic,
            actor=self.actor,
            name=self.name,
            other=self.other,
            sector=self.sector,
            latest=self.latest,
            changes=tuple(self.changes),
            coverage=Coverage(
                records=self.records,
                articles=self.articles,
                sources=len(self.outlets),
                independent=len(self.origins),
            ),
            new=self.new,
            updated=self.updated,
        )
        weight = 10.0 * len(self.changes) + len(self.origins)
        body = line.model_dump_json(exclude_defaults=True)
        values = (self.number, self.topic, weight, 2 * line.new + line.updated, self.last_day, self.actor, body)
        self.store.db.execute("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        self.store.db.executemany(
            "INSERT INTO changes VALUES (?, ?, ?, ?)",
            ((self.number, c.date, c.new, c.model_dump_json(exclude_defaults=True)) for c in self.changes),
        )


def line_id(topic: str, actor: str, other: str, sector: str) -> str:
    """Names a line: topic, actor, counterparty or target; sector, or `accused` for accusations of breaking a truce."""
    return "/".join(part or "-" for part in (topic, actor, other, *([sector] if sector else [])))


def write_lines(store: Store) -> None:
    """Writes every line of the current articles with its statements, changes and contradictions."""
    rows = store.rows(_STANDS)
    lines = itertools.groupby(rows, key=lambda row: (row["topic"], row["actor"], row["other"], row["sector"]))
    for number, (_, of_line) in enumerate(lines):
        series: _Series | None = None
        for day, of_day in itertools.groupby(of_line, key=lambda row: str(row["day"])):
            rows_of_day = list(of_day)
            series = series or _Series(store, number, rows_of_day[0])
            series.take(day, rows_of_day)
        if series is not None:
            series.finish()


def _days_between(one: str, other: str) -> int:
    """Days from one to another; many where either is unknown."""
    if one == other:
        return 0
    if LAST in (one, other):
        return RETOLD_WITHIN + 1
    return abs((datetime.date.fromisoformat(other) - datetime.date.fromisoformat(one)).days)


def _statements(rows: Iterable[sqlite3.Row], before: Sequence[_Told], open_: Sequence[_Told]) -> list[_Told]:
    """A day's statements, each once.

    Args:
        rows: the day's records.
        before: the statements that held before the day; what repeats the words of one is old news.
        open_: the statements of the days before, which another paper may tell in the same words.
    """
    told: list[_Told] = []
    for row in rows:
        stated = _stated(row)
        who = stated.position.source.name if stated.position.source else None
        words = plain(stated.position.evidence[0].quote)
        one = _same(told, row, words, who)
        if one is None:
            one = _retold(open_, row, words, who) or _Told(row["stance"], row["speaker"], words, row["day"], who)
            told.append(one)
        one.add(row, stated)
    for one in told:
        if any(b.stance == one.stance and fuzz.token_set_ratio(b.words, one.words) >= SAME_WORDS for b in before):
            one.new = one.new and all(b.new for b in before if b.stance == one.stance)
    return told


def _same(told: Sequence[_Told], row: sqlite3.Row, words: str, who: str | None) -> _Told | None:
    """The statement of the day that a record repeats: one speaker's one stance, or the same words."""
    for one in told:
        if one.stance != row["stance"] or (one.told_by is None) != (who is None):
            continue
        if one.speaker == row["speaker"] or fuzz.token_set_ratio(one.words, words) >= SAME_WORDS:
            return one
    return None


def _retold(open_: Sequence[_Told], row: sqlite3.Row, words: str, who: str | None) -> _Told | None:
    """The statement of an earlier day that a record tells in its words."""
    for one in open_:
        alike = one.stance == row["stance"] and (one.told_by is None) == (who is None)
        if alike and fuzz.token_set_ratio(one.words, words) >= SAME_WORDS:
            return one
    return None


def _stated(row: sqlite3.Row) -> Stated:
    given = {"article": article_ref(row), "record": row["place"], "position": json.loads(row["record"])}
    return Stated.model_validate(given)


def _opposites(held: Sequence[_Told], opposite: Collection[frozenset[str]]) -> Iterator[tuple[_Told, _Told]]:
    """The pairs of a day's statements that can't both hold: said in two articles, or by two voices."""
    for one, other in itertools.combinations(held, 2):
        if frozenset((one.stance, other.stance)) in opposite and (
            one.told_by != other.told_by or not set(one.articles) & set(other.articles)
        ):
            yield one, other


def _says(told: _Told) -> str:
    by = told.stated[0].position.actor.name
    return f"{by}: {told.stance.replace('_', ' ')}{f', says {told.told_by}' if told.told_by else ''}"


def _quote(stated: Stated) -> Quote:
    first = stated.position.evidence[0]
    return Quote(article=stated.article, record=stated.record, text=first.quote, start=first.start, end=first.end)
