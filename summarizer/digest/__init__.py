"""Digests of many articles: incidents, tolls over time, positions, contradictions, and what is new.

It stands above the library and imports it only; nothing else of the package knows of it but the command line.
"""

from __future__ import annotations

from summarizer.digest.digest import Digest
from summarizer.digest.model import Contradiction, Figure, Incident, Line, Other, StanceChange, Statement

__all__ = ["Contradiction", "Digest", "Figure", "Incident", "Line", "Other", "StanceChange", "Statement"]
