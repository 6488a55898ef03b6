"""Verifies briefings against their articles, years later and without a model.

What code found or computed once, code finds and computes again: every quote where it is said to stand, every verbatim
field in the article, every number, date, duration and party from its words, the classes that words decide, the order of
the records, and the summary. Each difference is a finding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from summarizer.article import Article, content_id
from summarizer.batch.inputs import Inputs
from summarizer.batch.items import Entry
from summarizer.batch.outputs import read_lines
from summarizer.contract import BriefingData
from summarizer.errors import UnreadableInput
from summarizer.extraction.deciding import decided_otherwise, fields_taken
from summarizer.extraction.merging import merge
from summarizer.indexing import IndexedArticle
from summarizer.invalid import problem_in_words
from summarizer.linking.counted_people import count_of
from summarizer.recomposition import check_summary
from summarizer.schemas import (
    Actor,
    Count,
    Derived,
    Evidence,
    Money,
    Record,
    TopicForm,
    Verbatim,
    count_of_anything,
    kinds,
)
from summarizer.topics import Topic, choose_topics, road_of
from summarizer.values.dates.resolving import resolve_date, resolve_duration
from summarizer.values.markup import plain

_CONTENT_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a briefing that its article does not bear out.

    Attributes:
        article: id of the article.
        place: which part of the briefing, such as `casualties 1, killed`; records are counted from 1.
        code: what is wrong, such as `quote_mismatch`.
        detail: the same in words.
    """

    article: str
    place: str
    code: str
    detail: str

    def __str__(self) -> str:
        return f"{self.article}, {self.place}: {self.code}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of checking a file.

    Attributes:
        briefings: how many briefings were in it.
        records: how many records these have.
        quotes: how many quotes prove them and the sentences of the summaries.
        findings: what does not hold.
        undecided: class fields that are taken as they stand, since a model or a classifier chose them, as
            `topic.field`.
    """

    briefings: int
    records: int
    quotes: int
    findings: tuple[Finding, ...]
    undecided: tuple[str, ...] = ()


def verify_briefing(briefing: BriefingData, article: Article, *, first_version: bool = False) -> tuple[Finding, ...]:
    """Checks a briefing against its article and returns what does not hold.

    Args:
        briefing: the briefing.
        article: its article, with the date against which dates were resolved.
        first_version: whether it was written in version 1, whose summaries were composed in another way.
    """
    return tuple(_Check(briefing, article, first_version=first_version).findings())


def verify_file(path: str | Path, articles: Iterable[str | Path] = (), topics: Sequence[str | Topic] = ()) -> Verified:
    """Checks a file of briefings against their articles.

    Args:
        path: the file, as `summarizer brief` writes it as .json or .jsonl, and `summarizer batch` (`.gz`, `.zst` too).
        articles: folders, globs and files that hold the articles whose text is not in the file.
        topics: topics of one's own that the file has records of and does not describe.

    Raises:
        UnreadableInput: a file can't be read, or there is no briefing in it.
    """
    briefings = records = quotes = 0
    findings: list[Finding] = []
    undecided: dict[str, None] = {}
    texts = _articles(path, articles)
    forms = {topic.name: topic.form.bare for topic in choose_topics(topics) if topic.form is not None}
    for number, line in _lines(path):
        try:
            briefing = BriefingData.model_validate(_described(line, forms))
        except ValidationError as error:
            findings.append(_no_briefing(number, line, error))
            continue
        briefings += 1
        records += sum(map(len, briefing.records.values()))
        undecided |= dict.fromkeys(_undecided(briefing))
        quotes += sum(len(evidence) for _, evidence in _evidence(briefing))
        article = texts.get(briefing.article.id) or briefing.article.to_article()
        if article is None:
            detail = "its text is neither in the file nor among the articles given: name their folder with --articles"
            findings.append(Finding(briefing.article.id, "article", "no_text", detail))
        else:
            findings += verify_briefing(briefing, article, first_version=_is_first_version(line))
    if not briefings:
        wrong = f" ({findings[0].place}: {findings[0].detail})" if findings else ""
        raise UnreadableInput(
            f"{str(path)!r} contains no briefings{wrong}: name a file that `summarizer brief --format jsonl` wrote"
        )
    return Verified(briefings, records, quotes, tuple(findings), tuple(undecided))


def _described(line: Any, forms: Mapping[str, TopicForm]) -> Any:
    """A briefing with the forms of those of its topics that it does not describe itself."""
    if not isinstance(line, dict) or not isinstance(line.get("records"), dict) or not forms:
        return line
    own = {name: form for name, form in forms.items() if name in line["records"]}
    return {**line, "topics": {**own, **line.get("topics", {})}} if own else line


def _undecided(briefing: BriefingData) -> Iterator[str]:
    """Yields the class fields of a briefing's records that its words alone don't decide again."""
    road = road_of(briefing.prompts, briefing.model)
    for topic, records in briefing.records.items():
        known = briefing.topic(topic)
        if known is not None:
            yield from (f"{topic}.{name}" for record in records for name in fields_taken(known, record, road))


def _is_first_version(line: Any) -> bool:
    """True for a briefing of version 1; one that only says so has parts that version 1 had not."""
    return line.get("schema_version") == 1 and "summary_by" not in line


def _lines(path: str | Path) -> Iterator[tuple[int, Any]]:
    """Yields the value of each line (of a .json file, each of its objects) with its number, from 1.

    What is no JSON comes as the text itself.
    """
    try:
        if Path(path).suffix.lower() == ".json":
            whole = _value(Path(path).read_bytes())
            yield from enumerate(whole if isinstance(whole, list) else [whole], 1)
            return
        for number, line in enumerate(_bytes(Path(path)), 1):
            if line.strip():
                yield number, _value(line)
    except OSError as error:
        reason = error.strerror or error
        raise UnreadableInput(f"can't read {str(path)!r} ({reason}): check the path") from error


def _bytes(path: Path) -> Iterator[bytes]:
    if path.suffix.lower() in (".gz", ".zst"):
        yield from read_lines(path)
        return
    with path.open("rb") as file:
        yield from file


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:  # named as a finding, with the number of its line
        return line.decode("utf-8", "replace")


def _articles(path: str | Path, articles: Iterable[str | Path]) -> Mapping[str, Article]:
    """Those of the given articles that the file has briefings of, by id."""
    inputs = [str(one) for one in articles]
    if not inputs:
        return {}
    infos = (line.get("article") for _, line in _lines(path) if isinstance(line, dict))
    wanted = {str(info.get("id")) for info in infos if isinstance(info, dict)}
    entries = (item for item in Inputs(inputs) if isinstance(item, Entry))
    return {entry.article.id: entry.article for entry in entries if entry.article.id in wanted}


def _no_briefing(number: int, line: Any, error: ValidationError) -> Finding:
    first = error.errors(include_input=False, include_url=False)[0]
    info = line.get("article") if isinstance(line, dict) else None
    name = str(info.get("id")) if isinstance(info, dict) else "no article"
    place = ".".join(map(str, first["loc"])) or "the whole"
    return Finding(name, f"line {number}, {place}", "not_the_form", problem_in_words(first))


def _evidence(briefing: BriefingData) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Yields every place of a briefing that has evidence."""
    for topic, records in briefing.records.items():
        for number, record in enumerate(records, 1):
            yield f"{topic} {number}", record.evidence
    for number, sentence in enumerate(briefing.summary, 1):
        yield f"summary {number}", sentence.evidence


