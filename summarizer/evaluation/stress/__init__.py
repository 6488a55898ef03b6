"""Evaluation that attacks: articles changed in ways whose effect on the records is known.

A kind of change is one small function, listed in `kinds`. A plan draws the articles and makes the variants, `outcomes`
says what became of the records, `results` holds the figures, and the reports show them.
"""

from summarizer.evaluation.stress.kinds import KINDS, Kind, chosen_kinds
from summarizer.evaluation.stress.plan import Plan, make_plan
from summarizer.evaluation.stress.results import StressResults

__all__ = ["KINDS", "Kind", "Plan", "StressResults", "chosen_kinds", "make_plan"]
