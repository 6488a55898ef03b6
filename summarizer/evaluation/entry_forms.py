"""Starts an entry of a golden set: the article, and a form to fill in with an explanation of each field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args, get_origin

import yaml
from pydantic.fields import FieldInfo

from summarizer.article import Article
from summarizer.errors import UsageError
from summarizer.schemas import Record, Verbatim, kinds
from summarizer.topics import Topic, choose_topics

_ACTOR = "{name: , party: }  # or null. "
_COUNT = "{text: , best: , low: , high: }  # or null. "


def add_entry(article: Article, folder: str | Path, *, name: str | None = None, topics: Sequence[Topic] = ()) -> Path:
    """Writes `article.md` and a `gold.yaml` to fill in, and returns the new folder.

    Args:
        article: the article.
        folder: the golden set.
        name: the entry's id; by default made of the article's date and title.
        topics: the topics to fill in; those looked for by default where empty.

    Raises:
        UsageError: an entry of that id is there already, or no id can be made.
    """
    entry = Path(folder) / (name or _id_of(article))
    if entry.exists():
        raise UsageError(f"{str(entry)!r} exists already: choose another id with --id")
    entry.mkdir(parents=True)
    front: dict[str, object] = {
        "title": article.title or "",
        "date": article.date,
        "source": article.source or "",
        "tags": [],
    }
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True)
    (entry / "article.md").write_text(f"---\n{head}---\n{article.text}\n", encoding="utf-8")
    (entry / "gold.yaml").write_text(gold_form(topics), encoding="utf-8")
    return entry


def gold_form(topics: Sequence[Topic] = ()) -> str:
    """An empty `gold.yaml` in whose comments every field of every topic is explained.

    Args:
        topics: the topics; those looked for by default where empty.
    """
    lines = ["# Every quote, name, count text and phrase is copied from the article exactly.", ""]
    for topic in topics or choose_topics():
        lines += [f"{topic.name}: []", f"# A record of {topic.title.lower()}:", *_record_form(topic.record), ""]
    return "\n".join(lines)


def _id_of(article: Article) -> str:
    words = re.findall(r"[a-z0-9]+", (article.title or "").lower())[:4]
    if not words or article.date is None:
        raise UsageError("the article has no date or no title to make an id from: give one with --id")
    return "-".join([article.date.isoformat(), *words])


def _record_form(record: type[Record]) -> Iterator[str]:
    """Yields the comment lines that show one record."""
    yield '# - quotes: [""]  # the shortest spans that prove it, the fullest first'
    for name, kind in kinds(record).items():
        if name == "evidence" or kind.compare == "none":
            continue
        info = record.model_fields[name]
        yield f"#   {name}: {_blank(info, kind)}{_hint(info)}"
    yield "#   doubt: false  # true where careful readers may differ"


def _blank(info: FieldInfo, kind: object) -> str:
    """What stands for a value until it is filled in."""
    if isinstance(kind, Verbatim) and kind.holds == "actor":
        return _ACTOR
    if isinstance(kind, Verbatim) and kind.holds == "count":
        return _COUNT
    if isinstance(kind, Verbatim) and kind.holds == "money":
        return "null  # or the article's words for the sum. "
    if get_origin(info.annotation) is tuple:
        return "[]  # "
    return "false  # " if info.annotation is bool else "null  # "


def _hint(info: FieldInfo) -> str:
    """A field's description, and its classes where it has some."""
    classes = get_args(info.annotation) if get_origin(info.annotation) is Literal else ()
    return (info.description or "") + (f" [{', '.join(map(str, classes))}]" if classes else "")
