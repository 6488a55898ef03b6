"""A provider's Batch API over 2,000 articles: batches that expire, fail in part and are too large, and a killed run.

    python -m benchmarks.provider_batch [ARTICLES]

The provider is the loopback server of the tests. The command is killed (SIGKILL) at random moments and
started again. Printed: articles in the output and how often each is in it, requests served and how often each was, the
batches, processor time and peak memory. Every number of repeats should be 1; only an answer that a provider loses
would be paid for again.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.batch import write_articles

ARTICLES, WORDS, KILLS = 2_000, 300, 6
FAULTS = {"refuse_over": 1_500, "expire": [4], "errors": [5], "late_500": [4, 6], "duplicate": [6], "throttle": [5]}
PROVIDER = Path(__file__).parents[1] / "tests" / "batch" / "batch_provider.py"


def asked(address: str, what: str) -> Any:
    with urllib.request.urlopen(f"{address}/{what}") as answer:
        return json.load(answer)


def killed_runs(command: list[str], folder: str, environment: dict[str, str]) -> int:
    """Kills the command at random moments, then lets it end; returns its exit code."""
    lots = random.Random(3)
    for _ in range(KILLS):
        with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(timeout=lots.uniform(2, 25))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


def main(articles: int = ARTICLES) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_articles(Path(folder, "in.jsonl"), articles, WORDS)
        told = json.dumps({"seconds": 3, "faults": FAULTS})
        with subprocess.Popen([sys.executable, str(PROVIDER), told], stdout=subprocess.PIPE, text=True) as provider:
            assert provider.stdout is not None
            address = provider.stdout.readline().strip()
            code = "from summarizer.cli import main; main()"
            where = ["--model", "news", "--base-url", f"{address}/v1", "--provider-batch", "--poll", "0.5"]
            command = [sys.executable, "-c", code, "batch", "in.jsonl", "--out", "out.jsonl", *where]
            environment = {**os.environ, "SUMMARIZER_CACHE_DIR": folder, "SUMMARIZER_SUMMARY": "composed"}
            environment["SUMMARIZER_CALLS"] = "per-topic"
            started = time.perf_counter()
            ended = killed_runs(command, folder, environment)
            seconds = time.perf_counter() - started
            seen, made = asked(address, "seen"), asked(address, "made")
            provider.kill()
        written = Counter(
            json.loads(line)["article"]["id"] for line in Path(folder, "out.jsonl").read_text().splitlines()
        )
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"exit code           {ended} after {KILLS} kills, {seconds:.0f} s")
    print(f"articles            {len(written):,} of {articles:,}, each {max(written.values())} times at most")
    print(f"requests served     {len(seen):,}, each {max(seen.values())} times at most")
    print(f"batches             {made}")
    print(
        f"processor, memory   {used.ru_utime + used.ru_stime:.0f} s of all runs, peak {used.ru_maxrss / 1024:.0f} MiB"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
