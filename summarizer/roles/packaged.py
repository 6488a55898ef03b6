"""The classifier that comes with the package, loaded at its first use."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from summarizer.roles.questions import RoleClassifier


@cache
def adapter_version() -> str:
    """The first 12 hexadecimal digits of the SHA-256 of what was trained."""
    data = resources.files(__package__).joinpath("adapter.safetensors").read_bytes()
    return hashlib.sha256(data).hexdigest()[:12]


@cache
def default_classifier() -> RoleClassifier:
    """The classifier that comes with the package, loaded at its first use.

    Raises:
        ModelUnavailable: the encoder is not on this machine and can't be downloaded.
    """
    from summarizer.roles.classifier import EncoderClassifier  # numpy and onnxruntime: only where a sentence is read
    from summarizer.roles.encoder import Encoder

    return EncoderClassifier(*Encoder.load())
