"""Ray on this machine: its overhead over `batch`, memory a worker, the ceiling of cost over four actors, and kills.

    python -m benchmarks.cluster ratio [ARTICLES …] | memory [ARTICLES …] | budget | kills [KIND …]

Every part is the command line over a loopback model in a process of its own. `kills` ends processes of a running
cluster (SIGKILL): actors (kind 0) again and again within one run, then in a run each the limiter (1), the keeper of
replies (2), the raylet (3) and the driver (4); the same command goes on. Printed: rows and how often each id is in
them, and how often the model was asked the same question beside what the kills explain.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pyarrow
from pyarrow import parquet

MODEL = Path(__file__).parents[1] / "tests" / "batch" / "news_model.py"
CONCURRENCY = 8
ACTOR, LIMITER, KEEPER, RAYLET, DRIVER = "MapWorker", "ray::Limiter", "ray::Keeper", "raylet", "driver"
KINDS = (ACTOR, LIMITER, KEEPER, RAYLET, DRIVER)
MOMENTS = (0.0, 1.0, 4.0, 9.0)
"""Seconds after the first partition at which an actor is killed; the next is as long after the one before."""


@dataclass(frozen=True)
class Bench:
    """A folder with articles, and the address of a model.

    Attributes:
        folder: where the articles are, and the outputs go.
        url: of the model.
    """

    folder: Path
    url: str

    def write(self, count: int, files: int) -> None:
        """Writes articles as so many Parquet files, and as one JSONL file."""
        (self.folder / "in").mkdir()
        rows = [
            {"id": f"a{n}", "text": f"Nine people were killed near town{n}. Officials spoke.", "date": "2025-05-01"}
            for n in range(count)
        ]
        for number in range(files):
            parquet.write_table(pyarrow.Table.from_pylist(rows[number::files]), self.folder / f"in/{number:03}.parquet")
        (self.folder / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    def start(self, source: str, out: str, *more: str) -> subprocess.Popen[str]:
        """Starts the command line."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SUMMARIZER_")}
        environment |= {"SUMMARIZER_CACHE_DIR": str(self.folder / f"cache-{out}"), "SUMMARIZER_SUMMARY": "composed"}
        environment |= {"SUMMARIZER_PRICE_PROMPT": "1", "SUMMARIZER_PRICE_COMPLETION": "1"}
        command = [sys.executable, "-c", "from summarizer.cli import main; main()", "batch", source, "--out", out]
        command += ["--model", "news", "--base-url", f"{self.url}/v1", *more]
        return subprocess.Popen(command, cwd=self.folder, env=environment, stderr=subprocess.PIPE, text=True)

    def cluster(self, out: str, actors: int, *more: str) -> subprocess.Popen[str]:
        """Starts it on a cluster of its own."""
        spread = ["--engine", "ray", "--actors", str(actors), "--concurrency", str(CONCURRENCY)]
        return self.start("in", out, *spread, *more)

    def seen(self) -> Counter[str]:
        """How often the model was asked each question."""
        with urllib.request.urlopen(f"{self.url}/seen") as answer:
            return Counter(json.load(answer))

    def parts(self, out: str) -> list[Path]:
        """The partitions that are written."""
        return sorted((self.folder / out).glob("part-*"))


