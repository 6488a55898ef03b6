"""A changed article: the pieces it is made of, what they keep of the article, and what must change with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal, NamedTuple

from summarizer.article import Article, Span
from summarizer.evaluation.golden import GoldenArticle, GoldRecord
from summarizer.schemas import Evidence, Record

Family = Literal["invariant", "directional", "hostile", "degraded", "limit"]

GONE = "gone"
"""The field of an expected change by which the record is none any more."""


class Piece(NamedTuple):
    """A stretch of a changed text.

    Attributes:
        old: the stretch of the text as it was that it stands for; empty where something was put in.
        text: what stands there now.
    """

    old: Span
    text: str


class Edit(NamedTuple):
    """A stretch of a text and what is put in its place."""

    start: int
    end: int
    put: str


@dataclass(frozen=True)
class Expected:
    """What must become of a golden record.

    Attributes:
        topic: its topic.
        index: its place among the golden records of the topic.
        field: the field that must change, or `GONE`.
        record: the record as it must be found, with the evidence of the text as it was.
    """

    topic: str
    index: int
    field: str
    record: Record


@dataclass(frozen=True)
class Plant:
    """A record that a hostile text would have shown.

    Attributes:
        topic: its topic.
        sentence: the sentence that would state it.
        marks: words of which each would give it away in a record of the topic.
    """

    topic: str
    sentence: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """What a change makes of an article.

    Attributes:
        pieces: the new text.
        expected: what must become of golden records; all others stay.
        plants: records that must not be shown.
        update: other fields of the article that change, such as the title.
    """

    pieces: tuple[Piece, ...]
    expected: tuple[Expected, ...] = ()
    plants: tuple[Plant, ...] = ()
    update: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The new text."""
        return "".join(piece.text for piece in self.pieces)


Change = Callable[[GoldenArticle, Random], Made | None]
"""Makes a change of an article by chance, or `None` where the article has nothing that it applies to."""


@dataclass(frozen=True)
class Variant:
    """A changed article of a plan.

    Attributes:
        kind: name of the kind of change.
        family: the family of the kind.
        source: the article as it was.
        article: the article as it is now; its id names both.
        made: the change.
    """

    kind: str
    family: Family
    source: GoldenArticle
    article: Article
    made: Made

    def moved(self, evidence: Evidence) -> Evidence | None:
        """Where a quote of the text as it was stands now; `None` where nothing of it is left."""
        at, found = 0, list[Span]()
        for piece in self.made.pieces:
            shared = Span(max(piece.old.start, evidence.start), min(piece.old.end, evidence.end))
            if shared.start < shared.end:
                same = len(piece.text) == piece.old.end - piece.old.start
                start = at + shared.start - piece.old.start if same else at
                end = at + shared.end - piece.old.start if same else at + len(piece.text)
                found.append(Span(start, end))
            at += len(piece.text)
        found = [span for span in found if span.start < span.end]
        if not found:
            return None
        start, end = min(span.start for span in found), max(span.end for span in found)
        return Evidence(quote=self.article.text[start:end], start=start, end=end)

    def moved_record(self, record: Record) -> Record | None:
        """A record of the text as it was with the evidence that is left of it."""
        left = tuple(one for one in map(self.moved, record.evidence) if one is not None)
        return record.model_copy(update={"evidence": left}) if left else None

    def golden(self) -> dict[str, list[GoldRecord]]:
        """The golden records with their evidence in the new text; of one whose words are gone, a record in doubt."""
        return {
            topic: [replace(one, record=self.moved_record(one.record) or one.record) for one in found]
            for topic, found in self.source.records.items()
        }


def edited(text: str, edits: Iterable[Edit]) -> tuple[Piece, ...]:
    """The pieces of a text with stretches replaced, none of which overlaps another."""
    pieces, at = list[Piece](), 0
    for edit in sorted(edits):
        pieces.append(Piece(Span(at, edit.start), text[at : edit.start]))
        pieces.append(Piece(Span(edit.start, edit.end), edit.put))
        at = edit.end
    pieces.append(Piece(Span(at, len(text)), text[at:]))
    return tuple(piece for piece in pieces if piece.text or piece.old.start < piece.old.end)


def made_of(text: str, edits: Sequence[Edit]) -> Made | None:
    """The change that some edits make; `None` without any."""
    return Made(edited(text, edits)) if edits else None


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text."""
    found, at = list[Span](), 0
    for part in text.split("\n\n"):
        if part.strip():
            found.append(Span(at, at + len(part)))
        at += len(part) + 2
    return found
