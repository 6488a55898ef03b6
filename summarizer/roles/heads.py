"""The heads of the role classifier: from a phrase's tokens, as the encoder sees them, to its role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Head:
    """Two layers with a GELU between them, over the first token of a phrase, its last, and the mean of all.

    Attributes:
        roles: what the outputs stand for.
        inner: weights of the first layer, outputs × inputs.
        inner_bias: its bias.
        outer: weights of the second layer.
        outer_bias: its bias.
    """

    roles: tuple[str, ...]
    inner: Array
    inner_bias: Array
    outer: Array
    outer_bias: Array

    @classmethod
    def of(cls, roles: Sequence[str], tensors: Mapping[str, Array], prefix: str) -> Head:
        """The head whose tensors have a prefix, as the training script names them."""
        names = (f"{prefix}.0.weight", f"{prefix}.0.bias", f"{prefix}.3.weight", f"{prefix}.3.bias")
        return cls(tuple(roles), *(tensors[name].astype(np.float32) for name in names))

    def probabilities(self, hidden: Array, places: Sequence[tuple[int, int]]) -> Iterator[Mapping[str, float]]:
        """The probability of every role for each phrase.

        Args:
            hidden: what the encoder made of the sentence, tokens × dimensions.
            places: the first and the last token of each phrase.
        """
        seen = [np.concatenate([hidden[a], hidden[b], hidden[a : b + 1].mean(axis=0)]) for a, b in places]
        inner = _gelu(np.stack(seen) @ self.inner.T + self.inner_bias)
        scores = inner @ self.outer.T + self.outer_bias
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        likely /= likely.sum(axis=1, keepdims=True)
        for row in likely:
            yield dict(zip(self.roles, map(float, row), strict=True))


def _gelu(x: Array) -> Array:
    """The Gaussian error linear unit by its tanh form (Hendrycks and Gimpel 2016, arXiv:1606.08415)."""
    inner = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
    return np.asarray(0.5 * x * (1 + np.tanh(inner)), dtype=np.float32)