@contextmanager
def bench(latency: float) -> Iterator[Bench]:
    """A folder and a model that answers after some seconds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen([sys.executable, str(MODEL), str(latency)], stdout=subprocess.PIPE, text=True) as server,
    ):
        if server.stdout is None:
            raise SystemExit("the benchmark's model has no output")
        try:
            yield Bench(Path(folder), server.stdout.readline().strip())
        finally:
            server.kill()


def children(process: subprocess.Popen[str], title: str) -> list[psutil.Process]:
    """The processes below one whose title or command line has some words."""
    found = []
    try:
        for child in psutil.Process(process.pid).children(recursive=True):
            line = " ".join(child.cmdline())
            if title in line and (title != RAYLET or line.split()[0].endswith(RAYLET)):
                found.append(child)
    except psutil.NoSuchProcess:  # it ended while it was looked at
        pass
    return found


def timed(begin: Callable[[], subprocess.Popen[str]]) -> float:
    """Seconds that a command takes."""
    began = time.perf_counter()
    process = begin()
    _, messages = process.communicate()
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {messages}")
    return time.perf_counter() - began


def ratio(*counts: int) -> None:
    """Wall-clock of a run by Ray (two actors) beside `batch` over the same articles, start-up included."""
    for count in counts or (300,):
        with bench(0.05) as made:
            made.write(count, 4)
            direct = timed(lambda: made.start("all.jsonl", "direct.jsonl", "--concurrency", str(2 * CONCURRENCY)))
            spread = timed(lambda: made.cluster("out", 2))
        print(f"{count:,} articles: batch {direct:.1f} s, Ray {spread:.1f} s, ratio {spread / direct:.2f}")


def memory(*counts: int) -> None:
    """Largest memory that an actor's process had, over files of 500 articles."""
    for count in counts or (1_000, 10_000):
        peaks: dict[int, float] = {}
        with bench(0.0) as made:
            made.write(count, max(2, count // 500))
            process = made.cluster("out", 2)
            while process.poll() is None:
                for child in children(process, ACTOR):
                    try:
                        peaks[child.pid] = max(peaks.get(child.pid, 0.0), child.memory_info().rss / 2**20)
                    except psutil.NoSuchProcess:
                        continue
                time.sleep(0.5)
            if process.wait():
                raise SystemExit(f"exit code {process.returncode}")
        print(f"{count:,} articles: peak {', '.join(f'{peak:.0f}' for peak in peaks.values())} MiB an actor")


def budget() -> None:
    """What four actors spend under a ceiling that a quarter of the articles reaches."""
    with bench(0.2) as made:
        made.write(320, 8)
        process = made.cluster("out", 4, "--max-cost", "0.0125")
        _, messages = process.communicate()
        calls = made.seen().total()
        print(f"ceiling $0.0125, four actors of {CONCURRENCY}: {calls} calls, ${calls * 120e-6:.4f} spent,")
        print(f"exit code {process.returncode}, {len(made.parts('out'))} partitions written")
        print(messages.strip().splitlines()[-1])


def kill(process: subprocess.Popen[str], title: str) -> int:
    """Kills one process of a kind; returns how many were."""
    if title == DRIVER:
        process.kill()
        return 1
    for child in children(process, title)[:1]:
        child.kill()
        return 1
    return 0


def disturbed(made: Bench, out: str, title: str) -> tuple[int, str]:
    """A run in which processes of a kind are killed from its first partition on; kills, and how it ended."""
    process = made.cluster(out, 2)
    before = len(made.parts(out))
    while len(made.parts(out)) == before and process.poll() is None:
        time.sleep(0.1)
    killed = 0
    for moment in MOMENTS if title == ACTOR else MOMENTS[:1]:
        time.sleep(moment)
        killed += kill(process, title)
    try:
        _, messages = process.communicate(timeout=180)
    except subprocess.TimeoutExpired:
        process.kill()
        return killed, "hung for 180 s"
    return killed, f"exit {process.returncode} {' '.join(messages.split())[-160:]}"


def kills(*kinds: int) -> None:
    """Kills processes of each kind, one kind an output, and starts the command again until it is done."""
    for title in [KINDS[kind] for kind in kinds or range(len(KINDS))]:
        with bench(0.3) as made:
            made.write(320, 8)
            killed, ended = disturbed(made, "out", title)
            runs = 1
            while runs < 4 and (len(made.parts("out")) < 8 or not ended.startswith("exit 0")):
                process = made.cluster("out", 2)
                process.communicate(timeout=300)
                ended = f"{ended} | exit {process.returncode}"
                runs += 1
                if process.returncode == 0:
                    break
            found: Counter[str] = Counter()
            failed = 0
            for part in made.parts("out"):
                for row in parquet.read_table(part, columns=["id", "state"]).to_pylist():
                    found[row["id"]] += 1
                    failed += row["state"] != "done"
            seen = made.seen()
        again = seen.total() - len(seen)
        print(
            f"{title}: {killed} killed, {runs} runs; {len(found)} of 320 ids, "
            f"each {max(found.values(), default=0)} times, {failed} rows failed; "
            f"{again} questions asked again, {killed * 2 * CONCURRENCY} explained"
        )
        print(f"    {ended}", flush=True)


def main(part: str, *numbers: str) -> None:
    """Measures one part."""
    parts: dict[str, Callable[..., None]] = {"ratio": ratio, "memory": memory, "budget": budget, "kills": kills}
    if part not in parts:
        raise SystemExit(f"unknown part {part!r}; parts: {', '.join(parts)}")
    parts[part](*map(int, numbers))


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["ratio"]))
