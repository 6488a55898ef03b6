"""An article, its sentences, and the ways to load one.

Offsets everywhere count Unicode code points of `Article.text`, half-open. What a file says about the article (a date
line, front matter, HTML metadata) is taken out before the text, so that offsets count in the text as loaded.
"""

from __future__ import annotations

import datetime
import hashlib
import html
import os
import re
import sys
from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summarizer.errors import UnreadableInput
from summarizer.loading import MAX_BYTES, SUFFIXES, DateSource, Format, Loaded, load, load_fields, load_text
from summarizer.loading.days import read_day
from summarizer.loading.documents import MAX_DOCUMENT_BYTES, document_kind
from summarizer.loading.reading import clean
from summarizer.nearest import nearest_file
from summarizer.unsuited import refuse_address
from summarizer.visible_text import visible
from summarizer.wording import speaking_of_arguments

if TYPE_CHECKING:
    from summarizer.loading.web import Fetched, FetchPolicy


class Span(NamedTuple):
    """A half-open range of code points of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True if the two spans share a code point."""
        return self.start < other.end and other.start < self.end


class Article(BaseModel):
    """A news article: its text, and what is known about it.

    Attributes:
        text: the text as loaded, which all offsets count in.
        date: day of publication, against which "on Saturday" is resolved; `None` when unknown.
        title: headline; not part of the text.
        source: who published it, as the document names it.
        url: where it stands.
        id: names the article; the SHA-256 of the text, its first 16 hexadecimal digits, unless given.
        date_source: where the date comes from; see `summarizer.loading.loaded.DateSource`.
        path: the file it was loaded from, with a colon and the row's number for a table.
        warnings: where loading had to choose between readings, or left something out; no part of the id.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1)
    date: datetime.date | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    id: str = ""
    date_source: DateSource = "none"
    path: str | None = None
    warnings: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _filled_in(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        if not data.get("id") and isinstance(data.get("text"), str):
            data = {**data, "id": content_id(data["text"])}
        return {**data, "date_source": date_source_of(data)}

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences in order, without the white space around them; a crosshead is a sentence."""
        return split_sentences(self.text)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds a code point, or of the nearest one before it."""
        index = 0
        for i, span in enumerate(self.sentences):
            if span.start > offset:
                break
            index = i
        return index

    def _repr_html_(self) -> str:
        """Shows the article in a notebook. All of it is text, escaped."""
        head = f"<h3 dir='auto'>{html.escape(visible(self.title))}</h3>" if self.title else ""
        about = " · ".join(str(part) for part in (self.date, self.source, self.id) if part)
        body = "".join(f"<p dir='auto'>{html.escape(visible(p))}</p>" for p in re.split(r"\n\s*\n", self.text))
        return f"<article>{head}<p><small>{html.escape(visible(about))}</small></p>{body}</article>"

    @classmethod
    def from_text(cls, text: str, *, date: datetime.date | str | None = None, title: str | None = None) -> Article:
        """Makes an article of a text.

        Args:
            text: the article; a leading "date 2025-05-18", a headline and a dateline are read as in a text file.
            date: day of publication, as a date or written; takes the place of the text's own.
            title: headline; the same.

        Raises:
            UnreadableInput: the text is empty, or the given date can't be read or may mean two days.
        """
        name = "the given text"
        return _build(load_text(clean(text, name), name), name, date, title)

    @classmethod
    def from_file(
        cls, path: str | Path, *, date: datetime.date | str | None = None, title: str | None = None
    ) -> Article:
        """Loads an article from a file (.txt .md .html .json .pdf .docx .mhtml), or from standard input when it is "-".

        Args:
            path: the file.
            date: day of publication, as a date or written; takes the place of the file's own.
            title: headline; the same.

        Raises:
            UnreadableInput: there is no such file, no article can be read from it, or the given date can't be read.
        """
        if str(path) == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            return _build(load(data, "standard input", is_file=False), "standard input", date, title)
        refuse_address(str(path))
        name = printable(path)
        article = _build(load(_read(Path(path)), name, SUFFIXES.get(Path(path).suffix.lower())), name, date, title)
        return article.model_copy(update={"path": name})

    @classmethod
    def from_url(
        cls,
        url: str,
        *,
        date: datetime.date | str | None = None,
        title: str | None = None,
        policy: FetchPolicy | None = None,
    ) -> Article:
        """Fetches an article from the web. Works inside a running event loop, which waits meanwhile.

        Args:
            url: the page's address, http or https.
            date: day of publication, as a date or written; takes the place of the page's own.
            title: headline; the same.
            policy: what may be reached, and how much a page may take; private addresses are refused by default.

        Raises:
            UnreadableInput: the page can't be fetched, robots.txt closes it, or there is no article in it.
        """
        from summarizer.loading.web import fetch_page

        with speaking_of_arguments():
            return cls.from_fetched(fetch_page(url, policy), date=date, title=title)

    @classmethod
    def from_fetched(
        cls, fetched: Fetched, *, date: datetime.date | str | None = None, title: str | None = None
    ) -> Article:
        """Makes the article of a page that was fetched before; see `from_url`."""
        from summarizer.loading.web import load_fetched

        return _build(load_fetched(fetched), fetched.url, date, title)

    @classmethod
    def from_bytes(
        cls,
        data: bytes,
        *,
        name: str,
        format: Format | None = None,
        date: datetime.date | str | None = None,
        title: str | None = None,
    ) -> Article:
        """Loads an article from the bytes of a file.

        Args:
            data: the file's content, in any encoding that can be detected.
            name: what to call the input in an error.
            format: what it is; `None` looks at the content.
            date: day of publication, as a date or written; takes the place of the file's own.
            title: headline; the same.

        Raises:
            UnreadableInput: no article can be read from it.
        """
        return _build(load(data, name, format, is_file=False), name, date, title)

    @classmethod
    def from_fields(cls, fields: Mapping[str, object], *, name: str) -> Article:
        """Makes an article of a row of a table, or of a JSON object.

        Args:
            fields: `text`, and `date`, `title`, `source`, `url`, `id`, under these or other usual names.
            name: where the row stands; the path of the article.

        Raises:
            UnreadableInput: no field holds an article.
        """
        return _build(load_fields(fields, name, keys="column"), name).model_copy(update={"path": name})


def content_id(text: str) -> str:
    """Names a text: the first 16 hexadecimal digits of the SHA-256 of its UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def date_source_of(fields: Mapping[str, object]) -> object:
    """The source of the date among an article's fields; a date without one counts as given."""
    if fields.get("date") is None:
        return "none"
    source = fields.get("date_source")
    return "given" if source in (None, "none") else source


