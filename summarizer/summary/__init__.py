"""The summary of a briefing: composed from records by code, or written by a model and let through a gate."""

from summarizer.summary.compose import compose_summary
from summarizer.summary.gate import check_sentence

__all__ = ["check_sentence", "compose_summary"]
