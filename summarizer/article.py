"""An article, its sentences, and the ways to load one.

Offsets everywhere count Unicode code points of `Article.text`, half-open. What a file says about the article (a date
line, front matter, HTML metadata) is taken out before the text, so that offsets count in the text as loaded.
"""

from __future__ import annotations

import datetime
import hashlib
import html
import json
import re
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

import yaml
from charset_normalizer import from_bytes
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from summarizer.errors import UnreadableInput
from summarizer.unsuited import refuse_address, refuse_kind
from summarizer.visible_text import visible

MAX_BYTES = 4_000_000
"""The largest input taken for one article, in bytes. A long news feature has about 50,000."""

Format = Literal["txt", "md", "html", "json"]

SUFFIXES: dict[str, Format] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
}


DateSource = Literal["given", "metadata", "dateline", "none"]
"""Where a date of publication comes from.

    given     the caller, the front matter, or a field named for it
    metadata  the page's metadata
    dateline  a date line, byline or dateline of the text, or the file's name
    none      nowhere: there is no date
"""


class Span(NamedTuple):
    """A half-open range of code points of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Returns the words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tells whether the two spans share a code point."""
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
        date_source: where the date comes from; see `DateSource`.
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
        """Returns the index of the sentence that holds a code point, or of the nearest one before it."""
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
            text: the article; a leading "date 2025-05-18" is taken as its date when none is given.
            date: day of publication, as a date or ISO 8601.
            title: headline.

        Raises:
            UnreadableInput: the text is empty, or the date is not ISO 8601.
        """
        day, body = _leading_date(text)
        return _build({"text": body, "date": date if date is not None else day, "title": title}, "the given text")

    @classmethod
    def from_file(cls, path: str | Path) -> Article:
        """Loads an article from a .txt, .md, .html or .json file, or from standard input when `path` is "-".

        Raises:
            UnreadableInput: there is no such file, or no article can be read from it.
        """
        if str(path) == "-":
            return cls.from_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), name="standard input")
        refuse_address(str(path))
        article = cls.from_bytes(_read(Path(path)), name=str(path), format=SUFFIXES.get(Path(path).suffix.lower()))
        return article.model_copy(update={"path": str(path)})

    @classmethod
    def from_bytes(cls, data: bytes, *, name: str, format: Format | None = None) -> Article:
        """Loads an article from the bytes of a file.

        Args:
            data: the file's content, in any encoding that can be detected.
            name: what to call the input in an error.
            format: what it is; `None` looks at the content.

        Raises:
            UnreadableInput: no article can be read from it.
        """
        refuse_kind(data, name)
        if len(data) > MAX_BYTES:
            size, limit = len(data) / 1e6, MAX_BYTES / 1e6
            raise UnreadableInput(
                f"{name!r} has more than {limit:.0f} MB ({size:.0f} MB read): that is no single article; split it first"
            )
        text = _decode(data, name)
        return _LOADERS[format or _sniff(text)](text, name)


def content_id(text: str) -> str:
    """Names a text: the first 16 hexadecimal digits of the SHA-256 of its UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def date_source_of(fields: Mapping[str, object]) -> object:
    """The source of the date among an article's fields; a date without one counts as given."""
    if fields.get("date") is None:
        return "none"
    source = fields.get("date_source")
    return "given" if source in (None, "none") else source


def split_sentences(text: str, language: str = "en") -> tuple[Span, ...]:
    """Splits a text into sentences by `sentencex`; white space belongs to none.

    Args:
        text: the text.
        language: ISO 639-1 code, which decides what abbreviations do not end a sentence.
    """
    from sentencex import get_sentence_boundaries  # 20 ms, not needed to print help

    spans = []
    for boundary in get_sentence_boundaries(language, text):
        start, end = boundary["start_index"], boundary["end_index"]
        words = text[start:end]
        inner = words.strip()
        if inner:
            start += len(words) - len(words.lstrip())
            spans.append(Span(start, start + len(inner)))
    return tuple(spans)


