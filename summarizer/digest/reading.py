"""Briefings from files, one at a time: JSON lines, single briefings, earlier digests; compressed, by folder or glob."""

from __future__ import annotations

import glob
import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from pydantic import ValidationError

from summarizer.batch.rows import zstd_reader
from summarizer.contract import BriefingData
from summarizer.errors import UnreadableInput
from summarizer.invalid import first_problem
from summarizer.topics import toll_topic

_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst", ".ndjson.gz")


def read_briefings(inputs: Iterable[str | Path]) -> Iterator[BriefingData]:
    """Yields the briefings of files, folders (every .json and .jsonl at any depth), globs, or "-" for standard input.

    A file that an earlier `digest --format json` wrote gives the records that it holds.

    Raises:
        UnreadableInput: a file is not there, or holds no briefings.
    """
    for given in inputs:
        if str(given) == "-":
            yield from _of_lines(sys.stdin.buffer, "standard input")
            continue
        for path in _files(str(given)):
            yield from _of_file(path)


def _files(given: str) -> list[Path]:
    path = Path(given)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.is_file() and p.name.endswith((".json", *_LINES)))
    elif path.exists():
        found = [path]
    else:
        found = sorted(Path(p) for p in glob.glob(given, recursive=True) if Path(p).is_file())
    if not found:
        raise UnreadableInput(f"no briefings found in {given!r}: name files that `summarizer brief` or `batch` wrote")
    return found


def _of_file(path: Path) -> Iterator[BriefingData]:
    try:
        if path.name.lower().endswith(_LINES):
            with _opened(path) as lines:
                yield from _of_lines(lines, str(path))
            return
        whole = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise UnreadableInput(f"can't read {str(path)!r}: {error}") from error
    except ValueError as error:
        raise UnreadableInput(
            f"{str(path)!r} is not valid JSON ({error}): name a briefing as .json or .jsonl"
        ) from error
    if isinstance(whole, dict) and "digest_version" in whole:
        yield from _of_digest(whole, str(path))
        return
    for number, one in enumerate(whole if isinstance(whole, list) else [whole], start=1):
        yield _briefing(json.dumps(one), f"briefing {number} of {str(path)!r}")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The content of a file, compressed or not."""
    with path.open("rb") as raw:
        if path.suffix.lower() == ".gz":
            yield cast("IO[bytes]", gzip.open(raw))  # noqa: SIM115 - holds nothing but `raw`
        else:
            yield zstd_reader(raw) if path.suffix.lower() == ".zst" else raw


def _of_lines(lines: Iterable[bytes], name: str) -> Iterator[BriefingData]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _briefing(line, f"line {number} of {name!r}")


def _briefing(text: str | bytes, where: str) -> BriefingData:
    try:
        return BriefingData.model_validate_json(text)
    except ValidationError as error:
        problem = first_problem(error, whole="it")
        raise UnreadableInput(f"{where} is not a briefing: {problem}") from error


def _of_digest(whole: dict[str, Any], name: str) -> Iterator[BriefingData]:
    """The articles of an earlier digest with the records that it holds."""
    articles: dict[str, dict[str, Any]] = {a["id"]: a for a in whole.get("articles", ())}
    records: dict[str, dict[str, dict[int, Any]]] = {}
    for incident in whole.get("incidents", ()):
        for report in incident["reports"]:
            articles.setdefault(report["article"]["id"], report["article"])
            of_article = records.setdefault(report["article"]["id"], {})
            of_article.setdefault(toll_topic().name, {})[report.get("record", 0)] = report["report"]
    for line in whole.get("lines", ()):
        for statement in line["statements"]:
            for stated in statement["stated"]:
                articles.setdefault(stated["article"]["id"], stated["article"])
                of_article = records.setdefault(stated["article"]["id"], {})
                of_article.setdefault(line["topic"], {})[stated["record"]] = stated["position"]
    for id, article in articles.items():
        info = {name: article.get(name) for name in ("id", "date", "title", "url")}
        briefing = {
            "article": {**info, "source": article.get("outlet"), "characters": 0},
            "model": "digest",
            "created_at": "1970-01-01T00:00:00Z",
            "records": {
                topic: [record for _, record in sorted(found.items())] for topic, found in records.get(id, {}).items()
            },
        }
        yield _briefing(json.dumps(briefing), f"article {id!r} of {name!r}")
