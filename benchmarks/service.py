"""The service under load: many clients against a model with faults, and a server that is killed again and again.

    python -m benchmarks.service [SECONDS] [CLIENTS] [KILLS]

Reports jobs a second and the 95th percentile of a cached briefing; fails if a job is lost or done twice, or if calls
were repeated beyond those in flight when the server was killed.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "tests" / "batch" / "news_model.py"
JOBS = 8
TOPICS = 3


@contextmanager
def model(latency: float, faults: float) -> Iterator[str]:
    """Serves the model of the tests of `batch`, with a share of faults."""
    command = [sys.executable, str(MODEL), str(latency), str(faults)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@dataclass
class Server:
    """The service in a process that can be killed and started again on its port and database."""

    model: str
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it and waits until it is ready."""
        options = {"model": "m", "base-url": f"{self.model}/v1", "port": self.port, "jobs": JOBS, "lease": 3}
        options |= {"database": f"sqlite:///{self.folder / 's.sqlite3'}", "rate": 1_000_000, "client-queue": 900}
        words = [f"--{name}={value}" for name, value in options.items()]
        code = "from summarizer.cli import main; main()"
        environment = {**os.environ, "SUMMARIZER_CACHE_DIR": str(self.folder), "SUMMARIZER_SUMMARY": "composed"}
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", code, "serve", *words], env=environment, stdout=log, stderr=log
            )
        while True:
            try:
                httpx2.get(f"{self.url}/readyz", timeout=2).raise_for_status()
                return
            except httpx2.HTTPError:
                time.sleep(0.2)

    def kill(self) -> None:
        """Ends it as a power cut does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@dataclass
class Clients:
    """What the clients sent and what they were told."""

    url: str
    jobs: dict[str, str] = field(default_factory=dict)
    refused: int = 0
    cached: list[float] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self, number: int) -> None:
        """Posts one article after the other, each again under its key until the server has taken it."""
        count = 0
        with httpx2.Client(base_url=self.url, timeout=30) as http:
            while not self.stop.is_set():
                count += 1
                key = f"{number}-{count}"
                text = f"KYIV - Report {key}. Nine people were killed near Sumy{number}. Talks on a ceasefire failed."
                while not self.stop.is_set() and not self._post(http, key, text):
                    time.sleep(0.2)
                time.sleep(0.2)

    def _post(self, http: httpx2.Client, key: str, text: str) -> bool:
        try:
            answer = http.post("/v1/briefings", json={"text": text}, headers={"Idempotency-Key": key})
        except httpx2.HTTPError:
            return False
        if answer.status_code != 202:
            self.refused += 1
            return False
        self.jobs[key] = answer.json()["id"]
        return True

    def ask_again(self, text: str, times: int) -> None:
        """Asks for a briefing that is there."""
        with httpx2.Client(base_url=self.url, timeout=30) as http:
            http.post("/v1/briefings?wait=30", json={"text": text}).raise_for_status()
            for _ in range(times):
                began = time.perf_counter()
                http.post("/v1/briefings", json={"text": text}).raise_for_status()
                self.cached.append(time.perf_counter() - began)


def load(server: Server, seconds: float, clients: int, kills: int) -> Clients:
    """Runs the clients for some seconds, with the server killed at random moments."""
    told = Clients(server.url)
    threads = [threading.Thread(target=told.run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    moments = random.Random(7)
    began = time.monotonic()
    for _ in range(kills):
        time.sleep(moments.uniform(0.5, 1.5) * seconds / kills)
        server.kill()
        server.start()
    time.sleep(max(0.0, seconds - (time.monotonic() - began)))
    told.stop.set()
    for thread in threads:
        thread.join()
    return told


def settle(told: Clients) -> dict[str, int]:
    """Waits until every job has ended; returns how many ended in each state."""
    states: dict[str, int] = {}
    with httpx2.Client(base_url=told.url, timeout=30) as http:
        briefings = set()
        for job_id in told.jobs.values():
            while (job := http.get(f"/v1/jobs/{job_id}").json())["state"] in ("queued", "running"):
                time.sleep(0.1)
            states[job["state"]] = states.get(job["state"], 0) + 1
            if job["state"] == "failed":
                print(f"failed: {job['error']}")
            briefings.add(job["briefing_id"])
        assert len(briefings - {None}) == states.get("done", 0), "a briefing stands for two jobs"
    return states


def fresh(address: str, folder: str) -> Server:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(address, Path(folder), port)
    server.start()
    return server


def under_faults(seconds: float, clients: int) -> None:
    with model(0.05, 0.1) as address, tempfile.TemporaryDirectory() as folder:
        server = fresh(address, folder)
        told = load(server, seconds, clients, 0)
        began = time.monotonic()
        states = settle(told)
        told.ask_again("KYIV - Nine people were killed near Lviv. Talks on a ceasefire were put off.", 200)
        p95 = sorted(told.cached)[int(0.95 * len(told.cached))]
        rate = len(told.jobs) / (seconds + time.monotonic() - began)
        print(f"faults 10%: {len(told.jobs)} jobs of {clients} clients, {states}, {rate:.1f} a second")
        print(f"cached briefing: p95 {p95 * 1000:.0f} ms; refused for a while: {told.refused}")
        server.kill()
        assert sum(states.values()) == len(told.jobs), "a job is lost"


def under_kills(seconds: float, clients: int, kills: int) -> None:
    with model(0.2, 0.0) as address, tempfile.TemporaryDirectory() as folder:
        server = fresh(address, folder)
        told = load(server, seconds, clients, kills)
        states = settle(told)
        seen = httpx2.get(f"{address}/seen", timeout=30).json()
        repeated = sum(count - 1 for count in seen.values())
        allowed = kills * JOBS * TOPICS
        print(f"killed {kills} times: {len(told.jobs)} jobs, {states}, {repeated} calls repeated ({allowed} in flight)")
        server.kill()
        assert states == {"done": len(told.jobs)}, "a job is lost"
        assert repeated <= allowed, "calls were paid twice"


def main() -> None:
    seconds, clients, kills = (
        float(sys.argv[1]) if len(sys.argv) > 1 else 120.0,
        int(sys.argv[2]) if len(sys.argv) > 2 else 32,
        int(sys.argv[3]) if len(sys.argv) > 3 else 10,
    )
    under_faults(seconds, clients)
    under_kills(seconds, clients, kills)


if __name__ == "__main__":
    main()
