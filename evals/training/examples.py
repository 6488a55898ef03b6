"""Labelled sentences → the rows that the role classifier is trained on.

A row is one sentence with the noun phrases that `summarizer.syntax.phrases` finds in it, as at run time. A phrase whose
head stands in a mark has the mark's label where the two have the same head; every other phrase is `none`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from summarizer.article import Article, Span
from summarizer.linking.registry import default_parties
from summarizer.roles import NONE
from summarizer.syntax.parse import Parse
from summarizer.syntax.phrases import phrases_in

FOLDER = Path(__file__).parent
"""Where the sentence files lie."""

LABELS: dict[str, tuple[str, ...]] = {
    "ceasefire": (
        NONE,
        "demands",
        "accepts",
        "conditional",
        "rejects",
        "mediates",
        "violates_alleged",
        "noncommittal",
        "addressed",
    ),
    "sanctions": (NONE, "called_for", "in_preparation", "imposed", "extended", "eased", "opposed", "target"),
    "casualties": (
        NONE,
        "killed",
        "injured",
        "killed_or_injured",
        "missing",
        "captured",
        "part",
        "perpetrator",
        "denier",
        "source",
    ),
}
"""The labels of each topic, in the order of the head's outputs."""

CUES = {
    "ceasefire": re.compile(
        r"cease-?\s?fire|truce|armistice|cessation|halt|pause|hostilities|guns|lull|lay down|shooting|fighting|"
        r"hold (?:its|their|his) fire|stand-?down|quiet|calm",
        re.IGNORECASE,
    ),
    "sanctions": re.compile(
        r"sanction|embargo|blacklist|freez|frozen|froze|ban\b|bans\b|banned|boycott|measures|restrict|designat|"
        r"listing|penalt|visa|curb",
        re.IGNORECASE,
    ),
    "casualties": re.compile(
        r"kill|dead|death|die|injur|wound|hurt|casualt|missing|hostage|captur|abduct|kidnap|shot|bod(?:y|ies)|"
        r"victim|toll|murder|prisoner|blast|bomb|attack|slain|lives",
        re.IGNORECASE,
    ),
}
"""Words that may give a topic away: a sentence of another topic without them is a negative example."""

MARK = re.compile(r"\[([^\[\]|]+)\|([a-z_]+)\]")
DIVIDER = " || "
"""Between the context of a sentence and the sentence."""


@dataclass(frozen=True)
class LabelledSpan:
    """A phrase with its label.

    Attributes:
        start: its first code point in the sentence.
        end: the code point behind its last.
        label: one of the topic's labels.
        marked: true for a phrase marked in the file, or with the head of one.
    """

    start: int
    end: int
    label: str
    marked: bool


@dataclass(frozen=True)
class Row:
    """A sentence to learn from.

    Attributes:
        topic: whose labels it has.
        context: the sentence before it; empty for the first sentence.
        text: the sentence.
        spans: its phrases.
    """

    topic: str
    context: str
    text: str
    spans: tuple[LabelledSpan, ...]


@dataclass(frozen=True)
class Line:
    """A line of a sentence file, its marks taken off.

    Attributes:
        context: what stands before the divider.
        text: the labelled part: one sentence, seldom more.
        spans: the marked phrases of `text`.
    """

    context: str
    text: str
    spans: tuple[LabelledSpan, ...]


def sentence_files(folder: Path = FOLDER) -> list[Path]:
    """The sentence files of a folder; the topic is the file's name up to the hyphen."""
    return sorted(path for path in folder.glob("*-*.txt") if topic_of(path) in LABELS)


def topic_of(path: Path) -> str:
    """The topic of a sentence file."""
    return path.stem.split("-")[0]


