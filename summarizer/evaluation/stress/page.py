"""A stress run as one HTML page that loads nothing else; what stands in an article stays text."""

from __future__ import annotations

from pathlib import Path

from summarizer.evaluation.stress.example import example_of
from summarizer.evaluation.stress.results import MEANINGS, StressResults
from summarizer.pages import page_templates


def render_stress(results: StressResults, *, examples: int = 40) -> str:
    """The report of a run.

    Args:
        results: the results.
        examples: how many of the worst variants are shown.
    """
    families = list(dict.fromkeys(one.family for one in results.outcomes))
    return (
        page_templates(Path(__file__).parent)
        .get_template("page.html")
        .render(
            results=results,
            meanings={family: MEANINGS[family] for family in families},
            figures=results.figures,
            kept=results.kept("hostile") if "hostile" in families else None,
            flips={family: results.flips(family)[:15] for family in families},
            examples=[(one, *example_of(one)) for one in results.worst(examples)],
        )
    )