class _Check:
    """One briefing held against its article."""

    def __init__(self, briefing: BriefingData, article: Article, *, first_version: bool) -> None:
        self._briefing = briefing
        self._first_version = first_version
        self._road = road_of(briefing.prompts, briefing.model)
        self._article = article
        self._facts = IndexedArticle.of(article)

    def findings(self) -> Iterator[Finding]:
        """Yields what does not hold."""
        text = self._article.text
        yield from self._about()
        for place, evidence in _evidence(self._briefing):
            for one in evidence:
                if text[one.start : one.end] != one.quote:
                    found = text[one.start : one.end]
                    detail = f"at {one.start}:{one.end} the article says {found!r}, not {one.quote!r}"
                    yield self._finding(place, "quote_mismatch", detail)
        for topic, records in self._briefing.records.items():
            for number, record in enumerate(records, 1):
                yield from self._record(f"{topic} {number}", record)
                yield from self._classes(f"{topic} {number}", topic, record)
            if merge(list(records)) != records:
                detail = "the records are not in the order of the article, or one stands there twice"
                yield self._finding(topic, "order_mismatch", detail)
        for wrong in check_summary(self._briefing, self._article, first_version=self._first_version):
            yield self._finding(*wrong)

    def _about(self) -> Iterator[Finding]:
        """Yields what is said of the article and is not so."""
        info, text = self._briefing.article, self._article.text
        if info.characters != len(text):
            yield self._finding("article", "text_mismatch", f"it had {info.characters} characters and has {len(text)}")
        if _CONTENT_ID.fullmatch(info.id) and info.id != content_id(text):
            yield self._finding("article", "text_mismatch", "its text is not the one that its id was made of")
        if self._article.date is not None and info.date != self._article.date:
            detail = f"the article is of {self._article.date}, and not of {info.date}"
            yield self._finding("article", "date_mismatch", detail)

    def _finding(self, place: str, code: str, detail: str) -> Finding:
        return Finding(self._briefing.article.id, place, code, detail)

    def _classes(self, place: str, topic: str, record: Record) -> Iterator[Finding]:
        """Yields what the article's words decide in another way: that it is a record at all, and its classes."""
        known = self._briefing.topic(topic)
        if known is None:
            return
        turn = known.checks.against_words(record)
        if turn is not None and turn.record is None:
            yield self._finding(place, turn.code, turn.detail)
        for name, again in decided_otherwise(known, record, self._road):
            detail = f"the words say {again}, and not {getattr(record, name)}"
            yield self._finding(f"{place}, {name}", "class_mismatch", detail)

    def _record(self, place: str, record: Record) -> Iterator[Finding]:
        """Yields the fields of a record that do not hold."""
        for name, kind in kinds(type(record)).items():
            value = getattr(record, name)
            if value is None or name == "evidence":
                continue
            if isinstance(kind, Derived):
                wrong = self._derived(record, value, kind)
            elif isinstance(value, Count):
                wrong = self._count(record, value)
            elif isinstance(value, Money):
                wrong = self._money(record, value)
            elif isinstance(value, Actor):
                wrong = self._actor(record, value)
            elif isinstance(kind, Verbatim):
                wrong = self._words(value)
            else:
                continue
            if wrong is not None:
                yield self._finding(f"{place}, {name}", *wrong)

    def _words(self, value: str | tuple[str, ...]) -> tuple[str, str] | None:
        for words in (value,) if isinstance(value, str) else value:
            if words not in self._article.text and words not in self._facts.quotes.plain:
                return "not_found", f"the article does not say {words!r}"
        return None

    def _count(self, record: Record, count: Count) -> tuple[str, str] | None:
        start, end = min(e.start for e in record.evidence), max(e.end for e in record.evidence)
        said = self._article.text[start:end]
        if count.text not in said and count.text not in plain(said):
            return "not_found", f"the evidence does not say {count.text!r}"
        again = count_of(self._facts.actors, count.text)
        if again.key is None and record.form is not None:
            again = count_of_anything(count.text)
        if again != count:
            stated = f"{count.best}, {count.low} to {count.high}"
            return "number_mismatch", f"{count.text!r} is {again.best}, {again.low} to {again.high}, and not {stated}"
        return None

    def _money(self, record: Record, money: Money) -> tuple[str, str] | None:
        start, end = min(e.start for e in record.evidence), max(e.end for e in record.evidence)
        said = plain(self._article.text[start:end])
        if money.text not in said:
            return "not_found", f"the evidence does not say {money.text!r}"
        again = Money.from_text(money.text, context=said)
        if again != money:
            return "number_mismatch", f"{money.text!r} is {again.sign}, and not {money.sign}"
        return None

    def _actor(self, record: Record, actor: Actor) -> tuple[str, str] | None:
        again = self._facts.actors.resolve(actor.name, near=record.evidence[0].start)
        if again is None:
            return "name_mismatch", f"the article does not name {actor.name!r}"
        if actor.party is not None and again.party != actor.party:
            return "party_mismatch", f"{actor.name!r} stands for {again.party}, and not for {actor.party}"
        return None

    def _derived(self, record: Record, value: object, kind: Derived) -> tuple[str, str] | None:
        words = getattr(record, kind.source)
        source = kinds(type(record))[kind.source]
        holds = source.holds if isinstance(source, Verbatim) else "words"
        again = None
        if words is not None:
            again = resolve_date(words, self._article.date) if holds == "date" else resolve_duration(words)
        if again == value:
            return None
        return "date_mismatch" if holds == "date" else "duration_mismatch", f"{words!r} is {again}, and not {value}"
