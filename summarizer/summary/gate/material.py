"""What a sentence is checked against: its cited records, those beside them, the sentence without its quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.phrasing.numbers import day_in_words
from summarizer.schemas import Record
from summarizer.summary.gate.cast import Cast, Mention
from summarizer.summary.gate.echo import Echo, echoes
from summarizer.topics import telling_of
from summarizer.topics.telling import Position, Toll

QUOTED = re.compile(
    r"“([^”]*)”|\"([^\"]*)\"|«([^»]*)»|„([^“”]*)[“”]|‘([^’]*(?:’\w[^’]*)*)’(?!\w)|(?<!\w)'([^']*(?:'\w[^']*)*)'(?!\w)"
)
_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True)
class Material:
    """A sentence and what it is held against.

    Attributes:
        sentence: as it was written.
        records: the records that it cites.
        siblings: the article's other records, whose proper nouns it may use.
        title: the article's headline.
    """

    sentence: str
    records: tuple[Record, ...]
    siblings: tuple[Record, ...] = ()
    title: str = ""

    @cached_property
    def plain(self) -> str:
        """The sentence with one kind of apostrophe and dash, its quotes blotted out."""
        return QUOTED.sub("▪", self.sentence).replace("’", "'")

    @cached_property
    def said(self) -> tuple[str, ...]:
        """Every string of the cited records; whole dates also in words."""
        texts = [text for record in self.records for text in strings(record.model_dump(mode="json"))]
        return (*texts, *(day_in_words(t) for t in texts if re.fullmatch(r"\d{4}(-\d\d){0,2}", t)))

    @cached_property
    def evidence(self) -> tuple[str, ...]:
        """The words that prove the cited records."""
        return tuple(e.quote.replace("’", "'") for record in self.records for e in record.evidence)

    @cached_property
    def echoes(self) -> tuple[Echo, ...]:
        """The stretches of the plain sentence that stand word for word in the evidence."""
        return tuple(echo for quote in self.evidence for echo in echoes(self.plain, quote))

    def retold(self, record: Record) -> list[Echo]:
        """The stretches of the sentence, its quotes included, that stand word for word in a record's evidence."""
        said = self.sentence.replace("’", "'")
        return [echo for e in record.evidence for echo in echoes(said, e.quote.replace("’", "'"))]

    @cached_property
    def cast(self) -> Cast:
        """Everybody whom the article's records name."""
        return Cast((*self.records, *self.siblings))

    @cached_property
    def mentions(self) -> list[Mention]:
        """The names in the plain sentence."""
        return self.cast.mentions(self.plain)

    @cached_property
    def tolls(self) -> tuple[Toll, ...]:
        """The cited records that count people harmed."""
        return tuple(toll for _, toll in self.counted)

    @cached_property
    def counted(self) -> tuple[tuple[Record, Toll], ...]:
        """The cited records that count people harmed, each with its toll."""
        return tuple((r, toll) for r in self.records if (t := telling_of(r)) and (toll := t.toll(r)))

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """The cited records that are positions."""
        return tuple(position for _, position in self.taken)

    @cached_property
    def taken(self) -> tuple[tuple[Record, Position], ...]:
        """The cited records that are positions, each with its position."""
        return tuple((r, position) for r in self.records if (t := telling_of(r)) and (position := t.position(r)))


def strings(value: object) -> Iterable[str]:
    """Every string in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)


def folded(text: str, *, case: bool = True) -> str:
    """The text with one kind of quote mark, dash and space; in lower case unless told not to."""
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_FOLDED).split())
    return plain.casefold() if case else plain


def without_marks(text: str) -> str:
    """The text without quotation marks: those within a quotation change with those around it."""
    return re.sub(r"[\"«»„]|(?<!\w)'|'(?!\w)", "", text)


def stems(texts: Sequence[str]) -> frozenset[str]:
    """The first letters of every word, enough to tell words apart and forms of one word not."""
    return frozenset(stem(word) for text in texts for word in re.findall(r"[^\W\d_]+", text))


def stem(word: str) -> str:
    """A word's first five letters in lower case."""
    return word.casefold()[:5]
