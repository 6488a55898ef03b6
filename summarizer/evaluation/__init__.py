"""Evaluation: a golden set, the scoring of records, statistics, comparison of runs, a gate, and reports."""

from summarizer.evaluation.comparison import Comparison, compare
from summarizer.evaluation.evaluation import Evaluation, evaluate
from summarizer.evaluation.golden import GoldenArticle, GoldenSet, GoldRecord
from summarizer.evaluation.metrics import Tally

__all__ = ["Comparison", "Evaluation", "GoldRecord", "GoldenArticle", "GoldenSet", "Tally", "compare", "evaluate"]
