"""The nearest of some names, for an error about one that is not there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

_FILES = 5_000
"""How many names of a folder are compared at most."""


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """A question such as "did you mean 'a.txt'? ", its space included; "" if nothing is near."""
    by_lower = {known.lower(): known for known in names}
    near = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.7)
    return f"did you mean {by_lower[near[0]]!r}? " if near else ""


def nearest_file(path: str) -> str:
    """The question whether a file of the same folder was meant; "" if none is near or the folder can't be read."""
    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or ".") as entries:
            names = [entry.name for entry in islice(entries, _FILES)]
    except OSError:  # there is no such folder, which the error says by itself
        return ""
    near = get_close_matches(name, names, n=1, cutoff=0.7)
    return f"did you mean {os.path.join(folder, near[0])!r}? " if near else ""
