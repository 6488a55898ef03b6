"""The summary of a briefing: composed from records by code, or written by a model and let through a gate."""

from summarizer.summary.compose import compose_summary, sentence_about
from summarizer.summary.gate import check_sentence, check_words
from summarizer.summary.writing import (
    Summary,
    SummaryMode,
    summary_by_default,
    summary_prompt,
    summary_request,
    write_summary,
)

__all__ = [
    "Summary",
    "SummaryMode",
    "check_sentence",
    "check_words",
    "compose_summary",
    "sentence_about",
    "summary_by_default",
    "summary_prompt",
    "summary_request",
    "write_summary",
]
