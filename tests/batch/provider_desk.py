"""The command line and a provider of batches on the loopback, for tests of `--provider-batch`."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli import main

HERE = Path(__file__).parent


@dataclass(frozen=True)
class ProviderDesk:
    """A working folder, and a provider.

    Attributes:
        folder: the folder.
        address: of the provider.
    """

    folder: Path
    address: str

    def arguments(self, *further: str, out: str = "out.jsonl") -> list[str]:
        model = ["--model", "news", "--base-url", f"{self.address}/v1"]
        return ["batch", "in.jsonl", "--out", out, *model, "--provider-batch", "--poll", "0.05", *further]

    def run(self, *further: str, out: str = "out.jsonl") -> int:
        """Runs the command in this process and returns its exit code."""
        with pytest.raises(SystemExit) as ended:
            main(self.arguments(*further, out=out))
        code = ended.value.code
        return code if isinstance(code, int) else int(bool(code))

    def start(self, *further: str) -> subprocess.Popen[str]:
        """Starts the command in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-c", "from summarizer.cli import main; main()", *self.arguments(*further)],
            cwd=self.folder,
            stderr=subprocess.PIPE,
            text=True,
        )

    def tells(self, what: str) -> Any:
        with urllib.request.urlopen(f"{self.address}/{what}") as answer:
            return json.load(answer)

    def seen(self) -> Counter[str]:
        """How often each distinct request was served."""
        return Counter(self.tells("seen"))

    def made(self) -> list[int]:
        """How many requests each batch has that was handed in."""
        made: list[int] = self.tells("made")
        return made


@contextmanager
def provider_desk(folder: Path, **told: Any) -> Iterator[ProviderDesk]:
    command = [sys.executable, str(HERE / "batch_provider.py"), json.dumps(told)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        try:
            yield ProviderDesk(folder, address)
        finally:
            process.kill()
