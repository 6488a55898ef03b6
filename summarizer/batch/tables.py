"""Results as Parquet: a row a record, the columns of all topics side by side, named as in the data frames."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from summarizer.batch.rows import import_parquet
from summarizer.contract import BriefingData
from summarizer.render.data_frame import columns_of
from summarizer.schemas import Record, TopicForm
from summarizer.topics import all_topics, topic_of_form

ROWS = 5_000
"""Records in one row group; no more are held in memory."""

_ARTICLE = ("id", "date", "title", "source", "url", "same_as")
_ARROW = {"Int64": "int64", "Float64": "float64", "boolean": "bool_", "day": "date32"}

_HAS_FORMS = b'"topics":{'
"""What stands in a line that tells of topics of one's own; others need not be parsed."""

Getter = Callable[[Record], object]


def write_parquet(briefings: Iterable[BriefingData], path: Path, forms: Mapping[str, TopicForm] | None = None) -> int:
    """Writes the records of briefings as one Parquet file, whole or not at all, and returns how many there were.

    Args:
        briefings: the briefings; read one at a time.
        path: the file; replaced if it is there.
        forms: the topics of one's own that the briefings have, by name.

    Raises:
        UsageError: pyarrow is not installed.
    """
    parquet = import_parquet()
    import pyarrow

    own = {name: topic_of_form(form) for name, form in (forms or {}).items()}
    columns = {name: _columns(topic.record) for name, topic in {**all_topics(), **own}.items()}
    schema = _schema(columns, pyarrow)
    fresh = path.with_name(f"{path.name}.new")
    written = 0
    rows = (row for briefing in briefings for row in _rows(briefing, columns))
    with parquet.ParquetWriter(fresh, schema, compression="zstd") as writer:
        while group := list(itertools.islice(rows, ROWS)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
            written += len(group)
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(path)
    return written


def own_forms(lines: Iterable[bytes]) -> dict[str, TopicForm]:
    """The topics of one's own in lines of results, by name; of two forms of one name the last counts.

    Args:
        lines: the results, each a briefing as JSON.
    """
    forms: dict[str, TopicForm] = {}
    for line in lines:
        if _HAS_FORMS in line:
            forms |= {name: TopicForm.model_validate(form) for name, form in json.loads(line).get("topics", {}).items()}
    return forms


def _columns(record: type[Record]) -> Mapping[str, tuple[str, Getter]]:
    """The columns of a class of records: the name of the Arrow type, and how to get the value from a record."""
    columns = columns_of(record)
    return {
        name: (_ARROW.get(kind, "string") if isinstance(kind, str) else "string", get) for name, kind, get in columns
    }


def _schema(columns: Mapping[str, Mapping[str, tuple[str, Getter]]], pyarrow: Any) -> Any:
    """Joins the topics' columns; one that two topics give different types is a string."""
    fields: dict[str, str] = {f"article_{name}": "date32" if name == "date" else "string" for name in _ARTICLE}
    fields |= {"model": "string", "topic": "string", "record": "int64"}
    for topic in columns.values():
        for name, (kind, _) in topic.items():
            fields[name] = kind if fields.get(name, kind) == kind else "string"
    return pyarrow.schema([(name, getattr(pyarrow, kind)()) for name, kind in fields.items()])


def _rows(
    briefing: BriefingData, columns: Mapping[str, Mapping[str, tuple[str, Getter]]]
) -> Iterator[dict[str, object]]:
    about = {f"article_{name}": getattr(briefing.article, name) for name in _ARTICLE}
    for topic, records in briefing.records.items():
        for number, record in enumerate(records):
            values = {name: get(record) for name, (_, get) in columns[topic].items()}
            yield {**about, "model": briefing.model, "topic": topic, "record": number, **values}
