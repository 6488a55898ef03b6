"""Decides what an input is: its kind, encoding, date and title, and how sure each is.

`load` reads the bytes of a file, `load_fields` a row of a table. Nothing is guessed in silence: a choice between
readings, and a date that is left out, come with a warning. `summarizer.article` makes the `Article`.
"""

from __future__ import annotations

from summarizer.loading.loaded import MAX_BYTES, SUFFIXES, DateSource, Format, Loaded
from summarizer.loading.reading import load, load_fields, load_text

__all__ = ["MAX_BYTES", "SUFFIXES", "DateSource", "Format", "Loaded", "load", "load_fields", "load_text"]
