"""Downloads weights to the user's cache: under a lock, from the first source whose file has the right hash.

Weights are fetched beside their place and moved there whole, so a killed or a second simultaneous pull harms nothing;
whatever part was downloaded before is kept for the next try.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from summarizer.errors import ModelUnavailable
from summarizer.weights.sources import Progress, Source, SourceFailed


def models_folder() -> Path:
    """The folder of the user's cache that holds weights."""
    return user_cache_path("summarizer") / "models"


@dataclass(frozen=True, slots=True)
class Weights:
    """One file, or one folder, of weights.

    Attributes:
        name: its short name in commands; after `local:` in the spec of a model.
        title: its name in messages.
        filename: name of the file or folder in the cache.
        size: bytes.
        licence: SPDX identifier.
        sources: where it can be had, in the order to try; each checks what it brings.
        by_hand: what to do without a source; `{path}` stands for its place in the cache.
        members: for a folder, the files it must hold.
    """

    name: str
    title: str
    filename: str
    size: int
    licence: str
    sources: tuple[Source, ...]
    by_hand: str
    members: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Its place on this machine, whether or not it is there."""
        return models_folder() / self.filename


def is_present(weights: Weights) -> bool:
    """True if the weights are here whole; their hashes were checked when they were moved into place."""
    if weights.members:
        return all((weights.path / member).is_file() for member in weights.members)
    return weights.path.is_file() and weights.path.stat().st_size == weights.size


def pull(weights: Weights, progress: Progress = lambda *_: None) -> Path:
    """The path of the weights, downloaded first unless they are here.

    An interrupted pull resumes at the next call.

    Raises:
        ModelUnavailable: no source could be reached, or what came was not these weights.
    """
    if is_present(weights):
        return weights.path
    weights.path.parent.mkdir(parents=True, exist_ok=True)
    with _only_pull(weights, progress):
        return weights.path if is_present(weights) else _fetch(weights, progress)


@contextmanager
def _only_pull(weights: Weights, progress: Progress) -> Iterator[None]:
    """Holds the lock of the weights, after any other pull of them."""
    lock = FileLock(f"{weights.path}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress("waiting for another pull of the same file", 0, weights.size)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _fetch(weights: Weights, progress: Progress) -> Path:
    """Tries each source in turn and moves what the first good one gives into place."""
    work = weights.path.with_name(f"{weights.filename}.parts")
    work.mkdir(exist_ok=True)
    tried = []
    for source in weights.sources:
        try:
            candidate = source.fetch(work, progress)
        except SourceFailed as failure:
            tried.append(f"{source.label} ({failure})")
            continue
        if weights.path.is_dir():
            shutil.rmtree(weights.path)
        candidate.replace(weights.path)
        shutil.rmtree(work)
        return weights.path
    how = weights.by_hand.format(path=weights.path)
    raise ModelUnavailable(f"can't download the {weights.title}; tried {' and '.join(tried)}. {how}")
