"""A checkpoint → the files of `summarizer/roles`: `python -m evals.training.export CHECKPOINT FOLDER`.

`adapter.safetensors` holds what was trained; `encoder.onnx` is the encoder's graph without its weights, and
`encoder.weights.txt` names those that it lacks. Graph and names depend on the encoder alone: after more training only
the adapter changes.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import ModelProto, TensorProto, numpy_helper
from safetensors.numpy import save_file
from torch import Tensor, nn

from evals.training.examples import LABELS
from evals.training.network import SCALE, load_checkpoint, load_encoder
from summarizer.roles.encoder import TRANSPOSED

LEAST = 512
"""Tensors with fewer numbers stay in the graph."""


def write_adapter(trained: Mapping[str, Tensor], path: Path) -> None:
    """Adapter and heads in half precision, with the labels and the adapter's scale beside them."""
    tensors = {name: value.numpy().astype(np.float16) for name, value in trained.items()}
    save_file(tensors, path, metadata={"labels": json.dumps(LABELS), "scale": str(SCALE)})


class _Hidden(nn.Module):
    """The encoder as a function of tokens and mask."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.m = encoder  # the name becomes part of the names in the graph

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The last hidden state."""
        hidden: Tensor = self.m(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden


def write_graph(folder: Path) -> None:
    """The encoder's graph without its weights, and the names of those."""
    encoder = load_encoder().eval()
    graph = _exported(encoder)
    names = _rename_weights(graph, {name: value.numpy() for name, value in encoder.state_dict().items()})
    _take_out(graph, names)
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.save(graph, str(folder / "encoder.onnx"))
    (folder / "encoder.weights.txt").write_text("\n".join(sorted(names)) + "\n", encoding="utf-8")


def _exported(encoder: nn.Module) -> ModelProto:
    ids = torch.randint(5, 1000, (2, 11))
    mask = torch.ones_like(ids)
    mask[1, 7:], ids[1, 7:] = 0, 1
    axes = {name: {0: "batch", 1: "tokens"} for name in ("ids", "mask", "hidden")}
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "encoder.onnx"
        torch.onnx.export(
            _Hidden(encoder),
            (ids, mask),
            str(path),
            input_names=["ids", "mask"],
            output_names=["hidden"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        return onnx.load(str(path))


def _rename_weights(graph: ModelProto, weights: Mapping[str, np.ndarray]) -> set[str]:
    """Gives the graph's large tensors the names that they have in the encoder's file; the exporter made up others.

    Raises:
        ValueError: a tensor is not one of the encoder's.
    """
    by_shape: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for name, value in weights.items():
        by_shape[tuple(sorted(value.shape))].append(name)
    renamed: dict[str, str] = {}
    for tensor in graph.graph.initializer:
        if math.prod(tensor.dims) >= LEAST:
            array = numpy_helper.to_array(tensor)
            renamed[tensor.name] = _name_of(array, by_shape[tuple(sorted(array.shape))], weights)
            tensor.name = renamed[tensor.name]
    for node in graph.graph.node:
        for at, name in enumerate(node.input):
            node.input[at] = renamed.get(name, name)
    return set(renamed.values())


def _name_of(array: np.ndarray, names: Sequence[str], weights: Mapping[str, np.ndarray]) -> str:
    for name in names:
        if np.array_equal(weights[name], array):
            return name
        if np.array_equal(weights[name].T, array):
            return name + TRANSPOSED
    raise ValueError(f"a tensor of the graph, {array.shape}, is not in the encoder's file")


def _take_out(graph: ModelProto, names: set[str]) -> None:
    """Leaves of the named tensors only their shape; what runs the graph brings the numbers."""
    kept: list[TensorProto] = []
    done: set[str] = set()
    for tensor in graph.graph.initializer:
        if tensor.name not in names:
            kept.append(tensor)
        elif tensor.name not in done:
            done.add(tensor.name)
            kept.append(_without_numbers(tensor))
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(kept)


def _without_numbers(tensor: TensorProto) -> TensorProto:
    empty = TensorProto(name=tensor.name, data_type=tensor.data_type, dims=tensor.dims)
    empty.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "weights"), ("offset", "0"), ("length", str(math.prod(tensor.dims) * 4))):
        empty.external_data.add(key=key, value=value)
    return empty


def main() -> None:
    """Reads the options and writes the files."""
    parser = argparse.ArgumentParser(description="Write the role classifier's files for the package.")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--graph", action="store_true", help="write the encoder's graph too")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    write_adapter(load_checkpoint(given.checkpoint), given.folder / "adapter.safetensors")
    if given.graph:
        write_graph(given.folder)


if __name__ == "__main__":
    main()
