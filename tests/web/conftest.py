"""A site on the loopback for each test, and the desk of the command line's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cli.conftest import desk as desk

from .site import Site, on_the_loopback


@pytest.fixture
def site() -> Iterator[Site]:
    with on_the_loopback() as served:
        yield served
