"""From reviews to golden articles: what reviewers agreed on, with who said so and when."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from summarizer.article import Article
from summarizer.errors import UnreadableInput
from summarizer.evaluation.golden import read_records
from summarizer.files import write_whole
from summarizer.render.heading import title as shown_title
from summarizer.schemas import Record
from summarizer.service.reviewing import Judged, judged
from summarizer.service.store import BriefingRow, ReviewRow, Store
from summarizer.service.store.reviews import standing_verdicts


@dataclass
class Exported:
    """What came of an export.

    Attributes:
        exported: golden articles written.
        records: golden records in them.
        left_out: briefings that were not exported, by reason.
        disputed: records on which reviewers disagree, with who says what.
    """

    exported: int = 0
    records: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    disputed: list[dict[str, Any]] = field(default_factory=list)


def export_reviews(store: Store, out: Path, *, reviewers: int = 1, client: str | None = None) -> Exported:
    """Writes a folder of golden articles from the briefings that were reviewed to the end.

    A briefing counts if every record has enough verdicts, someone said that none is missing, and nobody disagrees.
    Disputed records go to `disagreements.jsonl`, to be settled by another verdict.

    Args:
        store: the service's database.
        out: the folder; entries of earlier exports are replaced.
        reviewers: how many people must have judged each record and said that none is missing.
        client: only this client's briefings.

    Raises:
        UnwritableOutput: a file can't be written.
    """
    done = Exported()
    out.mkdir(parents=True, exist_ok=True)
    newest: dict[str, tuple[BriefingRow, tuple[Judged, ...], tuple[ReviewRow, ...]]] = {}
    for briefing_id, rows in store.reviews.standing(client).items():
        row = store.briefings.get(briefing_id)
        if row is None:
            continue
        records = judged(row, rows)
        reason = _unfit(row, records, rows, reviewers)
        done.disputed += [_dispute(row, one) for one in records if one.disputed]
        if reason is not None:
            done.left_out[reason] += 1
        elif row.article.id not in newest or newest[row.article.id][0].created_at < row.created_at:
            newest[row.article.id] = (row, records, standing_verdicts(rows))
    for row, records, stand in newest.values():
        try:
            done.records += _write(out, row, records, stand)
            done.exported += 1
        except UnreadableInput:
            done.left_out["the article does not survive being written as Markdown"] += 1
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in done.disputed)
    write_whole(out / "disagreements.jsonl", lines)
    return done


def _unfit(row: BriefingRow, records: Sequence[Judged], rows: Sequence[ReviewRow], reviewers: int) -> str | None:
    """Why a briefing is no gold yet; `None` if it is."""
    if row.briefing.failures:
        return "a topic failed"
    if any(one.disputed for one in records):
        return "reviewers disagree"
    complete = {one.reviewer for one in rows if one.verdict == "complete"}
    if len(complete) < reviewers:
        return "too few people said that no record is missing"
    seen = [{verdict.reviewer for verdict in one.verdicts} for one in records]
    # An added record is borne out by who said after it that none is missing.
    counts = [len(who | complete) if one.position is None else len(who) for one, who in zip(records, seen, strict=True)]
    if any(count < reviewers for count in counts):
        return "a record has too few verdicts"
    return None


def _dispute(row: BriefingRow, one: Judged) -> dict[str, Any]:
    said = [
        {"reviewer": verdict.reviewer, "verdict": verdict.verdict, "record": verdict.record, "note": verdict.note}
        for verdict in one.verdicts
    ]
    return {"briefing": row.id, "article": row.article.id, "record": one.label, "verdicts": said}


def _write(out: Path, row: BriefingRow, records: Sequence[Judged], stand: Sequence[ReviewRow]) -> int:
    """Writes a golden article and returns how many records it has.

    Raises:
        UnreadableInput: what was written does not read as the same article.
    """
    kept: dict[str, list[Record]] = {topic: [] for topic in row.briefing.records}
    for one in records:
        final = one.final
        if final is not None:
            kept.setdefault(one.topic, []).append(final)
    gold = {
        topic: [_gold(record) for record in sorted(some, key=lambda r: r.evidence[0].start)]
        for topic, some in kept.items()
    }
    text = _markdown(row)
    again = Article.from_bytes(text.encode(), name=row.article.id, format="md")
    read_records(again, json.loads(json.dumps(gold)), where=row.article.id)
    if again.date != row.article.date or _bare(again.text) != _bare(row.article.text):
        raise UnreadableInput(f"article {row.article.id} changes when it is read as Markdown")
    folder = out / _name(row.article)
    folder.mkdir(exist_ok=True)
    write_whole(folder / "article.md", text)
    write_whole(folder / "gold.yaml", yaml.safe_dump(gold, allow_unicode=True, sort_keys=False))
    write_whole(folder / "provenance.yaml", yaml.safe_dump(_provenance(row, stand), sort_keys=False))
    return sum(map(len, gold.values()))


def _name(article: Article) -> str:
    """A folder's name that stays the same for the article."""
    word = "".join(c for c in article.id if c.isascii() and (c.isalnum() or c in "-_"))[:60]
    return f"{article.date or 'undated'}-{word or 'article'}"


def _gold(record: Record) -> dict[str, Any]:
    values = record.model_dump(mode="json")
    evidence = values.pop("evidence")
    return {"quotes": [one["quote"] for one in evidence], **values}


def _markdown(row: BriefingRow) -> str:
    """The article as a golden entry holds it; what its form asks for and the article lacks is filled in."""
    article = row.article
    about = {
        "title": article.title or shown_title(row.briefing, article),
        "date": article.date.isoformat() if article.date is not None else None,
        "source": article.source or urlsplit(article.url or "").hostname or "not given",
        "url": article.url,
        "tags": ["reviewed"],
    }
    front = yaml.safe_dump({k: v for k, v in about.items() if v is not None}, allow_unicode=True, sort_keys=False)
    escaped = "".join(f"\\{c}" if c in "\\`*_[]<>#&" else c for c in article.text)
    lines = [_plain_start(line) for line in escaped.split("\n")]
    return f"---\n{front}---\n" + "\n".join(lines) + "\n"


def _plain_start(line: str) -> str:
    """A line that begins as a list, a rule or code would, kept as text."""
    words = line.lstrip(" \t")
    if words[:1] in ("-", "+", "=", "~", "|"):
        return "\\" + words
    number = words.partition(" ")[0]
    if number[:-1].isdigit() and number[-1:] in (".", ")"):
        return f"{number[:-1]}\\{number[-1]}{words[len(number) :]}"
    return words


def _bare(text: str) -> list[str]:
    return text.split()


def _provenance(row: BriefingRow, stand: Sequence[ReviewRow]) -> Mapping[str, Any]:
    """Where a golden article comes from: the briefing, its model, and every verdict that stands."""

    def when(seconds: float) -> str:
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat(timespec="seconds")

    return {
        "briefing": row.id,
        "model": row.briefing.model,
        "prompts": dict(row.briefing.prompts),
        "made": when(row.created_at),
        "reviewers": sorted({one.reviewer for one in stand}),
        "verdicts": [
            {
                "by": one.reviewer,
                "at": when(one.created_at),
                "verdict": one.verdict,
                "topic": one.topic,
                "position": one.position,
                "note": one.note,
            }
            for one in stand
        ],
    }