PHOTO_CREDIT = re.compile(
    r"(?:\((?:AP|AFP|EPA|Reuters) Photo[^()\n]{0,60}\)"
    r"|(?:/|\bvia )(?:AFP|AP|Anadolu|CNN|EPA|Getty Images|NurPhoto|Pool|Reuters|Shutterstock|Sputnik)"
    r"(?:/FILE|/File)?\)?)"
    r"(?: Related (?:article|gallery|live-story|video))?(?=\s*[A-Z\"\u201c])"
)
"""The credit of a photograph in the text of a saved page: what follows is another sentence."""


def split_sentences(text: str, language: str = "en") -> tuple[Span, ...]:
    """Splits a text into sentences by `sentencex` and behind the credits of photographs; white space belongs to none.

    Args:
        text: the text.
        language: ISO 639-1 code, which decides what abbreviations do not end a sentence.
    """
    from sentencex import get_sentence_boundaries  # 20 ms, not needed to print help

    credits_end = [credit.end() for credit in PHOTO_CREDIT.finditer(text)]
    spans = []
    for boundary in get_sentence_boundaries(language, text):
        start, end = boundary["start_index"], boundary["end_index"]
        inside = [at for at in credits_end if start < at < end]
        for first, last in pairwise((start, *inside, end)):
            words = text[first:last]
            inner = words.strip()
            if inner:
                begin = first + len(words) - len(words.lstrip())
                spans.append(Span(begin, begin + len(inner)))
    return tuple(spans)


def printable(path: str | Path) -> str:
    """A path that can be written anywhere: bytes of it that are no UTF-8 are shown by their hexadecimal codes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _read(path: Path) -> bytes:
    """Reads a file, never more than a little past the limit."""
    name = printable(path)
    if path.is_dir():
        raise UnreadableInput(
            f"{name!r} is a folder: name its files, or run `summarizer batch {name} --out results.jsonl`"
        )
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            more = MAX_DOCUMENT_BYTES - MAX_BYTES if document_kind(data) is not None else 0
            return data + file.read(more)
    except FileNotFoundError:
        if path.is_symlink():
            raise UnreadableInput(f"{name!r} links to a file that does not exist: fix or remove the link") from None
        raise UnreadableInput(
            f"no such file {name!r}: {nearest_file(str(path))}check the path, or use - for standard input"
        ) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableInput(f"{name!r} can't be read ({reason}): check its permissions") from error


def _build(loaded: Loaded, name: str, date: datetime.date | str | None = None, title: str | None = None) -> Article:
    """Makes the article of what was loaded; what the caller gives takes the place of that."""
    text = loaded.text.strip("\n")
    if not text.strip():
        raise UnreadableInput(f"{name!r} contains no article text: give a file with the text of one article")
    day, source = loaded.date, loaded.date_source
    warnings = loaded.warnings
    if date is not None:
        reading = read_day(date)
        if reading.day is None:
            raise UnreadableInput(f"invalid date for {name!r}: {reading.problem(date)}; write it as 2025-05-18")
        day, source, warnings = reading.day, "given", ()
    return Article(
        text=text,
        date=day,
        date_source=source,
        title=title or loaded.title,
        source=loaded.source,
        url=loaded.url,
        id=loaded.id or "",
        warnings=warnings,
    )
