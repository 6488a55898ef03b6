"""The encoder of the role classifier: all-mpnet-base-v2 with a low-rank adapter, run by onnxruntime.

`encoder.onnx` holds the graph without its weights. They come from the encoder's own file, to which the adapter adds
`scale · B @ A` (LoRA, arXiv:2106.09685); both are put into the graph when it is loaded, so that the package carries
only what was trained.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from summarizer.roles.heads import Head
from summarizer.weights.encoder import ENCODER, TENSORS, TOKENIZER
from summarizer.weights.pulling import pull
from summarizer.weights.sources import Progress

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

TRANSPOSED = ".T"
"""Ends the name of a weight that the graph wants the other way round than the encoder's file has it."""


@dataclass(frozen=True)
class Encoder:
    """Tokens → vectors.

    Attributes:
        session: the loaded graph.
        tokenizer: cuts words into tokens.
        begin: the token that opens a text.
        end: the token that ends a part of it.
        padding: the token that fills a row.
    """

    session: InferenceSession
    tokenizer: Tokenizer
    begin: int
    end: int
    padding: int

    @classmethod
    def load(cls, progress: Progress = lambda *_: None) -> tuple[Encoder, Mapping[str, Head]]:
        """The encoder with the adapter of the package, and the heads trained with it, by topic.

        Args:
            progress: told of a download under way.

        Raises:
            ModelUnavailable: the encoder is not on this machine and can't be downloaded.
        """
        from tokenizers import Tokenizer

        folder = pull(ENCODER, progress)
        adapter, meta = _adapter()
        session = _session(folder / TENSORS, adapter, float(meta["scale"]))
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        begin, end, padding = (int(tokenizer.token_to_id(mark) or 0) for mark in ("<s>", "</s>", "<pad>"))
        heads = {
            topic: Head.of(roles, adapter, f"heads.{topic}") for topic, roles in json.loads(meta["labels"]).items()
        }
        return cls(session, tokenizer, begin, end, padding), heads

    def tokens(self, text: str) -> Encoding:
        """The tokens of a text with their offsets in it, without opening and closing marks."""
        return self.tokenizer.encode(text, add_special_tokens=False)

    def hidden(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """What the encoder makes of rows of tokens: rows × tokens × dimensions, shorter rows filled up."""
        longest = max(map(len, rows))
        ids = np.full((len(rows), longest), self.padding, dtype=np.int64)
        mask = np.zeros((len(rows), longest), dtype=np.int64)
        for n, row in enumerate(rows):
            ids[n, : len(row)] = row
            mask[n, : len(row)] = 1
        (hidden,) = self.session.run(["hidden"], {"ids": ids, "mask": mask})
        return np.asarray(hidden, dtype=np.float32)


def _adapter() -> tuple[dict[str, NDArray[np.float32]], dict[str, str]]:
    """What was trained: tensors by name, and the roles of each topic."""
    from safetensors import safe_open

    with (
        resources.as_file(resources.files(__package__).joinpath("adapter.safetensors")) as path,
        safe_open(path, "numpy") as file,
    ):
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        return tensors, file.metadata()


def _session(weights: Path, adapter: Mapping[str, NDArray[np.float32]], scale: float) -> InferenceSession:
    """The graph with the encoder's weights and the adapter in it."""
    import onnxruntime
    from safetensors import safe_open

    onnxruntime.set_default_logger_severity(3)
    options = onnxruntime.SessionOptions()
    # Threads that spin while they wait would slow whatever else runs on the machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    graph = resources.files(__package__).joinpath("encoder.onnx").read_bytes()
    names: list[str] = []
    values: list[Any] = []
    with safe_open(weights, "numpy") as file:
        for name in _wanted():
            tensor = file.get_tensor(name.removesuffix(TRANSPOSED))
            part = name.removesuffix(TRANSPOSED).removesuffix(".weight")
            if f"{part}.A" in adapter:
                low, high = adapter[f"{part}.A"].astype(np.float32), adapter[f"{part}.B"].astype(np.float32)
                tensor = tensor + scale * (high @ low)
            tensor = np.ascontiguousarray(tensor.T if name.endswith(TRANSPOSED) else tensor)
            names.append(name)
            values.append(onnxruntime.OrtValue.ortvalue_from_numpy(tensor))
    options.add_external_initializers(names, values)
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _wanted() -> tuple[str, ...]:
    """The names of the weights that the graph lacks, as the export script writes them beside it."""
    names = resources.files(__package__).joinpath("encoder.weights.txt").read_text(encoding="utf-8")
    return tuple(names.split())
