"""PDF, Word and saved-page files: recognised by their content, read by pypdf, python-docx and the standard library."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Literal

from summarizer.errors import UnreadableInput
from summarizer.loading.printed_lines import paragraphs_of

if TYPE_CHECKING:
    from pypdf import PdfReader

Document = Literal["pdf", "docx", "mhtml"]

MAX_DOCUMENT_BYTES = 30_000_000
"""The largest PDF, Word file or saved page that is read, in bytes: pictures make up most of them."""

_UNPACKED = 200_000_000
_PAGES = 400
_FEWEST_LETTERS = 40
"""A PDF with fewer letters in all is taken for a scan, whose words only character recognition can tell."""

_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_MULTIPART = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_NO_TITLE = re.compile(
    r"untitled|microsoft word|powerpoint|\.(?:docx?|pdf|indd|qxp|tex|odt|rtf)\b|"
    r"^document\d*$|^[\w-]*\d{4,}[\w-]*$|^\W*$",
    re.IGNORECASE,
)
_TEMPLATE_DAY = datetime.date(2013, 12, 23)
"""The day of creation that python-docx's own template gives to every file made with it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a document holds.

    Attributes:
        text: its paragraphs.
        title: the title that its metadata or its first lines give.
        made: the day on which the file was made, which need not be that of publication.
    """

    text: str
    title: str | None
    made: datetime.date | None


def document_kind(data: bytes) -> Document | None:
    """What kind of document a file is, by its content; `None` if it is text or anything else."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf\r\n ")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    if re.match(rb"(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n)+", head) and _MULTIPART.search(head):
        return "mhtml"
    return None


def refuse_encrypted(data: bytes, name: str) -> None:
    """Refuses an Office file that is locked by a password.

    Raises:
        UnreadableInput: it is.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED_OFFICE in data:
        raise UnreadableInput(f"{name!r} is an encrypted Office file: save it without a password")


def read_pdf(data: bytes, name: str) -> Printed:
    """The text of a PDF as paragraphs, with its title and day of creation.

    Raises:
        UnreadableInput: it is encrypted, damaged, without text, or pypdf is not installed.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise _missing(name, "PDF") from None
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableInput(f"{name!r} is an encrypted PDF: save it without a password")
        if len(reader.pages) > _PAGES:
            raise UnreadableInput(f"{name!r} has {len(reader.pages)} pages, too many for one article: split it first")
        pages = [page.extract_text().split("\n") for page in reader.pages]
        title, day = _pdf_title(reader), _pdf_day(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        # Of a damaged file, pypdf raises whatever the missing part leads to.
        raise UnreadableInput(f"can't read {name!r} as PDF ({error}): download it again, or save its text") from error
    text = "\n\n".join(paragraphs_of(pages))
    if sum(letter.isalpha() for letter in text) < _FEWEST_LETTERS:
        raise UnreadableInput(f"{name!r} is a PDF without text, such as a scan: run `ocrmypdf` on it first")
    return Printed(text, _useful(title), day)


def _pdf_title(reader: PdfReader) -> str | None:
    title = reader.metadata.title if reader.metadata is not None else None
    return str(title) if title else None


def _pdf_day(reader: PdfReader) -> datetime.date | None:
    created = reader.metadata.creation_date if reader.metadata is not None else None
    return created.date() if created is not None else None


def read_docx(data: bytes, name: str) -> Printed:
    """The paragraphs and tables of a Word file, with its title and day of creation.

    Raises:
        UnreadableInput: it is damaged, without text, or python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        raise _missing(name, "Word files") from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
                raise UnreadableInput(
                    f"{name!r} unpacks to more than {_UNPACKED / 1e6:.0f} MB, too much for one article"
                )
        document = docx.Document(io.BytesIO(data))
        blocks = list(_docx_blocks(document))
        title, created = document.core_properties.title, document.core_properties.created
    except (zipfile.BadZipFile, ValueError, KeyError, SyntaxError, OSError) as error:
        raise UnreadableInput(f"can't read {name!r} as a Word file ({error}): save its text") from error
    day = created.date() if created is not None and created.date() != _TEMPLATE_DAY else None
    heading = next((words for words, is_title in blocks[:3] if is_title), None)
    lines = [words for number, (words, _) in enumerate(blocks) if not (number < 3 and words == heading)]
    return Printed("\n\n".join(lines), heading or _useful(title), day)


def _docx_blocks(document: object) -> Iterator[tuple[str, bool]]:
    """Yields paragraphs and rows of tables, and whether each is a title."""
    from docx.document import Document
    from docx.table import Table

    assert isinstance(document, Document)
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)  # joined cells come twice
                words = " | ".join(cell for cell in cells if cell)
                if words:
                    yield words, False
        elif words := part.text.strip():
            yield words, (part.style.name if part.style is not None else "") in ("Title", "Heading 1")


def mhtml_page(data: bytes, name: str) -> tuple[bytes, str | None, str | None]:
    """The page of a saved-page file: its HTML, charset and address.

    Raises:
        UnreadableInput: there is no page in it.
    """
    message = message_from_bytes(data, policy=default)
    address = message.get("Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            where = str(address or part.get("Content-Location") or "")
            url = where if where.startswith(("http://", "https://")) else None
            return (body if isinstance(body, bytes) else b""), part.get_content_charset(), url
    raise UnreadableInput(f"{name!r} is a saved page without HTML: save the page again as HTML")


def _useful(title: str | None) -> str | None:
    """The title of a file's metadata; `None` for the names of files and the like that programs leave there."""
    title = " ".join((title or "").split())
    return title if title and not _NO_TITLE.search(title) else None


def _missing(name: str, kind: str) -> UnreadableInput:
    return UnreadableInput(f"reading {name!r} needs a reader of {kind}: run `pip install 'summarizer[documents]'`")
