"""The nearest known name, for errors about unknown ones."""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from itertools import islice

_FILES = 5_000
"""How many names of a folder are compared at most."""

_AS_NEAR = 0.05
"""A second name is offered too if it is nearly as similar as the nearest, on a scale from 0 to 1."""


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """A question such as "did you mean 'a.txt'? ", its space included; "" if nothing is near."""
    by_lower = {known.lower(): known for known in names}
    near = get_close_matches(name.lower(), by_lower, n=2, cutoff=0.7)
    if len(near) == 2 and _likeness(name, near[0]) - _likeness(name, near[1]) > _AS_NEAR:
        near.pop()
    return f"did you mean {' or '.join(repr(by_lower[one]) for one in near)}? " if near else ""


def _likeness(name: str, known: str) -> float:
    return SequenceMatcher(None, known, name.lower()).ratio()


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
