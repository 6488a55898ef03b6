"""Runs the command line in processes of its own, against the model of the news on the loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass
class Served:
    """A model on the loopback.

    Attributes:
        address: where it answers.
    """

    address: str

    def seen(self) -> Counter[str]:
        """How often each distinct request came."""
        with urllib.request.urlopen(f"{self.address}/seen") as answer:
            return Counter(json.load(answer))


@contextmanager
def news_model(latency: float, faults: float = 0.0) -> Iterator[Served]:
    command = [sys.executable, str(HERE / "news_model.py"), str(latency), str(faults)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        try:
            yield Served(address)
        finally:
            process.kill()


@dataclass(frozen=True)
class Commands:
    """The command line with a cache folder of its own.

    Attributes:
        folder: working folder, cache in it.
        address: of the model.
    """

    folder: Path
    address: str

    def start(self, *arguments: str, prefix: str = "") -> subprocess.Popen[str]:
        """Starts `summarizer batch`; `prefix` is Python that runs first."""
        model = ["--model", "news", "--base-url", f"{self.address}/v1"]
        code = f"{prefix}\nfrom summarizer.cli import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", code, "batch", *arguments, *model],
            cwd=self.folder,
            env={
                **os.environ,
                "SUMMARIZER_CACHE_DIR": str(self.folder / "cache"),
                "SUMMARIZER_ATTEMPTS": "2",
                "SUMMARIZER_SUMMARY": "composed",
            },
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, prefix: str = "") -> tuple[int, str, str]:
        """Runs `summarizer batch` and returns its exit code, output and messages."""
        with self.start(*arguments, prefix=prefix) as process:
            output, messages = process.communicate(timeout=240)
        return process.returncode, output, messages


def write_jsonl(path: Path, items: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(item) + "\n" for item in items))
    return path
