"""Records of the same model, alone under instructor, under langextract and under us, on the same articles and scorer.

Each peer asks the embedded model as its own documentation shows, with the fields explained in the same words. Its
quotes are taken where they stand in the article word for word (langextract: where its aligner places them), its numbers
as written, its actors' parties from our list. Not part of `make bench`: it takes an hour or two.

    python -m benchmarks.quality build/quality RUN

Articles that a peer has answered are not asked about again. Ours are the records of RUN, which `summarizer eval run`
wrote on the golden set's `test`.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from benchmarks.client import langextract_python
from summarizer.article import Article
from summarizer.briefing import Briefing
from summarizer.contract import ArticleInfo, Failure
from summarizer.evaluation import GoldenSet, evaluate
from summarizer.evaluation.runs import Run
from summarizer.linking.registry import default_parties
from summarizer.schemas import Actor, Count, Evidence, Record, kinds
from summarizer.schemas.fields import Verbatim
from summarizer.topics import all_topics

LONGEST = 4_000
"""Longer articles do not fit a slot of the embedded server together with their answer, in code points."""

NOTHING = (None, "", "/", "unknown", "none", 0, "0")
"""What a peer writes in a field that the article does not fill."""

MOST = 16
"""Articles asked about, the first of the set: a peer takes one to three minutes for each."""


def ask_peer(name: str, url: str, key: str, golden: GoldenSet, folder: Path) -> list[dict[str, Any]]:
    """A peer's answers, one an article; those that the folder has are not asked for again."""
    file = folder / f"{name}.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    known = {row["id"] for row in rows}
    left = [a for a in golden if a.id not in known]
    asked = "\n".join(json.dumps({"id": a.id, "date": str(a.article.date), "text": a.article.text}) for a in left)
    python = langextract_python() if name == "langextract" else sys.executable
    with file.open("a", encoding="utf-8") as out:
        command = [python, "-m", f"benchmarks.quality_{name}", url, key]
        subprocess.run(command, input=asked, stdout=out, text=True, check=True, cwd=Path(__file__).parents[1])
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def briefing_of(name: str, article: Article, row: dict[str, Any]) -> tuple[Briefing, int]:
    """A peer's answer as a briefing, and how many of its quotes do not stand in the article."""
    records: dict[str, list[Record]] = {topic: [] for topic in all_topics()}
    astray = 0
    for told in row["told"]:
        topic = all_topics().get(str(told.get("topic")))
        evidence = _evidence(article.text, told)
        if topic is None or not str(told.get("quote") or "").strip():
            continue
        if evidence is None:
            astray += 1
            evidence = Evidence(quote=told["quote"], start=0, end=len(told["quote"]))
        record = _record(topic.record, told, evidence)
        if record is not None:
            records[topic.name].append(record)
    error = row.get("error")
    failures = [Failure(topic=topic, error="PeerError", message=error) for topic in records] if error else []
    info = ArticleInfo.of(article)
    made = datetime.datetime.now(datetime.UTC)
    return Briefing(article=info, model=name, created_at=made, records=records, failures=tuple(failures)), astray


def _evidence(text: str, told: dict[str, Any]) -> Evidence | None:
    """Where a peer's quote stands: where it says, else where the words are found as they are written."""
    quote = str(told.get("quote") or "")
    start = text.find(quote) if told.get("start") is None else int(told["start"])
    end = start + len(quote) if told.get("end") is None else int(told["end"])
    return Evidence(quote=text[start:end], start=start, end=end) if 0 <= start < end else None


def _record(record: type[Record], told: dict[str, Any], evidence: Evidence) -> Record | None:
    """The record of the fields that hold; `None` if a required field does not."""
    values: dict[str, Any] = {"evidence": (evidence,)}
    for name, kind in kinds(record).items():
        value = told.get(name)
        if name == "evidence" or value in NOTHING:
            continue
        holds = kind.holds if isinstance(kind, Verbatim) else "class"
        if holds == "count":
            value = Count.from_text(str(value))
        elif holds == "actor":
            value = Actor(name=str(value), party=default_parties().code(str(value)))
        values[name] = value
    counts = [name for name, kind in kinds(record).items() if isinstance(kind, Verbatim) and kind.holds == "count"]
    if counts and not any(name in values for name in counts):
        return None  # "0 killed, 0 injured" is how a peer says that there is nobody to report
    while True:
        try:
            return record.model_validate(values)
        except ValidationError as error:
            wrong = str(error.errors()[0]["loc"][0])
            if wrong not in values:
                return None
            del values[wrong]


class Score(BaseModel):
    """What a contestant came to.

    Attributes:
        name: who.
        precision, recall, f1, strict: over all topics, relaxed but for the last.
        astray: share of its quotes that do not stand in the article.
        failed: articles without an answer.
        seconds: mean seconds an article; `None` where answers were replayed.
    """

    name: str
    precision: float
    recall: float
    f1: str
    strict: float
    astray: float
    failed: int
    seconds: float | None


def score(name: str, golden: GoldenSet, briefings: list[Briefing], astray: float, seconds: float | None) -> Score:
    """Scores briefings as `summarizer eval` does."""
    evaluation = evaluate(golden, briefings)
    found = {metric: evaluation.interval(metric) for metric in ("precision", "recall", "f1", "strict_f1")}
    value = {metric: interval.value if interval is not None else 0.0 for metric, interval in found.items()}
    f1 = found["f1"]
    return Score(
        name=name,
        precision=value["precision"],
        recall=value["recall"],
        f1=f"{f1.value:.2f} ({f1.low:.2f} to {f1.high:.2f})" if f1 is not None else "-",
        strict=value["strict_f1"],
        astray=astray,
        failed=sum(bool(b.failures) for b in briefings),
        seconds=seconds,
    )


def main(folder: Path, replayed: Path) -> None:
    """Asks the peers, scores all, and prints a table."""
    from summarizer.llm import embedded

    folder.mkdir(parents=True, exist_ok=True)
    whole = GoldenSet.load("evals/golden").select(split="test")
    golden = whole.select(ids=set([a.id for a in whole if len(a.article.text) <= LONGEST][:MOST]))
    server = embedded.start(embedded.weights_path(""))
    ours = Run.load(replayed)
    short = {a.id for a in golden}
    made = [p.briefing for p in ours.predictions if p.briefing is not None and p.article in short]
    scores = [score("summarizer", golden, made, 0.0, None)]
    for name in ("instructor", "langextract"):
        rows = ask_peer(name, server.base_url, server.api_key, golden, folder)
        read = [briefing_of(name, golden[row["id"]].article, row) for row in rows]
        quotes = sum(len(row["told"]) for row in rows)
        seconds = sum(row["seconds"] for row in rows) / len(rows)
        astray = sum(lost for _, lost in read) / max(quotes, 1)
        scores.append(score(name, golden, [briefing for briefing, _ in read], astray, seconds))
    for one in scores:
        print(one.model_dump_json())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
