"""The head of a plain text: its headline, its byline and date lines, and the dateline before its first sentence.

Only a whole line that is the headline leaves the text; a dateline is read and stays, so that offsets count in the text
as loaded.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.loading.days import TIME, WORDED, Reading, read_day, worded

_LINES = 8
"""Lines with words in which a byline or dateline is looked for."""

_HEADLINE = 220
"""Characters of the longest headline."""

_DATE_LINE = re.compile(r"\s*date\s*:?\s*(\d{4}-\d{2}-\d{2})\b[^\S\n]*\s*", re.IGNORECASE)
_LABEL = (
    r"(?:(?:first\s+)?(?:posted|published|issued|released|dated?)|(?:publication|release|issue)\s+date|pubdate|"
    r"date\s+published|publi\w+\s+time)"
)
_LABELLED = re.compile(rf"{_LABEL}\b(?:\s+(?:on|at))?\s*[:\-–—]?\s*(?=\S)", re.IGNORECASE)
_CHANGED = re.compile(r"(?:last\s+)?(?:updated?|modified|revised|edited|accessed|retrieved)\b", re.IGNORECASE)
_BYLINE = re.compile(r"(?:by|from)\s+[^\W\d_]", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|·•∙‧/]\s+|\s+[-–—]{1,2}\s+|\s{3,}|\t|;\s+")
_BEFORE_DATE = re.compile(r"\b(?:on|in|by|since|from|after|before|until|till|at|between|during|of)\b", re.IGNORECASE)
_PLACE = r"(?P<place>[A-Z\u00c0-\u00de][^\n.!?:;()\"“”]{1,60}?(?:\.[^\n.!?:;()\"“”]{1,30}?){0,3}?)"
_DATELINE = re.compile(
    rf"{_PLACE}(?:\s*[,/(]\s*|\s+)(?P<date>{WORDED.pattern}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})\)?"
    rf"(?:,?\s+{TIME})?,?\s*(?:[(/\[][^)\]\n/]{{2,40}}[)/\]]\s*)?(?:[-–—:]+|\.\s*[-–—]+)\s*(?=(?P<next>\S))",
    re.IGNORECASE,
)
_DATELINE_SHAPE = re.compile(
    r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .'’/-]{2,}"
    r"(?:,\s*[^\n(–—-]{2,40})?\s*(?:\([^)\n]{2,40}\)\s*)?[-–—]{1,2}\s+[^\sa-z]"
)
_FILE_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a text says.

    Attributes:
        body: the text without a date line or headline that stands for itself.
        title: the headline.
        date_line: the day of a date line that opens the text, as written.
        reading: what its byline or dateline says of the day.
        written: the words of that.
    """

    body: str
    title: str | None = None
    date_line: str | None = None
    reading: Reading | None = None
    written: str = ""


def read_head(text: str) -> Head:
    """The headline and the date at the head of a text.

    A headline is taken only from the first line, where a byline, a date line or a dateline follows it.
    """
    opened = _DATE_LINE.match(text)
    body = text[opened.end() :] if opened else text
    lines = list(_first_lines(body))
    found = _dated_line(lines)
    title_end = _headline_end(lines, found[0] if found else _shape_at(lines))
    title = " ".join(body[:title_end].split()) or None
    return Head(
        body[title_end:].lstrip("\n") if title_end else body,
        title,
        opened[1] if opened else None,
        found[1] if found else None,
        found[2] if found else "",
    )


def day_in_name(name: str) -> datetime.date | None:
    """The day that a file's name gives in full, such as `2025-05-18-sumy.txt`; `None` if it gives none, or several."""
    days = set()
    for year, _, month, day in _FILE_DAY.findall(name):
        reading = read_day(f"{year}-{month}-{day}")
        if reading.day:
            days.add(reading.day)
    return days.pop() if len(days) == 1 else None