def _read(path: Path) -> bytes:
    """Reads a file, never more than a little past the limit."""
    if path.is_dir():
        raise UnreadableInput(f"{str(path)!r} is a folder: name its files, or use `summarizer batch {path}`")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableInput(f"there is no file {str(path)!r}: check the path, or pass the text on '-'") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableInput(f"{str(path)!r} can't be read ({reason}): check its permissions") from error


def _decode(data: bytes, name: str) -> str:
    """Decodes bytes as UTF-8, else in the encoding that they look like."""
    if not data.strip():
        raise UnreadableInput(f"{name!r} is empty: there is no article in it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass  # not UTF-8: the detector below decides, and says so when it can't
    text_bom = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    best = None if b"\0" in data and not text_bom else from_bytes(data).best()
    if best is None:
        raise UnreadableInput(f"{name!r} is not text in an encoding that can be told: save it as UTF-8 and try again")
    return str(best)


def _sniff(text: str) -> Format:
    """Tells by its beginning what a text is."""
    head = text.lstrip()[:2000]
    if head.startswith("{"):
        return "json"
    if re.match(r"<(!doctype html|html|head|body|article)\b", head, re.IGNORECASE):
        return "html"
    return "md" if head.startswith("---\n") else "txt"


def _leading_date(text: str) -> tuple[str | None, str]:
    """Takes a leading "date 2025-05-18" off a text."""
    found = re.match(r"\s*date\s*:?\s*(\d{4}-\d{2}-\d{2})\b\s*", text, re.IGNORECASE)
    return (found[1], text[found.end() :]) if found else (None, text)


def _build(fields: dict[str, object], name: str) -> Article:
    """Makes the article, or says which of its fields is wrong."""
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableInput(f"{name!r} has no article text in it")
    if "\0" in text:
        raise UnreadableInput(f"{name!r} is binary, not text: give the article as txt, md, html or json")
    # Line ends are made one kind on loading and nothing else is changed: offsets count in what stands here.
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    try:
        return Article.model_validate({**fields, "text": text})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UnreadableInput(f"{name!r} has no usable {where!r}: {first['msg']}") from error


def _load_txt(text: str, name: str) -> Article:
    day, body = _leading_date(text)
    return _build({"text": body, "date": day}, name)


def _load_md(text: str, name: str) -> Article:
    found = re.match(r"---\n(.*?)\n---[ \t]*(?:\n|$)", text.replace("\r\n", "\n"), re.DOTALL)
    if not found:
        return _load_txt(text, name)
    try:
        meta = yaml.safe_load(found[1])
    except yaml.YAMLError as error:
        raise UnreadableInput(f"{name!r} has front matter that is not YAML: {error}") from error
    if not isinstance(meta, dict):
        raise UnreadableInput(f"{name!r} has front matter that is not a list of `name: value` lines")
    known = {key: meta[key] for key in ("title", "date", "source", "url") if meta.get(key) is not None}
    return _build({**known, "text": text.replace("\r\n", "\n")[found.end() :]}, name)


def _load_html(text: str, name: str) -> Article:
    from trafilatura import bare_extraction  # 0.3 s: only HTML pays for it

    page = bare_extraction(text, with_metadata=True, include_comments=False, include_tables=False, include_images=False)
    if page is None or isinstance(page, dict) or not page.text:
        raise UnreadableInput(f"{name!r} is HTML in which no article was found: save its text as .txt and try again")
    body = page.text.removeprefix(page.title or "").lstrip("\n") or page.text
    fields: dict[str, object] = {"text": body.replace("\n", "\n\n")}
    for ours, theirs in (("title", page.title), ("date", page.date), ("source", page.sitename), ("url", page.url)):
        if theirs:
            fields[ours] = theirs
    return _build(fields, name)


def _load_json(text: str, name: str) -> Article:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableInput(f"{name!r} is not valid JSON: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise UnreadableInput(f'{name!r} must be a JSON object with the article in "text"')
    keys = ("id", "text", "date", "title", "source", "url")
    return _build({key: data[key] for key in keys if data.get(key) is not None}, name)


_LOADERS = {"txt": _load_txt, "md": _load_md, "html": _load_html, "json": _load_json}
