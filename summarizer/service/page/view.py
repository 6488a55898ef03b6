"""What the pages show: records with the verdicts on them, beside the article with their words marked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, get_args, get_origin

from jinja2 import Environment

from summarizer.accuracy import is_voiced
from summarizer.article import Article
from summarizer.contract import BriefingData
from summarizer.pages import page_templates
from summarizer.render.heading import about, absence, title
from summarizer.render.highlight import Mark, paragraphs
from summarizer.render.html import page_class
from summarizer.render.record_view import RecordView, cited, topic_title, view, views
from summarizer.schemas import Actor, Choice, Count, Derived, Evidence, Record, kinds
from summarizer.service.config import TEMPLATES
from summarizer.service.reviewing import Judged, judged
from summarizer.service.store import BriefingRow, ReviewRow
from summarizer.topics import Topic, road_of


@dataclass(frozen=True)
class Card:
    """A record on the page.

    Attributes:
        label: its short name, and its address below the briefing's.
        topic: its topic.
        kind: the class that gives its colour.
        shown: what it says, as the latest verdict has it.
        state: `open`, or the latest verdict.
        judged: the verdicts.
        offsets: its evidence as `start:end`, for the script that marks it.
    """

    label: str
    topic: str
    kind: str
    shown: RecordView
    state: str
    judged: Judged
    offsets: str

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"r-{self.label.replace('+', 'added')}"

    @property
    def changed(self) -> tuple[str, ...]:
        """Fields that the latest verdict changed."""
        final = self.judged.final
        if final is None or self.state != "edit":
            return ()
        names = kinds(type(final))
        return tuple(n.replace("_", " ") for n in names if getattr(final, n) != getattr(self.judged.made, n))


@dataclass(frozen=True)
class Piece:
    """Words of the article.

    Attributes:
        text: the words.
        start: offset of the first code point.
        labels: the records that they prove.
        kinds: the classes that give their colours.
        ids: anchors that begin here.
    """

    text: str
    start: int
    labels: tuple[str, ...]
    kinds: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class ReviewPage:
    """A briefing with its reviews.

    Attributes:
        row: the briefing.
        title: headline.
        about: date, source, model in one line.
        absence: what to say where there is no record.
        cards: the records by topic.
        text: the article's paragraphs.
        summary: sentences with the labels of their records.
        complete: who said that no record is missing.
        left: how many records have no verdict.
    """

    row: BriefingRow
    title: str
    about: str
    absence: str
    cards: Mapping[str, tuple[Card, ...]]
    text: tuple[tuple[Piece, ...], ...]
    summary: tuple[tuple[str, tuple[str, ...]], ...]
    complete: tuple[ReviewRow, ...]
    left: int


def review_page(row: BriefingRow, reviews: Sequence[ReviewRow]) -> ReviewPage:
    """Lays out a briefing."""
    briefing = row.briefing
    voiced = partial(is_voiced, road_of(briefing.prompts, briefing.model), model=briefing.model)
    cards = [_card(briefing, one, voiced) for one in judged(row, reviews)]
    by_topic = {topic: tuple(c for c in cards if c.topic == topic) for topic in dict.fromkeys(c.topic for c in cards)}
    shown = views(briefing)
    return ReviewPage(
        row=row,
        title=title(briefing, row.article),
        about=about(briefing),
        absence=absence(briefing),
        cards={topic_title(briefing, topic): some for topic, some in by_topic.items()},
        text=_text(row.article, cards),
        summary=tuple((s.text, tuple(v.label for v in cited(s, shown))) for s in briefing.summary),
        complete=tuple(one for one in reviews if one.verdict == "complete" and one.undone_at is None),
        left=sum(card.state == "open" for card in cards),
    )


def _card(briefing: BriefingData, one: Judged, voiced: Any) -> Card:
    record = one.final or one.made
    shown = view(one.topic, one.label, record, voiced)
    offsets = ",".join(f"{e.start}:{e.end}" for e in record.evidence)
    kind = page_class(briefing, one.topic)
    return Card(one.label, one.topic, kind, shown, one.last.verdict if one.last else "open", one, offsets)


def _text(article: Article, cards: Sequence[Card]) -> tuple[tuple[Piece, ...], ...]:
    """The article's paragraphs in pieces, each with its place."""
    by_label = {card.label: card for card in cards}
    marks = [
        Mark(e.start, e.end, card.label)
        for card in cards
        for e in card.shown.evidence
        if article.text[e.start : e.end] == e.quote
    ]
    laid, at, met = [], 0, set[str]()
    for paragraph in paragraphs(article.text, marks):
        pieces = []
        for segment in paragraph:
            start = article.text.index(segment.text, at)
            at = start + len(segment.text)
            new = [key for key in segment.keys if key not in met]
            met.update(new)
            colours = " ".join(dict.fromkeys(by_label[key].kind for key in segment.keys))
            ids = tuple(f"{by_label[key].anchor}-words" for key in new)
            pieces.append(Piece(segment.text, start, segment.keys, colours, ids))
        laid.append(tuple(pieces))
    return tuple(laid)