def date_in_line(line: str) -> tuple[Reading, str] | None:
    """What a line says of the day of publication, and its words; `None` if it is no byline, date line or dateline."""
    line = " ".join(line.split())
    dateline = _DATELINE.match(line)
    if dateline and _is_dateline(dateline):
        words = WORDED.fullmatch(dateline["date"])
        return (worded(words) if words else read_day(dateline["date"])), dateline["date"]
    if len(line) > 160:
        return None
    parts = [part for part in _SEPARATOR.split(line) if part.strip(" .,()[]")]
    return next((found for part in parts if (found := _date_in_part(part, alone=len(parts) == 1))), None)


def _date_in_part(part: str, *, alone: bool) -> tuple[Reading, str] | None:
    part = part.strip(" .,()[]")
    if _CHANGED.match(part):
        return None
    label = _LABELLED.match(part)
    written = part[label.end() :] if label else part
    if not label and alone and _BYLINE.match(part):
        last = re.search(rf"(?:,\s*|\s+)({WORDED.pattern}.*)$", part, re.IGNORECASE)
        written = last[1] if last else part
    written = re.split(r"(?:[,;(]\s*|\s+)(?:last\s+)?(?:updated|modified|revised)\b", written, flags=re.IGNORECASE)[0]
    if not re.search(r"\d", written) or not re.search(r"\d{4}|\d[./-]\d{1,2}[./-]\d", written):
        return None
    if re.fullmatch(r"\d{4,}", written):
        return None  # a year or a number, no date
    reading = read_day(written.strip(" .,()[]"))
    sure = reading.day or reading.between or label or WORDED.match(written)
    return (reading, written) if sure and not reading.absent else None


def end_of_dateline(words: str) -> int:
    """Where the place and day that open a report end ("KYIV, May 18 2025 - "), in code points; 0 without them."""
    found = _DATELINE.match(words)
    return found.end() if found and _is_dateline(found) else 0


def _is_dateline(found: re.Match[str]) -> bool:
    """True if a capitalised place stands before the date, and a sentence begins behind it."""
    place = found["place"]
    if found["next"].islower() or _BEFORE_DATE.search(place.rsplit(",", 1)[-1]):
        return False
    return len(place.split()) <= 8 and all(word[0].isupper() for word in re.findall(r"[^\W\d_]{4,}", place))


def _first_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yields start, end and words of the first lines that have words."""
    count = 0
    for line in re.finditer(r"[^\n]+", text):
        if line[0].strip():
            yield line.start(), line.end(), line[0].strip()
            count += 1
        if count == _LINES:
            return


def _dated_line(lines: list[tuple[int, int, str]]) -> tuple[int, Reading, str] | None:
    """The first line that says a date of publication; none is looked for behind the first line of the body."""
    for number, (_, _, line) in enumerate(lines):
        found = date_in_line(line)
        if found:
            return number, *found
        if _is_body(line):
            return None
    return None


def _is_body(line: str) -> bool:
    """True if a line is the text itself, not part of its head."""
    return len(line) > 100 and bool(re.search(r"[.!?][”\"’')\]]?(?:\s|$)", line)) and not _BYLINE.match(line)


def _shape_at(lines: list[tuple[int, int, str]]) -> int | None:
    """The line that begins with a dateline without a full date, such as "KYIV (Reuters) - "."""
    for number, (_, _, line) in enumerate(lines[:4]):
        if _DATELINE_SHAPE.match(line):
            return number
    return None


def _headline_end(lines: list[tuple[int, int, str]], dated: int | None) -> int:
    """The offset behind a headline, 0 where there is none: the first line, before a byline or the line of the date."""
    if not dated or dated > 4 or any(_is_body(line) for _, _, line in lines[:dated]):
        return 0
    _, end, first = lines[0]
    if len(first) > _HEADLINE or _BYLINE.match(first) or _LABELLED.match(first):
        return 0
    if re.search(r"[^.]\.[”\"’']?$", first) and not re.search(r"\b[A-Z]\.$", first):
        return 0
    return end
