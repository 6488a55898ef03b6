"""Refuses tables where one article is expected, with the command that reads them."""

from __future__ import annotations

import json
import shlex
from pathlib import PurePath

from summarizer.errors import UnreadableInput
from summarizer.loading.kinds import COMPRESSIONS, table_ending, table_mark
from summarizer.loading.loaded import Format

_ENDINGS = {"\t": ".tsv"}


def refuse_table_file(path: str) -> None:
    """Raises for a file that is a table by its name, or compressed.

    A JSONL file may hold one article: its content decides.

    Raises:
        UnreadableInput: the file is a table, or compressed.
    """
    packed = path.lower().endswith(COMPRESSIONS)
    ending = table_ending(path)
    if ending and (packed or ending not in (".jsonl", ".ndjson")):
        raise UnreadableInput(f"{path!r} is a table, not one article: {_use_batch(path)}")
    if packed:
        raise UnreadableInput(f"{path!r} is compressed: unpack it, or {_use_batch(path)}")


def refuse_table(text: str, kind: Format, name: str, *, is_file: bool) -> None:
    """Raises for a text that is a table.

    Args:
        text: the content.
        kind: its kind.
        name: what to call the input.
        is_file: whether `name` is that of a file.

    Raises:
        UnreadableInput: several JSON objects stand in it, a line each, or it is CSV.
    """
    ending = ""
    if kind == "json" and _is_json_lines(text):
        ending = ".jsonl"
    elif kind == "txt" and (mark := table_mark(text)):
        ending = _ENDINGS.get(mark, ".csv")
    if not ending:
        return
    if is_file and table_ending(name):
        raise UnreadableInput(f"{name!r} is a table, not one article: {_use_batch(name)}")
    file = str(PurePath(name).with_suffix(ending)) if is_file else f"articles{ending}"
    raise UnreadableInput(f"{name!r} holds a table, not one article: save it as {file!r}, then {_use_batch(file)}")


def _is_json_lines(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines[:2]):
        return False
    try:
        json.loads(text)
    except ValueError:  # no single object: a line each
        return True
    return False


def _use_batch(path: str) -> str:
    out = PurePath(path).name.partition(".")[0] or "articles"
    return f"use `summarizer batch {shlex.quote(path)} --out {shlex.quote(f'{out}.briefings.jsonl')}`"
