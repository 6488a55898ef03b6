"""Reads bytes, rows and texts by their kind."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from summarizer.errors import UnreadableInput
from summarizer.loading.days import Reading, read_day
from summarizer.loading.documents import (
    MAX_DOCUMENT_BYTES,
    Printed,
    document_kind,
    mhtml_page,
    read_docx,
    read_pdf,
    refuse_encrypted,
)
from summarizer.loading.encodings import decode
from summarizer.loading.fields import date_of, decode_entities, find_fields, text_of, words_of
from summarizer.loading.heads import day_in_name, read_head
from summarizer.loading.kinds import has_markup, kind_of
from summarizer.loading.loaded import MAX_BYTES, Format, Loaded
from summarizer.loading.tables import refuse_table, refuse_table_file

_FRONT = re.compile(
    r"\s*(?:---[ \t]*\n(?P<yaml>.*?)\n?(?:---|\.\.\.)|\+\+\+[ \t]*\n(?P<toml>.*?)\n?\+\+\+)[ \t]*(?:\n|$)", re.DOTALL
)
_HEADER = re.compile(
    r"(title|headline|date|published|pubdate|source|publisher|url|link|author|byline)[ \t]*:[ \t]*(\S[^\n]*)(?:\n|$)",
    re.IGNORECASE,
)
_FEED = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.DOTALL)


def load(
    data: bytes, name: str, format: Format | None = None, *, is_file: bool = True, charset: str | None = None
) -> Loaded:
    """Reads the bytes of a file that holds one article.

    Args:
        data: the file's content.
        name: what to call the input; the day in a file's name counts where the text has none.
        format: what the name's ending says it is; `None` looks at the content alone.
        is_file: whether `name` is that of a file.
        charset: the encoding that the server it was fetched from declares.

    Raises:
        UnreadableInput: no article can be read from it.
    """
    if is_file:
        refuse_table_file(name)
    document = document_kind(data)
    most = MAX_BYTES if document is None else MAX_DOCUMENT_BYTES
    if len(data) > most:
        size, limit = len(data) / 1e6, most / 1e6
        raise UnreadableInput(
            f"{name!r} is larger than {limit:.0f} MB ({size:.0f} MB read), too much for one article: split it first"
        )
    refuse_encrypted(data, name)
    if document == "mhtml":
        page, charset, url = mhtml_page(data, name)
        return replace(load(page, name, "html", is_file=False, charset=charset), url=url)
    if document is not None:
        return _printed(read_pdf(data, name) if document == "pdf" else read_docx(data, name), name)
    text, warnings = decode(data, name, charset=charset)
    text = clean(text, name)
    kind = kind_of(text, format)
    feed = _FEED.match(text)
    if feed:
        raise UnreadableInput(
            f"{name!r} is a feed or list ({feed[1]}), not an article: read it with `summarizer batch`"
        )
    refuse_table(text, kind, name, is_file=is_file)
    loaded = _READERS[kind](text, name)
    if kind == "html" and format in ("txt", "md"):
        warnings = (*warnings, f"{name!r} contains HTML and is read as HTML")
    loaded = replace(loaded, warnings=(*warnings, *loaded.warnings))
    return _dated_by_name(loaded, name) if is_file and kind in ("txt", "md") else loaded


def _printed(printed: Printed, name: str) -> Loaded:
    """A document as a text, with the metadata of its file where the text says nothing itself."""
    loaded = load_text(printed.text, name)
    if printed.title is not None and loaded.title is None:
        first, _, rest = loaded.text.partition("\n\n")
        same = " ".join(first.split()).lower() == printed.title.lower()
        loaded = replace(loaded, title=printed.title, text=rest if same and rest else loaded.text)
    if loaded.date is None and printed.made is not None:
        warning = (
            f"{name!r}: the date {printed.made} is the day on which the file was made; set the date if it is wrong"
        )
        loaded = replace(loaded, date=printed.made, date_source="metadata", warnings=(*loaded.warnings, warning))
    return loaded


def load_text(text: str, name: str) -> Loaded:
    """Reads a plain text: the lines that say something about it, its headline and dateline."""
    headers = _header_lines(text)
    if headers is None:
        return _without_headers(text, name)
    fields, body = headers
    return _under(fields, _without_headers(body, name), name, source="metadata")


def _without_headers(text: str, name: str) -> Loaded:
    head = read_head(text)
    loaded = Loaded(head.body, title=head.title)
    if head.date_line is not None:
        return _with_day(loaded, read_day(head.date_line), head.date_line, name, "metadata")
    if head.reading is not None:
        return _with_day(loaded, head.reading, head.written, name, "dateline")
    return loaded


def load_fields(data: Mapping[str, Any], name: str, *, keys: str = "key") -> Loaded:
    """Reads a JSON object or a row of a table.

    Args:
        data: the fields, under any of the names that are usual.
        name: what to call the input.
        keys: what its fields are called in an error.

    Raises:
        UnreadableInput: no field holds the article, or several do.
    """
    text, warnings = text_of(data, name, keys)
    text = clean(text, name)
    inner = Loaded(decode_entities(text))
    if has_markup(text):
        inner = read_markup(text, name)
    dated = date_of(data, name, "metadata")
    if dated.date is None and inner.date is None:
        inner = replace(inner, **_of_dateline(inner, name))
    return replace(
        inner,
        date=dated.date or inner.date,
        date_source=dated.date_source if dated.date else inner.date_source,
        title=words_of(data, "title") or inner.title,
        source=words_of(data, "source") or inner.source,
        url=words_of(data, "url") or inner.url,
        id=words_of(data, "id"),
        warnings=(*warnings, *dated.warnings, *inner.warnings),
    )


def clean(text: str, name: str) -> str:
    """A text with one kind of line end and no marks of byte order; nothing else is changed.

    Raises:
        UnreadableInput: it holds zero bytes, as no text does.
    """
    if "\0" in text:
        raise UnreadableInput(f"{name!r} is binary, not text: give the article as .txt, .md, .html or .json")
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def read_markup(text: str, name: str) -> Loaded:
    """Reads HTML; its parser costs nothing where there is none."""
    from summarizer.loading.page import read_page

    return read_page(text, name)


def _of_dateline(loaded: Loaded, name: str) -> dict[str, Any]:
    """The day that the text's own dateline gives; text and title stay."""
    found = _without_headers(loaded.text, name)
    if found.date_source == "metadata":  # a date line within a field: it stays in the text, and counts
        found = replace(found, date_source="dateline")
    return {
        "date": found.date,
        "date_source": found.date_source,
        "warnings": (*loaded.warnings, *found.warnings),
    }


