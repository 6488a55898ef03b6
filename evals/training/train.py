"""Trains adapter and heads: `python -m evals.training.train OUT.safetensors`."""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from evals.training.examples import (
    LABELS,
    Row,
    halves,
    negatives,
    read_file,
    rows_of,
    sentence_files,
    topic_of,
)
from evals.training.network import Batch, Network, Tokens, load_checkpoint
from summarizer.roles import NONE

SMOOTHING = 0.05
"""Of the labels."""

KEPT = 0.6
"""How many of the unmarked phrases are learned from; drawn anew for each batch."""

UNMARKED = 0.5
"""What such a phrase weighs beside a marked one."""


@dataclass(frozen=True)
class Plan:
    """How to train.

    Attributes:
        epochs: times that every row is seen.
        rate: highest learning rate of the adapter; that of the heads is twice as high.
        size: sentences in a batch.
        seed: of the order, and of the heads where training begins anew.
    """

    epochs: int
    rate: float
    size: int
    seed: int


def batches(rows: Sequence[Row], size: int, rng: random.Random) -> Iterator[list[Row]]:
    """The rows in random order, those of like length together."""
    mixed = list(rows)
    rng.shuffle(mixed)
    found = []
    for start in range(0, len(mixed), size * 16):
        chunk = sorted(mixed[start : start + size * 16], key=lambda row: len(row.text) + min(len(row.context), 200))
        found += [chunk[at : at + size] for at in range(0, len(chunk), size)]
    rng.shuffle(found)
    yield from found


def thinned(row: Row, rng: random.Random) -> Row:
    """A row with some of its unmarked phrases."""
    return Row(row.topic, row.context, row.text, tuple(s for s in row.spans if s.marked or rng.random() < KEPT))


def loss_of(scores: dict[str, Tensor], batch: Batch) -> Tensor:
    """The mean loss of a batch's phrases."""
    total, count = torch.zeros(()), 0
    for topic, rows in scores.items():
        part = batch.phrases[topic]
        each = functional.cross_entropy(rows, part.label, reduction="none", label_smoothing=SMOOTHING)
        total = total + (each * torch.where(part.marked == 1, 1.0, UNMARKED)).sum()
        count += len(rows)
    return total / count


def train(network: Network, rows: Sequence[Row], plan: Plan, out: Path, held: Sequence[Row]) -> None:
    """Trains, writes a checkpoint after each epoch, and says how the held-out rows fare."""
    rng, tokens = random.Random(plan.seed), Tokens()
    body = [p for name, p in network.named_parameters() if p.requires_grad and not name.startswith("heads")]
    groups = [
        {"params": body, "lr": plan.rate},
        {"params": list(network.heads.parameters()), "lr": plan.rate * 2},
    ]
    optimizer = AdamW(groups, weight_decay=0.01)
    steps = plan.epochs * math.ceil(len(rows) / plan.size)
    schedule = LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / (0.08 * steps)) * max(0.02, 1 - s / steps))
    started = time.monotonic()
    for epoch in range(plan.epochs):
        network.train()
        losses = []
        for chunk in batches(rows, plan.size, rng):
            batch = tokens.batch([thinned(row, rng) for row in chunk])
            if not batch.phrases:
                continue
            loss = loss_of(network(batch), batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {sum(losses) / len(losses):.3f}, {time.monotonic() - started:.0f} s", flush=True)
        save_file(network.trained(), out)
        if held:
            report(network, tokens, held)


@torch.no_grad()
def report(network: Network, tokens: Tokens, rows: Sequence[Row]) -> None:
    """Prints for each topic the share of marked phrases with the right label, then precision and recall of labels."""
    network.eval()
    seen: dict[str, list[tuple[int, int, int]]] = {topic: [] for topic in LABELS}
    ordered = sorted(rows, key=lambda row: len(row.text))
    for start in range(0, len(ordered), 64):
        batch = tokens.batch(ordered[start : start + 64])
        for topic, scores in network(batch).items():
            part = batch.phrases[topic]
            told = (scores.argmax(-1).tolist(), part.label.tolist(), part.marked.tolist())
            seen[topic] += zip(*told, strict=True)
    for topic, answers in seen.items():
        if not answers:
            continue
        none = LABELS[topic].index(NONE)
        marked = [said == label for said, label, is_marked in answers if is_marked]
        right = sum(said == label != none for said, label, _ in answers)
        given, due = sum(said != none for said, _, _ in answers), sum(label != none for _, label, _ in answers)
        print(
            f"  {topic}: marked phrases right {sum(marked) / max(1, len(marked)):.3f}, "
            f"precision {right / max(1, given):.3f}, recall {right / max(1, due):.3f}",
            flush=True,
        )


def main() -> None:
    """Reads the options, makes rows of the files, trains."""
    parser = argparse.ArgumentParser(description="Train the adapter and heads of the role classifier.")
    parser.add_argument("out", type=Path, help="where to write the checkpoint")
    parser.add_argument("--files", nargs="+", type=Path, default=sentence_files(), help="sentence files")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=4e-4, help="learning rate")
    parser.add_argument("--size", type=int, default=32, help="sentences in a batch")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--negatives", type=float, default=0.0, help="share of negatives across topics, 0 to 1")
    parser.add_argument("--everything", action="store_true", help="train on the held-out rows too")
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    rows, held = list[Row](), list[Row]()
    for path in given.files:
        learned, kept = halves(list(rows_of(read_file(path), topic_of(path))))
        rows += learned
        held += kept
    if given.everything:
        rows, held = rows + held, []
    rows += list(negatives(rows, given.negatives, random.Random(5)))
    print(f"{len(rows)} rows, {len(held)} held out", flush=True)
    network = Network()
    if given.start:
        network.take(load_checkpoint(given.start))
    train(network, rows, Plan(given.epochs, given.rate, given.size, given.seed), given.out, held)


if __name__ == "__main__":
    main()