def read_line(line: str, topic: str) -> Line:
    """A line without its marks.

    Raises:
        ValueError: a bracket or bar is left over, or the topic has no such label.
    """
    plain, spans, last, length = list[str](), list[LabelledSpan](), 0, 0
    for mark in MARK.finditer(line):
        words, label = mark[1], mark[2]
        if label not in LABELS[topic]:
            raise ValueError(f"unknown label {label!r} of topic {topic!r} in {line!r}: use {', '.join(LABELS[topic])}")
        plain += [line[last : mark.start()], words]
        length += mark.start() - last
        spans.append(LabelledSpan(length, length + len(words), label, marked=True))
        length += len(words)
        last = mark.end()
    whole = "".join([*plain, line[last:]])
    context, divider, text = whole.partition(DIVIDER)
    if not divider:
        context, text = "", whole
    if re.search(r"[\[\]|]", context + text):
        raise ValueError(f"unbalanced mark in {line!r}: write [words|label], and one ' || ' behind the context")
    cut = len(whole) - len(text)
    return Line(context, text, tuple(moved(span, -cut) for span in spans if span.start >= cut))


def moved(span: LabelledSpan, by: int) -> LabelledSpan:
    """The same span in a text that begins elsewhere."""
    return LabelledSpan(span.start + by, span.end + by, span.label, span.marked)


def read_file(path: Path) -> list[Line]:
    """The lines of a sentence file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [read_line(line.strip(), topic_of(path)) for line in lines if line.strip()]


def rows_of(lines: Iterable[Line], topic: str) -> Iterator[Row]:
    """One row for each sentence of the labelled part of each line; loads the parser."""
    is_name = default_parties().capitalised.__contains__
    for line in lines:
        whole = f"{line.context} {line.text}" if line.context else line.text
        offset = len(whole) - len(line.text)
        parse = Parse.of(Article(text=whole), is_name)
        marks = [moved(span, offset) for span in line.spans]
        for index, sentence in enumerate(parse.article.sentences):
            if sentence.start < offset:
                continue
            context = parse.article.sentences[index - 1].of(whole) if index else ""
            spans = tuple(moved(span, -sentence.start) for span in _spans(parse, index, marks))
            yield Row(topic, context, sentence.of(whole), spans)


def _spans(parse: Parse, index: int, marks: Sequence[LabelledSpan]) -> Iterator[LabelledSpan]:
    """The marked phrases of a sentence, then those that syntax finds beside them."""
    sentence = parse.article.sentences[index]
    marked = {Span(mark.start, mark.end): mark for mark in marks if sentence.start <= mark.start < sentence.end}
    yield from marked.values()
    for phrase in phrases_in(parse.sentence(index)):
        if phrase.span in marked:
            continue
        mark = next((m for span, m in marked.items() if span.start <= phrase.head.idx < span.end), None)
        same = mark is not None and _head_of(parse, mark) == phrase.head.i
        label = mark.label if same and mark is not None else NONE
        yield LabelledSpan(phrase.span.start, phrase.span.end, label, marked=same)


def _head_of(parse: Parse, mark: LabelledSpan) -> int:
    """The index of the token that heads a marked phrase."""
    return parse.tokens(Span(mark.start, mark.end)).root.i


def negatives(rows: Iterable[Row], share: float, rng: random.Random) -> Iterator[Row]:
    """Rows of one topic as rows of another whose words they lack, every label `none`.

    Args:
        rows: the rows to draw from.
        share: how many of the possible ones are drawn, 0 to 1.
        rng: draws them.
    """
    for row in rows:
        for topic, cue in CUES.items():
            told = row.text if topic != "casualties" else f"{row.context} {row.text}"
            if topic != row.topic and not cue.search(told) and rng.random() < share:
                spans = tuple(LabelledSpan(span.start, span.end, NONE, span.marked) for span in row.spans)
                yield Row(topic, row.context, row.text, spans)


def halves(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of a file to learn from and those held out: every tenth run of twenty, as neighbours tell one story."""
    held = [row for n, row in enumerate(rows) if n // 20 % 10 == 9]
    return [row for n, row in enumerate(rows) if n // 20 % 10 != 9], held


def as_json(row: Row) -> str:
    """A row as one line of JSON."""
    return json.dumps(asdict(row), ensure_ascii=False)