def _with_day(loaded: Loaded, reading: Reading, written: str, name: str, source: str) -> Loaded:
    if reading.day is not None:
        return replace(loaded, date=reading.day, date_source=source)  # type: ignore[arg-type]  # one of its values
    return replace(loaded, warnings=(*loaded.warnings, f"{name!r}: ignoring its date: {reading.problem(written)}"))


def _dated_by_name(loaded: Loaded, name: str) -> Loaded:
    """Takes the day in a file's name where the text has none, and says so; says too where they differ."""
    day = day_in_name(PurePath(name).name)
    if day is None or day == loaded.date:
        return loaded
    if loaded.date is None:
        warning = f"{name!r}: using the date {day} from the file's name"
        return replace(loaded, date=day, date_source="dateline", warnings=(*loaded.warnings, warning))
    if loaded.date_source == "dateline":
        warning = f"{name!r}: its dateline says {loaded.date} and its name {day}; using {loaded.date}"
        return replace(loaded, warnings=(*loaded.warnings, warning))
    return loaded


def _header_lines(text: str) -> tuple[dict[str, str], str] | None:
    """The `Name: value` lines that open a text, and what follows; `None` if it does not open so.

    A single one must be of the date: "Source: …" may be a sentence.
    """
    position = len(text) - len(text.lstrip())
    fields: dict[str, str] = {}
    while (found := _HEADER.match(text, position)) and found[1].lower() not in fields:
        fields[found[1].lower()] = found[2].strip()
        position = found.end()
    if len(fields) < 2 and not ("date" in fields and read_day(fields["date"]).day):
        return None
    return fields, text[position:].lstrip("\n")


def _under(fields: Mapping[str, object], loaded: Loaded, name: str, *, source: str) -> Loaded:
    """What a header says of the text below it; what the header doesn't say, the text may."""
    dated = date_of(fields, name, source)  # type: ignore[arg-type]  # one of its values
    return replace(
        loaded,
        date=dated.date or loaded.date,
        date_source=dated.date_source if dated.date else loaded.date_source,
        title=words_of(fields, "title") or loaded.title,
        source=words_of(fields, "source"),
        url=words_of(fields, "url"),
        id=words_of(fields, "id"),
        warnings=(*dated.warnings, *loaded.warnings),
    )


def _read_md(text: str, name: str) -> Loaded:
    from summarizer.loading.markdown import render

    found = _FRONT.match(text)
    fields = _front_matter(found, name) if found else {}
    rendered = render(text[found.end() :] if found else text)
    if found is None and (headers := _header_lines(rendered.text)):
        return _under(headers[0], _without_headers(headers[1], name), name, source="metadata")
    body, heading = rendered.text, rendered.heading
    title = words_of(fields, "title")
    if heading and (title is None or " ".join(heading.split()).lower() == title.lower()):
        body = body[len(heading) :].lstrip("\n") or body
        title = title or " ".join(heading.split())
    loaded = _without_headers(body, name)
    if title and loaded.title and loaded.title.lower() != title.lower():
        loaded = replace(loaded, text=body)  # a second headline is text
    return _under(fields, replace(loaded, title=title or loaded.title), name, source="given")


def _front_matter(found: re.Match[str], name: str) -> dict[str, object]:
    import tomllib

    import yaml

    is_toml = found["toml"] is not None
    try:
        meta = tomllib.loads(found["toml"]) if is_toml else yaml.safe_load(found["yaml"])
    except (yaml.YAMLError, ValueError) as error:
        kind = "TOML" if is_toml else "YAML"
        raise UnreadableInput(f"the front matter of {name!r} is not valid {kind}: {error}") from error
    if meta is None:
        return {}
    if not isinstance(meta, dict):
        raise UnreadableInput(f"the front matter of {name!r} is not a list of `name: value` lines")
    return {key: value for key, value in meta.items() if str(key).lower() != "id"}


def _read_json(text: str, name: str) -> Loaded:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise UnreadableInput(f"{name!r} is not valid JSON: {error}") from error
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    if not isinstance(data, dict):
        many = f" (it is a list of {len(data)}: save them as .jsonl, a line each)" if isinstance(data, list) else ""
        raise UnreadableInput(f'{name!r} must be a JSON object with the article in "text"{many}')
    wrapped = data.get("article")
    if isinstance(wrapped, dict) and not find_fields(data, "text"):
        data = wrapped
    return load_fields(data, name)


_READERS: Mapping[Format, Callable[[str, str], Loaded]] = {
    "txt": load_text,
    "md": _read_md,
    "html": read_markup,
    "json": _read_json,
    "document": load_text,
}
