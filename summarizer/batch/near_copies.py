"""Finds reports that differ in a paragraph at most, by MinHash signatures of word triples in bands.

Two texts that share a band of a signature are candidates; the share of equal values in their signatures estimates the
Jaccard similarity of their triples. Independent reports of one event stay far below the bound (see the design notes).
"""

from __future__ import annotations

import array
import hashlib
import re
import sys

from rensa import RMinHash

BANDS, ROWS = 24, 4
"""Two texts of similarity 0.7 share a band with probability 0.999, of 0.3 with 0.18."""

SIMILAR = 0.55
"""The estimated share of common word triples from which one text counts as a copy of the other.

A paragraph in six replaced leaves 0.71; the estimate's standard error there is 0.05.
"""

FEWEST_WORDS = 20
"""A shorter text has too few triples to say that it is a copy."""

_SEED = 7
_WORD = re.compile(r"\w+")


def signature(text: str) -> bytes:
    """The signature of a text, 4 bytes a value; empty for a text that is too short to have one."""
    words = _WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return b""
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    sketch.update([" ".join(words[i : i + 3]) for i in range(len(words) - 2)])
    values = array.array("I", sketch.digest())
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def band_keys(signed: bytes) -> list[int]:
    """A 64-bit key for every band of a signature."""
    width = 4 * ROWS
    return [
        int.from_bytes(
            hashlib.blake2b(signed[i : i + width], digest_size=8, salt=(i // width).to_bytes(8, "little")).digest(),
            "little",
            signed=True,
        )
        for i in range(0, len(signed), width)
    ]


def similarity(one: bytes, other: bytes) -> float:
    """The estimated share of common word triples of two signed texts, 0 to 1."""
    equal = sum(one[i : i + 4] == other[i : i + 4] for i in range(0, len(one), 4))
    return equal * 4 / len(one) if one else 0.0
