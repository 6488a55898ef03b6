"""Fields of JSON, front matter and tables under the names that crawlers, feeds and site generators give them."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from summarizer.errors import UnreadableInput
from summarizer.loading.days import read_day
from summarizer.loading.loaded import DateSource, Loaded

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "text": (
        "text",
        "articlebody",
        "articletext",
        "maintext",
        "fulltext",
        "plaintext",
        "bodytext",
        "body",
        "content",
        "articlecontent",
        "contenttext",
        "story",
    ),
    "date": (
        "date",
        "datepublished",
        "published",
        "publishedat",
        "publishedon",
        "publisheddate",
        "publishedtime",
        "publishdate",
        "publishtime",
        "publicationdate",
        "datepublish",
        "pubdate",
        "pubtime",
        "webpublicationdate",
        "firstpublished",
        "articlepublishedtime",
        "ogpublishedtime",
        "issued",
        "releasedate",
    ),
    "title": ("title", "headline", "webtitle", "ogtitle"),
    "source": ("source", "publisher", "sourcename", "sitename", "ogsitename", "outlet", "publication"),
    "url": ("url", "link", "permalink", "canonicalurl", "canonicallink", "weburl", "sourceurl", "ogurl"),
}
"""Names that a field may have, in lower case without signs; the first that is there counts."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_CUT = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")


def decode_entities(text: str) -> str:
    """Text without HTML entities; also where they were written twice (`&amp;#8217;`)."""
    for _ in range(2):
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text


@dataclass(frozen=True, slots=True)
class Found:
    """A field that was found.

    Attributes:
        key: the name that the input gives it.
        value: its value.
    """

    key: str
    value: object


def find_fields(data: Mapping[str, object], ours: str) -> list[Found]:
    """The fields that stand for one of ours, the surest name first; empty ones are passed over."""
    by_name: dict[str, Found] = {}
    for key, value in data.items():
        value = _inner(value)
        if value is not None and not (isinstance(value, str) and not value.strip()):
            by_name.setdefault(re.sub(r"[\W_]+", "", str(key)).lower(), Found(str(key), value))
    return [by_name[name] for name in NAMES[ours] if name in by_name]


def is_field_name(key: str) -> bool:
    """True if a key or column is one of the usual names of a field."""
    name = re.sub(r"[\W_]+", "", key).lower()
    return any(name in names for names in NAMES.values())


def _inner(value: object) -> object:
    """The name of a nested thing, such as a publisher; the value itself otherwise."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping):
        return next((value[key] for key in ("name", "rendered", "@value", "#text", "url") if value.get(key)), None)
    return value


def words_of(data: Mapping[str, object], ours: str) -> str | None:
    """A field as one line of text, without entities and tags; an id as it is."""
    for found in find_fields(data, ours):
        if isinstance(found.value, bool) or not isinstance(found.value, (str, int, float)):
            continue
        if ours == "id":
            return str(found.value)
        return " ".join(_TAG.sub("", decode_entities(str(found.value))).split())
    return None


def text_of(data: Mapping[str, object], name: str, keys: str) -> tuple[str, tuple[str, ...]]:
    """The article among the fields, and warnings about it.

    Args:
        data: the fields.
        name: what to call the input.
        keys: what the fields are called in an error ("key", "column").

    Raises:
        UnreadableInput: no field holds it, or several hold different texts.
    """
    named = data.get("text")
    texts = [Found("text", named)] if named is not None else find_fields(data, "text")
    texts = [found for found in texts if isinstance(found.value, str) and found.value.strip()]
    if not texts:
        raise UnreadableInput(f'{name!r} has no article text: put it under the {keys} "text"; it has {_listed(data)}')
    longest = max(texts, key=lambda found: len(str(found.value)))
    for found in texts:
        start = _CUT.sub("", str(found.value)).strip()[:200]
        if start not in str(longest.value):
            raise UnreadableInput(
                f"{name!r} has different texts under {found.key!r} and {longest.key!r}: name the {keys} to read 'text'"
            )
    text = str(longest.value)
    cut = (f"{name!r} holds only the beginning of the article ({longest.key!r} ends in '[+… chars]')",)
    return text, cut if _CUT.search(text) else ()


def _listed(data: Mapping[str, object]) -> str:
    keys = [repr(str(key)) for key in data][:12]
    return ", ".join(keys) if keys else "nothing else"


def date_of(data: Mapping[str, object], name: str, source: DateSource) -> Loaded:
    """The day among the fields, its source and warnings, as a `Loaded` without a text.

    A date that can't be read, or may mean two days, is left out with a warning; so is the second of two that differ.
    """
    loaded = Loaded("")
    for key, value in _dates(data):
        reading = read_day(value)
        if reading.absent:
            continue
        if reading.day is None:
            warning = f"{name!r}: ignoring the date under {key!r}: {reading.problem(value)}"
            loaded = replace(loaded, warnings=(*loaded.warnings, warning))
        elif loaded.date is None:
            loaded = replace(loaded, date=reading.day, date_source=source)
            chosen = key
        elif abs(reading.day - loaded.date) > datetime.timedelta(days=1):
            warning = f"{name!r}: {chosen!r} says {loaded.date} and {key!r} says {reading.day}; using {loaded.date}"
            loaded = replace(loaded, warnings=(*loaded.warnings, warning))
    return loaded


def _dates(data: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for found in find_fields(data, "date"):
        if not isinstance(found.value, (bool, Mapping, list)):
            yield found.key, found.value
