"""The notebooks run from top to bottom, and show what they say they show."""

from __future__ import annotations

from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOKS = Path(__file__).parents[2] / "docs" / "notebooks"


def executed(name: str) -> NotebookNode:
    notebook: NotebookNode = jupytext.read(NOTEBOOKS / name)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    return notebook


def shown(notebook: NotebookNode) -> str:
    """Everything that its cells put out, in every form."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return "\n".join(
        [str(output.get("text", "")) for output in outputs]
        + [str(text) for output in outputs for text in output.get("data", {}).values()]
    )


def test_every_notebook_is_tested() -> None:
    assert {path.name for path in NOTEBOOKS.glob("*.py")} == {"article_to_table.py", "golden_to_decision.py"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "article_to_table.py",
            [
                "sandbox=",
                "(9, 'bus passengers', 'denied')",
                "polarity_mismatch",
                "Int64",
                "in_preparation",
                "[^C1]",
                " kB",
            ],
        ),
        (
            "golden_to_decision.py",
            ["overall f1: better by", "no difference that this set can show", "careful", "hasty"],
        ),
    ],
)
def test_a_notebook_runs(name: str, expected: list[str]) -> None:
    output = shown(executed(name))
    for text in expected:
        assert text in output
