"""What loading finds in an input, before it becomes an `Article`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

MAX_BYTES = 4_000_000
"""The largest input taken for one article, in bytes. A long news feature has about 50,000."""

Format = Literal["txt", "md", "html", "json", "document"]

SUFFIXES: dict[str, Format] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".pdf": "document",
    ".docx": "document",
    ".mhtml": "document",
    ".mht": "document",
}

DateSource = Literal["given", "metadata", "dateline", "none"]
"""Where a date of publication comes from.

given     the caller or the front matter
metadata  the page's metadata, a field of JSON or of a table, or the date line that opens a text file
dateline  a byline or dateline of the text, or the file's name
none      nowhere: there is no date
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An input as read.

    Attributes:
        text: the article's text.
        date: day of publication, where one can be told for sure.
        date_source: where the date comes from.
        title: headline.
        source: who published it.
        url: where it stands.
        id: the id that the input gives it.
        warnings: where reading had to choose, or left something out; a sentence each.
    """

    text: str
    date: datetime.date | None = None
    date_source: DateSource = "none"
    title: str | None = None
    source: str | None = None
    url: str | None = None
    id: str | None = None
    warnings: tuple[str, ...] = ()
