"""PDF, Word and saved pages give the text that a reader sees; what can't be read is named."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

import docx
import pytest
from printing import pdf
from pypdf import PdfReader, PdfWriter

from summarizer import Article, UnreadableInput

FIRST = (
    "Nine killed in drone strike on bus",
    "A Russian drone killed nine bus passengers in the Sumy region of north-",
    "eastern Ukraine on Saturday, officials said, in what was the deadliest at-",
    "tack in weeks. A long-range missile hit a depot nearby.",
    "President Volodymyr Zelenskyy called for stronger sanctions on Moscow.",
)
SECOND = (
    "Ukraine has demanded that Russia agree to an immediate, unconditional cease-",
    "fire that lasts for at least 30 days, and Western governments, which gave it",
)
THIRD = ("long-", "range weapons, have said the same since the spring. Talks ended on Friday.")


def loaded(data: bytes, name: str = "a.pdf") -> Article:
    return Article.from_bytes(data, name=name)


def refused(data: bytes, name: str = "a.pdf") -> str:
    with pytest.raises(UnreadableInput) as error:
        loaded(data, name)
    return str(error.value)


def test_lines_of_a_pdf_become_paragraphs_and_broken_words_are_healed() -> None:
    article = loaded(pdf(FIRST, SECOND, THIRD))
    assert article.text.split("\n\n") == [
        "Nine killed in drone strike on bus",
        "A Russian drone killed nine bus passengers in the Sumy region of northeastern Ukraine on Saturday, officials "
        "said, in what was the deadliest attack in weeks. A long-range missile hit a depot nearby.",
        "President Volodymyr Zelenskyy called for stronger sanctions on Moscow. Ukraine has demanded that Russia agree "
        "to an immediate, unconditional ceasefire that lasts for at least 30 days, and Western governments, which gave "
        "it long-range weapons, have said the same since the spring. Talks ended on Friday.",
    ]


def test_running_heads_and_page_numbers_are_dropped_where_pages_repeat_them() -> None:
    pages = [("The Daily Wire", *body, f"Page {n} of 3") for n, body in enumerate((FIRST, SECOND, THIRD), start=1)]
    assert loaded(pdf(*pages)).text == loaded(pdf(FIRST, SECOND, THIRD)).text
    twice = loaded(pdf(("The Daily Wire", *FIRST), ("The Daily Wire", *SECOND))).text
    assert twice.count("The Daily Wire") == 2


def test_the_metadata_of_a_pdf_count_only_where_its_text_says_nothing() -> None:
    info = "/Title (Nine killed in drone strike on bus) /CreationDate (D:20250519120000Z)"
    article = loaded(pdf(FIRST, info=info))
    assert (article.title, article.date) == ("Nine killed in drone strike on bus", datetime.date(2025, 5, 19))
    assert "2025-05-19" in article.warnings[0]
    assert not article.text.startswith("Nine killed")
    dated = ("KYIV, May 18, 2025 - A Russian drone killed nine bus passengers in Sumy, officials said on Saturday.",)
    assert loaded(pdf(dated, info=info)).date == datetime.date(2025, 5, 18)
    assert loaded(pdf(FIRST, info="/Title (Microsoft Word - story_final.docx)")).title is None


def test_a_scan_and_a_damaged_pdf_are_named() -> None:
    assert "ocrmypdf" in refused(pdf(()))
    assert "as PDF" in refused(b"%PDF-1.4\nnothing of a PDF follows")


def test_an_encrypted_pdf_is_named_and_one_that_opens_without_a_password_is_read() -> None:
    def locked(password: str) -> bytes:
        writer = PdfWriter(PdfReader(io.BytesIO(pdf(FIRST))))
        writer.encrypt(password, "owner", algorithm="AES-128")
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    assert "encrypted" in refused(locked("secret"))
    assert "nine bus passengers" in loaded(locked("")).text


def word_file() -> bytes:
    document = docx.Document()
    document.core_properties.created = datetime.datetime(2025, 5, 19, 8, tzinfo=datetime.UTC)
    document.add_heading("Nine killed on a bus", level=1)
    document.add_paragraph("A Russian drone killed nine bus passengers in Sumy on Saturday.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Killed", "9"
    document.add_paragraph("Talks ended on Friday.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_gives_paragraphs_tables_and_its_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_file())
    article = Article.from_file(path)
    assert article.text.split("\n\n") == [
        "A Russian drone killed nine bus passengers in Sumy on Saturday.",
        "Killed | 9",
        "Talks ended on Friday.",
    ]
    assert (article.title, article.date) == ("Nine killed on a bus", datetime.date(2025, 5, 19))


@pytest.mark.parametrize(("module", "data"), [("pypdf", pdf(FIRST)), ("docx", word_file())], ids=["pdf", "docx"])
def test_without_the_reader_it_is_said_what_to_install(
    module: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert "summarizer[documents]" in refused(data)


def test_a_locked_word_file_is_named() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    assert "encrypted" in refused(data, "a.docx")


def test_a_saved_page_gives_its_article_and_address() -> None:
    data = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.example/bus\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n------B\r\n'
        b"Content-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><head><title>Nine</title></head><body><article><p>=C4=E5=E2=FF=F2=FC =F7=E5=EB=EE=E2=E5=EA =EF=EE=\r\n"
        b"=E3=E8=E1=EB=E8 in the Sumy region of Ukraine on Saturday, officials said in a statement.</p></article>"
        b"</body></html>\r\n------B\r\nContent-Type: image/png\r\n\r\nxx\r\n------B--\r\n"
    )
    article = loaded(data, "a.mhtml")
    assert article.text.startswith("Девять человек погибли in the Sumy region")
    assert article.url == "https://x.example/bus"


@pytest.mark.parametrize(
    "front",
    ['+++\ntitle = "Nine killed"\ndate = 2025-05-18\n+++\n', "---\ntitle: Nine killed\ndate: 2025-05-18\n---\n"],
)
def test_front_matter_may_be_toml_or_yaml(front: str) -> None:
    article = loaded((front + "\nA drone killed nine people in Sumy.\n").encode(), "a.md")
    assert (article.title, article.date, article.date_source) == ("Nine killed", datetime.date(2025, 5, 18), "given")
    assert article.text == "A drone killed nine people in Sumy."


def test_broken_toml_is_named() -> None:
    assert "TOML" in refused(b"+++\ntitle = \n+++\ntext", "a.md")
