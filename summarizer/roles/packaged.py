"""The classifier that comes with the package, loaded at its first use."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from threading import Lock

from summarizer.roles.questions import RoleClassifier

_LOADING = Lock()
"""Topics are read in threads, and each may be the first."""


@cache
def adapter_version() -> str:
    """The first 12 hexadecimal digits of the SHA-256 of what was trained."""
    data = resources.files(__package__).joinpath("adapter.safetensors").read_bytes()
    return hashlib.sha256(data).hexdigest()[:12]


def default_classifier() -> RoleClassifier:
    """The classifier that comes with the package, loaded at its first use.

    Raises:
        ModelUnavailable: the encoder is not on this machine and can't be downloaded.
    """
    with _LOADING:
        return _classifier()


@cache
def _classifier() -> RoleClassifier:
    from summarizer.roles.classifier import EncoderClassifier  # numpy and onnxruntime: only where a sentence is read
    from summarizer.roles.encoder import Encoder

    return EncoderClassifier(*Encoder.load())
