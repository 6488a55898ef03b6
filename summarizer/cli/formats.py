"""Output formats: chosen by `--format` or by the ending of the file; a contradiction is an error."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from summarizer.errors import UsageError


class Format(StrEnum):
    """How a briefing is written."""

    text = "text"
    markdown = "markdown"
    html = "html"
    json = "json"
    jsonl = "jsonl"


ENDINGS = {
    ".txt": Format.text,
    ".text": Format.text,
    ".md": Format.markdown,
    ".markdown": Format.markdown,
    ".html": Format.html,
    ".htm": Format.html,
    ".json": Format.json,
    ".jsonl": Format.jsonl,
    ".ndjson": Format.jsonl,
}
UNWRITTEN = frozenset(
    {".gz", ".zst", ".zip", ".parquet", ".csv", ".tsv", ".pdf", ".docx", ".doc", ".xlsx", ".xml", ".yaml"}
)
"""Endings of forms that a briefing is not written in; a file so named would not hold what its name says."""


def choose_format(given: Format | None, out: Path | None) -> Format:
    """The form to write: the one asked for, else that of the output's ending, else text.

    Raises:
        UsageError: the two contradict each other, or the ending is of a form that is not written.
    """
    ending = "" if out is None else out.suffix.lower()
    if ending in UNWRITTEN:
        raise UsageError(f"can't write {str(out)!r}: briefings are written as .txt, .md, .html, .json or .jsonl")
    meant = ENDINGS.get(ending)
    if given is not None and meant not in (None, given):
        raise UsageError(
            f"--format {given} contradicts the file name {str(out)!r}: leave out --format, or rename the file"
        )
    return given or meant or Format.text
