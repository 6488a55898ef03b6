"""Checks a golden set on disk: every problem is named, with the entry and the record that has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from summarizer.article import Article
from summarizer.errors import UnreadableInput
from summarizer.evaluation.golden import (
    SPLITS,
    SPLITS_FILE,
    GoldRecord,
    read_records,
    read_splits,
    read_yaml,
    with_days_as_words,
)
from summarizer.schemas import Count, Verbatim, kinds
from summarizer.topics import Topic, choose_topics

FRONT_MATTER = ("title", "date", "source", "tags")
MAX_SENTENCES = 3
"""The longest quote taken without a word, in sentences: the guide asks for the shortest span, two at most."""


@dataclass(frozen=True)
class Problem:
    """Something wrong in a golden set.

    Attributes:
        place: the entry, and the record where it is one's.
        message: what is wrong.
    """

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def check_golden(folder: str | Path, topics: Sequence[Topic] = ()) -> list[Problem]:
    """Every problem of a golden set; none when it can be used.

    Checked are front matter, topics and keys, classes, quotes and the other words of the article, counts, duplicates of
    records and articles, and the halves.

    Args:
        folder: the golden set.
        topics: the topics that every article must have gold for; those looked for by default where empty.

    Raises:
        UnreadableInput: there is no golden set there.
    """
    folder = Path(folder)
    entries = sorted({path.parent for name in ("gold.yaml", "article.md") for path in folder.glob(f"*/{name}")})
    if not entries:
        raise UnreadableInput(
            f"no golden articles in {str(folder)!r}: each needs a folder with article.md and gold.yaml"
        )
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    for entry in entries:
        try:
            article, front, gold = _read_entry(entry)
        except UnreadableInput as error:
            problems.append(Problem(entry.name, str(error)))
            continue
        problems += _check_front(entry.name, front)
        problems += _check_gold(entry.name, article, gold, topics or choose_topics())
        if article.text in texts:
            problems.append(Problem(entry.name, f"has the text of {texts[article.text]}"))
        texts[article.text] = entry.name
    return problems + list(_check_splits(folder, [entry.name for entry in entries]))


def _read_entry(entry: Path) -> tuple[Article, dict[str, Any], dict[str, Any]]:
    article = Article.from_file(entry / "article.md")
    try:
        front = read_yaml((entry / "article.md").read_text(encoding="utf-8").split("---\n", 2)[1])
        gold = with_days_as_words(read_yaml((entry / "gold.yaml").read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, IndexError) as error:
        raise UnreadableInput(f"can't read front matter or gold.yaml: {error}") from error
    if not isinstance(front, dict) or not isinstance(gold, dict):
        raise UnreadableInput("front matter and gold.yaml must both consist of `name: value` lines")
    return article, front, gold


def _check_front(place: str, front: dict[str, Any]) -> Iterator[Problem]:
    for name in FRONT_MATTER:
        if not front.get(name):
            yield Problem(place, f"the front matter lacks {name!r}")


def _check_gold(entry: str, article: Article, gold: dict[str, Any], topics: Sequence[Topic]) -> Iterator[Problem]:
    names = [topic.name for topic in topics]
    for name in sorted(set(names) ^ set(gold)):
        yield Problem(entry, f"topic {name!r} is {'missing' if name in names else 'unknown'} in gold.yaml")
    for name in names:
        seen: dict[str, int] = {}
        for i, raw in enumerate(gold.get(name) or ()):
            place = f"{entry}, {name}[{i}]"
            try:
                [record] = read_records(article, {name: [raw]}, where=place, topics=topics)[name]
            except UnreadableInput as error:
                yield Problem(
                    place, str(error).removeprefix(f"{entry}, {name}[0]: ").removeprefix(f"{place}, {name}[0]: ")
                )
                continue
            yield from _check_record(place, article, record)
            digest = record.record.model_dump_json(exclude={"evidence"})
            if digest in seen:
                yield Problem(place, f"says the same as {name}[{seen[digest]}]")
            seen[digest] = i


def _check_record(place: str, article: Article, gold: GoldRecord) -> Iterator[Problem]:
    record = gold.record
    for one in record.evidence:
        length = article.sentence_at(one.end - 1) - article.sentence_at(one.start) + 1
        if length > MAX_SENTENCES:
            yield Problem(place, f"a quote of {length} sentences is longer than the shortest span: {one.quote[:60]!r}…")
    counts = []
    for name, kind in kinds(type(record)).items():
        value = getattr(record, name)
        if not isinstance(kind, Verbatim) or name == "evidence":
            continue
        if kind.holds == "count":
            counts.append(value)
        for words in _words(value):
            if words and words not in article.text:
                yield Problem(place, f"{name} {words!r} is not in the article")
    if counts and not any(counts) and record.form is None:
        yield Problem(place, "has no count")
    yield from (Problem(place, f"low is above high in {count.text!r}") for count in counts if count and _crossed(count))


def _crossed(count: Count) -> bool:
    ordered = [n for n in (count.low, count.best, count.high) if n is not None]
    return ordered != sorted(ordered)


def _words(value: object) -> tuple[str, ...]:
    """The words of the article that a value holds."""
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(map(str, value))
    found = getattr(value, "name", None) or getattr(value, "text", None) or value
    return (str(found),) if isinstance(found, str) else ()


def _check_splits(folder: Path, names: list[str]) -> Iterator[Problem]:
    path = folder / SPLITS_FILE
    if not path.is_file():
        yield Problem(SPLITS_FILE, "is missing: write it with `summarizer eval check --split`")
        return
    halves = read_splits(path)
    listed = [name for half in read_yaml(path.read_text(encoding="utf-8")).values() for name in half]
    for name in sorted(set(names) - set(halves)):
        yield Problem(SPLITS_FILE, f"does not list {name}: add it with `summarizer eval check --split`")
    for name in sorted(set(halves) - set(names)):
        yield Problem(SPLITS_FILE, f"lists {name}, which does not exist")
    for name in sorted(name for name, count in Counter(listed).items() if count > 1):
        yield Problem(SPLITS_FILE, f"lists {name} more than once")
    for split in sorted(set(SPLITS) - set(halves.values())):
        yield Problem(SPLITS_FILE, f"puts no article into {split!r}")
