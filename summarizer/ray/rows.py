"""The rows that briefings become: their Arrow schema, which is published and has a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.article import Article
from summarizer.batch.rows import import_parquet
from summarizer.briefing import ArticleInfo, Briefing
from summarizer.usage import Usage

SCHEMA_VERSION = 1
"""Raised when a column is renamed, removed or given another type; a new column at the end does not raise it."""

_COLUMNS: Mapping[str, str] = {
    "id": "string",
    "origin": "string",
    "title": "string",
    "date": "date32",
    "source": "string",
    "url": "string",
    "state": "string",  # done, partial (some topics failed), lost (no briefing)
    "error": "string",
    "message": "string",
    "records": "int32",
    "briefing": "string",  # JSON, one briefing as in a line of `summarizer batch`; null where lost
    "model": "string",
    "calls": "int32",
    "cached_calls": "int32",
    "prompt_tokens": "int64",
    "completion_tokens": "int64",
    "cost_usd": "float64",
    "seconds": "float64",
}
_USED = ("calls", "cached_calls", "prompt_tokens", "completion_tokens", "cost_usd", "seconds")


def rows_schema() -> Any:
    """The `pyarrow.Schema` of a dataset of briefings, its version in the metadata `summarizer.rows`.

    Raises:
        UsageError: pyarrow is not installed.
    """
    import_parquet()
    import pyarrow

    fields = [(name, getattr(pyarrow, kind)()) for name, kind in _COLUMNS.items()]
    return pyarrow.schema(fields, metadata={"summarizer.rows": str(SCHEMA_VERSION)})


def table_of(rows: Sequence[Mapping[str, object]]) -> Any:
    """The `pyarrow.Table` of some rows."""
    import pyarrow

    return pyarrow.Table.from_pylist(list(rows), schema=rows_schema())


def briefed_row(article: Article, origin: str, briefing: Briefing) -> dict[str, object]:
    """The row of an article with a briefing."""
    failures = briefing.failures
    return {
        **_about(article, origin, briefing.model, briefing.usage),
        "state": "partial" if failures else "done",
        "error": failures[0].error if failures else None,
        "message": "; ".join(f"{failure.topic}: {failure.message}" for failure in failures) or None,
        "records": sum(map(len, briefing.records.values())),
        "briefing": briefing.model_copy(update={"article": ArticleInfo.of(article)}).model_dump_json(),
    }


def lost_row(article: Article, origin: str, model: str, error: str, message: str) -> dict[str, object]:
    """The row of an article without a briefing."""
    lost = {"state": "lost", "error": error, "message": message, "records": 0}
    return {**_about(article, origin, model, Usage()), **lost}


def unreadable_row(origin: str, message: str) -> dict[str, object]:
    """The row of a row that holds no readable article."""
    lost = {"state": "lost", "error": "UnreadableInput", "message": message, "records": 0}
    return {"id": origin, "origin": origin, **lost, **{name: 0 for name in _USED}}


def _about(article: Article, origin: str, model: str, usage: Usage) -> dict[str, object]:
    about = {name: getattr(article, name) for name in ("id", "title", "date", "source", "url")}
    return {**about, "origin": origin, "model": model, **{name: getattr(usage, name) for name in _USED}}