@dataclass(frozen=True)
class Field:
    """A field of a record in a form.

    Attributes:
        name: the field.
        label: the same for people.
        control: `words`, `lines`, `count`, `actor`, `choice` or `date`.
        value: what it holds.
        extra: an actor's party, or a count's best estimate.
        options: the classes to choose from.
        help: what it means.
    """

    name: str
    label: str
    control: str
    value: str
    extra: str = ""
    options: tuple[str, ...] = ()
    help: str = ""


def form_fields(topic: Topic, record: Record | None) -> tuple[Field, ...]:
    """The fields of a topic's records, with what a record holds."""
    record_type = topic.record
    return tuple(_field(record_type, name, record) for name in kinds(record_type) if name != "evidence")


def _field(record_type: type[Record], name: str, record: Record | None) -> Field:
    info, kind = record_type.model_fields[name], kinds(record_type)[name]
    value = getattr(record, name) if record is not None else None
    label, about_it = name.replace("_", " "), info.description or ""
    if isinstance(kind, Choice):
        if info.annotation is bool:
            return Field(name, label, "choice", "yes" if value else "no", options=("no", "yes"), help=about_it)
        options = get_args(info.annotation)
        return Field(
            name, label, "choice", str(value or info.get_default() or options[0]), options=options, help=about_it
        )
    if isinstance(kind, Derived):
        return Field(name, label, "date", str(value or ""), help=about_it)
    if kind.holds == "count":
        best = value.best if isinstance(value, Count) else None
        text = value.text if isinstance(value, Count) else ""
        return Field(name, label, "count", text, "" if best is None else str(best), help=about_it)
    if kind.holds == "actor":
        who = (value.name, value.party or "") if isinstance(value, Actor) else ("", "")
        return Field(name, label, "actor", *who, help=about_it)
    if get_origin(info.annotation) is tuple:
        return Field(name, label, "lines", "\n".join(value or ()), help=about_it)
    return Field(name, label, "words", str(value or ""), help=about_it)


def changes_of(topic: Topic, record: Record | None, form: Mapping[str, str]) -> dict[str, Any]:
    """What a form changes of a record, as a review takes it."""
    changes: dict[str, Any] = {}
    for field in form_fields(topic, record):
        given = form.get(f"f.{field.name}", field.value).strip()
        extra = form.get(f"f.{field.name}.extra", field.extra).strip()
        if (given, extra) == (field.value, field.extra) and (record is not None or field.control != "choice"):
            continue
        if field.control == "choice":
            changes[field.name] = given == "yes" if field.options == ("no", "yes") else given
        elif field.control == "lines":
            changes[field.name] = [line.strip() for line in given.splitlines() if line.strip()]
        elif not given:
            changes[field.name] = None
        elif field.control == "count" and extra.isdigit() and extra.isascii() and extra != field.extra:
            number = int(extra[:9])
            changes[field.name] = {"text": given, "best": number, "low": number, "high": number}
        elif field.control == "actor" and extra and extra != field.extra:
            changes[field.name] = {"name": given, "party": extra}
        else:
            changes[field.name] = given
    offsets = form.get("f.evidence", "")
    if offsets and (record is None or offsets != offsets_of(record.evidence)):
        changes["evidence"] = [_span(one) for one in offsets.split(",")]
    return changes


def offsets_of(evidence: Sequence[Evidence]) -> str:
    """Evidence as a form holds it."""
    return ",".join(f"{one.start}:{one.end}" for one in evidence)


def quoted(article: Article, offsets: str) -> str:
    """The words at some offsets, as a form shows them."""
    spans = [_span(one) for one in offsets.split(",")]
    return " … ".join(article.text[max(0, span["start"]) : max(0, span["end"])] for span in spans)


def _span(words: str) -> dict[str, int]:
    start, _, end = words.partition(":")
    good = start.isdecimal() and end.isdecimal() and len(words) < 30
    return {"start": int(start), "end": int(end)} if good else {"start": -1, "end": -1}


@cache
def templates() -> Environment:
    """The templates; whatever is put into them is escaped and made visible."""
    environment = page_templates(TEMPLATES)
    environment.filters["when"] = _when
    environment.filters["headline"] = lambda row: title(row.briefing, row.article)
    return environment


def _when(seconds: float) -> str:
    return f"{datetime.datetime.fromtimestamp(seconds, datetime.UTC):%Y-%m-%d %H:%M} UTC"
