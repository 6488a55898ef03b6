"""Bytes into text: byte order marks, UTF-8, the declared encoding, Windows-1252 as in browsers, a detector last."""

from __future__ import annotations

import codecs
import re

from summarizer.errors import UnreadableInput
from summarizer.unsuited import refuse_kind

_MARKS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_BROWSERS_READ = {  # what browsers take for these labels, which is what pages that bear them are written in
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_DETECTABLE = (
    "cp1251 koi8_r koi8_u iso8859_5 cp866 cp1256 cp1255 cp1253 cp874 cp932 euc_jp gb18030 big5 cp949 cp1250 cp1254"
)
_MID_WORD = re.compile(r"[^\W\d_][¡-¿×÷ˆ˜†‡‰€ðþÐÞ¤¦][^\W\d_]|[a-zß-ÿ][ŽŠŸÀ-Þ]|[\x80-\x9f]")
_WESTERN_SHARE = 0.3
"""Letters beyond ASCII are fewer in Western languages; more than this share of a text's letters is another script."""


def decode(data: bytes, name: str, *, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and warnings where its encoding is in doubt.

    Args:
        data: the file's content.
        name: what to call it.
        charset: the encoding that the server it was fetched from declares.

    Raises:
        UnreadableInput: it is empty, or no text.
    """
    if not data.strip():
        raise UnreadableInput(f"{name!r} is empty: give the text of an article")
    refuse_kind(data, name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding, name)
    if b"\0" in data:
        return _wide(data, name)
    return _unmarked(data, name, charset)


def _marked(data: bytes, encoding: str, name: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        return data.decode(encoding, "replace"), (_damaged(name, encoding.removesuffix("-sig")),)


def _wide(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Reads UTF-16 without a mark: of the two byte orders, the one that gives spaces and line ends."""
    even = data[: len(data) // 2 * 2]
    best, most = "", 0
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        score = sum(text.count(sign) for sign in " \n\r,.0123456789")
        if score > most and not re.search(r"[\0-\x08\ufffd]", text):
            best, most = text, score
    if most * 25 < len(best) or not best:
        raise UnreadableInput(f"{name!r} is not text in an encoding that can be told: save it as UTF-8 and try again")
    return best, ()


def _unmarked(data: bytes, name: str, charset: str | None) -> tuple[str, tuple[str, ...]]:
    if b"\x1b$" in data:
        text = _try(data, "iso2022_jp")
        if text:
            return text, ()
    text = _try(data, "utf-8")
    if text is not None:
        return text, ()
    declared = _DECLARED.search(data[:4096])
    for label in (charset, (declared[1] or declared[2]).decode("ascii") if declared else None):
        text = _try(data, _codec_of(label)) if label else None
        if text is not None:
            return text, ()
    if _nearly_utf8(data):
        return data.decode("utf-8", "replace"), (_damaged(name, "UTF-8"),)
    return _undeclared(data, name)


def _codec_of(label: str) -> str:
    try:
        known = codecs.lookup(label).name
    except LookupError:
        return ""
    return _BROWSERS_READ.get(known, known)


def _try(data: bytes, encoding: str) -> str | None:
    """The text in an encoding; `None` if the bytes are not text in it."""
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _nearly_utf8(data: bytes) -> bool:
    """True if all but a few bytes are UTF-8, as in a file that was cut off or joined from several."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(letter > "\x7f" for letter in text) - bad
    cut_at_end = bad == 1 and text.endswith("\ufffd")
    return good >= 10 * bad or (cut_at_end and good >= 1)


def _undeclared(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Reads single bytes as Windows-1252 where few letters are beyond ASCII, and asks the detector otherwise."""
    high = sum(byte >= 0xC0 for byte in data)
    plain = len(re.findall(rb"[A-Za-z]", data))
    western = _try(data, "cp1252")
    if western is not None and high <= _WESTERN_SHARE * (high + plain):
        doubtful = _MID_WORD.search(western)
        return western, (_doubt(name, "Windows-1252", doubtful[0]),) if doubtful else ()
    from charset_normalizer import from_bytes  # 30 ms, and few files need it

    best = from_bytes(data, cp_isolation=_DETECTABLE.split()).best()
    if best is None and (western is None or high + plain < len(data) / 4):
        raise UnreadableInput(f"{name!r} is not text in an encoding that can be told: save it as UTF-8 and try again")
    if best is None:
        return western or "", (_doubt(name, "Windows-1252"),)
    return str(best), (_doubt(name, best.encoding),)


def _damaged(name: str, encoding: str) -> str:
    return f"{name!r} has bytes that are not {encoding}: they are shown as \N{REPLACEMENT CHARACTER}; check the file"


def _doubt(name: str, encoding: str, sign: str = "") -> str:
    seen = f" ({sign!r})" if sign else ""
    return (
        f"{name!r} does not say its encoding and was read as {encoding}{seen}: save it as UTF-8 if letters look wrong"
    )
