"""What the operating system refuses, on its way past typer, which would end it in a way of its own."""

from __future__ import annotations


class SystemFault(Exception):
    """The operating system refused something, as its cause says."""
