"""Carries an error of the operating system past typer, which would handle it in its own way."""

from __future__ import annotations


class SystemFault(Exception):
    """The operating system refused something, as its cause says."""
