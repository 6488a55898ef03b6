"""From an article to records: strategies ask, grounding finds, checks refuse, merging joins."""

from summarizer.extraction.pipeline import extract, strategy_named
from summarizer.extraction.results import Extraction, Refused
from summarizer.extraction.room import Room
from summarizer.extraction.strategy import OnStep, Step, Strategy, ignore_step

__all__ = [
    "Extraction",
    "OnStep",
    "Refused",
    "Room",
    "Step",
    "Strategy",
    "extract",
    "ignore_step",
    "strategy_named",
]
