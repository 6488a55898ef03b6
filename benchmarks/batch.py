"""A batch as users run it: calls a second beside bare clients in the same run, and memory over ten times the articles.

Speed: `summarizer batch`, cache and journal on, every record grounded: 2,000 articles of 600 words, 3 topics, replies
after 50 ms, 64 requests in flight. Memory: short articles through the whole engine and extraction, with a model that
answers inside the process (at 100,000 articles the network would take an hour and no memory).
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from benchmarks import client
from benchmarks.batch_server import RECORDS
from summarizer.batch import Batch, BatchConfig, Inputs
from summarizer.llm.types import Completion, Request
from summarizer.session import Summarizer
from summarizer.usage import Usage

ARTICLES, WORDS = 2_000, 600
FEW, MANY, SHORT = 10_000, 100_000, 40
PEER_CALLS = 1_000

T = TypeVar("T", bound=BaseModel)

_HERE = Path(__file__).parent
_VOCABULARY = [f"{a}{b}" for a in "bcdfghklmnprst" for b in ("ano", "erin", "ilo", "omas", "uter", "ade", "osti")]


def write_articles(path: Path, count: int, words: int) -> None:
    """Writes articles of random words around the sentences that the model finds."""
    lots = random.Random(5)
    facts = " ".join(str(record["evidence"][0]) for record in RECORDS.values())
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            body = ". ".join(" ".join(lots.choices(_VOCABULARY, k=12)).capitalize() for _ in range(words // 12))
            row = {
                "id": f"article-{number}",
                "date": "2025-05-18",
                "title": f"No. {number}",
                "text": f"{facts} {body}.",
            }
            file.write(json.dumps(row) + "\n")


def speed(articles: int = ARTICLES) -> tuple[float, float]:
    """Runs the command line once; returns calls a second and CPU milliseconds for a call, start-up included."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        write_articles(source, articles, WORDS)
        server = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.batch_server"],
            cwd=_HERE.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with server:
            if server.stdout is None or server.stdin is None:
                raise SystemExit("the benchmark's server has no output")
            url = server.stdout.readline().strip()
            start = "from summarizer.cli import main; main()"
            command: list[str | Path] = [
                sys.executable,
                "-c",
                start,
                "batch",
                source,
                "--out",
                Path(folder, "out.jsonl"),
            ]
            command += ["--model", "m", "--base-url", url, "--concurrency", "64", "--progress", "json"]
            command += ["--calls", "per-topic", "--summary", "composed"]
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            environment = {**os.environ, "SUMMARIZER_CACHE_DIR": str(Path(folder, "cache"))}
            done = subprocess.run(command, check=True, stderr=subprocess.PIPE, text=True, env=environment)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            server.stdin.close()
    last = json.loads([line for line in done.stderr.splitlines() if line.startswith("{")][-1])
    if last["done"] != articles:
        raise SystemExit(f"only {last['done']} of {articles} articles are done")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return last["calls"] / last["seconds"], 1000 * cpu / last["calls"]


class InstantLLM:
    """Answers at once with the record that the server would give."""

    name = "instant"

    async def complete(self, request: Request[T]) -> Completion[T]:
        """Answers a request about casualties."""
        reply = {"records": [RECORDS["CasualtyReport"]]}
        return Completion(request.response_model.model_validate(reply), Usage(prompt_tokens=400, completion_tokens=60))


def peak_memory(count: int) -> None:
    """Runs a batch in this process and prints its peak memory in MB and its articles a second."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        write_articles(source, count, SHORT)
        began = time.perf_counter()
        with Summarizer(llm=InstantLLM(), topics=("casualties",)) as summarizer:
            batch = Batch(Path(folder, "out.jsonl"), summarizer.abrief, BatchConfig(concurrency=64))
            report = asyncio.run(batch.run(Inputs([str(source)])))
        rate = count / (time.perf_counter() - began)
    if report.progress.done != count:
        raise SystemExit(f"only {report.progress.done} of {count} articles are done")
    print(json.dumps({"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "rate": rate}))


def memory(count: int) -> dict[str, float]:
    """Peak memory in MB and articles a second of a batch in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.batch", str(count)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=_HERE.parent)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def report() -> str:
    """All figures as a table."""
    rate, cpu = speed()
    peers = [figure for figure in client.run(PEER_CALLS, 1) if figure.name != "summarizer"]
    lines = [f"{'whole batch':14} {rate:8.0f} calls/s {cpu:8.2f} CPU ms/call"]
    lines += [f"{p.name:14} {p.calls_per_second:8.0f} calls/s  {rate / p.calls_per_second:6.2f}x" for p in peers]
    few, many = memory(FEW), memory(MANY)
    lines.append(
        f"peak memory    {few['megabytes']:.0f} MB for {FEW:,} articles, {many['megabytes']:.0f} MB for {MANY:,}: "
        f"{many['megabytes'] / few['megabytes']:.2f}x ({many['rate']:.0f} articles/s)"
    )
    return "\n".join(lines)


def run() -> None:
    """Prints all figures."""
    print(report())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        peak_memory(int(sys.argv[1]))
    else:
        run()
