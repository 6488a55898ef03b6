"""Splits of a golden set: `dev` to look at while working, `test` to judge by.

Among many random halvings the most even one is taken: in records of each topic, articles without any, tags and length.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from summarizer.evaluation.golden import SPLITS, SPLITS_FILE, GoldenArticle, GoldenSet
from summarizer.topics import Topic

TRIALS = 5000


def assign_splits(
    golden: GoldenSet, *, seed: int, fixed: Mapping[str, str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Divides the articles into halves that are alike.

    Args:
        golden: the set.
        seed: decides which of the possible halvings are tried, and so the outcome.
        fixed: articles that stay where they are, by id; the others are added to them.

    Returns:
        For each half the ids in it, sorted.
    """
    fixed = fixed or {}
    features = _features(golden)
    sides = np.array([_side(fixed.get(article.id)) for article in golden])
    free = np.flatnonzero(sides == 0)
    draw = random.Random(seed)
    best, least = sides, np.inf
    for _ in range(TRIALS):
        tried = sides.copy()
        tried[free] = _even_signs(len(free), int(sides.sum()), draw)
        unevenness = float(((tried @ features) ** 2).sum())
        if unevenness < least:
            best, least = tried, unevenness
    ids = np.array([article.id for article in golden])
    return {split: tuple(sorted(map(str, ids[best == _side(split)]))) for split in SPLITS}


def extend_splits(folder: Path, *, seed: int, topics: Sequence[Topic] = ()) -> dict[str, tuple[str, ...]]:
    """Puts the articles of a golden set that are in no half into one, writes `splits.yaml`, and returns the halves.

    Articles that are in a half stay there.

    Raises:
        UnreadableInput: there is no golden set in the folder.
    """
    golden = GoldenSet.from_folder(folder, topics)
    fixed = {article.id: article.split for article in golden if article.split is not None}
    splits = assign_splits(golden, seed=seed, fixed=fixed)
    write_splits(folder / SPLITS_FILE, splits, seed)
    return splits


def write_splits(path: Path, splits: Mapping[str, tuple[str, ...]], seed: int) -> None:
    """Writes the halves as YAML."""
    head = f"# The halves of the golden set, fixed. Made by `summarizer eval check --split`, seed {seed}.\n"
    body = yaml.safe_dump({name: list(ids) for name, ids in splits.items()}, sort_keys=False, allow_unicode=True)
    path.write_text(head + body, encoding="utf-8")


def _side(split: str | None) -> int:
    return {"dev": 1, "test": -1}.get(split or "", 0)


def _even_signs(count: int, surplus: int, draw: random.Random) -> list[int]:
    """Signs in random order whose sum makes up for a surplus as well as can be."""
    plus = min(count, max(0, (count - surplus + draw.randint(0, 1)) // 2))
    signs = [1] * plus + [-1] * (count - plus)
    draw.shuffle(signs)
    return signs


def _features(golden: GoldenSet) -> NDArray[np.float64]:
    """What should be alike in both halves, each column scaled to unit length, shape `(articles, features)`."""
    tags = sorted({tag for article in golden for tag in article.tags})
    rows = [_row(article, tags, golden) for article in golden]
    table = np.array(rows, dtype=float)
    lengths = np.sqrt((table**2).sum(axis=0))
    return table / np.where(lengths > 0, lengths, 1)


def _row(article: GoldenArticle, tags: list[str], golden: GoldenSet) -> list[float]:
    counts = [sum(not gold.doubt for gold in article.records.get(topic.name, ())) for topic in golden.topics]
    words = len(article.article.text.split())
    return [*counts, *(count == 0 for count in counts), *(tag in article.tags for tag in tags), words]
