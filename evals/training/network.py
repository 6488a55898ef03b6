"""The network that is trained: all-mpnet-base-v2 with a low-rank adapter, and a head for each topic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import MPNetConfig, MPNetModel

from evals.training.examples import LABELS, Row
from summarizer.roles.classifier import LONGEST, LONGEST_CONTEXT
from summarizer.weights.encoder import ENCODER, TENSORS, TOKENIZER
from summarizer.weights.pulling import pull

RANK = 16
ALPHA = 32
SCALE = ALPHA / RANK
"""What the product of the adapter's matrices is multiplied with."""

INNER = 384
"""Width of the heads' first layer."""

BEGIN, PADDING, END = 0, 1, 2
"""The tokens that open a text, fill a row and end a part."""

SETTINGS = MPNetConfig(
    vocab_size=30527,
    max_position_embeddings=514,
    layer_norm_eps=1e-5,
    relative_attention_num_buckets=32,
    bos_token_id=BEGIN,
    pad_token_id=PADDING,
    eos_token_id=END,
    attn_implementation="eager",
)
"""The encoder's own configuration."""


class Adapted(nn.Module):
    """A linear layer that stays as it is, with a low-rank product added to it (LoRA, arXiv:2106.09685)."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.A = nn.Parameter(torch.randn(RANK, linear.in_features) / math.sqrt(linear.in_features))
        self.B = nn.Parameter(torch.zeros(linear.out_features, RANK))
        self.drop = nn.Dropout(0.05)

    def forward(self, x: Tensor) -> Tensor:
        """The layer's output."""
        low = functional.linear(self.drop(x), self.A)
        added: Tensor = self.linear(x) + functional.linear(low, self.B) * SCALE
        return added


def load_encoder() -> MPNetModel:
    """The encoder as it is published, from the user's cache or downloaded."""
    encoder = MPNetModel(SETTINGS, add_pooling_layer=False)
    missing, _ = encoder.load_state_dict(load_file(pull(ENCODER) / TENSORS), strict=False)
    lacking = [name for name in missing if not name.endswith("position_ids")]
    if lacking:
        raise ValueError(f"the encoder's file lacks {', '.join(lacking)}")
    return encoder


class Network(nn.Module):
    """Encoder, adapter and heads; only adapter and heads are trained."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = load_encoder()
        for parameter in self.encoder.parameters():
            parameter.requires_grad = False
        for layer in self.encoder.encoder.layer:
            attention = layer.attention.attn
            for name in ("q", "k", "v", "o"):
                setattr(attention, name, Adapted(getattr(attention, name)))
            layer.intermediate.dense = Adapted(layer.intermediate.dense)
            layer.output.dense = Adapted(layer.output.dense)
        self.drop = nn.Dropout(0.2)
        seen = 3 * SETTINGS.hidden_size
        self.heads = nn.ModuleDict({topic: _head(seen, len(labels)) for topic, labels in LABELS.items()})

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """For each topic the scores of its phrases: phrases × labels."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
        hidden = hidden.float()
        return {topic: self.heads[topic](self.drop(_seen(hidden, part))) for topic, part in batch.phrases.items()}

    def trained(self) -> dict[str, Tensor]:
        """Adapter and heads, under the names that they have in the package."""
        state = self.state_dict()
        kept = {name: value for name, value in state.items() if name.endswith((".A", ".B")) or name.startswith("heads")}
        return {name.removeprefix("encoder."): value for name, value in kept.items()}

    def take(self, trained: Mapping[str, Tensor]) -> None:
        """Puts adapter and heads in, as `trained` gives them.

        Raises:
            ValueError: there are tensors too many or too few.
        """
        if trained.keys() != self.trained().keys():
            raise ValueError("the checkpoint has other tensors than this network: train it with this version")
        named = {name if name.startswith("heads") else f"encoder.{name}": value for name, value in trained.items()}
        self.load_state_dict(named, strict=False)


def _head(seen: int, labels: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(seen, INNER), nn.GELU(), nn.Dropout(0.2), nn.Linear(INNER, labels))


@dataclass(frozen=True)
class Phrases:
    """The phrases of one topic in a batch, one entry each.

    Attributes:
        row: which sentence of the batch.
        first: its first token.
        last: its last token.
        label: index of its label.
        marked: 1 for a phrase marked in the file, or with the head of one, else 0.
    """

    row: Tensor
    first: Tensor
    last: Tensor
    label: Tensor
    marked: Tensor


@dataclass(frozen=True)
class Batch:
    """Sentences as tokens.

    Attributes:
        ids: the tokens, sentences × tokens.
        mask: 1 for a token, 0 for padding.
        phrases: the phrases by topic.
    """

    ids: Tensor
    mask: Tensor
    phrases: Mapping[str, Phrases]


def _seen(hidden: Tensor, part: Phrases) -> Tensor:
    """What a head sees of a phrase: its first token, its last, and the mean of all."""
    at = torch.arange(hidden.shape[1])[None]
    inside = ((at >= part.first[:, None]) & (at <= part.last[:, None])).to(hidden.dtype)
    rows = hidden[part.row]
    mean = (rows * inside[..., None]).sum(1) / inside.sum(1, keepdim=True)
    each = torch.arange(len(rows))
    return torch.cat([rows[each, part.first], rows[each, part.last], mean], -1)


class Tokens:
    """Makes batches of rows; the same tokens as at run time."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer.from_file(str(pull(ENCODER) / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def batch(self, rows: Sequence[Row]) -> Batch:
        """The tokens of rows, with the phrases that lie in what is read."""
        encoded, found = [], dict[str, list[tuple[int, int, int, int, int]]]()
        for n, row in enumerate(rows):
            ids, offsets, before = self._encode(row)
            encoded.append(ids)
            for span in row.spans:
                inside = [at for at, (a, b) in enumerate(offsets) if a < span.end and b > span.start]
                if inside:
                    label = LABELS[row.topic].index(span.label)
                    place = (n, inside[0] + before, inside[-1] + before, label, int(span.marked))
                    found.setdefault(row.topic, []).append(place)
        longest = max(map(len, encoded))
        ids = torch.tensor([row + [PADDING] * (longest - len(row)) for row in encoded])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in encoded])
        phrases = {topic: Phrases(*torch.tensor(places).T) for topic, places in found.items()}
        return Batch(ids, mask, phrases)

    def _encode(self, row: Row) -> tuple[list[int], list[tuple[int, int]], int]:
        """Topic, context and sentence as tokens, the sentence's offsets, and how many tokens stand before it."""
        sentence = self._tokenizer.encode(row.text, add_special_tokens=False)
        context = self._plain(row.context)[-LONGEST_CONTEXT:] if row.context else []
        head = [BEGIN, *self._plain(row.topic), END, *context, END]
        return [*head, *sentence.ids[:LONGEST], END], sentence.offsets[:LONGEST], len(head)

    def _plain(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


def load_checkpoint(path: Path) -> dict[str, Tensor]:
    """Adapter and heads of a checkpoint that `train` wrote."""
    return load_file(path)
