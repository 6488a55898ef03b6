"""Batches of articles: read one by one, briefed concurrently, written once, resumed after any interruption."""

from summarizer.batch.estimating import CountingLLM, Estimate, estimate_batch
from summarizer.batch.inputs import Given, Inputs, Source
from summarizer.batch.items import Entry, Item, Lead, Unreadable
from summarizer.batch.journal import Failed
from summarizer.batch.progress import Progress
from summarizer.batch.rows import Columns
from summarizer.batch.run import Batch, BatchConfig, Brief, OnProgress, Outcome, Report, ignore_progress
from summarizer.batch.selection import Chosen, DateCondition, Selection, read_conditions
from summarizer.batch.store import Paths
from summarizer.batch.web_inputs import Web

__all__ = [
    "Batch",
    "BatchConfig",
    "Brief",
    "Chosen",
    "Columns",
    "CountingLLM",
    "DateCondition",
    "Entry",
    "Estimate",
    "Failed",
    "Given",
    "Inputs",
    "Item",
    "Lead",
    "OnProgress",
    "Outcome",
    "Paths",
    "Progress",
    "Report",
    "Selection",
    "Source",
    "Unreadable",
    "Web",
    "estimate_batch",
    "ignore_progress",
    "read_conditions",
]
