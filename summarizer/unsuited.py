"""Inputs that can't be read as an article, such as archives and pictures: what they are, and what to do."""

from __future__ import annotations

import re

from summarizer.errors import UnreadableInput

_ADDRESS = re.compile(r"(?:https?|ftp)://?\S|www\.\S", re.IGNORECASE)

_KINDS = (
    (b"%PDF-", "a PDF", "convert it with `pdftotext FILE.pdf FILE.txt` and give the text"),
    (b"{\\rtf", "an RTF file", "save it as plain text, or convert it with `pandoc FILE.rtf -o FILE.txt`"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file", "save it as plain text and give that"),
    (b"\x89PNG", "a picture", "give the article as text"),
    (b"\xff\xd8\xff", "a picture", "give the article as text"),
    (b"GIF8", "a picture", "give the article as text"),
    (b"SQLite format 3\0", "a SQLite database", "export the articles as .jsonl or .csv and use `summarizer batch`"),
    (b"PAR1", "a Parquet table", "use `summarizer batch`, which reads it row by row"),
    (b"\x1f\x8b", "a gzip file", "unpack it, or use `summarizer batch` for a compressed table"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it, or use `summarizer batch` for a compressed table"),
)
_ARCHIVED = (
    (b"word/", "a Word file", "convert it with `pandoc FILE.docx -o FILE.txt` and give the text"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file", "save it as plain text and give that"),
    (b"mimetypeapplication/epub", "an e-book", "save the article as plain text and give that"),
    (b"", "a zip archive", "unpack it and give the files in it"),
)


def refuse_address(name: str) -> None:
    """Refuses the address of a page where a file is asked for.

    Raises:
        UnreadableInput: the name is an address.
    """
    if _ADDRESS.match(name):
        address = re.sub(r"^(https?|ftp):/(?!/)", r"\1://", name, flags=re.IGNORECASE)  # a path joins double slashes
        raise UnreadableInput(
            f"invalid URL {address!r}: write http:// or https://, a host and a path (in Python, use `Article.from_url`)"
        )


def refuse_kind(data: bytes, name: str) -> None:
    """Refuses a file that is no text, and says what it is.

    Raises:
        UnreadableInput: the data begin as those of a kind of file that holds no text as it is.
    """
    start = data[:4096].lstrip(b"\xef\xbb\xbf\r\n ")
    kinds = _ARCHIVED if start.startswith(b"PK\x03\x04") else ()
    found = next((kind for kind in kinds if kind[0] in data), None)
    found = found or next((kind for kind in _KINDS if start.startswith(kind[0])), None)
    if found is not None:
        raise UnreadableInput(f"{name!r} is {found[1]}, not text: {found[2]}")
